"""Bills of hospitals: the electronic form for visits and for stays, and the older one that a machine filled in."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from . import companies, invoice_numbers, ornaments, people, places, stamps, wear
from .form_print import Machine, Page
from .invoice_numbers import digits
from .money import cents, words_of
from .passengers import Passenger, passenger
from .pens import Cells, Pen, Type, pair, rule, table
from .places import Region
from .sheet import Sheet
from .specimen import Specimen, finished

ITEMS = (
    "西药费", "中成药费", "中草药费", "检查费", "化验费", "治疗费", "手术费", "卫生材料费", "诊察费", "床位费",
    "护理费",
    "CT平扫", "彩色多普勒超声", "血常规(五分类)", "心电图", "阿莫西林胶囊", "布洛芬缓释胶囊", "氯化钠注射液",
)  # fmt: skip


@dataclass(frozen=True)
class _Bill:
    place: Region
    title: str
    hospital: str
    who: Passenger
    sex: str
    day: date
    code: str
    number: str
    check: str
    rows: tuple[dict[str, str], ...]
    total: Decimal
    shares: dict[str, tuple[str, Decimal]]


def render(rng: random.Random, long_side: int) -> Specimen:
    form = rng.choice(["electronic", "electronic", "paper"])
    bill = _bill(rng, form)
    sheet = Sheet(210.0 if form == "electronic" else 190.0, 148.0 if form == "electronic" else 127.0, long_side)
    wear.tint(sheet, rng, (255, 255, 255) if form == "electronic" else rng.choice([(250, 248, 240), (244, 250, 246)]))
    ink = rng.choice([(140, 62, 44), (60, 60, 64), (40, 90, 80)])
    type_ = Type(sheet, rng.choice(["song", "kai", "hei"]), 3.1, ink)
    hand: Pen = Type(sheet, rng.choice(["song", "hei"]), 3.1, (24, 24, 28))
    if form == "paper":
        offset = (rng.uniform(-1.0, 2.0), rng.uniform(-1.3, 1.3))
        hand = Cells(Page(sheet), replace(Machine.any(rng, size=3.1), offset=offset))
    _head(rng, type_, hand, bill)
    bottom = sheet.height - 44
    y = _rows(type_, hand, bill, 43.0, bottom)
    _sums(rng, type_, hand, bill, y)
    type_.with_(role="hei_bold", size=2.8, fill=(222, 160, 150)).write(
        sheet.width - 8, sheet.height - 3, "样本 SPECIMEN", align="right"
    )
    if form == "paper" and rng.random() < 0.5:
        wear.fold(sheet, rng, 1, across=rng.random() < 0.5)
    return finished(sheet, "medical_invoice", form)


def _bill(rng: random.Random, form: str) -> _Bill:
    place, who = places.region(rng), passenger(rng)
    town = place.city or place.province
    kind = rng.choice(["门诊", "门诊", "住院"])
    rows, total = [], Decimal(0)
    for name in rng.sample(ITEMS, rng.randint(1, 10)):
        amount = cents(Decimal(rng.randrange(200, 90000)) / 100)
        count = rng.choice(["1", "1", "2", "3", "1次", "2盒", "1项", "3支"])
        rows.append({"name": name, "quantity": count, "amount": f"{amount}"})
        total += amount
    fund = cents(total * Decimal(rng.choice([0, 0, 50, 60, 72])) / 100)
    other = cents(Decimal(0))
    account = cents((total - fund) * Decimal(rng.choice([0, 0, 100, 40])) / 100)
    cash = total - fund - account
    own = cents((total - fund) * Decimal(rng.choice([0, 10, 30])) / 100)
    shares = {
        "fund_payment": ("医保统筹基金支付", fund), "other_payment": ("其他支付", other),
        "account_payment": ("个人账户支付", account), "cash_payment": ("个人现金支付", cash),
        "self_payment": ("个人自付", total - fund - own), "own_expense": ("个人自费", own),
    }  # fmt: skip
    office = invoice_numbers.office_of(place)[1]
    issued = invoice_numbers.day(rng, 2018, 2025)
    return _Bill(
        place=place, title=f"{office}医疗{kind}收费票据" + ("（电子）" if form == "electronic" else ""),
        hospital=f"{town}{rng.choice(['人民医院', '中心医院', '第一人民医院', '中医院', '妇幼保健院'])}", who=who,
        sex="男" if int(who.id_number[16]) % 2 else "女", day=issued, code=f"{place.code[:2]}06{digits(rng, 4)}",
        number=digits(rng, 10), check="".join(rng.choices("0123456789abcdef", k=6)), rows=tuple(rows), total=total,
        shares=shares,
    )  # fmt: skip


def _head(rng: random.Random, form: Type, hand: Pen, bill: _Bill) -> None:
    sheet = form.sheet
    form.with_(size=6.0).write(sheet.width / 2, 11, bill.title, "title", align="middle", room=sheet.width * 0.5)
    mark = stamps.oval((sheet.px(25), sheet.px(17)), "全国统一票据监制章", (bill.place.province[:6], "财政部监制"),
        (214, 56, 52),
                       is_double=True)  # fmt: skip
    sheet.stamp(mark, sheet.width / 2, 17)
    if "电子" in bill.title:
        sheet.paste(
            ornaments.quick_response(
                f"{bill.code},{bill.number},{bill.check},{bill.day:%Y%m%d},{bill.total}", sheet.px(17)
            ),
            20,
            13,
        )
    person = rng.choice([bill.who.id_number, bill.who.masked, companies.credit_code(rng, bill.place.code)])
    right = sheet.width - 70
    for x, y, label, text, key, true in (
        (10.0, 26.0, "票据代码：", bill.code, "bill_code", None),
        (right, 26.0, "票据号码：", bill.number, "bill_number", None),
        (10.0, 31.8, "交款人统一社会信用代码：", person if rng.random() < 0.7 else "", "payer_code", None),
        (right, 31.8, "校验码：", bill.check, "check_code", None),
        (10.0, 37.6, "交款人：", bill.who.name, "name", None),
        (right, 37.6, "开票日期：", f"{bill.day:%Y-%m-%d}" if rng.random() < 0.6 else f"{bill.day:%Y年%m月%d日}",
            "issue_date",
         bill.day.isoformat()),
    ):  # fmt: skip
        pair(form, hand, x, y, label, text, key, true=true)


def _rows(form: Type, hand: Pen, bill: _Bill, top: float, bottom: float) -> float:
    """Two lists side by side, filled from left to right."""
    sheet, left, right = form.sheet, 8.0, form.sheet.width - 8.0
    middle = (left + right) / 2
    corners = tuple(sheet.px(at) for at in (left, top, right, bottom))
    sheet.draw.rectangle(corners, outline=form.fill, width=max(1, sheet.px(0.3)))
    for x in (left, middle):
        for at, label, align in (
            (2.0, "项目名称", "left"),
            (62.0, "数量/单位", "right"),
            (middle - left - 2, "金额（元）", "right"),
        ):
            form.write(x + at, top + 3.6, label, align=align)
    rule(sheet, left, top + 7, right, top + 7, form.fill)
    rule(sheet, middle, top, middle, bottom - 9, form.fill)
    for number, row in enumerate(bill.rows):
        x, y = (left, middle)[number % 2], top + 11.0 + 5.2 * (number // 2)
        hand.write(x + 2, y, row["name"], "items", true="", room=44)
        hand.write(x + 60, y, row["quantity"], "items", true="", align="right")
        hand.write(x + middle - left - 2.5, y, row["amount"], "items", true="", align="right")
    sheet.fields["items"] = table(bill.rows, ("name", "quantity", "amount"))
    y = bottom - 4.5
    rule(sheet, left, bottom - 9, right, bottom - 9, form.fill)
    pair(form, hand, left + 2, y, "金额合计（大写）：", words_of(bill.total, yuan="元"), "total_words", room=62)
    pair(form, hand, right - 58, y, "（小写）：", f"{bill.total}", "total")
    return bottom


def _sums(rng: random.Random, form: Type, hand: Pen, bill: _Bill, y: float) -> None:
    sheet, left = form.sheet, 8.0
    right = sheet.width - 8.0
    kind = "住院号" if "住院" in bill.title else "门诊号"
    shown: list[tuple[str, str, str, str | None]] = [
        ("业务流水号", digits(rng, 14), "serial_number", None), (kind, digits(rng, 8), "case_number", None),
        ("就诊日期", f"{bill.day:%Y%m%d}", "visit_date", bill.day.isoformat()),
        ("医疗机构类型", rng.choice(["综合医院", "三级甲等", "专科医院"]), "hospital_type", None),
        ("医保类型", rng.choice(["职工医保", "城乡居民医保", "自费"]), "insurance_type", None),
        ("医保编号", digits(rng, 10), "insurance_number", None), ("性别", bill.sex, "sex", None),
    ]  # fmt: skip
    shown += [(label, f"{amount}", key, f"{amount}") for key, (label, amount) in bill.shares.items()]
    step = (right - left - 2) / 3
    for number, (label, text, key, true) in enumerate(shown):
        x, at = left + 2 + step * (number % 3), y + 4.4 + 5.2 * (number // 3)
        pair(form, hand, x, at, f"{label}：", text, key, true=true, room=step - 26)
    end = y + 4.4 + 5.2 * 4 + 3.4
    for x in (left, right):
        rule(sheet, x, y, x, end, form.fill)
    rule(sheet, left, end, right, end, form.fill)
    pair(form, hand, left, end + 5, "收款单位（章）：", bill.hospital, "hospital", room=52)
    pair(form, hand, left + 92, end + 5, "复核人：", people.name(rng) if rng.random() < 0.7 else "", "checker")
    pair(form, hand, left + 134, end + 5, "收款人：", people.name(rng), "payee")
    seal = stamps.oval((sheet.px(34), sheet.px(25)), bill.hospital, ("收费专用章",), (214, 52, 56))
    stamps.put(sheet, rng, seal, right - 26, y + 14)
