"""The encrypted database: how it is opened, and how it is written to.

One file in SQLCipher's page format, so that two independent libraries can read it; every page carries a MAC, a flipped
bit is noticed when the page is read.  WAL with ``synchronous=FULL``: what was committed survives a power cut, which
NORMAL does not promise.  ``locking_mode=EXCLUSIVE`` keeps a second process out and needs no shared memory.  On a
network drive WAL is refused: there is a rollback journal, ``TRUNCATE`` because an exclusive lock would otherwise leave
the old pages in it, with ``synchronous=EXTRA``.
"""

from __future__ import annotations

import contextlib
import errno
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import apsw

from desktop_ocr.domain.errors import (
    SqliteTooOld,
    StoreBusy,
    StoreDamaged,
    StoreFull,
    StoreKeyWrong,
    StoreTooNew,
    StoreUnwritable,
)
from desktop_ocr.store.failpoints import failpoint

SCHEMA = 6
"""The newest schema this program knows: the number of the last migration."""
SQLITE_NEEDED = (3, 53, 0)
"""Versions before 3.51.3 can damage a database in WAL mode when its log is reset."""
BUSY_MILLISECONDS = 2500
CACHE_KIBIBYTES = 65_536
"""The check at opening reads every page; what is loaded next need not be decrypted again."""

Pragmas: TypeAlias = tuple[tuple[str, str | int, object], ...]
"""Name, value to set, value that must be read back."""
_LOCAL: Pragmas = (("journal_mode", "wal", "wal"), ("synchronous", "full", 2))
_REMOTE: Pragmas = (("journal_mode", "truncate", "truncate"), ("synchronous", "extra", 3))
_ANYWHERE: Pragmas = (
    *((("fullfsync", 1, 1), ("checkpoint_fullfsync", 1, 1)) if sys.platform == "darwin" else ()),
    ("secure_delete", "on", 1),
    ("foreign_keys", "on", 1),
)
_FIRST: Pragmas = (("auto_vacuum", "full", 1),)
"""Before the first table.  Without free pages every page is read by the check, and deleted work leaves the file."""


def open_database(
    path: Path, key: bytes, *, vfs: str | None = None, create: bool = True, is_remote: bool = False
) -> apsw.Connection:
    """The database opened with its raw 32-byte key, checked through and set to lose nothing.

    A new one has no tables yet: see ``migrations.migrate``.  With ``create`` off a missing or empty file is damage.
    ``is_remote``: the file lies on a network drive.  ``vfs`` names another file layer, for tests of power cuts.

    Raises ``SqliteTooOld``, ``StoreKeyWrong``, ``StoreDamaged``, ``StoreTooNew``, ``StoreBusy``, ``StoreFull`` and
    ``StoreUnwritable``; the file is then as it was.
    """
    check_library()
    if not create and not _has_content(path):
        raise StoreDamaged
    with clerk_errors():
        path.touch(mode=0o600)
        connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE, vfs=vfs)
        try:
            failpoint("database.opened")
            _unlock(connection, key)
            failpoint("database.keyed")
            _check(connection)
            failpoint("database.checked")
            _configure(connection, _FIRST + (_REMOTE if is_remote else _LOCAL) + _ANYWHERE)
            failpoint("database.configured")
        except BaseException:
            connection.close(True)
            raise
    return connection


@contextlib.contextmanager
def transaction(connection: apsw.Connection) -> Iterator[None]:
    """Everything within is committed at the end, or nothing is.  Raises what ``clerk_errors`` raises."""
    with clerk_errors():
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            failpoint("documents.before_commit")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                with contextlib.suppress(apsw.Error):  # a full disk has rolled back already; the first error counts
                    connection.execute("ROLLBACK")
            raise
        failpoint("documents.after_commit")


@contextlib.contextmanager
def clerk_errors() -> Iterator[None]:
    """What the database or the disk raises within becomes an error of the closed list."""
    try:
        yield
    except apsw.FullError as error:
        raise StoreFull from error
    except (apsw.CorruptError, apsw.NotADBError, apsw.FormatError) as error:
        raise StoreDamaged from error
    except (apsw.BusyError, apsw.LockedError) as error:
        raise StoreBusy from error
    except (apsw.IOError, apsw.ReadOnlyError, apsw.CantOpenError, apsw.PermissionsError) as error:
        raise StoreUnwritable from error
    except OSError as error:
        raise (StoreFull if error.errno in (errno.ENOSPC, errno.EDQUOT) else StoreUnwritable) from error


def select(
    connection: apsw.Connection, statement: str, values: Sequence[apsw.SQLiteValue] = ()
) -> list[tuple[Any, ...]]:
    """All rows of a question.  Raises what ``clerk_errors`` raises."""
    with clerk_errors():
        return connection.execute(statement, values).fetchall()


def check_library() -> None:
    """Raises ``SqliteTooOld`` where the library is older than what is shipped."""
    found = apsw.sqlite_lib_version()
    if tuple(map(int, found.split("."))) < SQLITE_NEEDED:
        raise SqliteTooOld(found=found, needed=".".join(map(str, SQLITE_NEEDED)))


def schema(connection: apsw.Connection) -> int:
    """The number of the last migration that was applied, 0 for a new database."""
    return int(connection.pragma("user_version"))


def _has_content(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except OSError:
        return False


def _unlock(connection: apsw.Connection, key: bytes) -> None:
    """Sets the key and reads the first page with it, which says whether it fits."""
    if len(key) != 32:
        raise ValueError("the database's key has 32 bytes")
    connection.set_busy_timeout(BUSY_MILLISECONDS)
    connection.pragma("cipher", "sqlcipher")
    connection.pragma("legacy", 4)
    connection.pragma("key", f"x'{key.hex()}'")
    try:
        # These hold from the first access on: no shared memory, and nothing plain in a temporary file.
        connection.pragma("locking_mode", "exclusive")
        connection.pragma("temp_store", "memory")
        # A new file begins with a rollback journal: FULL does not sync its deletion, and one that came back after a
        # power cut would undo all work.
        connection.pragma("synchronous", "extra")
        connection.pragma("cache_size", -CACHE_KIBIBYTES)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
    except apsw.NotADBError as error:
        raise StoreKeyWrong from error


def _check(connection: apsw.Connection) -> None:
    """Reads every page in use: raises ``StoreTooNew`` or ``StoreDamaged``."""
    found = schema(connection)
    if found > SCHEMA:
        raise StoreTooNew(found=found, known=SCHEMA)
    if connection.pragma("quick_check") != "ok":
        raise StoreDamaged


def _configure(connection: apsw.Connection, pragmas: Pragmas) -> None:
    """What is so already is not set again: ``auto_vacuum`` would write, and a full disk must let old work be seen."""
    for name, value, wanted in pragmas:
        if connection.pragma(name) != wanted:
            connection.pragma(name, value)
        if connection.pragma(name) != wanted:
            raise StoreUnwritable  # never work on with less safety than promised
    connection.pragma("trusted_schema", "off")
    connection.pragma("cell_size_check", "on")
