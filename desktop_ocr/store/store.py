"""The store: one open database, and the picture files that belong to it.  Lives on one thread (``store_thread.py``)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol, TypeVar

import apsw

from desktop_ocr.domain.errors import StoreDamaged
from desktop_ocr.store.clock import Clock
from desktop_ocr.store.database import open_database, select
from desktop_ocr.store.documents import Documents
from desktop_ocr.store.egress import EgressList
from desktop_ocr.store.guards import Guards
from desktop_ocr.store.ledger import Call, Ledger
from desktop_ocr.store.migrations import migrate
from desktop_ocr.store.picture_rows import PictureRows
from desktop_ocr.store.records import Draft, Picture, PictureRecord, StoredDocument
from desktop_ocr.store.stamp import time_of

DATABASE_FILE = "store.db"
T = TypeVar("T")


class Files(Protocol):
    """Where the sealed pictures lie: ``PictureFiles``."""

    def write(self, content: bytes) -> Picture:
        """Put a picture on the disk, to stay; its row comes after."""

    def read(self, record: PictureRecord, /) -> bytes: ...

    def delete(self, name: str) -> None: ...

    def sweep(self, known: Collection[str]) -> int:
        """Remove all files but these; how many."""


class Store:
    """What was done when a method returns survives a crash and a power cut.

    All methods raise what ``clerk_errors`` raises, those with pictures also what ``Files`` does.  ``ledger``,
    ``guards`` and ``egress`` are used directly.
    """

    def __init__(self, connection: apsw.Connection, files: Files, clock: Clock) -> None:
        self._connection = connection
        self._files = files
        self._documents = Documents(connection, clock)
        self._pictures = PictureRows(connection, clock)
        self.ledger = Ledger(connection, clock)
        self.guards = Guards(connection, clock)
        self.egress = EgressList(connection)

    # --- Pictures ---------------------------------------------------------------------------------------------------

    def add_picture(self, content: bytes) -> PictureRecord:
        """Keep the original bytes of a page.  The file comes first: a crash never leaves a row without a file."""
        return self._pictures.add(self._files.write(content))

    def read_picture(self, picture: int) -> bytes:
        """The original bytes.  Raises ``StoreDamaged`` for a row that is not there, and what ``Files.read`` raises."""
        record = self._pictures.get(picture)
        if record is None:
            raise StoreDamaged
        return self._files.read(record)

    def picture_with(self, digest: str) -> PictureRecord | None:
        """A picture of the same original bytes (SHA-256 in hex)."""
        return self._pictures.with_digest(digest)

    def sweep(self) -> int:
        """Remove files without a row, left by a crash; how many.  At the start, before anything is added."""
        return self._files.sweep(self._pictures.names())

    # --- Papers -----------------------------------------------------------------------------------------------------

    def next_id(self) -> int:
        return self._documents.next_id()

    def put(self, changes: Sequence[StoredDocument]) -> None:
        self._documents.put(changes)

    def all_open(self) -> list[StoredDocument]:
        return self._documents.all_open()

    def bin(self) -> list[StoredDocument]:
        return self._documents.bin()

    def put_into_bin(self, ids: Iterable[int]) -> None:
        self._documents.put_into_bin(ids)

    def restore(self, ids: Iterable[int]) -> None:
        self._documents.restore(ids)

    def purge(self, ids: Iterable[int]) -> None:
        """Delete papers for good.  When the rows are gone nobody can read the files; what stays of them is swept."""
        for name in self._documents.purge(ids):
            self._files.delete(name)

    # --- The session ------------------------------------------------------------------------------------------------

    def draft(self, document: int, field: str, text: str | None) -> None:
        self._documents.draft(document, field, text)

    def drafts(self) -> list[Draft]:
        return self._documents.drafts()

    def remember(self, key: str, value: object) -> None:
        self._documents.remember(key, value)

    def recall(self, key: str) -> object:
        return self._documents.recall(key)

    def recover(self) -> list[Call]:
        """At the start: what was sent and not answered is unknown; pictures without a paper, files without a row go."""
        self._documents.drop_unshown_pictures()
        self.sweep()
        return self.ledger.recover()

    def newest(self) -> datetime | None:
        """When the newest picture or line of the journal was written, by the clock of then."""
        tables = "SELECT max(added_at) AS at FROM pictures UNION ALL SELECT max(at) FROM journal"
        ((found,),) = select(self._connection, f"SELECT max(at) FROM ({tables})")
        return time_of(found or "")

    # --- As a whole -------------------------------------------------------------------------------------------------

    @property
    def changes(self) -> int:
        """Grows with every row written since the store was opened: whether a backup is worth it."""
        return self._connection.total_changes()

    def backup(self, make: Callable[[apsw.Connection], T]) -> T:
        """Run a backup of the open database."""
        return make(self._connection)

    def close(self) -> None:
        """Folds the log into the file.  A store that was closed raises ``apsw.ConnectionClosedError``."""
        self._connection.close()


def open_store(
    folder: Path,
    key: bytes,
    files: Files,
    clock: Clock,
    *,
    is_new: bool,
    before_migration: Callable[[apsw.Connection], object] | None = None,
    vfs: str | None = None,
    is_remote: bool = False,
) -> Store:
    """The store in ``folder`` with the database's key, its tables brought to the newest schema.

    Unless ``is_new``, a missing database is damage and never made anew.  ``before_migration`` makes a backup.
    ``is_remote``: the folder lies on a network drive.  Raises what ``open_database`` and ``migrate`` raise.
    """
    connection = open_database(folder / DATABASE_FILE, key, vfs=vfs, create=is_new, is_remote=is_remote)
    try:
        migrate(connection, before=lambda _: before_migration and before_migration(connection))
        return Store(connection, files, clock)
    except BaseException:
        connection.close(True)
        raise
