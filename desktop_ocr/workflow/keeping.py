"""Brings everything that happens in a batch to the store, as it happens; what is said to be saved is on the disk."""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import Enum

from desktop_ocr.domain.document import Document, Source
from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.errors import ClerkError, SourceError, SourceGone, StoreError
from desktop_ocr.imaging.source import SourceBytes, source_bytes
from desktop_ocr.store.records import Draft, StoredDocument
from desktop_ocr.store.store import Store
from desktop_ocr.store.store_thread import StoreThread
from desktop_ocr.workflow.at_hand import AtHand
from desktop_ocr.workflow.batch import Added, Batch, Change, Changed, Removed
from desktop_ocr.workflow.stored import from_record, to_record

GATHERED = 0.03
"""Seconds in which changes are gathered for one transaction."""
COPYING = 0.5
"""Seconds for which pictures are copied before what has changed is written."""
AGAIN = 2.0
"""Seconds after which writing is tried again when the disk is full or fails."""
CURRENT, STOPPED = "current", "stopped"
"""Remembered: the number of the document that the clerk looked at last; whether the clerk had stopped reading."""


class Saving(Enum):
    SAVED = "saved"
    UNDER_WAY = "under way"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Session:
    """What the clerk was doing when the program ended: keys of the batch, and texts that were being typed."""

    current: int | None
    drafts: tuple[tuple[int, str, str], ...]
    """(key, field, text), oldest first."""
    exported: tuple[int, ...]
    """Keys of documents that are in a file as they are."""
    is_stopped: bool
    """Whether the clerk had stopped reading: what waits is not read before it is asked for."""


@dataclass(slots=True)
class _Kept:
    """What the store knows of a document of the batch: number, order, and its source once the picture is copied."""

    number: int
    place: float
    source: Source | None = None
    exported_at: str = ""
    exported_as: object = None
    """What was in it when it was exported: once that changes, it is not exported any more."""


