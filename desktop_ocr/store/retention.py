"""What is to go and when: papers deleted for good, backups thinned out.

A paper in the bin goes for good the retention period after it came there, however long ago it was exported; one in work
goes into the bin the retention period after its export.  Of the backups there stay those of
RELIABILITY.md §3: of two days one per half hour, of 14 days one a day, of 4 weeks one a week, and none that is older
than the retention period, except the last there is (``Backups.prune``).  Each is a whole copy of the database: where
the disk cannot well hold so many, fewer half hours stay.

Pure: the time is handed in, and who deletes is the store.  A clock that jumps by a day makes it a day early or late.  A
stamp in the future, written while the clock was wrong, keeps a paper until then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Protocol

from desktop_ocr.store.stamp import time_of

RETENTION_DAYS = 30
"""Unless the clerk's settings say otherwise (``Settings.retention_days``)."""
HALF_HOUR = timedelta(minutes=30)
HALF_HOURS_FOR, DAYS_FOR, WEEKS_FOR = timedelta(days=2), timedelta(days=14), timedelta(weeks=4)


class Stamped(Protocol):
    """What is asked of a paper; ``records.StoredDocument`` has it.  Times are ISO 8601 in UTC, "" for never."""

    @property
    def id(self) -> int: ...
    @property
    def deleted_at(self) -> str: ...
    @property
    def exported_at(self) -> str: ...


def expired(documents: Iterable[Stamped], now: datetime, *, retention_days: int = RETENTION_DAYS) -> tuple[int, ...]:
    """Ids of the papers whose time is over, in the order given."""
    return tuple(document.id for document in documents if not days_left(document, now, retention_days=retention_days))


def days_left(document: Stamped, now: datetime, *, retention_days: int = RETENTION_DAYS) -> int:
    """Days until the time of a paper is over, each that is begun counted whole; of one whose clock does not run, all.

    0 for what the next start takes, and for nothing else.
    """
    begun = _begun(document)
    return retention_days if begun is None else max(0, retention_days - (now - begun) // timedelta(days=1))


def backups_to_keep(made: Iterable[datetime], now: datetime, *, retention_days: int = RETENTION_DAYS) -> set[datetime]:
    """Those of the backups, by the time they were made, that stay.

    Of each half hour, day and week (by UTC) the newest.  One from the future, made while the clock was wrong, is taken
    for new.
    """
    half_hours, long = _chosen(made, now, retention_days)
    return half_hours | long


def backups_within(
    sizes: Mapping[datetime, int], now: datetime, budget: int, *, retention_days: int = RETENTION_DAYS
) -> set[datetime]:
    """As ``backups_to_keep``, and where those take more than ``budget`` bytes, the oldest of the half hours go.

    The newest of all, those of the days and those of the weeks stay whatever they take.  ``sizes``: bytes of each
    backup by the time it was made.
    """
    half_hours, long = _chosen(sizes, now, retention_days)
    kept = long | set(sorted(half_hours)[-1:])
    left = budget - sum(sizes[at] for at in kept)
    for at in sorted(half_hours - kept, reverse=True):
        left -= sizes[at]
        if left < 0:
            break
        kept.add(at)
    return kept


def backups_over(made: Iterable[datetime], now: datetime, *, retention_days: int = RETENTION_DAYS) -> set[datetime]:
    """Those whose time is over: older than the oldest week that is kept, or than the retention period."""
    return {at for at in made if now - at >= min(WEEKS_FOR, timedelta(days=retention_days))}


def _chosen(made: Iterable[datetime], now: datetime, retention_days: int) -> tuple[set[datetime], set[datetime]]:
    """The newest of each half hour, and the newest of each day and week."""
    half_hours: dict[float, datetime] = {}
    long: dict[tuple[object, ...], datetime] = {}
    for at in sorted(made):
        age = now - at
        if age >= timedelta(days=retention_days):
            continue
        if age < HALF_HOURS_FOR:
            half_hours[at.timestamp() // HALF_HOUR.total_seconds()] = at
        if age < DAYS_FOR:
            long["day", at.date()] = at
        if age < WEEKS_FOR:
            long["week", *at.isocalendar()[:2]] = at
    return set(half_hours.values()), set(long.values())


def _begun(document: Stamped) -> datetime | None:
    """When the time of a paper began to run.

    None for "never" and for what cannot be understood: nothing is deleted on a guess.
    """
    return time_of(document.deleted_at or document.exported_at)
