"""The computer's clock keeps what the protocol promises."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from desktop_ocr.store.clock import Clock, SystemClock


def test_the_wall_s_time_is_aware_and_in_utc() -> None:
    clock: Clock = SystemClock()
    assert clock.now().tzinfo is UTC
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(minutes=1)


def test_the_other_hand_goes_forward() -> None:
    clock = SystemClock()
    first = clock.monotonic()
    assert clock.monotonic() >= first
