"""What is looked at when the store has been opened, and told if it is not as it should be (RELIABILITY.md §6).

SQLite's version, the cipher, WAL and FULL are made sure of by opening (``database.py``), the slot of the recovery code
by reading the slots (``key_slots.py``): without them nothing is opened.

What is found here is told, and the program goes on: a clerk must be able to see old work, and to export it, on a disk
that is nearly full or with a clock that is wrong.  It is safe to: where the disk does fill up, each step that cannot be
saved says so and is tried again, and nothing that is there is touched (``tests/reliability/test_full_disk.py``);
backups end 200 MB earlier.  With a clock that is behind, what is to be deleted stays longer, and never goes early.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from desktop_ocr.domain.errors import ClockBehind, LittleRoom, StoreOnNetwork, StoreSynced, StoreWarning
from desktop_ocr.domain.release import RELEASED
from desktop_ocr.store.placement import Place

ROOM = 500
"""MB that are to be free."""
_MB = 1_000_000
_TOLERANCE = timedelta(days=1)


def warnings(place: Place, now: datetime, newest: datetime | None = None) -> Iterator[StoreWarning]:
    """What is to be told, the most urgent first; ``newest``: when the newest row of the store was written."""
    if place.free is not None and place.free < ROOM * _MB:
        yield LittleRoom(free=place.free // _MB, needed=ROOM)
    released = datetime.combine(RELEASED, time(), UTC)
    known = max(released, newest or released)
    if now < known - _TOLERANCE:
        yield ClockBehind(today=f"{now:%Y-%m-%d}", known=f"{known:%Y-%m-%d}")
    if place.is_remote:
        yield StoreOnNetwork()
    if place.synced_by:
        yield StoreSynced(service=place.synced_by)
