"""Labels of parcels, printed by a thermal printer in one go: bars, the three parts of the way, who sends to whom."""

from __future__ import annotations

import random
from dataclasses import dataclass

from PIL import ImageDraw

from . import barcodes, ornaments, parties, people, places, wear
from .invoice_numbers import digits
from .passengers import clock
from .pens import Type, pair, rule, write_lines
from .sheet import Sheet
from .specimen import Specimen, finished

CARRIERS = (
    ("顺丰速运", "SF{13}"), ("圆通速递", "YT{13}"), ("中通快递", "7{13}"), ("申通快递", "77{13}"),
    ("韵达快递", "46{13}"),
    ("极兔速递", "JT{13}"), ("EMS", "1{12}"), ("邮政快递包裹", "98{11}"), ("京东物流", "JDVB{11}"),
    ("百世快递", "55{12}"),
)  # fmt: skip
GOODS = ("服饰", "文件", "日用品", "电子产品", "食品", "图书", "化妆品", "鞋靴")
INK = (22, 22, 24)


@dataclass(frozen=True)
class _End:
    """One end of the way."""

    name: str
    phone: str
    address: str


def render(rng: random.Random, long_side: int) -> Specimen:
    form = rng.choice(["tall", "tall", "short", "private"])
    wide, high = {"tall": (100.0, 180.0), "short": (76.0, 130.0), "private": (100.0, 150.0)}[form]
    sheet = Sheet(wide, high, long_side)
    wear.tint(sheet, rng, rng.choice([(252, 252, 252), (246, 246, 248), (250, 248, 242)]))
    text = Type(sheet, rng.choice(["hei", "hei", "hei_micro"]), 3.5 if wide > 80 else 2.9, INK)
    bold = text.with_(role="hei_bold")
    carrier, pattern = rng.choice(CARRIERS)
    head, count = pattern.rstrip("}").split("{")
    number = head + digits(rng, int(count) - (len(head) if head.isdigit() else 0))
    hides = form == "private"
    y = _head(rng, text, bold, carrier, number)
    y = _way(rng, bold, y)
    for word, key, big in (("收", "recipient", True), ("寄", "sender", False)):
        y = _end(rng, text, bold, word, key, y, is_big=big, hides=hides)
    _foot(rng, text, bold, number, y)
    bold.with_(size=2.4, fill=(150, 130, 130)).write(wide - 3, high - 2.6, "样本 SPECIMEN", align="right")
    wear.fade(sheet, rng, rng.uniform(0, 0.3))
    if rng.random() < 0.5:
        _crumple(rng, sheet)
    return finished(sheet, "express_waybill", form)


def _crumple(rng: random.Random, sheet: Sheet) -> None:
    for across in rng.choice([(True,), (False,), (True, False)]):
        wear.fold(sheet, rng, rng.choice([1, 2]), across=across)


def _number(number: str, *, grouped: bool) -> str:
    return " ".join(number[at : at + 4] for at in range(0, len(number), 4)) if grouped else number


def _head(rng: random.Random, text: Type, bold: Type, carrier: str, number: str) -> float:
    sheet, wide = text.sheet, text.sheet.width
    bold.with_(size=text.size * 1.8).write(4, 7, carrier, "carrier")
    text.with_(size=text.size * 0.75).write(
        wide - 4, 5.2, f"{rng.choice(['标准快递', '特惠', '电商标快'])}", align="right"
    )
    if rng.random() < 0.6:
        text.with_(size=text.size * 0.75).write(
            wide - 4, 9.2, f"第{rng.randint(1, 3)}次打印 {clock(rng)}", align="right"
        )
    barcodes.code_128(sheet, number, wide * 0.16, 13.0, wide * 0.64, 11.0)
    shown = _number(number, grouped=rng.random() < 0.5)
    bold.with_(size=text.size * 1.15).write(wide * 0.48, 27.0, shown, "waybill_number", true=number, align="middle")
    rule(sheet, 2, 30.5, wide - 2, 30.5, INK, 0.3)
    return 30.5


