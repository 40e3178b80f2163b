"""The papers in work, on disk: what ``put`` returned from survives a crash and a power cut."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import apsw

from desktop_ocr.store import codec, guards, journal
from desktop_ocr.store.clock import Clock
from desktop_ocr.store.database import clerk_errors, select, transaction
from desktop_ocr.store.failpoints import failpoint
from desktop_ocr.store.records import Draft, StoredDocument
from desktop_ocr.store.stamp import stamp

_COLUMNS = (
    "id, picture, place, source_path, page, paper_index, paper_count, asked_type, document_type, recipe, corrections, "
    "error_code, error_facts, finished, is_new, is_incomplete, engine, is_sent, exported_at"
)
_KEPT = [name for name in _COLUMNS.split(", ") if name != "id"]
_PUT = (
    f"INSERT INTO documents ({_COLUMNS}) VALUES ({', '.join('?' * (len(_KEPT) + 1))}) "
    f"ON CONFLICT (id) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in _KEPT)}"
)
_TABLES = "documents LEFT JOIN recognitions ON recognitions.document = documents.id"
_SELECT = f"SELECT {_COLUMNS}, deleted_at, value FROM {_TABLES}"


class Documents:
    """All methods raise what ``clerk_errors`` raises.

    What was last written of each open paper is remembered, so that a keystroke writes a small row and no recognition.
    """

    def __init__(self, connection: apsw.Connection, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock
        self._written: dict[int, StoredDocument] = {}

    # --- Papers -----------------------------------------------------------------------------------------------------

    def next_id(self) -> int:
        """A number that no paper ever had, also none that was deleted for good; papers count up from it."""
        rows = select(self._connection, "SELECT seq FROM sqlite_sequence WHERE name = 'documents'")
        return int(rows[0][0]) + 1 if rows else 1

    def put(self, changes: Sequence[StoredDocument]) -> None:
        """Keep papers, new ones and changed ones, in one transaction, each change with its lines in the journal.

        A correction that is kept ends the draft of its field.  ``deleted_at`` is not taken from here: the bin has its
        own methods.
        """
        with self._all_or_nothing(one.id for one in changes):
            failpoint("documents.begun")
            for one in changes:
                self._put(one)
            failpoint("documents.written")

    def all_open(self) -> list[StoredDocument]:
        """The papers not in the bin, in the order of the queue."""
        found = self._select("WHERE deleted_at = '' ORDER BY place, id")
        self._written.update((one.id, one) for one in found)
        return found

    def get(self, document: int) -> StoredDocument | None:
        found = self._select("WHERE id = ?", (document,))
        return found[0] if found else None

    # --- The bin ----------------------------------------------------------------------------------------------------

    def bin(self) -> list[StoredDocument]:
        """The papers in the bin, last thrown away first."""
        return self._select("WHERE deleted_at != '' ORDER BY deleted_at DESC, place, id")

    def put_into_bin(self, ids: Iterable[int]) -> None:
        """Papers that lie there already keep their time."""
        self._mark(ids, stamp(self._clock), "binned")

    def restore(self, ids: Iterable[int]) -> None:
        """Take papers out of the bin."""
        self._mark(ids, "", "restored")

    def purge(self, ids: Iterable[int]) -> tuple[str, ...]:
        """Delete papers for good, with their journal, and the keys and answers of pictures no other paper shows.

        Returns the names of those picture files: noise from now on, and to be deleted.
        """
        papers = [(one,) for one in ids]
        with self._all_or_nothing(one for (one,) in papers):
            failpoint("delete.begun")
            pictures = self._pictures_of(papers)
            self._connection.executemany("DELETE FROM documents WHERE id = ?", papers)
            names = tuple(name for one in pictures if (name := self._drop_picture(one)))
            guards.append(self._connection, guards.GuardEntry(stamp(self._clock), "purged", None, len(papers)))
        for (one,) in papers:
            self._written.pop(one, None)
        self._forget_pages()
        failpoint("delete.row_gone")
        return names

    def drop_unshown_pictures(self) -> None:
        """At the start: a crash or an end between a picture and its paper leaves rows that nobody could ever delete."""
        unshown = select(self._connection, "SELECT id FROM pictures EXCEPT SELECT picture FROM documents")
        if unshown:  # else nothing is written: the disk may be full
            with transaction(self._connection):
                for (picture,) in unshown:
                    self._drop_picture(picture)
            self._forget_pages()

    # --- Drafts and the state of the session -----------------------------------------------------------------------

    def draft(self, document: int, field: str, text: str | None) -> None:
        """Keep what is being typed into a field; None forgets it.  A paper that is gone has no drafts."""
        with transaction(self._connection):
            if text is None:
                self._connection.execute("DELETE FROM drafts WHERE document = ? AND field = ?", (document, field))
            else:
                self._connection.execute(
                    "INSERT OR REPLACE INTO drafts (document, field, value, at) "
                    "SELECT id, ?, ?, ? FROM documents WHERE id = ?",
                    (field, codec.encode(text), stamp(self._clock), document),
                )

    def drafts(self) -> list[Draft]:
        """What was being typed into papers that are not in the bin, oldest first."""
        rows = select(
            self._connection,
            "SELECT document, field, value FROM drafts JOIN documents ON id = document "
            "WHERE deleted_at = '' ORDER BY at, document, field",
        )
        return [Draft(document, field, codec.plain(value)) for document, field, value in rows]

    def remember(self, key: str, value: object) -> None:
        """Keep plain values (numbers, words, bytes, lists, tables by name) under a key; None forgets it."""
        with transaction(self._connection):
            if value is None:
                self._connection.execute("DELETE FROM state WHERE key = ?", (key,))
            else:
                self._connection.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (key, codec.encode(value)))

    def recall(self, key: str) -> object:
        """What was remembered, or None."""
        rows = select(self._connection, "SELECT value FROM state WHERE key = ?", (key,))
        return codec.plain(rows[0][0]) if rows else None

    # --- Within -----------------------------------------------------------------------------------------------------

    @contextmanager
    def _all_or_nothing(self, ids: Iterable[int]) -> Iterator[None]:
        """A transaction; where it fails, what is remembered of these papers may not be what is on the disk."""
        touched = list(ids)
        try:
            with transaction(self._connection):
                yield
        except BaseException:
            for one in touched:
                self._written.pop(one, None)
            raise

    def _put(self, one: StoredDocument) -> None:
        before = self._written.get(one.id) or self.get(one.id)
        self._connection.execute(_PUT, _row(one))
        if before is None or one.recognition is not before.recognition:
            self._put_recognition(one)
        news = list(journal.changes(before, one))
        journal.append(self._connection, one.id, stamp(self._clock), news)
        corrected = [(one.id, str(details["field"])) for kind, details in news if kind == "corrected"]
        self._connection.executemany("DELETE FROM drafts WHERE document = ? AND field = ?", corrected)
        self._written[one.id] = one

    def _put_recognition(self, one: StoredDocument) -> None:
        if one.recognition is None:
            self._connection.execute("DELETE FROM recognitions WHERE document = ?", (one.id,))
        else:
            self._connection.execute(
                "INSERT OR REPLACE INTO recognitions VALUES (?, ?)", (one.id, codec.encode(one.recognition))
            )

    def _select(self, which: str, values: tuple[int, ...] = ()) -> list[StoredDocument]:
        with clerk_errors():  # row by row: hundreds of pages are not held twice
            return [_document(row) for row in self._connection.execute(f"{_SELECT} {which}", values)]

    def _mark(self, ids: Iterable[int], deleted_at: str, kind: str) -> None:
        now, papers = stamp(self._clock), list(ids)
        with self._all_or_nothing(papers):
            for one in papers:
                self._connection.execute(
                    "UPDATE documents SET deleted_at = ? WHERE id = ? AND (deleted_at = '') = (? != '')",
                    (deleted_at, one, deleted_at),
                )
                if self._connection.changes():
                    journal.append(self._connection, one, now, [(kind, {})])
                self._written.pop(one, None)

    def _pictures_of(self, papers: Sequence[tuple[int]]) -> list[int]:
        found = self._connection.executemany("SELECT picture FROM documents WHERE id = ?", papers)
        return sorted({picture for (picture,) in found if picture is not None})

    def _drop_picture(self, picture: int) -> str | None:
        """Delete the row of a picture no paper shows, and what clouds answered about it; returns its file's name."""
        gone = self._connection.execute(
            "DELETE FROM pictures WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM documents WHERE picture = ?1) "
            "RETURNING name, digest",
            (picture,),
        ).fetchall()
        if not gone:
            return None
        name, digest = gone[0]
        self._connection.execute(
            "DELETE FROM answers WHERE call IN (SELECT id FROM calls WHERE digest = ?1) "
            "AND NOT EXISTS (SELECT 1 FROM pictures WHERE digest = ?1)",
            (digest,),
        )
        return str(name)

    def _forget_pages(self) -> None:
        """Empties the write-ahead log, which still holds the pages as they were."""
        select(self._connection, "PRAGMA wal_checkpoint(TRUNCATE)")


