"""Certificates of property: 不动产权证书 since 2015, and 房屋所有权证 of 1998 and 2008."""

from __future__ import annotations

import random

from PIL import Image

from . import ornaments
from .property_words import Title, house, real_estate
from .ruled import Look, draw_box, label_cell, shifted, value_cell
from .sheet import Colour, Sheet
from .specimen import Specimen, finished

WIDE, HIGH = 183.0, 260.0
"""A page, in mm."""
ROWS = (
    ("权利人", "holder", 13.0), ("共有情况", "co_ownership", 12.0), ("坐落", "address", 15.0),
    ("不动产单元号", "unit_number", 12.0), ("权利类型", "right_type", 13.0), ("权利性质", "right_nature", 12.0),
    ("用途", "use", 12.0), ("面积", "area", 15.0), ("使用期限", "term", 15.0),
)  # fmt: skip


def render_real_estate(rng: random.Random, long_side: int) -> Specimen:
    """The page of the table alone, beside that of remarks, or beside the one with the office's seal."""
    form = rng.choice(["page", "remarks", "sealed"])
    title = real_estate(rng)
    sheet = Sheet(WIDE if form == "page" else 2 * WIDE, HIGH, long_side)
    _ground(sheet, rng, [(238, 246, 250), (250, 240, 244), (244, 248, 236)])
    look = _look(rng)
    left = WIDE if form == "sealed" else 0.0
    _table(sheet, rng, look, title, left)
    if form == "remarks":
        _remarks(sheet, rng, look, title)
    if form == "sealed":
        _sealed(sheet, rng, look, title)
    if form != "page":
        at = sheet.px(WIDE)
        sheet.draw.line((at, 0, at, sheet.size[1]), fill=(206, 206, 204), width=2)
    sheet.write(left + 12, 254, "样本 SPECIMEN", role="hei_bold", size=3.6, fill=(206, 130, 140))
    return finished(sheet, "real_estate_certificate", form)


def render_house(rng: random.Random, long_side: int) -> Specimen:
    form = rng.choice(["1998", "2008"])
    title = house(rng, first_form=form == "1998")
    sheet = Sheet(180, 130, long_side) if form == "1998" else Sheet(175, 245, long_side)
    _ground(sheet, rng, [(248, 240, 238), (250, 244, 232), (246, 240, 246)])
    look = _look(rng)
    (_form_1998 if form == "1998" else _form_2008)(sheet, rng, look, title)
    sheet.write(9, sheet.height - 4.5, "样本 SPECIMEN", role="hei_bold", size=3.0, fill=(206, 130, 140))
    return finished(sheet, "house_ownership_certificate", form)


def _ground(sheet: Sheet, rng: random.Random, papers: list[Colour]) -> None:
    paper = rng.choice(papers)
    ink = (paper[0] - 24, paper[1] - 18, paper[2] - 20)
    light = (252, 252, 251)
    pitch = sheet.scale * 2.0
    sheet.put(ornaments.guilloche(sheet.size, (paper, light, paper), (ink,), pitch, 0.45, rng.randrange(4)).copy())


def _look(rng: random.Random) -> Look:
    look = Look(
        label_role=rng.choice(["song", "hei", "song_bold", "kai"]),
        value_role=rng.choice(["song", "kai", "hei", "song_light", "hei_micro"]),
        label_size=rng.uniform(4.2, 4.8),
        value_size=rng.uniform(3.8, 4.5),
        label_ink=rng.choice([(40, 38, 40), (30, 30, 60), (90, 40, 40)]),
        value_ink=rng.choice([(22, 22, 26), (44, 44, 60)]),
        line=rng.choice([(120, 110, 110), (100, 120, 150), (170, 110, 110)]),
        width=rng.uniform(0.2, 0.4),
        margin=rng.uniform(1.5, 3.0),
    )
    return shifted(look, rng, 2.0, 0.8)


