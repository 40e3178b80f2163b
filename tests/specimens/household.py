"""Pages of a household register: the first one, and the card of a member."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from PIL import Image

from . import companies, ornaments, people, places
from .ruled import Look, draw_box, label_cell, shifted, value_cell
from .sheet import Colour, Sheet
from .specimen import Specimen, finished

PAGE = (143.0, 105.0)
"""mm, a page of the register lying on its side."""
INKS: tuple[Colour, ...] = ((96, 60, 44), (40, 40, 42), (60, 84, 72), (110, 50, 50))
RELATIONS = (
    "户主",
    "妻",
    "夫",
    "子",
    "女",
    "长子",
    "次子",
    "长女",
    "次女",
    "父亲",
    "母亲",
    "孙子",
    "儿媳",
    "外孙女",
    "配偶",
)
SCHOOLS = (
    "小学", "初中", "高中", "初中毕业", "大学本科教育", "大学专科教育", "大学本科", "硕士研究生", "中等专科教育",
    "研究生教育", "技工学校", "小学教育", "文盲或半文盲",
)  # fmt: skip
MARRIED = ("未婚", "已婚", "有配偶", "初婚", "离婚", "丧偶", "再婚")
SERVICE = ("未服兵役", "退出现役", "服现役", "预备役", "无")
WORK = (
    "教师",
    "粮农",
    "学生",
    "职员",
    "工人",
    "专业技术人员",
    "不便分类的其他从业人员",
    "会计",
    "无业",
    "医师",
    "个体经营者",
)
KINDS = ("非农业家庭户", "家庭户", "非农业集体户", "农业家庭户", "居民家庭户", "集体户", "城镇家庭户")


@dataclass(frozen=True)
class _Row:
    """Cells of a row: lines of the label, key, and the right ends of label and value in mm from the table's left."""

    height: float
    cells: tuple[tuple[tuple[str, ...], str, float, float], ...]


def member(rng: random.Random, long_side: int) -> Specimen:
    """常住人口登记卡, alone or with the page of changes under it."""
    with_changes = rng.random() < 0.3
    sheet = _page(rng, long_side, PAGE[1] + (92.0 if with_changes else 0.0))
    look = _look(rng)
    spacing = rng.choice([0.0, 1.2, 2.0])
    sheet.write(
        71.5, 9.5, "常住人口登记卡", role=rng.choice(["song_bold", "hei_bold", "kai"]), size=5.4, fill=look.label_ink,
        align="middle", tracking=spacing,
    )  # fmt: skip
    values = _member(rng)
    left, y = rng.uniform(7.0, 9.0), 15.5
    width = PAGE[0] - 2 * left
    for row in _member_rows(rng):
        at = left
        for lines, key, label_end, value_end in row.cells:
            middle, end = left + label_end * width, left + value_end * width
            label_cell(sheet, (at, y, middle, y + row.height), lines, look)
            shown, true = values.get(key, ("", ""))
            value_cell(sheet, (middle, y, end, y + row.height), key, shown, look, true=true)
            at = end
        y += row.height
    registered = date(rng.randint(1998, 2024), rng.randint(1, 12), rng.randint(1, 28))
    _foot(sheet, rng, look, y + 7.5, "登记日期：", "registration_date", registered)
    _seal(sheet, rng, rng.uniform(48, 68), y + 3)
    if with_changes:
        _changes(sheet, rng, look, PAGE[1] + 2)
    _specimen_mark(sheet)
    return finished(sheet, "household_register_member", "with changes" if with_changes else "card")


