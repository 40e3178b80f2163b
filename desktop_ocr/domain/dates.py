"""Dates as papers print them: whole, without day or month, or the word 长期 (no end)."""

from __future__ import annotations

import re
from datetime import date, timedelta

LONG_TERM = "长期"

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_PERIOD = re.compile(r"(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?:至|到|-|—|~)(\d{4}(?:-\d{2}(?:-\d{2})?)?|长期)", re.ASCII)


def parse(value: str) -> tuple[int, int, int] | None:
    """Year, month and day of a normal form (0 for a part that is not printed); None if there is no such date."""
    match = _PARTIAL.fullmatch(value)
    if not match:
        return None
    try:
        date(*(1 if part is None else int(part) for part in match.groups()))
    except ValueError:
        return None
    year, month, day = (int(part or 0) for part in match.groups())
    return year, month, day


def whole(value: str) -> date | None:
    """The date, if day, month and year are all there."""
    parts = parse(value)
    return date(*parts) if parts and all(parts) else None


def split_period(value: str) -> tuple[str, str] | None:
    """Start and end of a period in normal form (``2015-02-12至2035-02-11``); None for anything else."""
    match = _PERIOD.fullmatch(value)
    return (match[1], match[2]) if match else None


def next_day(day: date) -> date:
    """The day after; of the last day there is, printed for "without end", that day."""
    return day if day == date.max else day + timedelta(days=1)


def whole_years(start: date, end: date) -> int | None:
    """The number of years if the two dates share day and month (29 February also ends on 28 February or 1 March)."""
    years = end.year - start.year
    if (start.month, start.day) == (end.month, end.day):
        return years
    if (start.month, start.day) == (2, 29) and (end.month, end.day) in ((2, 28), (3, 1)):
        return years
    return None
