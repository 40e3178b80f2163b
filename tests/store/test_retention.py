"""What goes and when, on a clock that also jumps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_ocr.store.retention import HALF_HOUR, RETENTION_DAYS, backups_to_keep, backups_within, days_left, expired
from tests.store.small_store import START

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Paper:
    id: int
    deleted_at: str = ""
    exported_at: str = ""


def ago(age: timedelta) -> str:
    return (START - age).isoformat()


SECOND = timedelta(seconds=1)


def test_deleting_starts_the_retention_period_and_before_it_the_export() -> None:
    papers = [
        Paper(1),
        Paper(2, deleted_at=ago(10 * DAY)),
        Paper(3, deleted_at=ago(10 * DAY - SECOND)),
        Paper(4, exported_at=ago(10 * DAY)),
        Paper(5, exported_at=ago(10 * DAY - SECOND)),
        Paper(6, deleted_at=ago(DAY), exported_at=ago(40 * DAY)),
        Paper(7, deleted_at=ago(40 * DAY), exported_at=ago(DAY)),
        Paper(8, deleted_at="yesterday", exported_at=ago(40 * DAY)),
        Paper(9, deleted_at=ago(40 * DAY).removesuffix("+00:00")),
        Paper(10, deleted_at=ago(40 * DAY).replace("+00:00", "Z")),
    ]
    assert expired(papers, START, retention_days=10) == (2, 4, 7, 9, 10)


@pytest.mark.parametrize("jump", [-DAY, DAY])
def test_a_clock_that_jumps_a_day_errs_by_a_day(jump: timedelta) -> None:
    papers = [Paper(days, deleted_at=ago(days * DAY)) for days in range(60)]
    gone = set(expired(papers, START + jump))
    assert gone >= set(range(RETENTION_DAYS + 1, 60))
    assert not gone & set(range(RETENTION_DAYS - 1))


def test_a_stamp_of_a_clock_that_was_ahead_keeps_a_paper_until_then() -> None:
    papers = [Paper(1, deleted_at=ago(-400 * DAY)), Paper(2, exported_at=ago(-2 * DAY))]
    assert expired(papers, START) == ()
    assert expired(papers, START + 430 * DAY) == (1, 2)


@given(
    st.integers(0, 60 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes)),
    st.integers(-5, 60 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes)),
)
def test_no_days_are_left_exactly_of_what_goes(binned: timedelta, exported: timedelta) -> None:
    one = Paper(1, deleted_at=ago(binned), exported_at=ago(exported))
    left = days_left(one, START)
    assert (left == 0) == (expired([one], START) == (1,))
    assert expired([one], START + left * DAY) == (1,)
    assert left == 0 or expired([one], START + (left - 1) * DAY) == ()


def kept_after(days: float, *, every: timedelta = HALF_HOUR, retention_days: int = 30) -> list[datetime]:
    """A backup each half hour, thinned out after each, for so many days: what is there at the end, newest first."""
    made: set[datetime] = set()
    at = START
    while at <= START + days * DAY:
        made = backups_to_keep({*made, at}, at, retention_days=retention_days)
        at += every
    return sorted(made, reverse=True)


def test_two_days_of_half_hours_14_of_days_4_weeks() -> None:
    made = kept_after(60)
    now = made[0]
    ages = [now - at for at in made]
    assert sum(age < 2 * DAY for age in ages) == 96
    assert len({at.date() for at in made if now - at < 14 * DAY}) in (14, 15)  # a day begun counts as one
    assert 14 * DAY < max(ages) < 28 * DAY
    assert len(made) <= 96 + 14 + 4
    weeks = {at.isocalendar()[:2] for at in made}
    assert len(weeks) in (4, 5)


@given(
    st.lists(st.integers(0, 90 * 24 * 60).map(lambda minutes: START - timedelta(minutes=minutes)), max_size=80),
    st.integers(1, 60),
    st.sampled_from([-DAY, timedelta(0), DAY]),
)
def test_nothing_past_the_retention_and_never_the_newest(
    made: list[datetime], retention_days: int, jump: timedelta
) -> None:
    now = START + jump
    kept = backups_to_keep(made, now, retention_days=retention_days)
    assert kept <= set(made)
    assert all(now - at < retention_days * DAY for at in kept)
    young = [at for at in made if now - at < min(retention_days * DAY, 28 * DAY)]
    assert not young or max(young) in kept
    assert backups_to_keep(kept, now, retention_days=retention_days) == kept


def test_backups_of_a_clock_that_was_ahead_stay_until_it_is_there() -> None:
    ahead = START + 5 * DAY
    assert ahead in backups_to_keep([ahead, START], START)
    assert ahead not in backups_to_keep([ahead, START], START + 40 * DAY)


MB = 1_000_000


def thinned_after(days: float, size: int, disk: int) -> dict[datetime, int]:
    """A backup of ``size`` each half hour, thinned out after each to a quarter of a disk on which nothing else is."""
    made: dict[datetime, int] = {}
    at = START
    while at <= START + days * DAY:
        made[at] = size
        kept = backups_within(made, at, disk // 4)
        made = {one: bytes_ for one, bytes_ in made.items() if one in kept}
        at += HALF_HOUR
    return made


def test_a_small_store_keeps_all_its_half_hours() -> None:
    assert sorted(thinned_after(30, 10 * MB, 100_000 * MB), reverse=True) == kept_after(30)


@pytest.mark.parametrize(("size", "half_hours"), [(500, 30), (1000, 7), (5000, 1)])
def test_a_large_one_keeps_its_days_and_weeks_and_as_many_half_hours_as_there_is_room(
    size: int, half_hours: int
) -> None:
    made = thinned_after(30, size * MB, 100_000 * MB)
    long = {at for at in kept_after(30) if at.date() != max(made).date()}
    assert {at.date() for at in made} >= {at.date() for at in long if max(made) - at < 14 * DAY}
    assert max(made) == START + 30 * DAY
    recent = [at for at in made if max(made) - at < HALF_HOUR * half_hours]
    assert len(recent) == half_hours, "the latest half hours, without a gap"
    assert sum(made.values()) <= 25_000 * MB or len(made) < 20


@given(
    st.dictionaries(
        st.integers(0, 40 * 48).map(lambda step: START - step * HALF_HOUR), st.integers(0, 10**9), max_size=120
    ),
    st.integers(0, 10**11),
)
def test_the_newest_and_those_of_days_and_weeks_stay_whatever_they_take(made: dict[datetime, int], budget: int) -> None:
    kept, without = backups_within(made, START, budget), backups_to_keep(made, START)
    assert kept <= without
    assert backups_within(made, START, 10**12) == without
    days = {at.date() for at in without if START - at < 14 * DAY}
    assert {at.date() for at in kept if START - at < 14 * DAY} == days
    assert not without or max(without) in kept
    assert sum(made[at] for at in kept) <= budget or kept == backups_within(made, START, 0)
    assert backups_within({at: made[at] for at in kept}, START, budget) == kept
