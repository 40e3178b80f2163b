"""P4 for pictures, backups and restoring: a full disk changes no file, is told within 2 s, and work goes on with room.

On a small disk in memory where the system lets one be mounted; test_store_faults.py has ENOSPC at every fail-point.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_ocr.domain.errors import BackupFull, LittleRoom, RestoreFailed, StoreFull
from desktop_ocr.store import restoring
from desktop_ocr.store.keyrings import MemorySecrets
from desktop_ocr.store.store import Store
from desktop_ocr.workflow.safe import Safe
from tests.store.small_store import KEY, SmallStore, files_under, opened
from tests.store.values import paper, real_sized

SIZE = 4 * 2**20
PICTURE = os.urandom(300_000)
LIMIT = 2.0
"""Seconds until the clerk is told."""
UNSEEN = -(2**40)
"""A reserve that lets everything begin: what is looked for beforehand may be taken by another program meanwhile."""


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Ends with the test, also if it fails."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "none", str(place)]
    if sys.platform != "linux" or os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no small disk can be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


@contextlib.contextmanager
def told_soon() -> Iterator[None]:
    begun = time.monotonic()
    yield
    assert time.monotonic() - begun < LIMIT


def fill(disk: Path, *, leave: int = 0) -> Path:
    """A file that takes all the room but ``leave`` bytes."""
    path = disk / "ballast"
    with contextlib.suppress(OSError), path.open("wb", buffering=0) as file:
        while file.write(b"\0" * 4096) == 4096:
            pass
    os.truncate(path, max(0, path.stat().st_size - leave))
    return path


def kept(store: SmallStore) -> dict[str, str]:
    """The files that may not change; the log grows, and its size is the database's own business."""
    return {
        name: digest
        for name, digest in files_under(store.folder).items()
        if "store.db" not in name or "backups" in name
    }


@pytest.mark.parametrize("leave", [0, 4096, 100_000, 250_000])
def test_pictures(small_disk: Path, leave: int) -> None:
    with opened(small_disk / "store") as store:
        for _ in range(3):
            store.add(PICTURE, "kept")
        before, contents = kept(store), store.contents()
        ballast = fill(small_disk, leave=leave)
        with told_soon(), pytest.raises(StoreFull):
            store.add(PICTURE)
        assert kept(store) == before
        assert store.contents() == contents
        ballast.unlink()
        picture = store.add(PICTURE, "there is room again")
        assert store.pictures.read(picture) == PICTURE
        assert store.texts() == ["kept"] * 3 + ["there is room again"]


@pytest.mark.parametrize("leave", [0, 8192, 60_000, 200_000, 500_000])
def test_backups(small_disk: Path, leave: int) -> None:
    """At every place where the room may end: database, key slots, pictures."""
    with opened(small_disk / "store", reserve=UNSEEN) as store:
        store.add(PICTURE, "kept")
        store.back_up()
        for _ in range(2):
            store.add(PICTURE, "kept")
        before = kept(store)
        ballast = fill(small_disk, leave=leave)
        with told_soon(), pytest.raises(BackupFull):
            store.back_up()
        assert kept(store) == before
        ballast.unlink()
        store.back_up()
        assert len(store.backups.all()) == 2
        for backup in store.backups.all():
            store.backups.verify(backup, KEY)
        assert store.texts() == ["kept"] * 3


def test_backups_leave_room_for_the_work(small_disk: Path) -> None:
    with opened(small_disk / "store", reserve=SIZE // 4) as store:
        for _ in range(2):
            store.add(PICTURE)
        store.back_up()
        with pytest.raises(BackupFull):
            for _ in range(10):
                store.add(PICTURE)
                store.back_up()
        store.add(PICTURE, "still room for the work")
        assert "still room for the work" in store.texts()


@pytest.mark.parametrize("reserve", [0, UNSEEN])
@pytest.mark.parametrize("leave", [0, 8192, 100_000, 500_000])
def test_restoring(small_disk: Path, leave: int, reserve: int) -> None:
    with opened(small_disk / "store") as store:
        for _ in range(2):
            store.add(PICTURE, "old")
        store.back_up()
        store.add(PICTURE, "new")
        folder, backup = store.folder, store.backups.all()[0]
    before = files_under(folder)
    ballast = fill(small_disk, leave=leave)
    with told_soon(), pytest.raises(RestoreFailed):
        restoring.restore(backup, folder, KEY, store.clock, reserve=reserve)
    assert files_under(folder) == before
    ballast.unlink()
    restoring.restore(backup, folder, KEY, store.clock)
    with opened(folder) as again:
        assert again.texts() == ["old", "old"]


def test_old_work_is_seen_on_a_full_disk_and_saving_says_so(small_disk: Path) -> None:
    secrets = MemorySecrets()

    async def scenario() -> None:
        first = Safe(small_disk / "store", keyring=lambda: secrets)
        await first.open()
        assert first.thread is not None
        await first.thread.run(Store.put, [paper(1)])
        await first.close(backs_up=False)
        ballast = fill(small_disk)
        second = Safe(small_disk / "store", keyring=lambda: secrets)
        await second.open()
        assert LittleRoom in map(type, second.warnings)
        assert second.thread is not None
        assert [one.id for one in await second.thread.run(Store.all_open)] == [1]
        with told_soon(), pytest.raises(StoreFull):
            await second.thread.run(Store.put, [paper(2, recognition=real_sized(1))])
        ballast.unlink()
        await second.thread.run(Store.put, [paper(2, recognition=real_sized(1))])
        await second.close(backs_up=False)

    asyncio.run(scenario())
