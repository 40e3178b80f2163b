"""Whatever fails, the old file is whole and nothing lies beside it."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from desktop_ocr.domain.errors import DiskFull, ExportCorrupt, TargetBusy, TargetForbidden
from desktop_ocr.export.replacing import PATIENCE, Disk, NewFile, replace_files

STEPS = ["create", "write", "read", "replace"]


class FailingDisk(Disk):
    """Raises at one step, for the first ``times`` calls that ``concerns`` picks; its clock only moves by sleeping."""

    def __init__(self, step: str, error: OSError, times: int = 10_000, concerns=lambda *paths: True) -> None:
        self.step, self.error, self.times, self.concerns = step, error, times, concerns
        self.clock = 0.0

    def _maybe(self, step: str, *paths: Path) -> None:
        if step == self.step and self.times and self.concerns(*paths):
            self.times -= 1
            raise self.error

    def create(self, folder: Path) -> Path:
        self._maybe("create", folder)
        return super().create(folder)

    def write(self, path: Path, content: bytes) -> None:
        path.write_bytes(content[: len(content) // 2])
        self._maybe("write", path)
        super().write(path, content)

    def read(self, path: Path) -> bytes:
        self._maybe("read", path)
        return super().read(path)

    def replace(self, old: Path, new: Path) -> None:
        self._maybe("replace", old, new)
        super().replace(old, new)

    def sync_folder(self, folder: Path) -> None:
        self._maybe("sync_folder", folder)
        super().sync_folder(folder)

    def now(self) -> float:
        return self.clock

    def sleep(self, seconds: float) -> None:
        self.clock += seconds


def new_file(path, content=b"new"):
    return NewFile(path, content, lambda read: read == content)


def os_error(number, windows_error=None):
    error = OSError(number, os.strerror(number))
    if windows_error:
        error.winerror = windows_error
    return error


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def target(tmp_path):
    path = tmp_path / "out.xlsx"
    path.write_bytes(b"old")
    return path


def test_replaces(target):
    replace_files([new_file(target)], Disk())
    assert contents(target.parent) == {"out.xlsx": b"new"}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EDQUOT, DiskFull),
        (errno.EACCES, TargetForbidden),
        (errno.EROFS, TargetForbidden),
        (errno.EIO, TargetForbidden),
        (errno.EBUSY, TargetBusy),
    ],
)
def test_every_failure_leaves_the_old_file(target, step, number, expected):
    with pytest.raises(expected) as caught:
        replace_files([new_file(target)], FailingDisk(step, os_error(number)))
    assert caught.value.facts == {"name": "out.xlsx"}
    assert contents(target.parent) == {"out.xlsx": b"old"}


def test_wrong_content_leaves_the_old_file(target):
    with pytest.raises(ExportCorrupt) as caught:
        replace_files([NewFile(target, b"new", lambda read: False)], Disk())
    assert caught.value.facts == {"name": "out.xlsx"}
    assert contents(target.parent) == {"out.xlsx": b"old"}


def test_a_bug_in_a_check_leaves_nothing_beside(target):
    with pytest.raises(ZeroDivisionError):
        replace_files([NewFile(target, b"new", lambda read: 1 // 0 == 0)], Disk())
    assert contents(target.parent) == {"out.xlsx": b"old"}


@pytest.mark.parametrize("windows_error", [5, 32, 33])
def test_windows_lets_go_in_time(target, windows_error):
    disk = FailingDisk("replace", os_error(errno.EACCES, windows_error), times=10)
    replace_files([new_file(target)], disk)
    assert contents(target.parent) == {"out.xlsx": b"new"}
    assert 0 < disk.clock < PATIENCE


@pytest.mark.parametrize("windows_error", [5, 32, 33])
def test_windows_does_not_let_go(target, windows_error):
    disk = FailingDisk("replace", os_error(errno.EACCES, windows_error))
    with pytest.raises(TargetBusy):
        replace_files([new_file(target)], disk)
    assert contents(target.parent) == {"out.xlsx": b"old"}
    assert disk.clock == pytest.approx(PATIENCE, abs=0.15)


def test_windows_denies_a_file_that_may_not_be_changed(target):
    target.chmod(0o444)
    with pytest.raises(TargetForbidden):
        replace_files([new_file(target)], FailingDisk("replace", os_error(errno.EACCES, 5)))
    assert contents(target.parent) == {"out.xlsx": b"old"}


def test_other_systems_do_not_wait(target):
    disk = FailingDisk("replace", os_error(errno.EACCES))
    with pytest.raises(TargetForbidden):
        replace_files([new_file(target)], disk)
    assert disk.clock == 0


def test_several_files_are_replaced_all_or_none(tmp_path):
    """The second is held: the first is not renamed either."""
    paths = [tmp_path / "a.csv", tmp_path / "b.csv"]
    for path in paths:
        path.write_bytes(b"old")
    disk = FailingDisk("replace", os_error(errno.EACCES, 32), concerns=lambda old, new: new.name == "b.csv")
    with pytest.raises(TargetBusy) as caught:
        replace_files([new_file(path) for path in paths], disk)
    assert caught.value.facts == {"name": "b.csv"}
    assert contents(tmp_path) == {"a.csv": b"old", "b.csv": b"old"}


def test_several_files_are_checked_before_the_first_is_renamed(tmp_path):
    with pytest.raises(ExportCorrupt):
        replace_files([new_file(tmp_path / "a"), NewFile(tmp_path / "b", b"", lambda read: False)], Disk())
    assert contents(tmp_path) == {}


def test_a_folder_that_cannot_be_synced_does_not_deny_the_success(target):
    replace_files([new_file(target)], FailingDisk("sync_folder", os_error(errno.EINVAL)))
    assert contents(target.parent) == {"out.xlsx": b"new"}


def test_target_is_a_folder(tmp_path):
    path = tmp_path / "out.xlsx"
    path.mkdir()
    with pytest.raises(TargetForbidden):
        replace_files([new_file(path)], Disk())
    assert list(tmp_path.iterdir()) == [path]


def test_folder_is_not_there(tmp_path):
    with pytest.raises(TargetForbidden):
        replace_files([new_file(tmp_path / "gone" / "out.xlsx")], Disk())


def test_longest_name(tmp_path):
    path = tmp_path / ("长" * 83 + ".csv")  # 253 of 255 bytes
    replace_files([new_file(path)], Disk())
    assert contents(tmp_path) == {path.name: b"new"}


def test_private_while_unfinished_then_like_any_file(tmp_path):
    modes = []

    class Looking(Disk):
        def read(self, path: Path) -> bytes:
            modes.append(stat.S_IMODE(path.stat().st_mode))
            return super().read(path)

    plain, path = tmp_path / "plain", tmp_path / "out.xlsx"
    plain.touch()
    replace_files([new_file(path)], Looking())
    assert path.stat().st_mode == plain.stat().st_mode
    path.chmod(0o640)
    replace_files([new_file(path)], Looking())
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert modes == [0o600, 0o600]


def test_a_link_keeps_pointing_to_the_file(tmp_path, target):
    link = tmp_path / "link.xlsx"
    link.symlink_to(target)
    replace_files([new_file(link)], Disk())
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
