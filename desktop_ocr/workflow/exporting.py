"""What is exported, how it is written without holding anybody up, and what has not been exported since it changed."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from desktop_ocr import export
from desktop_ocr.domain.document import Document
from desktop_ocr.domain.review import DocumentState
from desktop_ocr.export.base import Progress, unheard
from desktop_ocr.export.columns import EVERY_COLUMN, ColumnChoice, Heading
from desktop_ocr.export.draft import SETTLED
from desktop_ocr.export.replacing import Disk
from desktop_ocr.export.rows import Sentence, headings
from desktop_ocr.export.words import Language


class ExportCancelled(Exception):
    """The clerk stopped it; the files that were there are untouched."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which groups of documents the clerk wants.  Documents that are not read yet never go."""

    settled: bool = True
    to_look_at: bool = False
    failed: bool = False

    def takes(self, state: DocumentState) -> bool:
        """Whether a document of that state goes into the file."""
        if state in SETTLED:
            return self.settled
        if state is DocumentState.NEEDS_LOOK:
            return self.to_look_at
        return state is DocumentState.FAILED and self.failed


@dataclass(frozen=True, slots=True)
class Candidates:
    """The documents of a batch with their states, which cost time to work out: make it in a thread."""

    documents: tuple[tuple[Document, DocumentState], ...]

    @classmethod
    def of(cls, documents: Iterable[Document]) -> Candidates:
        return cls(tuple((document, document.state) for document in documents))

    def count(self, *states: DocumentState) -> int:
        """How many documents are in one of these states."""
        return sum(state in states for _, state in self.documents)

    def within(self, scope: Scope) -> tuple[Document, ...]:
        """The documents to export, in the order of the batch."""
        return tuple(document for document, state in self.documents if scope.takes(state))

    def headings(self, scope: Scope, language: Language) -> list[Heading]:
        """The tables that these documents make, and their columns."""
        return headings(self.within(scope), language)


@dataclass(slots=True)
class Export:
    """One export of some documents as they are now.

    ``cancel`` may come from any thread, at any time: ``run`` then raises ``ExportCancelled``, unless it was too late.
    """

    documents: Sequence[Document]
    path: Path
    sentence: Sentence
    language: Language
    columns: ColumnChoice = EVERY_COLUMN
    disk: Disk = field(default_factory=Disk)
    _stopped: threading.Event = field(default_factory=threading.Event, init=False)

    def cancel(self) -> None:
        """Stop at the next row or file."""
        self._stopped.set()

    async def existing(self) -> list[Path]:
        """The files that would be replaced."""
        return await asyncio.to_thread(self._existing)

    async def run(self, progress: Progress = unheard) -> list[Path]:
        """Write, and say which files were written.  ``progress`` is called in the loop's thread.

        Raises ``ExportError`` and ``ExportCancelled``.  When the task is cancelled, it ends after the thread has
        cleaned up.
        """
        loop = asyncio.get_running_loop()

        def tell(done: int, total: int) -> None:
            if not self._stopped.is_set():  # whoever listened may be gone
                progress(done, total)

        def report(done: int, total: int) -> None:
            if done < total:  # the last report comes when the files are in place
                self._stop_if_asked()
            loop.call_soon_threadsafe(tell, done, total)

        writing = asyncio.ensure_future(asyncio.to_thread(self._write, report))
        try:
            return await asyncio.shield(writing)
        except asyncio.CancelledError:
            self.cancel()
            await asyncio.wait([writing])
            writing.exception()  # looked at, so that nobody calls it forgotten
            raise

    def _write(self, report: Progress) -> list[Path]:
        return export.write(
            self.documents,
            self.path,
            sentence=self.sentence,
            language=self.language,
            columns=self.columns,
            progress=report,
            disk=_StoppableDisk(self.disk, self._stop_if_asked),
        )

    def _existing(self) -> list[Path]:
        targets = export.targets(self.documents, self.path, sentence=self.sentence, language=self.language)
        return [target for target in targets if _is_there(target)]

    def _stop_if_asked(self) -> None:
        if self._stopped.is_set():
            raise ExportCancelled


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name too long, a folder that may not be entered: writing will say so
        return False


class ExportRecord:
    """Which documents stand in a file as they are now.

    Documents never change, each step of work gives a new one: so those that were exported are remembered themselves.
    """

    def __init__(self) -> None:
        self._exported: dict[int, Document] = {}  # they are kept, so that no other object gets the same identity

    def add(self, documents: Iterable[Document]) -> None:
        """These were written just as they are."""
        self._exported.update((id(document), document) for document in documents)

    def missing(self, documents: Iterable[Document]) -> list[Document]:
        """Those with work in them that no file has as they are now: a reading, a person's value, or a picture that is
        nowhere but in memory.
        """
        return [document for document in documents if id(document) not in self._exported and _has_work(document)]


def _has_work(document: Document) -> bool:
    is_only_here = bool(document.source.content) and document.source.picture is None
    return is_only_here or bool(document.corrections) or (document.recognition is not None and document.error is None)


class _StoppableDisk(Disk):
    """Looks whether the clerk stopped before each step but the last, the renaming, which leaves all files or none."""

    def __init__(self, disk: Disk, stop_if_asked: Callable[[], None]) -> None:
        self._disk = disk
        self._stop_if_asked = stop_if_asked

    def create(self, folder: Path) -> Path:
        self._stop_if_asked()
        return self._disk.create(folder)

    def write(self, path: Path, content: bytes) -> None:
        self._stop_if_asked()
        self._disk.write(path, content)

    def read(self, path: Path) -> bytes:
        self._stop_if_asked()
        return self._disk.read(path)

    def replace(self, old: Path, new: Path) -> None:
        self._disk.replace(old, new)

    def sync_folder(self, folder: Path) -> None:
        self._disk.sync_folder(folder)

    def now(self) -> float:
        return self._disk.now()

    def sleep(self, seconds: float) -> None:
        self._disk.sleep(seconds)
