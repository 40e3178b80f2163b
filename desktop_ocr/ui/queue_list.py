"""The list of papers itself: what keys and pointer ask for in it, and what it says when it is empty."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from desktop_ocr.ui.queue_delegate import QueueDelegate


class QueueList(QListView):
    """A list that stays quick with ten thousand rows, and says so when it has none."""

    delete_pressed = Signal()
    menu_wanted = Signal(QPoint)  # on the screen
    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.empty_text = ""
        self.setItemDelegate(QueueDelegate(self))
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().height() * 11, self.fontMetrics().height() * 6)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Delete):
            self.delete_pressed.emit()
        elif event.key() == Qt.Key.Key_F10 and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            self._want_menu()  # not every desktop makes the event of a menu from it
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self._want_menu()
        else:
            self.menu_wanted.emit(event.globalPos())

    def _want_menu(self) -> None:
        """By the keyboard: at the current row, or in the middle where that is not to be seen."""
        row, seen = self.visualRect(self.currentIndex()), self.viewport().rect()
        self.menu_wanted.emit(self.viewport().mapToGlobal((row if seen.intersects(row) else seen).center()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.model().rowCount() == 0:
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().placeholderText().color())
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.viewport().rect().adjusted(8, 8, -8, -8), int(flags), self.empty_text)
