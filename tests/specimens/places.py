"""Invented addresses in real regions, with the regions' codes (the table that python-stdnum carries)."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from .words import words


@dataclass(frozen=True)
class Region:
    code: str  # six digits
    province: str
    city: str  # empty for counties of a municipality or directly below the province
    county: str
    since: int  # first year in which the code was given out


_SIMPLIFIED = str.maketrans("達區嶺", "达区岭")
"""The table has four districts of 大兴安岭 in traditional characters, in which no paper prints them."""


@cache
def regions() -> tuple[Region, ...]:
    """The counties that exist today."""
    found = []
    province, cities = "", dict[str, str]()
    for line in (files("stdnum.cn") / "loc.dat").read_text("utf-8").splitlines():
        if top := re.match(r'(\d\d) province="(.+)"', line):
            head, province, cities = top[1], top[2], {}
        elif below := re.match(r'\s+(\d{4}) county="(.+)"', line):
            for entry in below[2].split(","):
                span = re.match(r"(?:\[(\d*)-(\d*)\])?(.+)", entry)
                if not span or span[2]:
                    continue
                digits, since, named = below[1], int(span[1] or 0), span[3].translate(_SIMPLIFIED)
                if digits.endswith("00"):
                    cities[digits[:2]] = named
                elif named not in {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"} and int(head) < 70:
                    city = cities.get(digits[:2], "")
                    plain = head in {"11", "12", "31", "50"} or city.startswith(("市辖", "县", "省直辖", "自治区直辖"))
                    found.append(Region(head + digits, province, "" if plain else city, named, since))
    return tuple(found)


def region(rng: random.Random, born: int = 2020) -> Region:
    """A region whose code was already given out in the year `born`."""
    while True:
        drawn = rng.choice(regions())
        if drawn.since <= born:
            return drawn


def home(rng: random.Random, place: Region) -> str:
    """A home address as printed on an identity card."""
    start = place.province + place.city if rng.random() < 0.75 else place.city or place.province
    start += place.county
    if place.county.endswith(("县", "旗")) or rng.random() < 0.35:
        village = rng.choice(words("villages")) + rng.choice(["村", "村", "屯", "庄"])
        town = rng.choice(words("towns")) + rng.choice("镇镇乡")
        tail = rng.choice(["{}号", "{}组{}号", "{}组", "第{}村民小组{}号"])
        return start + town + village + tail.format(rng.randint(1, 19), rng.randint(1, 180))
    return (
        start
        + street(rng)
        + rng.choice(["", f"{rng.randint(1, 30)}栋", f"{rng.choice(words('estates'))}{rng.randint(1, 20)}幢"])
        + room(rng)
    )


def street(rng: random.Random) -> str:
    side = rng.choice(["", "", "", "东", "西", "南", "北", "中", "一", "二"])
    return f"{rng.choice(words('roads'))}{side}{rng.choice(['路', '路', '大道', '街', '巷'])}{rng.randint(1, 999)}号"


def room(rng: random.Random) -> str:
    number = f"{rng.randint(1, 28)}{rng.randint(1, 8):02d}"
    return rng.choice([f"{number}室", f"{rng.randint(1, 5)}单元{number}室", f"{number}"])


def office(rng: random.Random, place: Region) -> str:
    """A business address."""
    start = (place.province + place.city if rng.random() < 0.5 else place.city or place.province) + place.county
    tower, floor = rng.choice(words("towers")), rng.randint(1, 12)
    tail = rng.choice([
        f"{tower}{rng.choice('ABC')}座{room(rng)}", f"{rng.randint(1, 30)}幢{room(rng)}", f"{floor}层",
        f"院内{rng.randint(1, 9)}号楼", "", f"（{tower}内）", f"第{floor}层{rng.randint(1, 40)}号",
    ])  # fmt: skip
    return start + street(rng) + tail


def police(rng: random.Random, place: Region) -> str:
    """The office that issues identity cards in `place`."""
    if place.county.endswith("区"):
        town = place.city or place.province
        if town.endswith("市"):
            return f"{town}公安局{place.county.removesuffix('区') if len(place.county) > 2 else place.county}分局"
    return f"{place.county}公安局"
