"""Copies of the pictures that a batch's documents come from, in the store: made once for each file, read ever after."""

from __future__ import annotations

import asyncio
import hashlib
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass

from desktop_ocr.domain.document import Source
from desktop_ocr.domain.errors import SourceError, SourceGone, StoreError
from desktop_ocr.imaging.source import SourceBytes, source_bytes
from desktop_ocr.store.records import PictureRecord
from desktop_ocr.store.store import Store
from desktop_ocr.store.store_thread import StoreThread
from desktop_ocr.workflow.at_hand import AtHand
from desktop_ocr.workflow.batch import Batch

COPYING = 0.5
"""Seconds for which pictures are copied before what has changed meanwhile is written."""
READING = 30.0
"""Seconds that one file may take: a share or a cloud's folder may give its first bytes and then no more."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """A file that is being read, perhaps for longer than one turn of copying."""

    begun: float
    found: asyncio.Future[SourceBytes]


class PictureCopies:
    """Methods that take a key take one that is not in the batch, too.

    ``tells_other`` is called with the source of a document that is read again, because the file was another one by the
    time it was copied.
    """

    def __init__(self, batch: Batch, thread: StoreThread, at_hand: AtHand | None = None) -> None:
        self.tells_other: Callable[[Source], None] = lambda _source: None
        self._batch, self._thread, self._at_hand = batch, thread, at_hand or AtHand()
        self._copies: dict[int, tuple[int, str]] = {}
        """The number and digest of documents' copies; what comes back from the bin has its copy still."""
        self._unreadable: set[int] = set()
        self._wanted: dict[int, None] = {}
        """Documents whose files are to be copied."""
        self._readings: dict[int, _Reading] = {}
        self._adding: dict[int, Future[PictureRecord]] = {}
        """What the store is taking in: a write that is cancelled leaves it to the next one, not to be added twice."""

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

    @property
    def has_files_to_copy(self) -> bool:
        return bool(self._wanted)

    def want(self, keys: Iterable[int]) -> None:
        """These documents' files are to be copied, as far as they are not yet."""
        self._wanted.update((key, None) for key in keys if self._is_to_copy(key))

    def try_again(self, key: int) -> None:
        """A file that could not be read may be back within reach."""
        self._unreadable.discard(key)

    async def copy_only_copies(self, keys: Iterable[int]) -> StoreError | None:
        """Bring to the store, for a while, what has no file, before the rows that name it; returns what failed."""
        until, problem = time.monotonic() + COPYING, None
        for key in keys:
            if self._is_known(key) or not self.is_only_copy(key):
                continue
            source = self._batch.document(key).source
            if key not in self._adding and self._shares(key, source.digest):
                continue
            try:
                await self._add(key, source.content)
            except StoreError as error:
                problem = problem or error
            if time.monotonic() > until:
                break
        return problem

    async def copy_files(self) -> StoreError | None:
        """For a while, lest what is typed waits for five hundred files, or for one that does not come; returns what
        failed, which stays wanted.
        """
        until, problem = time.monotonic() + COPYING, None
        for key in list(self._wanted):
            try:
                is_done = await self._copy_file(key, until)
            except StoreError as error:
                problem = problem or error
            else:
                if not is_done:
                    break
                self._wanted.pop(key, None)
            if time.monotonic() > until:
                break
        return problem

    def _is_to_copy(self, key: int) -> bool:
        source = self._batch.document(key).source if key in self._batch else None
        return source is not None and source.picture is None and not source.content and key not in self._unreadable

    def _is_known(self, key: int) -> bool:
        """Whether there is nothing to copy; a copy of what has been read of another file meanwhile is read again."""
        if key not in self._batch:
            return True
        source, (picture, digest) = self._batch.document(key).source, self._copies.get(key, (None, ""))
        is_other = bool(source.digest and digest and source.digest != digest)
        if picture is not None and (source.picture is None or (source.picture == picture and is_other)):
            self._keep(key, picture, digest)
        elif source.picture is not None:
            self._copies[key] = source.picture, source.digest
        return self._batch.document(key).source.picture is not None

    async def _copy_file(self, key: int, until: float) -> bool:
        """False while the file is still being read; one that cannot be read is told by its document's reading.

        What was read of the file counts, if it is still at hand: the file may be another one by now.
        """
        if not self._is_to_copy(key):
            self._readings.pop(key, None)
            return True
        source = self._batch.document(key).source
        if key in self._adding:
            await self._add(key)
        elif not self._shares(key, source.digest):
            content = self._at_hand.with_digest(source.digest)
            if content is None:
                try:
                    read = await self._read(key, source, until)
                except SourceError:
                    self._unreadable.add(key)
                    return True
                if read is None:
                    return False
                if key not in self._batch or self._shares(key, read.digest):
                    return True
                content = read.content
            await self._add(key, content)
        return True

    def _shares(self, key: int, digest: str) -> bool:
        """Further pages and papers of a file share its copy.

        A file that comes a second time is read a second time: it may be another one under the same name.
        """
        row = self._batch.row(key) - 1
        if row < 0 or not digest:
            return False
        source, other = self._batch.document(key).source, self._batch.document(self._batch.key_at(row)).source
        if other.picture is None or (other.path, other.digest) != (source.path, digest):
            return False
        self._keep(key, other.picture, digest)
        return True

    async def _read(self, key: int, source: Source, until: float) -> SourceBytes | None:
        """The file's bytes, None if they are not there yet.  Raises ``SourceError``, also where it takes too long."""
        reading = self._readings.get(key)
        if reading is None:
            found = asyncio.wrap_future(_in_a_thread_of_its_own(lambda: source_bytes(source)))
            # Of one that was given up nobody asks how it ended, and asyncio would call that a bug.
            found.add_done_callback(lambda one: one.cancelled() or one.exception())
            reading = self._readings[key] = _Reading(time.monotonic(), found)
        await asyncio.wait([reading.found], timeout=max(until - time.monotonic(), 0.0))
        is_late = time.monotonic() - reading.begun > READING
        if not reading.found.done() and not is_late:
            return None
        self._readings.pop(key, None)
        if not reading.found.done():
            raise SourceGone
        return reading.found.result()

    async def _add(self, key: int, content: bytes = b"") -> None:
        adding = self._adding.get(key)
        if adding is None:
            adding = self._adding[key] = self._thread.submit(Store.add_picture, content)
        try:
            record = await asyncio.shield(asyncio.wrap_future(adding))
        except asyncio.CancelledError:
            raise
        except BaseException:
            self._adding.pop(key, None)
            raise
        self._adding.pop(key, None)
        self._keep(key, record.id, record.digest)

    def _keep(self, key: int, picture: int, digest: str) -> None:
        """The document is what the copy shows: if another one was read, the copy is read."""
        self._copies[key] = picture, digest
        if key not in self._batch:
            return
        read = self._batch.document(key)
        self._batch.keep_source(key, picture, digest)
        is_read = read.recognition is not None or read.error is not None
        if is_read and read.source.digest and read.source.digest != digest:
            if read.engine:  # at home: nobody has asked to send this one
                self._batch.read_with(key, "", read.asked_type)
            else:
                self._batch.read_again(key)
            self.tells_other(read.source)


def _in_a_thread_of_its_own(read: Callable[[], SourceBytes]) -> Future[SourceBytes]:
    """A file that never comes may keep it, and keeps neither the other threads nor the end of the program waiting."""
    reading: Future[SourceBytes] = Future()

    def work() -> None:
        try:
            reading.set_result(read())
        except BaseException as error:
            reading.set_exception(error)

    threading.Thread(target=work, name="copying a source", daemon=True).start()
    return reading
