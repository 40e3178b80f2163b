"""The printed surface of one paper: its labels, what stands between them, and what was taken already.

Answers the questions of space that rules ask: what stands right of a label, below it, which lines go on under a line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, takewhile
from math import inf

from desktop_ocr.engines.offline.cells import Cells
from desktop_ocr.engines.offline.labels import Label, place_labels
from desktop_ocr.engines.offline.layout import Glyph, Layout
from desktop_ocr.engines.offline.matching import fold
from desktop_ocr.engines.offline.pairs import free_labels
from desktop_ocr.engines.offline.parts import told_apart
from desktop_ocr.engines.offline.rules import Box, KindRules
from desktop_ocr.engines.offline.segments import Segment, segments_of
from desktop_ocr.engines.offline.wrapping import wrapped_labels

LINE_PITCH = (0.5, 1.9)
"""Distance, in heights, between the middles of two lines of one value."""
BACK = 0.5
"""Heights by which it may start left of the end of its label: labels are spread, papers lie slanted."""
INDENT = 1.7
"""Heights by which the next line of a value may start left or right of its first."""

SEAL = 3.0
"""Height to that of a label from which print is a seal's, and no value of it."""


class Surface:
    """Rows cut into segments by labels and wide gaps; what is taken is not offered again."""

    def __init__(self, rules: KindRules, layout: Layout) -> None:
        self.layout = layout
        wrapped = list(wrapped_labels(layout, rules)) if rules.cells else []
        placed = told_apart(place_labels(layout, rules, wrapped), rules, layout)
        if rules.pairs:
            placed += free_labels(layout, placed)
        self.labels = [label for label in placed if not label.is_caption]
        self.segments = list(segments_of(layout.rows, placed))
        self._claimed = self._claims()
        self._taken: set[int] = set()
        self._cells = Cells(layout, placed, rules)

    def take(self, glyphs: Sequence[Glyph]) -> None:
        """Mark glyphs as part of a value."""
        self._taken.update(id(glyph) for glyph in glyphs)

    def cut_out(self, glyphs: Sequence[Glyph]) -> None:
        """Take glyphs out of the segments that they are in: what stands beside them is offered as if by itself."""
        gone = {id(glyph) for glyph in glyphs}
        self.segments = [
            Segment(segment.row, tuple(run))
            for segment in self.segments
            for is_gone, run in groupby(segment.glyphs, key=lambda glyph: id(glyph) in gone)
            if not is_gone
        ]
        self._claimed = self._claims()

    def is_taken(self, glyphs: Sequence[Glyph]) -> bool:
        return any(id(glyph) in self._taken for glyph in glyphs)

    def label_of(self, field: str) -> Label | None:
        return next((label for label in self.labels if label.field == field), None)

    def glyphs_of(self, label: Label) -> tuple[Glyph, ...]:
        return label.glyphs(self.layout)

    def free(self) -> Iterator[Segment]:
        for segment in self.segments:
            if not self.is_taken(segment.glyphs):
                yield segment

    def has_print(self, left: float, top: float, right: float, bottom: float) -> bool:
        """Whether anything was read there, even in part."""
        return any(
            glyph.left < right
            and glyph.right > left
            and glyph.middle - glyph.height / 2 < bottom
            and glyph.middle + glyph.height / 2 > top
            for row in self.layout.rows
            for glyph in row.glyphs
        )

    def untaken(self) -> Iterator[Segment]:
        """All stretches of which nothing was taken, also those beside a value that was."""
        for segment in self.segments:
            stretch: list[Glyph] = []
            for glyph in segment.glyphs:
                if id(glyph) not in self._taken:
                    stretch.append(glyph)
                elif stretch:
                    yield Segment(segment.row, tuple(stretch))
                    stretch = []
            if stretch:
                yield Segment(segment.row, tuple(stretch))

    def right_of(self, label: Label, *, lines: int = 1) -> Segment | None:
        """What stands right of a label: on its row, or on a box beside it that was not joined to the row.

        Of several ``lines`` the first one, where two share the height of the label.
        """
        glyphs = self.glyphs_of(label)
        beside = []
        for segment in self.free():
            is_large = segment.glyphs[0].height > SEAL * glyphs[-1].height
            if is_large or self._claimed.get(id(segment), label) is not label:
                continue
            gap = segment.left - glyphs[-1].right
            offset = abs(segment.glyphs[0].middle - glyphs[-1].middle) / glyphs[-1].height
            if segment.row == label.row and segment.left >= glyphs[-1].left and gap > -glyphs[-1].height:
                beside.append((0.0, gap, segment))
            elif offset < 0.8 and -0.5 * glyphs[-1].height < gap < 12 * glyphs[-1].height:
                beside.append((offset, gap, segment))
        candidates = [item for item in beside if not self._label_between(glyphs, item[2])]
        candidates = [item for item in candidates if not _is_mark(item[2])] or candidates
        if not candidates:
            return None
        nearest = min(candidates, key=lambda item: (item[0] > 0, item[1]))[2]
        above = [
            segment
            for _, _, segment in candidates[: len(candidates) if lines > 1 else 0]
            if abs(segment.left - nearest.left) < INDENT * nearest.height and segment.middle < nearest.middle
        ]
        return min(above, key=lambda segment: segment.middle, default=nearest)

    def without_rest_of(self, label: Label, words: Sequence[str], segment: Segment) -> Segment:
        """The segment without the end of a label whose characters stand so far apart that only its start was found."""
        start = "".join(fold(glyph.text) for glyph in self.glyphs_of(label))
        rests = [word[len(start) :] for word in words if word.startswith(start) and len(word) == label.size]
        text = "".join(fold(glyph.text) for glyph in segment.glyphs)
        for rest in rests:
            if rest and text.startswith(rest) and len(text) > len(rest):
                return Segment(segment.row, segment.glyphs[len(rest) :])
        return segment

    def value_of(self, label: Label, most: int) -> list[tuple[Glyph, ...]]:
        """The lines right of a label, as far as they are free."""
        first = self.right_of(label)
        return [line.glyphs for line in self.lines_from(first, most, label)] if first else []

    def in_cell(self, label: Label, most: int) -> list[Segment]:
        """The lines in the cell of a label, from top to bottom; of more than ``most`` those level with the label."""
        cut = (tuple(takewhile(lambda glyph: not self.is_taken([glyph]), line)) for line in self._cells.lines(label))
        lines = [Segment(label.row, line) for line in cut if line]
        level = self._cells.middle(label)
        nearest = sorted(lines, key=lambda line: abs(self._cells.level(line.glyphs) - level))[:most]
        return [line for line in lines if line in nearest]

    def under_heading(self, label: Label, most: int) -> list[Segment]:
        """The lines in the column under a label, from top to bottom."""
        lines = self._cells.under(label, self._taken)
        return [Segment(label.row, line) for line in lines[:most]]

    def line_in_cell(self, label: Label) -> Box:
        """Where the value of a label stands if it is one line: left, top, right and bottom in the frame."""
        return self._cells.first_line(label)

    def below(self, label: Label) -> Segment | None:
        """What stands under a label."""
        glyphs = self.glyphs_of(label)
        height = glyphs[0].height
        under = [
            segment
            for segment in self.free()
            if 0.5 < (segment.middle - glyphs[0].middle) / height < 2.5
            and self._claimed.get(id(segment), label) is label
            and segment.left < glyphs[-1].right + height
            and segment.right > glyphs[0].left - height
        ]
        return min(under, key=lambda segment: segment.middle) if under else None

    def lines_from(self, first: Segment, most: int, label: Label) -> list[Segment]:
        """A segment and the lines of print that go on under it; right of the label if the first one is."""
        end = self.glyphs_of(label)[-1]
        edge = end.right - BACK * end.height if first.left > end.right - end.height else -inf
        lines = [first]
        while len(lines) < most:
            last = lines[-1]
            following = [
                segment
                for segment in self.free()
                if segment not in lines
                and self._claimed.get(id(segment), label) is label
                and LINE_PITCH[0] < (segment.glyphs[0].middle - last.glyphs[0].middle) / last.height < LINE_PITCH[1]
                and abs(segment.left - first.left) < INDENT * first.height
                and segment.left > edge
                and 0.6 < segment.height / first.height < 1.6
            ]
            following.sort(key=lambda segment: segment.glyphs[0].middle)
            if not following or self._label_above(following[0], last, label):
                break
            lines.append(following[0])
        return lines

    def _label_above(self, segment: Segment, last: Segment, own: Label) -> bool:
        """A label on the left begins another field between the line before and this one."""
        for label in self.labels:
            if label is own:
                continue
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
            for segment in self.segments:
                if after and segment.glyphs[0] is after[0]:
                    claims[id(segment)] = label
        return claims


def _is_mark(segment: Segment) -> bool:
    """Nothing but the colon of a label, whose value stands a little higher or lower."""
    return all(glyph.text in ":：" for glyph in segment.glyphs)
