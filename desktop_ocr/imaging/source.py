"""Taking a file in: its bytes, once, and their digest.  The bytes are not looked into here (see ``decode``)."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from desktop_ocr.domain.document import Source
from desktop_ocr.domain.errors import SourceEmpty, SourceForbidden, SourceGone, SourceTooLarge

MAX_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class SourceBytes:
    """A file's content and the SHA-256 of it in hex."""

    content: bytes
    digest: str


def source_bytes(source: Source) -> SourceBytes:
    """The bytes of a source, from its file unless it was pasted; raises what ``read_source`` does."""
    if source.content:
        return SourceBytes(source.content, hashlib.sha256(source.content).hexdigest())
    return read_source(Path(source.path))


def read_source(path: Path) -> SourceBytes:
    """Read a regular file of at most 50 MB.

    Raises SourceGone, SourceForbidden, SourceEmpty or SourceTooLarge.  Never blocks on a pipe or a device.
    """
    try:
        with open(path, "rb", opener=_open_without_waiting) as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise SourceForbidden
            content = file.read(MAX_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise SourceGone from error
    except OSError as error:
        raise SourceForbidden from error
    if not content:
        raise SourceEmpty
    if len(content) > MAX_BYTES:
        raise SourceTooLarge(
            size=f"{max(status.st_size, len(content)) / 1e6:.0f} MB", limit=f"{MAX_BYTES / 1e6:.0f} MB"
        )
    return SourceBytes(content, hashlib.sha256(content).hexdigest())


def _open_without_waiting(path: str, flags: int) -> int:
    # Opening a FIFO for reading waits for a writer; O_NONBLOCK does not exist, and is not needed, on Windows.
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
