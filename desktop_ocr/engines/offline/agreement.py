"""Whether a second reading of a value agrees with the first: for values that nothing else can prove."""

from __future__ import annotations

from itertools import pairwise

from desktop_ocr.domain import dates
from desktop_ocr.domain.document_type import FieldSpec, ValueKind
from desktop_ocr.domain.geometry import Quad
from desktop_ocr.engines.offline.normal_forms import normalise
from desktop_ocr.engines.offline.rules import FieldRule
from desktop_ocr.engines.offline.search import Search
from desktop_ocr.engines.offline.values import Value, spell

AGREED_SCORE = 0.85
"""Score of the weakest character from which two readings that agree count as proof (tests.benchmarks.agreement)."""
ONE_LINE = 1.8
"""Height of the print of a value, in heights of its characters, up to which it stands on one line."""

SEEN = 0.5
"""Part of a group and the gap before it that shows that there is one: the gap and a digit."""


def is_read_alike(search: Search, spec: FieldSpec, rule: FieldRule, value: Value) -> bool:
    """Whether the place of a value, read otherwise, says the same, and every character was read surely both times.

    The second reading is not sought where the first has an unsure character or was repaired, nor for values of several
    lines, nor for a date without its day: what follows it was lost to both.  A number in groups may have one more than
    was found, before or behind: where that would stand must be on the page, with nothing in it.
    """
    glyphs = value.spelled.present
    if value.repaired or _weakest(value) < AGREED_SCORE or not glyphs:
        return False
    if spec.kind is ValueKind.DATE and dates.whole(value.value) is None:
        return False
    place = _place(search, value)
    line = search.look_again.otherwise(place) if place else None
    rows = search.layout.laid_out([line]).rows if line else ()
    again = normalise(spec, rule, spell([rows[0].glyphs])) if rows else None
    if again is None or again.value != value.value or again.repaired or _weakest(again) < AGREED_SCORE:
        return False
    if spec.kind is not ValueKind.NUMBER:
        return True
    read = [glyph.character for glyph in rows[0].glyphs if glyph]
    return again.characters[-1] is read[-1] and (not _group_width(value) or again.characters[0] is read[0])


def _place(search: Search, value: Value) -> Quad | None:
    """Where a value stands, with the room for a group before and behind; None off the page and for several lines."""
    glyphs = value.spelled.present
    frame = search.layout.frame
    left, right = min(glyph.left for glyph in glyphs), max(glyph.right for glyph in glyphs)
    top = min(glyph.middle - glyph.height / 2 for glyph in glyphs)
    bottom = max(glyph.middle + glyph.height / 2 for glyph in glyphs)
    if bottom - top > ONE_LINE * max(glyph.height for glyph in glyphs):
        return None
    group = _group_width(value)
    seen = frame.box(left - group * SEEN, top, right + group * SEEN, bottom)
    is_on_page = all(0 <= x <= 1 and 0 <= y <= 1 for x, y in seen.corners)
    return frame.box(left - group, top, right + group, bottom).clamped() if is_on_page else None


def _group_width(value: Value) -> float:
    """The widest group of a number with the gap beside it, in pixels; 0 where it has no groups."""
    glyphs = value.spelled.glyphs
    starts = [glyph.left for before, glyph in pairwise((None, *glyphs)) if glyph is not None and before is None]
    return max((after - before for before, after in pairwise(starts)), default=0.0)


def _weakest(value: Value) -> float:
    """The score of the least certain character; 0 where the characters are not known."""
    return min((character.confidence for character in value.characters), default=0.0)
