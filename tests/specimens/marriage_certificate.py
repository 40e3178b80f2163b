"""Marriage certificates, opened at the pages with the couple."""

from __future__ import annotations

import random
from datetime import date, timedelta

from PIL import Image

from . import ornaments, people, places
from .sheet import Colour, Sheet
from .specimen import Specimen, finished
from .words import words

INK: Colour = (36, 32, 34)
REMARKS = ("补发结婚证", "补领", "无", "原结婚证遗失，补领")


def render(rng: random.Random, long_side: int) -> Specimen:
    """Both pages beside each other, or the first above the second."""
    form = rng.choice(["beside", "stacked"])
    wide, high = 88.0, 125.0
    if form == "beside":
        sheet = Sheet(2 * wide, high, long_side)
        offsets = (0.0, 0.0), (wide, 0.0)
    else:
        wide, high = 125.0, 88.0
        sheet = Sheet(wide, 2 * high, long_side)
        offsets = (0.0, 0.0), (0.0, high)
    _ground(sheet, rng)
    _Printer(sheet, rng).pages(offsets, wide, high)
    mark = {"role": "hei_bold", "size": 2.8, "fill": (206, 120, 130)}
    sheet.write(6, 5, "样本 SPECIMEN", **mark)  # type: ignore[arg-type]
    return finished(sheet, "marriage_certificate", form)


