"""Taking a file in: every way in which a path may not be a readable file."""

from __future__ import annotations

import hashlib
import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_ocr.domain.errors import (
    SourceDamaged,
    SourceEmpty,
    SourceForbidden,
    SourceGone,
    SourcePath,
    SourceTooLarge,
)
from desktop_ocr.imaging import source
from desktop_ocr.imaging.source import MAX_BYTES, read_source

needs_fifo = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no FIFO in the file system")


def test_bytes_and_digest(tmp_path: Path) -> None:
    file = tmp_path / "身份证 1.jpg"
    file.write_bytes(b"abc")
    taken = read_source(file)
    assert taken.content == b"abc"
    assert taken.digest == hashlib.sha256(b"abc").hexdigest()


def test_not_there(tmp_path: Path) -> None:
    for path in (tmp_path / "gone.jpg", tmp_path / "gone" / "a.jpg"):
        with pytest.raises(SourceGone):
            read_source(path)
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(SourceGone):
        read_source(tmp_path / "file" / "a.jpg")


def test_a_link_to_nothing(tmp_path: Path) -> None:
    (tmp_path / "link.jpg").symlink_to(tmp_path / "gone.jpg")
    with pytest.raises(SourceGone):
        read_source(tmp_path / "link.jpg")


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(SourceForbidden):
        read_source(tmp_path)


