"""What goes in its time: papers, and the former stores of restores; nothing while the clock is not believed."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from desktop_ocr.domain.errors import ClockAhead, FormerStoreAside, StoreError, StoreWarning
from desktop_ocr.store import asides, retention
from desktop_ocr.store.clock import Clock
from desktop_ocr.store.clock_trust import ClockTrust
from desktop_ocr.store.store import Store
from desktop_ocr.store.store_thread import StoreThread

TOLD_ASIDE, CLOCK = "told aside", "clock"
"""Remembered: the name of the former store that the clerk was told of; ``ClockTrust.plain``."""


class Clearing:
    """Of one store that is open."""

    is_withheld = False
    """Whether nothing goes in this run of the program."""

    def __init__(self, folder: Path, thread: StoreThread, clock: Clock, retention_days: int) -> None:
        self._folder, self._thread, self._clock, self._days = folder, thread, clock, retention_days

    async def begin(self) -> tuple[StoreWarning, ...]:
        """At each start; what is to be told of it.  Raises ``StoreError`` where the store cannot be read."""
        now = self._clock.now()
        trust = await self._thread.run(_trust, now, self._days)
        self.is_withheld = trust.doubted is not None
        with contextlib.suppress(StoreError):  # a disk that is full is no reason not to show the work
            await self._thread.run(Store.remember, CLOCK, trust.plain())
            if not self.is_withheld:
                await self._clear(now)
        return (*_doubts(trust, now), *await self._former_store())

    async def _clear(self, now: datetime) -> None:
        """What has lain in the bin for its time goes for good, and so does what a restore put aside.

        What was exported so long ago goes into the bin.
        """
        await asyncio.to_thread(asides.remove_old, self._folder, now, retention_days=self._days)
        if old := retention.expired(await self._thread.run(Store.bin), now, retention_days=self._days):
            await self._thread.run(Store.purge, list(old))
        if done := retention.expired(await self._thread.run(Store.all_open), now, retention_days=self._days):
            await self._thread.run(Store.put_into_bin, list(done))

    async def _former_store(self) -> list[FormerStoreAside]:
        """Where it lies, while the clerk was not told."""
        with contextlib.suppress(OSError, StoreError):
            there = await asyncio.to_thread(asides.all_asides, self._folder)
            if there and await self._thread.run(Store.recall, TOLD_ASIDE) != there[0].path.name:
                until = (there[0].since + timedelta(days=self._days)).astimezone()
                return [FormerStoreAside(name=there[0].path.name, until=f"{until:%Y-%m-%d}")]
        return []

    async def note_told(self, told: FormerStoreAside) -> None:
        """The clerk sees it: once is enough."""
        with contextlib.suppress(StoreError):  # told once more
            await self._thread.run(Store.remember, TOLD_ASIDE, told.facts["name"])


def _trust(store: Store, now: datetime, days: int) -> ClockTrust:
    return ClockTrust.from_plain(store.recall(CLOCK)).judged(now, store.newest(), retention_days=days)


def _doubts(trust: ClockTrust, now: datetime) -> Iterator[ClockAhead]:
    if trust.doubted is not None:
        known = trust.right or now
        yield ClockAhead(today=f"{now.astimezone():%Y-%m-%d}", known=f"{known.astimezone():%Y-%m-%d}")
