"""The fully digital invoice, which has a number of 20 digits and no code, as it is printed from its PDF."""

from __future__ import annotations

import random
from dataclasses import dataclass
from decimal import Decimal

from . import invoice_numbers, ornaments, parties, people, stamps, wear
from .goods import Sale, sale
from .invoice_numbers import Issue
from .money import words_of
from .parties import Party
from .pens import Type, also, pair, rule, upright, write_lines, write_rows
from .sheet import Sheet
from .specimen import Specimen, finished

TITLES = (("电子发票（普通发票）", "32"), ("电子发票（增值税专用发票）", "31"), ("电子发票（普通发票）", "32"))
INKS = ((150, 62, 34), (128, 60, 36), (164, 76, 40))
WIDE, HIGH = 210.0, 140.0
ROWS_ON_PAGE = 8
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


@dataclass(frozen=True)
class _Bill:
    title: str
    kind: str
    issue: Issue
    buyer: Party
    seller: Party
    sold: Sale
    remark: str
    issuer: str


@dataclass(frozen=True)
class _Page:
    """A page of an invoice: its rows, its number and how many there are."""

    rows: tuple[dict[str, str], ...]
    number: int = 1
    of: int = 1

    @property
    def is_last(self) -> bool:
        return self.number == self.of


def render(rng: random.Random, long_side: int) -> Specimen:
    bill = _bill(rng, sale(rng, 6))
    return _drawn(rng, bill, _Page(bill.sold.rows), long_side)


def pages(seed: int, count: int, *, long_side: int = 2400) -> tuple[Specimen, ...]:
    """An invoice whose goods go on over `count` pages; the sums stand on the last one."""
    rng = random.Random(f"vat pages:{seed}")
    most = count * ROWS_ON_PAGE
    bill = _bill(rng, sale(rng, most, least=most - ROWS_ON_PAGE + 2))
    rows = bill.sold.rows
    parts = [rows[start : start + ROWS_ON_PAGE] for start in range(0, len(rows), ROWS_ON_PAGE)]
    look = rng.randrange(10**6)  # all pages come from one printer
    return tuple(
        _drawn(random.Random(look), bill, _Page(part, number, len(parts)), long_side)
        for number, part in enumerate(parts, 1)
    )


def _bill(rng: random.Random, sold: Sale) -> _Bill:
    seller = parties.firm(rng)
    title, kind = rng.choice(TITLES)
    buyer = parties.buyer(rng, private=0.15 if kind == "32" else 0.0)
    return _Bill(
        title, kind, invoice_numbers.digital(rng, seller.place), buyer, seller, sold, _remark(rng, seller, buyer),
        people.name(rng),
    )  # fmt: skip


def _drawn(rng: random.Random, bill: _Bill, page: _Page, long_side: int) -> Specimen:
    sheet = Sheet(WIDE, HIGH, long_side)
    wear.tint(sheet, rng, rng.choice([(255, 255, 255), (252, 252, 252), (248, 247, 244)]))
    form = Type(sheet, rng.choice(["kai", "song"]), 3.2, rng.choice(INKS))
    hand = Type(sheet, "song", 3.05, (16, 16, 20), latin=rng.choice(["song", "latin_mono", "song_light"]))
    _lines(sheet, form)
    _head(rng, form, hand, bill, page)
    square = invoice_numbers.square_text(rng, bill.kind, bill.issue, bill.sold.total)
    sheet.paste(ornaments.quick_response(square, sheet.px(17)), 16.5, 15.0)
    for party, label, key, left in (
        (bill.buyer, "购买方信息", "buyer", LEFT), (bill.seller, "销售方信息", "seller", 105.0),
    ):  # fmt: skip
        _party(form, hand, party, label, key, left)
    for text, x, align in HEADS:
        form.write(x, MIDDLE + 3.2, text, align=align)
    write_rows(hand, "items", COLUMNS, page.rows, MIDDLE + 8.4, 4.2 if page.of == 1 else 3.9)
    _sums(form, hand, bill, page)
    _foot(rng, form, hand, bill)
    return finished(sheet, "vat_invoice", "digital" if page.of == 1 else "digital pages")


