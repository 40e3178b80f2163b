"""Pace: never more calls in any sliding second than the service allows, whoever asks."""

from __future__ import annotations

import asyncio
import contextlib
import random
from bisect import bisect_left

import httpx
import pytest

from desktop_ocr.domain.calls import Origin, PaidCall
from desktop_ocr.domain.errors import QueueStopped, TooManyCalls
from desktop_ocr.engines.calling import Caller, Change, Way
from desktop_ocr.engines.http import Request
from desktop_ocr.engines.pace import Pace
from desktop_ocr.engines.statuses import read_object
from tests.engines.surroundings import MovedClock, World, answers


def most_in_a_second(times: list[float]) -> int:
    """In any second that begins with a call; ``times`` in their order."""
    return max(bisect_left(times, begin + 1.0) - place for place, begin in enumerate(times))


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


@pytest.mark.parametrize("count", [300, pytest.param(10_000, marks=pytest.mark.heavy)])
def test_whole_calls_keep_the_pace_too(count: int) -> None:
    """Three queues, failures and a restart in the middle, as the service sees them."""
    world, chance, seen = World(answers({})), random.Random(5), []

    def service(_: httpx.Request) -> httpx.Response:
        seen.append(world.clock.monotonic())
        return chance.choice((httpx.Response(200, json={"words_result": {}}), httpx.Response(429)))

    world.handler = service

    async def queue(caller: Caller, pages: range) -> None:
        async def request() -> Request:
            return Request("https://service.test/ocr", b"image=x")

        async def no(_: Change) -> bool:
            return False

        way = Way(request, read_object, "/ocr", 2.0, no)
        for page in pages:
            with contextlib.suppress(TooManyCalls, QueueStopped):
                await caller.answer(PaidCall("baidu", "idcard", Origin(str(page))), way)
            caller.stops.resume()

    async def all_of_them() -> None:
        for start in (0, count // 2):
            caller = Caller(world.client, world.calls, world.clock)
            third = count // 6
            await asyncio.gather(*(queue(caller, range(start + n * third, start + (n + 1) * third)) for n in range(3)))

    asyncio.run(all_of_them())
    assert len(seen) >= count - 6
    assert most_in_a_second(seen[-20_000:]) <= 2


def test_the_measure_would_notice() -> None:
    assert most_in_a_second([0.0, 0.5, 0.99, 1.5]) == 3