class Keeper:
    """``subscribe`` to be told of every change of ``saving``; ``problem`` says what failed."""

    saving = Saving.SAVED
    problem: ClerkError | None = None

    def __init__(self, batch: Batch, thread: StoreThread) -> None:
        self._batch, self._thread = batch, thread
        self._told: list[Callable[[], None]] = []
        self._keys: list[int] = []
        self._kept: dict[int, _Kept] = {}
        self._changed: dict[int, None] = {}
        self._unreadable: set[int] = set()
        self._next = 1
        """The number of the next document."""
        self._woken = asyncio.Event()

    def subscribe(self, told: Callable[[], None]) -> None:
        self._told.append(told)

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

    # --- At the start -----------------------------------------------------------------------------------------------

    async def load(self, types: Mapping[str, DocumentType]) -> Session:
        """Put into the batch what was in work when the program ended, before what came meanwhile.

        Raises ``StoreError``.
        """
        records = await self._thread.run(Store.all_open)
        self._next = await self._thread.run(Store.next_id)
        drafts = await self._thread.run(Store.drafts)
        current = await self._thread.run(Store.recall, CURRENT)
        is_stopped = bool(await self._thread.run(Store.recall, STOPPED))
        documents = await asyncio.to_thread(lambda: [self._document(record, types) for record in records])
        came_before = self._batch.keys()
        keys = self._batch.insert_first(documents)
        by_number = {}
        for key, record in zip(keys, records, strict=True):
            source = self._batch.document(key).source
            self._kept[key] = _Kept(record.id, record.place, source if source.picture is not None else None)
            if record.exported_at:
                self._kept[key].exported_at = record.exported_at
                self._kept[key].exported_as = _work(self._batch.document(key))
            by_number[record.id] = key
        self._keys = keys
        self._add(len(keys), came_before)
        self._batch.subscribe(self._happened)
        if came_before:
            self._wake()
        exported = tuple(key for key in keys if self._kept[key].exported_at)
        chosen = by_number.get(current) if isinstance(current, int) else None
        return Session(chosen, _of(drafts, by_number), exported, is_stopped)

    def _document(self, record: StoredDocument, types: Mapping[str, DocumentType]) -> Document:
        return from_record(record, types, likely_score=self._batch.likely_score)

    # --- As it happens ----------------------------------------------------------------------------------------------

    def _happened(self, change: Change) -> None:
        if isinstance(change, Added):
            self._add(change.row, self._batch.keys()[change.row : change.row + change.count])
        elif isinstance(change, Removed):
            gone = self._keys[change.row : change.row + change.count]
            del self._keys[change.row : change.row + change.count]
            self._changed.update(dict.fromkeys(gone))
        elif isinstance(change, Changed):
            key = self._keys[change.row]
            self._changed[key] = None
            if self._batch.document(key).error is None:  # its file may be back within reach
                self._unreadable.discard(key)
        self._wake()

    def _add(self, row: int, keys: Sequence[int]) -> None:
        """Give new documents their numbers, and places between the neighbours."""
        before = self._kept[self._keys[row - 1]].place if row > 0 else 0.0
        after = self._kept[self._keys[row]].place if row < len(self._keys) else before + len(keys) + 1
        for step, key in enumerate(keys, 1):
            place = before + (after - before) * step / (len(keys) + 1)
            if key in self._kept:  # it comes back from the bin
                self._kept[key].place = place
            else:
                self._kept[key] = _Kept(self._next, place)
                self._next += 1
        self._keys[row:row] = keys
        self._changed.update(dict.fromkeys(keys))

    def _wake(self) -> None:
        self._show(Saving.UNDER_WAY)
        self._woken.set()

    async def run(self) -> None:
        """Write what changes, until it is cancelled; a disk that is full or fails is tried again and again."""
        while True:
            await self._woken.wait()
            self._woken.clear()
            await asyncio.sleep(GATHERED)
            await self.write()
            if self.saving is Saving.FAILED:
                await asyncio.sleep(AGAIN)
                self._woken.set()

    async def write(self) -> None:
        """Bring to the disk what has changed up to now, and what comes while that is done."""
        while await self._write_some():
            pass

    async def _write_some(self) -> bool:
        """Whether pictures of what was written are still to be copied."""
        changed: dict[int, None] = {}
        are_late = False
        try:
            await self._copy_pictures()
            # All at one moment: a file's first page must not be kept without the others that were found with it.
            changed, self._changed = self._changed, {}
            await self._write_documents(changed)
            are_late = self._wait_for_pictures(changed)
        except StoreError as error:
            self._changed = changed | self._changed
            self._show(Saving.FAILED, error)
        except BaseException:
            self._changed = changed | self._changed
            raise
        else:
            self._show(Saving.UNDER_WAY if self._changed else Saving.SAVED)
        return are_late

    async def _copy_pictures(self) -> None:
        """For a while, lest what is typed waits for five hundred files; the rest is copied after the next rows."""
        until = time.monotonic() + COPYING
        for key in list(self._changed):
            await self._keep_picture(key)
            if time.monotonic() > until:
                return

    def _wait_for_pictures(self, keys: Iterable[int]) -> bool:
        """Whether rows stand without their pictures: these come next."""
        late = dict.fromkeys(key for key in keys if self._lacks_picture(key))
        self._changed = late | self._changed
        return bool(late)

    def _lacks_picture(self, key: int) -> bool:
        return key in self._batch and key not in self._unreadable and self._batch.document(key).source.picture is None

    async def _keep_picture(self, key: int) -> None:
        """The picture first, then the row that names it; a file that cannot be read is told by its reading."""
        if key not in self._batch or key in self._unreadable:
            return
        source, known = self._batch.document(key).source, self._kept[key].source
        if source.picture is not None:
            self._kept[key].source = source
            return
        if known is None:
            known = await self._copied(key, source)
        if known is not None and key in self._batch:
            self._kept[key].source = known
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

    async def _write_documents(self, keys: Iterable[int]) -> None:
        there = [key for key in keys if key in self._batch and not self._is_only_in_memory(key)]
        gone = [self._kept[key].number for key in keys if key not in self._batch]
        records = [self._record(key) for key in there]
        if records:
            await self._thread.run(Store.put, records)
            await self._thread.run(Store.restore, [record.id for record in records])
        if gone:
            await self._thread.run(Store.put_into_bin, gone)

    def _is_only_in_memory(self, key: int) -> bool:
        """What was pasted has no file: its row is worth nothing before its bytes are in the store."""
        source = self._batch.document(key).source
        return bool(source.content) and source.picture is None

    async def take_from_bin(self, numbers: Sequence[int], types: Mapping[str, DocumentType]) -> list[int]:
        """Put papers that were thrown away behind the others; returns their keys."""
        wanted = set(numbers)
        records = [one for one in await self._thread.run(Store.bin) if one.id in wanted]
        await self._thread.run(Store.restore, [one.id for one in records])
        before = self._next
        keys = self._batch.add([self._document(record, types) for record in records])
        for key, record in zip(keys, records, strict=True):
            self._kept[key].number = record.id
        self._next = before
        return keys

    def mark_exported(self, documents: Sequence[Document]) -> None:
        """These are in a file as they are now."""
        exported, now = {id(one) for one in documents}, datetime.now(UTC).isoformat(timespec="seconds")
        for key in self._keys:
            document = self._batch.document(key)
            if id(document) in exported:
                self._kept[key].exported_at, self._kept[key].exported_as = now, _work(document)
                self._changed[key] = None
        self._wake()

    def _record(self, key: int) -> StoredDocument:
        document, kept = self._batch.document(key), self._kept[key]
        exported_at = kept.exported_at if kept.exported_as == _work(document) else ""
        return to_record(document, kept.number, kept.place, exported_at=exported_at)

    # --- What the clerk is doing ------------------------------------------------------------------------------------

    async def remember(
        self, current: int | None, draft: tuple[str, str | None] | None, *, is_stopped: bool = False
    ) -> None:
        """The document that is looked at, and the text in a field's editor (None: none that is not kept already)."""
        await self._thread.run(Store.remember, STOPPED, is_stopped)
        kept = self._kept.get(current) if current is not None else None
        await self._thread.run(Store.remember, CURRENT, kept.number if kept else None)
        if kept is not None and draft is not None:
            await self._thread.run(Store.draft, kept.number, *draft)

    def _show(self, saving: Saving, problem: ClerkError | None = None) -> None:
        if (saving, problem) != (self.saving, self.problem):
            self.saving, self.problem = saving, problem
            for told in self._told:
                told()


class Contents:
    """The bytes of sources, for whoever reads pages: from the store once there is one, else from the files."""

    keeper: Keeper | None = None

    def __init__(self, at_hand: AtHand | None = None) -> None:
        self.at_hand = at_hand or AtHand()

    def __call__(self, source: Source) -> SourceBytes:
        return self.at_hand.get(source, self.keeper.contents if self.keeper else source_bytes)


def _work(document: Document) -> object:
    return document.corrections, document.recognition, document.finished


def _of(drafts: Sequence[Draft], keys: Mapping[int, int]) -> tuple[tuple[int, str, str], ...]:
    return tuple((keys[one.document], one.field, one.text) for one in drafts if one.document in keys)
