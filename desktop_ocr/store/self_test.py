"""What is looked at when the store has been opened, and told if it is not as it should be (RELIABILITY.md §6).

SQLite's version, the cipher, WAL and FULL are made sure of by opening (``database.py``), the slot of the recovery code
by reading the slots (``key_slots.py``): without them nothing is opened.  What is found here is told and no more: a
clerk must be able to see old work.
"""

from __future__ import annotations

from collections.abc import Iterator

from desktop_ocr.domain.errors import StoreOnNetwork, StoreSynced, StoreWarning
from desktop_ocr.store.placement import Place


def warnings(place: Place) -> Iterator[StoreWarning]:
    """What is to be told, the most urgent first."""
    if place.is_remote:
        yield StoreOnNetwork()
    if place.synced_by:
        yield StoreSynced(service=place.synced_by)
