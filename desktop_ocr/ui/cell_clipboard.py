"""Copies, clears and pastes the selected cells of a table; copies of a person's data are kept by no history."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QTableView

from desktop_ocr.ui import cell_text, clipboard
from desktop_ocr.ui.table_model import TableModel


class CellClipboard:
    """Works on what is selected in the view."""

    def __init__(self, view: QTableView, model: TableModel) -> None:
        self._view, self._model = view, model

    def copy(self) -> None:
        rows, columns = self._selected()
        cells = [[str(self._model.index(row, column).data() or "") for column in columns] for row in rows]
        QGuiApplication.clipboard().setMimeData(clipboard.discreet(cell_text.text_of(cells)))

    def clear(self) -> None:
        rows, columns = self._selected()
        there = [row for row in rows if row < len(self._model.rows)]
        if there and columns:
            self._model.put(there[0], columns[0], [[""] * len(columns) for _ in there])

    def can_paste(self) -> bool:
        """Files and pictures are papers for the window."""
        data = QGuiApplication.clipboard().mimeData()
        return data is not None and data.hasText() and not data.hasUrls()

    def paste(self) -> bool:
        """From the first selected cell on; whether there was something to paste."""
        if not self.can_paste():
            return False
        cells = cell_text.cells_in(QGuiApplication.clipboard().text())
        rows, columns = self._selected()
        if cells and rows and columns:
            self._model.put(rows[0], columns[0], cells)
        return True

    def _selected(self) -> tuple[list[int], list[int]]:
        """Rows and columns."""
        chosen = [one for one in self._view.selectedIndexes() or [self._view.currentIndex()] if one.isValid()]
        return sorted({one.row() for one in chosen}), sorted({one.column() for one in chosen})
