"""Invented vehicles: plates, identification numbers with valid check digits, models, masses and sizes."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from . import companies, people, places
from .places import Region

_PROVINCES = {
    "北京": "京", "天津": "津", "上海": "沪", "重庆": "渝", "河北": "冀", "河南": "豫", "云南": "云", "辽宁": "辽",
    "黑龙江": "黑", "湖南": "湘", "安徽": "皖", "山东": "鲁", "新疆": "新", "江苏": "苏", "浙江": "浙", "江西": "赣",
    "湖北": "鄂", "广西": "桂", "甘肃": "甘", "山西": "晋", "内蒙古": "蒙", "陕西": "陕", "吉林": "吉", "福建": "闽",
    "贵州": "贵", "广东": "粤", "青海": "青", "西藏": "藏", "四川": "川", "宁夏": "宁", "海南": "琼",
}  # fmt: skip
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_VIN = "0123456789ABCDEFGHJKLMNPRSTUVWXYZ"
_VIN_VALUES = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", map(int, "12345678123457923456789"), strict=True))
_YEARS = "ABCDEFGHJKLMNPRSTVWXY123456789"
_BRANDS = (
    "云驰", "远景", "北斗星", "华泰", "金杯", "长岭", "东方红", "腾跃", "海格", "宝路", "星途", "领航", "驰骋",
    "凯旋", "蓝岭", "雅捷",
    "欧曼", "瑞风", "安捷", "解放桥",
)  # fmt: skip


@dataclass(frozen=True)
class VehicleClass:
    """A class of vehicles: what papers call it, its mark in model codes, and how big and heavy it is."""

    name: str
    code: str
    seats: tuple[int, int]
    kerb: tuple[int, int]  # kg
    load: tuple[int, int]  # kg, nothing for passenger cars
    size: tuple[int, int, int]  # mm, of a usual one
    electric: float = 0.0


CLASSES = (
    VehicleClass("小型轿车", "7", (5, 5), (960, 1900), (0, 0), (4600, 1780, 1470), 0.2),
    VehicleClass("小型轿车", "7", (5, 5), (960, 1900), (0, 0), (4800, 1830, 1480), 0.2),
    VehicleClass("小型普通客车", "6", (5, 9), (1300, 2300), (0, 0), (4700, 1860, 1720), 0.1),
    VehicleClass("小型面包车", "6", (7, 9), (1000, 1400), (0, 0), (4000, 1620, 1900)),
    VehicleClass("大型普通客车", "6", (35, 59), (9000, 13500), (0, 0), (11900, 2550, 3700), 0.2),
    VehicleClass("轻型普通货车", "1", (2, 3), (1700, 2800), (1000, 1800), (5995, 2000, 2300)),
    VehicleClass("轻型厢式货车", "5", (2, 3), (2500, 3200), (995, 1750), (5995, 2260, 3180)),
    VehicleClass("重型半挂牵引车", "4", (2, 3), (7000, 9300), (0, 0), (7200, 2550, 3900)),
    VehicleClass("普通二轮摩托车", "", (2, 2), (90, 190), (0, 0), (2000, 780, 1130)),
)


@dataclass(frozen=True)
class Vehicle:
    kind: VehicleClass
    place: Region
    plate: str
    brand: str
    model: str
    vin: str
    engine: str
    fuel: str
    seats: int
    kerb: int
    load: int
    total: int
    size: tuple[int, int, int]
    made: date
    registered: date

    @property
    def is_electric(self) -> bool:
        return self.fuel == "纯电动"


def vehicle(rng: random.Random) -> Vehicle:
    kind = rng.choice(CLASSES)
    place = places.region(rng)
    electric = rng.random() < kind.electric
    registered = date(rng.randint(2009, 2024), 1, 1) + timedelta(days=rng.randrange(365))
    made = registered - timedelta(days=rng.choice([0, 0, 5, 30, 90, 200]))
    seats, kerb = rng.randint(*kind.seats), rng.randrange(kind.kerb[0], kind.kerb[1], 5)
    load = rng.randrange(kind.load[0], kind.load[1], 5) if kind.load[1] else 0
    brand = rng.choice(_BRANDS)
    return Vehicle(
        kind=kind,
        place=place,
        plate=plate(rng, place, electric=electric),
        brand=f"{brand}牌",
        model=model(rng, kind, electric=electric),
        vin=vin(rng, made.year),
        engine=engine_number(rng),
        fuel="纯电动" if electric else rng.choice(["汽油", "汽油", "柴油"] if not kind.load[1] else ["柴油"]),
        seats=seats,
        kerb=kerb,
        load=load,
        total=kerb + load + seats * 75,
        size=(
            kind.size[0] + rng.randint(-200, 0),
            kind.size[1] + rng.randint(-40, 0),
            kind.size[2] + rng.randint(-60, 0),
        ),
        made=made,
        registered=registered,
    )


def plate(rng: random.Random, place: Region, *, electric: bool = False) -> str:
    """A civil plate of the province; no I and O, mostly digits."""
    province = next(sign for name, sign in _PROVINCES.items() if place.province.startswith(name))
    body = [rng.choice("0123456789") for _ in range(5)]
    for at in rng.sample(range(5), rng.choice([0, 1, 1, 2])):
        body[at] = rng.choice(_LETTERS.replace("Q", ""))
    if electric:
        body = [rng.choice("DF"), *body]
    return province + rng.choice("ABCDEFGHJKLM") + "".join(body)


def vin(rng: random.Random, year: int, *, imported: float = 0.1) -> str:
    """17 characters with the check digit of GB 16735; an imported one may have none."""
    foreign = rng.random() < imported
    head = rng.choice(["WBA", "JTH", "5UX", "KNA", "SAL", "WDC"]) if foreign else "L" + _some(rng, _VIN[10:], 2)
    body = head + _some(rng, _VIN, 5)
    tail = _YEARS[(year - 2010) % 30] + rng.choice(_VIN) + _some(rng, "0123456789", 6)
    if foreign and rng.random() < 0.4:
        return body + rng.choice("0123456789Z") + tail
    return body + vin_check(body + "0" + tail) + tail


def vin_check(number: str) -> str:
    """The check digit of 17 characters, whatever stands in its place."""
    weights = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
    total = sum(
        weight * (int(sign) if sign.isdigit() else _VIN_VALUES[sign])
        for weight, sign in zip(weights, number, strict=True)
    )
    return "0123456789X"[total % 11]


def model(rng: random.Random, kind: VehicleClass, *, electric: bool = False) -> str:
    """A model code of GB 9417: letters of the maker, class, size, then letters."""
    maker = _some(rng, "ABCDEFGHJKLMNPQSTVWXYZ", rng.choice([2, 2, 3]))
    if not kind.code:
        size = f"{rng.choice([100, 110, 125, 150])}{rng.choice(['', 'T'])}"
        return f"{maker}{size}-{rng.randint(2, 29)}{rng.choice(['', 'A', 'B'])}"
    digits = f"{kind.code}{rng.choice(['00', '10', '15', '16', '18', '20', '50', '11'])}{rng.randint(0, 9)}"
    end = "BEV" if electric else rng.choice(["", "5", "6"])
    return maker + digits + _some(rng, "ABCDEFGHKLMRST", rng.choice([1, 2, 3, 4])) + end


def engine_number(rng: random.Random) -> str:
    """Digits, or letters of a maker with them."""
    head, digits = rng.choice([
        ("", rng.choice([6, 7, 8, 8, 10])), (_some(rng, "ABCDEFGHJKLMNPRSTW", 1), 6),
        (_some(rng, "ABCDEFGHJKLMNPRST", 3), 6), (f"{rng.randrange(10**4):04d}{rng.choice('ABCDEFGH')}", 5),
        (rng.choice(["4G", "6D", "JL", "TZ"]), 8),
    ])  # fmt: skip
    return head + _some(rng, "0123456789", digits)


def traffic_police(rng: random.Random, place: Region) -> str:
    """The office that issues licences in `place`."""
    town = place.city or place.province
    if place.province in {"北京市", "天津市"}:
        return f"{place.province}公安局公安交通管理局"
    start = rng.choice([place.province + town, town]) if place.city else town
    return start + rng.choice(["公安局交通警察支队", "公安局交通警察支队", "公安局车辆管理所"])


def owner(rng: random.Random, place: Region) -> tuple[str, str]:
    """(name, address) of a person or a company."""
    if rng.random() < 0.25:
        return companies.company_name(rng, place), places.office(rng, place)
    return people.person(rng)[0], places.home(rng, place)


def _some(rng: random.Random, signs: str, count: int) -> str:
    return "".join(rng.choice(signs) for _ in range(count))