def _row(one: StoredDocument) -> tuple[Any, ...]:
    return (
        one.id,
        one.picture,
        float(one.place),
        codec.path_bytes(one.source_path),
        one.page,
        one.paper_index,
        one.paper_count,
        one.asked_type,
        one.document_type,
        codec.encode(one.recipe),
        codec.encode(one.corrections),
        one.error_code,
        codec.encode(dict(one.error_facts)),
        int(one.finished),
        int(one.is_new),
        int(one.is_incomplete),
        one.engine,
        int(one.is_sent),
        one.exported_at,
    )


def _document(row: tuple[Any, ...]) -> StoredDocument:
    # The order of _COLUMNS; SQLite's strict tables hold what was put.
    identity, picture, place, path, page, paper, papers, asked, kind, recipe, corrections, code, facts, *rest = row
    finished, is_new, is_incomplete, engine, is_sent, exported_at, deleted_at, recognition = rest
    return StoredDocument(
        id=identity,
        picture=picture,
        place=place,
        source_path=codec.path_text(path),
        page=page,
        paper_index=paper,
        paper_count=papers,
        asked_type=asked,
        document_type=kind,
        recipe=codec.recipe(recipe),
        corrections=codec.corrections(corrections),
        recognition=None if recognition is None else codec.recognition(recognition),
        error_code=code,
        error_facts=codec.facts(facts),
        finished=bool(finished),
        is_new=bool(is_new),
        is_incomplete=bool(is_incomplete),
        engine=engine,
        is_sent=bool(is_sent),
        deleted_at=deleted_at,
        exported_at=exported_at,
    )
