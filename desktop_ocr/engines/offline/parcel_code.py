"""The bars and squares of a parcel's label: its number, and at times those of other things."""

from __future__ import annotations

import re
from collections.abc import Mapping

NUMBER = re.compile(r"[A-Z]{0,5}\d{9,15}[A-Z]{0,2}")
FIELDS = ("waybill_number", "barcode_number")
ALIKE = 3
"""Characters in which print and code may differ and still be meant to be one number: others are of an order."""


def told(text: str, read: Mapping[str, str]) -> Mapping[str, str]:
    """The number that a code says, for each of the fields that were read as it or nearly so; see ``tellers``.

    Where no number was read it is the waybill's.
    """
    number = text.strip().upper()
    if not NUMBER.fullmatch(number):
        return {}
    if not any(key in read for key in FIELDS):
        return {FIELDS[0]: number}
    return {key: number for key in FIELDS if key in read and _is_meant(number, read[key])}


def _is_meant(number: str, printed: str) -> bool:
    return len(number) == len(printed) and sum(a != b for a, b in zip(number, printed, strict=True)) <= ALIKE