def _put(sheet: Sheet, x: float, y: float, key: str, title: Title, look: Look, **style: object) -> None:
    shown, true = title.values[key]
    said = {"role": look.value_role, "size": look.value_size, "fill": look.value_ink, **style}
    sheet.write(x, y, shown, key=key, **said)  # type: ignore[arg-type]
    sheet.fields[key] = true


def _stamp(sheet: Sheet, rng: random.Random, text: str, x: float, y: float, across: float) -> None:
    red = rng.choice([(224, 66, 66), (234, 92, 84), (212, 56, 70)])
    seal = ornaments.seal(text[-18:], sheet.px(across), red)
    turned = seal.rotate(rng.uniform(-10, 10), fillcolor="white", resample=Image.Resampling.BILINEAR)
    sheet.stamp(turned, x, y)


def _table(sheet: Sheet, rng: random.Random, look: Look, title: Title, at: float) -> None:
    size = rng.uniform(4.4, 5.0)
    middle = rng.choice([at + WIDE / 2, at + WIDE / 2 + 8])
    _put(sheet, middle, rng.uniform(19, 24), "number", title, look, size=size, align="middle")
    left, split, right = at + 14.0, at + 14.0 + rng.uniform(34, 40), at + WIDE - 12.0
    y = 32.0
    for label, key, high in ROWS:
        label_cell(sheet, (left, y, split, y + high), [label], look)
        shown, true = title.values[key]
        value_cell(sheet, (split, y, right, y + high), key, shown, look, true=true)
        y += high
    bottom = 247.0
    label_cell(sheet, (left, y, split, bottom), rng.choice([["权利其他状况"], ["权利其他", "状况"]]), look)
    draw_box(sheet, (split, y, right, bottom), look)
    _lines(sheet, look, "other", title.lines["other"], split + look.margin, y + rng.uniform(5, 22))


def _lines(sheet: Sheet, look: Look, key: str, lines: tuple[str, ...], x: float, y: float) -> None:
    sheet.write_lines(
        x, y, lines, step=look.value_size * 1.5, key=key, role=look.value_role, size=look.value_size,
        fill=look.value_ink,
    )  # fmt: skip
    sheet.fields[key] = "\n".join(lines)


def _remarks(sheet: Sheet, rng: random.Random, look: Look, title: Title) -> None:
    box = (WIDE + 12.0, 32.0, 2 * WIDE - 14.0, 247.0)
    draw_box(sheet, box, look)
    x = WIDE * 1.5
    sheet.write(x, 22, "附　　记", role=look.label_role, size=6.2, fill=look.label_ink, align="middle")
    lines = tuple(
        rng.sample(
            [
                f"业务编号：{rng.randrange(10**11, 10**12)}", f"登记时间：{title.registered.isoformat()}",
                f"房屋编码：{rng.randrange(10**9, 10**10)}", "该不动产已缴清土地出让金", "其他事项：无",
                f"原不动产权证号：{title.values['number'][1][:6]}原房权证第{rng.randrange(10**6)}号",
            ],
            rng.randint(0, 3),
        )
    )  # fmt: skip
    if lines:
        _lines(sheet, look, "remark", lines, box[0] + look.margin + 1, box[1] + rng.uniform(6, 14))
    if any(line.startswith("登记时间") for line in lines):
        sheet.fields["registration_date"] = title.registered.isoformat()
        _split_box(sheet, lines)


def _split_box(sheet: Sheet, lines: tuple[str, ...]) -> None:
    """The line with the date is of both fields; its box is that of the date."""
    place = next(index for index, line in enumerate(lines) if line.startswith("登记时间"))
    quad = sheet.boxes["remark"][place]
    cut = quad[0][0] + (quad[1][0] - quad[0][0]) * 0.5
    sheet.boxes["remark"][place] = (quad[0], (cut, quad[1][1]), (cut, quad[2][1]), quad[3])
    sheet.boxes["registration_date"] = [((cut, quad[0][1]), quad[1], quad[2], (cut, quad[3][1]))]


