"""Tickets: numbers of passengers, of which a part may be stars, and numbers that are printed twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from desktop_ocr.domain.checking.base import is_sure
from desktop_ocr.domain.checking.numbers import person_number
from desktop_ocr.domain.review import Field, Verdict

_MASKED = re.compile(r"(?=.*[*])[A-Z0-9]{1,10}[*]{2,14}[A-Z0-9]{0,5}")


def passenger_number(value: str) -> Verdict | None:
    """证件号码 of a passenger: a ticket masks a part of it since 2013, of which nothing follows."""
    return None if _MASKED.fullmatch(value) else person_number(value)


def air_ticket_number(value: str) -> Verdict | None:
    """电子客票号码, IATA resolution 722: three digits of the airline and ten of the form, at times a check digit.

    That is the remainder by 7 of all before it, or of the form's number alone.  It proves nothing: 0 and 7, 1 and 8, 2
    and 9 are alike to it.
    """
    if re.fullmatch(r"[0-9]{13}", value):
        return None
    if not re.fullmatch(r"[0-9]{14}", value):
        return Verdict.BREAKS
    remainders = {int(value[:13]) % 7, int(value[3:13]) % 7}
    return Verdict.SUPPORTS if int(value[13]) in remainders else Verdict.DOUBTS


def ends_in(fields: Sequence[Field]) -> Iterator[tuple[int, Verdict]]:
    """(number, its end): a paper prints the end of a long number once more, in other type.

    Two printings that agree, read surely, prove the end; of what stands before it they say nothing.
    """
    number, end = (field.value for field in fields)
    if number.endswith(end):
        yield 0, Verdict.SUPPORTS
        yield 1, Verdict.PROVES if is_sure(*fields) else Verdict.SUPPORTS
    else:
        yield 0, Verdict.DOUBTS
        yield 1, Verdict.DOUBTS
