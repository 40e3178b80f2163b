"""Print at a label that was lost when whole lines were read, and is read anew where it must stand.

Short words drown in a long line, one or two characters on a line of their own are not detected, and a seal tears the
line that it covers or lends it letters of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from desktop_ocr.domain.document_type import FieldSpec, ValueKind
from desktop_ocr.engines.offline.labels import Label
from desktop_ocr.engines.offline.rules import FieldRule
from desktop_ocr.engines.offline.search import Search
from desktop_ocr.engines.offline.segments import Segment

OVERLOOKED = 4.0
"""Heights right of a label in which a lost short value is looked for."""
OVERLOOKED_ALONE = 8.0
"""The same for one that stands in a column of its own."""
FULL_LINE = 1.3
"""Heights that a line may end before the widest one and still count as full."""
USUAL_PITCH = 1.15
"""Distance of two lines of a value, in heights of a line's box, where only one line is there to tell."""
END_CONFIDENCE = 0.9
"""Score from which a character that the detector did not see is believed."""


def overlooked(search: Search, spec: FieldSpec, rule: FieldRule, label: Label) -> Segment | None:
    """A short value between its label and the next one, which was lost when the whole line was read."""
    if not (spec.kind is ValueKind.CHOICE or rule.short):
        return None
    last = search.surface.glyphs_of(label)[-1]
    reach = OVERLOOKED_ALONE if rule.short else OVERLOOKED
    left, right = last.right + 0.1 * last.height, last.right + reach * last.height
    for other in search.surface.labels:
        first = search.surface.glyphs_of(other)[0]
        if abs(first.middle - last.middle) < last.height and first.left > last.right:
            right = min(right, first.left - 0.1 * last.height)
    if right - left < 0.7 * last.height:
        return None
    # Many cells of a form are empty, and anything may be read out of their borders.
    is_rare = rule.short or (search.rules.cells and not spec.required)
    box = (left, last.middle - last.height / 2, right, last.middle + last.height / 2)
    glyphs = search.line_at(box, sure=END_CONFIDENCE if is_rare else 0.0)
    return Segment(label.row, glyphs) if glyphs else None


def overlooked_end(search: Search, lines: Sequence[Segment]) -> Segment | None:
    """The one or two characters that a full last line may have left to one more: too short to be detected."""
    first, last = lines[0], lines[-1]
    if last.right < max(line.right for line in lines) - FULL_LINE * last.height:
        return None
    if not search.rules.is_fixed:
        return None
    pitch = (last.middle - first.middle) / (len(lines) - 1) if len(lines) > 1 else USUAL_PITCH * last.height
    middle = last.middle + pitch
    left, top, bottom = last.left, middle - last.height / 2, middle + last.height / 2
    if search.surface.has_print(left, top, left + last.height, bottom):
        return None  # the detector saw what stands there: it is something else
    box = (left - 0.2 * last.height, top, left + 2.5 * last.height, bottom)
    glyphs = search.line_at(box, sure=END_CONFIDENCE)
    return Segment(-1, glyphs) if glyphs else None


def read_anew(search: Search, label: Label, lines: Sequence[Segment] = ()) -> Segment | None:
    """The line in the cell of a label, read as one; as far as lines were found in it, if there are any."""
    left, top, right, bottom = search.surface.line_in_cell(label)
    ends = [line.right + line.height for line in lines if line.right > left]
    glyphs = search.line_at((left, top, min([right, *ends]), bottom))
    return Segment(label.row, glyphs) if glyphs else None


def without_stamp(search: Search, label: Label) -> Segment | None:
    """The line in the cell of a label, read when the ink of what was stamped on it is bleached."""
    place = search.layout.frame.box(*search.surface.line_in_cell(label)).clamped()
    lines = search.look_again.without_red([place])
    rows = search.layout.laid_out(lines).rows if lines else ()
    return Segment(label.row, rows[0].glyphs) if rows else None


def more_than_found(search: Search, label: Label, rule: FieldRule) -> Segment | None:
    """The line right of a label read anew, if that gives more: a seal may have torn it, or hidden its end."""
    found = search.surface.value_of(label, rule.lines)
    again = read_anew(search, label)
    return again if again and len(again.glyphs) > sum(len(line) for line in found) else None


def unstamped(search: Search, line: Segment) -> Segment | None:
    """The line without the letters of a seal that lies over its end."""
    frame = search.layout.frame
    kept = tuple(
        glyph
        for glyph in line.glyphs
        if (region := frame.region([glyph])) is None or not search.look_again.is_stamp(region)
    )
    return Segment(line.row, kept) if kept else None
