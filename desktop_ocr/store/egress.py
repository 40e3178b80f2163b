"""The list of what left this computer.  It is only ever added to, and outlives the papers."""

from __future__ import annotations

import apsw

from desktop_ocr.domain.egress import Sent
from desktop_ocr.store.database import select, transaction
from desktop_ocr.store.stamp import stamp_of, time_of

_COLUMNS = "at, engine, interface, document, size, host, is_page"


class EgressList:
    """Raises what ``clerk_errors`` raises."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection

    def note(self, leaving: Sent) -> None:
        """Before it leaves."""
        with transaction(self._connection):
            append(self._connection, leaving)

    def all(self, *, most: int = 10_000) -> list[Sent]:
        """The newest first; all there are where ``most`` is negative."""
        rows = select(self._connection, f"SELECT {_COLUMNS} FROM egress ORDER BY id DESC LIMIT ?", (most,))
        return [_sent(*row) for row in rows]

    def documents(self) -> frozenset[int]:
        """The numbers of the papers of which something left."""
        rows = select(self._connection, "SELECT DISTINCT document FROM egress WHERE is_page AND document > 0")
        return frozenset(number for (number,) in rows)


def append(connection: apsw.Connection, leaving: Sent) -> None:
    """Write a line within the transaction that lets it leave."""
    connection.execute(
        f"INSERT INTO egress ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            *(stamp_of(leaving.at), leaving.engine, leaving.interface, leaving.document),
            *(leaving.size, leaving.host, int(leaving.is_page)),
        ),
    )


def _sent(at: str, engine: str, interface: str, document: int, size: int, host: str, is_page: int) -> Sent:
    time = time_of(at)
    assert time is not None, "written by this module"
    return Sent(time, engine, interface, document, size, host, bool(is_page))
