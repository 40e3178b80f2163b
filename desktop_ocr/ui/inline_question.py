"""Asks once more before something that cannot be undone, in the place where it was asked for."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop_ocr.ui import tints
from desktop_ocr.ui.wrapped import plain_label


class InlineQuestion(QWidget):
    """Hidden until it asks; then "no" has the focus, and Esc says it."""

    confirmed = Signal()
    withdrawn = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = plain_label()
        self.yes_button = QPushButton()
        self.no_button = QPushButton(self.tr("No"))
        line = QHBoxLayout(self)
        line.setContentsMargins(8, 6, 8, 6)
        line.addWidget(self.label, 1)
        line.addWidget(self.yes_button)
        line.addWidget(self.no_button)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.hide()
        self.yes_button.clicked.connect(self._confirm)
        self.no_button.clicked.connect(self.withdraw)

    def ask(self, sentence: str, yes: str) -> None:
        """``yes``: what the button does, in its words."""
        tint = tints.DOUBT
        self.setStyleSheet(
            f"InlineQuestion {{ background: {tint.ground.name()}; }} QLabel {{ color: {tint.ink.name()}; }}"
        )
        self.label.setText(sentence)
        self.yes_button.setText(yes)
        self.show()
        self.no_button.setDefault(True)
        self.no_button.setFocus()

    @property
    def is_asking(self) -> bool:
        return not self.isHidden()

    def withdraw(self) -> None:
        if self.is_asking:
            self.hide()
            self.withdrawn.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.withdraw()
        else:
            super().keyPressEvent(event)

    def _confirm(self) -> None:
        self.hide()
        self.confirmed.emit()
