"""Invented travellers: names in characters and in letters, and how long their papers are valid."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from . import people
from .words import words

MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]


@dataclass(frozen=True)
class Traveller:
    """`name` as written, `surname` and `given` in letters, `sex` 男 or 女, `born`."""

    name: str
    surname: str
    given: str
    sex: str
    born: date

    @property
    def letter(self) -> str:
        return "M" if self.sex == "男" else "F"


def mainlander(rng: random.Random) -> Traveller:
    sex = rng.choice("男女")
    surname, given = (
        rng.choice(words("pinyin_surnames")),
        "".join(rng.sample(words("pinyin_given"), rng.choice([1, 2, 2]))),
    )
    return Traveller(people.name(rng, woman=sex == "女"), surname, given, sex, people.birth_date(rng))


def resident(rng: random.Random, where: str) -> Traveller:
    """Somebody of Hong Kong or Macau ("hk") or of Taiwan ("tw"), the name in traditional characters."""
    surname, spelled = rng.choice(words(f"{where}_surnames")).split("/")
    given = [one.split("/") for one in rng.sample(words(f"{where}_given"), rng.choice([1, 2, 2, 2]))]
    joined = ("-" if where == "tw" else " ").join(spelling for _, spelling in given)
    return Traveller(
        surname + "".join(char for char, _ in given), spelled, joined, rng.choice("男女"), people.birth_date(rng)
    )


def stranger(rng: random.Random) -> Traveller:
    """Somebody whose name is written in letters only."""
    given = " ".join(rng.sample(words("foreign_given"), rng.choice([1, 1, 2, 3])))
    return Traveller("", rng.choice(words("foreign_surnames")), given, rng.choice("男女"), people.birth_date(rng))


def term(rng: random.Random, born: date, years: tuple[int, ...] = (10, 10, 10, 5)) -> tuple[date, date]:
    """First and last day of validity: the last is the day before the same day years later."""
    while True:
        first = date(rng.randint(2013, 2025), 1, 1) + timedelta(days=rng.randrange(365))
        if first > born:
            return first, anniversary(first, rng.choice(years)) - timedelta(days=1)


def anniversary(day: date, years: int) -> date:
    return date(day.year + years, day.month, min(day.day, 28) if day.month == 2 else day.day)
