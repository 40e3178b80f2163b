"""The columns of a table to choose and to put in order, with mouse or keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from desktop_ocr.export.columns import STATE, Column

_KEY = Qt.ItemDataRole.UserRole
_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class ColumnList(QListWidget):
    """Space shows and hides, Alt+Up and Alt+Down move, as does dragging."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setAccessibleName(self.tr("Columns"))
        self.itemChanged.connect(self.edited)
        self.model().rowsMoved.connect(self.edited)

    def fill(self, columns: Sequence[Column], shown: Sequence[int], *, state_needed: bool) -> None:
        """Show the columns: those in ``shown`` (places in ``columns``) first and checked."""
        row = self.currentRow()
        hidden = [place for place in range(len(columns)) if place not in shown]
        self.blockSignals(True)
        self.clear()
        for place in (*shown, *hidden):
            self.addItem(self._made(columns[place], place in shown, state_needed))
        self.setCurrentRow(min(max(row, 0), self.count() - 1))
        self.blockSignals(False)

    def shown(self) -> tuple[str, ...]:
        """The keys of the columns to show, in order."""
        items = [self.item(row) for row in range(self.count())]
        return tuple(str(item.data(_KEY)) for item in items if item.checkState() == _ON)

    def move_current(self, by: int) -> None:
        """Move the current column up (-1) or down (1)."""
        row = self.currentRow()
        if row < 0 or not 0 <= row + by < self.count():
            return
        self.insertItem(row + by, self.takeItem(row))
        self.setCurrentRow(row + by)
        self.edited.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_current(step)
            return
        super().keyPressEvent(event)

    def _made(self, column: Column, shown: bool, state_needed: bool) -> QListWidgetItem:
        item = QListWidgetItem(column.label)
        item.setData(_KEY, column.key)
        item.setToolTip(column.label)
        item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled)
        item.setCheckState(_ON if shown else _OFF)
        if column.key == STATE and state_needed:
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
            item.setToolTip(self.tr("Stays while papers that need a look go along"))
        return item
