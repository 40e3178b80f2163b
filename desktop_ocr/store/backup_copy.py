"""A copy of the open database in a file of its own, under the same key, and the means to tell that it is one."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import apsw

from desktop_ocr.store.pictures import NewPicture

_PAGES = 500
"""Copied at a time: some ten milliseconds."""
_LONG = 4000
"""Bytes of a value from which on only its length is compared: reading all recognitions would hold up the work, and what
they are written on has the MACs of its pages."""


@dataclass(frozen=True, slots=True)
class Contents:
    """Of a table: how many rows, and SHA-256 over all of them.  The hash says too much to lie outside the database."""

    rows: int
    digest: bytes


def copy_pieces(connection: apsw.Connection, path: Path, key: bytes) -> Iterator[None]:
    """Write the database to ``path``, one file without a log beside it, to be flushed to the disk by the caller.

    Between two pieces the same connection may write: SQLite puts that into the copy too, which is the database as it
    is when the last piece ends.  Raises ``apsw.Error`` and ``OSError``, and may leave an unfinished file then.
    """
    path.touch(mode=0o600)
    copy = _keyed(path, key, apsw.SQLITE_OPEN_READWRITE)
    try:
        copy.pragma("journal_mode", "off")  # half a copy is thrown away, and the whole one flushed at once
        copy.pragma("synchronous", "off")
        with copy.backup("main", connection, "main") as backup:
            backup.step(_PAGES)
            while not backup.done:
                yield
                backup.step(_PAGES)
        copy.pragma("journal_mode", "delete")  # the first page, copied too, says WAL
    finally:
        copy.close(True)


def flush(path: Path) -> None:
    """Make a written file last.  Raises ``OSError``."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def open_copy(path: Path, key: bytes) -> apsw.Connection:
    """A copy, to be read only.  Raises ``apsw.Error``; ``apsw.NotADBError`` where the key does not fit."""
    connection = _keyed(path, key, apsw.SQLITE_OPEN_READONLY)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
    except BaseException:
        connection.close(True)
        raise
    return connection


def contents(connection: apsw.Connection) -> dict[str, Contents]:
    """What is in each table, by its name; of long values how long they are.  Raises ``apsw.Error``."""
    return {name: _contents(connection, name) for name in _tables(connection)}


def counts(connection: apsw.Connection) -> dict[str, int]:
    """How many rows each table has, by its name.  Raises ``apsw.Error``."""
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').get for name in _tables(connection)}


def pictures_in(connection: apsw.Connection) -> list[NewPicture]:
    """All pictures that the database knows.  Raises ``apsw.Error``."""
    return [NewPicture(*row) for row in connection.execute("SELECT name, key, digest, size FROM pictures ORDER BY id")]


def _tables(connection: apsw.Connection) -> list[str]:
    return [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]


def _keyed(path: Path, key: bytes, flags: int) -> apsw.Connection:
    connection = apsw.Connection(str(path), flags=flags)
    connection.pragma("cipher", "sqlcipher")
    connection.pragma("legacy", 4)
    connection.pragma("key", f"x'{key.hex()}'")
    connection.pragma("temp_store", "memory")
    return connection


def _contents(connection: apsw.Connection, table: str) -> Contents:
    digest, rows = hashlib.sha256(), 0
    columns = [str(row[1]) for row in connection.execute(f'PRAGMA table_info("{table}")')]
    chosen = ", ".join(f'iif(octet_length("{one}") > {_LONG}, octet_length("{one}"), "{one}")' for one in columns)
    for row in connection.execute(f'SELECT {chosen} FROM "{table}"'):
        rows += 1
        for value in row:
            plain = value if isinstance(value, bytes) else repr(value).encode()
            digest.update(b"%d %d " % (isinstance(value, bytes), len(plain)))
            digest.update(plain)
    return Contents(rows, digest.digest())
