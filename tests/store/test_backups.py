"""A backup counts once it was opened again and found equal; until then, and if it fails, nothing has changed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlcipher3

from desktop_ocr.domain.errors import BackupDamaged, BackupFailed, BackupFull, StoreKeyWrong
from desktop_ocr.store import backup_copy, backup_folder, backup_manifest, failpoints
from desktop_ocr.store.backups import Backups
from tests.store.small_store import KEY, SLOTS, START, SmallStore, check_slots, files_under, in_backup, opened

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SmallStore]:
    with opened(tmp_path / "store") as store:
        for number in range(3):
            store.add(b"picture %d" % number * 100, f"CANARY {number}")
        yield store


def test_a_backup_has_everything(store: SmallStore) -> None:
    path = store.back_up()
    assert path.name == "20260301T090000Z"
    assert sorted(os.listdir(path)) == ["keyslots.json", "manifest.json", "pictures.list", "store.db"]  # noqa: PTH208
    (backup,) = store.backups.all()
    assert (backup.path, backup.made, backup.documents, backup.pictures, backup.missing) == (path, START, 3, 3, 0)
    assert in_backup(path, "SELECT corrections FROM documents") == [(b"CANARY %d" % number,) for number in range(3)]
    assert (path / "keyslots.json").read_bytes() == SLOTS
    assert {one.name: backup.images.read(one) for one in store.rows()} == store.contents()
    store.backups.verify(backup, KEY)


def test_a_second_reader_opens_it(store: SmallStore) -> None:
    connection = sqlcipher3.connect(str(store.back_up() / "store.db"))
    connection.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    assert connection.execute("SELECT count(*) FROM documents").fetchone() == (3,)
    connection.close()


def test_nothing_in_it_is_plain(store: SmallStore) -> None:
    path = store.back_up()
    for file in path.parent.rglob("*"):
        content = file.read_bytes() if file.is_file() else b""
        assert b"CANARY" not in content
        assert b"picture 1" not in content
        if os.name == "posix":
            assert file.stat().st_mode & 0o077 == 0


def test_pictures_are_stored_once(store: SmallStore) -> None:
    store.back_up()
    before = {path: path.stat().st_ino for path in (store.folder / "backups" / "images").rglob("*.bin")}
    store.add(b"one more")
    store.clock.move(30 * MINUTE)
    store.back_up()
    after = {path: path.stat().st_ino for path in (store.folder / "backups" / "images").rglob("*.bin")}
    assert after.items() > before.items()
    assert len(after) == 4


def test_two_backups_in_one_second(store: SmallStore) -> None:
    assert [store.back_up().name for _ in range(2)] == ["20260301T090000Z", "20260301T090001Z"]


def test_a_lost_picture_does_not_keep_the_others_from_being_backed_up(store: SmallStore) -> None:
    first, second, third = store.rows()
    store.pictures.path(first.name).unlink()
    store.pictures.path(second.name).write_bytes(b"damaged")
    store.back_up()
    (backup,) = store.backups.all()
    assert (backup.pictures, backup.missing) == (1, 2)
    assert backup.images.holds(third)
    assert not backup.images.holds(second)
    store.backups.verify(backup, KEY)


def test_what_a_backup_has_stays_good_when_the_store_loses_it(store: SmallStore) -> None:
    store.back_up()
    for one in store.rows():
        store.pictures.path(one.name).unlink()
    store.clock.move(30 * MINUTE)
    store.back_up()
    backup = store.backups.all()[0]
    assert backup.missing == 0
    store.backups.verify(backup, KEY)


def test_a_thorough_backup_mends_what_earlier_ones_lost(store: SmallStore) -> None:
    store.back_up()
    old = store.backups.all()[0]
    path = old.images.path(store.rows()[0].name)
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    with pytest.raises(BackupDamaged):
        store.backups.verify(old, KEY)
    for _ in store.backups.steps(store.connection, KEY, store.pictures, store.clock, thorough=True):
        pass
    store.backups.verify(old, KEY)


def test_between_two_pieces_the_store_may_be_written(store: SmallStore) -> None:
    steps = store.backups.steps(store.connection, KEY, store.pictures, store.clock)
    while len(list((store.folder / "backups").rglob("*.bin"))) < 2:
        next(steps)
    later = store.add(b"while it is made", "later")
    assert store.backups.prune(store.clock) == 0
    for _ in steps:
        pass
    (backup,) = store.backups.all()
    assert backup.documents == 3
    assert not backup.images.holds(later)
    store.backups.verify(backup, KEY)


def test_what_is_written_while_the_database_is_copied_is_in_the_copy(store: SmallStore) -> None:
    for number in range(12):
        store.add(b"%d" % number, "long " * 60_000)
    steps = store.backups.steps(store.connection, KEY, store.pictures, store.clock)
    next(steps)
    store.add(b"while it is copied", "later")
    for _ in steps:
        pass
    (backup,) = store.backups.all()
    assert backup.documents == 16
    assert in_backup(backup.path, "SELECT corrections FROM documents ORDER BY id DESC LIMIT 1") == [(b"later",)]
    store.backups.verify(backup, KEY)


def test_a_large_database_is_copied_in_many_pieces(store: SmallStore) -> None:
    """The store's thread is never held up for long: what is typed is to be on the disk within a second."""
    for number in range(60):
        store.add(b"%d" % number, "long " * 40_000)
    pages = int(store.connection.pragma("page_count"))
    reached: list[str] = []
    failpoints.install(reached.append)
    steps = store.backups.steps(store.connection, KEY, store.pictures, store.clock)
    pieces = sum("backup.copied" not in reached for _ in steps)
    failpoints.install(None)
    assert pieces >= pages // 500 > 5


