"""What stands in the cells of a table: their print, or what is read there once more."""

from __future__ import annotations

from desktop_ocr.domain.geometry import Point, Quad
from desktop_ocr.engines.offline.layout import Layout, row_of
from desktop_ocr.engines.offline.second_look import LookAgain
from desktop_ocr.engines.offline.table_finding import Found
from desktop_ocr.engines.offline.table_grid import Box, GridCell, Stretch, TableGrid, clustered
from desktop_ocr.engines.offline.values import Spelled, spell

SURE, SURE_ALONE = 0.8, 0.9
"""Score of several characters, and of a single one, from which they are taken for print where no line was found: specks
and the paper's pattern look like some.
"""


def texts_of(grid: TableGrid, found: Found, layout: Layout, look_again: LookAgain) -> dict[tuple[int, int], Spelled]:
    """What stands in each cell; one that is empty, or whose print was read across a border, is read by itself."""
    texts = {}
    again = []
    for cell in grid.cells:
        place = (cell.row, cell.column)
        lines = _lines(cell, found.height)
        texts[place] = spell([tuple(glyph for one in line for glyph in one.glyphs) for line in lines])
        if not lines or (place in grid.cut and len(lines) == 1):
            again.append((place, _one_line(cell, found)))
    quads = [_quad(box, found, layout) for _, box in again]
    for (place, _), line in zip(again, look_again.lines(quads), strict=True):
        if line is not None and (
            texts[place].text or line.confidence >= (SURE if len(line.characters) > 1 else SURE_ALONE)
        ):
            texts[place] = spell([row_of(line, layout.frame, layout.script).glyphs])
    return texts


def _lines(cell: GridCell, height: float) -> list[list[Stretch]]:
    groups = clustered([one.middle for one in cell.print], 0.5 * height)
    return [sorted((cell.print[index] for index in group), key=lambda one: one.left) for group in groups]


def _one_line(cell: GridCell, found: Found) -> Box:
    """The place of the one line in a cell, within its borders."""
    box, height = cell.box, found.height
    middle = cell.print[0].middle if cell.print else (box.top + box.bottom) / 2
    inset = 0.12 * height
    top, bottom = max(box.top + inset, middle - 0.7 * height), min(box.bottom - inset, middle + 0.7 * height)
    return Box(box.left + inset, top, box.right - inset, max(bottom, top + 0.5 * height))


def _quad(box: Box, found: Found, layout: Layout) -> Quad:
    corners = ((box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom))
    return Quad.of(layout.frame.to_page(found.levelling.back(Point(*corner))) for corner in corners).clamped()