def home(rng: random.Random, long_side: int) -> Specimen:
    """The first page, with the table for changes of address, or with the office that issued it."""
    with_authority = rng.random() < 0.4
    sheet = _page(rng, long_side, PAGE[1])
    look = _look(rng)
    place = places.region(rng)
    left = rng.uniform(8.0, 11.0)
    right = PAGE[0] - left
    top = 12.0
    if rng.random() < 0.5:
        sheet.write(
            71.5, 9.0, "居民户口簿", role="song_bold", size=5.6, fill=look.label_ink, align="middle", tracking=1.5
        )
        top = 16.0
    high = rng.uniform(9.5, 11.5)
    half = left + (right - left) * rng.uniform(0.44, 0.52)
    number = "".join(rng.choices("0123456789", k=rng.choice([9, 9, 10, 7])))
    rows = (
        (("户别", "household_type", rng.choice(KINDS)), ("户主姓名", "householder", people.name(rng))),
        (("户号", "household_number", number), ("住址", "address", places.home(rng, place))),
    )
    for row in rows:
        for (label, key, value), start, end in zip(row, (left, half), (half, right), strict=True):
            split = start + rng.uniform(18.0, 20.0)
            label_cell(sheet, (start, top, split, top + high), (label,), look)
            value_cell(sheet, (split, top, end, top + high), key, value, look)
        top += high
    issued = date(rng.randint(1998, 2024), rng.randint(1, 12), rng.randint(1, 28))
    for x, line in ((left + 12, "省级公安机关"), (half + 14, "户口登记机关")):
        sheet.write(x, top + 8, line, role=look.label_role, size=3.6, fill=look.label_ink)
        sheet.write(x, top + 13, "户口专用章", role=look.label_role, size=3.6, fill=look.label_ink, tracking=0.4)
    _seal(sheet, rng, left + 28, top + 16, f"{place.province}公安厅户口专用章")
    _seal(sheet, rng, half + 40, top + 16, f"{places.police(rng, place)}户口专用章")
    top += 27
    if with_authority:
        sheet.write(left + 2, top, "签发机关：", role=look.label_role, size=look.label_size, fill=look.label_ink)
        authority = places.police(rng, place)
        sheet.write(
            left + 24, top + look.shift[1], authority, role=look.value_role, size=look.value_size,
            fill=look.value_ink, key="authority",
        )  # fmt: skip
        sheet.fields["authority"] = authority
        top += 7
    _foot(sheet, rng, look, top, "签发日期：", "issue_date", issued)
    if not with_authority:
        _moves(sheet, rng, look, left, right, top + 6)
    _specimen_mark(sheet)
    return finished(sheet, "household_register_home", "authority" if with_authority else "moves")


def _page(rng: random.Random, long_side: int, height: float) -> Sheet:
    sheet = Sheet(PAGE[0], height, round(long_side * max(PAGE[0], height) / PAGE[0]))
    paper, lines = rng.choice([
        ((250, 246, 238), (232, 214, 206)), ((244, 248, 244), (206, 226, 210)), ((250, 250, 250), (226, 226, 232)),
        ((252, 242, 240), (238, 206, 206)),
    ])  # fmt: skip
    if rng.random() < 0.5:
        ground = ornaments.guilloche(sheet.size, (paper, paper), (lines,), sheet.scale * 1.6, 0.5, rng.randrange(4))
    else:
        ground = ornaments.rings(sheet.size, paper, lines, max(4, sheet.px(2.2)), rng.randrange(3))
    sheet.put(ground.convert("RGB").copy())
    return sheet


def _look(rng: random.Random) -> Look:
    ink = rng.choice(INKS)
    look = Look(
        label_role=rng.choice(["song", "song_bold", "kai", "song_light"]),
        value_role=rng.choice(["song", "song_light", "hei", "kai", "hei_micro"]),
        label_size=rng.uniform(3.0, 3.5),
        value_size=rng.uniform(3.1, 3.7),
        label_ink=ink,
        value_ink=rng.choice([(24, 24, 26), (50, 50, 60), (30, 30, 70)]),
        line=ink,
        width=rng.uniform(0.18, 0.4),
        centred=rng.random() < 0.25,
        tracking=rng.choice([0.0, 0.0, 0.25]),
    )
    return shifted(look, rng, 1.5, 0.9)


