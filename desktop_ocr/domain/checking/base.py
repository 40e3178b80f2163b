"""What checks are, and what the checks of several fields share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from desktop_ocr.domain.geometry import Quad, quad_to_unit
from desktop_ocr.domain.review import Field, Verdict

SURE_SCORE = 0.9
"""A character scored below this is not sure: asked of proofs that a misread decade would pass."""

WITHOUT_DOUBT = 0.99
"""The same for proofs that a digit like the right one would pass."""
LOOK_ALIKES = ("38", "17", "06", "08", "56", "68", "49", "27", "35")
"""Digits that are read for one another."""

FieldCheck = Callable[[str], Verdict | None]
"""What follows for a value in normal form; None when the check has nothing to say."""
CrossCheck = Callable[[Sequence[Field]], Iterator[tuple[int, Verdict]]]
"""What follows for some of several fields, each by its place in the sequence."""


def agreement(fields: Sequence[Field], *, agree: bool, holds: bool) -> Iterator[tuple[int, Verdict]]:
    """What follows for (number, value it contains); ``holds`` says whether a check digit proves the number."""
    if agree:
        yield 0, Verdict.SUPPORTS
        yield 1, Verdict.PROVES if holds else Verdict.SUPPORTS
    elif holds:
        yield 1, Verdict.BREAKS
        yield 0, Verdict.DOUBTS
    else:
        yield 1, Verdict.DOUBTS


def is_one_print(one: Field, other: Field) -> bool:
    """Whether two values are known to have been read in one place, and no person has compared either: such prove
    nothing of each other.
    """
    if any(field.correction is not None and field.correction.is_checked for field in (one, other)):
        return False
    if one.region is None or other.region is None:
        return False
    return _lies_in(one.region, other.region) or _lies_in(other.region, one.region)


def _lies_in(outer: Quad, inner: Quad) -> bool:
    """Whether the middle of a place lies in another; one that is no quadrangle holds anything."""
    try:
        across, down = quad_to_unit(outer, inner.centre)
    except ValueError:
        return True
    return 0 <= across <= 1 and 0 <= down <= 1


def other_years(year: str) -> Iterator[str]:
    """What a year would be had one of its digits been read for a look-alike."""
    for place, digit in enumerate(year):
        for pair in LOOK_ALIKES:
            if digit in pair:
                yield year[:place] + pair.replace(digit, "") + year[place + 1 :]


def is_sure(*fields: Field, score: float = SURE_SCORE) -> bool:
    """Whether a person gave the values, or the engine was sure of every character."""
    if any(field.correction is not None and not field.correction.is_checked for field in fields):
        return False
    machine = [field.reading for field in fields if field.correction is None and field.reading]
    return all(reading.weakest >= score for reading in machine)


def today() -> date:
    return date.today()
