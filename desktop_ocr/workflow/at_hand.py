"""The bytes of the last few files, so that each page of a long one does not have it fetched and decrypted anew.

A page is wanted for its thumbnail, its reading and its view, and then comes the next one.  Bounded in bytes; nothing of
it outlives a lock, a deletion or the store's end: ``Safe`` and ``Locking`` see to that.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath

from desktop_ocr.domain.document import Source
from desktop_ocr.imaging.source import SourceBytes, Stamp

ROOM = 64_000_000
"""Bytes: the largest file that is taken (50 MB), or a handful of photos."""

Fetch = Callable[[Source, SourceBytes | None], SourceBytes]
"""Gives the bytes of a source.  With what was read of its file before, which it gives back if that has not changed."""


class AtHand:
    """Used from several threads: ``get`` waits for the disk, all else returns at once."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        """By digest; what was used last is at the end."""
        self._files: dict[PurePath, tuple[str, Stamp]] = {}
        """The digest of a file, and what the system said of the file then; only of those that are kept."""
        self._size = 0
        self._is_closed = False
        self._times_forgotten = 0
        self._told: list[Callable[[], None]] = []

    def subscribe(self, told: Callable[[], None]) -> None:
        """``told`` forgets too, whenever something is to be forgotten."""
        self._told.append(told)

    def get(self, source: Source, fetch: Fetch) -> SourceBytes:
        """The bytes of a source, the very same object while they are at hand.  Raises what ``fetch`` does.

        The store's copy never changes, so its digest is enough; whether a file has changed is for ``fetch`` to see.
        """
        with self._lock:
            known, times = self._known(source), self._times_forgotten
        if known is not None and source.picture is not None:
            return known
        found = fetch(source, known)
        with self._lock:
            # What was on its way when all was forgotten is for whoever asked, and for nobody after.
            return found if self._is_closed or times != self._times_forgotten else self._keep(source, found)

    def digest_of(self, content: bytes) -> str:
        """The digest of bytes that are at hand, this very object; empty for all others."""
        with self._lock:
            return next((digest for digest, kept in self._kept.items() if kept is content), "")

    def with_digest(self, digest: str) -> bytes | None:
        """The bytes of that digest, if they are at hand."""
        with self._lock:
            return self._kept.get(digest)

    def forget(self) -> None:
        """Nothing is at hand any more, nor will be what is just being fetched.  Called on the loop's thread."""
        with self._lock:
            self._kept.clear()
            self._files.clear()
            self._size = 0
            self._times_forgotten += 1
        for told in self._told:
            told()

    def close(self) -> None:
        """Forget, and keep nothing until ``open``: behind a locked window reading goes on."""
        with self._lock:
            self._is_closed = True
        self.forget()

    def open(self) -> None:
        with self._lock:
            self._is_closed = False

    def __repr__(self) -> str:
        return f"AtHand({len(self._kept)} files, {self._size} bytes)"

    # --- With the lock held -----------------------------------------------------------------------------------------

    def _known(self, source: Source) -> SourceBytes | None:
        digest, stamp = source.digest, None
        if source.picture is None:
            digest, stamp = self._files.get(source.path, ("", None))
        if digest not in self._kept:
            return None
        self._kept.move_to_end(digest)
        return SourceBytes(self._kept[digest], digest, stamp)

    def _keep(self, source: Source, found: SourceBytes) -> SourceBytes:
        if found.digest not in self._kept:  # else somebody was quicker, or it is another file of the same bytes
            self._kept[found.digest] = found.content
            self._size += len(found.content)
        content = self._kept[found.digest]
        self._kept.move_to_end(found.digest)
        if source.picture is None and found.stamp is not None:
            self._files[source.path] = (found.digest, found.stamp)
        if self._size > self._room:
            self._make_room()
        return replace(found, content=content)

    def _make_room(self) -> None:
        while self._size > self._room:
            _, oldest = self._kept.popitem(last=False)
            self._size -= len(oldest)
        self._files = {path: file for path, file in self._files.items() if file[0] in self._kept}
