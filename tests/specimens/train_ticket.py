"""Railway tickets: the blue card, the red slip, and the electronic invoice that took their place."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from . import invoice_numbers, ornaments, parties, stamps, wear
from .form_print import Machine, Page
from .invoice_numbers import digits
from .passengers import Passenger, clock, passenger
from .pens import Cells, Type, pair
from .sheet import Sheet
from .specimen import Specimen, finished
from .words import words

RED = (214, 66, 88)
NOTES = ("限乘当日当次车", "限乘当日当次车 在2日内到有效", "始发改签", "仅供报销使用", "中转签证")
CALLS = (
    ("买票请到12306 发货请到95306", "中国铁路祝您旅途愉快"), ("报销凭证 遗失不补", "退票、改签时须交回车站"),
    ("欢度国庆 祝福祖国", "中国铁路祝您旅途愉快"),
)  # fmt: skip


@dataclass(frozen=True)
class _Trip:
    origin: tuple[str, str]
    goal: tuple[str, str]
    train: str
    day: date
    time: str
    seat: str
    category: str
    price: str
    who: Passenger


def render(rng: random.Random, long_side: int) -> Specimen:
    form = rng.choice(["blue", "blue", "red", "electronic"])
    trip = _trip(rng, form)
    if form == "electronic":
        return finished(_electronic(rng, long_side, trip), "train_ticket", form)
    sheet = Sheet(86.5, 54.0, long_side)
    _ground(rng, sheet, form)
    _ticket(rng, sheet, trip, form)
    if rng.random() < 0.3:
        wear.fold(sheet, rng, 1, across=rng.random() < 0.5)
    return finished(sheet, "train_ticket", form, corner=2.5 if form == "blue" else 0.0)


def _trip(rng: random.Random, form: str) -> _Trip:
    one, other = (tuple(entry.split("/")) for entry in rng.sample(words("stations"), 2))
    kind = rng.choice(["G", "G", "G", "D", "D", "C", "K", "T", "Z", ""])
    number = f"{kind}{rng.randint(1, 9999 if kind in {'G', 'D', 'K', 'C'} else 998)}"
    if kind in {"G", "D", "C"}:
        category, letters = rng.choice(
            [("二等座", "ABCDF"), ("二等座", "ABCDF"), ("一等座", "ACDF"), ("商务座", "ACF")]
        )
        seat = f"{rng.randint(1, 16):02d}车{rng.randint(1, 20):02d}{rng.choice(letters)}号"
    else:
        category = rng.choice(["新空调硬座", "新空调硬卧", "新空调软卧", "硬座", "硬卧"])
        seat = f"{rng.randint(1, 18):02d}车{rng.randint(1, 118):03d}号"
        if "卧" in category:
            seat = f"{rng.randint(1, 18):02d}车{rng.randint(1, 22):02d}号" + rng.choice(["上铺", "中铺", "下铺"])
        elif rng.random() < 0.15:
            seat = seat[: seat.index("车") + 1] + "无座"
    price = f"{rng.randrange(10, 9000) / 2:.1f}" if rng.random() < 0.3 else f"{rng.randrange(20, 1800) / 2:.1f}"
    issued = invoice_numbers.day(rng, 2024, 2025) if form == "electronic" else invoice_numbers.day(rng, 2011, 2023)
    return _Trip(one, other, number, issued, clock(rng), seat, category, price, passenger(rng))  # type: ignore[arg-type]


def _ground(rng: random.Random, sheet: Sheet, form: str) -> None:
    tones = [(196, 222, 238), (228, 238, 244), (206, 226, 236)] if form == "blue" else [
        (246, 220, 222), (250, 234, 232), (244, 222, 220)]  # fmt: skip
    ink = (176, 208, 230) if form == "blue" else (238, 196, 200)
    sheet.put(ornaments.guilloche(sheet.size, tuple(tones), (ink,), sheet.scale * 1.3, 0.5, rng.randrange(4)).copy())
    if form == "blue":
        strip = (0, sheet.px(46.0), *sheet.size)
        sheet.draw.rectangle(strip, fill=rng.choice([(150, 196, 224), (160, 204, 226), (140, 190, 222)]))


def _ticket(rng: random.Random, sheet: Sheet, trip: _Trip, form: str) -> None:
    number = f"{rng.choice('ABCDEFGHJKLMNPQRSTUVWXYZ')}{rng.randrange(10**6):06d}"
    drop = rng.uniform(-0.6, 0.8)
    Type(sheet, "hei_micro", 4.6, RED).write(rng.uniform(5.5, 8), 5.2, number, "ticket_number")
    ink = rng.choice([(30, 30, 34), (40, 44, 60), (50, 46, 46)])
    needle = rng.choice([0.0, 0.0, rng.uniform(0.16, 0.22)])
    machine = Machine("song_bold", "latin_mono", 4.0, 2.3, needle, False, ink, (rng.uniform(-0.6, 1.2), drop))
    hand = Cells(Page(sheet), machine)
    face = replace(
        machine, chinese=rng.choice(["hei", "hei_micro"]), latin=rng.choice(["hei_micro", "latin_mono", "ocr_b"])
    )
    plain = Cells(Page(sheet), replace(face, size=3.9, cell=2.15))
    office = trip.origin[0].removesuffix("站") + "售"
    if form == "red":
        plain.write(82, 5.2, rng.choice([f"{trip.origin[0]} 售", office]), "sales_station", true=office, align="right")
    _stations(rng, hand, trip)
    y = 21.6
    day = trip.day
    plain.write(6.0, y, f"{day:%Y}年{day:%m}月{day:%d}日", "date", true=day.isoformat(), room=27.5)
    plain.write(34.5, y, trip.time, "time", room=11.5)
    plain.write(46.2, y, "开")
    at = 54.0
    plain.write(at, y, trip.seat, "seat", room=29)
    end = plain.write(6.0, 26.6, "￥")
    end = plain.write(end + 0.2, 26.6, trip.price, "price")
    plain.write(end + 0.2, 26.6, "元")
    if rng.random() < 0.7:
        plain.write(37.0, 26.6, rng.choice(["网", "网折", "学", "折", "网孩"]))
    plain.write(58.0, 26.6, trip.category, "seat_category", room=24)
    note = rng.choice(NOTES)
    plain.write(6.0, 31.4, note.split()[0])
    if rng.random() < 0.9:
        shown = trip.who.masked if rng.random() < 0.9 else trip.who.id_number
        end = plain.write(6.0, 37.0, shown, "id_number", room=38)
        if rng.random() < 0.92:
            plain.write(end + 1.2, 37.0, trip.who.name, "name", room=64 - end)
    _call(rng, sheet, plain)
    side = rng.uniform(14.5, 16.0)
    sheet.stamp(ornaments.quick_response(digits(rng, 144), sheet.px(side)), 74.5, 38.0 if form == "blue" else 36.5)
    serial = f"{digits(rng, 14)}{number}"
    small = Cells(Page(sheet), replace(face, size=3.5, cell=1.9))
    end = small.write(6.0, 49.6, serial, "serial_number", room=42)
    if form == "blue":
        small.write(end + 3.0, 49.6, office, "sales_station", room=30)
    Type(sheet, "hei_bold", 2.2, (214, 130, 140)).write(82, 52.6, "样本 SPECIMEN", align="right")


def _stations(rng: random.Random, hand: Cells, trip: _Trip) -> None:
    """Names take 18 mm: two characters are spread, five are squeezed; 站 stands small behind them."""
    sheet, machine = hand.sheet, hand.machine
    role = rng.choice(["song_bold", "hei"])
    for x, (name, pinyin), key in ((9.0, trip.origin, "starting_station"), (57.0, trip.goal, "destination_station")):
        left = x + machine.offset[0]
        size = min(5.6, 18.0 / len(name))
        wide = 14.0 if len(name) == 2 else min(16.0, size * len(name))
        y = 12.0 + machine.offset[1]
        name_box = sheet.write(left, y, name, role=role, size=size, fill=machine.ink, width=wide, key=key)
        at = name_box[1][0] / sheet.scale + 0.8
        sheet.write(at, y + 0.4, "站", role="song", size=3.7, fill=machine.ink)
        sheet.fields[key] = name + "站"
        end = sheet.boxes[key][0]
        right = (at + 3.7) * sheet.scale
        sheet.boxes[key] = [(end[0], (right, end[1][1]), (right, end[2][1]), end[3])]
        small = {"role": "song", "size": 2.9, "fill": machine.ink}
        sheet.write(left + 8, y + 5.0, pinyin, align="middle", **small)  # type: ignore[arg-type]
    middle = 42.6 + machine.offset[0]
    y = 11.6 + machine.offset[1]
    size = 5.0
    sheet.write(middle, y, trip.train, role="song", size=size, fill=machine.ink, align="middle", key="train_number",
                bold=0.1)  # fmt: skip
    sheet.fields["train_number"] = trip.train
    points = [(middle - 6, y + 3.2), (middle + 6.5, y + 3.2), (middle + 5, y + 2.5)]
    sheet.draw.line([(sheet.px(a), sheet.px(b)) for a, b in points], fill=machine.ink, width=max(1, sheet.px(0.25)))


def _call(rng: random.Random, sheet: Sheet, plain: Cells) -> None:
    """The dashed box with the railway's good wishes."""
    left, top, right, bottom = 9.0, 39.6, 62.0, 46.6
    for x in np.arange(left, right, 1.6):
        for y in (top, bottom):
            sheet.draw.line((sheet.px(x), sheet.px(y), sheet.px(x + 0.9), sheet.px(y)), fill=plain.machine.ink)
    small = Cells(plain.page, replace(plain.machine, size=2.8, cell=1.5))
    for number, line in enumerate(rng.choice(CALLS)):
        small.write((left + right) / 2, top + 2.0 + 3.3 * number, line, align="middle", room=50)


