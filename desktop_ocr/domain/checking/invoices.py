"""Numbers of invoices and of those who are taxed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from stdnum.cn import uscc

from desktop_ocr.domain.checking.base import is_sure
from desktop_ocr.domain.checking.numbers import is_id_number, organisation_code_fits
from desktop_ocr.domain.review import Field, Verdict

DIGITAL = "电子发票"
"""How the kinds of fully digital invoices begin."""


def tax_number(value: str) -> Verdict | None:
    """纳税人识别号: a credit code, of persons their ID number; until 2016, and of some still, without a check digit.

    Numbers of 15, 17 or 20 characters are such: nothing follows for them.  Nor is one of 18 broken that is neither,
    for a few were given out before there were credit codes.
    """
    if not re.fullmatch(r"[0-9A-Z]{18}", value):
        return None
    if uscc.is_valid(value):
        return Verdict.PROVES if organisation_code_fits(value[8:17]) else Verdict.SUPPORTS
    return Verdict.PROVES if is_id_number(value) else Verdict.DOUBTS


def printed_twice(fields: Sequence[Field]) -> Iterator[tuple[int, Verdict]]:
    """(number, the same number): printed once with the form and once by the machine that filled it in.

    They are in two types, so they prove each other where both were read for sure.
    """
    verdict = Verdict.DOUBTS
    if fields[0].value == fields[1].value:
        verdict = Verdict.PROVES if is_sure(*fields) else Verdict.SUPPORTS
    yield 0, verdict
    yield 1, verdict


def kind_of_number(fields: Sequence[Field]) -> Iterator[tuple[int, Verdict]]:
    """(kind, number): numbers of fully digital invoices, and only these, have 20 digits."""
    is_digital = fields[0].value.startswith(DIGITAL)
    yield 1, Verdict.SUPPORTS if (len(fields[1].value) == 20) == is_digital else Verdict.DOUBTS


def year_of_issue(fields: Sequence[Field]) -> Iterator[tuple[int, Verdict]]:
    """(number, day): a number of 20 digits begins with the year in which it was issued."""
    number, day = (field.value for field in fields)
    if re.fullmatch(r"[0-9]{20}", number):
        verdict = Verdict.SUPPORTS if number[:2] == day[2:4] else Verdict.DOUBTS
        yield 0, verdict
        yield 1, verdict
