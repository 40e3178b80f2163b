"""What the store knows of each document of a batch: its number, its place among the others, whether it was exported."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from desktop_ocr.domain.document import Document
from desktop_ocr.store.records import StoredDocument
from desktop_ocr.workflow.batch import Batch
from desktop_ocr.workflow.stored import to_record


@dataclass(slots=True)
class _Kept:
    number: int
    place: float
    exported_at: str = ""
    exported_as: object = None
    """What was in it when it was exported: once that changes, it is not exported any more."""


class Numbering:
    """By the keys of the documents, also of those that have gone: what comes back from the bin has its number."""

    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        self._keys: list[int] = []
        self._kept: dict[int, _Kept] = {}
        self.next = 1
        """The number of the next document."""

    # --- As documents come and go -----------------------------------------------------------------------------------

    def begin(self, keys: Sequence[int], records: Sequence[StoredDocument]) -> None:
        """These are in the store already, and are the first ones."""
        for key, record in zip(keys, records, strict=True):
            self._kept[key] = kept = _Kept(record.id, record.place)
            if record.exported_at:
                kept.exported_at, kept.exported_as = record.exported_at, _work(self._batch.document(key))
        self._keys = list(keys)

    def add(self, row: int, keys: Sequence[int]) -> None:
        """Give new documents their numbers, and places between the neighbours."""
        before = self._kept[self._keys[row - 1]].place if row > 0 else 0.0
        after = self._kept[self._keys[row]].place if row < len(self._keys) else before + len(keys) + 1
        for step, key in enumerate(keys, 1):
            place = before + (after - before) * step / (len(keys) + 1)
            if key in self._kept:  # it comes back from the bin
                self._kept[key].place = place
            else:
                self._kept[key] = _Kept(self.next, place)
                self.next += 1
        self._keys[row:row] = keys

    def take_out(self, row: int, count: int) -> list[int]:
        """The keys of those that have gone from there."""
        gone = self._keys[row : row + count]
        del self._keys[row : row + count]
        return gone

    def key_at(self, row: int) -> int:
        return self._keys[row]

    # --- Numbers ----------------------------------------------------------------------------------------------------

    def number(self, key: int) -> int:
        """The number of a document in the store, 0 for one that is not there."""
        kept = self._kept.get(key)
        return kept.number if kept else 0

    def renumber(self, key: int, number: int) -> None:
        """It was in the store before, under that number."""
        self._kept[key].number = number

    def key_of(self, number: int) -> int | None:
        """The key of a document of the batch by its number in the store."""
        return next((key for key, kept in self._kept.items() if kept.number == number and key in self._batch), None)

    # --- Exports ----------------------------------------------------------------------------------------------------

    @property
    def exported(self) -> list[int]:
        """The keys of those that were exported, as they were then or otherwise."""
        return [key for key in self._keys if self._kept[key].exported_at]

    def mark_exported(self, documents: Iterable[Document]) -> list[int]:
        """These are in a file as they are now; returns their keys."""
        exported, now = {id(one) for one in documents}, datetime.now(UTC).isoformat(timespec="seconds")
        marked = [key for key in self._keys if id(self._batch.document(key)) in exported]
        for key in marked:
            self._kept[key].exported_at, self._kept[key].exported_as = now, _work(self._batch.document(key))
        return marked

    def record(self, key: int) -> StoredDocument:
        """A document as the store keeps it."""
        document, kept = self._batch.document(key), self._kept[key]
        exported_at = kept.exported_at if kept.exported_as == _work(document) else ""
        return to_record(document, kept.number, kept.place, exported_at=exported_at)


def _work(document: Document) -> object:
    return document.corrections, document.recognition, document.finished
