"""Invoices for sold motor vehicles: the paper form that a machine filled in, and the fully digital one."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from decimal import Decimal

from . import invoice_numbers, ornaments, parties, people, places, stamps, vehicles, wear
from .form_print import Machine, Page
from .invoice_numbers import digits
from .money import cents, price, words_of
from .pens import Cells, Pen, Type, pair
from .ruled import Look, draw_box, label_cell
from .sheet import Colour, Sheet
from .specimen import Specimen, finished

LEFT, RIGHT, TOP = 18.0, 223.0, 43.0

Cell = tuple[tuple[str, ...], str, float, float]
"""Lines of the label, key of the value, and where label and value end, in mm from the left of the form."""

ROWS: tuple[tuple[float, tuple[Cell, ...]], ...] = (
    (14.0, ((("购买方名称及", "身份证号码/", "组织机构代码"), "buyer", 26, 122),
            (("纳税人识别号",), "buyer_tax_number", 144, 205))),
    (9.5, ((("车辆类型",), "vehicle_type", 26, 66), (("厂牌型号",), "brand_model", 84, 150),
           (("产  地",), "origin", 166, 205))),
    (9.5, ((("合格证号",), "certificate_number", 26, 74), (("进口证明书号",), "import_certificate_number", 98, 146),
           (("商检单号",), "inspection_number", 166, 205))),
    (9.5, ((("发动机号码",), "engine_number", 26, 90), (("车辆识别代号/车架号码",), "vin", 128, 205))),
    (9.5, ((("价税合计",), "total_words", 26, 205),)),
    (9.5, ((("销货单位名称",), "seller_name", 26, 140), (("电话",), "seller_phone", 154, 205))),
    (9.5, ((("纳税人识别号",), "seller_tax_number", 26, 110), (("账号",), "seller_account", 124, 205))),
    (9.5, ((("地址",), "seller_address", 26, 118), (("开户银行",), "seller_bank", 136, 205))),
    (11.0, ((("增值税税率", "或征收率"), "tax_rate", 26, 44), (("增值税", "税额"), "tax", 58, 98),
            (("主管税务", "机关及代码"), "tax_authority", 118, 205))),
    (9.5, ((("不含税价",), "amount", 26, 74), (("完税凭证号码",), "tax_voucher_number", 96, 138),
           (("吨位",), "tonnage", 148, 166), (("限乘人数",), "seats", 186, 205))),
)  # fmt: skip


@dataclass(frozen=True)
class _Value:
    shown: str
    true: str


def render(rng: random.Random, long_side: int) -> Specimen:
    form = rng.choice(["paper", "paper", "digital"])
    off = rng.choice([0.0, 14.0]) if form == "paper" else 13.0
    sheet = Sheet(241.0 - 2 * off, 166.0, long_side)
    wear.tint(sheet, rng, rng.choice([(250, 249, 244), (255, 255, 255), (244, 246, 250)]))
    if not off:
        wear.holes(sheet, rng)
    ink: Colour = rng.choice([(128, 62, 44), (40, 86, 66), (56, 60, 70)]) if form == "paper" else (140, 66, 40)
    type_ = Type(sheet, rng.choice(["song", "kai", "song_bold"]), 3.2, ink)
    hand = _hand(rng, sheet, form)
    _fill(rng, sheet, type_, hand, form, -off)
    return finished(sheet, "vehicle_sales_invoice", form)


def _hand(rng: random.Random, sheet: Sheet, form: str) -> Pen:
    if form == "digital":
        return Type(sheet, "song", 3.1, (18, 18, 22), latin=rng.choice(["song", "latin_mono"]))
    offset = (rng.uniform(-0.8, 1.6), rng.uniform(-1.5, 1.5))
    return Cells(Page(sheet), replace(Machine.any(rng, size=3.2), offset=offset))


def _fill(rng: random.Random, sheet: Sheet, form: Type, hand: Pen, kind: str, left: float) -> None:
    car = vehicles.vehicle(rng)
    seller = parties.firm(rng, year=2018)
    office, own = invoice_numbers.office_of(seller.place)
    issue = (
        invoice_numbers.digital(rng, seller.place) if kind == "digital" else invoice_numbers.local(rng, seller.place)
    )
    title = "电子发票（机动车销售统一发票）" if kind == "digital" else "机动车销售统一发票"
    middle = left + 120.5
    form.with_(size=6.6, tracking=0.5).write(middle, 12.0, title, "title", align="middle")
    sheet.stamp(stamps.supervision_mark(sheet.px(28), f"{own}税务局"), middle, 17.5)
    shown = rng.choice([f"{issue.day:%Y-%m-%d}", f"{issue.day:%Y年%m月%d日}"])
    if kind == "digital":
        pair(form, hand, left + 166, 16, "发票号码：", issue.number, "invoice_number")
        pair(form, hand, left + 166, 23, "开票日期：", shown, "invoice_date", true=issue.day.isoformat())
        square = f"01,33,,{issue.number},,{issue.day:%Y%m%d},,{rng.randrange(16**4):04X},"
        sheet.paste(ornaments.quick_response(square, sheet.px(19)), left + 31, 18)
        y = TOP - 12
    else:
        heavy = Type(sheet, "latin_mono", 4.6, (44, 44, 86))
        form.with_(size=4.4).write(middle, 26.5, "发 票 联", "copy", true="发票联", align="middle")
        pair(form, heavy, left + 163, 17, "发票代码", issue.code, "invoice_code", gap=2)
        pair(form, heavy, left + 163, 24, "发票号码", issue.number, "invoice_number", gap=2)
        pair(form, hand, left + LEFT, 25.5, "开票日期", shown, "invoice_date", gap=2, true=issue.day.isoformat())
        _machine(rng, sheet, form, hand, issue, left)
        y = TOP + 3.0
    look = Look(form.role, "song", form.size, 3.1, form.fill, (20, 20, 24), form.fill, width=0.25, margin=0.7)
    values = _values(rng, car, seller, f"1{office}{digits(rng, 2)}00", issue.day.year)
    for high, cells in ROWS:
        start = left + LEFT
        for label, key, label_end, end in cells:
            box = (start, y, left + LEFT + label_end, y + high)
            label_cell(sheet, box, label, look, spread=len(label[0]) < 4)
            room = (left + LEFT + label_end, y, left + LEFT + end, y + high)
            draw_box(sheet, room, look)
            _cell(rng, form, hand, key, values, room)
            start = left + LEFT + end
        y += high
    form.write(left + LEFT + 4, y + 5, "销货单位（盖章）")
    pair(form, hand, left + LEFT + 90, y + 5, "开票人", people.name(rng), "issuer", gap=2)
    pair(form, hand, left + LEFT + 145, y + 5, "备注：", rng.choice(["一车一票", "", "一车一票"]), "remark")
    if rng.random() < 0.7:
        seal = stamps.sellers_seal(
            sheet.px(40), seller.name, seller.tax_number, rng.choice([(214, 44, 48), (226, 90, 84)])
        )
        stamps.put(sheet, rng, seal, left + LEFT + 50, y + 2, turn=14)
    form.with_(role="hei_bold", size=3.0, fill=(222, 160, 150)).write(
        left + RIGHT, 162.5, "样本 SPECIMEN", align="right"
    )


def _machine(
    rng: random.Random, sheet: Sheet, form: Type, hand: Pen, issue: invoice_numbers.Issue, left: float
) -> None:
    """The first row: what the machine printed of the form's own numbers, and its cipher."""
    y = 29.5
    box = tuple(sheet.px(at) for at in (left + LEFT, y, left + RIGHT, TOP + 3.0))
    sheet.draw.rectangle(box, outline=form.fill, width=max(1, sheet.px(0.25)))
    for number, (label, text, key) in enumerate((
        ("机打代码", issue.code, "printed_code"), ("机打号码", issue.number, "printed_number"),
        ("机器编号", digits(rng, 12), "machine_number"),
    )):  # fmt: skip
        pair(form, hand, left + LEFT + 2, y + 3.2 + 5.1 * number, label, text, key, gap=3)
    form.write(left + LEFT + 76, y + 8.3, "税控码")
    for number in range(3):
        line = invoice_numbers.cipher(rng, 40)
        hand.write(left + LEFT + 92, y + 3.2 + 5.1 * number, line, "cipher", room=108)


