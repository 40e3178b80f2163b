"""Itineraries of air tickets: the paper receipt filled in by an agent's printer, and the electronic invoice."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from . import invoice_numbers, ornaments, parties, stamps, wear
from .form_print import Machine, Page
from .invoice_numbers import digits
from .money import cents
from .parties import Party
from .passengers import Passenger, clock, passenger
from .pens import Cells, Pen, Type, rule, table
from .sheet import Sheet
from .specimen import Specimen, finished
from .words import words

AIRLINES = (
    ("国航", "CA", "999"), ("东航", "MU", "781"), ("南航", "CZ", "784"), ("海航", "HU", "880"), ("深航", "ZH", "479"),
    ("厦航", "MF", "731"), ("川航", "3U", "876"), ("吉祥", "HO", "018"), ("春秋", "9C", "089"),
)  # fmt: skip
LEFT, RIGHT = 14.0, 226.0
COLUMNS = (
    ("carrier", "承运人", "CARRIER", 44.0), ("flight", "航班号", "FLIGHT", 66.0), ("class", "座位等级", "CLASS", 88.0),
    ("date", "日期", "DATE", 104.0), ("time", "时间", "TIME", 124.0),
    ("fare_basis", "客票级别/客票类别", "FARE BASIS", 138.0),
    ("valid_from", "客票生效日期", "NOTVALID BEFORE", 162.0), ("valid_until", "有效截止日期", "NOTVALID AFTER", 184.0),
    ("baggage", "免费行李", "ALLOW", 204.0),
)  # fmt: skip
"""Key, label in both languages, x in mm."""
ORDER = ("from", "to", *(key for key, *_ in COLUMNS))


@dataclass(frozen=True)
class _Ticket:
    who: Passenger
    flights: tuple[dict[str, str], ...]
    fare: Decimal
    fund: Decimal
    fuel: Decimal
    insurance: str
    number: str
    issued: date
    office: str
    agent: str
    is_endorsed: bool
    rate: int

    @property
    def tax(self) -> Decimal:
        """Of fare and surcharge, beside them; a paper receipt says nothing of it."""
        return cents((self.fare + self.fuel) * self.rate / 100)

    @property
    def total(self) -> Decimal:
        return self.fare + self.fund + self.fuel + self.tax


def render(rng: random.Random, long_side: int) -> Specimen:
    form = rng.choice(["paper", "paper", "electronic"])
    ticket = _ticket(rng, form)
    high = 101.6 if form == "paper" else 128.0
    sheet = Sheet(240.0, high, long_side)
    if form == "paper":
        base, ink = rng.choice([((226, 238, 232), (190, 216, 202)), ((232, 236, 246), (196, 208, 230)),
                                ((244, 240, 228), (222, 214, 190))])  # fmt: skip
        sheet.put(ornaments.guilloche(sheet.size, (base, (248, 248, 246), base), (ink,), sheet.scale * 1.5, 0.4,
                                      rng.randrange(4)).copy())  # fmt: skip
        offset = (rng.uniform(-1.5, 2.0), rng.uniform(-1.4, 1.4))
        hand: Pen = Cells(Page(sheet), replace(Machine.any(rng, size=3.0), offset=offset))
    else:
        wear.tint(sheet, rng, (254, 254, 254))
        hand = Type(sheet, "song", 3.1, (20, 20, 24), latin=rng.choice(["song", "latin_mono"]))
    type_ = Type(sheet, rng.choice(["song", "hei"]), 2.7, (54, 84, 96) if form == "paper" else (130, 62, 40))
    buyer = parties.firm(rng)
    y = _paper_head(rng, type_, hand, ticket) if form == "paper" else _electronic_head(rng, type_, hand, ticket, buyer)
    y = _person(type_, hand, ticket, y)
    y = _flights(type_, hand, ticket, y)
    y = _money(type_, hand, ticket, y, is_electronic=form == "electronic")
    _foot(rng, type_, hand, ticket, y, buyer if form == "electronic" else None)
    type_.with_(role="hei_bold", size=2.8, fill=(214, 150, 142)).write(RIGHT, high - 3, "样本 SPECIMEN", align="right")
    if form == "paper" and rng.random() < 0.4:
        wear.fold(sheet, rng, rng.choice([1, 2]), across=False)
    return finished(sheet, "air_itinerary", form)


def _ticket(rng: random.Random, form: str) -> _Ticket:
    airline, code, prefix = rng.choice(AIRLINES)
    towns = rng.sample(words("cities"), rng.choice([2, 2, 2, 3]))
    if len(towns) == 2 and rng.random() < 0.3:
        towns.append(towns[0])
    day = (
        date(2025, 1, 5) + timedelta(days=rng.randrange(300))
        if form == "electronic"
        else invoice_numbers.day(rng, 2009, 2024)
    )
    flights = []
    is_english = rng.random() < 0.4
    cabin = rng.choice("YYYYFCMTHGSLQEVRKNBU")
    for start, goal in pairwise(towns):
        stamp = f"{day:%d%b}".upper() if is_english else f"{day:%Y-%m-%d}"
        if form == "electronic":
            stamp = f"{day:%Y年%m月%d日}"
        flights.append({
            "from": start, "to": goal, "carrier": airline, "flight": f"{code}{rng.randint(1001, 9899)}", "class": cabin,
            "date": stamp, "time": clock(rng, 6, 23).replace(":", "" if is_english else ":"),
            "fare_basis": cabin + rng.choice(["", "", "RT", "90", "AP7"]),
            "baggage": rng.choice(["20K", "20KG", "30K", "1PC"]),
        })  # fmt: skip
        day += timedelta(days=rng.choice([0, 1, 3, 5]))
    count = len(flights)
    return _Ticket(
        who=passenger(rng), flights=tuple(flights),
        fare=cents(Decimal(rng.randrange(260, 3800, 10))),
        fund=cents(Decimal(50 * count)), fuel=cents(Decimal(rng.choice([0, 10, 20, 30, 60, 120, 140]) * count)),
        insurance=rng.choice(["XXX", "XXX", "20.00", "30.00"]), number=f"{prefix}{digits(rng, 10)}",
        issued=day - timedelta(days=rng.randint(0, 20)) if form == "paper" else day,
        office=f"{rng.choice(words('cities'))}{rng.choice(words('brands'))}{rng.choice(words('brands'))}航空服务有限公司",
        agent=f"{rng.choice(['PEK', 'SHA', 'CAN', 'SZX', 'CTU'])}{digits(rng, 3)} {digits(rng, 8)}",
        is_endorsed=rng.random() < 0.7, rate=9 if form == "electronic" else 0,
    )  # fmt: skip


def _caption(form: Type, x: float, y: float, label: str, english: str) -> None:
    form.write(x, y, label)
    form.with_(size=1.9).write(x, y + 2.6, english)


def _said(form: Type, hand: Pen, x: float, y: float, label: str, english: str, text: str, key: str, *, room: float = 60,
          true: str | None = None) -> None:  # fmt: skip
    """A bilingual label with its value below."""
    _caption(form, x, y, label, english)
    if text:
        hand.write(x, y + 6.0, text, key, room=room, true=true)


def _paper_head(rng: random.Random, form: Type, hand: Pen, ticket: _Ticket) -> float:
    big = form.with_(size=5.4, tracking=0.6)
    big.write(120, 8.0, "航空运输电子客票行程单", "title", align="middle")
    form.with_(size=2.3).write(120, 12.6, "ITINERARY/RECEIPT OF E-TICKET FOR AIR TRANSPORT", align="middle")
    form.sheet.stamp(stamps.supervision_mark(form.sheet.px(22), "中国民用航空局"), 58, 9.5)
    number = f"{digits(rng, 10)} {rng.randrange(10)}"
    form.write(172, 9.0, "印刷序号：")
    form.with_(size=1.9).write(172, 11.6, "SERIAL NUMBER:")
    red = Type(form.sheet, "latin_mono", 3.6, (196, 60, 60))
    red.write(190, 9.6, number, "serial_number", true=number.replace(" ", ""))
    return 16.0


def _electronic_head(rng: random.Random, form: Type, hand: Pen, ticket: _Ticket, buyer: Party) -> float:
    issue = invoice_numbers.digital(rng, buyer.place)
    office = invoice_numbers.office_of(buyer.place)[1]
    form.with_(size=6.0, role="kai").write(120, 9.0, "电子发票（航空运输电子客票行程单）", "title", align="middle")
    form.sheet.stamp(stamps.supervision_mark(form.sheet.px(25), f"{office}税务局"), 120, 14.0)
    plain = form.with_(size=3.1)
    for x, y, label, text, key, true in (
        (172.0, 12.0, "发票号码：", issue.number, "invoice_number", None),
        (172.0, 18.0, "开票状态：", "正常", "invoice_status", None),
        (172.0, 24.0, "国内国际标识：", rng.choice(["国内", "国内", "国际"]), "domestic", None),
    ):  # fmt: skip
        end = plain.write(x, y, label)
        hand.write(end + 0.5, y, text, key, true=true)
    square = f"01,61,,{issue.number},,{ticket.issued:%Y%m%d},,{rng.randrange(16**4):04X},"
    form.sheet.paste(ornaments.quick_response(square, form.sheet.px(18)), 24, 15)
    return 29.0


def _person(form: Type, hand: Pen, ticket: _Ticket, y: float) -> float:
    sheet = form.sheet
    rule(sheet, LEFT, y, RIGHT, y, form.fill)
    _said(form, hand, LEFT + 1, y + 2.2, "旅客姓名", "NAME OF PASSENGER", ticket.who.name, "name")
    _said(form, hand, 74, y + 2.2, "有效身份证件号码", "ID.NO.", ticket.who.id_number, "id_number")
    note = "不得签转" if ticket.is_endorsed else ""
    _said(form, hand, 146, y + 2.2, "签注", "ENDORSEMENTS/RESTRICTIONS(CARBON)", note, "endorsement")
    for x in (72, 144):
        rule(sheet, x, y, x, y + 12, form.fill)
    return y + 12.0


def _flights(form: Type, hand: Pen, ticket: _Ticket, y: float) -> float:
    """The towns stand one below the other; what is said of a flight stands beside the town that it leaves."""
    sheet = form.sheet
    rule(sheet, LEFT, y, RIGHT, y, form.fill)
    for _, label, english, x in COLUMNS:
        _caption(form.with_(size=2.4), x, y + 2.2, label, english)
    lines = max(3, len(ticket.flights) + 1)
    step = 7.0
    y += 7.6
    for number in range(lines):
        at = y + step * (number + 0.5)
        form.with_(size=2.3).write(LEFT + 1, at, "自 FROM" if number == 0 else "至 TO")
        towns = [ticket.flights[0]["from"], *(flight["to"] for flight in ticket.flights)]
        if number < len(towns):
            hand.write(LEFT + 12, at, towns[number], "flights", true="", room=17)
        if number < len(ticket.flights):
            flight = ticket.flights[number]
            for key, _, _, x in COLUMNS:
                if text := flight.get(key):
                    hand.write(x, at, text, "flights", true="", room=19.5 if key in {"date"} else 15)
        elif number < len(towns) or number < 4:
            hand.write(COLUMNS[0][3], at, "VOID")
    sheet.fields["flights"] = table(ticket.flights, ORDER)
    y += step * lines + 0.5
    for x in (COLUMNS[0][3] - 1, *(x - 1 for _, _, _, x in COLUMNS[1:])):
        rule(sheet, x, y - step * lines - 8.1, x, y, form.fill, 0.15)
    return y


def _money(form: Type, hand: Pen, ticket: _Ticket, y: float, *, is_electronic: bool) -> float:
    rule(form.sheet, LEFT, y, RIGHT, y, form.fill)
    cny = "" if is_electronic else "CNY "
    parts = [
        ("票价", "FARE", f"{cny}{ticket.fare}", "fare", f"{ticket.fare}"),
        ("民航发展基金", "CAAC DEVELOPMENT FUND", f"{'' if is_electronic else 'CN '}{ticket.fund}", "development_fund",
         f"{ticket.fund}"),
        ("燃油附加费", "FUEL SURCHARGE", f"{'' if is_electronic else 'YQ '}{ticket.fuel}" if ticket.fuel else
         ("0.00" if is_electronic else "YQ EXEMPT"), "fuel_surcharge" if ticket.fuel or is_electronic else "",
         f"{cents(ticket.fuel)}"),
        ("其他税费", "OTHER TAXES", "", "other_taxes", None),
        ("合计", "TOTAL", f"{cny}{ticket.total}", "total", f"{ticket.total}"),
    ]  # fmt: skip
    if is_electronic:
        parts[2:2] = [("增值税税率", "VAT RATE", f"{ticket.rate}%", "tax_rate", None),
                      ("增值税税额", "VAT TAX", f"{ticket.tax}", "tax", None)]  # fmt: skip
    step = (RIGHT - LEFT) / len(parts)
    for number, (label, english, text, key, true) in enumerate(parts):
        x = LEFT + 1 + step * number
        _said(form, hand, x, y + 2.2, label, english, text, key, room=step - 2, true=true if key else None)
        if number:
            rule(form.sheet, x - 1, y, x - 1, y + 11.5, form.fill)
    return y + 11.5


def _foot(rng: random.Random, form: Type, hand: Pen, ticket: _Ticket, y: float, buyer: Party | None) -> None:
    sheet = form.sheet
    rule(sheet, LEFT, y, RIGHT, y, form.fill)
    number = rng.choice([ticket.number, f"{ticket.number[:3]}-{ticket.number[3:]}"])
    _said(form, hand, LEFT + 1, y + 2.2, "电子客票号码", "E-TICKET NO.", number, "ticket_number", true=ticket.number)
    _said(form, hand, 72, y + 2.2, "验证码", "CK.", digits(rng, 4), "verification_code")
    _caption(form, 100, y + 2.2, "提示信息", "INFORMATION")
    _said(form, hand, 190, y + 2.2, "保险费", "INSURANCE", ticket.insurance, "insurance", room=30)
    y += 11.0
    rule(sheet, LEFT, y, RIGHT, y, form.fill)
    issued = f"{ticket.issued:%Y年%m月%d日}" if buyer else f"{ticket.issued:%Y-%m-%d}"
    _said(form, hand, LEFT + 1, y + 2.2, "销售单位代号", "AGENT CODE", ticket.agent, "agent_code")
    _said(form, hand, 72, y + 2.2, "填开单位", "ISSUED BY", ticket.office, "issued_by", room=80)
    _said(form, hand, 176, y + 2.2, "填开日期", "DATE OF ISSUE", issued, "issue_date", true=ticket.issued.isoformat())
    y += 11.0
    rule(sheet, LEFT, y, RIGHT, y, form.fill)
    if buyer:
        _said(form, hand, LEFT + 1, y + 2.2, "购买方名称", "PURCHASER", buyer.name, "buyer_name", room=80)
        _said(
            form, hand, 110, y + 2.2, "统一社会信用代码/纳税人识别号", "TAX NO.", buyer.tax_number, "buyer_tax_number"
        )
        y += 11.0
        rule(sheet, LEFT, y, RIGHT, y, form.fill)
    for x in (LEFT, RIGHT):
        rule(sheet, x, 16.0 if not buyer else 29.0, x, y, form.fill)
    if not buyer:
        form.with_(size=2.2).write(
            LEFT + 1, y + 3.2, "验真网址：WWW.TRAVELSKY.COM 服务热线：400-815-8888 短信验真：发送JP至10669018"
        )
        seal = stamps.oval((sheet.px(36), sheet.px(25)), ticket.office, ("行程单专用章",), (206, 58, 66))
        stamps.put(sheet, rng, seal, 150, y - 6)
