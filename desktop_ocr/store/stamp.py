"""Times as the store writes them: ISO 8601 in UTC with microseconds, so that they sort as text."""

from __future__ import annotations

from datetime import UTC, datetime

from desktop_ocr.store.clock import Clock


def stamp(clock: Clock) -> str:
    return stamp_of(clock.now())


def stamp_of(time: datetime) -> str:
    return time.astimezone(UTC).isoformat(timespec="microseconds")


def time_of(text: str) -> datetime | None:
    """The time of a stamp, aware; None for "" and for what cannot be understood."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
