"""Whatever fails, the old or the new file is there, whole, and nothing beside it; what a kill leaves, a sweep takes."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import desktop_ocr
from desktop_ocr.store import replacing
from desktop_ocr.store.failpoints import NAMES, VARIABLE, FailpointReached, install
from desktop_ocr.store.replacing import PATIENCE, make_folder, replace_file, sweep_unfinished

OLD, NEW = b"old" * 1_000, b"new" * 100_000
POINTS = sorted(name for name in NAMES if name.startswith("replacing."))
BEFORE_THE_RENAME = {"replacing.created", "replacing.written", "replacing.synced", "replacing.checked"}
ROOT = Path(desktop_ocr.__file__).parent.parent


@pytest.fixture(autouse=True)
def anew() -> Iterator[None]:
    install(None)
    yield
    install(None)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "file.json"
    path.write_bytes(OLD)
    return path


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_replaces_and_makes(target: Path) -> None:
    replace_file(target, NEW)
    replace_file(target.parent / "other", b"")
    assert contents(target.parent) == {"file.json": NEW, "other": b""}


def test_every_point_is_passed_once(target: Path) -> None:
    passed: list[str] = []
    install(passed.append)
    replace_file(target, NEW)
    assert sorted(passed) == POINTS


@pytest.mark.parametrize("what", ["EIO", "ENOSPC", "exception"])
@pytest.mark.parametrize("point", POINTS)
def test_every_failure_leaves_one_whole_file(
    target: Path, monkeypatch: pytest.MonkeyPatch, point: str, what: str
) -> None:
    monkeypatch.setenv(VARIABLE, f"{point}={what}")
    with pytest.raises(FailpointReached if what == "exception" else OSError):
        replace_file(target, NEW)
    assert contents(target.parent) == {"file.json": OLD if point in BEFORE_THE_RENAME else NEW}


@pytest.mark.parametrize("point", POINTS)
def test_a_kill_leaves_one_whole_file(target: Path, point: str) -> None:
    program = "import sys, pathlib; from desktop_ocr.store.replacing import replace_file\n"
    program += "replace_file(pathlib.Path(sys.argv[1]), b'new' * 100_000)"
    environment = {**os.environ, VARIABLE: f"{point}=kill"}
    ended = subprocess.run([sys.executable, "-c", program, target], check=False, cwd=ROOT, env=environment)
    assert ended.returncode != 0
    assert target.read_bytes() == (OLD if point in BEFORE_THE_RENAME else NEW)
    assert sweep_unfinished(target.parent) == (point in BEFORE_THE_RENAME)
    assert list(contents(target.parent)) == ["file.json"]


@pytest.mark.skipif(sys.platform == "win32", reason="limits of file sizes are Unix's")
def test_a_disk_that_takes_only_part(target: Path) -> None:
    """A real short write, from the system: files may not grow beyond 100,000 bytes."""
    program = """if True:
        import errno, pathlib, resource, signal, sys
        from desktop_ocr.store.replacing import replace_file
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
        try: replace_file(pathlib.Path(sys.argv[1]), b"new" * 100_000)
        except OSError as error: print(errno.errorcode[error.errno])
    """
    command = [sys.executable, "-c", program, target]
    assert subprocess.run(command, check=True, cwd=ROOT, capture_output=True, text=True).stdout == "EFBIG\n"
    assert contents(target.parent) == {"file.json": OLD}


def test_what_does_not_read_back_is_not_put_in_place(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "read_bytes", lambda path: NEW[:-1] + b"W")
    with pytest.raises(OSError, match="read back") as caught:
        replace_file(target, NEW)
    monkeypatch.undo()
    assert caught.value.errno == errno.EIO
    assert contents(target.parent) == {"file.json": OLD}


class Held:
    """A file that another program on Windows holds for the first ``times`` tries; time only moves by sleeping."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, times: int, winerror: int | None) -> None:
        self.clock, self.times = 0.0, times
        really = Path.replace

        def replace(path: Path, to: Path) -> Path:
            if self.times:
                self.times -= 1
                error = PermissionError(errno.EACCES, "held")
                error.winerror = winerror  # type: ignore[attr-defined]
                raise error
            return really(path, to)

        def sleep(seconds: float) -> None:
            self.clock += seconds

        monkeypatch.setattr(Path, "replace", replace)
        monkeypatch.setattr(replacing.time, "sleep", sleep)
        monkeypatch.setattr(replacing.time, "monotonic", lambda: self.clock)


