"""The line below the panes that tells what happened."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QLabel

from desktop_ocr.ui import tints


class Notice(QLabel):
    """One sentence, until the clerk goes on, the next one, or a click.

    It may hold a file's name: never taken for markup.
    """

    def __init__(self) -> None:
        super().__init__()
        self._tint: tints.Tint | None = None
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setMargin(8)
        self.hide()

    def tell(self, text: str, is_error: bool = False) -> None:
        """An empty text takes the line away."""
        self.setText(text)
        self._tint = tints.BAD if is_error else None
        self._colour()
        self.setVisible(bool(text))

    def forget(self) -> None:
        """The clerk has gone on: what was said of before may no longer be true."""
        self.hide()

    def changeEvent(self, event: QEvent) -> None:
        """In another theme the colours are others."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._colour()

    def _colour(self) -> None:
        tint = self._tint
        sheet = f"background: {tint.ground.name()}; color: {tint.ink.name()}" if tint else ""
        if sheet != self.styleSheet():  # a new one is a change of style
            self.setStyleSheet(sheet)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.hide()
