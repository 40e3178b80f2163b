"""The rows of the pictures: the file's name and the key without which the file is noise."""

from __future__ import annotations

import apsw

from desktop_ocr.store.clock import Clock
from desktop_ocr.store.database import select, transaction
from desktop_ocr.store.records import Picture, PictureRecord
from desktop_ocr.store.stamp import stamp

_COLUMNS = "id, name, key, digest, size"


class PictureRows:
    """Raises what ``clerk_errors`` raises."""

    def __init__(self, connection: apsw.Connection, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock

    def add(self, written: Picture) -> PictureRecord:
        """The row of a file that was written (and synced) before."""
        values = (written.name, written.key, written.digest, written.size)
        with transaction(self._connection):
            self._connection.execute(
                "INSERT INTO pictures (name, key, digest, size, added_at) VALUES (?, ?, ?, ?, ?)",
                (*values, stamp(self._clock)),
            )
            row = self._connection.last_insert_rowid()
        return PictureRecord(row, *values)

    def get(self, picture: int) -> PictureRecord | None:
        return self._one("id", picture)

    def with_digest(self, digest: str) -> PictureRecord | None:
        """A picture with the same original bytes (SHA-256 in hex), the oldest."""
        return self._one("digest", digest)

    def names(self) -> set[str]:
        """The names of all files that belong to the store."""
        return {name for (name,) in select(self._connection, "SELECT name FROM pictures")}

    def all(self) -> list[PictureRecord]:
        return [PictureRecord(*row) for row in select(self._connection, f"SELECT {_COLUMNS} FROM pictures ORDER BY id")]

    def _one(self, column: str, value: int | str) -> PictureRecord | None:
        statement = f"SELECT {_COLUMNS} FROM pictures WHERE {column} = ? ORDER BY id LIMIT 1"
        rows = select(self._connection, statement, (value,))
        return PictureRecord(*rows[0]) if rows else None
