"""The ordinary invoice for added value on a roll, as tills print it on a strip whose head was printed before."""

from __future__ import annotations

import random
from dataclasses import replace

from . import invoice_numbers, ornaments, parties, people, stamps, wear
from .form_print import Machine, Page
from .goods import sale
from .money import words_of
from .pens import Cells, Type, also, pair, table, write_lines, write_rows
from .sheet import Sheet
from .specimen import Specimen, finished


def render(rng: random.Random, long_side: int) -> Specimen:
    wide = rng.choice([57.0, 76.0])
    seller = parties.firm(rng)
    buyer = parties.buyer(rng, private=0.3)
    issue = invoice_numbers.ordinary(rng, seller.place, "07")
    sold = sale(rng, 4)
    high = 118.0 + 10.0 * len(sold.rows) + (14.0 if wide < 60 else 0.0)
    sheet = Sheet(wide, high, long_side)
    wear.tint(sheet, rng, rng.choice([(250, 248, 242), (244, 244, 246), (252, 252, 250)]))
    form = Type(sheet, "song", 3.0, rng.choice([(150, 52, 40), (60, 60, 66), (120, 66, 44)]))
    machine = replace(Machine.any(rng, size=2.75), offset=(rng.uniform(-0.6, 0.8), rng.uniform(-0.6, 0.6)))
    hand = Cells(Page(sheet), machine)
    y = _head(rng, form, issue, seller)
    room = wide - 7.0
    for label, text, key, true in (
        ("机打号码：", issue.number, "printed_number", None),
        ("机器编号：", invoice_numbers.digits(rng, 12), "machine_number", None),
        ("销售方名称：", seller.name, "seller_name", None),
        ("纳税人识别号：", seller.tax_number, "seller_tax_number", None),
        ("开票日期：", rng.choice([f"{issue.day:%Y-%m-%d}", f"{issue.day:%Y年%m月%d日}"]), "invoice_date",
         issue.day.isoformat()),
        ("收款员：", people.name(rng), "payee", None),
        ("购买方名称：", buyer.name, "buyer_name", None),
        ("纳税人识别号：", buyer.tax_number, "buyer_tax_number", None),
    ):  # fmt: skip
        y = _line(hand, y, label, text, key, room, true)
    y = _rows(form, hand, sold.rows, y, wide)
    y = _line(hand, y, "合计金额（小写）：", f"¥{sold.total}", "total", room, f"{sold.total}")
    y = _line(hand, y, "合计金额（大写）：", words_of(sold.total), "total_words", room, None)
    y = _line(hand, y, "校验码：", issue.check_code, "check_code", room, None)
    square = invoice_numbers.square_text(rng, "11", issue, sold.amount)
    sheet.paste(ornaments.quick_response(square, sheet.px(20)), wide / 2 - 8, y + 11)
    if rng.random() < 0.6:
        seal = stamps.sellers_seal(sheet.px(34), seller.name, seller.tax_number, (216, 60, 62))
        stamps.put(sheet, rng, seal, wide - 19, y + 10)
    form.with_(size=2.4, fill=(206, 150, 140)).write(wide / 2, high - 2.4, "样本 SPECIMEN", align="middle")
    wear.fade(sheet, rng, rng.uniform(0, 0.4))
    if rng.random() < 0.5:
        wear.fold(sheet, rng, rng.choice([1, 2, 3]))
    return finished(sheet, "vat_invoice", "roll")


def _head(rng: random.Random, form: Type, issue: invoice_numbers.Issue, seller: parties.Party) -> float:
    sheet, middle = form.sheet, form.sheet.width / 2
    office = invoice_numbers.office_of(seller.place)[1]
    title = invoice_numbers.head_of(office) + "增值税普通发票"
    form.with_(size=4.4).write(middle, 7.0, title, "title", align="middle", room=sheet.width - 8)
    also(sheet, "type", "增值税普通发票")
    sheet.stamp(stamps.supervision_mark(sheet.px(20), f"{office}税务局"), middle, 13.0)
    form.with_(size=3.6).write(middle, 21.5, "发 票 联", "copy", true="发票联", align="middle")
    heavy = Type(sheet, rng.choice(["latin_mono", "song"]), 3.4, (40, 40, 60))
    pair(form, heavy, 4.0, 27.0, "发票代码", issue.code, "invoice_code", gap=2)
    pair(form, heavy, 4.0, 32.0, "发票号码", issue.number, "invoice_number", gap=2)
    return 38.0


def _line(hand: Cells, y: float, label: str, text: str, key: str, room: float, true: str | None) -> float:
    """A label with its value behind it, or below it where the strip is too narrow for both."""
    end = hand.write(3.5, y, label)
    if not text:
        return y + 4.4
    if end + 0.4 + hand.machine.length(text) < room + 3.5:
        hand.write(end + 0.4, y, text, key, true=true)
        return y + 4.4
    return write_lines(hand, 4.5, y + 4.0, text, key, room=room - 1, step=4.0, true=true) + 0.4


def _rows(form: Type, hand: Cells, rows: tuple[dict[str, str], ...], y: float, wide: float) -> float:
    """Names stand on lines of their own; price, count and amount below them."""
    ends = (wide * 0.42, wide * 0.64, wide - 3.5)
    hand.write(3.5, y, "项目")
    for x, label in zip(ends, ("单价", "数量", "金额"), strict=True):
        hand.write(x, y, label, align="right")
    y += 4.4
    shown = []
    for row in rows:
        # Tills print what is to be paid, tax included.
        gross = f"{float(row['amount']) + float(row['tax'].replace('***', '0')):.2f}"
        count = row.get("quantity", "1")
        each = f"{float(gross) / float(count):.2f}"
        shown.append({"name": row["name"], "price": each, "quantity": count, "amount": gross})
    for row in shown:
        for line in hand.wrap(row["name"], wide - 7):
            hand.write(3.5, y, line, "items", true="")
            y += 4.0
        columns = [("price", ends[0], "right", ends[0] - 4), ("quantity", ends[1], "right", ends[1] - ends[0] - 1),
                   ("amount", ends[2], "right", ends[2] - ends[1] - 1)]  # fmt: skip
        y = write_rows(hand, "items", columns, [row], y, 4.2)
    form.sheet.fields["items"] = table(shown, ("name", "quantity", "price", "amount"))
    return y + 0.6
