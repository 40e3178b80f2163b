"""The cells of a form, told from the grid of its labels: what stands in the cell right of each label.

A cell begins where its label ends and ends where the next label on its line begins; above and below it ends half way
to the labels there.  No ruled line is looked for: on photos they are thin, broken and often not there at all, while
labels are what had to be found anyway.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from itertools import groupby

from desktop_ocr.engines.offline.cell_borders import Area, lower_border, upper_border
from desktop_ocr.engines.offline.labels import Label
from desktop_ocr.engines.offline.layout import Glyph, Layout, Row
from desktop_ocr.engines.offline.rules import Box, KindRules
from desktop_ocr.engines.offline.segments import pieces
from desktop_ocr.engines.offline.slopes import slope_of

ON_ONE_LINE = 0.5
"""Distance, in heights, below which glyphs stand on one line of print."""
LINE_PITCH = 1.5
"""Distance of two lines of one value, in heights of the label: the rows of a form are further apart."""
LIKE_SIZE = (0.4, 3.0)
"""Height of a value's characters to that of its label's; where a seal touches a line, its box is much too high."""
ASLANT = 0.25
"""Rise of a line to its length from which it belongs to no cell."""
SMALL_PRINT = 0.3
"""Width of Latin letters, in heights of the label, below which they are rests of a caption: values are larger."""
PIECE_GAP = 0.8
"""Empty space, in heights, that parts the values under two headings."""
WIDE_GAP = 4.0
"""Empty space, in heights, between two pages on one line of print."""
FIRST_UNDER = 5.0
"""Empty space, in heights, up to which what stands under a heading belongs to it."""


class Cells:
    """The cells of all labels of a page."""

    def __init__(self, layout: Layout, labels: Sequence[Label], rules: KindRules) -> None:
        # Of captions, in small print, some letters may be read and some not.
        self._captioned = bool(rules.captions)
        self._slope = slope_of(layout)
        self._areas = {
            id(label): self._area(label.glyphs(layout), tall=bool(label.field) and rules.fields[label.field].tall)
            for label in labels
            if not label.is_caption
        }
        self._row_of = {id(label): label.row for label in labels if not label.is_caption}
        of_labels = {id(glyph) for label in labels for glyph in label.glyphs(layout)}
        self._end = max((row.glyphs[-1].right + row.glyphs[-1].height for row in layout.rows), default=0.0)
        """Where the print of the page ends on the right."""
        self._rows = [
            [] if _leans(row) else [glyph for glyph in row.glyphs if id(glyph) not in of_labels] for row in layout.rows
        ]

    def middle(self, label: Label) -> float:
        """How far down a label stands on the levelled page."""
        return self._areas[id(label)].middle

    def level(self, glyphs: Sequence[Glyph]) -> float:
        """The same for glyphs."""
        return sum(self._v(glyph) for glyph in glyphs) / len(glyphs)

    def lines(self, label: Label) -> list[tuple[Glyph, ...]]:
        """The lines of print in the cell of a label, from top to bottom."""
        own = self._areas[id(label)]
        others = [area for area in self._areas.values() if area is not own]
        top, bottom = upper_border(own, others), lower_border(own, others)
        right = self._right(label)
        inside = []
        for row in self._rows:
            inside += [
                glyph
                for glyph in row
                if own.right - 0.2 * glyph.height < (glyph.left + glyph.right) / 2 < right
                and top < self._v(glyph) < bottom
                and LIKE_SIZE[0] < glyph.height / own.line < LIKE_SIZE[1]
            ]
        lines = self._as_lines(inside)
        if self._captioned:
            lines = [kept for line in lines if (kept := _without_small_print(line, own.line))]
        return self._block(lines, own)

    def under(self, label: Label, taken: Set[int]) -> list[tuple[Glyph, ...]]:
        """The lines of print that begin under a label, without glyphs whose ids are ``taken``.

        The column goes half way to the headings beside it; with one heading beside it, as far on the other side.  One
        that stands alone is the title of all that is right of the cells.
        """
        own = self._areas[id(label)]
        left, right, bottom = self._column(own)
        inside = []
        for row in self._rows:
            for piece in pieces([glyph for glyph in row if id(glyph) not in taken], PIECE_GAP):
                if left < (piece[0].left + piece[-1].right) / 2 < right and own.bottom < self.level(piece) < bottom:
                    inside += [g for g in piece if LIKE_SIZE[0] < g.height / own.line < LIKE_SIZE[1]]
        lines = self._as_lines(inside)
        near = bool(lines) and self.level(lines[0]) - own.bottom < FIRST_UNDER * own.line
        return self._block(lines, own) if near else []

    def _column(self, own: Area) -> tuple[float, float, float]:
        """Left, right and bottom of the column that a label is the heading of."""
        others = [area for area in self._areas.values() if area is not own]
        beside = [area for area in others if abs(area.middle - own.middle) < own.line]
        before = max(((area.right + own.left) / 2 for area in beside if area.right < own.left + own.line), default=None)
        after = min(((area.left + own.right) / 2 for area in beside if area.left > own.right - own.line), default=None)
        across = own.left + own.right
        if before is None and after is None:
            left, right = self._ends_of_cells(own), float("inf")
        else:
            left = before if before is not None else across - (after or 0.0)
            right = after if after is not None else across - left
        under = [area for area in others if area.middle > own.bottom and area.left < right and area.right > left]
        return left, right, min((area.top for area in under), default=float("inf"))

    def _ends_of_cells(self, own: Area) -> float:
        """How far the print in the cells left of a label goes to the right, up to a wide gap."""
        ends = [0.0]
        for key, row in self._row_of.items():
            if self._areas[key].right < own.left:
                ends.append(_end_of_print(self._rows[row], self._areas[key].right, own.left))
        return max(ends)

    def _block(self, lines: Sequence[tuple[Glyph, ...]], own: Area) -> list[tuple[Glyph, ...]]:
        """Of lines far apart those that go on from the one nearest to the label."""
        blocks: list[list[tuple[Glyph, ...]]] = []
        for line in lines:
            if blocks and self.level(line) - self.level(blocks[-1][-1]) < LINE_PITCH * own.line:
                blocks[-1].append(line)
            else:
                blocks.append([line])
        return min(blocks, key=lambda block: min(abs(self.level(line) - own.middle) for line in block), default=[])

    def first_line(self, label: Label) -> Box:
        """The place of one line in the cell of a label, level with it."""
        own = self._areas[id(label)]
        left = own.right + 0.1 * own.line
        right = max(left + own.line, min(self._right(label) - 0.1 * own.line, self._end))
        start, change = self._slope
        at = (left + right) / 2
        middle = (own.middle + start * at) / (1 - change * at)
        return left, middle - 0.65 * own.line, right, middle + 0.65 * own.line

    def _right(self, label: Label) -> float:
        """Where the cell of a label ends: at the next label on its line."""
        own = self._areas[id(label)]
        others = [area for area in self._areas.values() if area is not own]
        top, bottom = upper_border(own, others), lower_border(own, others)
        beside = [area.left for area in others if area.left > own.right and top < area.middle < bottom]
        return min(beside, default=float("inf"))

    def _as_lines(self, glyphs: Sequence[Glyph]) -> list[tuple[Glyph, ...]]:
        lines: list[list[Glyph]] = []
        for glyph in sorted(glyphs, key=self._v):
            if lines and self._v(glyph) - self.level(lines[-1]) < ON_ONE_LINE * glyph.height:
                lines[-1].append(glyph)
            else:
                lines.append([glyph])
        return [tuple(sorted(line, key=lambda glyph: glyph.left)) for line in lines]

    def _v(self, glyph: Glyph) -> float:
        """How far down a glyph stands on the levelled page."""
        start, change = self._slope
        return glyph.middle - (start + change * glyph.middle) * glyph.left

    def _area(self, glyphs: Sequence[Glyph], *, tall: bool) -> Area:
        levels = [(self._v(glyph), glyph.height / 2) for glyph in glyphs]
        return Area(
            left=min(glyph.left for glyph in glyphs),
            right=max(glyph.right for glyph in glyphs),
            top=min(level - half for level, half in levels),
            bottom=max(level + half for level, half in levels),
            line=sum(glyph.height for glyph in glyphs) / len(glyphs),
            tall=tall,
        )


def _leans(row: Row) -> bool:
    """No row of a form runs aslant, as letters on the side of a seal do, or downwards."""
    first, last = row.glyphs[0], row.glyphs[-1]
    return abs(last.middle - first.middle) > (ASLANT if len(row.glyphs) > 2 else 1) * abs(last.right - first.right)


def _without_small_print(line: Sequence[Glyph], height: float) -> tuple[Glyph, ...]:
    kept: list[Glyph] = []
    for is_latin, run in groupby(line, key=lambda glyph: glyph.text.isascii() and glyph.text.isalpha()):
        glyphs = list(run)
        if not is_latin or glyphs[-1].right - glyphs[0].left >= SMALL_PRINT * height * len(glyphs):
            kept += glyphs
    return tuple(kept)


def _end_of_print(row: Sequence[Glyph], start: float, limit: float) -> float:
    """Where the print that begins at ``start`` ends, at the latest at ``limit``."""
    end = start
    for glyph in row:
        if glyph.left > limit or glyph.left - end > WIDE_GAP * glyph.height:
            break
        end = max(end, glyph.right)
    return end
