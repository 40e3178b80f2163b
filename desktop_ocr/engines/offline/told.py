"""What a code tells of a paper's fields, held against what was read of their print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.recognition import Character, Mismatch, Reading
from desktop_ocr.engines.offline.code import Code
from desktop_ocr.engines.offline.tellers import Teller


def by_codes(read: Sequence[Reading], codes: Sequence[Code], teller: Teller) -> tuple[Reading, ...]:
    """The readings of a paper after the first of its codes that tells something of it."""
    values = {reading.field: reading.value for reading in reversed(read)}
    for code in codes:
        if told := teller(code.text, values):
            return joined(read, told, code)
    return tuple(read)


def joined(read: Sequence[Reading], told: Mapping[str, str], code: Code) -> tuple[Reading, ...]:
    """The readings of a paper after a code has told some of its values, by the keys of fields, in normal form.

    Where both say the same the reading is agreed: print and code fail in different ways.  Where they differ the code's
    value comes first, disputed, and what was printed second.  What was not read at all is the code's alone.  A code
    that may itself have been misread proves nothing where it stands alone or against the print: it is left out.
    """
    first = {reading.field: reading for reading in reversed(read)}
    told = {key: value for key, value in told.items() if code.is_corrected or _value(first, key) == value}
    joint: list[Reading] = []
    for reading in read:
        value = told.get(reading.field)
        if value is None or first[reading.field] is not reading:
            joint.append(reading)
        elif reading.value == value:
            joint.append(replace(reading, agreed=True))
        else:
            joint += (_reading(reading.field, value, code, Mismatch.DISPUTED), reading)
    return (*joint, *(_reading(key, value, code) for key, value in told.items() if key not in first))


def _value(readings: Mapping[str, Reading], key: str) -> str:
    return readings[key].value if key in readings else ""


def _reading(field: str, value: str, code: Code, mismatch: Mismatch | None = None) -> Reading:
    characters = tuple(
        Character(char, 1.0, place / len(value), (place + 1) / len(value), mismatch=mismatch)
        for place, char in enumerate(value)
    )
    region: Quad = code.region
    return Reading(field, value, value, 1.0, f"offline:{code.symbology.lower()}", region, characters)
