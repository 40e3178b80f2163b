"""Invented people: names by frequency, nations, birth dates, numbers with valid check digits."""

from __future__ import annotations

import random
from datetime import date, timedelta

from stdnum.cn import ric

from .words import characters, pick, weighted, words


# Weights are roughly people per 10 000.
def name(rng: random.Random, *, woman: bool | None = None) -> str:
    """A Han name: surname and one or two given characters, a few percent of them rare."""
    woman = rng.random() < 0.5 if woman is None else woman
    common = characters("women" if woman else "men")
    length = 1 if rng.random() < 0.18 else 2
    given = "".join(
        rng.choice(characters("rare")) if rng.random() < 0.03 else rng.choice(common) for _ in range(length)
    )
    return pick(rng, "surnames") + given


def person(rng: random.Random) -> tuple[str, str, str]:
    """(name, sex, nation without 族)."""
    sex = rng.choice("男女")
    if rng.random() < 0.015:
        full, nation = rng.choice(words("minority")).split("/")
        return full, sex, nation
    nation = pick(rng, "nations")
    if rng.random() < 0.1:  # the frequency alone would leave most nations unseen
        nation = rng.choice(weighted("nations")[0])
    return name(rng, woman=sex == "女"), sex, nation


def pinyin(rng: random.Random) -> str:
    """A holder's name as cards have it: capitals, the given name in one or two words."""
    given = rng.sample(words("pinyin_given"), rng.choice([1, 2, 2]))
    return f"{rng.choice(words('pinyin_surnames'))} {rng.choice(['', ' ']).join(given)}"


def birth_date(rng: random.Random) -> date:
    return date(rng.randint(1946, 2012), 1, 1) + timedelta(days=rng.randrange(365))


def id_number(rng: random.Random, region: str, born: date, sex: str) -> str:
    """18 digits for a six digit region code; the serial is odd for men."""
    serial = rng.randrange(0, 499) * 2 + (1 if sex == "男" else 2)
    body = f"{region}{born:%Y%m%d}{serial:03d}"
    return body + ric.calc_check_digit(body + "0")


def term(rng: random.Random) -> tuple[date, date | None]:
    """First and last day of a card's validity; the last is None for 长期."""
    issued = date(rng.randint(2006, 2024), 1, 1) + timedelta(days=rng.randrange(365))
    years = rng.choices([5, 10, 20, None], [1, 3, 4, 2])[0]
    if years is None:
        return issued, None
    return issued, date(issued.year + years, issued.month, min(issued.day, 28) if issued.month == 2 else issued.day)