def _sealed(sheet: Sheet, rng: random.Random, look: Look, title: Title) -> None:
    """The page that says what was granted, by whom and when."""
    lines = (
        "　　根据《中华人民共和国民法典》等法律",
        "法规，为保护不动产权利人合法权益，对",
        "不动产权利人申请登记的本证所列不动产",
        "权利，经审查核实，准予登记，颁发此证。",
    )
    y = rng.uniform(48, 62)
    for line in lines:
        sheet.write(22, y, line, role=look.label_role, size=6.6, fill=look.label_ink)
        y += 13
    y += rng.uniform(14, 30)
    sheet.write(100, y, "登记机构（章）", role=look.label_role, size=5.4, fill=look.label_ink)
    day = title.registered
    shown = rng.choice([f"{day.year}年{day.month:02d}月{day.day:02d}日", f"{day.year} 年 {day.month} 月 {day.day} 日"])
    sheet.write(
        98, y + 16, shown, role=look.value_role, size=5.0, fill=look.value_ink, key="registration_date", tracking=0.3
    )
    sheet.fields["registration_date"] = day.isoformat()
    _stamp(sheet, rng, f"{title.town}自然资源和规划局不动产登记专用章", 128, y + rng.uniform(-8, 8), 42)
    sheet.write(92, 228, "中华人民共和国自然资源部监制", role="song", size=4.6, fill=look.label_ink, align="middle")
    number = f"编号 NO {rng.choice(['D', 'No'])}{rng.randrange(10**10, 10**11)}"
    sheet.write(92, 238, number, role="song", size=4.4, fill=look.label_ink, align="middle")


def _form_2008(sheet: Sheet, rng: random.Random, look: Look, title: Title) -> None:
    """One page: rows with a label each, then two blocks whose headings stand over their values."""
    _put(sheet, 87, 20, "number", title, look, size=4.8, align="middle")
    left, split, right, y = 12.0, 47.0, 163.0, 30.0
    rows = (
        ("房屋所有权人", "owner"), ("共有情况", "co_ownership"), ("房屋坐落", "address"),
        ("登记时间", "registration_date"), ("房屋性质", "nature"), ("规划用途", "use"),
    )  # fmt: skip
    for label, key in rows:
        high = 15.0 if key in ("owner", "address") else 12.5
        label_cell(sheet, (left, y, split, y + high), [label], look, spread=False)
        shown, true = title.values[key]
        value_cell(sheet, (split, y, right, y + high), key, shown, look, true=true)
        y += high
    centred = look.with_values(centred=True, label_size=look.label_size * 0.86)
    blocks = (
        ("房屋状况", ((["总层数"], "total_floors", 20.0), (["建筑面积", "（平方米）"], "building_area", 32.0),
                  (["套内建筑面积", "（平方米）"], "inner_area", 38.0), (["其他"], "", 0.0))),
        ("土地状况", ((["地号"], "lot_number", 30.0), (["土地使用权", "取得方式"], "land_acquisition", 32.0),
                  (["土地使用年限"], "term", 0.0))),
    )  # fmt: skip
    for name, columns in blocks:
        high, head = 29.0, 12.0
        label_cell(sheet, (left, y, left + 14, y + high), [name[:2], name[2:]], centred, spread=False)
        x = left + 14
        for lines, key, wide in columns:
            end = x + wide if wide else right
            label_cell(sheet, (x, y, end, y + head), lines, centred, spread=False)
            shown, true = title.values.get(key, ("", ""))
            value_cell(sheet, (x, y + head, end, y + high), key, shown, centred, true=true)
            x = end
        y += high
    _footer_2008(sheet, rng, look, title, (left, y, right, 234.0))