def _electronic(rng: random.Random, long_side: int, trip: _Trip) -> Sheet:
    sheet = Sheet(180.0, 92.0, long_side)
    wear.tint(sheet, rng, (254, 254, 254))
    ink = rng.choice([(150, 62, 34), (60, 60, 64)])
    form = Type(sheet, "song", 3.5, ink)
    hand = Type(sheet, rng.choice(["song", "hei"]), 3.6, (20, 20, 24))
    place = parties.firm(rng)
    issue = invoice_numbers.digital(rng, place.place)
    office = invoice_numbers.office_of(place.place)[1]
    form.with_(size=6.4, role="kai").write(90, 9.5, "电子发票（铁路电子客票）", align="middle")
    sheet.stamp(stamps.supervision_mark(sheet.px(25), f"{office}税务局"), 90, 15.0)
    issued = max(issue.day, trip.day)
    pair(form, hand, 10, 23, "发票号码:", issue.number, "invoice_number")
    shown = f"{issued:%Y年%m月%d日}"
    pair(form, hand, 124, 23, "开票日期:", shown, "invoice_date", true=issued.isoformat())
    box = tuple(sheet.px(at) for at in (8, 27.5, 172, 84))
    sheet.draw.rectangle(box, outline=ink, width=max(1, sheet.px(0.3)))
    big = hand.with_(size=5.6)
    for x, (name, pinyin), key in ((44, trip.origin, "starting_station"), (136, trip.goal, "destination_station")):
        big.write(x, 34.5, name + "站", key, align="middle")
        hand.with_(size=3.0).write(x, 39.6, pinyin, align="middle")
    big.write(90, 33.8, trip.train, "train_number", align="middle")
    points = [(78, 37.6), (102, 37.6), (99, 36.6)]
    sheet.draw.line([(sheet.px(a), sheet.px(b)) for a, b in points], fill=(20, 20, 24), width=max(1, sheet.px(0.3)))
    end = hand.write(14, 47, f"{trip.day:%Y年%m月%d日}", "date", true=trip.day.isoformat())
    end = hand.write(end + 4, 47, trip.time, "time")
    hand.write(end + 0.2, 47, "开")
    hand.write(96, 47, trip.seat, "seat")
    hand.write(138, 47, trip.category, "seat_category")
    pair(hand, hand, 14, 54, "票价:", f"￥{trip.price}0", "price", true=f"{trip.price}0")
    end = hand.write(14, 61, trip.who.masked, "id_number")
    hand.write(end + 6, 61, trip.who.name, "name")
    pair(hand, hand, 14, 68, "电子客票号:", digits(rng, 21), "electronic_ticket_number")
    if rng.random() < 0.7:
        pair(hand, hand, 14, 75, "购买方名称:", place.name, "buyer_name", room=66)
        pair(hand, hand, 96, 75, "统一社会信用代码:", place.tax_number, "buyer_tax_number", room=40)
    if rng.random() < 0.3:
        note = rng.choice(["始发改签", "退票费", "学生票"])
        hand.write(96, 54, note, "refund" if note == "退票费" else "")
    square = f"01,51,,{issue.number},,{issued:%Y%m%d},,{rng.randrange(16**4):04X},"
    sheet.paste(ornaments.quick_response(square, sheet.px(19)), 20, 11)
    form.with_(role="hei_bold", size=2.8, fill=(220, 156, 148)).write(172, 88, "样本 SPECIMEN", align="right")
    return sheet