def _member_rows(rng: random.Random) -> tuple[_Row, ...]:
    a, b, c = 0.135 + rng.uniform(-0.01, 0.01), 0.565 + rng.uniform(-0.03, 0.02), 0.70 + rng.uniform(-0.015, 0.015)
    high = rng.uniform(7.0, 7.6)
    number = rng.choice([("公民身份", "证件编号"), ("公民身份", "号码"), ("公民身份号码",)])
    relation = rng.choice([("户主或与", "户主关系"), ("户主或", "与户主关系")])

    def pair(one: tuple[str, ...], key: str, two: tuple[str, ...], key_two: str) -> _Row:
        return _Row(high, ((one, key, a, b), (two, key_two, c, 1.0)))

    return (
        pair(("姓名",), "name", relation, "relation"),
        pair(("曾用名",), "former_name", ("性别",), "sex"),
        pair(("出生地",), "birth_place", ("民族",), "nation"),
        pair(("籍贯",), "ancestral_home", ("出生日期",), "birth_date"),
        pair(("本市（县）", "其他住址"), "other_address", ("宗教信仰",), "religion"),
        _Row(high, ((number, "id_number", a, 0.49), (("身高",), "height", 0.59, 0.745),
                    (("血型",), "blood_type", 0.845, 1.0))),
        _Row(high, ((("文化程度",), "education", a, 0.40), (("婚姻状况",), "marital_status", 0.53, 0.68),
                    (("兵役状况",), "military_service", 0.81, 1.0))),
        pair(("服务处所",), "workplace", ("职业",), "occupation"),
        _Row(high, ((("何时由何地迁来", "本市（县）") if rng.random() < 0.5 else ("何时由何地", "迁来本市（县）"),
                     "moved_to_city", 0.2, 1.0),)),
        _Row(high, ((("何时由何地", "迁来本址") if rng.random() < 0.6 else ("何时由何地迁来本址",),
                     "moved_to_address", 0.2, 1.0),)),
    )  # fmt: skip


def _member(rng: random.Random) -> dict[str, tuple[str, str]]:
    """(as printed, true) by field; what is not filled in is left out."""
    name, sex, nation = people.person(rng)
    born = people.birth_date(rng)
    place = places.region(rng, born.year)
    town = place.province + place.city + place.county
    day = _day(rng, born)
    shown = {
        "name": (name, name),
        "relation": 2 * (rng.choice(RELATIONS),),
        "sex": (sex, sex),
        "birth_place": 2 * (rng.choice([town, town, f"{place.city or place.province}{place.county}"]),),
        "nation": (nation + rng.choice(["", "族"]), nation),
        "ancestral_home": 2 * (rng.choice([town, place.province + place.city, place.province]),),
        "birth_date": (day, born.isoformat()),
        "id_number": 2 * (people.id_number(rng, place.code, born, sex),),
        "education": 2 * (rng.choice(SCHOOLS),),
        "marital_status": 2 * (rng.choice(MARRIED),),
        "moved_to_city": 2 * (_move(rng, "久居"),),
        "moved_to_address": 2 * (_move(rng, "出生"),),
    }
    rare = {
        "former_name": (0.25, people.name(rng)),
        "other_address": (0.15, places.home(rng, place)),
        "religion": (0.3, rng.choice(["无", "佛教", "无宗教信仰", "基督教"])),
        "height": (0.6, rng.choice(["{}", "{}厘米", "{}cm"]).format(rng.randint(148, 190))),
        "blood_type": (0.5, rng.choice(["A", "B", "O", "AB", "A型", "O型", "不明", "未知"])),
        "military_service": (0.4, rng.choice(SERVICE)),
        "workplace": (0.6, companies.company_name(rng, place)),
        "occupation": (0.7, rng.choice(WORK)),
    }
    drawn = {key: (value, value) for key, (share, value) in rare.items() if rng.random() < share}
    if "blood_type" in drawn:
        drawn["blood_type"] = (drawn["blood_type"][0], drawn["blood_type"][0].removesuffix("型"))
    return shown | drawn


def _move(rng: random.Random, otherwise: str) -> str:
    if rng.random() < 0.3:
        return otherwise
    when = _day(rng, date(rng.randint(1985, 2023), 1, 1) + timedelta(days=rng.randrange(365)))
    place = places.region(rng)
    source = place.province + place.city + place.county
    return rng.choice(["{}由{}迁来", "{} {}", "{}因购房由{}迁入", "{}从{}迁来本市"]).format(when, source)


