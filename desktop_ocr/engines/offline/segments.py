"""Stretches of print between labels and gaps: what values are put together from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from desktop_ocr.engines.offline.labels import Label
from desktop_ocr.engines.offline.layout import Glyph, Row

WIDE_GAP = 4.0
"""Empty space, in heights, that ends a value."""
TORN = 1.5
"""Empty space in a line, in heights, where a seal may have hidden print."""
ONE_LINE = 0.5
"""Offset, in heights, up to which two segments that were not joined to one row stand on one line of print."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a row between labels and wide gaps."""

    row: int
    glyphs: tuple[Glyph, ...]

    @property
    def left(self) -> float:
        return self.glyphs[0].left

    @property
    def right(self) -> float:
        return self.glyphs[-1].right

    @property
    def middle(self) -> float:
        return (self.glyphs[0].middle + self.glyphs[-1].middle) / 2

    @property
    def height(self) -> float:
        return max(glyph.height for glyph in self.glyphs)

    @property
    def is_torn(self) -> bool:
        """Whether print may be missing: there is a wide gap, or nothing but marks is left."""
        gaps = (two.left - one.right for one, two in pairwise(self.glyphs))
        is_blank = not any(glyph.text.isalnum() for glyph in self.glyphs)
        return is_blank or max(gaps, default=0.0) > TORN * self.height


def segments_of(rows: Sequence[Row], labels: Sequence[Label]) -> Iterator[Segment]:
    """The rows cut at labels, which are left out, and at wide gaps."""
    for index, row in enumerate(rows):
        spans = [span for label in labels for span in label.spans if span.row == index]
        taken = {place for span in spans for place in range(span.start, span.end)}
        stretch: list[Glyph] = []
        for place, glyph in enumerate(row.glyphs):
            if stretch and (place in taken or row.gap(place) > WIDE_GAP):
                yield Segment(index, tuple(stretch))
                stretch = []
            if place not in taken:
                stretch.append(glyph)
        if stretch:
            yield Segment(index, tuple(stretch))


def pieces(glyphs: Sequence[Glyph], gap: float) -> Iterator[tuple[Glyph, ...]]:
    """Print of one line cut where it stands further apart than ``gap`` heights."""
    piece: list[Glyph] = []
    for glyph in glyphs:
        if piece and glyph.left - piece[-1].right > gap * glyph.height:
            yield tuple(piece)
            piece = []
        piece.append(glyph)
    if piece:
        yield tuple(piece)


def in_lines(segments: Sequence[Segment]) -> list[tuple[Glyph, ...]]:
    """Segments as lines of print: from top to bottom, on one line from left to right."""
    lines: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda segment: segment.middle):
        if lines and segment.middle - lines[-1][-1].middle < ONE_LINE * segment.height:
            lines[-1].append(segment)
        else:
            lines.append([segment])
    return [
        tuple(glyph for segment in sorted(line, key=lambda segment: segment.left) for glyph in segment.glyphs)
        for line in lines
    ]
