"""Who buys, sells, pays and is paid: invented firms with their numbers, addresses and accounts."""

from __future__ import annotations

import random
from dataclasses import dataclass

from . import companies, people, places
from .invoice_numbers import digits
from .places import Region
from .words import banks, words


@dataclass(frozen=True)
class Party:
    """`tax_number` is empty for persons; `phone` has its area code where it is one of an office."""

    name: str
    place: Region
    tax_number: str
    address: str
    phone: str
    bank: str
    account: str


def firm(rng: random.Random, *, year: int = 2020, place: Region | None = None) -> Party:
    place = place or places.region(rng)
    old = year < 2015 or (year == 2016 and rng.random() < 0.3)
    number = companies.old_tax_number(rng, place.code) if old else companies.credit_code(rng, place.code)
    name = companies.company_name(rng, place, rng.choice(["有限公司"] * 5 + ["股份有限公司", "有限责任公司", "厂"]))
    return Party(name, place, number, places.office(rng, place), phone(rng), branch(rng, place), account(rng))


def person(rng: random.Random) -> Party:
    place = places.region(rng)
    return Party(people.name(rng), place, "", places.home(rng, place), mobile(rng), branch(rng, place), account(rng))


def buyer(rng: random.Random, *, year: int = 2020, private: float = 0.2) -> Party:
    """A firm, or with the share `private` a person."""
    return person(rng) if rng.random() < private else firm(rng, year=year)


def phone(rng: random.Random) -> str:
    local = f"{rng.choice('23568')}{digits(rng, 7)}"
    return rng.choice([f"0{rng.randint(10, 29)}-{local}", local, f"0{rng.randint(311, 998)}-{local[:7]}", mobile(rng)])


def mobile(rng: random.Random) -> str:
    return rng.choice(["130", "136", "138", "139", "150", "158", "177", "186", "189", "199"]) + digits(rng, 8)


def branch(rng: random.Random, place: Region) -> str:
    bank = rng.choice(banks())[0]
    town = (place.city or place.province).removesuffix("市")
    where = rng.choice(words("roads"))
    return rng.choice([
        f"{bank}{town}{where}支行", f"{bank}股份有限公司{town}分行", f"{bank}{town}{place.county}支行",
        f"{bank}股份有限公司{town}{where}路支行", f"{bank}{where}支行",
    ])  # fmt: skip


def account(rng: random.Random) -> str:
    """Accounts of firms; they have no check digit that holds for all banks."""
    return rng.choice("123456789") + digits(rng, rng.choice([11, 14, 15, 16, 16, 18, 18, 19, 20]))
