"""Put files in place of old ones so that at any moment, and after any failure, either the old or the new one is whole.

Each file is written beside its target, flushed to the disk and read back; only when all of them are found right is the
first renamed.  Every ``OSError`` ends here as one of the errors a clerk may meet.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from desktop_ocr.domain.errors import DiskFull, ExportCorrupt, ExportError, TargetBusy, TargetForbidden

PATIENCE = 2.5
"""Seconds during which Windows may still release a file: virus scanners and previews hold one for moments."""
_PAUSE = 0.1
_ACCESS_DENIED, _SHARING_VIOLATION, _LOCK_VIOLATION = 5, 32, 33  # Windows' numbers
_PASSING = frozenset({_ACCESS_DENIED, _SHARING_VIOLATION, _LOCK_VIOLATION})
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


@dataclass(frozen=True, slots=True)
class NewFile:
    """``is_right`` compares the bytes that were read back with what they were meant to say."""

    path: Path
    content: bytes
    is_right: Callable[[bytes], bool]


class Disk:
    """The system calls of a replacement, and the clock; tests hand in one that fails."""

    def create(self, folder: Path) -> Path:
        """A new file of a short name (the target's may have the greatest length) that only its owner can read."""
        handle, name = tempfile.mkstemp(prefix=".desktop-ocr-", suffix=".tmp", dir=folder)
        os.close(handle)
        return Path(name)

    def write(self, path: Path, content: bytes) -> None:
        with path.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())

    def read(self, path: Path) -> bytes:
        return path.read_bytes()

    def replace(self, old: Path, new: Path) -> None:
        old.replace(new)

    def sync_folder(self, folder: Path) -> None:
        """Make a rename last; Windows has no such call and needs none."""
        if os.name == "nt":
            return
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def now(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


def replace_files(files: Sequence[NewFile], disk: Disk) -> None:
    """Put all of the files in place, or none and leave what was there.

    Raises ``ExportError``.  Only a failure between two renames can leave some of several files new: each is whole then.
    """
    beside: list[tuple[NewFile, Path, Path]] = []
    try:
        for file in files:
            target = Path(os.path.realpath(file.path))  # through a link, to the file that is meant
            with _errors_named(file.path):
                temporary = disk.create(target.parent)
                beside.append((file, target, temporary))
                disk.write(temporary, file.content)
                read = disk.read(temporary)
            if not file.is_right(read):
                raise ExportCorrupt(name=file.path.name)
        for file, target, _ in beside:
            with _errors_named(file.path):
                _require_free(target, disk)
        for file, target, temporary in beside:
            with _errors_named(file.path):
                temporary.chmod(_permissions(target))
                _patiently(partial(disk.replace, temporary, target), disk)
    finally:
        for _, _, temporary in beside:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
    for folder in {target.parent for _, target, _ in beside}:
        # The files are in place and whole: an error here (some network drives know no such call) would say otherwise.
        with contextlib.suppress(OSError):
            disk.sync_folder(folder)


def _require_free(target: Path, disk: Disk) -> None:
    """Fail before the first of several files is renamed if one of them could not be.

    Windows refuses to rename a file to its own name while a program holds it; elsewhere that does nothing.
    """
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if target.exists():
        _patiently(partial(disk.replace, target, target), disk)


def _patiently(action: Callable[[], None], disk: Disk) -> None:
    deadline = disk.now() + PATIENCE
    while True:
        try:
            return action()
        except OSError as error:
            if _windows_error(error) not in _PASSING or disk.now() >= deadline:
                raise
        disk.sleep(_PAUSE)


def _permissions(target: Path) -> int:
    """The old file's, else what any program would give: the clerk shares what was private while it was unfinished."""
    with contextlib.suppress(OSError):
        return stat.S_IMODE(target.stat().st_mode) & 0o777
    mask = os.umask(0o077)  # can only be read by setting it; the strict value harms no file another thread makes now
    os.umask(mask)
    return 0o666 & ~mask


@contextlib.contextmanager
def _errors_named(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _clerk_error(error, target)(name=target.name) from error


def _clerk_error(error: OSError, target: Path) -> type[ExportError]:
    windows_error = _windows_error(error)
    if error.errno in _FULL:
        return DiskFull
    if windows_error in (_SHARING_VIOLATION, _LOCK_VIOLATION) or error.errno == errno.EBUSY:
        return TargetBusy
    if windows_error == _ACCESS_DENIED and _is_writable_file(target):
        return TargetBusy  # what Windows answers to a rename over a file that Excel has open
    return TargetForbidden


def _windows_error(error: OSError) -> int | None:
    return getattr(error, "winerror", None)


def _is_writable_file(path: Path) -> bool:
    try:
        return bool(path.stat().st_mode & stat.S_IWRITE)
    except OSError:
        return False
