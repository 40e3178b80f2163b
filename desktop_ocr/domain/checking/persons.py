"""What an ID number says of the person whose number it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop_ocr.domain.checking.base import agreement
from desktop_ocr.domain.checking.numbers import region
from desktop_ocr.domain.review import Evidence, Field, Verdict


def birth_in_id_number(fields: Sequence[Field]) -> Iterator[tuple[int, Verdict]]:
    """(ID number, date of birth): the number holds the date.  A number with a right check digit decides."""
    number, birth = (field.value for field in fields)
    inside = f"{number[6:10]}-{number[10:12]}-{number[12:14]}"
    if len(number) != 18:
        return
    yield from agreement(fields, holds=_holds(fields[0]), agree=inside == birth)


def sex_in_id_number(fields: Sequence[Field]) -> Iterator[tuple[int, Verdict]]:
    """(ID number, sex): the 17th digit is odd for a man."""
    number, sex = (field.value for field in fields)
    if len(number) != 18 or not number[16].isdigit() or sex not in ("男", "女"):
        return
    yield from agreement(fields, holds=_holds(fields[0]), agree=("女", "男")[int(number[16]) % 2] == sex)


def _holds(number: Field) -> bool:
    return Evidence("id_number", Verdict.PROVES) in number.evidence


def region_in_address(fields: Sequence[Field]) -> Iterator[tuple[int, Verdict]]:
    """(ID number, address): the number names the region of first registration.  People move: no match says nothing."""
    number, address = (field.value for field in fields)
    province = region(number[:6], "province")
    if province and address.startswith(province[:2]):
        yield 1, Verdict.SUPPORTS
