"""The fully digital invoice, which has a number of 20 digits and no code, as it is printed from its PDF."""

from __future__ import annotations

import random

from . import invoice_numbers, ornaments, parties, people, stamps, wear
from .goods import sale
from .money import words_of
from .parties import Party
from .pens import Type, pair, rule, upright, write_lines, write_rows
from .sheet import Sheet
from .specimen import Specimen, finished

TITLES = (("电子发票（普通发票）", "32"), ("电子发票（增值税专用发票）", "31"), ("电子发票（普通发票）", "32"))
INKS = ((150, 62, 34), (128, 60, 36), (164, 76, 40))
WIDE, HIGH = 210.0, 140.0
LEFT, RIGHT, TOP, MIDDLE, ROWS_END, WORDS_END, BOTTOM = 6.0, 204.0, 27.0, 50.0, 98.0, 106.0, 126.0
HEADS = (
    ("项目名称", 8.0, "left"), ("规格型号", 58.0, "left"), ("单 位", 82.0, "left"), ("数 量", 108.0, "right"),
    ("单 价", 131.0, "right"), ("金 额", 156.0, "right"), ("税率/征收率", 175.0, "right"), ("税 额", 201.0, "right"),
)  # fmt: skip
COLUMNS = (
    ("name", 8.0, "left", 47.0), ("specification", 58.0, "left", 22.0), ("unit", 82.0, "left", 11.0),
    ("quantity", 108.0, "right", 14.0), ("price", 131.0, "right", 21.0), ("amount", 156.0, "right", 23.0),
    ("tax_rate", 175.0, "right", 12.0), ("tax", 201.0, "right", 22.0),
)  # fmt: skip


def render(rng: random.Random, long_side: int) -> Specimen:
    sheet = Sheet(WIDE, HIGH, long_side)
    wear.tint(sheet, rng, rng.choice([(255, 255, 255), (252, 252, 252), (248, 247, 244)]))
    form = Type(sheet, rng.choice(["kai", "song"]), 3.2, rng.choice(INKS))
    hand = Type(sheet, "song", 3.05, (16, 16, 20), latin=rng.choice(["song", "latin_mono", "song_light"]))
    seller = parties.firm(rng)
    issue = invoice_numbers.digital(rng, seller.place)
    title, kind = rng.choice(TITLES)
    buyer = parties.buyer(rng, private=0.15 if kind == "32" else 0.0)
    sold = sale(rng, 6)
    _lines(sheet, form)
    _head(rng, form, hand, title, issue, seller)
    square = invoice_numbers.square_text(rng, kind, issue, sold.total)
    sheet.paste(ornaments.quick_response(square, sheet.px(17)), 16.5, 15.0)
    for party, label, key, left in ((buyer, "购买方信息", "buyer", LEFT), (seller, "销售方信息", "seller", 105.0)):
        _party(form, hand, party, label, key, left)
    for text, x, align in HEADS:
        form.write(x, MIDDLE + 3.2, text, align=align)
    write_rows(hand, "items", COLUMNS, sold.rows, MIDDLE + 8.4, 4.2)
    form.write(28, ROWS_END - 3.2, "合　　　计", align="middle")
    for x, amount, key in ((156.0, sold.amount, "amount"), (201.0, sold.tax, "tax")):
        shown = f"¥{amount}" if amount else "***"
        hand.write(x, ROWS_END - 3.2, shown, key, true=shown.lstrip("¥"), align="right")
    y = (ROWS_END + WORDS_END) / 2
    form.write(30, y, "价税合计（大写）", align="middle")
    end = form.with_(role="song").write(60, y, "⊗")
    hand.write(end + 1.5, y, words_of(sold.total), "total_words", room=80)
    pair(form, hand, 146, y, "（小写）", f"¥{sold.total}", "total", true=f"{sold.total}")
    _foot(rng, form, hand, seller, buyer)
    return finished(sheet, "vat_invoice", "digital")


def _lines(sheet: Sheet, form: Type) -> None:
    corners = tuple(sheet.px(at) for at in (LEFT, TOP, RIGHT, BOTTOM))
    sheet.draw.rectangle(corners, outline=form.fill, width=max(1, sheet.px(0.3)))
    for y in (MIDDLE, ROWS_END, WORDS_END):
        rule(sheet, LEFT, y, RIGHT, y, form.fill)
    for x, top, bottom in (
        (12.0, TOP, MIDDLE), (105.0, TOP, MIDDLE), (111.0, TOP, MIDDLE), (54.0, ROWS_END, WORDS_END),
        (12.0, WORDS_END, BOTTOM),
    ):  # fmt: skip
        rule(sheet, x, top, x, bottom, form.fill)
    upright(form, 9.0, WORDS_END + 2, BOTTOM - 2, "备注")


def _head(rng: random.Random, form: Type, hand: Type, title: str, issue: invoice_numbers.Issue, seller: Party) -> None:
    sheet, office = form.sheet, invoice_numbers.office_of(seller.place)[1]
    form.with_(size=6.6, tracking=0.25).write(105, 11.0, title, "title", align="middle")
    for y in (16.4, 17.2):
        rule(sheet, 66, y, 144, y, form.fill)
    mark = stamps.supervision_mark(sheet.px(28), f"{office}税务局", rng.choice([(216, 44, 44), (228, 78, 70)]))
    sheet.stamp(mark, 105, 16.5)
    pair(form, hand, 148, 12.0, "发票号码：", issue.number, "invoice_number")
    shown = f"{issue.day:%Y年%m月%d日}"
    pair(form, hand, 148, 18.0, "开票日期：", shown, "invoice_date", true=issue.day.isoformat())
    if rng.random() < 0.4:
        form.with_(size=2.6).write(183, 23.6, "共1页 第1页")


def _party(form: Type, hand: Type, party: Party, label: str, key: str, left: float) -> None:
    upright(form, left + 3.0, TOP + 1, MIDDLE - 1, label)
    pair(form, hand, left + 8, TOP + 5.0, "名称：", party.name, f"{key}_name", room=78)
    number = "统一社会信用代码/纳税人识别号："
    pair(form, hand, left + 8, MIDDLE - 5.5, number, party.tax_number, f"{key}_tax_number")


def _foot(rng: random.Random, form: Type, hand: Type, seller: Party, buyer: Party) -> None:
    y = WORDS_END + 4.0
    if rng.random() < 0.55:
        parts = [
            f"购方开户银行:{buyer.bank};   银行账号:{buyer.account};",
            f"销方开户银行:{seller.bank};   银行账号:{seller.account};",
        ]
        remark = rng.choice([
            "".join(parts), parts[1], f"订单号：{invoice_numbers.digits(rng, 16)}", f"{rng.randint(1, 12)}月服务费",
        ])  # fmt: skip
        write_lines(hand, 14.0, y, remark, "remark", room=186, step=4.4)
    pair(form, hand, 22.0, BOTTOM + 5.0, "开票人：", people.name(rng), "issuer")
    if rng.random() < 0.25:
        names = (("收款人：", 80.0, "payee"), ("复核人：", 130.0, "checker"))
        for label, x, key in names:
            pair(form, hand, x, BOTTOM + 5.0, label, people.name(rng), key)
    form.with_(role="hei_bold", size=3.0, fill=(222, 160, 150)).write(RIGHT, 136.5, "样本 SPECIMEN", align="right")