@pytest.mark.parametrize("winerror", [5, 32, 33])
def test_windows_lets_go_in_time(target: Path, monkeypatch: pytest.MonkeyPatch, winerror: int) -> None:
    held = Held(monkeypatch, times=10, winerror=winerror)
    replace_file(target, NEW)
    assert 0 < held.clock < PATIENCE
    assert contents(target.parent) == {"file.json": NEW}


@pytest.mark.parametrize("winerror", [5, 32, 33])
def test_windows_does_not_let_go(target: Path, monkeypatch: pytest.MonkeyPatch, winerror: int) -> None:
    held = Held(monkeypatch, times=10_000, winerror=winerror)
    with pytest.raises(PermissionError):
        replace_file(target, NEW)
    assert held.clock == pytest.approx(PATIENCE, abs=0.15)
    assert contents(target.parent) == {"file.json": OLD}


def test_other_systems_do_not_wait(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = Held(monkeypatch, times=1, winerror=None)
    with pytest.raises(PermissionError):
        replace_file(target, NEW)
    assert held.clock == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such call")
class TestTheFolder:
    """The rename has to last as well."""

    def test_it_is_synced_after_the_rename(self, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        synced: list[tuple[bool, bytes]] = []
        really = os.fsync

        def fsync(handle: int) -> None:
            synced.append((stat.S_ISDIR(os.fstat(handle).st_mode), target.read_bytes()))
            really(handle)

        monkeypatch.setattr(os, "fsync", fsync)
        replace_file(target, NEW)
        assert synced == [(False, OLD), (True, NEW)]

    @pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOTSUP])
    def test_a_drive_that_knows_no_such_call(self, target: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
        self.fail_for_folders(monkeypatch, number)
        replace_file(target, NEW)
        assert contents(target.parent) == {"file.json": NEW}

    def test_a_folder_that_cannot_be_synced_is_told(self, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.fail_for_folders(monkeypatch, errno.EIO)
        with pytest.raises(OSError, match="sync"):
            replace_file(target, NEW)

    def test_a_new_one_lasts_with_all_above_it(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        synced: list[int] = []
        monkeypatch.setattr(os, "fsync", lambda handle: synced.append(os.fstat(handle).st_ino))
        make_folder(tmp_path / "a" / "b")
        make_folder(tmp_path / "a" / "b")
        assert synced == [tmp_path.stat().st_ino, (tmp_path / "a").stat().st_ino]
        assert stat.S_IMODE((tmp_path / "a" / "b").stat().st_mode) == 0o700

    @staticmethod
    def fail_for_folders(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
        def fsync(handle: int) -> None:
            if stat.S_ISDIR(os.fstat(handle).st_mode):
                raise OSError(number, "cannot sync")

        monkeypatch.setattr(os, "fsync", fsync)

    def test_the_file_is_its_owner_s_alone(self, target: Path) -> None:
        target.chmod(0o644)
        replace_file(target, NEW)
        assert stat.S_IMODE(target.stat().st_mode) == 0o600

    def test_a_link_keeps_pointing_to_the_file(self, tmp_path: Path, target: Path) -> None:
        link = tmp_path / "link"
        link.symlink_to(target)
        replace_file(link, NEW)
        assert link.is_symlink()
        assert target.read_bytes() == NEW


def test_a_sweep_takes_only_what_is_ours(target: Path) -> None:
    for name in (".desktop-ocr-abc.tmp", "file.tmp", ".desktop-ocr-abc"):
        (target.parent / name).touch()
    assert sweep_unfinished(target.parent) == 1
    assert sorted(contents(target.parent)) == [".desktop-ocr-abc", "file.json", "file.tmp"]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert sweep_unfinished(tmp_path / "gone") == 0
    with pytest.raises(FileNotFoundError):
        replace_file(tmp_path / "gone" / "file", NEW)
