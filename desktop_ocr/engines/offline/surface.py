"""The printed surface of one paper: its labels, what stands between them, and what was taken already.

Answers the questions of space that rules ask: what stands right of a label, below it, which lines go on under a line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop_ocr.engines.offline.labels import Label, place_labels
from desktop_ocr.engines.offline.layout import Glyph, Layout, Row
from desktop_ocr.engines.offline.rules import KindRules

WIDE_GAP = 4.0
"""Empty space, in heights, that ends a value."""
LINE_PITCH = (0.5, 1.9)
"""Distance, in heights, between the middles of two lines of one value."""
INDENT = 1.7
"""Heights by which the next line of a value may start left or right of its first."""


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


class Surface:
    """Rows cut into segments by labels and wide gaps; what is taken is not offered again."""

    def __init__(self, rules: KindRules, layout: Layout) -> None:
        self.layout = layout
        self.labels = place_labels(layout, rules)
        self._segments = list(_segments(layout.rows, self.labels))
        self._claimed = self._claims()
        self._taken: set[int] = set()

    def take(self, glyphs: Sequence[Glyph]) -> None:
        """Mark glyphs as part of a value."""
        self._taken.update(id(glyph) for glyph in glyphs)

    def is_taken(self, glyphs: Sequence[Glyph]) -> bool:
        return any(id(glyph) in self._taken for glyph in glyphs)

    def label_of(self, field: str) -> Label | None:
        return next((label for label in self.labels if label.field == field), None)

    def glyphs_of(self, label: Label) -> tuple[Glyph, ...]:
        return self.layout.rows[label.row].glyphs[label.start : label.end]

    def free(self) -> Iterator[Segment]:
        for segment in self._segments:
            if not self.is_taken(segment.glyphs):
                yield segment

    def untaken(self) -> Iterator[Segment]:
        """All stretches of which nothing was taken, also those beside a value that was."""
        for segment in self._segments:
            stretch: list[Glyph] = []
            for glyph in segment.glyphs:
                if id(glyph) not in self._taken:
                    stretch.append(glyph)
                elif stretch:
                    yield Segment(segment.row, tuple(stretch))
                    stretch = []
            if stretch:
                yield Segment(segment.row, tuple(stretch))

    def right_of(self, label: Label) -> Segment | None:
        """What stands right of a label: on its row, or on a box beside it that was not joined to the row."""
        glyphs = self.glyphs_of(label)
        beside = []
        for segment in self.free():
            if self._claimed.get(id(segment), label) is not label:
                continue
            gap = segment.left - glyphs[-1].right
            offset = abs(segment.glyphs[0].middle - glyphs[-1].middle) / glyphs[-1].height
            if segment.row == label.row and segment.left >= glyphs[-1].left and gap > -glyphs[-1].height:
                beside.append((0.0, gap, segment))
            elif offset < 0.8 and -0.5 * glyphs[-1].height < gap < 12 * glyphs[-1].height:
                beside.append((offset, gap, segment))
        candidates = [item for item in beside if not self._label_between(glyphs, item[2])]
        return min(candidates, key=lambda item: (item[0] > 0, item[1]))[2] if candidates else None

    def below(self, label: Label) -> Segment | None:
        """What stands under a label."""
        glyphs = self.glyphs_of(label)
        height = glyphs[0].height
        under = [
            segment
            for segment in self.free()
            if 0.5 < (segment.middle - glyphs[0].middle) / height < 2.5
            and segment.left < glyphs[-1].right + height
            and segment.right > glyphs[0].left - height
        ]
        return min(under, key=lambda segment: segment.middle) if under else None

    def lines_from(self, first: Segment, most: int) -> list[Segment]:
        """A segment and the lines of print that go on under it."""
        lines = [first]
        while len(lines) < most:
            last = lines[-1]
            following = [
                segment
                for segment in self.free()
                if segment not in lines
                and id(segment) not in self._claimed
                and LINE_PITCH[0] < (segment.glyphs[0].middle - last.glyphs[0].middle) / last.height < LINE_PITCH[1]
                and abs(segment.left - first.left) < INDENT * first.height
                and 0.6 < segment.height / first.height < 1.6
            ]
            following.sort(key=lambda segment: segment.glyphs[0].middle)
            if not following or self._label_above(following[0], last):
                break
            lines.append(following[0])
        return lines

    def _label_above(self, segment: Segment, last: Segment) -> bool:
        """A label on the left begins another field between the line before and this one."""
        for label in self.labels:
            first = self.layout.rows[label.row].glyphs[label.start]
            begins = last.middle + 0.5 * last.height < first.middle < segment.middle + 0.3 * segment.height
            if begins and last.left - 12 * last.height < first.left < segment.right:
                return True
        return False

    def _label_between(self, glyphs: Sequence[Glyph], segment: Segment) -> bool:
        """Another label stands between these glyphs and the segment on the same line of print."""
        for label in self.labels:
            other = self.glyphs_of(label)
            level = abs(other[0].middle - segment.glyphs[0].middle) < 0.8 * other[0].height
            if (
                level
                and glyphs[-1].right <= other[0].left + other[0].height * 0.5
                and other[-1].right <= segment.left + 1
            ):
                return True
        return False

    def _claims(self) -> dict[int, Label]:
        """Which segment stands right of which label: it is no further line of another field's value."""
        claims: dict[int, Label] = {}
        for label in self.labels:
            after = self.layout.rows[label.row].glyphs[label.end :]
            for segment in self._segments:
                if after and segment.glyphs[0] is after[0]:
                    claims[id(segment)] = label
        return claims


def _segments(rows: Sequence[Row], labels: Sequence[Label]) -> Iterator[Segment]:
    for index, row in enumerate(rows):
        taken = {place for label in labels if label.row == index for place in range(label.start, label.end)}
        stretch: list[Glyph] = []
        for place, glyph in enumerate(row.glyphs):
            if stretch and (place in taken or row.gap(place) > WIDE_GAP):
                yield Segment(index, tuple(stretch))
                stretch = []
            if place not in taken:
                stretch.append(glyph)
        if stretch:
            yield Segment(index, tuple(stretch))
