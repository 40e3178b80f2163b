"""Dates, and how those of one paper follow one another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from desktop_ocr.domain import dates
from desktop_ocr.domain.checking.base import is_sure, today
from desktop_ocr.domain.review import Field, Verdict

ID_CARD_YEARS = (5, 10, 20)
"""Terms of the resident identity card: under 16, under 26, under 46 years of age; then without end."""


def calendar_date(value: str) -> Verdict | None:
    """A date of the calendar within a century of today; others are printed on nothing but specimens."""
    ends = dates.split_period(value) or (value,)
    for end in ends:
        if end == dates.LONG_TERM:
            continue
        parts = dates.parse(end)
        if parts is None:
            return Verdict.BREAKS
        if abs(parts[0] - today().year) > 120:
            return Verdict.DOUBTS
    return None


def period_in_order(value: str) -> Verdict | None:
    """A period ends after it began."""
    ends = dates.split_period(value)
    start, end = (dates.whole(one) for one in ends) if ends else (None, None)
    return Verdict.BREAKS if start and end and end <= start else None


def past_date(value: str) -> Verdict | None:
    """A date that cannot lie in the future."""
    day = dates.whole(value)
    return Verdict.DOUBTS if day and day > today() + timedelta(days=1) else None


def dates_in_order(fields: Sequence[Field]) -> Iterator[tuple[int, Verdict]]:
    """(start, end): the end comes after the start."""
    start, end = (dates.whole(field.value) for field in fields)
    if start and end and end <= start:
        yield 0, Verdict.BREAKS
        yield 1, Verdict.BREAKS


def dates_not_reversed(fields: Sequence[Field]) -> Iterator[tuple[int, Verdict]]:
    """(earlier, later): the same day is allowed, the other order is doubtful (a paper may be issued anew)."""
    earlier, later = (dates.whole(field.value) for field in fields)
    if earlier and later and later < earlier:
        yield 0, Verdict.DOUBTS
        yield 1, Verdict.DOUBTS


def dates_agree(fields: Sequence[Field]) -> Iterator[tuple[int, Verdict]]:
    """(one, other): events that mostly fall on one day, printed twice: where they agree, both are right.

    Both in one print, so what makes one digit look like another does so twice: they must have been read surely.
    """
    one, other = (dates.whole(field.value) for field in fields)
    if one and one == other:
        verdict = Verdict.PROVES if is_sure(*fields) else Verdict.SUPPORTS
        yield 0, verdict
        yield 1, verdict


def id_card_term(fields: Sequence[Field]) -> Iterator[tuple[int, Verdict]]:
    """(issue, expiry): the card is valid for 5, 10 or 20 years to the day.  That proves both dates.

    居民身份证法 article 5.  One misread digit in either date breaks the equality, but for a decade: so both must have
    been read surely.
    """
    start, end = (dates.whole(field.value) for field in fields)
    if not start or not end or not date(2004, 1, 1) <= start <= today():
        return
    if dates.whole_years(start, end) not in ID_CARD_YEARS:
        verdict = Verdict.DOUBTS
    else:
        verdict = Verdict.PROVES if is_sure(*fields) else Verdict.SUPPORTS
    yield 0, verdict
    yield 1, verdict


def term_starts_when_established(fields: Sequence[Field]) -> Iterator[tuple[int, Verdict]]:
    """(date of establishment, term of business): the term starts that day on most licences; two readings that agree.

    The end is proven with it when there is none (长期), or when it was read surely (a misread decade would pass) and
    lies whole years later, on that day or the day before.
    """
    established, period = (field.value for field in fields)
    ends = dates.split_period(period)
    start = dates.whole(established)
    if not ends or not start or ends[0] != established:
        return
    yield 0, Verdict.PROVES
    end = dates.whole(ends[1])
    if ends[1] == dates.LONG_TERM or (end and _whole_term(start, end)):
        yield 1, Verdict.PROVES if is_sure(fields[1]) else Verdict.SUPPORTS


def _whole_term(start: date, end: date) -> bool:
    """Terms are granted in whole multiples of five years; anything else may be a misread digit."""
    for last in (end, end + timedelta(days=1)):
        years = dates.whole_years(start, last)
        if years and years > 0 and years % 5 == 0:
            return True
    return False
