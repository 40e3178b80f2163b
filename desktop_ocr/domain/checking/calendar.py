"""Dates, and how those of one paper follow one another."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from desktop_ocr.domain import dates
from desktop_ocr.domain.checking.base import SURE_SCORE, WITHOUT_DOUBT, is_sure, other_years, today
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
    """(one, other): events that often fall on one day, printed twice.

    It proves nothing: where they fall on the same day of another year, as on a licence that was renewed, one misread
    digit makes them agree.
    """
    one, other = (dates.whole(field.value) for field in fields)
    if one and one == other:
        yield 0, Verdict.SUPPORTS
        yield 1, Verdict.SUPPORTS


def id_card_term(fields: Sequence[Field]) -> Iterator[tuple[int, Verdict]]:
    """(issue, expiry): the card is valid for 5, 10 or 20 years to the day.  That proves both dates.

    居民身份证法 article 5.  One misread digit in either date breaks the equality, but for some years (see ``_term``).
    """

    def fits(start: date, end: date) -> bool:
        return dates.whole_years(start, end) in ID_CARD_YEARS

    yield from _term(fields, since=date(2004, 1, 1), fits=fits)


def temporary_id_term(fields: Sequence[Field]) -> Iterator[tuple[int, Verdict]]:
    """(issue, expiry): a temporary identity card is valid for three months.  That proves both dates.

    临时居民身份证管理办法 article 8, in force since 1 October 2005.  Where the third month has no such day, several
    days of issue would fit one end: nothing follows.
    """
    start = dates.whole(fields[0].value)
    if start and (third := _months_later(start, 3)):
        yield from _term(fields, since=date(2005, 10, 1), fits=lambda _, end: end == third)


def residence_permit_term(fields: Sequence[Field]) -> Iterator[tuple[int, Verdict]]:
    """(issue, expiry): the residence permit of people from Hong Kong, Macau and Taiwan is valid for five years.

    港澳台居民居住证申领发放办法, in force since 1 September 2018.
    """
    yield from _term(fields, since=date(2018, 9, 1), fits=lambda start, end: dates.whole_years(start, end) == 5)


def permanent_residence_term(fields: Sequence[Field]) -> Iterator[tuple[int, Verdict]]:
    """(issue, expiry): the permanent residence card ends five or ten years later, the day before.

    外国人在中国永久居留审批管理办法 article 21: five years for minors; the cards' specimen shows which day is printed.
    """

    def fits(start: date, end: date) -> bool:
        return dates.whole_years(start, dates.next_day(end)) in (5, 10)

    yield from _term(fields, since=date(2004, 8, 15), fits=fits)


def _term(fields: Sequence[Field], *, since: date, fits: Callable[[date, date], bool]) -> Iterator[tuple[int, Verdict]]:
    """(issue, expiry) of papers given out since a day, for a term that is exact to the day.

    Both must have been read surely; where a look-alike of one digit of a year would make another term (2018 to 2023 is
    five years, 2013 to 2023 ten), without any doubt.
    """
    start, end = (dates.whole(field.value) for field in fields)
    if not start or not end or not since <= start <= today():
        return
    score = WITHOUT_DOUBT if _fits_otherwise(start, end, fits) else SURE_SCORE
    kept = Verdict.PROVES if is_sure(*fields, score=score) else Verdict.SUPPORTS
    verdict = kept if fits(start, end) else Verdict.DOUBTS
    yield 0, verdict
    yield 1, verdict


def _fits_otherwise(start: date, end: date, fits: Callable[[date, date], bool]) -> bool:
    """Whether another year that looks like one of the two would fit as well."""
    starts = (dates.whole(f"{year}-{start:%m-%d}") for year in other_years(f"{start:%Y}"))
    ends = (dates.whole(f"{year}-{end:%m-%d}") for year in other_years(f"{end:%Y}"))
    pairs = [*((one, end) for one in starts), *((start, one) for one in ends)]
    return any(one is not None and other is not None and fits(one, other) for one, other in pairs)


def _months_later(start: date, months: int) -> date | None:
    """The same day some months later, if there is one."""
    years, month = divmod(start.month - 1 + months, 12)
    last = monthrange(start.year + years, month + 1)[1]
    return date(start.year + years, month + 1, start.day) if start.day <= last else None


def term_starts_when_established(fields: Sequence[Field]) -> Iterator[tuple[int, Verdict]]:
    """(date of establishment, term of business): the term starts that day on most licences; two readings that agree.

    Both must have been read surely: what makes one digit look like another does so twice.  The end is proven with it
    only when there is none (长期): a multiple of five years is one after many a misread digit.
    """
    established, period = (field.value for field in fields)
    ends = dates.split_period(period)
    start = dates.whole(established)
    if not ends or not start or ends[0] != established:
        return
    kept = Verdict.PROVES if is_sure(*fields) else Verdict.SUPPORTS
    yield 0, kept
    end = dates.whole(ends[1])
    if ends[1] == dates.LONG_TERM:
        yield 1, kept
    elif end and _whole_term(start, end):
        yield 1, Verdict.SUPPORTS


def _whole_term(start: date, end: date) -> bool:
    """Terms are granted in whole multiples of five years; anything else may be a misread digit."""
    for last in (end, dates.next_day(end)):
        years = dates.whole_years(start, last)
        if years and years > 0 and years % 5 == 0:
            return True
    return False