def test_empty(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").touch()
    with pytest.raises(SourceEmpty):
        read_source(tmp_path / "a.jpg")


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system refuses; told through ``os.open`` because root may open everything."""

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.jpg").write_bytes(b"abc")
    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(SourceForbidden):
        read_source(tmp_path / "a.jpg")


def test_a_disk_that_fails_while_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> int:
        raise OSError(5, "Input/output error")

    (tmp_path / "a.jpg").write_bytes(b"abc")
    monkeypatch.setattr(os, "open", fail)
    with pytest.raises(SourceForbidden):
        read_source(tmp_path / "a.jpg")


@pytest.mark.parametrize("name", ["x" * 300 + ".jpg", "a\0b.jpg"])
def test_a_path_that_no_system_opens(name: str, tmp_path: Path) -> None:
    with pytest.raises(SourcePath):
        read_source(tmp_path / name)


@pytest.mark.skipif(sys.platform == "win32", reason="the whole path may be longer there; see test_system_path")
def test_a_path_of_more_than_260_characters(tmp_path: Path) -> None:
    folder = tmp_path / ("long" * 40) / ("longer" * 30)
    folder.mkdir(parents=True)
    (folder / "a.jpg").write_bytes(b"abc")
    assert len(str(folder / "a.jpg")) > 350
    assert read_source(folder / "a.jpg").content == b"abc"


@pytest.mark.parametrize("name", ["🪪 证.jpg", "\u202egpj.exe", "CON", "nul.jpg", "a. ", "a...", "x" * 250])
@pytest.mark.skipif(sys.platform == "win32", reason="Windows itself refuses to make some of them")
def test_odd_names(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"abc")
    assert read_source(tmp_path / name).content == b"abc"


def test_a_link_is_followed_to_a_file_and_not_in_circles(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"abc")
    (tmp_path / "link").symlink_to("a.jpg")
    assert read_source(tmp_path / "link").content == b"abc"
    (tmp_path / "one").symlink_to("other")
    (tmp_path / "other").symlink_to("one")
    (tmp_path / "folder").symlink_to(tmp_path, target_is_directory=True)
    for name in ("one", "folder"):
        with pytest.raises(SourceForbidden):
            read_source(tmp_path / name)


@needs_fifo
def test_a_pipe_that_nobody_writes_to_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    (tmp_path / "link.jpg").symlink_to(tmp_path / "pipe.jpg")
    for name in ("pipe.jpg", "link.jpg"):
        with pytest.raises(SourceForbidden):
            read_source(tmp_path / name)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no devices in the file system")
@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null"])
def test_a_device_is_not_a_file(device: str) -> None:
    with pytest.raises(SourceForbidden):
        read_source(Path(device))


def test_one_byte_more_than_50_megabytes(tmp_path: Path) -> None:
    file = tmp_path / "a.tif"
    with file.open("wb") as writer:
        writer.truncate(MAX_BYTES)
    assert len(read_source(file).content) == MAX_BYTES
    with file.open("r+b") as writer:
        writer.truncate(2 * MAX_BYTES)
    with pytest.raises(SourceTooLarge) as caught:
        read_source(file)
    assert caught.value.facts == {"size": "100 MB", "limit": "50 MB"}


def test_windows_has_no_way_to_open_without_waiting_and_needs_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.jpg").write_bytes(b"abc")
    monkeypatch.delattr(os, "O_NONBLOCK", raising=False)
    assert source.read_source(tmp_path / "a.jpg").content == b"abc"


class Pauses:
    """A clock that only ``sleep`` moves; ``meanwhile`` is called in each pause with its number, from 1."""

    def __init__(self, start: float, meanwhile: Callable[[int], None] = lambda _: None) -> None:
        self.now, self.count, self._meanwhile = start, 0, meanwhile

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.count += 1
        self._meanwhile(self.count)


class TestStillBeingWritten:
    def read(self, file: Path, pauses: Pauses) -> bytes:
        return read_source(file, clock=pauses.clock, sleep=pauses.sleep).content

    def written(self, folder: Path, *, ago: float, content: bytes = b"abc") -> tuple[Path, float]:
        """A file, and the time that it is now."""
        file, now = folder / "a.jpg", time.time()
        file.write_bytes(content)
        os.utime(file, (now - ago, now - ago))
        return file, now

    @pytest.mark.parametrize("ago", [2.5, 1e6, -2.5, -1e6])
    def test_an_old_file_is_not_waited_for(self, ago: float, tmp_path: Path) -> None:
        """Nor one of tomorrow, by a camera whose clock is wrong."""
        file, now = self.written(tmp_path, ago=ago)
        pauses = Pauses(now)
        assert (self.read(file, pauses), pauses.count) == (b"abc", 0)

    @pytest.mark.parametrize("ago", [0.0, 1.5, -1.5])
    def test_a_new_one_is_read_after_two_calm_pauses(self, ago: float, tmp_path: Path) -> None:
        file, now = self.written(tmp_path, ago=ago)
        pauses = Pauses(now)
        assert (self.read(file, pauses), pauses.count) == (b"abc", 2)

    def test_all_that_is_written_meanwhile_is_in_it(self, tmp_path: Path) -> None:
        file, now = self.written(tmp_path, ago=0, content=b"")

        def write(pause: int) -> None:
            if pause in (1, 2, 4):
                with file.open("ab") as writer:
                    writer.write(str(pause).encode())

        pauses = Pauses(now, write)
        assert (self.read(file, pauses), pauses.count) == (b"124", 6)

    def test_the_beginning_may_change_too(self, tmp_path: Path) -> None:
        file, now = self.written(tmp_path, ago=0, content=b"not yet")

        def write(pause: int) -> None:
            if pause == 1:
                with file.open("r+b") as writer:
                    writer.write(b"written")
                os.utime(file, (now + 1, now + 1))

        assert self.read(file, Pauses(now, write)) == b"written"

    def test_one_that_never_ends_is_given_up(self, tmp_path: Path) -> None:
        file, now = self.written(tmp_path, ago=0)

        def write(_: int) -> None:
            with file.open("ab") as writer:
                writer.write(b"x")

        pauses = Pauses(now, write)
        with pytest.raises(SourceDamaged):
            self.read(file, pauses)
        assert pauses.count == source.MAX_PAUSES

    @pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be removed there")
    def test_one_that_vanishes_once_it_is_open_is_read_all_the_same(self, tmp_path: Path) -> None:
        file, now = self.written(tmp_path, ago=0)
        assert self.read(file, Pauses(now, lambda pause: file.unlink(missing_ok=True))) == b"abc"


def test_a_cloud_that_does_not_answer_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is opened after all, later, is closed."""
    (tmp_path / "a.jpg").write_bytes(b"abc")
    answer, opened, real = threading.Event(), [], os.open

    def open_late(path: str, flags: int) -> int:
        answer.wait()
        opened.append(real(path, flags))
        return opened[0]

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", open_late)
        patch.setattr(source, "OPEN_SECONDS", 0.01)
        with pytest.raises(SourceForbidden):
            read_source(tmp_path / "a.jpg")
        (waiting,) = [thread for thread in threading.enumerate() if thread.name == "opening a source"]
        assert waiting.daemon, "it would keep the program from ending"
        answer.set()
        waiting.join(10)
    with pytest.raises(OSError, match="Bad file"):
        os.fstat(opened[0])