def _day(rng: random.Random, day: date) -> str:
    form = rng.choice(["{0}年{1}月{2}日", "{0}年{1:02d}月{2:02d}日", "{0}-{1:02d}-{2:02d}", "{0}{1:02d}{2:02d}"])
    return form.format(day.year, day.month, day.day)


def _foot(sheet: Sheet, rng: random.Random, look: Look, y: float, label: str, key: str, day: date) -> None:
    """The clerk's line; the words of the date belong to the form, its figures do not."""
    style = {"role": look.label_role, "size": look.label_size, "fill": look.label_ink}
    sheet.write(12, y, "承办人签章：", **style)  # type: ignore[arg-type]
    x = rng.uniform(76, 84)
    sheet.write(x, y, label, **style)  # type: ignore[arg-type]
    x += look.label_size * 5 + 1
    ends = []
    for figure, word in ((f"{day.year}", "年"), (f"{day.month}", "月"), (f"{day.day}", "日")):
        room = 9.0 if word == "年" else 5.5
        ends.append(
            sheet.write(
                x + room / 2,
                y + look.shift[1] / 2,
                figure,
                role=look.value_role,
                size=look.value_size,
                fill=look.value_ink,
                align="middle",
            )
        )
        x += room + 0.6
        ends.append(sheet.write(x, y, word, **style))  # type: ignore[arg-type]
        x += look.label_size + 0.6
    top, bottom = min(quad[0][1] for quad in ends), max(quad[2][1] for quad in ends)
    left, right = ends[0][0][0], ends[-1][1][0]
    sheet.boxes[key] = [((left, top), (right, top), (right, bottom), (left, bottom))]
    sheet.fields[key] = day.isoformat()


def _changes(sheet: Sheet, rng: random.Random, look: Look, top: float) -> None:
    sheet.write(
        71.5, top, "登记事项变更和更正记载", role=look.label_role, size=4.2, fill=look.label_ink, align="middle"
    )
    ends = (9.0, 32.0, 84.0, 112.0, 134.0)
    heads = (("项目",), ("变更、更正后的内容",), ("变更、更正日期",), ("承办人签章",))
    for place, head in enumerate(heads):
        label_cell(sheet, (ends[place], top + 5, ends[place + 1], top + 12), head, look, spread=False)
    for row in range(8):
        y = top + 12 + 8.5 * row
        for one, two in pairwise(ends):
            draw_box(sheet, (one, y, two, y + 8.5), look)


def _moves(sheet: Sheet, rng: random.Random, look: Look, left: float, right: float, top: float) -> None:
    sheet.write(71.5, top, "住址变动登记", role=look.label_role, size=4.0, fill=look.label_ink, align="middle")
    ends = (left, left + (right - left) * 0.56, left + (right - left) * 0.78, right)
    for place, head in enumerate((("变动后的住址",), ("变动日期",), ("承办人签章",))):
        label_cell(sheet, (ends[place], top + 3, ends[place + 1], top + 9), head, look, spread=False)
    for row in range(2):
        y = top + 9 + 6.5 * row
        for one, two in pairwise(ends):
            draw_box(sheet, (one, y, two, y + 6.5), look)


def _seal(sheet: Sheet, rng: random.Random, x: float, y: float, text: str = "") -> None:
    words = text or f"{places.police(rng, places.region(rng))}户口专用章"
    ink = rng.choice([(228, 84, 76), (214, 60, 70), (236, 110, 100)])
    picture = ornaments.seal(words, sheet.px(rng.uniform(22, 28)), ink)
    turned = picture.rotate(rng.uniform(-14, 14), fillcolor="white", resample=Image.Resampling.BILINEAR)
    sheet.stamp(turned, x + rng.uniform(-3, 3), y + rng.uniform(-2, 2))


def _specimen_mark(sheet: Sheet) -> None:
    sheet.write(
        sheet.width - 5, sheet.height - 3, "样本 SPECIMEN", role="hei_bold", size=2.6, fill=(206, 140, 140),
        align="right",
    )  # fmt: skip
