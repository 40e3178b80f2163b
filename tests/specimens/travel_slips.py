"""Small tickets of the road and the water: coaches, toll stations, ships."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

from . import barcodes, invoice_numbers, ornaments, places, stamps, vehicles, wear
from .form_print import Machine, Page
from .invoice_numbers import Issue, digits
from .money import cents, words_of
from .passengers import clock, passenger
from .pens import Cells, Type
from .places import Region
from .sheet import Colour, Sheet
from .specimen import Specimen, finished
from .words import words

INKS: tuple[Colour, ...] = ((146, 48, 50), (46, 74, 132), (44, 98, 72), (64, 62, 70))


def _day(rng: random.Random, issue: Issue) -> str:
    return rng.choice(
        [f"{issue.day:%Y-%m-%d}", f"{issue.day:%Y年%m月%d日}", f"{issue.day:%Y/%m/%d}", f"{issue.day:%Y.%m.%d}"]
    )


def _numbers(form: Type, issue: Issue, x: float, y: float, *, step: float = 5.2, beside: float = 0.0) -> None:
    """Code and number below each other, or `beside` mm apart."""
    heavy = Type(form.sheet, "latin_mono", form.size * 1.1, (60, 44, 60))
    for number, (label, text, key) in enumerate((
        ("发票代码", issue.code, "invoice_code"), ("发票号码", issue.number, "invoice_number"),
    )):  # fmt: skip
        at, level = (x + beside * number, y) if beside else (x, y + step * number)
        end = form.write(at, level, label)
        heavy.write(end + 1.2, level, text, key)


def _title(form: Type, place: Region, rest: str, x: float, y: float, *, size: float, room: float) -> str:
    """The region is a value of its own; returns the whole title."""
    office = invoice_numbers.office_of(place)[1]
    size = min(size, room / (len(office) + len(rest)))
    big = form.with_(size=size)
    end = big.write(x - size * (len(office) + len(rest)) / 2, y, office, "region")
    big.write(end + 0.1, y, rest)
    form.sheet.stamp(stamps.supervision_mark(form.sheet.px(min(24, size * 5)), f"{office}税务局"), x, y + size * 0.9)
    return office + rest


def _ground(rng: random.Random, sheet: Sheet) -> None:
    paper = rng.choice([(238, 244, 250), (250, 240, 240), (240, 248, 240), (250, 248, 238)])
    lines: Colour = tuple(max(tone - 20, 0) for tone in paper)  # type: ignore[assignment]
    sheet.put(ornaments.rings(sheet.size, paper, lines, max(4, sheet.px(2.4)), rng.randrange(3)).convert("RGB").copy())


def _mark(form: Type) -> None:
    x, y = form.sheet.width - 2, form.sheet.height - 2.2
    form.with_(role="hei_bold", size=2.2, fill=(214, 140, 136)).write(x, y, "样本 SPECIMEN", align="right")


def bus(rng: random.Random, long_side: int) -> Specimen:
    """A slip with labels printed before, or a card whose text is all the machine's."""
    form = rng.choice(["slip", "card"])
    place = places.region(rng)
    issue, who = invoice_numbers.local(rng, place), passenger(rng)
    sheet = Sheet(*((92.0, 60.0) if form == "slip" else (86.0, 54.0)), long_side)
    _ground(rng, sheet)
    type_ = Type(sheet, rng.choice(["song", "hei"]), 2.8, rng.choice(INKS))
    offset = (rng.uniform(-0.6, 1.6), rng.uniform(-1.0, 1.0))
    hand = Cells(Page(sheet), replace(Machine.any(rng, size=3.2), offset=offset))
    label = type_ if form == "slip" else hand
    _title(
        type_,
        place,
        rng.choice(["公路客运发票", "道路旅客运输发票", "汽车客票"]),
        sheet.width / 2,
        5.0,
        size=4.2,
        room=72,
    )
    _numbers(type_, issue, 4, 12.6, beside=44)
    start, goal = rng.sample(words("cities"), 2)
    start += rng.choice(["", "站", "汽车站", "客运中心", "南站"])
    goal += rng.choice(["", "", "站", "东站"])
    price = cents(Decimal(rng.randrange(10, 560)) / 2)
    y, step = (18.8, 5.6) if form == "slip" else (18.2, 5.0)
    number = rng.choice([str(rng.randint(1, 55)), f"{rng.randint(1, 9):02d}"])
    pairs = (
        (("始发站", start, "starting_station", None), ("到达站", goal, "destination_station", None)),
        (("乘车日期", _day(rng, issue), "date", issue.day.isoformat()), ("开车时间", clock(rng), "time", None)),
        (("车次", f"{rng.choice(['', 'K', 'G'])}{rng.randint(100, 9999)}", "", None), ("座号", number, "", None)),
        (("票价", rng.choice(["￥{}", "{}元", "¥{}元"]).format(price), "price", f"{price}"),
         ("检票口", str(rng.randint(1, 30)), "", None)),
    )  # fmt: skip
    for row in pairs:
        for x, (name, text, key, true) in zip((4.0, 47.0), row, strict=True):
            end = label.write(x, y, name + ("：" if label is hand else ""))
            hand.write(end + 1.0, y, text, key, true=true, room=45.5 - (end - x))
        y += step
    if rng.random() < 0.85:
        end = hand.write(4.0, y, rng.choice([who.masked, who.masked, who.id_number]), "id_number")
        hand.write(end + 2, y, who.name, "name", room=sheet.width - 18 - end)
    serial = digits(rng, rng.choice([12, 14, 16]))
    if rng.random() < 0.6:
        barcodes.code_128(sheet, serial, 5.0, sheet.height - 10.0, 44, 4.0)
        Type(sheet, "latin_mono", 2.2).write(27, sheet.height - 4.2, serial, align="middle")
    else:
        sheet.stamp(ornaments.quick_response(serial, sheet.px(11)), sheet.width - 9, sheet.height - 10)
        type_.with_(size=2.3).write(4, sheet.height - 6, "限当日当次有效 遗失不补 请妥善保管")
    _mark(type_)
    if rng.random() < 0.4:
        wear.fold(sheet, rng, 1, across=rng.random() < 0.5)
    return finished(sheet, "bus_ticket", form)


