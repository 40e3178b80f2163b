"""P2 for what is not the database: pictures, backups and a restore in a power cut; and without ``fsync`` it shows."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from desktop_ocr.domain.errors import ClerkError
from desktop_ocr.store import restoring
from desktop_ocr.store.backup_folder import Backup
from desktop_ocr.store.pictures import NewPicture, PictureFiles
from tests.reliability.file_cut import (
    Acknowledged,
    Disk,
    Event,
    Log,
    Synced,
    SyncedFolder,
    contents_of,
    disk_after,
    recording,
    write_out,
)
from tests.store.small_store import KEY, NAMES_KEY, HandClock, SmallStore, opened

LONG = os.environ.get("DESKTOP_OCR_RELIABILITY") == "long"
IMAGES = 400 if LONG else 100
CONTROL = 50

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="names of open files are had from /proc")


@dataclass(frozen=True)
class Work:
    """What was recorded; ``is_right`` judges a disk that was left, given the last acknowledgement (-1: none)."""

    log: Log
    is_right: Callable[[Path, int], bool]


def pictures(folder: Path) -> Work:
    """An hour with pictures: taken in, and deleted after their rows; each is acknowledged when its row may come."""
    folder.mkdir()
    chance, expected = Random(7), [dict[NewPicture, bytes]()]
    with recording(folder) as log:
        files = PictureFiles(folder / "images", NAMES_KEY)
        for _ in range(40):
            there = dict(expected[-1])
            if there and chance.random() < 0.3:
                gone = chance.choice(sorted(there, key=lambda one: one.name))
                del there[gone]
                expected.append(there)
                log.acknowledge(len(expected) - 1)  # the row is gone
                files.delete(gone.name)
            else:
                content = chance.randbytes(chance.choice((1, 700, 20_000)))
                there[files.write(content)] = content
                expected.append(there)
                log.acknowledge(len(expected) - 1)

    def is_right(left: Path, said: int) -> bool:
        files, there = PictureFiles(left / "images", NAMES_KEY), expected[max(said, 0)]
        files.sweep({one.name for one in there})
        swept = {path.stem for path in (left / "images").rglob("*") if path.is_file()}
        return swept == {one.name for one in there} and all(files.read(one) == held for one, held in there.items())

    return Work(log, is_right)


OLD, NEW = ["old 0", "old 1"], ["new 0", "new 1", "new 2"]


def store_with_backup(folder: Path) -> Backup:
    """A backup of two papers; the store has gone on to three others."""
    with opened(folder) as store:
        old = [store.add(text.encode() * 300, text) for text in OLD]
        store.back_up()
        for one in old:
            store.delete(one.name)
        for text in NEW:
            store.add(text.encode() * 300, text)
        return store.backups.all()[0]


def whole(store: SmallStore, texts: list[str]) -> bool:
    return store.texts() == texts and list(store.contents().values()) == [text.encode() * 300 for text in texts]


def restore(folder: Path) -> Work:
    backup = store_with_backup(folder)
    with recording(folder) as log:
        restoring.restore(backup, folder, KEY, HandClock())
        log.acknowledge(0)

    def is_right(left: Path, said: int) -> bool:
        with opened(left) as store:
            is_restored = whole(store, OLD)
            if not (is_restored or (said < 0 and whole(store, NEW))):
                return False
            for one in store.backups.all():
                store.backups.verify(one, KEY)
            if len(store.backups.all()) != 1 or (left / restoring.READY).exists():
                return False
        asides = list(left.glob("aside-*"))
        if not is_restored:
            return not asides
        with opened(asides[0]) as former:
            return whole(former, NEW)

    return Work(log, is_right)


def restore_cut_twice(folder: Path) -> Work:
    """The next start finishes a restore that was cut off, and is cut off in that too."""
    once = restore(folder)

    def is_right(left: Path, said: int) -> bool:
        with recording(left) as log:
            restoring.finish_restore(left)
        chance, again = Random(len(log.events)), left.with_name(f"{left.name} again")
        write_out(disk_after(log, log.events[: chance.randint(0, len(log.events))], chance), again)
        return once.is_right(again, said)

    return Work(once.log, is_right)


def backup(folder: Path) -> Work:
    """A second backup, with pictures that the first does not have."""
    store_with_backup(folder)
    with opened(folder) as store:
        store.clock.move(timedelta(hours=1))
        with recording(folder) as log:
            store.back_up()
            log.acknowledge(0)

    def is_right(left: Path, said: int) -> bool:
        with opened(left) as store:
            there = store.backups.all()
            for one in there:
                store.backups.verify(one, KEY)
            return whole(store, NEW) and len(there) in ((2,) if said == 0 else (1, 2))

    return Work(log, is_right)


WORKS = (pictures, restore, backup)


def verdicts(work: Work, folder: Path, images: int, left_out: tuple[type[Event], ...] = ()) -> Counter[str]:
    """Cut the power so often, at moments that chance has chosen; one in four times when all was just done."""
    events, found = [one for one in work.log.events if not isinstance(one, left_out)], Counter[str]()
    chance = Random(1)
    for image in range(images):
        cut = chance.randint(1, len(events)) if chance.random() < 0.75 else len(events)
        write_out(disk_after(work.log, events[:cut], chance), folder / f"after {image}")
        said = max((one.number for one in events[:cut] if isinstance(one, Acknowledged)), default=-1)
        try:
            found["ok" if work.is_right(folder / f"after {image}", said) else "lost"] += 1
        except (ClerkError, OSError):
            found["lost"] += 1
    return found


@pytest.mark.parametrize("work", [*WORKS, restore_cut_twice])
def test_nothing_acknowledged_is_lost(tmp_path: Path, work: Callable[[Path], Work]) -> None:
    found = verdicts(work(tmp_path / "store"), tmp_path, IMAGES)
    print(f"\n{work.__name__}: {found.total()} power cuts, {dict(found)}")
    assert found == {"ok": IMAGES}


@pytest.mark.parametrize("left_out", [Synced, SyncedFolder])
@pytest.mark.parametrize("work", WORKS)
def test_the_test_sees_what_would_be_lost_without(
    tmp_path: Path, work: Callable[[Path], Work], left_out: type[Event]
) -> None:
    """Its control: a program that forgets to sync its files, or its folders."""
    found = verdicts(work(tmp_path / "store"), tmp_path, CONTROL, (left_out,))
    print(f"\n{work.__name__} without {left_out.__name__}: {dict(found)}")
    assert found["lost"] > CONTROL // 10


@pytest.mark.parametrize("work", WORKS)
def test_played_to_the_end_the_disk_is_what_is_there(tmp_path: Path, work: Callable[[Path], Work]) -> None:
    """The control of the recording: nothing that was done is missing in it, but for what SQLite writes by itself."""
    log = work(tmp_path / "store").log
    played = disk_after(log, log.events, Random(0), (1.0, 0.0))
    assert _apart_from_sqlite(played) == _apart_from_sqlite(contents_of(tmp_path / "store"))


def _apart_from_sqlite(disk: Disk) -> Disk:
    return {path: held for path, held in disk.items() if not path.startswith("store.db")}
