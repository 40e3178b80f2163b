"""Finds the tables of a page: how rows and columns run, which lines are ruled, which print stands in columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from desktop_ocr.domain.geometry import Point
from desktop_ocr.engines.offline.layout import Glyph, Layout
from desktop_ocr.engines.offline.levelling import Levelling, Stroke, levelling_of
from desktop_ocr.engines.offline.open_grids import open_grids
from desktop_ocr.engines.offline.ruled_grids import ruled_grids
from desktop_ocr.engines.offline.ruled_lines import level_lines, upright_lines
from desktop_ocr.engines.offline.second_look import LookAgain
from desktop_ocr.engines.offline.segments import pieces
from desktop_ocr.engines.offline.table_grid import Stretch, TableGrid

PRINT = 0.6
"""Height of print to that of the box around its line."""
LATIN_WIDTH = 0.55
"""Width to height of digits and Latin letters."""
COLUMN_GAP, BOX_GAP = 0.5, 0.25
"""Empty space, in heights of a line's box, that parts print of two columns; and between two boxes."""
FEWEST_ROWS = 3
MOSTLY = 0.6
"""Part of the page's print that stands in ruled tables, from which no others are looked for."""


@dataclass(frozen=True, slots=True)
class Found:
    """The tables of a page from its top, those with ruled cells first, and the height of its print (pixels)."""

    levelling: Levelling
    grids: tuple[TableGrid, ...]
    height: float


def find_tables(layout: Layout, look_again: LookAgain) -> Found | None:
    """None where there is hardly any print."""
    glyphs = [glyph for row in layout.rows for glyph in row.glyphs]
    if len(layout.rows) < FEWEST_ROWS:
        return None
    height = print_height(glyphs)
    strokes = [
        (layout.frame.to_frame(ruling.start), layout.frame.to_frame(ruling.end)) for ruling in look_again.rulings()
    ]
    levelling = levelling_of(layout, list(_in_rows(layout)), strokes, height)
    level, upright = level_lines(strokes, levelling, height), upright_lines(strokes, levelling, height)
    stretches = _stretches(layout, levelling)
    grids = list(ruled_grids(level, upright, stretches, height))
    held = {id(one.glyphs[0]) for grid in grids for cell in grid.cells for one in cell.print}
    left = [one for one in stretches if not any(id(glyph) in held for glyph in one.glyphs)]
    if sum(grid.characters for grid in grids) < MOSTLY * len(glyphs):
        grids += open_grids(left, level, height)
    return Found(levelling, tuple(grids), height)


def print_height(glyphs: Sequence[Glyph]) -> float:
    """Boxes are higher than print, those of crowded lines much; characters are about as high as they are wide."""
    wide = median((glyph.right - glyph.left) / (LATIN_WIDTH if glyph.text.isascii() else 1.0) for glyph in glyphs)
    return min(PRINT * median(glyph.height for glyph in glyphs), wide)


def _stretches(layout: Layout, levelling: Levelling) -> list[Stretch]:
    found = []
    for row in layout.rows:
        for piece in _apart(row.glyphs):
            first, last = piece[0], piece[-1]
            left = levelling.level(Point(first.left, first.middle))
            right = levelling.level(Point(last.right, last.middle))
            found.append(Stretch(piece, left.x, right.x, (left.y + right.y) / 2))
    return found


def _apart(glyphs: Sequence[Glyph]) -> Iterator[tuple[Glyph, ...]]:
    """Print cut where nothing stands for a while: less is needed where it was found as two lines anyway."""
    for piece in pieces(glyphs, COLUMN_GAP):
        start = 0
        for index in range(1, len(piece)):
            if piece[index].begins_line and piece[index].left - piece[index - 1].right > BOX_GAP * piece[index].height:
                yield piece[start:index]
                start = index
        yield piece[start:]


def _in_rows(layout: Layout) -> Iterator[Stroke]:
    """The stretches of rows that have several."""
    for row in layout.rows:
        found = list(_apart(row.glyphs))
        if len(found) > 1:
            yield from ((Point(one[0].left, one[0].middle), Point(one[-1].right, one[-1].middle)) for one in found)