STATIONS = ("东收费站", "西收费站", "南收费站", "北收费站", "主线站", "机场收费站", "收费站")


def toll(rng: random.Random, long_side: int) -> Specimen:
    """Printed at the booth: a narrow strip, a wide one, or a slip of a fixed amount without ways in and out."""
    form = rng.choice(["strip", "strip", "wide", "quota"])
    place = places.region(rng)
    issue = invoice_numbers.local(rng, place)
    wide, high = {"strip": (rng.uniform(58, 70), rng.uniform(96, 120)), "wide": (118.0, 66.0), "quota": (112.0, 60.0)}[
        form
    ]
    sheet = Sheet(wide, high, long_side)
    tone = rng.choice([(250, 250, 246), (244, 248, 244), (250, 242, 240)])
    wear.tint(sheet, rng, tone) if form == "strip" else _ground(rng, sheet)
    type_ = Type(sheet, rng.choice(["song", "hei"]), 3.1, rng.choice(INKS))
    title = rng.choice(["高速公路通行费发票", "车辆通行费专用发票", "公路车辆通行费发票", "过路过桥费发票"])
    _title(type_, place, title, wide / 2, 7.0, size=4.6, room=wide - 8)
    type_.with_(size=3.4).write(wide / 2, 15.0, "发 票 联", align="middle")
    _numbers(type_, issue, 5, 21.5, beside=0.0 if form == "strip" else 52)
    offset = (rng.uniform(-0.6, 1.4), rng.uniform(-1.0, 1.2))
    hand = Cells(Page(sheet), replace(Machine.any(rng, size=3.2), offset=offset, needle=rng.choice([0.0, 0.24])))
    amount = Decimal(rng.choice([5, 10, 10, 15, 20, 25, 30, 45, 55, 75, 95, 120, 260, 480]))
    price = rng.choice([f"{amount}", cents(amount)])
    shown = rng.choice(["{}元", "￥{}", "{}"]).format(price)
    if form == "quota":
        heavy = type_.with_(size=7.6, fill=(44, 42, 46), role="song_bold", tracking=1.2)
        heavy.write(wide / 2, 35, words_of(amount, yuan="元"), "amount_words", align="middle")
        heavy.with_(size=4.6, tracking=0.0).write(
            wide / 2, 43.5, f"￥{amount}.00", "amount", true=f"{amount}.00", align="middle"
        )
        type_.write(5, 53, "收费单位（盖章）")
        seal = stamps.sellers_seal(sheet.px(30), f"{place.city or place.province}公路管理处", digits(rng, 15))
        stamps.put(sheet, rng, seal, 30, 46, turn=20)
    else:
        entrance, exit_ = (f"{name}{rng.choice(STATIONS)}" for name in rng.sample(words("villages"), 2))
        rows = [
            ("入口", entrance, "entrance", None), ("出口", exit_, "exit", None),
            ("车型", rng.choice(["一型", "二型", "客1", "货2", "1", "客一"]), "vehicle_class", None),
            ("日期", _day(rng, issue), "date", issue.day.isoformat()),
            ("时间", rng.choice([clock(rng, 0), f"{clock(rng, 0)}:{rng.randint(0, 59):02d}"]), "time", None),
            ("金额", shown, "amount", f"{price}"),
            ("收费员", digits(rng, 6), "", None),
        ]  # fmt: skip
        if rng.random() < 0.3:
            rows.insert(3, ("车牌", vehicles.plate(rng, place), "", None))
        _toll_rows(rng, form, type_, hand, rows)
    _mark(type_)
    if form == "strip":
        wear.fade(sheet, rng, rng.uniform(0, 0.4))
    if rng.random() < 0.5:
        wear.fold(sheet, rng, rng.choice([1, 2]))
    return finished(sheet, "toll_invoice", form)