def _sums(form: Type, hand: Type, bill: _Bill, page: _Page) -> None:
    """Of several pages each has its own sum, the last one that of all below it."""
    y = ROWS_END - 3.2
    if page.of > 1:
        form.write(28, y - (4.4 if page.is_last else 0.0), "小　　　计", align="middle")
        for x, column in ((156.0, "amount"), (201.0, "tax")):
            part = sum((Decimal(row[column]) for row in page.rows if row[column] != "***"), Decimal(0))
            hand.write(x, y - (4.4 if page.is_last else 0.0), f"¥{part}", align="right")
    form.write(30, (ROWS_END + WORDS_END) / 2, "价税合计（大写）", align="middle")
    if not page.is_last:
        return
    form.write(28, y, "合　　　计", align="middle")
    for x, amount, key in ((156.0, bill.sold.amount, "amount"), (201.0, bill.sold.tax, "tax")):
        shown = f"¥{amount}" if amount else "***"
        hand.write(x, y, shown, key, true=shown.lstrip("¥"), align="right")
    y = (ROWS_END + WORDS_END) / 2
    end = form.with_(role="song").write(60, y, "⊗")
    hand.write(end + 1.5, y, words_of(bill.sold.total), "total_words", room=80)
    pair(form, hand, 146, y, "（小写）", f"¥{bill.sold.total}", "total", true=f"{bill.sold.total}")


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


def _head(rng: random.Random, form: Type, hand: Type, bill: _Bill, page: _Page) -> None:
    sheet, office = form.sheet, invoice_numbers.office_of(bill.seller.place)[1]
    form.with_(size=6.6, tracking=0.25).write(105, 11.0, bill.title, "title", align="middle")
    also(sheet, "type", bill.title)
    for y in (16.4, 17.2):
        rule(sheet, 66, y, 144, y, form.fill)
    mark = stamps.supervision_mark(sheet.px(28), f"{office}税务局", rng.choice([(216, 44, 44), (228, 78, 70)]))
    sheet.stamp(mark, 105, 16.5)
    pair(form, hand, 148, 12.0, "发票号码：", bill.issue.number, "invoice_number")
    day = bill.issue.day
    pair(form, hand, 148, 18.0, "开票日期：", f"{day:%Y年%m月%d日}", "invoice_date", true=day.isoformat())
    if page.of > 1 or rng.random() < 0.4:
        form.with_(size=2.6).write(183, 23.6, f"共{page.of}页 第{page.number}页")


def _party(form: Type, hand: Type, party: Party, label: str, key: str, left: float) -> None:
    upright(form, left + 3.0, TOP + 1, MIDDLE - 1, label)
    pair(form, hand, left + 8, TOP + 5.0, "名称：", party.name, f"{key}_name", room=78)
    number = "统一社会信用代码/纳税人识别号："
    pair(form, hand, left + 8, MIDDLE - 5.5, number, party.tax_number, f"{key}_tax_number")


def _remark(rng: random.Random, seller: Party, buyer: Party) -> str:
    if rng.random() < 0.45:
        return ""
    parts = [
        f"{whose}方开户银行:{party.bank};   银行账号:{party.account};"
        for whose, party in (("购", buyer), ("销", seller))
    ]
    return rng.choice([
        "".join(parts), parts[1], f"订单号：{invoice_numbers.digits(rng, 16)}", f"{rng.randint(1, 12)}月服务费",
    ])  # fmt: skip


def _foot(rng: random.Random, form: Type, hand: Type, bill: _Bill) -> None:
    if bill.remark:
        write_lines(hand, 14.0, WORDS_END + 4.0, bill.remark, "remark", room=186, step=4.4)
    pair(form, hand, 22.0, BOTTOM + 5.0, "开票人：", bill.issuer, "issuer")
    if rng.random() < 0.25:
        names = (("收款人：", 80.0, "payee"), ("复核人：", 130.0, "checker"))
        for label, x, key in names:
            pair(form, hand, x, BOTTOM + 5.0, label, people.name(rng), key)
    form.with_(role="hei_bold", size=3.0, fill=(222, 160, 150)).write(RIGHT, 136.5, "样本 SPECIMEN", align="right")
