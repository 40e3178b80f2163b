"""Labels that stand over their values, side by side: where the column of each ends."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_ocr.engines.offline.labels import Label
from desktop_ocr.engines.offline.layout import Glyph
from desktop_ocr.engines.offline.segments import Segment, pieces
from desktop_ocr.engines.offline.surface import SEAL, Surface

BLANK = 0.3
"""Empty space, in heights, between two words."""


def column_below(surface: Surface, label: Label) -> list[Segment]:
    """What stands under a label from where it begins to where the next label on its line begins, from top to bottom.

    Above the value may be the label in another language, so badly read that it was not told as such; the letters of a
    seal are much larger than either.
    """
    glyphs = surface.glyphs_of(label)
    height, begin, end = glyphs[0].height, glyphs[0].left - glyphs[0].height, _next_label(surface, glyphs)
    under = []
    for segment in surface.segments:
        words = (word for word in pieces(segment.glyphs, BLANK) if not surface.is_taken(word))
        inside = (word for word in words if begin < (word[0].left + word[-1].right) / 2 and word[0].left < end)
        within = tuple(glyph for word in inside for glyph in word)
        if (
            within
            and 0.5 < (within[0].middle - glyphs[0].middle) / height < 2.5
            and within[0].left < glyphs[-1].right + height
            and within[0].height < SEAL * height
        ):
            under.append(Segment(segment.row, within))
    return sorted(under, key=lambda segment: segment.middle)


def is_one_of_several(surface: Surface, label: Label) -> bool:
    """Whether another label stands beside it with nothing but blanks between them: they head columns."""
    return any(
        other.row == label.row and (other.start == label.end or other.end == label.start) for other in surface.labels
    )


def _next_label(surface: Surface, glyphs: Sequence[Glyph]) -> float:
    """Where the next label on the line of these glyphs begins, less a little; infinite if there is none."""
    begins = [
        other[0].left - 0.5 * other[0].height
        for other in (surface.glyphs_of(label) for label in surface.labels)
        if abs(other[0].middle - glyphs[-1].middle) < 0.8 * glyphs[0].height and other[0].left > glyphs[-1].right
    ]
    return min(begins, default=float("inf"))
