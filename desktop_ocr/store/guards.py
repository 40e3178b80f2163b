"""The trail of guarded actions: revealed, exported, deleted, unlocked.  Numbers of papers, never a value."""

from __future__ import annotations

from dataclasses import dataclass

import apsw

from desktop_ocr.store.clock import Clock
from desktop_ocr.store.database import select, transaction
from desktop_ocr.store.stamp import stamp


@dataclass(frozen=True, slots=True)
class GuardEntry:
    """What was done, when; to which paper if it was one, and to how many."""

    at: str
    name: str
    document: int | None
    count: int


class Guards:
    """Raises what ``clerk_errors`` raises."""

    def __init__(self, connection: apsw.Connection, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock

    def note(self, name: str, *, document: int | None = None, count: int = 1) -> None:
        with transaction(self._connection):
            append(self._connection, GuardEntry(stamp(self._clock), name, document, count))

    def all(self) -> list[GuardEntry]:
        """Oldest first."""
        rows = select(self._connection, "SELECT at, name, document, count FROM guards ORDER BY id")
        return [GuardEntry(*row) for row in rows]


def append(connection: apsw.Connection, entry: GuardEntry) -> None:
    """Write a line within the transaction that does what it tells of."""
    connection.execute(
        "INSERT INTO guards (at, name, document, count) VALUES (?, ?, ?, ?)",
        (entry.at, entry.name, entry.document, entry.count),
    )
