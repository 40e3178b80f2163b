"""Pace: never more calls in any sliding second than the service allows, whoever asks."""

from __future__ import annotations

import asyncio
import random

import pytest

from desktop_ocr.engines.pace import Pace
from tests.engines.surroundings import MovedClock


def most_in_a_second(times: list[float]) -> int:
    return max(sum(begin <= time < begin + 1.0 for time in times) for begin in times)


@pytest.mark.parametrize("allowed", [2.0, 5.0, 10.0])
def test_never_too_many_in_a_sliding_second(allowed: float) -> None:
    clock, chance, times = MovedClock(), random.Random(8), []

    async def ask(pace: Pace, count: int) -> None:
        for _ in range(count):
            async with pace.turn("idcard", allowed):
                times.append(clock.monotonic())
            await clock.sleep(chance.choice((0.0, 0.0, 0.03, 0.4)))

    async def all_of_them() -> None:
        for _ in range(4):  # the program starts anew
            pace = Pace(clock)
            await asyncio.gather(*(ask(pace, 100) for _ in range(3)))

    asyncio.run(all_of_them())
    assert len(times) == 1200
    assert most_in_a_second(times) <= allowed


def test_interfaces_have_paces_of_their_own() -> None:
    clock = MovedClock()

    async def both() -> None:
        pace = Pace(clock)
        clock.move(10)
        for name in ("idcard", "passport"):
            async with pace.turn(name, 2.0):
                pass

    asyncio.run(both())
    assert clock.slept == []


def test_slower_for_a_minute_after_a_complaint() -> None:
    clock = MovedClock()

    async def two() -> float:
        before = clock.monotonic()
        async with pace.turn("idcard", 2.0):
            pass
        async with pace.turn("idcard", 2.0):
            return clock.monotonic() - before

    pace = Pace(clock)
    clock.move(10)
    assert asyncio.run(two()) == pytest.approx(0.525)
    pace.slow_down("idcard")
    clock.move(10)
    assert asyncio.run(two()) == pytest.approx(0.525 * 1.25)
    clock.move(60)
    assert asyncio.run(two()) == pytest.approx(0.525)
