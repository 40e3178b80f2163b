"""What calls have cost, what some more would cost, and when the month's money is spent.  Thousandths of a yuan.

Days and months are those of China, where the services count them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from desktop_ocr.domain.engine_settings import EngineSettings
from desktop_ocr.domain.errors import AnswerCutOff, AnswerOdd

BILLED = frozenset({AnswerOdd.code, AnswerCutOff.code})
"""Failures of calls that were answered, and so paid for, or one of the free ones."""
CHINA = timezone(timedelta(hours=8))
YUAN = 1000


@dataclass(frozen=True, slots=True)
class Spent:
    """``calls`` made and what they ``cost``; of the ``unsure`` ones nobody knows whether they were billed."""

    calls: int = 0
    cost: int = 0
    unsure_calls: int = 0
    unsure_cost: int = 0

    @property
    def most(self) -> int:
        """What it may have cost, at most."""
        return self.cost + self.unsure_cost

    def __add__(self, other: Spent) -> Spent:
        return Spent(
            self.calls + other.calls,
            self.cost + other.cost,
            self.unsure_calls + other.unsure_calls,
            self.unsure_cost + other.unsure_cost,
        )


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a batch would take: ``calls``, of which ``free`` cost nothing, and what the others ``cost`` at most.

    ``fits`` is whether the month's cap allows all of it.
    """

    calls: int
    free: int
    cost: int
    fits: bool


def price(settings: EngineSettings, interface: str, calls_this_month: int) -> int:
    """Of the next call."""
    return 0 if calls_this_month < settings.free(interface) else settings.price(interface)


def is_over_cap(settings: EngineSettings, spent_this_month: Spent, cost: int) -> bool:
    """Whether a call of that cost would go beyond what may be spent; what costs nothing never does."""
    return cost > 0 and spent_this_month.most + cost > settings.cap


def estimate(wanted: Mapping[str, int], spent: Mapping[str, Spent], settings: EngineSettings) -> Estimate:
    """Of so many calls of each interface, after what was spent this month at each."""
    left = {name: max(0, settings.free(name) - calls_made(spent, name)) for name in wanted}
    free = {name: min(count, left[name]) for name, count in wanted.items()}
    cost = sum((count - free[name]) * settings.price(name) for name, count in wanted.items())
    so_far = sum(one.most for one in spent.values())
    return Estimate(sum(wanted.values()), sum(free.values()), cost, cost == 0 or so_far + cost <= settings.cap)


def calls_made(spent: Mapping[str, Spent], interface: str) -> int:
    """Calls that count for the free ones, those included of which nobody knows."""
    made = spent.get(interface, Spent())
    return made.calls + made.unsure_calls


def day_began(now: datetime) -> datetime:
    return now.astimezone(CHINA).replace(hour=0, minute=0, second=0, microsecond=0)


def month_began(now: datetime) -> datetime:
    return day_began(now).replace(day=1)
