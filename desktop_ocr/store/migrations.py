"""The tables, as a list of steps from each schema to the next.

To change the tables, append a ``Migration`` here, raise ``database.SCHEMA`` and ``failpoints.SCHEMAS``, and never touch
a step that was shipped: there are stores that have it behind them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import apsw

from desktop_ocr.store.database import SCHEMA, schema, transaction
from desktop_ocr.store.failpoints import failpoint


@dataclass(frozen=True, slots=True)
class Migration:
    """The step to schema ``number``: statements, or a function of the connection; within one transaction."""

    number: int
    step: str | Callable[[apsw.Connection], None]


MIGRATIONS: tuple[Migration, ...] = (
    Migration(
        1,
        """
        CREATE TABLE pictures (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL UNIQUE,
            key BLOB NOT NULL,
            digest TEXT NOT NULL,
            size INTEGER NOT NULL,
            added_at TEXT NOT NULL
        ) STRICT;
        CREATE INDEX pictures_by_digest ON pictures (digest);

        -- AUTOINCREMENT: the number of a paper deleted for good is never given to another.
        CREATE TABLE documents (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            picture INTEGER REFERENCES pictures (id),
            place REAL NOT NULL,
            source_path BLOB NOT NULL,
            page INTEGER NOT NULL,
            paper_index INTEGER NOT NULL,
            asked_type TEXT NOT NULL,
            document_type TEXT NOT NULL,
            recipe BLOB NOT NULL,
            corrections BLOB NOT NULL,
            error_code TEXT NOT NULL,
            error_facts BLOB NOT NULL,
            finished INTEGER NOT NULL,
            exported_at TEXT NOT NULL
        ) STRICT;
        CREATE INDEX documents_by_picture ON documents (picture);

        -- Apart from the papers: a keystroke must not write a whole page's recognition again.
        CREATE TABLE recognitions (
            document INTEGER PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
            value BLOB NOT NULL
        ) STRICT;

        CREATE TABLE journal (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
            at TEXT NOT NULL,
            kind TEXT NOT NULL,
            details BLOB NOT NULL
        ) STRICT;
        CREATE INDEX journal_by_document ON journal (document);
        CREATE TRIGGER journal_is_append_only BEFORE UPDATE ON journal
        BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

        CREATE TABLE state (key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
        """,
    ),
    Migration(
        2,
        """
        ALTER TABLE documents ADD COLUMN deleted_at TEXT NOT NULL DEFAULT '';
        CREATE INDEX documents_in_order ON documents (deleted_at, place, id);

        CREATE TABLE drafts (
            document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
            field TEXT NOT NULL,
            value BLOB NOT NULL,
            at TEXT NOT NULL,
            PRIMARY KEY (document, field)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE calls (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            key TEXT NOT NULL,
            digest TEXT NOT NULL,
            engine TEXT NOT NULL,
            document INTEGER NOT NULL,
            cost INTEGER NOT NULL,
            state TEXT NOT NULL
                CHECK (state IN ('queued', 'sent', 'answered', 'done', 'failed', 'unknown')),
            error_code TEXT NOT NULL DEFAULT '',
            queued_at TEXT NOT NULL,
            sent_at TEXT NOT NULL DEFAULT '',
            ended_at TEXT NOT NULL DEFAULT '',
            settled_at TEXT NOT NULL DEFAULT ''
        ) STRICT;
        CREATE INDEX calls_by_digest ON calls (digest);
        CREATE INDEX calls_by_time ON calls (engine, sent_at);
        -- The database itself refuses a second call while the first is under way.
        CREATE UNIQUE INDEX calls_under_way ON calls (key) WHERE state IN ('queued', 'sent', 'answered');
        CREATE INDEX calls_by_key ON calls (key);

        CREATE TABLE answers (
            call INTEGER PRIMARY KEY REFERENCES calls (id) ON DELETE CASCADE,
            content BLOB NOT NULL,
            kept_at TEXT NOT NULL
        ) STRICT;

        CREATE TABLE guards (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            at TEXT NOT NULL,
            name TEXT NOT NULL,
            document INTEGER,
            count INTEGER NOT NULL
        ) STRICT;
        """,
    ),
    # What is in the store already was looked into, and was one paper each.
    Migration(
        3,
        """
        ALTER TABLE documents ADD COLUMN is_new INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE documents ADD COLUMN paper_count INTEGER NOT NULL DEFAULT 1;
        ALTER TABLE documents ADD COLUMN is_incomplete INTEGER NOT NULL DEFAULT 0;
        """,
    ),
    Migration(
        4,
        """
        ALTER TABLE calls ADD COLUMN interface TEXT NOT NULL DEFAULT '';

        -- Outlives the papers: what left this computer cannot be called back by deleting them here.
        CREATE TABLE egress (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            at TEXT NOT NULL,
            engine TEXT NOT NULL,
            interface TEXT NOT NULL,
            document INTEGER NOT NULL,
            size INTEGER NOT NULL,
            host TEXT NOT NULL,
            is_page INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX egress_by_document ON egress (document);
        """,
    ),
    Migration(
        5,
        """
        ALTER TABLE documents ADD COLUMN engine TEXT NOT NULL DEFAULT '';
        ALTER TABLE documents ADD COLUMN is_sent INTEGER NOT NULL DEFAULT 0;
        """,
    ),
    # Of the page in the picture that was sent: places in the answer are pixels of it.  0 where that is not known.
    Migration(
        6,
        """
        ALTER TABLE answers ADD COLUMN width INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE answers ADD COLUMN height INTEGER NOT NULL DEFAULT 0;
        """,
    ),
)
assert [one.number for one in MIGRATIONS] == list(range(1, SCHEMA + 1))


def migrate(connection: apsw.Connection, *, up_to: int = SCHEMA, before: Callable[[int], object] | None = None) -> None:
    """Bring the tables to the newest schema (or ``up_to``, for tests), each step in a transaction of its own.

    ``before`` is called once with the schema found, if there is work in the store and something to do: the time for a
    backup.  Raises what ``transaction`` raises; the steps done before stay done, and the next start goes on from there.
    """
    found = schema(connection)
    todo = [one for one in MIGRATIONS if found < one.number <= up_to]
    if todo and found and before is not None:
        before(found)
    for one in todo:
        with transaction(connection):
            failpoint(f"migrate.{one.number}.begin")
            if isinstance(one.step, str):
                connection.execute(one.step)
            else:
                one.step(connection)
            connection.pragma("user_version", one.number)
            failpoint(f"migrate.{one.number}.end")
