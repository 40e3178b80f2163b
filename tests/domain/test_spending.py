"""Money: what calls cost, what is free, when the month's is spent, and when a month begins."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from desktop_ocr.domain.engine_settings import OTHERS, EngineSettings
from desktop_ocr.domain.spending import Estimate, Spent, day_began, estimate, is_over_cap, month_began, price

SETTINGS = EngineSettings(is_on=True, cap=1000, prices={OTHERS: 50, "idcard": 10}, free_calls={"idcard": 3})


@pytest.mark.parametrize(("made", "cost"), [(0, 0), (2, 0), (3, 10), (4, 10)])
def test_the_first_calls_of_a_month_are_free(made: int, cost: int) -> None:
    assert price(SETTINGS, "idcard", made) == cost
    assert price(SETTINGS, "passport", made) == 50


@pytest.mark.parametrize(
    ("spent", "cost", "over"),
    [
        (Spent(cost=950), 50, False),
        (Spent(cost=951), 50, True),
        (Spent(cost=900, unsure_cost=51), 50, True),
        (Spent(cost=5000), 0, False),
    ],
)
def test_what_may_have_been_billed_counts_and_what_is_free_never_stops(spent: Spent, cost: int, over: bool) -> None:
    assert is_over_cap(SETTINGS, spent, cost) is over


def test_an_estimate_before_a_batch() -> None:
    spent = {"idcard": Spent(calls=1, unsure_calls=1, unsure_cost=10), "passport": Spent(2, 100)}
    wanted = {"idcard": 5, "passport": 2}
    assert estimate(wanted, spent, SETTINGS) == Estimate(calls=7, free=1, cost=4 * 10 + 2 * 50, fits=True)
    assert not estimate({"passport": 18}, spent, SETTINGS).fits
    assert estimate({}, spent, SETTINGS) == Estimate(0, 0, 0, True)


def test_months_begin_in_china() -> None:
    just_before, just_after = datetime(2026, 2, 28, 15, 59, tzinfo=UTC), datetime(2026, 2, 28, 16, 0, tzinfo=UTC)
    assert month_began(just_after) == datetime(2026, 2, 28, 16, tzinfo=UTC)
    assert month_began(just_before) == datetime(2026, 1, 31, 16, tzinfo=UTC)
    assert day_began(just_before) == datetime(2026, 2, 27, 16, tzinfo=UTC)
