"""Numbers of invoices: the codes and numbers of tax offices, check codes, ciphers, and what their squares say."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from .places import Region

OWN_OFFICES = {"2102": "大连市", "3302": "宁波市", "3502": "厦门市", "3702": "青岛市", "4403": "深圳市"}
"""Cities whose tax office is not that of their province."""


@dataclass(frozen=True)
class Issue:
    """`code` is empty for fully digital invoices, whose number has 20 digits."""

    code: str
    number: str
    day: date
    check_code: str = ""


def digits(rng: random.Random, count: int) -> str:
    return "".join(rng.choices("0123456789", k=count))


def day(rng: random.Random, first: int = 2016, last: int = 2025) -> date:
    return date(rng.randint(first, last), 1, 1) + timedelta(days=rng.randrange(365))


def office_of(place: Region) -> tuple[str, str]:
    """(four digits, the name before 税务局) of the office whose invoices are used in a region."""
    if own := OWN_OFFICES.get(place.code[:4]):
        return place.code[:4], own
    return place.code[:2] + "00", place.province


def head_of(office: str) -> str:
    """The office's region as titles of invoices name it: 江苏, 内蒙古, 深圳."""
    for tail in ("壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "省", "市"):
        office = office.removesuffix(tail)
    return office


def special(rng: random.Random, place: Region) -> Issue:
    """增值税专用发票: office, year, batch, kind, copies, value."""
    issued = day(rng, 2012, 2024)
    code = f"{office_of(place)[0]}{issued:%y}{rng.randint(1, 3)}1{rng.choice('36')}0"
    return Issue(code, digits(rng, 8), issued)


def ordinary(rng: random.Random, place: Region, kind: str) -> Issue:
    """12 digits; `kind` closes the code: 04 paper, 11 electronic, 07 roll, 05 and others."""
    issued = day(rng, 2016, 2024)
    code = f"0{office_of(place)[0]}{issued:%y}00{rng.randint(1, 9)}{kind}"
    return Issue(code, digits(rng, 8), issued, digits(rng, 20))


def digital(rng: random.Random, place: Region) -> Issue:
    issued = day(rng, 2022, 2025)
    return Issue("", f"{issued:%y}{place.code[:2]}{rng.choice('2257')}{digits(rng, 15)}", issued)


def local(rng: random.Random, place: Region, length: int = 12) -> Issue:
    """Invoices of the offices before and beside the one for added value: fixed amounts, machine print, tickets."""
    issued = day(rng, 2010, 2023)
    if length == 10:
        return Issue(f"{office_of(place)[0]}{issued:%y}{digits(rng, 4)}", digits(rng, 8), issued)
    code = f"{rng.choice('12')}{office_of(place)[0]}{issued:%y}{digits(rng, 5)}"
    return Issue(code, digits(rng, 8), issued)


def cipher(rng: random.Random, length: int) -> str:
    return "".join(rng.choices("0123456789012345678901234567890123456789+-*/<>", k=length))


def square_text(rng: random.Random, kind: str, issue: Issue, amount: Decimal) -> str:
    """What the square of an invoice holds; `amount` is without tax for `kind` 01 04 10 11, with tax for 31 32."""
    issued = f"{issue.day:%Y%m%d}"
    return f"01,{kind},{issue.code},{issue.number},{amount},{issued},{issue.check_code},{rng.randrange(16**4):04X},"
