"""The hooks ``table`` and ``table_page``: the tables of any page, ruled or not, with columns known only from it.

Findings of ``table``: ``rows``, the tables as one, an empty row between two; ``beside``, the print that is in none.
Finding of ``table_page``: ``alone``, where tables are most of what the page shows; it only looks at what was read.

What works with arrays is imported where it is needed: the window's process knows the names of all hooks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop_ocr.domain.tables import text_of
from desktop_ocr.engines.offline.layout import Glyph, Layout
from desktop_ocr.engines.offline.reading_order import is_beside
from desktop_ocr.engines.offline.second_look import LookAgain
from desktop_ocr.engines.offline.table_grid import TableGrid
from desktop_ocr.engines.offline.values import Spelled, Value, spell

MOSTLY = 0.6
"""Part of the page's print that stands in tables, from which it is a page of tables."""
SURE_COLUMNS, SURE_ROWS = 3, 3
"""What a table without ruled cells must have for a page to be told by it."""
FILLED = 0.45
"""Part of its cells that hold print."""
LONG_CELL = 14.0
"""Characters in a cell, on the average, from which print in columns is text rather than a table."""


DASH = "—"
LIKE_DASH = frozenset("一—–-―_")


def table_page(layout: Layout, look_again: LookAgain) -> Mapping[str, Value]:
    """See the module."""
    from desktop_ocr.engines.offline.table_finding import find_tables

    found = find_tables(layout, look_again)
    if found is None or not found.grids:
        return {}
    printed = sum(len(row.glyphs) for row in layout.rows)
    if sum(grid.characters for grid in found.grids) < MOSTLY * printed or not any(map(_is_sure, found.grids)):
        return {}
    return {"alone": _value([], [glyph for row in layout.rows for glyph in row.glyphs])}


def read_tables(layout: Layout, look_again: LookAgain) -> Mapping[str, Value]:
    """See the module."""
    from desktop_ocr.engines.offline.cell_texts import texts_of
    from desktop_ocr.engines.offline.table_finding import find_tables

    found = find_tables(layout, look_again)
    if found is None or not found.grids:
        return {}
    rows: list[dict[str, str]] = []
    inside: list[Glyph] = []
    for grid in found.grids:
        texts = texts_of(grid, found, layout, look_again)
        rows += [{}] if rows else []
        rows += _rows(grid, texts)
        inside += (glyph for spelled in texts.values() for glyph in spelled.present)
    values = {"rows": _value(_without_empty_edges(rows), inside)}
    taken = {id(glyph) for grid in found.grids for glyph in grid.print}
    rows_of_text = [row for row in layout.rows if len(row.glyphs) > 1 or not is_beside(row, layout.rows)]
    outside = [left for row in rows_of_text if (left := [glyph for glyph in row.glyphs if id(glyph) not in taken])]
    if outside:
        beside = spell(outside, between_lines="\n")
        values["beside"] = Value(beside.text, beside, beside.characters)
    return values


def _rows(grid: TableGrid, texts: Mapping[tuple[int, int], Spelled]) -> list[dict[str, str]]:
    """All rows, empty ones too; in a column of figures a single stroke is a dash and no word."""
    rows: list[dict[str, str]] = [{} for _ in range(grid.rows)]
    balance = dict.fromkeys(range(grid.columns), 0)
    for (_, column), spelled in texts.items():
        if spelled.text and spelled.text not in LIKE_DASH:
            balance[column] += 1 if any(map(str.isdigit, spelled.text)) else -1
    for (row, column), spelled in sorted(texts.items(), key=lambda one: one[0]):
        is_dash = spelled.text in LIKE_DASH and balance[column] > 0
        if spelled.text:
            rows[row][str(column + 1)] = DASH if is_dash else spelled.text
    return rows


def _without_empty_edges(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Columns counted from the first with print, without empty rows above and below all others."""
    filled = [index for index, row in enumerate(rows) if row]
    if not filled:
        return []
    first = min(int(key) for row in rows for key in row)
    return [{str(int(key) - first + 1): text for key, text in row.items()} for row in rows[filled[0] : filled[-1] + 1]]


def _value(rows: Sequence[dict[str, str]], glyphs: Sequence[Glyph]) -> Value:
    text = text_of(rows)
    spelled = Spelled(text, tuple(glyphs))
    return Value(text, spelled, spelled.characters)


def _is_sure(grid: TableGrid) -> bool:
    cells = len(grid.cells)
    if grid.filled < FILLED * cells or grid.characters > LONG_CELL * grid.filled:
        return grid.is_ruled and grid.filled >= 2 * SURE_COLUMNS
    return grid.is_ruled or (grid.columns >= SURE_COLUMNS and grid.rows >= SURE_ROWS)