def test_one_given_up_leaves_nothing(store: SmallStore) -> None:
    steps = store.backups.steps(store.connection, KEY, store.pictures, store.clock)
    next(steps)
    steps.close()
    assert store.backups.all() == ()
    assert not list((store.folder / "backups").rglob("*.bin"))
    assert not list((store.folder / "backups").glob(".*"))


def test_another_key_is_told_from_damage(store: SmallStore) -> None:
    store.back_up()
    with pytest.raises(StoreKeyWrong):
        store.backups.verify(store.backups.all()[0], bytes(32))


@pytest.mark.parametrize("part", ["store.db", "keyslots.json", "pictures.list", "manifest.json"])
def test_a_missing_part_is_damage(store: SmallStore, part: str) -> None:
    store.back_up()
    (backup,) = store.backups.all()
    (backup.path / part).unlink()
    with pytest.raises(BackupDamaged):
        store.backups.verify(backup, KEY)
    assert len(store.backups.all()) == (part != "manifest.json")


def test_parts_of_two_backups_make_none(store: SmallStore) -> None:
    """Each file is right by itself, and so are all counts; only the seal says that they do not belong together."""
    old = store.back_up()
    store.connection.execute("UPDATE documents SET corrections = x'00'")
    store.clock.move(DAY)
    new = store.back_up()
    shutil.copy(old / "store.db", new / "store.db")
    theirs, ours = (backup_manifest.read(path).files["store.db"] for path in (new, old))
    text = (new / "manifest.json").read_text()
    (new / "manifest.json").write_text(text.replace(theirs[1], ours[1]).replace(str(theirs[0]), str(ours[0])))
    with pytest.raises(BackupDamaged):
        store.backups.verify(store.backups.all()[0], KEY)


def test_damaged_key_slots_are_taken_from_their_copy(store: SmallStore) -> None:
    (store.folder / "keyslots.json").write_bytes(b"damaged")
    (store.folder / "keyslots.json.bak").write_bytes(SLOTS)
    assert (store.back_up() / "keyslots.json").read_bytes() == SLOTS


