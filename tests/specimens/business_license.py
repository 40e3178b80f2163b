"""Business licences in the forms of 2004 to today.

Which values a licence carries is drawn in `_licence`; each form then only says where its rows stand. To add a form,
add a function to `FORMS`.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

from . import ornaments
from .licence import Licence, Row, invented
from .sheet import Colour, Sheet
from .specimen import Specimen, finished

INK: Colour = (30, 28, 28)


@dataclass(frozen=True)
class Style:
    """How a licence's values and labels are set; sizes in mm."""

    label_role: str
    value_role: str
    label_size: float
    value_size: float
    step: float


def render(rng: random.Random, long_side: int) -> Specimen:
    form = rng.choices(list(FORMS), [3, 3, 2, 2])[0]
    sheet = FORMS[form](rng, long_side)
    return finished(sheet, "business_license", form)


def _portrait(rng: random.Random, long_side: int, *, individual: bool = False) -> Sheet:
    """The form of 2014: all rows below each other."""
    kind = "individual" if individual else rng.choices(["company", "partnership", "branch"], [6, 1, 1])[0]
    licence = invented(rng, kind, 2014)
    sheet = _paper(rng, 210, 297, long_side, (13.5, 22.5, 196.5, 274.5), 6.0)
    sheet.paste(ornaments.emblem(sheet.px(35)), 105, 50)
    _title(sheet, "营业执照", 105, 83.5, 18.5, 92)
    sheet.write(
        105,
        99.5,
        rng.choice(["（副　本）", "（副 本）", "（正 本）", "（副　本）（1-1）"]),
        role="hei",
        size=6.5,
        fill=_gold(rng),
        align="middle",
    )
    style = Style(
        rng.choice(["hei_bold", "hei"]), rng.choice(["song", "song_light", "kai", "hei", "hei_micro"]), 5.3, 5.1, 10.6
    )
    code = licence.rows["code"]
    width = sheet.write(
        178, 109, code.shown, role=style.value_role, size=4.9, fill=INK, key=code.key, align="right", tracking=0.12
    )
    sheet.write(
        width[0][0] / sheet.scale - 2.5, 109, code.label, role=style.label_role, size=4.9, fill=INK, align="right"
    )
    y = 120.0
    for key in ("name", "type", "address", "person", "form", "capital", "established", "term", "scope"):
        if row := licence.rows.get(key):
            if key == "scope":
                # The scope takes what the page still has; a long one stands closer.
                y = _row(sheet, row, 42, 83, y, 178, style, step=6.2, room=230)
            else:
                y = _row(sheet, row, 42, 83, y, 178, style, step=6.4) + style.step - 6.4
    square = ornaments.quick_response("https://example.invalid/specimen", sheet.px(23))
    sheet.paste(square, 57, 245)
    sheet.write(110, 243, "登记机关", role=style.label_role, size=4.9, fill=INK, width=35)
    _dated(sheet, rng, licence, style, x=128, y=254, width=52, seal=(163, 248), diameter=38)
    _footer(sheet, rng, 14, 196, 281, 3.3)
    sheet.write(
        105, 264, "样本 SPECIMEN", role="hei_bold", size=4.2, fill=(222, 150, 140), align="middle", tracking=0.6
    )
    return _told(sheet, licence)


def _individual(rng: random.Random, long_side: int) -> Sheet:
    return _portrait(rng, long_side, individual=True)


