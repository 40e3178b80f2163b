"""What an ID number says of the person whose number it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from desktop_ocr.domain.checking.base import agreement, is_sure
from desktop_ocr.domain.checking.numbers import region
from desktop_ocr.domain.review import Evidence, Field, Verdict

_CHECKS_OF_NUMBERS = ("id_number", "person_number", "permanent_resident_number")
"""Field checks that prove a number which holds a date of birth."""


def birth_in_id_number(fields: Sequence[Field]) -> Iterator[tuple[int, Verdict]]:
    """(ID number, date of birth): the number holds the date.  A number with a right check digit decides."""
    number, birth = (field.value for field in fields)
    if len(number) != 18:
        return
    yield from agreement(fields, holds=_holds(fields[0]), agree=_birth_in(number) == birth)


def birth_in_resident_number(fields: Sequence[Field]) -> Iterator[tuple[int, Verdict]]:
    """(number of a permanent residence card, date of birth): both forms of the number hold the date.

    The old form holds two digits of the year and has no check digit: two printings that agree, which a misread century
    would pass.
    """
    number, birth = (field.value for field in fields)
    if re.fullmatch(r"[A-Z]{3}[0-9]{12}", number):
        if number[7:13] != birth[2:].replace("-", ""):
            yield 1, Verdict.DOUBTS
        else:
            yield 0, Verdict.SUPPORTS
            yield 1, Verdict.PROVES if is_sure(fields[1]) else Verdict.SUPPORTS
    elif len(number) == 18:
        yield from agreement(fields, holds=_holds(fields[0]), agree=_birth_in(number) == birth)


def sex_in_id_number(fields: Sequence[Field]) -> Iterator[tuple[int, Verdict]]:
    """(ID number, sex): the 17th digit is odd for a man."""
    number, sex = (field.value for field in fields)
    if len(number) != 18 or not _sex_in(number) or sex not in ("男", "女"):
        return
    yield from agreement(fields, holds=_holds(fields[0]), agree=_sex_in(number) == sex)


def womans_number(value: str) -> Verdict | None:
    """The ID number of a person whom the form calls a woman: the mother, the wife.  Another's was taken for hers."""
    return Verdict.DOUBTS if _sex_in(value) == "男" else None


def mans_number(value: str) -> Verdict | None:
    """The same of a man."""
    return Verdict.DOUBTS if _sex_in(value) == "女" else None


def _sex_in(number: str) -> str:
    """What the 17th digit says, in the old form of 15 digits the last; empty for what has neither form."""
    if not re.fullmatch(r"[0-9]{17}[0-9X]|[0-9]{15}", number):
        return ""
    return "女男"[int(number[:17][-1]) % 2]


def _birth_in(number: str) -> str:
    return f"{number[6:10]}-{number[10:12]}-{number[12:14]}"


def _holds(number: Field) -> bool:
    return any(Evidence(check, Verdict.PROVES) in number.evidence for check in _CHECKS_OF_NUMBERS)


def region_in_address(fields: Sequence[Field]) -> Iterator[tuple[int, Verdict]]:
    """(ID number, address): the number names the region of first registration.  People move: no match says nothing."""
    number, address = (field.value for field in fields)
    province = region(number[:6], "province")
    if province and address.startswith(province[:2]):
        yield 1, Verdict.SUPPORTS
