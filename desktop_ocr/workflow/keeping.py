"""Brings everything that happens in a batch to the store, as it happens; what is said to be saved is on the disk."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any, Protocol

from desktop_ocr.domain.document import Document, Source
from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.errors import ClerkError, SourceError, StoreError, Unexpected
from desktop_ocr.imaging.source import SourceBytes, source_bytes
from desktop_ocr.store.records import PictureRecord, StoredDocument
from desktop_ocr.workflow.batch import Added, Batch, Change, Changed, Removed
from desktop_ocr.workflow.stored import from_record, to_record

GATHERED = 0.03
"""Seconds in which changes are gathered for one transaction."""
AGAIN = 2.0
"""Seconds after which writing is tried again when the disk is full or fails."""

Run = Callable[..., Awaitable[Any]]
"""``run(function, *arguments)``: in the store's thread."""


class Saving(Enum):
    SAVED = "saved"
    UNDER_WAY = "under way"
    FAILED = "failed"


class Shelf(Protocol):
    """What the keeper uses of the store; all but ``read_picture`` is called in the store's thread."""

    def add_picture(self, content: bytes) -> PictureRecord: ...
    def pictures(self) -> Mapping[int, PictureRecord]: ...
    def read_picture(self, record: PictureRecord) -> bytes: ...
    def put(self, documents: Sequence[StoredDocument]) -> None: ...
    def put_into_bin(self, numbers: Sequence[int]) -> None: ...
    def take_out_of_bin(self, numbers: Sequence[int]) -> None: ...
    def all_open(self) -> list[StoredDocument]: ...
    def next_number(self) -> int: ...


@dataclass(slots=True)
class _Kept:
    """What the store knows of a document of the batch: number, order, and its source once the picture is copied."""

    number: int
    place: float
    source: Source | None = None


class Keeper:
    """``told`` is called with every change of ``saving``; ``problem`` says what failed."""

    def __init__(self, batch: Batch, shelf: Shelf, run: Run) -> None:
        self.saving, self.problem = Saving.SAVED, None
        self.saving: Saving
        self.problem: ClerkError | None
        self._batch, self._shelf, self._run = batch, shelf, run
        self._told: list[Callable[[], None]] = []
        self._keys: list[int] = []
        self._kept: dict[int, _Kept] = {}
        self._changed: dict[int, None] = {}
        self._unreadable: set[int] = set()
        self._pictures: dict[int, PictureRecord] = {}
        self._next = 1
        """The number of the next document."""
        self._woken = asyncio.Event()
        batch.subscribe(self._happened)

    def subscribe(self, told: Callable[[], None]) -> None:
        self._told.append(told)

    def contents(self, source: Source) -> SourceBytes:
        """The bytes of a source: the store's copy, or where there is none yet, the file.  For any thread.

        Raises what ``source_bytes`` does, and ``StoreError``.
        """
        record = self._pictures.get(source.picture) if source.picture is not None else None
        if record is None:
            return source_bytes(source)
        return SourceBytes(self._shelf.read_picture(record), record.digest)

    # --- At the start -----------------------------------------------------------------------------------------------

    async def load(self, types: Mapping[str, DocumentType]) -> dict[int, int]:
        """Put into the batch what was in work when the program ended; returns the keys by number in the store."""
        records, pictures, self._next = await self._run(self._read_all)
        self._pictures = dict(pictures)
        documents = [self._document(record, types) for record in records]
        keys = self._batch.add(documents)
        for key, record in zip(keys, records, strict=True):
            source = self._batch.document(key).source
            self._kept[key] = _Kept(record.id, record.place, source if source.picture is not None else None)
        self._changed.clear()
        self._show(Saving.SAVED)
        return {record.id: key for key, record in zip(keys, records, strict=True)}

    def _read_all(self) -> tuple[list[StoredDocument], Mapping[int, PictureRecord], int]:
        return self._shelf.all_open(), self._shelf.pictures(), self._shelf.next_number()

    def _document(self, record: StoredDocument, types: Mapping[str, DocumentType]) -> Document:
        picture = self._pictures.get(record.picture) if record.picture is not None else None
        return from_record(record, types, picture.digest if picture else "", likely_score=self._batch.likely_score)

    # --- As it happens ----------------------------------------------------------------------------------------------

    def _happened(self, change: Change) -> None:
        if isinstance(change, Added):
            keys = self._batch.keys()[change.row : change.row + change.count]
            self._number(change.row, keys)
            self._keys[change.row : change.row] = keys
            self._changed.update(dict.fromkeys(keys))
        elif isinstance(change, Removed):
            gone = self._keys[change.row : change.row + change.count]
            del self._keys[change.row : change.row + change.count]
            self._changed.update(dict.fromkeys(gone))
        elif isinstance(change, Changed):
            self._changed[self._keys[change.row]] = None
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
        """Bring to the disk what has changed up to now."""
        changed, self._changed = self._changed, {}
        try:
            for key in changed:
                await self._keep_picture(key)
            await self._write_documents(list(changed))
        except (StoreError, Unexpected) as error:
            self._changed = changed | self._changed
            self._show(Saving.FAILED, error)
        except asyncio.CancelledError:
            self._changed = changed | self._changed
            raise
        else:
            self._show(Saving.UNDER_WAY if self._changed else Saving.SAVED)

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
            self._batch.keep_source(key, known)

    async def _copied(self, key: int, source: Source) -> Source | None:
        """The source with its bytes in the store; further papers of a page share them.  None if it cannot be read.

        A file that comes a second time is read a second time: it may be another one under the same name.
        """
        row = self._batch.row(key) - 1
        if row >= 0 and self._batch.document(key).paper_index > 0:
            other = self._batch.document(self._batch.key_at(row)).source
            if other.picture is not None and (other.path, other.page) == (source.path, source.page):
                return other
        try:
            content = (await asyncio.to_thread(source_bytes, source)).content
        except SourceError:
            self._unreadable.add(key)
            return None
        record: PictureRecord = await self._run(self._shelf.add_picture, content)
        self._pictures[record.id] = record
        return replace(source, picture=record.id, digest=record.digest, content=b"")

    async def _write_documents(self, keys: list[int]) -> None:
        records = [self._record(key) for key in keys if key in self._batch]
        gone = [self._kept[key].number for key in keys if key not in self._batch and key in self._kept]
        await self._run(self._put, records, gone)

    def _put(self, records: Sequence[StoredDocument], gone: Sequence[int]) -> None:
        if records:
            self._shelf.take_out_of_bin([record.id for record in records])
            self._shelf.put(records)
        if gone:
            self._shelf.put_into_bin(gone)

    def _record(self, key: int) -> StoredDocument:
        kept = self._kept[key]
        return to_record(self._batch.document(key), kept.number, kept.place)

    def _number(self, row: int, keys: Sequence[int]) -> None:
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

    def _show(self, saving: Saving, problem: ClerkError | None = None) -> None:
        if (saving, problem) != (self.saving, self.problem):
            self.saving, self.problem = saving, problem
            for told in self._told:
                told()
