"""Receipts of banks for transfers: lines of labels and values, two columns, or a ruled table with the parties."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from . import ornaments, parties, stamps, wear
from .invoice_numbers import day, digits
from .money import price, words_of
from .parties import Party
from .passengers import clock
from .pens import Type, pair, rule, upright
from .sheet import Sheet
from .specimen import Specimen, finished
from .words import banks

USES = ("货款", "代理费用", "服务费", "往来款", "房租", "差旅费", "工程款", "材料款", "押金", "咨询费", "运费")
TITLES = (
    "客户业务回单",
    "电子回单",
    "网上银行电子回单",
    "业务回单（付款）",
    "业务回单（收款）",
    "客户专用回单",
    "国内支付业务付款回单",
)
COLOURS = ((190, 40, 44), (20, 110, 90), (30, 80, 160), (60, 60, 64))


@dataclass(frozen=True)
class _Transfer:
    bank: str
    english: str
    title: str
    payer: Party
    payee: Party
    amount: Decimal
    day: date
    serial: str
    use: str
    summary: str


def render(rng: random.Random, long_side: int) -> Specimen:
    form = rng.choice(["lines", "columns", "ruled", "ruled"])
    transfer = _transfer(rng)
    sheet = Sheet(210.0, 140.0 if form != "ruled" else 125.0, long_side)
    wear.tint(sheet, rng, rng.choice([(255, 255, 255), (252, 252, 250), (250, 250, 253)]))
    colour = rng.choice(COLOURS)
    text = Type(sheet, rng.choice(["song", "song", "hei", "hei_micro"]), rng.uniform(3.3, 3.8), (36, 36, 40))
    text.with_(role="hei_bold", size=5.2, fill=colour).write(28, 12, transfer.bank)
    text.with_(size=2.2, fill=colour).write(28, 16.2, transfer.english)
    dot = tuple(sheet.px(at) for at in (15, 8, 24, 17))
    sheet.draw.ellipse(dot, outline=colour, width=max(1, sheet.px(1.2)))
    end = rng.choice([105.0, 150.0])
    text.with_(size=6.2).write(end, 13, transfer.title, "title", align="middle")
    rule(sheet, 12, 20.5, 198, 20.5, colour, 0.5)
    others = {"lines": _lines, "columns": _columns, "ruled": _ruled}[form](rng, text, transfer)
    sheet.fields["others"] = "\n".join(others)
    name = transfer.payer.bank.split("支行")[0]
    seal = stamps.oval((sheet.px(34), sheet.px(34)), name[:16], (f"{transfer.day:%Y.%m.%d}", "电子回单专用章"),
                       rng.choice([(208, 50, 56), (208, 50, 56), (40, 40, 44)]))  # fmt: skip
    stamps.put(sheet, rng, seal, 172, sheet.height - 30, turn=6)
    text.with_(role="hei_bold", size=2.8, fill=(222, 160, 150)).write(
        198, sheet.height - 3, "样本 SPECIMEN", align="right"
    )
    return finished(sheet, "bank_receipt", form)


def _transfer(rng: random.Random) -> _Transfer:
    bank, english = rng.choice(banks())
    return _Transfer(
        bank, english, rng.choice(TITLES), parties.buyer(rng, private=0.25), parties.buyer(rng, private=0.25),
        price(rng, 8, 3_000_000), day(rng, 2015, 2025), digits(rng, rng.choice([5, 8, 11, 16, 20])), rng.choice(USES),
        rng.choice(["转账", "网银转账", "汇款", "跨行转账", "普通汇兑", "网上支付"]),
    )  # fmt: skip


def _shown(rng: random.Random, transfer: _Transfer) -> dict[str, tuple[str, str]]:
    """As printed and in its normal form, by key."""
    amount = transfer.amount
    mark = rng.choice(["", "￥", "¥", "CNY", "RMB ", "人民币"])
    figures = f"{mark}{amount:,}" if rng.random() < 0.6 else f"{mark}{amount}"
    said = words_of(amount, yuan=rng.choice(["元", "圆"]))
    spaced = rng.random() < 0.3
    day_shown = f"{transfer.day:{rng.choice(['%Y-%m-%d', '%Y年%m月%d日', '%Y/%m/%d', '%Y%m%d'])}}"
    values = {
        "transaction_date": (day_shown, transfer.day.isoformat()),
        "amount": (figures, f"{amount}"), "amount_words": (rng.choice([said, f"人民币{said}"]),) * 2,
        "serial_number": (transfer.serial,) * 2, "receipt_number": (transfer.serial,) * 2,
        "use": (transfer.use,) * 2, "summary": (transfer.summary,) * 2,
        "currency": ("人民币",) * 2,
    }  # fmt: skip
    for key, party in (("payer", transfer.payer), ("payee", transfer.payee)):
        number = party.account
        grouped = " ".join(number[at : at + 4] for at in range(0, len(number), 4)) if spaced else number
        values[f"{key}_name"] = (party.name, party.name)
        values[f"{key}_account"] = (grouped, number)
        values[f"{key}_bank"] = (party.bank, party.bank)
    return values  # type: ignore[return-value]


def _said(
    text: Type, x: float, y: float, label: str, key: str, values: dict[str, tuple[str, str]], room: float
) -> float:
    shown, true = values[key]
    end = text.write(x, y, label)
    return text.write(end + 0.6, y, shown, key, true=true, room=room - (end - x) - 0.6)


def _other(text: Type, x: float, y: float, label: str, value: str) -> str:
    """What no field is for; returns its line among the others."""
    pair(text, text, x, y, f"{label}：", value, "others", true="")
    return f"{label}：{value}" if value else ""


def _labels(rng: random.Random) -> tuple[str, str]:
    """What the one and the other side are called."""
    return rng.choice([("付款人", "收款人"), ("付款方", "收款方"), ("付款", "收款")])


def _lines(rng: random.Random, text: Type, transfer: _Transfer) -> list[str]:
    values, (payer, payee) = _shown(rng, transfer), _labels(rng)
    y, step = 28.0, text.size * 1.7
    _said(text, 18, y, "交易日期：", "transaction_date", values, 60)
    _said(text, 92, y, rng.choice(["交易流水号：", "网银流水号：", "流水号："]), "serial_number", values, 90)
    y += step * 1.3
    for side, key in ((payer, "payer"), (payee, "payee")):
        for label, part in ((rng.choice(["名称", "户名"]), "name"), ("账号", "account"), ("开户行", "bank")):
            _said(text, 18, y, f"{side}{label}：", f"{key}_{part}", values, 150)
            y += step
        y += step * 0.35
    for label, key in ((rng.choice(["大写金额", "金额(大写)"]), "amount_words"),
        (rng.choice(["小写金额", "金额(小写)"]), "amount"),
                       (rng.choice(["用途", "转账用途"]), "use"), ("摘要", "summary")):  # fmt: skip
        _said(text, 18, y, f"{label}：", key, values, 130)
        y += step
    y += 1
    rule(text.sheet, 12, y, 198, y, (120, 150, 200))
    return [
        _other(text, 18, y + 6, "打印日期", f"{transfer.day:%Y-%m-%d}"),
        _other(text, 76, y + 6, "打印时间", f"{clock(rng)}:{rng.randint(0, 59):02d}"),
        _other(text, 130, y + 6, "打印次数", "1"),
    ]


def _columns(rng: random.Random, text: Type, transfer: _Transfer) -> list[str]:
    values, (payer, payee) = _shown(rng, transfer), _labels(rng)
    y, step = 29.0, text.size * 2.1
    _said(text, 18, y, "日期：", "transaction_date", values, 60)
    _said(text, 108, y, "回单编号：", "receipt_number", values, 86)
    y += step * 1.2
    for x, side, key in ((18.0, payer, "payer"), (108.0, payee, "payee")):
        for number, (label, part) in enumerate((("户名", "name"), ("账号", "account"), ("开户银行", "bank"))):
            _said(text, x, y + step * number, f"{side}{label}：", f"{key}_{part}", values, 86)
    y += step * 3.2
    _said(text, 18, y, "金额（大写）：", "amount_words", values, 118)
    _said(text, 18, y + step, "金额（小写）：", "amount", values, 80)
    _said(text, 108, y + step, "币种：", "currency", values, 50)
    _said(text, 18, y + step * 2, "用途：", "use", values, 80)
    _said(text, 108, y + step * 2, "摘要：", "summary", values, 60)
    y += step * 3.2
    code = "".join(rng.choices("0123456789ABCDEF", k=16))
    square = ornaments.quick_response(code, text.sheet.px(16))
    text.sheet.paste(square, 118, y + 5)
    return [_other(text, 18, y, "验证码", code)]


def _ruled(rng: random.Random, text: Type, transfer: _Transfer) -> list[str]:
    """A box with the payer on the left and the payee on the right, the label of each from top to bottom."""
    values, (payer, payee) = _shown(rng, transfer), _labels(rng)
    sheet, ink = text.sheet, (70, 70, 76)
    _said(text, 16, 26.5, rng.choice(["日期：", "交易日期："]), "transaction_date", values, 60)
    _said(text, 104, 26.5, rng.choice(["流水号：", "交易流水号："]), "serial_number", values, 84)
    left, right, top, step = 14.0, 196.0, 31.0, 9.0
    middle, small = (left + right) / 2, text
    for x, side, key in ((left, payer, "payer"), (middle, payee, "payee")):
        upright(small, x + 4, top + 2, top + 3 * step - 2, side if len(side) == 3 else side[:1] + "款" + "方")
        for number, (label, part) in enumerate(
            ((rng.choice(["户名", "全称"]), "name"), ("账号", "account"), ("开户行", "bank"))
        ):
            y = top + step * (number + 0.5)
            small.write(x + 16, y, label, align="middle")
            shown, true = values[f"{key}_{part}"]
            small.write(x + 25.5, y, shown, f"{key}_{part}", true=true, room=64)
    rows = top + 3 * step
    texts = ((("金额(大写)", "amount_words", 25.5, 63.0), ("金额(小写)", "amount", 116.5, 60.0)),
             (("用途", "use", 25.5, 62.0), ("摘要", "summary", 116.5, 60.0)))  # fmt: skip
    for number, cells in enumerate(texts):
        y = rows + step * (number + 0.5)
        for label, key, x, room in cells:
            text.write(left + x - 13, y, label, align="middle")
            shown, true = values[key]
            small.write(left + x + 1, y, shown, key, true=true, room=room)
    bottom = rows + 2 * step + 16
    for y in (top, top + step, top + 2 * step, rows, rows + step, rows + 2 * step, bottom):
        start = left + 8 if y in (top + step, top + 2 * step) else left
        rule(sheet, start, y, right, y, ink)
    for x, y0, y1 in (
        (left, top, bottom), (right, top, bottom), (left + 8, top, rows), (left + 25, top, rows + 2 * step),
        (middle, top, rows), (middle + 8, top, rows), (middle + 25, top, rows + 2 * step),
        (middle, rows, rows + 2 * step),
    ):  # fmt: skip
        rule(sheet, x, y0, x, y1, ink)
    y, way = rows + 2 * step + 5, rng.choice(["网上银行", "柜面", "手机银行", "银企直连"])
    others = [
        _other(text, left + 3, y, "交易渠道", way),
        _other(text, left + 3, y + 6, "备注", rng.choice(["", "无", f"合同{digits(rng, 8)}"])),
    ]
    return [line for line in others if line]
