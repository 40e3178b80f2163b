"""Copies of the pictures that a batch's documents come from, in the store: made once for each file, read ever after."""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import Iterable
from dataclasses import replace

from desktop_ocr.domain.document import Source
from desktop_ocr.domain.errors import SourceError, SourceGone
from desktop_ocr.imaging.source import SourceBytes, source_bytes
from desktop_ocr.store.store import Store
from desktop_ocr.store.store_thread import StoreThread
from desktop_ocr.workflow.batch import Batch

COPYING = 0.5
"""Seconds for which pictures are copied before what has changed is written."""


class PictureCopies:
    """Methods that take a key take one that is not in the batch, too."""

    def __init__(self, batch: Batch, thread: StoreThread) -> None:
        self._batch, self._thread = batch, thread
        self._sources: dict[int, Source] = {}
        """Of documents whose picture is copied; what comes back from the bin has its copy still."""
        self._unreadable: set[int] = set()

    def contents(self, source: Source, known: SourceBytes | None = None) -> SourceBytes:
        """The bytes of a source: the store's copy, or where there is none yet, the file (``known``: see
        ``read_source``).  Not for the loop's thread.

        Raises what ``source_bytes`` does, and ``StoreError``.
        """
        if source.picture is None:
            return source_bytes(source, known)
        try:
            content = self._thread.submit(Store.read_picture, source.picture).result()
        except RuntimeError as closed:  # the program is ending
            raise SourceGone from closed
        return SourceBytes(content, hashlib.sha256(content).hexdigest())

    def is_only_copy(self, key: int) -> bool:
        """Whether a document's bytes are nowhere but in memory: what was pasted or photographed has no file."""
        source = self._batch.document(key).source if key in self._batch else None
        return source is not None and bool(source.content) and source.picture is None

    def is_to_copy(self, key: int) -> bool:
        return key in self._batch and key not in self._unreadable and self._batch.document(key).source.picture is None

    def try_again(self, key: int) -> None:
        """A file that could not be read may be back within reach."""
        self._unreadable.discard(key)

    async def copy(self, keys: Iterable[int]) -> None:
        """For a while, lest what is typed waits for five hundred files; the rest is copied after the next rows."""
        until = time.monotonic() + COPYING
        for key in keys:
            await self._copy_one(key)
            if time.monotonic() > until:
                return

    async def _copy_one(self, key: int) -> None:
        """The picture first, then the row that names it; a file that cannot be read is told by its reading."""
        if key not in self._batch or key in self._unreadable:
            return
        source, known = self._batch.document(key).source, self._sources.get(key)
        if source.picture is not None:
            self._sources[key] = source
            return
        if known is None:
            known = await self._copied(key, source)
        if known is not None and key in self._batch:
            self._sources[key] = known
            if known.picture is not None:
                self._batch.keep_source(key, known.picture, known.digest)

    async def _copied(self, key: int, source: Source) -> Source | None:
        """The source with its bytes in the store; further pages and papers of a file share them.  None if it cannot be
        read.

        A file that comes a second time is read a second time: it may be another one under the same name.
        """
        row = self._batch.row(key) - 1
        if row >= 0 and source.digest:
            other = self._batch.document(self._batch.key_at(row)).source
            if other.picture is not None and (other.path, other.digest) == (source.path, source.digest):
                return replace(source, picture=other.picture, content=b"")
        try:
            content = (await asyncio.to_thread(source_bytes, source)).content
        except SourceError:
            self._unreadable.add(key)
            return None
        record = await self._thread.run(Store.add_picture, content)
        return replace(source, picture=record.id, digest=record.digest, content=b"")
