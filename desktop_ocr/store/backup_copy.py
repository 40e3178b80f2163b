"""A copy of the open database in a file of its own, under the same key, and the means to tell that it is one."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

import apsw

from desktop_ocr.store.pictures import NewPicture

_PAGES = 2000
"""Copied at a time."""


@dataclass(frozen=True, slots=True)
class Contents:
    """Of a table: how many rows, and SHA-256 over all of them.  The hash says too much to lie outside the database."""

    rows: int
    digest: bytes


def copy_database(connection: apsw.Connection, path: Path, key: bytes) -> None:
    """Write the database as it is now to ``path``: one file without a log beside it, flushed to the disk.

    Raises ``apsw.Error`` and ``OSError``, and may leave an unfinished file then.
    """
    path.touch(mode=0o600)
    copy = _keyed(path, key, apsw.SQLITE_OPEN_READWRITE)
    try:
        with copy.backup("main", connection, "main") as backup:
            while not backup.done:
                backup.step(_PAGES)
        copy.pragma("journal_mode", "delete")  # the first page, copied too, says WAL
    finally:
        copy.close(True)
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
    """What is in each table, by its name.  Raises ``apsw.Error``."""
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
    for row in connection.execute(f'SELECT * FROM "{table}"'):
        rows += 1
        for value in row:
            plain = value if isinstance(value, bytes) else repr(value).encode()
            digest.update(b"%d %d " % (isinstance(value, bytes), len(plain)))
            digest.update(plain)
    return Contents(rows, digest.digest())
