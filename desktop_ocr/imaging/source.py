"""Taking a file in: its bytes, once, and their digest.  The bytes are not looked into here (see ``decode``)."""

from __future__ import annotations

import hashlib
import os
import stat
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from io import BufferedReader, FileIO
from pathlib import Path

from desktop_ocr.domain.document import Source
from desktop_ocr.domain.errors import (
    SourceDamaged,
    SourceEmpty,
    SourceForbidden,
    SourceGone,
    SourcePath,
    SourceTooLarge,
)
from desktop_ocr.imaging.system_path import for_system, is_about_path

MAX_BYTES = 50_000_000
OPEN_SECONDS = 10
"""How long opening may take: a file that lies in a cloud is fetched meanwhile, or nobody answers."""
RECENT_SECONDS = 2.0
"""A file changed less than this ago may still be written."""
PAUSE_SECONDS, CALM_PAUSES, MAX_PAUSES = 0.5, 2, 20
"""It counts as written once nothing has changed for some pauses; after the most of them it is given up."""


Stamp = tuple[int, ...]
"""What the system says of a file that changes whenever its content does."""


@dataclass(frozen=True, slots=True)
class SourceBytes:
    """A file's content and the SHA-256 of it in hex.

    ``stamp`` is that of the file it was read from, None where the content might change and the stamp would not.
    """

    content: bytes = field(repr=False)
    digest: str
    stamp: Stamp | None = field(default=None, compare=False)


def source_bytes(source: Source, known: SourceBytes | None = None) -> SourceBytes:
    """The bytes of a source, from its file unless it was pasted; raises what ``read_source`` does."""
    if source.content:
        return SourceBytes(source.content, hashlib.sha256(source.content).hexdigest())
    return read_source(Path(source.path), known)


def read_source(
    path: Path,
    known: SourceBytes | None = None,
    *,
    clock: Callable[[], float] = time.time,
    sleep: Callable[[float], None] = time.sleep,
) -> SourceBytes:
    """Read a regular file of at most 50 MB, or a link to one.  Not for the window's thread: it waits.

    A file that is just being written is waited for, at most 10 seconds.  ``known`` is what was read under that path
    before: it is given back, and nothing read, where the file is still the same.

    Raises SourceGone, SourceForbidden (also where opening takes more than 10 seconds), SourcePath, SourceEmpty,
    SourceTooLarge, or SourceDamaged where the file is still being written.  Never waits for a pipe or a device.
    """
    if "\0" in str(path):
        raise SourcePath
    try:
        with _opened(path) as file:
            status = _settled(file, clock, sleep)
            if status.st_size > MAX_BYTES:
                raise _too_large(status.st_size)
            stamp = _stamp(status, clock)
            if known is not None and stamp is not None and stamp == known.stamp:
                return known
            reader = BufferedReader(file)  # which closes the file once nobody holds it
            content = reader.read(MAX_BYTES + 1)
            if not _is_same(status, os.fstat(file.fileno())):
                raise SourceDamaged
    except (FileNotFoundError, NotADirectoryError) as error:
        raise (SourcePath if is_about_path(error) else SourceGone) from error
    except OSError as error:
        raise (SourcePath if is_about_path(error) else SourceForbidden) from error
    if not content:
        raise SourceEmpty
    if len(content) > MAX_BYTES:  # of a file that tells no size
        raise _too_large(len(content))
    return SourceBytes(content, hashlib.sha256(content).hexdigest(), stamp)


def _opened(path: Path) -> FileIO:
    """The file with its first bytes fetched, in a thread of its own, which a cloud that does not answer may keep."""
    opening: Future[FileIO] = Future()

    def work() -> None:
        try:
            opening.set_result(_open_regular(path))
        except BaseException as error:
            opening.set_exception(error)

    threading.Thread(target=work, name="opening a source", daemon=True).start()
    try:
        return opening.result(OPEN_SECONDS)
    except TimeoutError:
        opening.add_done_callback(_close)
        raise


def _open_regular(path: Path) -> FileIO:
    file = FileIO(for_system(path), opener=_open_without_waiting)
    try:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise SourceForbidden
        file.read(1)
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return file


def _open_without_waiting(path: str, flags: int) -> int:
    # Opening a FIFO for reading waits for a writer; O_NONBLOCK does not exist, and is not needed, on Windows.
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _close(opening: Future[FileIO]) -> None:
    """Close what was opened too late."""
    if opening.exception() is None:
        opening.result().close()


def _settled(file: FileIO, clock: Callable[[], float], sleep: Callable[[float], None]) -> os.stat_result:
    """The status of the file once nobody writes to it any more; raises SourceDamaged where that takes too long."""
    status, calm = os.fstat(file.fileno()), 0
    # A server's clock may be ahead of ours: what was written a moment ago is then of a moment to come.
    if abs(clock() - status.st_mtime) >= RECENT_SECONDS:
        return status
    for _ in range(MAX_PAUSES):
        sleep(PAUSE_SECONDS)
        before, status = status, os.fstat(file.fileno())
        calm = calm + 1 if _is_same(before, status) else 0
        if calm == CALM_PAUSES:
            return status
    raise SourceDamaged


def _stamp(status: os.stat_result, clock: Callable[[], float]) -> Stamp | None:
    """None while the file is so new that writing to it again may leave its time as it is: some disks count in 2 s."""
    if abs(clock() - status.st_mtime) < RECENT_SECONDS:
        return None
    # The last one, on most systems, also changes when a program sets back the time of writing.
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _is_same(one: os.stat_result, other: os.stat_result) -> bool:
    return (one.st_size, one.st_mtime_ns) == (other.st_size, other.st_mtime_ns)


def _too_large(size: int) -> SourceTooLarge:
    return SourceTooLarge(size=f"{size / 1e6:.0f} MB", limit=f"{MAX_BYTES / 1e6:.0f} MB")