def _footer_2008(
    sheet: Sheet, rng: random.Random, look: Look, title: Title, box: tuple[float, float, float, float]
) -> None:
    left, top, right, bottom = box
    label_cell(sheet, (left, top, left + 14, bottom), ["附", "记"], look, spread=False)
    draw_box(sheet, (left + 14, top, right, bottom), look)
    if "remark" in title.values:
        _put(sheet, left + 18, (top + bottom) / 2 + rng.uniform(-2, 2), "remark", title, look)
    office = f"{title.town}房产管理局"
    sheet.write(
        right, bottom + 5, f"填发单位（盖章）：{office}", role="song", size=3.4, fill=look.label_ink, align="right"
    )
    _stamp(sheet, rng, office + "房屋权属登记专用章", right - 20, bottom - 4, 34)


def _form_1998(sheet: Sheet, rng: random.Random, look: Look, title: Title) -> None:
    """One page across: a grid of rows with several labels, and a table of the house."""
    small = look.with_values(label_size=look.label_size * 0.78, value_size=look.value_size * 0.85, margin=1.4)
    _put(sheet, 90, 10, "number", title, small, size=4.0, align="middle")
    left, right, y, high = 8.0, 172.0, 16.0, 10.0
    co_owner = ("共有人", "co_owner", 0.5, 0.3)
    rows = (
        (("房屋所有权人", "owner", 0.5, 0.34), co_owner),
        (("房屋坐落", "address", 1.0, 0.17),),
        (("丘(地)号", "lot_number", 0.5, 0.34), ("产别", "nature", 0.5, 0.3)),
    )
    for row in rows:
        at = left
        for label, key, share, part in row:
            end = at + share * (right - left)
            split = at + share * part * (right - left)
            label_cell(sheet, (at, y, split, y + high), [label], small, spread=len(label) == 3)
            shown, true = title.values.get(key, ("", ""))
            value_cell(sheet, (split, y, end, y + high), key, shown, small, true=true)
            at = end
        y += high
    y = _house_table(sheet, rng, small, title, left, right, y)
    label_cell(sheet, (left, y, left + 12, 112.0), ["附", "记"], small, spread=False)
    draw_box(sheet, (left + 12, y, right, 112.0), small)
    if "remark" in title.values:
        _put(sheet, left + 15, (y + 112) / 2 - 4, "remark", title, small, size=3.6)
    office = f"{title.town}房地产管理局"
    sheet.write(96, 117.5, "填发单位（盖章）", role=small.label_role, size=3.4, fill=small.label_ink)
    sheet.write(96, 123, "填发日期：", role=small.label_role, size=3.4, fill=small.label_ink)
    _put(sheet, 115, 123, "registration_date", title, small, size=3.5)
    _stamp(sheet, rng, office, 150, 113, 28)


def _house_table(
    sheet: Sheet, rng: random.Random, look: Look, title: Title, left: float, right: float, y: float
) -> float:
    centred = look.with_values(centred=True)
    columns = (
        (["幢号"], "", 14.0), (["房号"], "", 14.0), (["结构"], "structure", 24.0),
        (["房屋", "总层数"], "total_floors", 18.0), (["所在", "层数"], "floor", 18.0),
        (["建筑面积", "（平方米）"], "building_area", 28.0), (["设计", "用途"], "use", 0.0),
    )  # fmt: skip
    label_cell(sheet, (left, y, left + 12, y + 34), ["房", "屋", "状", "况"], centred, spread=False)
    x = left + 12
    for lines, key, wide in columns:
        end = x + wide if wide else right
        label_cell(sheet, (x, y, end, y + 12), lines, centred, spread=False)
        shown, true = title.values.get(key, ("", "")) if key else (str(rng.randint(1, 30)), "")
        if key:
            value_cell(sheet, (x, y + 12, end, y + 23), key, shown, centred, true=true)
        else:
            draw_box(sheet, (x, y + 12, end, y + 23), centred)
            sheet.write((x + end) / 2, y + 17.5, shown, role=centred.value_role, size=3.4, align="middle")
        draw_box(sheet, (x, y + 23, end, y + 34), centred)
        x = end
    return y + 34
