"""Who travels, and what a ticket shows of the number that they travel with."""

from __future__ import annotations

import random
from dataclasses import dataclass

from . import people, places


@dataclass(frozen=True)
class Passenger:
    name: str
    id_number: str

    @property
    def masked(self) -> str:
        """As tickets print it since 2013: the day of birth as stars."""
        return f"{self.id_number[:10]}****{self.id_number[14:]}"


def passenger(rng: random.Random) -> Passenger:
    name, sex, _ = people.person(rng)
    born = people.birth_date(rng)
    return Passenger(name, people.id_number(rng, places.region(rng, born.year).code, born, sex))


def clock(rng: random.Random, first: int = 5, last: int = 23) -> str:
    return f"{rng.randint(first, last):02d}:{rng.randint(0, 59):02d}"