def _landscape(rng: random.Random, long_side: int) -> Sheet:
    """The form of 2019: two columns, the code at the top left, the QR square at the top right."""
    kind = rng.choices(["company", "partnership", "branch", "individual"], [6, 1, 1, 2])[0]
    licence = invented(rng, kind, 2019)
    sheet = _paper(rng, 297, 210, long_side, (12, 13, 285, 197), 6.5)
    sheet.paste(ornaments.emblem(sheet.px(27)), 148.5, 33)
    _title(sheet, "营业执照", 148.5, 58.5, 16.5, 98)
    sheet.write(
        148.5,
        72.5,
        rng.choice(["（副　本）", "（副 本）", ""]) or " ",
        role="hei",
        size=6.0,
        fill=_gold(rng),
        align="middle",
    )
    style = Style(
        rng.choice(["hei_bold", "hei"]), rng.choice(["song", "song_light", "kai", "hei", "hei_micro"]), 4.9, 4.6, 11.4
    )
    code = licence.rows["code"]
    sheet.write(31, 47, code.label, role=style.label_role, size=4.5, fill=INK)
    sheet.write(31, 54, code.shown, role=style.value_role, size=4.6, fill=INK, key=code.key, tracking=0.1)
    sheet.paste(ornaments.quick_response("https://example.invalid/specimen", sheet.px(21)), 231, 50)
    for at, line in enumerate(
        ("扫描二维码登录", "“国家企业信用", "信息公示系统”", "了解更多登记、", "备案、许可、监", "管信息。")
    ):
        sheet.write(244.5, 41 + at * 3.6, line, role="hei", size=2.7, fill=INK)
    y = 88.0
    for key in ("name", "type", "person"):
        y = _row(sheet, licence.rows[key], 31, 62, y, 150, style, step=5.8) + style.step - 5.8
    _row(sheet, licence.rows["scope"], 31, 62, y, 150, style, step=5.5, room=186)
    y = 88.0
    for key in ("capital", "form", "established", "term", "address"):
        if row := licence.rows.get(key):
            y = _row(sheet, row, 160, 192, y, 270, style, step=5.8) + style.step - 5.8
    sheet.write(176, 162, "登记机关", role=style.label_role, size=4.9, fill=INK, width=30)
    _dated(sheet, rng, licence, style, x=214, y=178, width=52, seal=(240, 170), diameter=38)
    _footer(sheet, rng, 13, 284, 202.5, 2.9)
    sheet.write(176, 184, "样本 SPECIMEN", role="hei_bold", size=4.0, fill=(222, 150, 140), tracking=0.5)
    return _told(sheet, licence)


def _old(rng: random.Random, long_side: int) -> Sheet:
    """企业法人营业执照, before 2014: one column with the capital beside it."""
    licence = invented(rng, "old", 2004)
    sheet = _paper(rng, 297, 210, long_side, (14, 19, 283, 198), 6.0)
    sheet.paste(ornaments.emblem(sheet.px(33)), 148.5, 23)
    _title(sheet, "企业法人营业执照", 148.5, 59, 18, 150)
    if rng.random() < 0.5:
        sheet.write(148.5, 73.5, "（副　本）", role="hei", size=6.0, fill=_gold(rng), align="middle")
    style = Style(rng.choice(["song", "hei"]), rng.choice(["hei", "hei_micro", "song", "kai"]), 5.2, 5.2, 10.4)
    code = licence.rows["code"]
    end = sheet.write(
        263, 83, code.shown, role=style.value_role, size=5.2, fill=INK, key=code.key, align="right", tracking=0.15
    )
    sheet.write(end[0][0] / sheet.scale - 3, 83, code.label, role=style.label_role, size=5.2, fill=INK, align="right")
    y = 94.0
    for key in ("name", "address"):
        y = _row(sheet, licence.rows[key], 32, 77, y, 262, style, step=6.4, label_width=40) + style.step - 6.4
    for key, beside in (("person", "capital"), ("type", "paid")):
        _row(sheet, licence.rows[beside], 166, 212, y, 268, style, step=6.0, label_width=40)
        y = _row(sheet, licence.rows[key], 32, 77, y, 160, style, step=6.0, label_width=40) + style.step - 6.0
    _row(sheet, licence.rows["scope"], 32, 77, y, 262, style, step=6.6, room=169, label_width=40)
    for y, key in ((175, "established"), (185, "term")):
        _row(sheet, licence.rows[key], 32, 77, y, 180, style, step=6.0, label_width=40)
    _dated(sheet, rng, licence, style, x=192, y=183, width=60, seal=(236, 173), diameter=38)
    sheet.write(283, 203.5, "中华人民共和国国家工商行政管理总局制", role="song", size=3.2, fill=INK, align="right")
    sheet.write(14, 203.5, "样本 SPECIMEN", role="hei_bold", size=4.2, fill=(222, 150, 140), tracking=0.6)
    return _told(sheet, licence)


