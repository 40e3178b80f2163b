"""The safe as the window uses it: what it tells when it is opened."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop_ocr.domain.errors import (
    BackupFull,
    ClockAhead,
    ClockBehind,
    FormerStoreAside,
    LittleRoom,
    StoreOnNetwork,
    StoreSynced,
)
from desktop_ocr.store import failpoints
from desktop_ocr.store.keyrings import MemorySecrets
from desktop_ocr.store.placement import Place
from desktop_ocr.store.stamp import stamp
from desktop_ocr.store.store import Store
from desktop_ocr.workflow.safe import Safe
from tests.store.conftest import MovedClock
from tests.store.values import paper


def run(scenario: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(scenario, 30))


@pytest.fixture
def safe(tmp_path: Path) -> Callable[..., Safe]:
    """A start of the program in the same folder with the same keyring."""
    secrets = MemorySecrets()
    return lambda **given: Safe(tmp_path / "store", keyring=lambda: secrets, **{"look": lambda _: Place(), **given})


def test_on_a_disk_of_this_computer_nothing_is_told(safe: Callable[..., Safe], tmp_path: Path) -> None:
    async def scenario() -> None:
        opened = safe()
        await opened.open()
        assert opened.warnings == ()
        assert (tmp_path / "store" / "store.db-wal").exists()
        await opened.close(backs_up=False)

    run(scenario())


def test_where_the_store_lies_is_told_and_minded(safe: Callable[..., Safe], tmp_path: Path) -> None:
    async def scenario() -> None:
        opened = safe(look=lambda folder: Place(is_remote=folder == tmp_path / "store", synced_by="Nextcloud"))
        await opened.open()
        assert [type(one) for one in opened.warnings] == [StoreOnNetwork, StoreSynced]
        assert opened.warnings[1].facts == {"service": "Nextcloud"}
        assert not (tmp_path / "store" / "store.db-wal").exists()
        assert opened.code_to_save
        await opened.confirm_code()
        assert opened.code_to_save == ""
        await opened.close(backs_up=False)

    run(scenario())


def test_a_nearly_full_disk_and_a_clock_that_is_behind_are_told_and_the_work_can_be_seen(
    safe: Callable[..., Safe],
) -> None:
    async def scenario() -> None:
        first = safe()
        await first.open()
        assert first.thread is not None
        await first.thread.run(Store.put, [paper(1)])
        await first.close(backs_up=False)
        behind = MovedClock(datetime.now(UTC) - timedelta(days=2))
        second = safe(look=lambda _: Place(free=3_000_000), clock=behind)
        await second.open()
        assert [type(one) for one in second.warnings] == [LittleRoom, ClockBehind]
        assert second.thread is not None
        assert [one.id for one in await second.thread.run(Store.all_open)] == [1]
        await second.close(backs_up=False)

    run(scenario())


class Kept:
    """What is in a store, by what became of it."""

    def __init__(self, safe: Safe) -> None:
        assert safe.thread is not None
        self._thread = safe.thread

    async def numbers(self) -> tuple[list[int], list[int]]:
        """In work, and in the bin."""
        papers, thrown_away = await self._thread.run(Store.all_open), await self._thread.run(Store.bin)
        return [one.id for one in papers], [one.id for one in thrown_away]


@pytest.mark.parametrize("days", [7, 30, 365])
def test_the_settings_days_count_for_the_bin_the_export_and_backups(safe: Callable[..., Safe], days: int) -> None:
    clock = MovedClock(datetime.now(UTC))

    async def scenario() -> None:
        first = safe(clock=clock, retention_days=days)
        await first.open()
        assert first.thread is not None
        exported = stamp(clock)
        await first.thread.run(Store.put, [paper(1), paper(2), paper(3, exported_at=exported)])
        await first.thread.run(Store.put_into_bin, [2])
        made = await first.back_up()
        await first.close(backs_up=False)
        for wait, expected in ((days - 0.01, ([1, 3], [2])), (0.02, ([1], [3])), (days, ([1], []))):
            clock.move(days=wait)
            again = safe(clock=clock, retention_days=days)
            await again.open()
            assert await Kept(again).numbers() == expected
            await again.back_up()
            assert (made in await again.backups()) == (wait == days - 0.01 and days <= 28)
            await again.close(backs_up=False)

    run(scenario())


def test_a_disk_that_takes_nothing_more_does_not_keep_the_old_work_from_being_seen(safe: Callable[..., Safe]) -> None:
    clock = MovedClock(datetime.now(UTC))

    async def scenario() -> None:
        first = safe(clock=clock)
        await first.open()
        assert first.thread is not None
        await first.thread.run(Store.put, [paper(1), paper(2)])
        await first.thread.run(Store.put_into_bin, [2])
        await first.close(backs_up=False)
        clock.move(days=30)
        second = safe(clock=clock)
        failpoints.install(lambda name: failpoints.fail("ENOSPC") if name == "delete.begun" else None)
        try:
            await second.open()
        finally:
            failpoints.install(None)
        assert await Kept(second).numbers() == ([1], [2])
        await second.close(backs_up=False)

    run(scenario())


def test_where_a_restore_put_the_former_store_is_told_until_it_was_seen_and_it_goes_in_its_time(
    safe: Callable[..., Safe], tmp_path: Path
) -> None:
    clock = MovedClock(datetime.now(UTC))

    async def told(*, is_seen: bool = False) -> list[object]:
        again = safe(clock=clock)
        await again.open()
        for one in again.warnings:
            if isinstance(one, FormerStoreAside) and is_seen:
                await again.note_told(one)
        await again.close(backs_up=False)
        return [one.facts for one in again.warnings]

    async def scenario() -> None:
        first = safe(clock=clock)
        await first.open()
        await first.restore(await first.back_up())
        (former,) = (tmp_path / "store").glob("aside-*")
        until = f"{(clock.now() + timedelta(days=30)).astimezone():%Y-%m-%d}"
        assert await told() == [{"name": former.name, "until": until}]
        clock.move(days=3)
        assert await told(is_seen=True) == [{"name": former.name, "until": until}], "the same day, whenever it is told"
        assert await told() == []
        clock.move(days=26.9)
        assert await told() == []
        assert former.exists()
        clock.move(days=0.2)
        assert await told() == []
        assert not former.exists()

    run(scenario())


def test_a_full_disk_never_takes_the_last_backup(safe: Callable[..., Safe]) -> None:
    """Also when that is older than anything is to be."""
    clock = MovedClock(datetime.now(UTC))

    async def scenario() -> None:
        first = safe(clock=clock)
        await first.open()
        made = await first.back_up()
        await first.close(backs_up=False)
        clock.move(days=20)
        between = safe(clock=clock)
        await between.open()
        await between.close(backs_up=False)
        clock.move(days=20)
        second = safe(clock=clock)
        await second.open()
        failpoints.install(lambda name: failpoints.fail("ENOSPC") if name == "backup.copied" else None)
        try:
            with pytest.raises(BackupFull):
                await second.back_up()
        finally:
            failpoints.install(None)
        assert await second.backups() == (made,)
        newer = await second.back_up()
        assert await second.backups() == (newer,), "it goes once there is another"
        await second.close(backs_up=False)

    run(scenario())


def test_a_clock_that_is_ahead_takes_nothing_before_somebody_could_set_it_right(safe: Callable[..., Safe]) -> None:
    right = MovedClock(datetime.now(UTC))
    ahead = MovedClock(right.now() + timedelta(days=400))

    async def scenario() -> None:
        first = safe(clock=right)
        await first.open()
        assert first.thread is not None
        await first.thread.run(Store.put, [paper(1), paper(2, exported_at=stamp(right))])
        await first.thread.run(Store.put_into_bin, [1])
        made = await first.back_up()
        await first.close(backs_up=False)
        for start in range(2):
            wrong = safe(clock=ahead)
            await wrong.open()
            assert [type(one) for one in wrong.warnings] == [ClockAhead]
            assert await Kept(wrong).numbers() == ([2, *range(3, 3 + start)], [1])
            assert wrong.thread is not None
            await wrong.thread.run(Store.put, [paper(3 + start)])
            await wrong.back_up()
            assert made in await wrong.backups()
            await wrong.close(backs_up=False)
            ahead.move(hours=1)
        mended = safe(clock=right)
        await mended.open()
        assert await Kept(mended).numbers() == ([2, 3, 4], [1])
        await mended.close(backs_up=False)

    run(scenario())


def test_after_a_long_absence_what_is_over_goes_a_day_later(safe: Callable[..., Safe]) -> None:
    clock = MovedClock(datetime.now(UTC))

    async def scenario() -> None:
        first = safe(clock=clock)
        await first.open()
        assert first.thread is not None
        await first.thread.run(Store.put, [paper(1)])
        await first.thread.run(Store.put_into_bin, [1])
        await first.close(backs_up=False)
        for days, told, left in ((60, [ClockAhead], [1]), (0.9, [ClockAhead], [1]), (0.2, [], [])):
            clock.move(days=days)
            again = safe(clock=clock)
            await again.open()
            assert [type(one) for one in again.warnings] == told
            assert await Kept(again).numbers() == ([], left)
            await again.close(backs_up=False)

    run(scenario())
