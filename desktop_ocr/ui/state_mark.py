"""The sign that says how a field is, beside its value."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from desktop_ocr.ui import theme, tints


class StateMark(QLabel):
    """The sign of a state in its colour."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._tint: tints.Tint | None = None
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def show_state(self, mark: str, word: str, tint: tints.Tint | None) -> None:
        self._tint = tint
        self.setText(mark)
        self.setToolTip(word)
        self.setAccessibleName(word)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self._tint.ink if self._tint else QColor(theme.colours().quiet))
        font = self.font()
        font.setBold(self._tint is not None)
        painter.setFont(font)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()