def _cell(
    rng: random.Random,
    form: Type,
    hand: Pen,
    key: str,
    values: dict[str, _Value],
    box: tuple[float, float, float, float],
) -> None:
    left, top, right, bottom = box
    middle, room = (top + bottom) / 2, right - left - 2.0
    if key == "buyer":
        for y, own in ((top + 4.0, "buyer_name"), (top + 9.6, "buyer_id")):
            hand.write(left + 1.5, y, values[own].shown, own, room=room)
        return
    if key == "total_words":
        end = form.write(left + 2, middle, "⊗")
        hand.write(end + 2, middle, values[key].shown, key, room=84)
        pair(form, hand, left + 112, middle, "小写", values["total"].shown, "total", gap=3, true=values["total"].true)
        return
    value = values.get(key)
    if not value:
        return
    if key == "tax_authority":
        lines = [value.shown, values["tax_authority_code"].shown]
        hand.write(left + 1.5, middle - 2.2, lines[0], key, room=room)
        hand.write(left + 1.5, middle + 2.6, lines[1], "tax_authority_code", room=room)
        return
    if key == "amount":
        pair(form, hand, left + 1, middle, "小写", value.shown, key, true=value.true)
        return
    hand.write(left + 1.5, middle, value.shown, key, true=value.true, room=room)


