"""A small spreadsheet in the panel: keys, the clipboard and the marks of cells as in programs that a clerk knows."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QTableView,
    QWidget,
)

from desktop_ocr.ui.cell_clipboard import CellClipboard
from desktop_ocr.ui.cell_delegate import CellDelegate
from desktop_ocr.ui.table_model import TableModel

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CTRL, _ALT, _SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
_SHEET = (
    "QTableView::item { padding: 0px 0.25em; border: none; } QHeaderView::section { padding: 0.1em 0.25em; } "
    "QTableView QLineEdit { margin: 0px; padding: 0px 0.2em; border-radius: 0px; }"
)
_Hint = QAbstractItemDelegate.EndEditHint
NARROWEST, WIDEST = 4, 14
"""Of a column, in widths of a Chinese character."""


class TableView(QTableView):
    """Tab goes from cell to cell and out at the ends, arrows likewise; Enter in a cell that is being typed goes down.

    The signals are for the field as a whole.
    """

    entered_table = Signal()
    accept_asked = Signal()
    finish_asked = Signal()
    illegible_asked = Signal()
    escape_asked = Signal()
    neighbour_asked = Signal(int)

    def __init__(self, model: TableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._anchor = (0, 0)
        """Where a selection by keys begins."""
        self.setModel(model)
        self._cells = CellClipboard(self, model)
        self.setItemDelegate(CellDelegate(self))
        self.setTabKeyNavigation(True)
        self.setWordWrap(False)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setStyleSheet(_SHEET)
        self.setCornerButtonEnabled(False)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setHighlightSections(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumWidth(0)

    # --- Cells ------------------------------------------------------------------------------------------------------

    @property
    def open_editor(self) -> QLineEdit | None:
        """Of the cell that is being typed."""
        if self.state() is not QAbstractItemView.State.EditingState:
            return None
        editor = self.indexWidget(self.currentIndex()) or self.viewport().findChild(QLineEdit)
        return editor if isinstance(editor, QLineEdit) else None

    def close_cell(self) -> None:
        """What is being typed into a cell counts."""
        if (editor := self.open_editor) is not None:
            self.commitData(editor)
            self.closeEditor(editor, _Hint.NoHint)

    def go_to(self, row: int, column: int) -> None:
        """The cell alone is selected then, whatever keys are held; out of the table, the nearest."""
        row = max(0, min(row, self._model.rowCount() - 1))
        there = self._model.index(row, max(0, min(column, self._model.columnCount() - 1)))
        self.selectionModel().setCurrentIndex(there, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def fit_columns(self) -> None:
        """As wide as their texts, within reason; what room is left goes to the widest."""
        unit = self.fontMetrics().horizontalAdvance("国")
        header, count = self.horizontalHeader(), self._model.columnCount()
        self.resizeColumnsToContents()
        for column in range(count):
            self.setColumnWidth(column, max(NARROWEST * unit, min(WIDEST * unit, self.columnWidth(column) + unit // 2)))
        left = self.viewport().width() - header.length()
        if count and left > 0:
            widest = max(range(count), key=self.columnWidth)
            self.setColumnWidth(widest, self.columnWidth(widest) + left)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter goes down and Tab on, and the next cell waits for what is typed over it, as in spreadsheets."""
        super().closeEditor(editor, _Hint.NoHint)
        now = self.currentIndex()
        if hint is _Hint.SubmitModelCache:
            self.go_to(now.row() + 1, now.column())
        elif hint in (_Hint.EditNextItem, _Hint.EditPreviousItem):
            self._step(1 if hint is _Hint.EditNextItem else -1)

    # --- Keys -------------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Take before the window's shortcuts what is for the cells; undoing is the window's."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            can_paste = event.matches(QKeySequence.StandardKey.Paste) and self._cells.can_paste()
            copies = event.matches(QKeySequence.StandardKey.Copy) or event.matches(QKeySequence.StandardKey.Cut)
            if can_paste or copies or self._is_command(event):
                event.accept()
                return True
        return super().event(event)

    def _is_command(self, event: QKeyEvent) -> bool:
        plain = event.modifiers() & (_CTRL | _ALT)
        if event.key() in _ENTER:
            return plain in (Qt.KeyboardModifier.NoModifier, _CTRL)
        return (event.key(), plain) in (
            (Qt.Key.Key_Insert, Qt.KeyboardModifier.NoModifier),
            (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier),
            (Qt.Key.Key_Delete, _CTRL),
            (Qt.Key.Key_0, _ALT),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() is QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._cells.copy()
        elif event.matches(QKeySequence.StandardKey.Cut):
            self._cells.copy()
            self._cells.clear()
        elif event.matches(QKeySequence.StandardKey.Paste):
            event.setAccepted(self._cells.paste())
        elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            event.setAccepted(self._step(-1 if event.key() == Qt.Key.Key_Backtab else 1))
        elif not (self._obey(event) or self._extends(event) or self._leaves(event)):
            super().keyPressEvent(event)

    def _obey(self, event: QKeyEvent) -> bool:
        has_ctrl = bool(event.modifiers() & _CTRL)
        if event.key() in _ENTER:
            (self.finish_asked if has_ctrl else self.accept_asked).emit()
        elif event.key() == Qt.Key.Key_Insert:
            self.insert_row()
        elif event.key() == Qt.Key.Key_Delete:
            if has_ctrl:
                self.remove_rows()
            else:
                self._cells.clear()
        elif event.key() == Qt.Key.Key_0 and event.modifiers() & _ALT:
            self.illegible_asked.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.escape_asked.emit()
        else:
            return False
        return True

    def _extends(self, event: QKeyEvent) -> bool:
        """Shift and an arrow select from where the clerk stands.  Qt would begin at the last cell that was clicked."""
        steps = {Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0), Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1)}
        if event.modifiers() & (_SHIFT | _CTRL | _ALT) != _SHIFT or event.key() not in steps:
            return False
        now, (down, right) = self.currentIndex(), steps[Qt.Key(event.key())]
        if len(self.selectedIndexes()) <= 1:
            self._anchor = now.row(), now.column()
        there = self._model.index(now.row() + down, now.column() + right)
        if there.isValid():
            block = QItemSelection(self._model.index(*self._anchor), there)
            self.selectionModel().select(block, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.selectionModel().setCurrentIndex(there, QItemSelectionModel.SelectionFlag.NoUpdate)
        return True

    def _leaves(self, event: QKeyEvent) -> bool:
        """Up from the first row and down from the last lead to the neighbours."""
        if event.modifiers() & (_SHIFT | _CTRL | _ALT):
            return False
        row, last = self.currentIndex().row(), self._model.rowCount() - 1
        if event.key() == Qt.Key.Key_Up and row <= 0:
            self.neighbour_asked.emit(-1)
        elif event.key() == Qt.Key.Key_Down and row >= last:
            self.neighbour_asked.emit(1)
        else:
            return False
        return True

    def _step(self, direction: int) -> bool:
        """To the next cell, or the one before; whether there is one.  The empty row at the end is gone into only from
        within.
        """
        columns, rows = self._model.columnCount(), self._model.rowCount()
        now = self.currentIndex()
        place = max(0, now.row()) * columns + max(0, now.column()) + direction
        end = rows * columns if now.row() == rows - 1 else max(1, rows - 1) * columns
        if not 0 <= place < end:
            return False
        self.go_to(place // columns, place % columns)
        return True

    # --- Rows -------------------------------------------------------------------------------------

    def insert_row(self) -> None:
        now = self.currentIndex()
        self._model.insert_row(max(0, now.row()))
        self.go_to(now.row(), now.column())

    def remove_rows(self) -> None:
        now = self.currentIndex()
        self._model.remove_rows_at([index.row() for index in self.selectedIndexes()] or [now.row()])
        self.go_to(now.row(), now.column())

    # --- Focus ------------------------------------------------------------------------------------------------------

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.go_to(0, 0)
        self.entered_table.emit()
