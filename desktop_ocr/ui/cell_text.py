"""Cells as spreadsheet programs hand them over: columns with tabs between, rows on lines."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence


def cells_in(text: str) -> list[list[str]]:
    """Rows of cells; a cell in quotes may have line breaks, which become spaces."""
    rows = csv.reader(io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n")), dialect=csv.excel_tab)
    try:
        found = [[" ".join(cell.split()) for cell in row] for row in rows]
    except csv.Error:  # a quote that is none
        found = [[" ".join(cell.split()) for cell in line.split("\t")] for line in text.splitlines()]
    while found and not any(found[-1]):
        found.pop()
    return [row or [""] for row in found]


def text_of(rows: Sequence[Sequence[str]]) -> str:
    """The cells for another program; a single cell without quotes."""
    if len(rows) == 1 and len(rows[0]) == 1:
        return rows[0][0]
    file = io.StringIO()
    csv.writer(file, dialect=csv.excel_tab, lineterminator="\n").writerows(rows)
    return file.getvalue()
