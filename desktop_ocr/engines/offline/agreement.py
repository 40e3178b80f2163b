"""Whether a second reading of a value agrees with the first: for values that nothing else can prove."""

from __future__ import annotations

from desktop_ocr.domain import dates
from desktop_ocr.domain.document_type import FieldSpec, ValueKind
from desktop_ocr.engines.offline.normal_forms import normalise
from desktop_ocr.engines.offline.rules import FieldRule
from desktop_ocr.engines.offline.search import Search
from desktop_ocr.engines.offline.values import Value, spell

AGREED_SCORE = 0.85
"""Score of the weakest character from which two readings that agree count as proof (tests.benchmarks.agreement)."""
ONE_LINE = 1.8
"""Height of the print of a value, in heights of its characters, up to which it stands on one line."""


def is_read_alike(search: Search, spec: FieldSpec, rule: FieldRule, value: Value) -> bool:
    """Whether the place of a value, read otherwise, says the same, and every character was read surely both times.

    The second reading is not sought where the first has an unsure character or was repaired, nor for values of several
    lines, nor for a date without its day: what follows it was lost to both.
    """
    print_ = value.spelled.present
    if value.repaired or _weakest(value) < AGREED_SCORE or not print_:
        return False
    if spec.kind is ValueKind.DATE and dates.whole(value.value) is None:
        return False
    top = min(glyph.middle - glyph.height / 2 for glyph in print_)
    bottom = max(glyph.middle + glyph.height / 2 for glyph in print_)
    place = search.layout.frame.region(print_)
    if place is None or bottom - top > ONE_LINE * max(glyph.height for glyph in print_):
        return False
    line = search.look_again.otherwise(place)
    rows = search.layout.laid_out([line]).rows if line else ()
    again = normalise(spec, rule, spell([rows[0].glyphs])) if rows else None
    return again is not None and again.value == value.value and not again.repaired and _weakest(again) >= AGREED_SCORE


def _weakest(value: Value) -> float:
    """The score of the least certain character; 0 where the characters are not known."""
    return min((character.confidence for character in value.characters), default=0.0)
