"""Restoring: the backup is there whole, the former store lies aside whole; or nothing has changed."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from desktop_ocr.domain.errors import BackupDamaged, RestoreFailed, StoreKeyWrong, StoreUnwritable
from desktop_ocr.store import failpoints, restoring
from desktop_ocr.store.backup_folder import Backup
from tests.store.small_store import KEY, SLOTS, HandClock, files_under, opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def backup(folder: Path) -> Backup:
    """A backup of one paper; the store has gone on to two others."""
    with opened(folder) as store:
        old = store.add(b"old picture", "old")
        store.back_up()
        store.delete(old.name)
        store.add(b"new picture", "new")
        store.add(b"newer picture", "newer")
        return store.backups.all()[0]


def restore(backup: Backup, folder: Path, *, reserve: int = 0) -> Path | None:
    return restoring.restore(backup, folder, KEY, HandClock(), reserve=reserve)


def test_the_present_slots_stay_and_without_them_those_of_the_backup_come_back(folder: Path, backup: Backup) -> None:
    restoring.restore(backup, folder, KEY, HandClock(), slots=b"those of now")
    assert {(folder / name).read_bytes() for name in ("keyslots.json", "keyslots.json.bak")} == {b"those of now"}
    restore(backup, folder)
    assert {(folder / name).read_bytes() for name in ("keyslots.json", "keyslots.json.bak")} == {SLOTS}


def test_the_backup_is_back_and_the_former_store_lies_aside(folder: Path, backup: Backup) -> None:
    aside = restore(backup, folder)
    assert aside == folder / "aside-20260301T090000Z"
    with opened(folder) as store:
        assert store.texts() == ["old"]
        assert list(store.contents().values()) == [b"old picture"]
        assert len(store.backups.all()) == 1
    with opened(aside) as former:
        assert former.texts() == ["new", "newer"]
        assert list(former.contents().values()) == [b"new picture", b"newer picture"]
    assert not (folder / "restoring.tmp").exists()
    assert not (folder / "restoring.json").exists()


def test_twice_in_a_second_loses_neither(folder: Path, backup: Backup) -> None:
    asides = {restore(backup, folder), restore(backup, folder)}
    assert len(asides) == 2
    assert all(aside and (aside / "store.db").exists() for aside in asides)


def test_onto_an_empty_folder(tmp_path: Path, folder: Path, backup: Backup) -> None:
    assert restore(backup, tmp_path / "elsewhere" / "store") is None
    with opened(tmp_path / "elsewhere" / "store") as store:
        assert store.texts() == ["old"]
        assert list(store.contents().values()) == [b"old picture"]


def test_logs_of_the_former_store_go_with_it(folder: Path, backup: Backup) -> None:
    (folder / "store.db-wal").write_bytes(b"of the former store")
    aside = restore(backup, folder)
    assert aside
    assert (aside / "store.db-wal").read_bytes() == b"of the former store"
    with opened(folder) as store:
        assert store.texts() == ["old"]


def test_a_damaged_backup_and_another_key_change_nothing(folder: Path, backup: Backup) -> None:
    before = files_under(folder)
    with pytest.raises(StoreKeyWrong):
        restoring.restore(backup, folder, bytes(32), HandClock())
    assert files_under(folder) == before
    path = next(backup.images.folder.rglob("*.bin"))
    path.write_bytes(path.read_bytes()[:-1])
    before = files_under(folder)
    with pytest.raises(BackupDamaged):
        restore(backup, folder)
    assert files_under(folder) == before


def test_without_room_nothing_changes(folder: Path, backup: Backup) -> None:
    before = files_under(folder)
    with pytest.raises(RestoreFailed):
        restore(backup, folder, reserve=1 << 60)
    assert files_under(folder) == before


@pytest.mark.parametrize("what", ["EIO", "ENOSPC", "exception"])
@pytest.mark.parametrize("step", failpoints._STEPS["restore"])
def test_after_a_failure_there_is_one_of_the_two(folder: Path, backup: Backup, step: str, what: str) -> None:
    failpoints.install(lambda name: failpoints.fail(what) if name == f"restore.{step}" else None)
    try:
        with pytest.raises((RestoreFailed, StoreUnwritable, failpoints.FailpointReached, restoring.StoreError)):
            restore(backup, folder)
    finally:
        failpoints.install(None)
    with opened(folder) as store:
        assert store.texts() in (["old"], ["new", "newer"])
        assert len(store.contents()) == len(store.texts())
        restored = store.texts() == ["old"]
    early = step in ("begun", "staged", "verified") or (step == "committed" and what != "exception")
    assert restored is not early
    assert bool(list(folder.glob("aside-*"))) is restored


def test_calling_off_never_leaves_half_of_it_to_count(folder: Path, backup: Backup) -> None:
    """The marker goes first: else a start in the middle of clearing away would move what is left."""
    seen = []
    discard = restoring._discard

    def watch(ready: Path) -> None:
        seen.append((ready.parent / restoring.MARKER).exists())
        discard(ready)

    failpoints.install(lambda name: failpoints.fail("EIO") if name == "restore.committed" else None)
    restoring._discard = watch
    try:
        with pytest.raises(RestoreFailed):
            restore(backup, folder)
    finally:
        failpoints.install(None)
        restoring._discard = discard
    assert seen
    assert not any(seen)


def test_a_start_clears_away_what_was_never_finished(folder: Path, backup: Backup) -> None:
    before = files_under(folder)
    (folder / ".desktop-ocr-marker.tmp").write_bytes(b"{")
    (folder / restoring.READY / "images").mkdir(parents=True)
    (folder / restoring.READY / "store.db").write_bytes(b"half")
    assert restoring.finish_restore(folder) is None
    assert files_under(folder) == before
    assert not (folder / restoring.READY).exists()


@pytest.mark.parametrize("content", [b"", b"[]", b'{"aside": "../elsewhere"}', b'{"aside": 3}', b"\xff"])
def test_a_broken_marker_still_ends_the_restore(folder: Path, backup: Backup, content: bytes) -> None:
    failpoints.install(lambda name: failpoints.fail("exception") if name == "restore.committed" else None)
    with pytest.raises(failpoints.FailpointReached):
        restore(backup, folder)
    failpoints.install(None)
    (folder / restoring.MARKER).write_bytes(content)
    assert restoring.finish_restore(folder) == folder / "aside-unknown"
    with opened(folder) as store:
        assert store.texts() == ["old"]


def test_a_backup_folder_copied_to_another_place(tmp_path: Path, folder: Path, backup: Backup) -> None:
    shutil.copytree(folder / "backups", tmp_path / "usb" / "backups")
    shutil.rmtree(folder)
    with opened(tmp_path / "usb") as carrier:
        (copied,) = carrier.backups.all()
    restore(copied, folder)
    with opened(folder) as store:
        assert store.texts() == ["old"]
        store.clock.move(timedelta(minutes=30))
        store.back_up()
