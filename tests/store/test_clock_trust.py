"""A clock is doubted once it is far ahead, and believed again when it still says so a day later."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from desktop_ocr.store.clock_trust import PATIENCE, ClockTrust
from tests.store.small_store import START

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


def judged(known: ClockTrust, now: datetime, newest: datetime | None = None) -> ClockTrust:
    return known.judged(now, newest, retention_days=30)


@pytest.mark.parametrize(
    ("known", "newest", "ahead", "is_believed"),
    [
        (ClockTrust(), None, 900 * DAY, True),  # a new store
        (ClockTrust(START), None, 30 * DAY, True),
        (ClockTrust(START), None, 30 * DAY + SECOND, False),
        (ClockTrust(START), START + 20 * DAY, 40 * DAY, True),  # it ran all the time
        (ClockTrust(), START, 31 * DAY, False),  # kept before times were remembered
        (ClockTrust(START), START + 90 * DAY, 40 * DAY, False),  # a row of a clock that was further ahead
        (ClockTrust(START), START, -5 * DAY, True),  # behind: nothing goes early
    ],
)
def test_a_start(known: ClockTrust, newest: datetime | None, ahead: timedelta, is_believed: bool) -> None:
    now = START + ahead
    assert (judged(known, now, newest) == ClockTrust(now)) == is_believed


def test_doubt_lasts_a_day_by_its_own_clock_whatever_is_written_meanwhile() -> None:
    now = START + 400 * DAY
    doubted = judged(ClockTrust(START), now)
    assert doubted == ClockTrust(START, now)
    last = now + PATIENCE - SECOND
    assert judged(doubted, last, last) == doubted
    assert judged(doubted, last + SECOND, last) == ClockTrust(last + SECOND)


def test_set_right_it_is_believed_and_ahead_once_more_doubted_once_more() -> None:
    doubted = judged(ClockTrust(START), START + 400 * DAY)
    right = judged(doubted, START + DAY)
    assert right == ClockTrust(START + DAY)
    again = START + 402 * DAY
    assert judged(right, again).doubted == again
    further = START + 800 * DAY
    assert judged(doubted, further).doubted == further


@pytest.mark.parametrize("known", [ClockTrust(), ClockTrust(START), ClockTrust(START, START + DAY)])
def test_it_can_be_remembered(known: ClockTrust) -> None:
    assert ClockTrust.from_plain(list(known.plain())) == known


@pytest.mark.parametrize("value", [None, 3, "2026", [], ["2026-01-01"], [1, 2], ["?", "?"], {"right": ""}])
def test_what_cannot_be_understood_is_nothing(value: object) -> None:
    assert ClockTrust.from_plain(value) == ClockTrust()
