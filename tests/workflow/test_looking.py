"""One look at a time, always at the newest frame, and no frame kept."""

from __future__ import annotations

import asyncio
import gc
import weakref
from collections.abc import Coroutine
from typing import Any

import pytest

from desktop_ocr.domain.errors import ReadingTimeout, WorkerDied
from desktop_ocr.domain.quality import Quality
from desktop_ocr.domain.recipe import PreparedImage
from desktop_ocr.workflow import looking
from desktop_ocr.workflow.looking import Look, Looking, see_nothing


class Frame:
    def __init__(self, number: int) -> None:
        self.number = number


class Bed:
    """A looking whose looks wait until they are let go."""

    def __init__(self) -> None:
        self.looked_at: list[int] = []
        self.seen: list[int] = []
        self.failures = 0
        self.gate = asyncio.Event()
        self.error: Exception | None = None
        self.looking = Looking[Frame](self.reduce, self.look, self.saw, self.fail, pause=0)

    @staticmethod
    def reduce(frame: Frame) -> PreparedImage:
        return PreparedImage(1, 1, bytes((frame.number, 0, 0)))

    async def look(self, image: PreparedImage) -> Look:
        self.looked_at.append(image.pixels[0])
        await self.gate.wait()
        if self.error:
            raise self.error
        return Look((), Quality(1, 1))

    def saw(self, frame: Frame, _look: Look) -> None:
        self.seen.append(frame.number)

    def fail(self) -> None:
        self.failures += 1


async def turns(count: int = 20) -> None:
    for _ in range(count):
        await asyncio.sleep(0)


def play(scenario: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(scenario, 20))


def test_the_newest_wins() -> None:
    async def scenario() -> None:
        bed = Bed()
        task = asyncio.create_task(bed.looking.run())
        for number in range(5):
            bed.looking.offer(Frame(number))
            await turns()
        assert bed.looked_at == [0]
        bed.gate.set()
        await turns()
        assert bed.seen == bed.looked_at == [0, 4]
        task.cancel()

    play(scenario())


def test_no_more_than_two_frames_are_held() -> None:
    async def scenario() -> None:
        bed, alive = Bed(), weakref.WeakSet[Frame]()
        task = asyncio.create_task(bed.looking.run())
        for number in range(50):
            frame = Frame(number)
            alive.add(frame)
            bed.looking.offer(frame)
            del frame
            await turns(3)
        gc.collect()
        assert sorted(frame.number for frame in alive) == [0, 49]
        bed.gate.set()
        await turns()
        gc.collect()
        assert not alive
        task.cancel()

    play(scenario())


@pytest.mark.parametrize("error", [WorkerDied(), ReadingTimeout(seconds=5)])
def test_a_look_that_fails_is_told_and_the_next_is_tried(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "AFTER_FAILURE", 0)

    async def scenario() -> None:
        bed = Bed()
        bed.gate.set()
        bed.error = error
        task = asyncio.create_task(bed.looking.run())
        bed.looking.offer(Frame(1))
        await turns()
        assert (bed.failures, bed.seen) == (1, [])
        bed.error = None
        bed.looking.offer(Frame(2))
        await turns()
        assert (bed.failures, bed.seen) == (1, [2])
        task.cancel()

    play(scenario())


def test_a_frame_of_a_stopped_camera_is_forgotten() -> None:
    async def scenario() -> None:
        bed = Bed()
        bed.gate.set()
        task = asyncio.create_task(bed.looking.run())
        bed.looking.offer(Frame(1))
        bed.looking.forget()
        await turns()
        assert not bed.looked_at
        task.cancel()

    play(scenario())


def test_where_nothing_can_look() -> None:
    async def scenario() -> None:
        look = await see_nothing(PreparedImage(1, 1, bytes(3)))
        assert (look.outlines, look.quality.advice) == ((), ())

    play(scenario())
