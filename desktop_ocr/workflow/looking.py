"""Looking at a running camera: one frame at a time, always the newest, the others are let go."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from desktop_ocr.domain.errors import ReadingTimeout, WorkerDied
from desktop_ocr.domain.outline import Outline
from desktop_ocr.domain.quality import Quality
from desktop_ocr.domain.recipe import PreparedImage

LOOK_SIDE = 1280
"""Longest side, in pixels, of what is looked at: sharpness measured in it is that of the full picture."""
PAUSE = 0.1
"""Seconds between two looks: the processors are also for reading."""
AFTER_FAILURE = 1.0


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen in a frame.

    ``quality`` is that of the largest paper one is sure of, else of the whole frame; its ``glare`` in coordinates of
    the frame.  ``prints`` has for each outline a small picture of what lies in it (see ``likeness``), or is empty.
    """

    outlines: tuple[Outline, ...]
    quality: Quality
    prints: tuple[bytes, ...] = ()


LookAt = Callable[[PreparedImage], Awaitable[Look]]
"""Raises WorkerDied or ReadingTimeout where a frame was too much for the worker."""


async def see_nothing(_image: PreparedImage) -> Look:
    """Where nothing can look: pictures are taken by hand."""
    return Look((), Quality(sharpness=0.0, brightness=0.5))


Frame = TypeVar("Frame")


class Looking(Generic[Frame]):
    """``reduce`` makes of a frame what is looked at; ``seen`` gets the frame with what was seen in it.

    ``failed`` is told when a look came to nothing; the next one is tried.  No more than two frames are held: the one
    that is looked at, and the newest.
    """

    def __init__(
        self,
        reduce: Callable[[Frame], PreparedImage],
        look: LookAt,
        seen: Callable[[Frame, Look], None],
        failed: Callable[[], None],
        pause: float = PAUSE,
    ) -> None:
        self._reduce, self._look, self._seen, self._failed, self._pause = reduce, look, seen, failed, pause
        self._newest: Frame | None = None
        self._offered = asyncio.Event()

    def offer(self, frame: Frame) -> None:
        self._newest = frame
        self._offered.set()

    def forget(self) -> None:
        """The camera has stopped: what it showed last is no news."""
        self._newest = None
        self._offered.clear()

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            await self._offered.wait()
            await asyncio.sleep(self._pause if await self._look_once() else AFTER_FAILURE)

    async def _look_once(self) -> bool:
        frame = self._newest
        self.forget()
        if frame is None:
            return True
        try:
            look = await self._look(self._reduce(frame))
        except (WorkerDied, ReadingTimeout):
            self._failed()
            return False
        self._seen(frame, look)
        return True
