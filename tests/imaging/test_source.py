"""Taking a file in: every way in which a path may not be a readable file."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

import pytest

from desktop_ocr.domain.errors import SourceEmpty, SourceForbidden, SourceGone, SourceTooLarge
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


def test_a_disk_that_fails_while_reading(tmp_path: Path) -> None:
    with pytest.raises(SourceForbidden):
        read_source(tmp_path / ("x" * 300 + ".jpg"))


@needs_fifo
def test_a_pipe_that_nobody_writes_to_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    with pytest.raises(SourceForbidden):
        read_source(tmp_path / "pipe.jpg")


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