def test_without_key_slots_there_is_no_backup(store: SmallStore) -> None:
    (store.folder / "keyslots.json").write_bytes(b"damaged")
    with pytest.raises(BackupFailed):
        store.back_up()
    (store.folder / "keyslots.json").unlink()
    with pytest.raises(BackupFailed):
        store.back_up()
    assert store.backups.all() == ()


def test_a_copy_that_differs_is_no_backup(store: SmallStore) -> None:
    """The control of the comparison: something changes the copy before it is opened again."""

    def change(name: str) -> None:
        if name == "backup.copied":
            store.add(b"not in the copy")
            store.connection.execute("DELETE FROM documents")
            (unfinished,) = (store.folder / "backups").glob(".*.tmp")
            for _ in backup_copy.copy_pieces(store.connection, unfinished / "store.db", KEY):
                pass

    failpoints.install(change)
    try:
        with pytest.raises(BackupFailed):
            store.back_up()
    finally:
        failpoints.install(None)
    assert store.backups.all() == ()


def test_the_work_comes_first_on_a_disk_that_is_nearly_full(store: SmallStore) -> None:
    backups = Backups(store.folder, check_slots=check_slots, reserve=1 << 60)
    with pytest.raises(BackupFull):
        backups.make(store.connection, KEY, store.pictures, store.clock)
    assert backups.all() == ()


@pytest.mark.parametrize(("what", "error"), [("ENOSPC", BackupFull), ("EIO", BackupFailed)])
@pytest.mark.parametrize("step", failpoints._STEPS["backup"])
def test_a_failure_is_named_and_leaves_the_earlier_ones(
    store: SmallStore, what: str, error: type[Exception], step: str
) -> None:
    store.back_up()
    before = files_under(store.folder / "backups")
    store.add(b"one more")
    store.clock.move(30 * MINUTE)
    failpoints.install(lambda name: failpoints.fail(what) if name == f"backup.{step}" else None)
    try:
        with pytest.raises(error):
            store.back_up()
    finally:
        failpoints.install(None)
    after = files_under(store.folder / "backups")
    assert after.items() >= before.items()
    assert after == before or step == "renamed"
    assert store.back_up()
    for backup in store.backups.all():
        store.backups.verify(backup, KEY)


def test_when_one_is_due(store: SmallStore) -> None:
    backups, clock = store.backups, store.clock
    assert backups.due(clock, changed=False)
    store.back_up()
    assert not backups.due(clock)
    clock.move(29 * MINUTE)
    assert not backups.due(clock)
    clock.move(MINUTE)
    assert backups.due(clock)
    assert not backups.due(clock, changed=False)
    clock.move(7 * DAY)
    assert backups.due(clock, changed=False)


@pytest.mark.parametrize("jump", [-DAY, DAY])
def test_a_clock_that_jumps_makes_neither_none_nor_many(store: SmallStore, jump: timedelta) -> None:
    """Ten hours of changes, looked at each minute; after one hour the clock is wrong for four."""
    for minute in range(600):
        store.clock.move(MINUTE)
        if minute in (60, 300):
            store.clock.jump(jump if minute == 60 else -jump)
        if store.backups.due(store.clock):
            store.back_up()
    assert 19 <= len(store.backups.all()) <= 23


def test_pruning_by_the_clock(store: SmallStore) -> None:
    """Seven weeks with two backups a day: counts, and pictures of papers deleted meanwhile."""
    first = store.rows()[0]
    for day in range(50):
        for _ in range(2):
            store.clock.move(12 * 60 * MINUTE)
            store.back_up()
            store.backups.prune(store.clock)
        if day == 20:
            store.delete(first.name)
        ages = [store.clock.now() - backup.made for backup in store.backups.all()]
        assert max(ages) < 28 * DAY
        held = any(
            first.name in (path / "pictures.list").read_text() for path in (one.path for one in store.backups.all())
        )
        assert store.backups.all()[0].images.holds(first) == held
        assert held == (day <= 20) or day < 20 + 29
    for backup in store.backups.all():
        store.backups.verify(backup, KEY)
    assert not held


