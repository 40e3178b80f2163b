"""Brings everything that happens in a batch to the store, as it happens; what is said to be saved is on the disk."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from desktop_ocr.domain.document import Document, Source
from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.errors import StoreError
from desktop_ocr.imaging.source import SourceBytes
from desktop_ocr.store.records import StoredDocument
from desktop_ocr.store.store import Store
from desktop_ocr.store.store_thread import StoreThread
from desktop_ocr.workflow.at_hand import AtHand
from desktop_ocr.workflow.batch import Batch
from desktop_ocr.workflow.changes import Added, Change, Changed, Removed
from desktop_ocr.workflow.numbering import Numbering
from desktop_ocr.workflow.picture_copies import PictureCopies
from desktop_ocr.workflow.remembering import Session, recall, remember
from desktop_ocr.workflow.saving import Saving, SavingState
from desktop_ocr.workflow.stored import from_record

GATHERED = 0.03
"""Seconds in which changes are gathered for one transaction."""
AGAIN = 2.0
"""Seconds after which writing is tried again when the disk is full or fails."""


class Keeper(SavingState):
    """Tells whether what happens in the batch is on the disk; ``load`` it first, then let it ``run``."""

    def __init__(self, batch: Batch, thread: StoreThread, at_hand: AtHand | None = None) -> None:
        super().__init__()
        self._batch, self._thread = batch, thread
        self._pictures = PictureCopies(batch, thread, at_hand)
        self._numbering = Numbering(batch)
        self._changed: dict[int, None] = {}
        self._in_hand: dict[int, None] = {}
        """What has changed and is just being written."""
        self._writing = asyncio.Lock()
        """Two writes at once would add a picture twice."""
        self._woken = asyncio.Event()
        self._write_ended = asyncio.Event()
        self._begun = self._ended = 0
        """Writes, one after the other."""

    def subscribe_to_other(self, told: Callable[[Source], None]) -> None:
        """``told`` is called with a source whose file was another one by the time it was copied, and is read again."""
        self._pictures.tells_other = told

    def contents(self, source: Source, known: SourceBytes | None = None) -> SourceBytes:
        """The bytes of a source: the store's copy, or where there is none yet, the file (``known``: see
        ``read_source``).  Not for the loop's thread.

        Raises what ``source_bytes`` does, and ``StoreError``.
        """
        return self._pictures.contents(source, known)

    # --- At the start -----------------------------------------------------------------------------------------------

    async def load(self, types: Mapping[str, DocumentType]) -> Session:
        """Put into the batch what was in work when the program ended, before what came meanwhile.

        Raises ``StoreError``.
        """
        records = await self._thread.run(Store.all_open)
        self._numbering.next = await self._thread.run(Store.next_id)
        remembered = await recall(self._thread)
        documents = await asyncio.to_thread(lambda: [self._document(record, types) for record in records])
        came_before = self._batch.keys()
        keys = self._batch.insert_first(documents)
        self._numbering.begin(keys, records)
        exported = self._numbering.exported
        self._add(len(keys), came_before)
        self._batch.subscribe(self._happened)
        if came_before:
            self._wake()
        return remembered.session({record.id: key for key, record in zip(keys, records, strict=True)}, exported)

    def _document(self, record: StoredDocument, types: Mapping[str, DocumentType]) -> Document:
        return from_record(record, types, likely_score=self._batch.likely_score)

    # --- As it happens ----------------------------------------------------------------------------------------------

    def _happened(self, change: Change) -> None:
        if isinstance(change, Added):
            self._add(change.row, self._batch.keys()[change.row : change.row + change.count])
        elif isinstance(change, Removed):
            self._changed.update(dict.fromkeys(self._numbering.take_out(change.row, change.count)))
        elif isinstance(change, Changed):
            key = self._numbering.key_at(change.row)
            self._changed[key] = None
            if self._batch.document(key).error is None:  # its file may be back within reach
                self._pictures.try_again(key)
        self._wake()

    def _add(self, row: int, keys: Sequence[int]) -> None:
        self._numbering.add(row, keys)
        self._changed.update(dict.fromkeys(keys))

    def _wake(self) -> None:
        if self.saving is not Saving.FAILED:  # what failed counts as failed until a write went well
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
        """Bring to the disk what has changed up to now, and what comes while that is done; last, copies of files."""
        while await self._write_some(copies_files=True):
            pass

    async def write_work(self) -> None:
        """``write`` without copies of files, which may be many, or far away, and are read again at the next start."""
        while await self._write_some(copies_files=False):
            pass

    async def _write_some(self, *, copies_files: bool) -> bool:
        """Whether there is more to be written; what failed is left to a later try."""
        async with self._writing:
            problem = await self._write_changed()
            if problem is None and copies_files:
                not_copied = await self._pictures.copy_files()
                problem = await self._write_changed() or not_copied
            has_more = self._pictures.has_files_to_copy
            if problem is not None:
                self._show(Saving.FAILED, problem)
            else:
                self._show(Saving.UNDER_WAY if self._changed or has_more else Saving.SAVED)
            self._wake_waiting()
        return problem is None and (bool(self._changed) or (copies_files and has_more))

    async def _write_changed(self) -> StoreError | None:
        """What is nowhere but in memory: pictures without a file, then the rows.  One picture for which there is no
        room must not keep the rows of the others from the disk.
        """
        self._begun += 1
        try:
            problem = await self._pictures.copy_only_copies(list(self._changed))
            # All at one moment: a file's first page must not be kept without the others that were found with it.
            self._in_hand, self._changed = self._changed, {}
            await self._write_documents(self._in_hand)
            self._pictures.want(self._in_hand)
            self._in_hand = {key: None for key in self._in_hand if self._pictures.is_only_copy(key)}
        except StoreError as error:
            problem = error
        finally:
            self._changed = self._in_hand | self._changed
            self._in_hand = {}
            self._ended = self._begun
            self._wake_waiting()
        return problem

    def _wake_waiting(self) -> None:
        self._write_ended.set()
        self._write_ended.clear()

    @property
    def is_work_on_disk(self) -> bool:
        """Whether closing now loses nothing; copies of files may be missing still."""
        return not self._changed and not self._in_hand and not self._holds_only_copy()

    async def settled(self) -> None:
        """Wait until what has changed up to now is on the disk, or could not be written; needs ``run``.

        Not for what comes meanwhile, nor for copies of files, which may be read again at the next start.
        """
        last = self._begun + 1  # what has changed since the present write began comes with the next one
        while self.saving is Saving.UNDER_WAY and (self._ended < last or self._holds_only_copy()):
            await self._write_ended.wait()

    def _holds_only_copy(self) -> bool:
        return any(self._pictures.is_only_copy(key) for key in self._batch)

    async def _write_documents(self, keys: Iterable[int]) -> None:
        there = [key for key in keys if key in self._batch and not self._pictures.is_only_copy(key)]
        gone = [self._numbering.number(key) for key in keys if key not in self._batch]
        records = [self._numbering.record(key) for key in there]
        if records:
            await self._thread.run(Store.put, records)
            await self._thread.run(Store.restore, [record.id for record in records])
        if gone:
            await self._thread.run(Store.put_into_bin, gone)

    async def take_from_bin(self, numbers: Sequence[int], types: Mapping[str, DocumentType]) -> list[int]:
        """Put papers that were thrown away behind the others; returns their keys.

        What waited for a service then does so no more: nobody has asked for that today.
        """
        wanted = set(numbers)
        records = [one for one in await self._thread.run(Store.bin) if one.id in wanted]
        await self._thread.run(Store.restore, [one.id for one in records])
        before = self._numbering.next
        documents = [self._document(record, types) for record in records]
        keys = self._batch.add([one if one.recognition or one.error else replace(one, engine="") for one in documents])
        for key, record in zip(keys, records, strict=True):
            self._numbering.renumber(key, record.id)
        self._numbering.next = before
        return keys

    def number(self, key: int) -> int:
        """The number of a document in the store, 0 for one that is not there."""
        return self._numbering.number(key)

    def key_of(self, number: int) -> int | None:
        """The key of a document of the batch by its number in the store."""
        return self._numbering.key_of(number)

    def mark_exported(self, documents: Sequence[Document]) -> None:
        """These are in a file as they are now."""
        self._changed.update(dict.fromkeys(self._numbering.mark_exported(documents)))
        self._wake()

    async def remember(
        self, current: int | None, draft: tuple[str, str | None] | None, *, is_stopped: bool = False
    ) -> None:
        """The key of the document that is looked at, and the text in a field's editor (None: none that is not kept
        already).
        """
        number = self._numbering.number(current) if current is not None else 0
        await remember(self._thread, number or None, draft, is_stopped=is_stopped)
