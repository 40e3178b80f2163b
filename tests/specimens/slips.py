"""Papers of other shapes than the program's kinds: invoices, tickets, receipts, forms, licences of vehicles.

Only their outlines and where their print stands matter; what they say is invented, and no kind reads it.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from . import ornaments, people, places
from .companies import company_name
from .sheet import Colour, Sheet
from .specimen import CARD, Specimen, finished

INK: Colour = (34, 34, 38)


def slip(form: str, seed: int, *, long_side: int = 1200) -> Specimen:
    """A paper of one of `FORMS`; the same seed gives the same paper."""
    rng = random.Random(f"slip:{form}:{seed}")
    return FORMS[form](rng, long_side)


def _number(rng: random.Random, digits: int) -> str:
    return "".join(str(rng.randrange(10)) for _ in range(digits))


def _put(sheet: Sheet, x: float, y: float, text: str, **style: object) -> None:
    """Print a text of which we want to know the place: every one is a field."""
    key = f"text_{len(sheet.boxes)}"
    sheet.write(x, y, text, key=key, **{"role": "song", "fill": INK, **style})  # type: ignore[arg-type]
    sheet.fields[key] = text


def _ground(sheet: Sheet, tone: Colour) -> None:
    sheet.draw.rectangle((0, 0, *sheet.size), fill=tone)


def _invoice(rng: random.Random, long_side: int) -> Specimen:
    width, height = rng.uniform(210, 241), rng.uniform(136, 142)
    sheet = Sheet(width, height, long_side)
    _ground(sheet, rng.choice([(250, 249, 244), (255, 255, 255), (244, 238, 226), (236, 240, 232)]))
    ink = rng.choice([(150, 70, 50), (60, 60, 64), (40, 90, 120)])
    _put(
        sheet, width / 2, 13, rng.choice(["电子发票（普通发票）", "增值税专用发票"]), size=7.0, fill=ink, align="middle"
    )
    _put(sheet, width - 12, 11, f"发票号码：{_number(rng, 20)}", size=3.4, align="right")
    _put(sheet, width - 12, 18, f"开票日期：{rng.randint(2020, 2025)}年{rng.randint(1, 12)}月", size=3.4, align="right")
    left, top, right, bottom = 9.0, 27.0, width - 9.0, height - 14.0
    levels = [top, top + 24, top + 24 + (bottom - top - 24) * 0.55, bottom - 16, bottom]
    for y in levels:
        sheet.draw.line((sheet.px(left), sheet.px(y), sheet.px(right), sheet.px(y)), fill=ink, width=sheet.px(0.5))
    for x in (left, (left + right) / 2, right):
        sheet.draw.line((sheet.px(x), sheet.px(top), sheet.px(x), sheet.px(bottom)), fill=ink, width=sheet.px(0.5))
    for x in (left + 4, (left + right) / 2 + 4):
        _put(sheet, x, top + 8, company_name(rng, places.region(rng)), size=3.4)
        _put(sheet, x, top + 17, f"9{_number(rng, 17)}", size=3.4, role="hei")
    for row in range(rng.randint(1, 4)):
        _put(sheet, left + 4, levels[1] + 7 + 7 * row, rng.choice(["*办公用品*文具", "*餐饮服务*餐费"]), size=3.3)
        _put(sheet, right - 4, levels[1] + 7 + 7 * row, f"{rng.uniform(9, 9000):.2f}", size=3.3, align="right")
    _put(sheet, left + 4, bottom - 8, f"价税合计（小写）￥{rng.uniform(9, 9000):.2f}", size=3.8)
    _put(sheet, left + 4, height - 7, f"开票人：{people.name(rng)}", size=3.4)
    if rng.random() < 0.6:
        sheet.stamp(ornaments.seal("发票专用章", sheet.px(30)), width - 45, bottom - 10)
    return finished(sheet, "invoice", "invoice")


def _ticket(rng: random.Random, long_side: int) -> Specimen:
    sheet = Sheet(*CARD, long_side)
    tone = rng.choice([(196, 220, 238), (240, 206, 206), (214, 226, 240)])
    _ground(sheet, tone)
    sheet.draw.rectangle((0, sheet.px(46.5), *sheet.size), fill=tuple(max(c - 34, 0) for c in tone))
    _put(sheet, 5, 5.5, f"{rng.choice('ABCKZ')}{_number(rng, 6)}", size=4.4, fill=(190, 60, 60), role="hei")
    _put(sheet, 22, 14, rng.choice(["北京南站", "上海虹桥站", "广州站"]), size=5.2, align="middle", role="hei")
    _put(sheet, 43, 13, f"{rng.choice('GDKT')}{rng.randint(1, 9999)}", size=5.0, align="middle", role="hei")
    _put(sheet, 65, 14, rng.choice(["武汉站", "成都东站", "昆明站"]), size=5.2, align="middle", role="hei")
    _put(sheet, 6, 22, f"{rng.randint(2019, 2025)}年{rng.randint(1, 12):02}月{rng.randint(1, 28):02}日 开", size=3.4)
    _put(sheet, 6, 28, f"￥{rng.uniform(20, 900):.1f}元", size=3.6)
    _put(sheet, 6, 39, f"{_number(rng, 10)}****{_number(rng, 4)} {people.name(rng)}", size=3.4)
    _put(sheet, 6, 50, f"{_number(rng, 20)} {rng.choice(['JM', 'SH'])}", size=2.8)
    sheet.paste(ornaments.quick_response(_number(rng, 40), sheet.px(16)), 72, 35)
    return finished(sheet, "ticket", "ticket")


def _receipt(rng: random.Random, long_side: int) -> Specimen:
    width, height = rng.uniform(57, 80), rng.uniform(120, 230)
    sheet = Sheet(width, height, long_side)
    _ground(sheet, rng.choice([(252, 252, 252), (240, 240, 236), (228, 230, 234)]))
    _put(sheet, width / 2, 10, rng.choice(["好邻居超市", "老街面馆", "城东书店"]), size=5.0, align="middle")
    y = 20.0
    while y < height - 16:
        _put(sheet, 4, y, rng.choice(["矿泉水", "笔记本", "牛肉面", "打印纸", "合计"]), size=3.2)
        _put(sheet, width - 4, y, f"{rng.uniform(1, 300):.2f}", size=3.2, align="right")
        y += rng.uniform(5, 9)
    _put(sheet, width / 2, height - 7, f"单号 {_number(rng, 12)}", size=3.0, align="middle")
    return finished(sheet, "receipt", "receipt")


def _form(rng: random.Random, long_side: int) -> Specimen:
    """An A4 page with a table and a photo: quads within a quad."""
    sheet = Sheet(210, 297, long_side)
    _ground(sheet, rng.choice([(255, 255, 255), (246, 246, 242), (232, 228, 218)]))
    _put(sheet, 105, 22, rng.choice(["入职登记表", "报名表", "申请表"]), size=9, role="hei_bold", align="middle")
    left, top, right = 18.0, 36.0, 192.0
    rows, pitch = rng.randint(8, 18), rng.uniform(11, 13.5)
    for row in range(rows + 1):
        y = sheet.px(top + row * pitch)
        sheet.draw.line((sheet.px(left), y, sheet.px(right), y), fill=INK, width=max(1, sheet.px(0.35)))
    for x in (left, left + 34, 120, right):
        at = sheet.px(x)
        sheet.draw.line((at, sheet.px(top), at, sheet.px(top + rows * pitch)), fill=INK, width=max(1, sheet.px(0.35)))
    for row in range(rows):
        _put(sheet, left + 4, top + (row + 0.5) * pitch, rng.choice(["姓名", "地址", "电话", "部门"]), size=4.4)
        if row > 3 or rng.random() < 0.7:
            _put(sheet, left + 38, top + (row + 0.5) * pitch, people.name(rng) + _number(rng, 8), size=4.4)
    sheet.paste(ornaments.portrait((sheet.px(30), sheet.px(40)), rng, woman=rng.random() < 0.5), 165, top + 24)
    _put(sheet, right, 285, f"第{rng.randint(1, 9)}页", size=4.0, align="right")
    return finished(sheet, "form", "form")


def _vehicle(rng: random.Random, long_side: int) -> Specimen:
    """A small licence without a plastic cover, 88 × 60 mm."""
    sheet = Sheet(88, 60, long_side)
    paper, lines = rng.choice([((236, 238, 226), (196, 206, 176)), ((230, 234, 240), (190, 204, 220))])
    sheet.put(ornaments.rings(sheet.size, paper, lines, sheet.px(3), rng.randrange(2)).convert("RGB"))
    _put(sheet, 44, 6, "机动车行驶证", size=4.6, role="hei", align="middle")
    for row, label in enumerate(("号牌号码", "所有人", "住址", "品牌型号", "识别代号", "注册日期")):
        y = 14 + row * 7.6
        sheet.write(5, y, label, role="song", size=2.6, fill=INK)
        _put(sheet, 22, y, f"{company_name(rng, places.region(rng))[:8]}{_number(rng, 6)}", size=3.0)
        line = (sheet.px(4), sheet.px(y + 3.6), sheet.px(84), sheet.px(y + 3.6))
        sheet.draw.line(line, fill=(90, 90, 90), width=max(1, sheet.px(0.2)))
    sheet.stamp(ornaments.seal("公安局交通警察支队", sheet.px(17)), 72, 46)
    return finished(sheet, "vehicle", "vehicle")


FORMS: dict[str, Callable[[random.Random, int], Specimen]] = {
    "invoice": _invoice,
    "ticket": _ticket,
    "receipt": _receipt,
    "form": _form,
    "vehicle": _vehicle,
}
