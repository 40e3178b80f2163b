"""Papers of property: what their numbers and areas say of one another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation

from desktop_ocr.domain import dates
from desktop_ocr.domain.review import Field, Verdict


def year_in_number(fields: Sequence[Field]) -> Iterator[tuple[int, Verdict]]:
    """(certificate number, date of registration): the number names the year, 粤（2020）深圳市不动产权第0012345号.

    It proves nothing: of either only the year is told.
    """
    number, registered = (field.value for field in fields)
    year = re.search(r"[（(](\d{4})[)）]", number)
    day = dates.parse(registered)
    if not year or day is None:
        return
    verdict = Verdict.SUPPORTS if int(year[1]) == day[0] else Verdict.DOUBTS
    yield 0, verdict
    yield 1, verdict


def inner_area_is_smaller(fields: Sequence[Field]) -> Iterator[tuple[int, Verdict]]:
    """(inner floor area, floor area): what is shared with others comes on top, so a larger inner area is misread."""
    try:
        inner, whole = (Decimal(field.value) for field in fields)
        is_larger = inner > whole
    except InvalidOperation:  # what a person may type in place of a figure
        return
    if is_larger:
        yield 0, Verdict.BREAKS
        yield 1, Verdict.DOUBTS
