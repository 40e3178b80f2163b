"""Itineraries of rides called by telephone: a page with a table of rides, from one provider's layout or another's."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal

from . import parties, places, wear
from .money import cents
from .passengers import clock
from .pens import Type, rule, table, write_rows
from .places import Region
from .sheet import Sheet
from .specimen import Specimen, finished
from .words import words

PROVIDERS = (
    ("滴滴出行", (250, 126, 34)), ("曹操出行", (30, 170, 150)), ("首汽约车", (200, 50, 60)),
    ("高德地图", (40, 120, 230)),
    ("T3出行", (40, 90, 200)), ("美团打车", (214, 160, 20)),
)  # fmt: skip
CARS = ("快车", "专车", "出租车", "舒适型", "经济型", "特惠快车", "优享")


def render(rng: random.Random, long_side: int) -> Specimen:
    form = rng.choice(["ruled", "lines"])
    sheet = Sheet(210.0, 297.0, long_side)
    wear.tint(sheet, rng, (255, 255, 255))
    provider, colour = rng.choice(PROVIDERS)
    text = Type(sheet, rng.choice(["hei", "hei_micro", "song"]), 3.6, (40, 40, 44))
    grey = text.with_(fill=(120, 120, 126))
    text.with_(role="hei_bold", size=6.0, fill=colour).write(16, 17, provider, "provider")
    title = rng.choice(["行程单", "-行程单", "打车行程单"])
    text.with_(size=7.4).write(105, 32, f"{provider}{title}" if title[0] != "-" else provider + title, align="middle")
    grey.with_(size=3.2).write(105, 39.5, f"{provider.upper()} TRAVEL - TRIP TABLE", align="middle")
    rule(sheet, 14, 45, 196, 45, (200, 200, 204))
    rides, begin, end, total = _rides(rng, places.region(rng), has_provider=provider == "高德地图")
    phone = parties.mobile(rng)
    asked = end + timedelta(days=rng.randint(0, 30))
    y = 52.0
    x = text.write(16, y, "申请日期：")
    text.write(x + 0.4, y, f"{asked:%Y-%m-%d}", "application_date", true=asked.isoformat())
    x = text.write(84, y, rng.choice(["行程起止日期：", "行程时间："]))
    x = text.write(x + 0.4, y, f"{begin:%Y-%m-%d}", "start_date", true=begin.isoformat())
    x = text.write(x + 1.0, y, "至")
    text.write(x + 1.0, y, f"{end:%Y-%m-%d}", "end_date", true=end.isoformat())
    y += 8
    x = text.write(16, y, rng.choice(["行程人手机号：", "手机号："]))
    shown = rng.choice([phone, phone, f"{phone[:3]}****{phone[7:]}"])
    text.write(x + 0.4, y, shown, "phone")
    y += 8
    x = text.write(16, y, "共")
    x = text.write(x + 0.6, y, str(len(rides)), "trip_count")
    x = text.write(x + 0.6, y, rng.choice(["笔行程，合计", "单行程，合计"]))
    x = text.with_(role="hei_bold").write(x + 0.6, y, f"{total}", "total")
    text.write(x + 0.6, y, "元")
    y = _table(rng, text, rides, y + 9, is_ruled=form == "ruled")
    grey.with_(size=2.9).write(16, y + 8, "说明：行程单仅作为行程证明，发票以税务系统开具的为准。")
    grey.with_(size=2.9).write(105, 286, "页码：1/1", align="middle")
    text.with_(role="hei_bold", size=3.2, fill=(222, 160, 150)).write(196, 286, "样本 SPECIMEN", align="right")
    return finished(sheet, "online_taxi_itinerary", form)


def _rides(
    rng: random.Random, place: Region, *, has_provider: bool
) -> tuple[list[dict[str, str]], date, date, Decimal]:
    """In the order of their times; the sum is that of the rows."""
    day = date(rng.randint(2018, 2025), rng.randint(1, 12), rng.randint(1, 28))
    town = place.city or place.province
    rides, first, total = [], day, Decimal(0)
    for number in range(1, rng.choice([1, 2, 3, 5, 8, 12]) + 1):
        fare = cents(
            Decimal(rng.randrange(80, 1500)) / 10 if rng.random() < 0.5 else Decimal(rng.randrange(800, 19000)) / 100
        )
        ride = {
            "number": str(number), "car": rng.choice(CARS),
            "start_time": f"{day:%m-%d} {clock(rng, 0)} 周{'一二三四五六日'[day.weekday()]}", "city": town,
            "from": _spot(rng), "to": _spot(rng), "distance": f"{rng.uniform(1, 45):.1f}", "amount": f"{fare}",
        }  # fmt: skip
        if has_provider:
            ride["provider"] = rng.choice(["阳光出行", "妥妥E行", "及时用车"])
        rides.append(ride)
        total += fare
        last = day
        day += timedelta(days=rng.choice([0, 1, 1, 3, 7]))
    return rides, first, last, total


def _spot(rng: random.Random) -> str:
    where = rng.choice([*words("towers"), *words("estates")])
    return f"{rng.choice(words('roads'))}{where}{rng.choice(['', '-东门', '(地铁站)', '-南1门', ''])}"


def _table(rng: random.Random, text: Type, rides: list[dict[str, str]], y: float, *, is_ruled: bool) -> float:
    """Spots are wrapped to two lines in their columns, which no write_rows does for columns but the first."""
    small, sheet = text.with_(size=3.0), text.sheet
    columns = [("number", "序号", 16.0, 8.0), ("car", "车型", 26.0, 17.0), ("start_time", "上车时间", 45.0, 32.0),
               ("city", "城市", 79.0, 17.0), ("from", "起点", 98.0, 29.0), ("to", "终点", 130.0, 29.0),
               ("distance", "里程[公里]", 162.0, 15.0), ("amount", "金额[元]", 180.0, 16.0)]  # fmt: skip
    if "provider" in rides[0]:
        columns[1:2] = [("provider", "服务商", 26.0, 17.0)]
        for ride in rides:
            ride.pop("car")
    top, ends = y - 5, [x - 1.0 for _, _, x, _ in columns] + [197.0]
    levels = [top]
    for _, label, x, room in columns:
        small.with_(role="hei_bold").write(x, y, label, room=room)
    y += 6.5
    levels.append(y - 3.2)
    plain = [(key, x, "left", room) for key, _, x, room in columns if key not in {"from", "to"}]
    for ride in rides:
        lines = {key: small.wrap(ride[key], room) for key, _, x, room in columns if key in {"from", "to"}}
        for key, _, x, _ in columns:
            for number, line in enumerate(lines.get(key, ())):
                small.write(x, y + 3.9 * number, line, "trips", true="")
        write_rows(small, "trips", plain, [ride], y, 4.0)
        y += 3.9 * max(map(len, lines.values())) + 3.0
        levels.append(y - 3.4)
    sheet.fields["trips"] = table(rides, [key for key, *_ in columns])
    line = (170, 170, 176)
    for level in levels:
        rule(sheet, ends[0], level, ends[-1], level, line)
    if is_ruled:
        for x in ends:
            rule(sheet, x, levels[0], x, levels[-1], line)
    return y
