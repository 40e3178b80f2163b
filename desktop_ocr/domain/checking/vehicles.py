"""Numbers of vehicles, and the terms of licences to drive them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from desktop_ocr.domain import dates
from desktop_ocr.domain.checking.base import is_sure, today
from desktop_ocr.domain.review import Field, Verdict

DRIVING_YEARS = (6, 10)
"""机动车驾驶证申领和使用规定: a first term of six years, a second of ten, then without end."""

_VALUES = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ0123456789", (*"12345678123457923456789", *"0123456789"), strict=True))
_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_CHECKED = "L12345"
"""First characters of the countries whose law asks for the check digit: China (GB 16735), North America."""


def vin(value: str) -> Verdict | None:
    """车辆识别代号, ISO 3779: 17 characters without I, O, Q.  Position 9 is a check digit, in China by GB 16735.

    Elsewhere many makers put anything there, so a misread number fits by chance one time in eleven: that supports, and
    what does not fit is doubtful.  GB 16735 also wants digits at the end, and no 0, U, Z for the model year.

    Letters count as digits do (A and J as 1, B, K and S as 2, …), so a letter taken for another of its value is not
    noticed: ``checks.PROOF_SCORES`` asks for a sure reading.
    """
    if "*" in value:
        return None
    if not re.fullmatch(r"[0-9A-HJ-NPR-Z]{17}", value):
        return Verdict.BREAKS
    if not _vin_fits(value):
        return Verdict.DOUBTS
    if value[0] not in _CHECKED:
        return Verdict.SUPPORTS
    return Verdict.PROVES if value[-4:].isdigit() and value[9] not in "0UZ" else Verdict.DOUBTS


def _vin_fits(value: str) -> bool:
    total = sum(weight * int(_VALUES[char]) for weight, char in zip(_WEIGHTS, value, strict=True))
    return value[8] == "0123456789X"[total % 11]


def driving_term(fields: Sequence[Field]) -> Iterator[tuple[int, Verdict]]:
    """(valid from, valid until): six or ten years to the day.  That proves both dates, as on an ID card.

    One misread year can make a term of ten out of one of six, so both must have been read surely.
    """
    start, end = (dates.whole(field.value) for field in fields)
    if not start or not end or not date(1988, 1, 1) <= start <= today():
        return
    if dates.whole_years(start, end) not in DRIVING_YEARS:
        verdict = Verdict.DOUBTS
    else:
        verdict = Verdict.PROVES if is_sure(*fields) else Verdict.SUPPORTS
    yield 0, verdict
    yield 1, verdict
