"""Birth certificates: the ruled form of 2019, and the one before it with values on lines."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from PIL import Image

from . import ornaments, people, places
from .ruled import Look, draw_box, shifted, value_cell
from .sheet import Sheet
from .specimen import Specimen, finished

HOSPITALS = ("人民医院", "妇幼保健院", "中心医院", "第一人民医院", "中医院", "妇产医院", "第二附属医院")
ENGLISH = {
    "新生儿姓名": "Full name of baby", "性别": "Sex", "出生时间": "Date of birth", "出生孕周": "Gestation (week)",
    "出生体重": "Birth weight", "出生身长": "Birth length", "出生地点": "Place of birth",
    "医疗机构名称": "Name of medical institution", "母亲姓名": "Full name of mother", "年龄": "Age",
    "国籍": "Nationality", "民族": "Ethnicity", "住址": "Address", "有效身份证件类别": "Type of valid ID",
    "有效身份证件号码": "Valid ID No.", "父亲姓名": "Full name of father", "签发机构（专用章）": "Issuing authority",
    "签发日期": "Date of issue", "出生证编号": "Birth No.", "身份证号": "ID No.", "健康状况": "Health",
    "体重": "Weight", "身长": "Length", "出生地": "Place of birth",
}  # fmt: skip


@dataclass(frozen=True)
class _Parent:
    name: str
    nation: str
    age: int
    number: str
    address: str


def render(rng: random.Random, long_side: int) -> Specimen:
    form = rng.choice(["ruled", "lines"])
    sheet = Sheet(240, 168, long_side)
    _ground(sheet, rng)
    look = _look(rng)
    values = _values(rng)
    if form == "ruled":
        _title(sheet, rng, look, 16)
        bottom = _ruled(sheet, rng, look, values)
    else:
        _title(sheet, rng, look, 20)
        bottom = _lined(sheet, rng, look, values)
    _number(sheet, look, values, 150, bottom)
    seal = ornaments.seal(
        values["hospital"][0][-16:] + "专用章", sheet.px(30), rng.choice([(226, 78, 70), (210, 60, 76)])
    )
    turned = seal.rotate(rng.uniform(-10, 10), fillcolor="white", resample=Image.Resampling.BILINEAR)
    sheet.stamp(turned, rng.uniform(66, 84), bottom - rng.uniform(3, 9))
    sheet.write(12, 163, "样本 SPECIMEN", role="hei_bold", size=3.2, fill=(206, 130, 140))
    return finished(sheet, "birth_certificate", form)


def _ground(sheet: Sheet, rng: random.Random) -> None:
    paper, ink, frame = rng.choice([
        ((252, 238, 242), (240, 196, 212), (214, 130, 160)), ((240, 246, 252), (196, 216, 240), (110, 150, 200)),
        ((252, 246, 236), (244, 220, 190), (214, 160, 100)),
    ])  # fmt: skip
    ground = ornaments.guilloche(
        sheet.size, (paper, (253, 251, 250), paper), (ink,), sheet.scale * 1.8, 0.4, rng.randrange(4)
    )
    sheet.put(ground.copy())
    edge = tuple(sheet.px(at) for at in (5, 5, 235, 159.5))
    ornaments.frame(sheet.picture, edge, sheet.px(4), frame, rng.randrange(3))  # type: ignore[arg-type]


def _look(rng: random.Random) -> Look:
    look = Look(
        label_role=rng.choice(["song", "hei", "song_bold"]),
        value_role=rng.choice(["song", "kai", "hei", "hei_micro", "song_light"]),
        label_size=rng.uniform(3.3, 3.7),
        value_size=rng.uniform(3.4, 3.9),
        label_ink=rng.choice([(60, 50, 60), (40, 40, 90), (110, 40, 60)]),
        value_ink=rng.choice([(20, 20, 24), (40, 40, 60)]),
        line=rng.choice([(150, 110, 120), (110, 120, 150)]),
        width=rng.uniform(0.18, 0.35),
        centred=rng.random() < 0.3,
    )
    return shifted(look, rng, 1.5, 0.7)


def _values(rng: random.Random) -> dict[str, tuple[str, str]]:
    """(as printed, true) by field."""
    born = date(rng.randint(2005, 2025), 1, 1) + timedelta(days=rng.randrange(365))
    hour, minute = rng.randrange(24), rng.randrange(60)
    place = places.region(rng)
    # Counties directly below a province have no city; municipalities are one themselves.
    city = place.city or (place.province if place.province.endswith("市") else "")
    mother, father = _parent(rng, born, "女"), _parent(rng, born, "男")
    clock = rng.choice([f"{hour:02d}时{minute:02d}分", f"{hour}时{minute}分"])
    weeks, days = rng.randint(36, 41), rng.choice(["", "", f"+{rng.randint(1, 6)}"])
    hospital = (
        f"{place.county}{rng.choice(HOSPITALS)}"
        if rng.random() < 0.6
        else f"{city or place.province}{rng.choice(HOSPITALS)}"
    )
    values: dict[str, tuple[str, str]] = {
        "name": 2 * (people.name(rng),),
        "sex": 2 * (rng.choice("男女"),),
        "birth_date": (
            f"{born.year}年{born.month:02d}月{born.day:02d}日{clock}" if rng.random() < 0.7
            else f"{born.year}年{born.month}月{born.day}日{clock}",
            born.isoformat(),
        ),
        "birth_time": (clock, f"{hour:02d}:{minute:02d}"),
        "gestational_age": 2 * (f"{weeks}{days}",),
        "weight": 2 * (str(rng.randint(1800, 4600)),),
        "length": 2 * (str(rng.randint(44, 55)),),
        "birth_province": 2 * (place.province,),
        "birth_city": 2 * (city,),
        "birth_county": 2 * (place.county,),
        "hospital": 2 * (hospital,),
        "certificate_number": 2 * (rng.choice("ABDGHJKLMNOPQRSTUVW") + "".join(rng.choices("0123456789", k=9)),),
    }  # fmt: skip
    issued = born + timedelta(days=rng.randint(2, 60))
    values["issue_date"] = (f"{issued.year}年{issued.month:02d}月{issued.day:02d}日", issued.isoformat())
    for part, parent in (("mother", mother), ("father", father)):
        if part == "father" and rng.random() < 0.08:
            continue  # not told
        values |= {
            f"{part}_name": 2 * (parent.name,),
            f"{part}_age": (rng.choice(["{}", "{}岁"]).format(parent.age), str(parent.age)),
            f"{part}_nationality": ("中国", "中国"),
            f"{part}_nation": (parent.nation + "族", parent.nation),
            f"{part}_address": 2 * (parent.address,),
            f"{part}_id_number": 2 * (parent.number,),
        }
    return values


def _parent(rng: random.Random, born: date, sex: str) -> _Parent:
    age = rng.randint(20, 44)
    birth = date(born.year - age, 1, 1) + timedelta(days=rng.randrange(365))
    if (birth.month, birth.day) > (born.month, born.day):
        age -= 1
    place = places.region(rng, birth.year)
    name, _, nation = people.person(rng)
    return _Parent(name, nation, age, people.id_number(rng, place.code, birth, sex), places.home(rng, place))


def _title(sheet: Sheet, rng: random.Random, look: Look, y: float) -> None:
    sheet.write(120, y, "出生医学证明", role="song_bold", size=8.6, fill=look.label_ink, align="middle", tracking=1.6)
    sheet.write(
        120, y + 7.5, rng.choice(["BIRTH CERTIFICATE", "MEDICAL CERTIFICATE OF BIRTH"]), role="latin_bold", size=3.6,
        fill=look.label_ink, align="middle",
    )  # fmt: skip


def _ruled(sheet: Sheet, rng: random.Random, look: Look, values: dict[str, tuple[str, str]]) -> float:
    """Cells of (label, key, share of the row's width for both, share of that for the label)."""
    person = (
        (("{0}姓名", "{1}_name", 0.40, 0.40), ("年龄", "{1}_age", 0.16, 0.5), ("国籍", "{1}_nationality", 0.22, 0.52),
         ("民族", "{1}_nation", 0.22, 0.48)),
        (("有效身份证件类别", "", 0.42, 0.5), ("有效身份证件号码", "{1}_id_number", 0.58, 0.38)),
        (("住址", "{1}_address", 1.0, 0.16),),
    )  # fmt: skip
    rows: list[tuple[tuple[str, str, float, float], ...]] = [
        (("新生儿姓名", "name", 0.38, 0.42), ("性别", "sex", 0.16, 0.5), ("出生时间", "birth_date", 0.46, 0.32)),
        (("出生孕周", "gestational_age", 0.33, 0.48), ("出生体重", "weight", 0.33, 0.48),
         ("出生身长", "length", 0.34, 0.48)),
        (("出生地点", "place", 1.0, 0.16),),
        (("医疗机构名称", "hospital", 1.0, 0.16 if rng.random() < 0.5 else 0.26),),
    ]  # fmt: skip
    for chinese, part in (("母亲", "mother"), ("父亲", "father")):
        rows += [tuple((a.format(chinese), b.format("", part), c, d) for a, b, c, d in row) for row in person]
    top, left, right, high = 29.0, 13.0, 227.0, 10.2
    for row in rows:
        at = left
        for label, key, share, part_of_it in row:
            end = at + share * (right - left)
            split = at + share * part_of_it * (right - left)
            _bilingual(sheet, (at, top, split, top + high), label, look)
            _fill(sheet, rng, (split, top, end, top + high), key, look, values, label)
            at = end
        top += high
    return _issued(sheet, look, values, top + 8)


def _lined(sheet: Sheet, rng: random.Random, look: Look, values: dict[str, tuple[str, str]]) -> float:
    rows: list[tuple[tuple[str, str, float], ...]] = [
        (("新生儿姓名", "name", 62), ("性别", "sex", 30), ("出生时间", "birth_date", 116)),
        (("出生孕周", "gestational_age", 52), ("健康状况", "health", 52), ("体重", "weight", 50),
         ("身长", "length", 54)),
        (("出生地点", "place", 130), ("医疗机构名称", "hospital", 78)),
    ]  # fmt: skip
    for chinese, part in (("母亲", "mother"), ("父亲", "father")):
        rows.append((
            (f"{chinese}姓名", f"{part}_name", 52), ("年龄", f"{part}_age", 28),
            ("国籍", f"{part}_nationality", 34), ("民族", f"{part}_nation", 30), ("身份证号", f"{part}_id_number", 66),
        ))  # fmt: skip
        rows.append((("住址", f"{part}_address", 208),))
    y, pitch = 42.0, rng.uniform(12.2, 13.4)
    for row in rows:
        x = 15.0
        for label, key, room in row:
            width = look.label_size * len(label)
            sheet.write(x, y, label, role=look.label_role, size=look.label_size, fill=look.label_ink)
            sheet.write(x, y + 4.0, ENGLISH[label], role="latin", size=1.9, fill=look.label_ink)
            start, end = x + width + 1.0, x + room - 2.0
            line = (sheet.px(start), sheet.px(y + 2.4), sheet.px(end), sheet.px(y + 2.4))
            sheet.draw.line(line, fill=look.line, width=max(1, sheet.px(look.width)))
            box = (start, y - pitch / 2 + 1.0, end, y + pitch / 2 - 1.6)
            _fill(sheet, rng, box, key, look, values, label, frame=False)
            x += room
        y += pitch
    return _issued(sheet, look, values, y + 2)


def _bilingual(sheet: Sheet, box: tuple[float, float, float, float], label: str, look: Look) -> None:
    """Chinese above English, both as small as the cell asks."""
    draw_box(sheet, box, look)
    left, top, right, bottom = box
    middle, room = (left + right) / 2, right - left - 1.2
    size = min(look.label_size, room / len(label))
    sheet.write(middle, top + 3.7, label, role=look.label_role, size=size, fill=look.label_ink, align="middle")
    english = ENGLISH[label]
    sheet.write(
        middle, bottom - 2.6, english, role="latin", size=min(2.1, room / len(english) * 1.75), fill=look.label_ink,
        align="middle",
    )  # fmt: skip


def _fill(
    sheet: Sheet, rng: random.Random, box: tuple[float, float, float, float], key: str, look: Look,
    values: dict[str, tuple[str, str]], label: str, *, frame: bool = True,
) -> None:  # fmt: skip
    if frame:
        draw_box(sheet, box, look)
    left, top, right, bottom = box
    middle = (top + bottom) / 2
    if key == "place":
        _place(sheet, rng, box, look, values)
    elif key == "birth_date":
        _birth(sheet, look, values, left + 1.2, middle, right - left - 2.4)
    elif key in ("gestational_age", "weight", "length"):
        unit = {"gestational_age": "周", "weight": "克", "length": "厘米"}[key]
        x = (left + right) / 2
        style = {"role": look.value_role, "size": look.value_size, "fill": look.value_ink}
        sheet.write(x - 1, middle + look.shift[1], values[key][0], key=key, align="right", **style)  # type: ignore[arg-type]
        sheet.write(x + 2.5, middle, unit, role=look.label_role, size=look.label_size, fill=look.label_ink)
        sheet.fields[key] = values[key][1]
    elif key == "health":
        sheet.write(left + 3, middle, "良好", role=look.value_role, size=look.value_size, fill=look.value_ink)
    elif not key:
        kinds = {"母": "居民身份证", "父": "居民身份证"}
        shown = kinds.get(label[0], rng.choice(["居民身份证", "身份证"]))
        sheet.write(left + 1.2, middle, shown, role=look.value_role, size=look.value_size, fill=look.value_ink)
    elif key in values:
        shown, true = values[key]
        value_cell(sheet, box, key, shown, look, true=true, frame=False)


def _birth(sheet: Sheet, look: Look, values: dict[str, tuple[str, str]], x: float, y: float, room: float) -> None:
    """Date and time on one line, each with its box."""
    shown, clock = values["birth_date"][0], values["birth_time"][0]
    day = shown.removesuffix(clock)
    size = min(look.value_size, room / (len(shown) * 0.78))
    style = {"role": look.value_role, "size": size, "fill": look.value_ink}
    quad = sheet.write(x, y + look.shift[1], day, key="birth_date", **style)  # type: ignore[arg-type]
    sheet.write(quad[1][0] / sheet.scale + 0.8, y + look.shift[1], clock, key="birth_time", **style)  # type: ignore[arg-type]
    sheet.fields |= {"birth_date": values["birth_date"][1], "birth_time": values["birth_time"][1]}


def _place(
    sheet: Sheet, rng: random.Random, box: tuple[float, float, float, float], look: Look,
    values: dict[str, tuple[str, str]],
) -> None:  # fmt: skip
    """Province, city and county, with the units of the form behind them or without."""
    left, top, right, bottom = box
    with_units = rng.random() < 0.5
    x, y = left + 1.2, (top + bottom) / 2
    step = (right - left - 2.4) / 3
    units = (("birth_province", "省", "Province"), ("birth_city", "市", "City"), ("birth_county", "县（区）", "County"))
    for key, unit, english in units:
        shown, true = values[key]
        if not shown:
            x += step
            continue
        size = min(look.value_size, (step - 13) / len(shown))
        sheet.write(x, y + look.shift[1], shown, role=look.value_role, size=size, fill=look.value_ink, key=key)
        sheet.fields[key] = true
        if with_units:
            sheet.write(
                x + step - 12.0,
                y - 0.8,
                unit,
                role=look.label_role,
                size=min(2.9, 7.0 / len(unit)),
                fill=look.label_ink,
            )
            sheet.write(x + step - 12.0, y + 2.4, english, role="latin", size=1.7, fill=look.label_ink)
        x += step


def _issued(sheet: Sheet, look: Look, values: dict[str, tuple[str, str]], y: float) -> float:
    for x, label in ((15, "签发机构（专用章）"), (122, "签发日期")):
        sheet.write(x, y, label, role=look.label_role, size=look.label_size, fill=look.label_ink)
        sheet.write(x, y + 4.0, ENGLISH[label], role="latin", size=1.9, fill=look.label_ink)
    shown, true = values["issue_date"]
    sheet.write(
        142, y + look.shift[1], shown, role=look.value_role, size=look.value_size, fill=look.value_ink, key="issue_date"
    )
    sheet.fields["issue_date"] = true
    return y


def _number(sheet: Sheet, look: Look, values: dict[str, tuple[str, str]], x: float, below: float) -> None:
    y = min(below + 8.5, 154.5)
    sheet.write(x - 28, y, "出生证编号", role=look.label_role, size=look.label_size, fill=look.label_ink)
    number = values["certificate_number"][0]
    sheet.write(x, y, number, role="latin_bold", size=4.4, fill=(190, 50, 60), key="certificate_number")
    sheet.fields["certificate_number"] = number