def _toll_rows(
    rng: random.Random, form: str, type_: Type, hand: Cells, rows: list[tuple[str, str, str, str | None]]
) -> None:
    """In one column, or in two where the slip is wide; the labels are the form's or the machine's."""
    label = rng.choice([type_, hand])
    sheet = type_.sheet
    columns = 1 if form == "strip" else 2
    top = 34.0 if form == "strip" else 29.0
    step = (sheet.height - top - 8) / -(-len(rows) // columns)
    for number, (name, text, key, true) in enumerate(rows):
        x, y = 6.0 + 54.0 * (number % columns), top + min(step, 8.0) * (number // columns)
        end = label.write(x, y, name + "：")
        value = true if true and key != "time" else None
        hand.write(
            end + 0.8,
            y,
            text,
            key,
            true=text[:5] if key == "time" else value,
            room=sheet.width / columns - (end - x) - 9,
        )


def ferry(rng: random.Random, long_side: int) -> Specimen:
    """A ship's ticket with a stub, and a strip from the pier's machine."""
    form = rng.choice(["ticket", "strip"])
    place = places.region(rng)
    issue, who = invoice_numbers.local(rng, place), passenger(rng)
    sheet = Sheet(*((150.0, 64.0) if form == "ticket" else (74.0, 130.0)), long_side)
    if form == "ticket":
        _ground(rng, sheet)
    else:
        wear.tint(sheet, rng, (250, 250, 247))
    type_ = Type(sheet, rng.choice(["song", "hei"]), 3.0, rng.choice(INKS))
    rest = rng.choice(["水路旅客运输发票", "船票", "客运船票专用发票"])
    width = 112.0 if form == "ticket" else sheet.width
    title = type_.with_(size=min(5.0, (width - 10) / 16))
    office = invoice_numbers.office_of(place)[1]
    title.write(width / 2, 7.0, office + rest, "title", align="middle")
    sheet.stamp(stamps.supervision_mark(sheet.px(22), f"{office}税务局"), width / 2, 12.0)
    _numbers(type_, issue, 6, 20.0, beside=52 if form == "ticket" else 0.0)
    start, goal = rng.sample(words("villages"), 2)
    start, goal = start + rng.choice(["码头", "港", "客运站"]), goal + rng.choice(["码头", "港", "岛"])
    price = cents(Decimal(rng.randrange(20, 900)) / 2)
    bought = rng.choice([f"{issue.day:%Y-%m-%d}", f"{issue.day:%Y年%m月%d日}"])
    offset = (rng.uniform(-0.5, 1.4), rng.uniform(-0.9, 0.9))
    hand = Cells(Page(sheet), replace(Machine.any(rng, size=3.2), offset=offset))
    rows = [
        ("出发地", start, "starting_station", None), ("到达地", goal, "destination_station", None),
        ("乘船日期", bought, "departure_date", issue.day.isoformat()), ("开航时间", clock(rng), "departure_time", None),
        ("船名", rng.choice(["海星", "飞鱼", "金珠", "长江"]) + f"{rng.randint(1, 28)}号", "", None),
        ("舱位", rng.choice(["普通舱", "二等舱", "上层", "三等B"]), "", None),
        ("票价", rng.choice(["￥{}", "{}元"]).format(price), "price", f"{price}"),
        ("开票日期", bought, "invoice_date", issue.day.isoformat()),
        ("姓名", who.name, "name", None), ("证件号", rng.choice([who.masked, who.id_number]), "id_number", None),
    ]  # fmt: skip
    columns, top = (2, 27.5) if form == "ticket" else (1, 33.5)
    label = rng.choice([type_, hand])
    for number, (name, text, key, true) in enumerate(rows):
        x, y = 6.0 + 54.0 * (number % columns), top + 6.0 * (number // columns)
        end = label.write(x, y, name + "：")
        hand.write(
            end + 0.8, y, text, key, true=true, room=(56.0 if columns == 2 else sheet.width - 9) - (end - x) - 3.4
        )
    serial = f"{issue.day:%Y%m%d}{digits(rng, 8)}"
    if form == "ticket":
        at = sheet.px(112)
        for y in range(0, sheet.size[1], max(sheet.px(2), 2)):
            sheet.draw.line((at, y, at, y + sheet.px(1)), fill=type_.fill)
        small = type_.with_(size=2.6)
        for number, text in enumerate(("副券", issue.number, f"{start}—{goal}", f"{price}元")):
            small.write(131, 10 + 6 * number, text, align="middle", room=34)
        sheet.stamp(ornaments.quick_response(serial, sheet.px(15)), 131, 46)
    else:
        barcodes.code_128(sheet, serial, 14, sheet.height - 30, 46, 9)
        Type(sheet, "latin_mono", 2.8).write(37, sheet.height - 18.5, serial, "barcode_number", align="middle")
        type_.with_(size=2.6).write(37, sheet.height - 12, "请凭有效证件乘船 过期作废", align="middle")
        wear.fade(sheet, rng, rng.uniform(0, 0.4))
    _mark(type_)
    if rng.random() < 0.4:
        wear.fold(sheet, rng, 1, across=form == "strip")
    return finished(sheet, "ferry_ticket", form)
