"""What is to go and when: papers deleted for good, backups thinned out.

A paper goes the retention period after it was deleted or exported.  Of the backups there stay those of
RELIABILITY.md §3: of two days one per half hour, of 14 days one a day, of 4 weeks one a week, and none that is older
than the retention period, except the last there is (``Backups.prune``).  Each is a whole copy of the database: where
the disk cannot well hold so many, fewer half hours stay.

Pure: the time is handed in, and who deletes is the store.  A clock that jumps by a day makes it a day early or late.  A
stamp in the future, written while the clock was wrong, would keep a paper until then: ``misdated`` names such papers,
to be stamped anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Protocol

from desktop_ocr.store.stamp import time_of

RETENTION_DAYS = 30
"""Unless the clerk's settings say otherwise (``Settings.retention_days``)."""
HALF_HOUR = timedelta(minutes=30)
HALF_HOURS_FOR, DAYS_FOR, WEEKS_FOR = timedelta(days=2), timedelta(days=14), timedelta(weeks=4)
_TOLERANCE = timedelta(days=1)


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
    return tuple(document.id for document in documents if _is_over(document, now, retention_days))


def misdated(documents: Iterable[Stamped], now: datetime) -> tuple[int, ...]:
    """Ids of the papers with a stamp more than a day in the future: it would keep them for as long."""
    return tuple(document.id for document in documents if any(at > now + _TOLERANCE for at in _stamps(document)))


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


def _is_over(document: Stamped, now: datetime, retention_days: int) -> bool:
    # None for "never" and for what cannot be understood: nothing is deleted on a guess.
    times = (time_of(document.deleted_at), time_of(document.exported_at))
    return any(at is not None and now - at >= timedelta(days=retention_days) for at in times)


def _stamps(document: Stamped) -> Iterator[datetime]:
    for text in (document.deleted_at, document.exported_at):
        if at := time_of(text):
            yield at
