"""General machine-printed invoices: a page with sprocket holes that a computer filled in, or a strip from a till."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

from . import invoice_numbers, ornaments, parties, people, stamps, wear
from .form_print import Machine, Page
from .goods import Sale, sale
from .invoice_numbers import Issue, digits
from .money import words_of
from .parties import Party
from .pens import Cells, Type, pair, rule, table, write_lines, write_rows
from .sheet import Sheet
from .specimen import Specimen, finished

INDUSTRIES = ("服务业", "餐饮业", "商业", "旅店业", "建筑业", "交通运输业", "文化体育业", "租赁业")


def render(rng: random.Random, long_side: int) -> Specimen:
    form = rng.choice(["page", "page", "strip"])
    seller = parties.firm(rng, year=rng.choice([2012, 2018]))
    issue = invoice_numbers.local(rng, seller.place)
    buyer = parties.buyer(rng, private=0.4)
    sold = sale(rng, 5 if form == "page" else 4, has_category=False)
    draw = _page if form == "page" else _strip
    return finished(draw(rng, long_side, issue, seller, buyer, sold), "general_invoice", form)


def _title(rng: random.Random, form: Type, seller: Party, middle: float, y: float, size: float) -> None:
    office = invoice_numbers.office_of(seller.place)[1]
    title = rng.choice(
        ["通用机打发票", "国家税务局通用机打发票", "地方税务局通用机打发票", "服务业、娱乐业通用机打发票"]
    )
    big = form.with_(size=size)
    room = form.sheet.width - 14
    size = min(size, room / (len(office) + len(title)))
    big = form.with_(size=size)
    end = big.write(middle - size * (len(office) + len(title)) / 2, y, office, "region")
    big.write(end + size * 0.05, y, title)
    form.sheet.stamp(stamps.supervision_mark(form.sheet.px(min(26, size * 4.4)), f"{office}税务局"), middle, y + 5)


def _rows(sold: Sale) -> list[dict[str, str]]:
    """These invoices have no tax beside the price."""
    return [
        {key: row[key] for key in ("name", "unit", "quantity", "price", "amount") if key in row} for row in sold.rows
    ]


def _page(rng: random.Random, long_side: int, issue: Issue, seller: Party, buyer: Party, sold: Sale) -> Sheet:
    off = rng.choice([0.0, 14.0])
    wide = rng.choice([190.0, 210.0, 241.0]) - 2 * off
    sheet = Sheet(wide, rng.choice([101.6, 127.0, 139.7]), long_side)
    wear.tint(sheet, rng, rng.choice([(250, 248, 240), (255, 255, 255), (240, 246, 244), (248, 240, 240)]))
    if not off:
        wear.holes(sheet, rng)
    form = Type(
        sheet, rng.choice(["song", "kai", "hei"]), 3.3, rng.choice([(146, 56, 44), (52, 66, 110), (52, 100, 76)])
    )
    offset = (rng.uniform(-1.5, 2.5), rng.uniform(-1.6, 1.8))
    hand = Cells(Page(sheet), replace(Machine.any(rng, size=3.2), offset=offset))
    left, right = (8.0 if off else 15.0), wide - (8.0 if off else 15.0)
    _title(rng, form, seller, wide / 2, 10, 6.0)
    form.with_(size=4.0).write(wide / 2, 21.5, "发 票 联", "copy", true="发票联", align="middle")
    heavy = Type(sheet, "latin_mono", 4.0, (48, 44, 70))
    at = right - 52
    pair(form, heavy, at, 17, "发票代码", issue.code, "invoice_code", gap=1.5)
    pair(form, heavy, at, 23, "发票号码", issue.number, "invoice_number", gap=1.5)
    shown = rng.choice([f"{issue.day:%Y-%m-%d}", f"{issue.day:%Y年%m月%d日}", f"{issue.day:%Y/%m/%d}"])
    pair(form, hand, left, 27.5, "开票日期：", shown, "invoice_date", true=issue.day.isoformat())
    pair(form, hand, left + 62, 27.5, "行业分类：", rng.choice(INDUSTRIES), "industry")
    top, bottom = 31.5, sheet.height - 17.0
    corners = tuple(sheet.px(value) for value in (left, top, right, bottom))
    sheet.draw.rectangle(corners, outline=form.fill, width=max(1, sheet.px(0.3)))
    y = top + 4
    for label, text, key in (
        ("机打代码：", issue.code, "printed_code"), ("付款方名称：", buyer.name, "buyer_name"),
        ("付款方识别号：", buyer.tax_number, "buyer_tax_number"),
    ):  # fmt: skip
        pair(form, hand, left + 2, y, label, text, key, room=66)
        y += 5.2
    pair(form, hand, left + 92, top + 4, "机打号码：", issue.number, "printed_number")
    if wide > 200:
        pair(form, hand, left + 92, top + 9.2, "机器编号：", digits(rng, 12), "machine_number")
    rule(sheet, left, y - 2, right, y - 2, form.fill)
    span = right - left
    heads = (("商品名称", 0.02, "left"), ("单位", 0.42, "left"), ("数量", 0.60, "right"), ("单价", 0.78, "right"),
             ("金额", 0.97, "right"))  # fmt: skip
    for text, share, align in heads:
        form.write(left + share * span, y + 1.4, text, align=align)
    rooms = {"name": 0.38, "unit": 0.07, "quantity": 0.1, "price": 0.15, "amount": 0.16}
    columns = [
        (key, left + share * span, align, rooms[key] * span)
        for key, (_, share, align) in zip(rooms, heads, strict=True)
    ]
    write_rows(hand, "items", columns, _rows(sold), y + 6.4, 4.2)
    _sums(rng, form, hand, sold.amount, left, right, bottom)
    pair(form, hand, left + 2, bottom + 4, "收款方名称：", seller.name, "seller_name", room=62)
    pair(form, hand, left + 92, bottom + 4, "识别号：", seller.tax_number, "seller_tax_number", room=span - 106)
    pair(form, hand, left + 2, bottom + 9.4, "开票人：", people.name(rng), "issuer")
    form.write(left + 92, bottom + 9.4, "收款方（盖章）")
    if rng.random() < 0.7:
        seal = stamps.sellers_seal(sheet.px(36), seller.name, seller.tax_number)
        stamps.put(sheet, rng, seal, right - 34, bottom + 1, turn=15)
    form.with_(role="hei_bold", size=2.8, fill=(220, 156, 148)).write(
        right, sheet.height - 3, "样本 SPECIMEN", align="right"
    )
    if rng.random() < 0.4:
        wear.fold(sheet, rng, 1, across=rng.random() < 0.5)
    return sheet


def _sums(rng: random.Random, form: Type, hand: Cells, amount: Decimal, left: float, right: float, y: float) -> None:
    rule(form.sheet, left, y - 7.5, right, y - 7.5, form.fill)
    label = rng.choice(["合计金额（大写）", "合计（大写）", "金额合计（大写）"])
    pair(form, hand, left + 2, y - 3.8, label, words_of(amount, yuan=rng.choice("元圆")), "total_words", room=58)
    shown = f"{rng.choice(['￥', '¥', ''])}{amount}"
    pair(form, hand, right - 52, y - 3.8, "（小写）", shown, "total", true=f"{amount}")


def _strip(rng: random.Random, long_side: int, issue: Issue, seller: Party, buyer: Party, sold: Sale) -> Sheet:
    rows = _rows(sold)
    wide = rng.choice([76.0, 82.0])
    sheet = Sheet(wide, 114.0 + 9.0 * len(rows), long_side)
    wear.tint(sheet, rng, rng.choice([(248, 248, 246), (244, 240, 234), (240, 242, 246)]))
    form = Type(sheet, rng.choice(["song", "hei"]), 3.2, rng.choice([(146, 56, 44), (60, 62, 70)]))
    hand = Cells(
        Page(sheet), replace(Machine.any(rng, size=2.9), offset=(rng.uniform(-0.5, 1.2), rng.uniform(-0.6, 0.6)))
    )
    _title(rng, form, seller, wide / 2, 8, 4.4)
    form.with_(size=3.8).write(wide / 2, 18.5, "发 票 联", "copy", true="发票联", align="middle")
    heavy = Type(sheet, "latin_mono", 3.6, (48, 44, 70))
    pair(form, heavy, 5, 25, "发票代码", issue.code, "invoice_code", gap=1.5)
    pair(form, heavy, 5, 30.4, "发票号码", issue.number, "invoice_number", gap=1.5)
    y, room = 37.0, wide - 10
    hour = f"{rng.randint(8, 21):02d}:{rng.randint(0, 59):02d}"
    for label, text, key, true in (
        ("机打号码：", issue.number, "printed_number", None), ("机器编号：", digits(rng, 12), "machine_number", None),
        ("收款单位：", seller.name, "seller_name", None), ("税号：", seller.tax_number, "seller_tax_number", None),
        ("开票日期：", f"{issue.day:%Y-%m-%d}", "invoice_date", issue.day.isoformat()), ("时间：", hour, "time", None),
        ("收款员：", people.name(rng), "payee", None), ("付款单位：", buyer.name, "buyer_name", None),
    ):  # fmt: skip
        end = hand.write(5, y, label)
        fits = end + hand.machine.length(text) < room + 5
        if fits:
            hand.write(end + 0.4, y, text, key, true=true)
            y += 4.5
        else:
            y = write_lines(hand, 6, y + 4.2, text, key, room=room - 1, step=4.2, true=true)
    for x, text, align in ((5, "项目", "left"), (wide * 0.5, "单价", "right"), (wide * 0.7, "数量", "right"),
                           (wide - 5, "金额", "right")):  # fmt: skip
        hand.write(x, y, text, align=align)
    y += 4.6
    columns = [("price", wide * 0.5, "right", 26.0), ("quantity", wide * 0.7, "right", 12.0),
               ("amount", wide - 5, "right", 18.0)]  # fmt: skip
    shown = [{key: text for key, text in row.items() if key != "unit"} for row in rows]
    for row in shown:
        hand.write(5, y, row["name"], "items", true="", room=room)
        y = write_rows(hand, "items", columns, [row], y + 4.2, 4.4)
    sheet.fields["items"] = table(shown, ("name", "quantity", "price", "amount"))
    pair(hand, hand, 5, y + 1, "合计(小写)：", f"¥{sold.amount}", "total", true=f"{sold.amount}", room=room)
    pair(hand, hand, 5, y + 5.6, "合计(大写)：", words_of(sold.amount, yuan="元"), "total_words", room=room - 22)
    pair(hand, hand, 5, y + 10.2, "税控码：", digits(rng, 20), "check_code", room=room - 14)
    if rng.random() < 0.6:
        text = f"{issue.code}{issue.number}{issue.check_code}"
        sheet.paste(ornaments.quick_response(text, sheet.px(17)), wide / 2 - 18, y + 23)
    if rng.random() < 0.6:
        stamps.put(
            sheet, rng, stamps.sellers_seal(sheet.px(32), seller.name, seller.tax_number), wide - 22, y + 22, turn=20
        )
    form.with_(size=2.4, fill=(210, 150, 140)).write(wide - 4, sheet.height - 3, "样本 SPECIMEN", align="right")
    wear.fade(sheet, rng, rng.uniform(0, 0.35))
    if rng.random() < 0.5:
        wear.fold(sheet, rng, rng.choice([1, 2]))
    return sheet
