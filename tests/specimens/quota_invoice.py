"""Invoices of a fixed amount: small slips that are printed with their number, in books of fifty."""

from __future__ import annotations

import random
from decimal import Decimal

from . import invoice_numbers, ornaments, parties, stamps, wear
from .money import words_of
from .pens import Type, pair
from .sheet import Colour, Sheet
from .specimen import Specimen, finished

AMOUNTS = (1, 2, 5, 10, 10, 20, 20, 50, 50, 100, 100, 200, 500, 1000)
TITLES = (
    "通用定额发票", "通用手工定额发票", "服务业定额发票", "饮食业定额发票", "停车服务定额发票",
    "国家税务局通用定额发票", "税务局通用定额发票",
)  # fmt: skip
INKS: tuple[Colour, ...] = ((150, 52, 46), (60, 84, 128), (52, 104, 76), (96, 66, 110), (52, 52, 58))


def render(rng: random.Random, long_side: int) -> Specimen:
    form = rng.choice(["across", "across", "upright"])
    wide, high = (rng.uniform(148, 178), rng.uniform(70, 78)) if form == "across" else (70.0, rng.uniform(118, 128))
    sheet = Sheet(wide, high, long_side)
    ink = rng.choice(INKS)
    paper = rng.choice([(250, 244, 240), (240, 246, 240), (244, 242, 250), (252, 250, 244)])
    lines: Colour = tuple(max(tone - 22, 0) for tone in paper)  # type: ignore[assignment]
    ground = ornaments.rings(sheet.size, paper, lines, max(4, sheet.px(2.0)), rng.randrange(3))
    sheet.put(ground.convert("RGB").copy())
    type_ = Type(sheet, rng.choice(["song_bold", "hei", "kai"]), 4.2, ink)
    seller = parties.firm(rng, year=rng.choice([2012, 2018]))
    issue = invoice_numbers.local(rng, seller.place, rng.choice([10, 12, 12]))
    (_across if form == "across" else _upright)(rng, type_, issue, seller)
    if rng.random() < 0.5:
        wear.fold(sheet, rng, 1, across=rng.random() < 0.5)
    return finished(sheet, "quota_invoice", form)


def _title(rng: random.Random, type_: Type, seller: parties.Party, x: float, y: float, size: float) -> None:
    """The region stands before the rest of the title; both are values of their own."""
    office = invoice_numbers.office_of(seller.place)[1]
    rest = rng.choice(TITLES)
    big = type_.with_(size=size)
    left = x - size * (len(office) + len(rest)) / 2
    end = big.write(left, y, office, "region")
    big.write(end + size * 0.05, y, rest)
    sheet = type_.sheet
    sheet.stamp(stamps.supervision_mark(sheet.px(22), f"{office}税务局"), x, y + 4.5)


def _amount(rng: random.Random, type_: Type, x: float, y: float, size: float) -> float:
    """Words, sometimes with figures in brackets or below; returns the y under them."""
    amount = Decimal(rng.choice(AMOUNTS))
    words = words_of(amount, yuan=rng.choice(["元", "元", "圆"]), whole=rng.choice(["整", "整", ""]))
    heavy = type_.with_(size=size, fill=(40, 38, 42), role=rng.choice(["song_bold", "hei_bold"]), tracking=size * 0.15)
    heavy.write(x, y, words, "amount_words", align="middle")
    shown, true = rng.choice([
        (f"￥{amount}.00", f"{amount}.00"), (f"¥{amount}", f"{amount}"), (f"RMB {amount}.00元", f"{amount}.00"),
        (f"({amount}元)", f"{amount}"),
    ])  # fmt: skip
    if rng.random() < 0.7:
        small = heavy.with_(size=size * 0.62, tracking=0.0)
        small.write(x, y + size * 1.35, shown, "amount", true=true, align="middle")
    return y + size * 2.2


def _numbers(rng: random.Random, type_: Type, issue: invoice_numbers.Issue, x: float, y: float) -> float:
    heavy = Type(type_.sheet, rng.choice(["latin_mono", "latin_serif", "song"]), 4.4, (150, 34, 40))
    code = heavy.with_(fill=type_.fill, size=4.0)
    pair(type_, code, x, y, "发票代码", issue.code, "invoice_code", gap=2)
    pair(type_, heavy, x, y + 6.4, "发票号码", issue.number, "invoice_number", gap=2)
    return y + 13


def _across(rng: random.Random, type_: Type, issue: invoice_numbers.Issue, seller: parties.Party) -> None:
    """A stub on the left may repeat the number."""
    sheet = type_.sheet
    stub = rng.choice([0.0, 34.0])
    if stub:
        at = sheet.px(stub)
        for top in range(0, sheet.size[1], max(sheet.px(2), 2)):
            sheet.draw.line((at, top, at, top + sheet.px(1)), fill=type_.fill)
        small = type_.with_(size=2.8)
        for number, text in enumerate(("存根联", issue.code, issue.number)):
            small.write(stub / 2, 14 + 7 * number, text, align="middle")
    middle = (stub + sheet.width) / 2
    _title(rng, type_, seller, middle, 10, min(6.0, (sheet.width - stub) / 21))
    type_.with_(size=4.0).write(middle, 21, "发 票 联", "copy", true="发票联", align="middle")
    _numbers(rng, type_, issue, stub + 10, 29)
    if rng.random() < 0.7:
        side = 17.0
        text = f"{issue.code}{issue.number}{invoice_numbers.digits(rng, 12)}"
        sheet.paste(ornaments.quick_response(text, sheet.px(side)), sheet.width - 16, 33)
    _amount(rng, type_, middle, sheet.height * 0.65, rng.uniform(7.0, 8.4))
    y = sheet.height - 7
    type_.with_(size=3.2).write(stub + 10, y, "收款单位（盖章有效）")
    type_.with_(size=3.0).write(sheet.width - 8, y, "开票日期：　　年　月　日", align="right")
    seal = stamps.sellers_seal(sheet.px(36), seller.name, seller.tax_number, rng.choice([(214, 50, 54), (60, 70, 160)]))
    if rng.random() < 0.8:
        stamps.put(sheet, rng, seal, stub + 42, y - 9, turn=20)
    type_.with_(role="hei_bold", size=2.6, fill=(214, 150, 142)).write(
        sheet.width - 4, 4, "样本 SPECIMEN", align="right"
    )


def _upright(rng: random.Random, type_: Type, issue: invoice_numbers.Issue, seller: parties.Party) -> None:
    sheet = type_.sheet
    _title(rng, type_, seller, sheet.width / 2, 10, sheet.width / 18)
    type_.with_(size=3.8).write(sheet.width / 2, 22, "发 票 联", "copy", true="发票联", align="middle")
    y = _numbers(rng, type_.with_(size=3.6), issue, 7, 31)
    y = _amount(rng, type_, sheet.width / 2, y + 8, 6.4)
    if rng.random() < 0.5:
        type_.with_(size=3.0).write(7, y, "密码：　　　　兑奖区")
        box = tuple(sheet.px(at) for at in (7, y + 4, 40, y + 12))
        sheet.draw.rectangle(box, fill=(176, 176, 180))
    type_.with_(size=3.0).write(7, sheet.height - 12, "收款单位（盖章）：")
    if rng.random() < 0.8:
        seal = stamps.sellers_seal(sheet.px(34), seller.name, seller.tax_number)
        stamps.put(sheet, rng, seal, 44, sheet.height - 22, turn=25)
    type_.with_(role="hei_bold", size=2.6, fill=(214, 150, 142)).write(
        66, sheet.height - 4, "样本 SPECIMEN", align="right"
    )