def _way(rng: random.Random, bold: Type, y: float) -> float:
    sheet, wide = bold.sheet, bold.sheet.width
    code = rng.choice([
        f"{digits(rng, 3)}-{rng.choice('ABCDEFGHJK')}{digits(rng, 3)} {digits(rng, 3)}",
        f"{digits(rng, 3)}-{digits(rng, 2)}-{digits(rng, 3)}",
        f"{rng.choice('ABCDEF')}{digits(rng, 2)}-{digits(rng, 2)} {digits(rng, 2)}",
        f"{digits(rng, 3)} {digits(rng, 3)} {digits(rng, 2)}",
    ])  # fmt: skip
    bold.with_(size=bold.size * 2.4).write(wide / 2, y + 7.5, code, "routing_code", align="middle", room=wide - 10)
    rule(sheet, 2, y + 14, wide - 2, y + 14, INK, 0.3)
    if rng.random() < 0.7:
        text = bold.with_(size=bold.size * 1.5)
        text.write(5, y + 18.5, f"{places.region(rng).county}集散")
        rule(sheet, 2, y + 22.5, wide - 2, y + 22.5, INK, 0.3)
        return y + 22.5
    return y + 14


def _hidden(rng: random.Random, end: _End) -> tuple[str, str]:
    """Name and number as private labels show them."""
    phone = rng.choice([f"{end.phone[:3]}****{end.phone[7:]}", f"1{digits(rng, 10)}-{digits(rng, 4)}"])
    return end.name[0] + "*" * (len(end.name) - 1), phone


def _end(
    rng: random.Random, text: Type, bold: Type, word: str, key: str, y: float, *, is_big: bool, hides: bool
) -> float:
    """The round mark, name and number on one line, the address below them."""
    sheet, wide = text.sheet, text.sheet.width
    end = _End(people.name(rng), parties.mobile(rng), places.home(rng, places.region(rng)))
    name, phone = _hidden(rng, end) if hides else (end.name, end.phone)
    face = (bold if is_big else text).with_(size=text.size * (1.2 if is_big else 0.95))
    radius = face.size * 0.75
    middle = (6.5, y + 5.5 + radius / 2)
    box = tuple(sheet.px(at) for at in (middle[0] - radius, middle[1] - radius, middle[0] + radius, middle[1] + radius))
    ImageDraw.Draw(sheet.picture).ellipse(box, fill=INK)
    bold.with_(size=face.size * 0.95, fill=(250, 250, 250)).write(middle[0], middle[1], word, align="middle")
    at = 6.5 + radius + 2.5
    last = face.write(at, y + 5.0, name, f"{key}_name")
    face.write(last + rng.uniform(2.5, 5), y + 5.0, phone, f"{key}_phone")
    y = write_lines(
        face, at, y + 5.0 + face.size * 1.45, end.address, f"{key}_address", room=wide - at - 4, step=face.size * 1.3
    )
    y += 0.6
    rule(sheet, 2, y, wide - 2, y, INK, 0.3)
    return y


def _foot(rng: random.Random, text: Type, bold: Type, number: str, y: float) -> None:
    sheet, wide = text.sheet, text.sheet.width
    small = text.with_(size=text.size * 0.8)
    if rng.random() < 0.8:
        pair(small, small, 4, y + 4, "品名：", rng.choice(GOODS), "goods", gap=0)
        pair(small, small, wide * 0.42, y + 4, "重量：", f"{rng.uniform(0.1, 9):.2f}kg", "weight", gap=0)
        small.write(wide * 0.74, y + 4, "件数：1")
        y += 7.5
    small.write(4, y + 4, "签收人/签收时间：")
    small.write(4, y + 9, "快件送达收件人地址，经收件人签字即视为送达。", room=wide * 0.62)
    sheet.stamp(
        ornaments.quick_response(number, sheet.px(min(17.0, wide * 0.18))), wide - 13, min(y + 11, sheet.height - 14)
    )
    low = sheet.height - 25
    if low > y + 22:
        rule(sheet, 2, low, wide - 2, low, INK, 0.3)
        barcodes.code_128(sheet, number, wide * 0.3, low + 3, wide * 0.6, 9.0)
        bold.write(wide * 0.6, low + 15.2, number, "barcode_number", align="middle")
        bold.write(5, low + 7, "已验视")
