"""The lines of a page in the order in which a person reads them: text set in columns one column after the other.

Print on one level is one line, unless for several lines on end an empty channel parts it and what stands on both of
its sides is running text: lines that fill their column.  Labels with their values and the cells of tables do not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from desktop_ocr.engines.offline.layout import Glyph, Layout, Row
from desktop_ocr.engines.offline.segments import pieces

CHANNEL = 0.6
"""Width, in heights of a line's box, of the empty channel between two columns."""
FEWEST_LINES = 3
"""Lines on either side of it."""
RUNNING = 7
"""Characters in a line of running text, on the median."""
FULL = 0.72
"""Part of its column that a line of running text fills, on the median."""

A_LINE = 4
"""Characters of what is surely a line of text."""

Line = tuple[Glyph, ...]


@dataclass(frozen=True, slots=True)
class _Level:
    """The pieces of one row, from left to right."""

    pieces: tuple[Line, ...]

    def sides(self, at: float) -> tuple[Line, Line] | None:
        """What stands left and right of a channel; None where something stands in it."""
        left = tuple(glyph for piece in self.pieces for glyph in piece if glyph.right <= at)
        right = tuple(glyph for piece in self.pieces for glyph in piece if glyph.left >= at)
        return (left, right) if len(left) + len(right) == sum(map(len, self.pieces)) else None


def lines_as_read(layout: Layout) -> list[Line]:
    """All lines of the page, without single characters beside its text: what lies around a paper looks like some."""
    rows = [row for row in layout.rows if len(row.glyphs) > 1 or not is_beside(row, layout.rows)]
    return list(_in_order([_Level(tuple(pieces(row.glyphs, CHANNEL))) for row in rows]))


def is_beside(row: Row, rows: Sequence[Row]) -> bool:
    """Whether a character stands left or right of, above or under all lines of the page."""
    text = [glyph for other in rows if len(other.glyphs) >= A_LINE for glyph in other.glyphs]
    if not text:
        return False
    (glyph,) = row.glyphs
    return not (
        min(one.left for one in text) <= (glyph.left + glyph.right) / 2 <= max(one.right for one in text)
        and min(one.middle for one in text) <= glyph.middle <= max(one.middle for one in text)
    )


def _in_order(levels: Sequence[_Level]) -> Iterator[Line]:
    start = 0
    while start < len(levels):
        end, at = _columns_from(levels, start)
        if at is None:
            yield tuple(glyph for piece in levels[start].pieces for glyph in piece)
            start += 1
            continue
        sides = [one for level in levels[start:end] if (one := level.sides(at))]
        for side in (0, 1):
            yield from _in_order([_Level(tuple(pieces(one[side], CHANNEL))) for one in sides if one[side]])
        start = end


def _columns_from(levels: Sequence[_Level], start: int) -> tuple[int, float | None]:
    """Up to where (exclusive) and at which place one channel parts the levels that begin here; None for none."""
    best: tuple[int, float | None] = (start + 1, None)
    for at in _channels(levels[start]) or _channels_after_indent(levels, start):
        end = start
        while end < len(levels) and levels[end].sides(at) is not None:
            end += 1
        if end > best[0] and _is_running(levels[start:end], at):
            best = (end, at)
    return best


def _channels(level: _Level) -> list[float]:
    """The middles of the gaps in a row."""
    return [(one[-1].right + two[0].left) / 2 for one, two in zip(level.pieces, level.pieces[1:], strict=False)]


def _channels_after_indent(levels: Sequence[_Level], start: int) -> list[float]:
    """A column may begin a line before the other."""
    return _channels(levels[start + 1]) if start + 1 < len(levels) else []


def _is_running(levels: Sequence[_Level], at: float) -> bool:
    sides = [one for level in levels if (one := level.sides(at))]
    for side in (0, 1):
        lines = [one[side] for one in sides if one[side]]
        if len(lines) < FEWEST_LINES or median(map(len, lines)) < RUNNING:
            return False
        wide = max(line[-1].right for line in lines) - min(line[0].left for line in lines)
        if median(line[-1].right - line[0].left for line in lines) < FULL * wide:
            return False
    return True