FORMS: dict[str, Callable[[random.Random, int], Sheet]] = {
    "portrait": _portrait,
    "landscape": _landscape,
    "old": _old,
    "individual": _individual,
}


def _paper(
    rng: random.Random,
    width: float,
    height: float,
    long_side: int,
    edge: tuple[float, float, float, float],
    thickness: float,
) -> Sheet:
    sheet = Sheet(width, height, long_side)
    paper = rng.choice([(252, 250, 244), (250, 249, 246), (248, 246, 236), (253, 252, 250)])
    ink = rng.choice([(240, 236, 222), (238, 234, 226), (243, 234, 208), (236, 238, 230)])
    sheet.put(ornaments.rings(sheet.size, paper, ink, max(sheet.px(2.0), 4), rng.randrange(3)))
    frame_ink = rng.choice([(190, 164, 96), (176, 150, 70), (204, 178, 120), (160, 140, 84)])
    ornaments.frame(sheet.picture, tuple(sheet.px(at) for at in edge), sheet.px(thickness), frame_ink, rng.randrange(3))  # type: ignore[arg-type]
    return sheet


def _gold(rng: random.Random) -> Colour:
    return rng.choice([(206, 160, 52), (196, 148, 44), (214, 170, 70)])


def _title(sheet: Sheet, text: str, x: float, y: float, size: float, width: float) -> None:
    sheet.write(x - width / 2, y, text, role="hei_bold", size=size, fill=(208, 160, 50), width=width, bold=0.25)


def _row(
    sheet: Sheet, row: Row, label_x: float, value_x: float, y: float, right: float, style: Style, *,
    step: float, room: float | None = None, label_width: float | None = None,
) -> float:  # fmt: skip
    """Print one row; `room` is the y in mm below which the value must not reach. Returns the y below its last line."""
    width = label_width or value_x - label_x - 5
    label_size = min(style.label_size, width / len(row.label))
    sheet.write(label_x, y, row.label, role=style.label_role, size=label_size, fill=INK, width=width)
    size = style.value_size
    lines = sheet.wrap(row.shown, right - value_x, role=style.value_role, size=size)
    while room and y + step * (len(lines) - 1) > room and size > 3.4:
        size, step = size * 0.95, step * 0.95
        lines = sheet.wrap(row.shown, right - value_x, role=style.value_role, size=size)
    sheet.fields[row.key] = row.true
    return sheet.write_lines(value_x, y, lines, step=step, key=row.key, role=style.value_role, size=size, fill=INK)


def _dated(
    sheet: Sheet, rng: random.Random, licence: Licence, style: Style, *,
    x: float, y: float, width: float, seal: tuple[float, float], diameter: float,
) -> None:  # fmt: skip
    day = licence.issued
    shown = rng.choice(
        [f"{day.year} 年 {day.month:02d} 月 {day.day:02d} 日", f"{day.year}年{day.month:02d}月{day.day:02d}日"]
    )
    sheet.write(x, y, shown, role=style.value_role, size=style.value_size, fill=INK, key="issue_date", width=width)
    sheet.fields["issue_date"] = day.isoformat()
    picture = ornaments.seal(
        licence.authority, sheet.px(diameter), rng.choice([(228, 74, 66), (236, 92, 84), (220, 60, 70)])
    )
    turned = picture.rotate(rng.uniform(-8, 8), fillcolor="white", resample=Image.Resampling.BILINEAR)
    sheet.stamp(turned, seal[0] + rng.uniform(-3, 3), seal[1] + rng.uniform(-2, 1))


def _footer(sheet: Sheet, rng: random.Random, left: float, right: float, y: float, size: float) -> None:
    if rng.random() < 0.75:
        sheet.write(
            left,
            y,
            f"{'国家' if sheet.width > sheet.height else ''}企业信用信息公示系统网址：http://www.example.invalid",
            role="song",
            size=size,
            fill=INK,
        )
    office = "国家市场监督管理总局监制" if sheet.width > sheet.height else "中华人民共和国国家工商行政管理总局监制"
    sheet.write(right, y, office, role="song", size=size, fill=INK, align="right")


def _told(sheet: Sheet, licence: Licence) -> Sheet:
    code = licence.rows["code"]
    sheet.fields[code.key] = code.true
    return sheet
