"""Put a file in place of an old one so that at any moment, and after any failure, the old or the new one is whole.

RELIABILITY.md §1 rule 4.  ``export/replacing.py`` does the same for spreadsheets, several at once and with permissions
for sharing; neither may import the other, and what is kept here stays the owner's alone.
"""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from desktop_ocr.store.failpoints import failpoint

PATIENCE = 2.5
"""Seconds during which Windows may still release a file: virus scanners and indexers hold one for moments."""
_PAUSE = 0.1
_PASSING = frozenset({5, 32, 33})  # Windows' numbers: access denied, sharing violation, lock violation
_NO_SUCH_CALL = frozenset({errno.EINVAL, errno.ENOTSUP, errno.ENOSYS})
PREFIX, SUFFIX = ".desktop-ocr-", ".tmp"


def replace_file(path: Path, content: bytes) -> None:
    """Put ``content`` at ``path``, readable by its owner only; when this returns it outlives a power cut.

    Raises ``OSError``.  The old file is there then, whole; or the new one is, whole, if only the last step failed:
    making its name last.  The folder must exist.
    """
    target = Path(os.path.realpath(path))  # through a link, to the file that is meant
    handle, name = tempfile.mkstemp(prefix=PREFIX, suffix=SUFFIX, dir=target.parent)  # mode 0600
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            failpoint("replacing.created")
            file.write(content)
            file.flush()
            failpoint("replacing.written")
            os.fsync(file.fileno())
        failpoint("replacing.synced")
        if beside.read_bytes() != content:
            raise OSError(errno.EIO, "a file did not read back as it was written")
        failpoint("replacing.checked")
        _patiently(lambda: beside.replace(target))
        failpoint("replacing.renamed")
        sync_folder(target.parent)
        failpoint("replacing.done")
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make renames and new names in ``folder`` last.  Windows has no such call and needs none.  Raises ``OSError``."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NO_SUCH_CALL:  # some network drives know no such call
            raise
    finally:
        os.close(handle)


def sweep_unfinished(folder: Path) -> int:
    """Remove what a killed replacement left beside its target; how many.  Only for whoever holds the store's lock."""
    swept = 0
    for path in folder.glob(f"{PREFIX}*{SUFFIX}"):
        with contextlib.suppress(OSError):
            path.unlink()
            swept += 1
    return swept


def _patiently(action: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            action()
        except OSError as error:
            if getattr(error, "winerror", None) not in _PASSING or time.monotonic() >= deadline:
                raise
        else:
            return
        time.sleep(_PAUSE)
