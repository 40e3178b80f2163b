"""Receipts of taxis: a strip whose labels were printed before, or one that the taximeter printed as a whole."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

from . import invoice_numbers, places, stamps, vehicles, wear
from .form_print import Machine, Page
from .invoice_numbers import digits
from .money import cents
from .passengers import clock
from .pens import Cells, Pen, Type
from .sheet import Sheet
from .specimen import Specimen, finished

INKS = ((150, 48, 48), (52, 70, 128), (48, 96, 70), (70, 66, 72))
TITLES = ("出租汽车专用发票", "出租汽车统一发票", "出租汽车客运发票", "出租车发票", "客运出租汽车发票")

Line = tuple[str, str, str, str]
"""Label, as printed, key (or nothing) and normal form."""


def render(rng: random.Random, long_side: int) -> Specimen:
    form = rng.choice(["strip", "strip", "printed", "wide"])
    place = places.region(rng)
    issue = invoice_numbers.local(rng, place)
    lines = _lines(rng, place, issue)
    wide = {"strip": rng.uniform(44, 58), "printed": rng.uniform(56, 62), "wide": 76.0}[form]
    step = rng.uniform(5.2, 6.4)
    sheet = Sheet(wide, 44.0 + step * len(lines) + 22.0, long_side)
    wear.tint(sheet, rng, rng.choice([(250, 250, 248), (240, 238, 232), (246, 240, 240), (232, 238, 242)]))
    ink = rng.choice(INKS)
    type_ = Type(sheet, rng.choice(["song", "hei", "song_bold"]), 3.0, ink)
    y = _head(rng, type_, place, issue)
    is_preprinted = form != "strip"
    offset = (rng.uniform(-1.0, 2.4), rng.uniform(-2.0, 2.0)) if is_preprinted else (rng.uniform(-1, 2), 0.0)
    machine = replace(Machine.any(rng, size=3.2), offset=offset, needle=rng.choice([0.0, rng.uniform(0.2, 0.3)]))
    hand = Cells(Page(sheet), machine)
    label_pen: Pen = type_ if is_preprinted else hand
    wanted = 4 if is_preprinted else rng.choice([2, 4])
    is_ranged = not is_preprinted and rng.random() < 0.5
    for label, shown, key, true in lines:
        longest = max(len(label), wanted)
        at = 5.0 + (3.2 * wanted + 2.6 if is_preprinted else 3.4 * longest + 0.8)
        label_pen.write(5.0, y, _spread(label, wanted), room=at - 5.4)
        if is_ranged:
            hand.write(wide - 5.0 - offset[0], y, shown, key, true=true, room=wide - at - 5, align="right")
        else:
            hand.write(at, y, shown, key, true=true, room=wide - at - 4)
        y += step
    if rng.random() < 0.6:
        company = (
            f"{(place.city or place.province)}{rng.choice(['银通', '大众', '强生', '万达', '北方'])}出租汽车有限公司"
        )
        seal = stamps.sellers_seal(
            sheet.px(min(36, wide - 14)), company, digits(rng, 15), rng.choice([(214, 52, 56), (70, 80, 170)])
        )
        stamps.put(sheet, rng, seal, wide * 0.58, y + rng.uniform(3, 10), turn=25)
    type_.with_(size=2.3, fill=(210, 150, 146)).write(wide / 2, sheet.height - 3, "样本 SPECIMEN", align="middle")
    wear.fade(sheet, rng, rng.uniform(0.0, 0.45))
    if rng.random() < 0.7:
        wear.fold(sheet, rng, rng.choice([1, 2, 3]))
    return finished(sheet, "taxi_receipt", form)


def _head(rng: random.Random, form: Type, place: places.Region, issue: invoice_numbers.Issue) -> float:
    sheet, middle = form.sheet, form.sheet.width / 2
    town = place.city or place.province
    office = invoice_numbers.office_of(place)[1]
    rest = rng.choice(TITLES)
    size = min(4.6, (sheet.width - 8) / (len(town) + len(rest)))
    if size < 3.4:
        big = form.with_(size=4.2)
        big.write(middle, 6.0, town, "region", align="middle", room=sheet.width - 8)
        big.write(middle, 11.4, rest, align="middle", room=sheet.width - 8)
    else:
        big = form.with_(size=size)
        end = big.write(middle - size * (len(town) + len(rest)) / 2, 8.0, town, "region")
        big.write(end + 0.1, 8.0, rest)
    sheet.stamp(stamps.supervision_mark(sheet.px(22), f"{office}税务局"), middle, 16.0)
    form.with_(size=3.6).write(middle, 24.0, "发 票 联", align="middle")
    heavy = Type(sheet, rng.choice(["latin_mono", "latin_serif", "song"]), 3.4, (44, 42, 60))
    for y, label, text, key in ((31.0, "发票代码", issue.code, "invoice_code"),
                                (36.4, "发票号码", issue.number, "invoice_number")):  # fmt: skip
        form.write(4.5, y, label)
        heavy.write(18.5, y, text, key, room=sheet.width - 22)
    return 43.0


def _spread(label: str, wanted: int) -> str:
    """Two characters over the width of four."""
    return f"{label[0]}{'　' * (wanted - 2)}{label[1]}" if len(label) == 2 and wanted > 2 else label


def _lines(rng: random.Random, place: places.Region, issue: invoice_numbers.Issue) -> list[Line]:
    plate = vehicles.plate(rng, place)
    each = Decimal(rng.randrange(160, 400, 10)) / 100
    distance = Decimal(rng.randrange(12, 560)) / 10
    fare = Decimal(rng.choice([8, 10, 13])) + cents(max(distance - 3, Decimal(0)) * each)
    fare = cents(fare.quantize(Decimal("0.1")))
    fuel, call = Decimal(rng.choice([0, 0, 1, 1, 2])), Decimal(rng.choice([0, 0, 0, 5, 6]))
    begin = clock(rng)
    minutes = int(begin[:2]) * 60 + int(begin[3:]) + rng.randint(5, 55)
    end = f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"
    day = rng.choice([f"{issue.day:%Y-%m-%d}", f"{issue.day:%Y年%m月%d日}", f"{issue.day:%Y.%m.%d}"])
    shown_plate = rng.choice([plate, plate[1:], f"{plate[:2]}-{plate[2:]}", f"{plate[1]}.{plate[2:]}"])
    normal_plate = shown_plate.replace("-", "").replace(".", "")
    yuan = rng.choice(["{}元", "{}", "￥{}元", "{}元"])
    first: list[Line] = [
        ("电话", f"{rng.choice('23568')}{digits(rng, 7)}", "", ""),
        ("车号", shown_plate, "plate_number", normal_plate),
        ("证号", digits(rng, 6), "", ""),
        ("日期", day, "date", issue.day.isoformat()),
    ]
    times: list[Line] = [("上车", begin, "pickup_time", begin), ("下车", end, "dropoff_time", end)]
    money: list[Line] = [
        ("单价", rng.choice(["{}元", "{}元/km", "{}"]).format(each), "price_per_km", f"{each}"),
        ("里程", rng.choice(["{}km", "{}公里", "{}"]).format(distance), "distance", f"{distance}"),
        ("等候", f"00:{rng.randint(0, 30):02d}:{rng.randint(0, 59):02d}", "", ""),
    ]
    if rng.random() < 0.3:
        money.insert(2, ("状态", "1" if rng.random() < 0.5 else "单程", "", ""))
    if fuel or call or rng.random() < 0.4:
        money += [("金额", yuan.format(fare), "fare", f"{fare}"),
                  ("燃油附加费", yuan.format(cents(fuel)), "fuel_surcharge", f"{cents(fuel)}"),
                  ("叫车服务费", yuan.format(cents(call)), "call_surcharge", f"{cents(call)}"),
                  ("实收金额", yuan.format(fare + fuel + call), "total", f"{cents(fare + fuel + call)}")]  # fmt: skip
    else:
        money.append(("金额", yuan.format(fare), "total", f"{fare}"))
    return first[0 if rng.random() < 0.6 else 1 :] + times + money