def _values(
    rng: random.Random, car: vehicles.Vehicle, seller: parties.Party, office: str, year: int
) -> dict[str, _Value]:
    buyer = parties.buyer(rng, private=0.6)
    born, sex = people.birth_date(rng), rng.choice("男女")
    number = buyer.tax_number or people.id_number(rng, places.region(rng, born.year).code, born, sex)
    rate = 17 if year < 2018 else rng.choice([16, 13]) if year < 2020 else 13
    total = price(rng, 3900, 520000).quantize(Decimal(1)) + rng.choice([Decimal(0), Decimal("0.50")])
    amount = cents(total / (1 + Decimal(rate) / 100))
    is_imported = rng.random() < 0.12
    certificate = f"{rng.choice('WYZ')}{rng.choice('ABCDEFGH')}{rng.choice('0123456789ABCDEFG')}{digits(rng, 11)}"
    place = seller.place
    texts = {
        "buyer_name": buyer.name, "buyer_id": number,
        "buyer_tax_number": number if buyer.tax_number or rng.random() < 0.4 else "",
        "vehicle_type": car.kind.name,
        "brand_model": rng.choice([f"{car.brand}{car.model}", f"{car.brand} {car.model}"]),
        "origin": "德国" if is_imported else rng.choice([car.place.province, car.place.city or car.place.province]),
        "certificate_number": "" if is_imported else certificate,
        "import_certificate_number": f"XXI{digits(rng, 10)}" if is_imported else "",
        "inspection_number": digits(rng, 15) if is_imported else "",
        "engine_number": car.engine, "vin": car.vin, "seller_name": seller.name, "seller_phone": seller.phone,
        "seller_tax_number": seller.tax_number, "seller_account": seller.account, "seller_address": seller.address,
        "seller_bank": seller.bank, "tax_rate": f"{rate}%",
        "tax_authority": f"国家税务总局{place.city or place.province}{place.county}税务局",
        "tax_authority_code": office,
        "tonnage": f"{car.load / 1000:.2f}" if car.load else "", "seats": str(car.seats),
        "tax_voucher_number": "", "total_words": words_of(total),
    }  # fmt: skip
    values = {key: _Value(text, text) for key, text in texts.items() if text}
    for key, sum_ in (("total", total), ("tax", total - amount), ("amount", amount)):
        values[key] = _Value(f"{rng.choice(['¥', '￥'])}{cents(sum_)}", f"{cents(sum_)}")
    return values
