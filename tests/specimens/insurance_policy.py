"""Policies of insurance on lives: who is insured by whom, for what, and for how much."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

from . import invoice_numbers, people, places, stamps, wear
from .invoice_numbers import digits
from .passengers import passenger
from .pens import Type, pair, rule, table, write_rows
from .sheet import Sheet
from .specimen import Specimen, finished
from .words import words

PRODUCTS = (
    "终身寿险（分红型）", "重大疾病保险", "附加住院医疗保险", "年金保险（万能型）", "意外伤害保险",
    "附加豁免保险费定期寿险", "两全保险",
    "防癌疾病保险", "少儿教育金保险",
)  # fmt: skip
TERMS = (("终身", "20年"), ("至70周岁", "10年"), ("30年", "15年"), ("1年", "1年"), ("至80周岁", "20年"))
FREQUENCIES = ("年交", "年交", "趸交", "月交")


def render(rng: random.Random, long_side: int) -> Specimen:
    form = rng.choice(["ruled", "open"])
    sheet = Sheet(210.0, 297.0, long_side)
    wear.tint(sheet, rng, rng.choice([(255, 255, 255), (252, 252, 248), (248, 252, 250)]))
    colour = rng.choice([(20, 110, 80), (200, 60, 40), (40, 80, 160), (60, 60, 64)])
    text = Type(sheet, rng.choice(["song", "hei", "hei_micro", "kai"]), 4.0, (36, 36, 40))
    bold = text.with_(role="hei_bold")
    company = f"{rng.choice(words('brands'))}{rng.choice(words('brands'))}人寿保险股份有限公司"
    bold.with_(size=5.4, fill=colour).write(18, 17, company, "company")
    bold.with_(size=9.0, tracking=2.0).write(
        105, 38, rng.choice(["保险单", "人身保险单", "个人保险单"]), align="middle"
    )
    begin = invoice_numbers.day(rng, 2013, 2025)
    pair(text, text, 20, 52, rng.choice(["保险单号：", "保单号码：", "保险合同号："]),
        f"P{digits(rng, rng.choice([12, 14, 17]))}",
         "policy_number")  # fmt: skip
    shown = f"{begin:%Y年%m月%d日}"
    pair(
        text, text, 112, 52, rng.choice(["合同生效日：", "生效日期："]), shown, "effective_date", true=begin.isoformat()
    )
    y = _applicant(rng, text, bold, 64.0)
    is_ruled = form == "ruled"
    y = _people(rng, text, bold, y + 4, is_ruled=is_ruled)
    y = _products(rng, text, bold, y + 6, is_ruled=is_ruled)
    bold.write(20, 270, company)
    pair(text, text, 20, 277, "签发日期：", f"{begin:%Y年%m月%d日}")
    seal = stamps.oval((sheet.px(42), sheet.px(42)), company, ("★", "保单专用章"), (212, 50, 54))
    stamps.put(sheet, rng, seal, 160, 262)
    bold.with_(size=3.2, fill=(222, 160, 150)).write(194, 290, "样本 SPECIMEN", align="right")
    return finished(sheet, "insurance_policy", form)


def _person(rng: random.Random) -> dict[str, str]:
    who = passenger(rng)
    number = who.id_number
    born = date.fromisoformat(f"{number[6:10]}-{number[10:12]}-{number[12:14]}")
    return {"name": who.name, "sex": "男" if int(number[16]) % 2 else "女", "birth_date": f"{born:%Y-%m-%d}",
            "id_type": rng.choice(["身份证", "居民身份证"]), "id_number": number}  # fmt: skip


def _applicant(rng: random.Random, text: Type, bold: Type, y: float) -> float:
    who = _person(rng)
    bold.write(20, y, "投保人信息")
    y += 8
    pair(text, text, 20, y, "投保人：", who["name"], "applicant_name")
    pair(text, text, 80, y, "性别：", who["sex"], "applicant_sex")
    pair(text, text, 112, y, "出生日期：", who["birth_date"], "applicant_birth_date")
    y += 8
    pair(text, text, 20, y, "证件类型：", who["id_type"], "applicant_id_type")
    pair(text, text, 80, y, "证件号码：", who["id_number"], "applicant_id_number")
    y += 8
    home = places.home(rng, places.region(rng))
    pair(text, text, 20, y, "通讯地址：", home, "applicant_address", room=150)
    return y + 7


def _frame(text: Type, tops: list[float], ends: tuple[float, ...], *, is_ruled: bool) -> None:
    """Lines between rows, and where the table is ruled between its columns too."""
    for y in tops:
        rule(text.sheet, ends[0], y, ends[-1], y, (150, 150, 156))
    for x in ends if is_ruled else ():
        rule(text.sheet, x, tops[0], x, tops[-1], (150, 150, 156))


def _list(
    text: Type, bold: Type, title: str, key: str, columns: list[tuple[str, str, float, float]],
    rows: list[dict[str, str]],
    y: float, *, is_ruled: bool,
) -> float:  # fmt: skip
    """A headed table; columns are (key, heading, x, room)."""
    bold.write(20, y, title)
    y += 8
    tops = [y - 4]
    for _, label, x, room in columns:
        bold.with_(size=3.5).write(x, y, label, room=room)
    y += 8
    tops.append(y - 4)
    small = text.with_(size=3.6)
    for row in rows:
        y = write_rows(small, key, [(name, x, "left", room) for name, _, x, room in columns], [row], y, 5.0) + 3.0
        tops.append(y - 4)
    text.sheet.fields[key] = table(rows, [name for name, *_ in columns])
    _frame(text, tops, (*(x - 1.6 for _, _, x, _ in columns), 192.0), is_ruled=is_ruled)
    return y


def _people(rng: random.Random, text: Type, bold: Type, y: float, *, is_ruled: bool) -> float:
    insured = [_person(rng) for _ in range(rng.choice([1, 1, 1, 2]))]
    columns = [("name", "被保险人", 21.0, 34.0), ("sex", "性别", 58.0, 12.0), ("birth_date", "出生日期", 74.0, 26.0),
               ("id_type", "证件类型", 104.0, 24.0), ("id_number", "证件号码", 132.0, 58.0)]  # fmt: skip
    y = _list(text, bold, "被保险人信息", "insured", columns, insured, y, is_ruled=is_ruled)
    count = rng.choice([0, 1, 2, 3])
    if not count:
        bold.write(20, y + 5, "受益人信息")
        text.write(20, y + 13, "身故受益人：法定")
        return y + 18
    names = [people.name(rng) for _ in range(count)]
    parts = {1: ["100%"], 2: ["50%", "50%"], 3: ["40%", "30%", "30%"]}[count]
    rows = [
        {"name": name, "order": "1", "share": part, "type": "身故受益人"}
        for name, part in zip(names, parts, strict=True)
    ]
    heads = [("name", "受益人", 21.0, 34.0), ("order", "受益顺序", 58.0, 20.0), ("share", "受益份额", 90.0, 22.0),
             ("type", "受益类型", 132.0, 40.0)]  # fmt: skip
    return _list(text, bold, "受益人信息", "beneficiaries", heads, rows, y + 5, is_ruled=is_ruled)


def _products(rng: random.Random, text: Type, bold: Type, y: float, *, is_ruled: bool) -> float:
    rows, total = [], Decimal(0)
    for name in rng.sample(PRODUCTS, rng.choice([1, 2, 3, 4])):
        term, paid = rng.choice(TERMS)
        premium = Decimal(rng.randrange(100, 2_000_000, 10)) / 100
        amount = rng.choice([10000, 50000, 100000, 200000, 300000, 500000])
        rows.append({"name": name, "term": term, "amount": f"{amount}.00", "payment_term": paid,
                     "frequency": rng.choice(FREQUENCIES), "premium": f"{premium:.2f}"})  # fmt: skip
        total += premium
    columns = [("name", "险种名称", 21.0, 50.0), ("term", "保险期间", 74.0, 20.0),
        ("amount", "保险金额(元)", 98.0, 26.0),
               ("payment_term", "交费期间", 128.0, 16.0), ("frequency", "交费方式", 148.0, 16.0),
               ("premium", "保险费(元)", 168.0, 22.0)]  # fmt: skip
    y = _list(text, bold, "险种信息", "products", columns, rows, y, is_ruled=is_ruled)
    pair(text, text, 20, y + 4, rng.choice(["首期保险费合计：", "保险费合计："]),
        f"{rng.choice(['', '￥'])}{total:.2f}", "premium",
         true=f"{total:.2f}")  # fmt: skip
    return y + 10