def _ground(sheet: Sheet, rng: random.Random) -> None:
    paper, ink = rng.choice([
        ((252, 236, 232), (240, 190, 190)), ((253, 244, 234), (242, 208, 186)), ((250, 232, 238), (236, 184, 204)),
    ])  # fmt: skip
    sheet.put(
        ornaments.guilloche(
            sheet.size, (paper, (253, 248, 244), paper), (ink,), sheet.scale * 1.5, 0.45, rng.randrange(4)
        ).copy()
    )
    fold: Colour = (214, 180, 176)
    if sheet.width > sheet.height:
        sheet.draw.line((sheet.size[0] // 2, 0, sheet.size[0] // 2, sheet.size[1]), fill=fold, width=2)
    else:
        sheet.draw.line((0, sheet.size[1] // 2, sheet.size[0], sheet.size[1] // 2), fill=fold, width=2)


class _Printer:
    """Prints labels of the form and, a little off, what the office filled in."""

    def __init__(self, sheet: Sheet, rng: random.Random) -> None:
        self.sheet, self.rng = sheet, rng
        self.label_role = rng.choice(["song", "song_bold", "kai", "hei"])
        self.value_role = rng.choice(["song", "kai", "hei", "song_light", "hei_micro"])
        self.label_ink = rng.choice([(150, 40, 44), INK, (90, 50, 40)])
        self.size = rng.uniform(3.4, 3.9)
        self.nudge = rng.uniform(-0.8, 0.8)
        self.underlined = rng.random() < 0.4
        self.colon = rng.choice(["", "", "："])

    def pages(self, offsets: tuple[tuple[float, float], tuple[float, float]], wide: float, high: float) -> None:
        rng = self.rng
        place = places.region(rng)
        registered = date(rng.randint(1996, 2025), 1, 1) + timedelta(days=rng.randrange(365))
        couple = [_person(rng, registered, sex) for sex in rng.choice(["男女", "女男"])]
        (x, y), second = offsets
        self._first(x, y, wide, high, rng.choice(couple)["name"][0], place, registered)
        step = high / 2 - 7
        top = second[1] + rng.uniform(13, 17)
        for part, person in zip(("one", "two"), couple, strict=True):
            self._person(second[0] + 8, top, wide - 14, part, person)
            top += step

    def _first(
        self, x: float, y: float, wide: float, high: float, holder: str, place: places.Region, registered: date
    ) -> None:
        rng = self.rng
        tall = high > wide
        number = rng.choice([
            f"J{place.code}-{registered.year}-{rng.randint(1, 99999):06d}",
            f"{rng.choice(['BJ', 'LJ', ''])}{place.code}-{registered.year}-{rng.randint(1, 99999):06d}",
            f"{place.province[0]}{place.county[0]}结字第{rng.randint(1, 99999999):09d}号",
        ])  # fmt: skip
        start = y + (high * 0.56 if tall else 14)
        rows = [
            ("持证人", "holder", holder, holder),
            ("登记日期", "registration_date", _day(rng, registered), registered.isoformat()),
            ("结婚证字号", "number", number, number),
        ]
        remark = rng.choice(REMARKS) if rng.random() < 0.35 else ""
        rows.append(("备注", "remark", remark, remark))
        pitch = rng.uniform(10.5, 12.0)
        for row, (label, key, shown, true) in enumerate(rows):
            self._row(x + 8, start + row * pitch, 24, wide - 14 - (0 if tall else 36), label, key, shown, true)
        photo = (40, 28) if tall else (34, 24)
        at = (x + wide / 2, y + high * 0.3) if tall else (x + wide - 24, y + 26)
        self._photo(*at, *photo)
        office = f"{place.county}民政局婚姻登记专用章"
        seal = ornaments.seal(office, self.sheet.px(27), rng.choice([(224, 66, 66), (234, 96, 90)]))
        turned = seal.rotate(rng.uniform(-15, 15), fillcolor="white", resample=Image.Resampling.BILINEAR)
        self.sheet.stamp(turned, at[0] + rng.uniform(4, 12), at[1] + photo[1] / 2 + rng.uniform(-6, 4))

    def _person(self, x: float, y: float, wide: float, part: str, person: dict[str, tuple[str, str]]) -> None:
        half, pitch = wide * self.rng.uniform(0.46, 0.54), self.rng.uniform(10.0, 11.5)
        rows: tuple[tuple[tuple[str, str, float], ...], ...] = (
            (("姓名", "name", 0.0), ("性别", "sex", half)),
            (("国籍", "nationality", 0.0), ("出生日期", "birth_date", half)),
            ((self.rng.choice(["身份证件号", "身份证件号", "身份证号"]), "id_number", 0.0),),
        )
        for row, cells in enumerate(rows):
            for label, key, offset in cells:
                end = half if len(cells) > 1 and offset == 0 else wide
                label_room = max(len(label) * self.size, 4 * self.size if offset == 0 else 0) + 1
                self._row(x + offset, y + row * pitch, label_room, end - offset, label, f"{part}_{key}", *person[key])

    def _row(
        self, x: float, y: float, label_room: float, room: float, label: str, key: str, shown: str, true: str
    ) -> None:
        spread = label_room - 2 if len(label) < 4 and label_room > len(label) * self.size + 4 else None
        self.sheet.write(
            x, y, label + ("" if spread else self.colon), role=self.label_role, size=self.size, fill=self.label_ink,
            width=spread,
        )  # fmt: skip
        start = x + max(label_room, len(label) * self.size) + (self.size * 0.7 if self.colon else 0) + 0.8
        if self.underlined:
            at = self.sheet.px(y + 2.8)
            self.sheet.draw.line(
                (self.sheet.px(start), at, self.sheet.px(x + room - 1.5), at), fill=self.label_ink, width=1
            )
        if not shown:
            return
        size = self.size * 1.02
        while size > 2.2 and self.sheet.wrap(shown, x + room - start, role=self.value_role, size=size)[1:]:
            size *= 0.95
        self.sheet.write(start, y + self.nudge, shown, role=self.value_role, size=size, fill=INK, key=key)
        self.sheet.fields[key] = true

    def _photo(self, x: float, y: float, wide: float, high: float) -> None:
        sheet = self.sheet
        box = tuple(sheet.px(at) for at in (x - wide / 2, y - high / 2, x + wide / 2, y + high / 2))
        sheet.draw.rectangle(box, fill=(206, 60, 56))
        for side, woman in ((-1, False), (1, True)):
            size = (sheet.px(wide * 0.46), sheet.px(high * 0.92))
            sheet.paste(ornaments.portrait(size, self.rng, woman=woman), x + side * wide * 0.22, y + high * 0.04)


def _person(rng: random.Random, registered: date, sex: str) -> dict[str, tuple[str, str]]:
    """(as printed, true) by field."""
    born = date(registered.year - rng.randint(21, 45), 1, 1) + timedelta(days=rng.randrange(365))
    place = places.region(rng, born.year)
    name = people.name(rng, woman=sex == "女") if rng.random() > 0.02 else rng.choice(words("minority")).split("/")[0]
    number = people.id_number(rng, place.code, born, sex)
    return {
        "name": (name, name),
        "sex": (sex, sex),
        "nationality": ("中国", "中国"),
        "birth_date": (_day(rng, born), born.isoformat()),
        "id_number": (number, number),
    }


def _day(rng: random.Random, day: date) -> str:
    form = rng.choice(["{0}年{1:02d}月{2:02d}日", "{0}年{1}月{2}日", "{0}年{1:02d}月{2:02d}日", "{0}-{1:02d}-{2:02d}"])
    return form.format(day.year, day.month, day.day)
