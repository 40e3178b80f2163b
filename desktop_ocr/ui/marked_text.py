"""Text with some of its characters marked red."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QColor, QPainter, QPaintEvent, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from desktop_ocr.ui import tints
from desktop_ocr.ui.composing import ComposingText
from desktop_ocr.ui.doubts import Doubt
from desktop_ocr.ui.places import place_at, qt_position


class MarkedText(ComposingText):
    """Shows which characters are doubtful; which these are is said by others, anew after each change of the text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._red_places: list[int] = []

    def cursor_over(self, start: int, end: int) -> QTextCursor:
        """A cursor that has the characters between two places selected."""
        text, cursor = self.toPlainText(), QTextCursor(self.document())
        cursor.setPosition(qt_position(text, start))
        cursor.setPosition(qt_position(text, end), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def paint_doubts(self, found: Sequence[Doubt], chosen: Doubt | None) -> None:
        """Paint characters red; the chosen one has a ground too."""
        self._red_places = [doubt.place for doubt in found if doubt.is_open]
        reds = [self._red(place, has_ground=chosen is not None and chosen.place == place) for place in self._red_places]
        self.setExtraSelections(reds)

    def _red(self, place: int, *, has_ground: bool) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        cursor = self.cursor_over(place, place + 1)
        form = cursor.charFormat()
        form.setForeground(_red_ink())
        if has_ground:
            form.setBackground(tints.BAD.ground)
        selection.cursor, selection.format = cursor, form
        return selection

    def paintEvent(self, event: QPaintEvent) -> None:
        """Red characters stay red where they are selected: a field that was just entered is selected as a whole."""
        super().paintEvent(event)
        cursor, text = self.textCursor(), self.toPlainText()
        start, end = (place_at(text, at) for at in (cursor.selectionStart(), cursor.selectionEnd()))
        selected = [place for place in self._red_places if start <= place < end]
        if selected and not self.is_composing:
            painter = QPainter(self.viewport())
            for place in selected:
                self._paint_red(painter, place)
            painter.end()

    def _paint_red(self, painter: QPainter, place: int) -> None:
        text = self.toPlainText()
        cursor = self.cursor_over(place, place)
        block = cursor.block()
        line = block.layout().lineForTextPosition(cursor.position() - block.position())
        area = self.cursorRect(cursor)
        width = self.fontMetrics().horizontalAdvance(text[place])
        painter.fillRect(area.x(), area.y(), width, area.height(), tints.BAD.ground)
        painter.setPen(_red_ink())
        painter.setFont(self.font())
        painter.drawText(area.x(), area.y() + round(line.ascent()), text[place])


def _red_ink() -> QColor:
    return tints.BAD.ink