@pytest.mark.parametrize("retention_days", [1, 7, 30])
def test_nothing_past_the_retention_period_once_there_is_a_newer_one(store: SmallStore, retention_days: int) -> None:
    first = store.back_up()
    store.clock.move(min(retention_days * DAY, 28 * DAY) - MINUTE)
    assert store.backups.prune(store.clock, retention_days=retention_days) == 0
    store.clock.move(MINUTE)
    assert store.backups.prune(store.clock, retention_days=retention_days) == 0, "the last one there is"
    second = store.back_up()
    store.backups.prune(store.clock, retention_days=retention_days)
    assert not first.exists()
    assert [one.path for one in store.backups.all()] == [second]


def test_the_last_that_can_be_restored_stays_although_a_newer_folder_is_there(store: SmallStore) -> None:
    whole = store.back_up()
    store.clock.move(DAY)
    broken = store.back_up()
    (broken / "manifest.json").write_bytes(b"")
    store.clock.move(100 * DAY)
    assert store.backups.prune(store.clock) == 1
    assert (whole.exists(), broken.exists()) == (True, False)


def test_without_room_for_a_new_one_only_half_hours_go(store: SmallStore) -> None:
    old = [store.back_up()]
    for pause in (10 * DAY, 20 * DAY, 5 * MINUTE):
        store.clock.move(pause)
        old.append(store.back_up())
    assert store.backups.prune(store.clock, only_thins=True) == 1
    assert [path.exists() for path in old] == [True, True, False, True], "of the last half hour the newest"
    store.backups.prune(store.clock)
    assert [path.exists() for path in old] == [False, True, False, True]


def test_half_hours_of_a_large_store_do_not_eat_the_disk(store: SmallStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two days of half hours on a disk that holds 40 copies of the database and nothing else."""
    one = backup_folder.size(store.back_up())
    usage = shutil.disk_usage(store.folder)

    def disk(_folder: Path) -> object:
        return usage._replace(
            free=40 * one - sum(map(backup_folder.size, backup_folder.paths(store.folder / "backups")))
        )

    monkeypatch.setattr(shutil, "disk_usage", disk)
    backups = Backups(store.folder, check_slots=check_slots, reserve=0, small=0)
    for _ in range(60):
        store.clock.move(30 * MINUTE)
        made = backups.make(store.connection, KEY, store.pictures, store.clock)
        backups.prune(store.clock)
        assert len(backups.all()) <= 10
        assert backups.all()[0] == made
    assert len(backups.all()) >= 9
    assert {one.made.date() for one in backups.all()} == {START.date(), (START + DAY).date()}
    for backup in backups.all():
        backups.verify(backup, KEY)


def test_pictures_stay_while_a_list_cannot_be_read(store: SmallStore) -> None:
    path = store.back_up()
    store.clock.move(DAY)
    store.back_up()
    (path / "pictures.list").unlink()
    store.backups.prune(store.clock)
    assert len(list((store.folder / "backups" / "images").rglob("*.bin"))) == 3


def test_a_broken_manifest_is_no_backup_and_goes_with_its_time(store: SmallStore) -> None:
    path = store.back_up()
    for content in (b"", b"[]", b"{}", b'{"files": 3}', b"\xff", b"[" * 100_000):
        (path / "manifest.json").write_bytes(content)
        assert store.backups.all() == ()
        assert store.backups.due(store.clock)
    store.clock.move(31 * DAY)
    assert store.backups.prune(store.clock) == 1


def test_a_folder_that_cannot_be_written(store: SmallStore) -> None:
    (store.folder / "backups").write_bytes(b"in the way")
    with pytest.raises(BackupFailed):
        store.back_up()
    assert store.backups.all() == ()
