"""The strip that says why a service reads nothing at the moment, and what can be done for the papers that wait."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop_ocr.ui import tints
from desktop_ocr.ui.wrapped import keep_buttons_whole, plain_label


class HaltStrip(QWidget):
    """Hidden while nothing is held up.  ``more_asked`` comes from the button for what else could help."""

    offline_asked = Signal()
    go_on_asked = Signal()
    more_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mark = plain_label("‖", is_bold=True)
        self.mark.setWordWrap(False)
        self.label = plain_label()
        self.offline_button = QPushButton(self.tr("Read the rest offline (F7)"))
        self.go_on_button = QPushButton(self.tr("Go on (Shift+F7)"))
        self.more_button = QPushButton()
        line = QHBoxLayout(self)
        line.setContentsMargins(10, 4, 6, 4)
        line.addWidget(self.mark)
        line.addWidget(self.label, 1)
        for button in (self.offline_button, self.go_on_button, self.more_button):
            line.addWidget(button)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.offline_button.clicked.connect(self.offline_asked)
        self.go_on_button.clicked.connect(self.go_on_asked)
        self.more_button.clicked.connect(self.more_asked)
        self.hide()

    def show_halt(self, sentence: str, more: str = "") -> None:
        """``more``: the words of the button for what else could help, "" for no such button."""
        self.label.setText(sentence)
        self.more_button.setText(more)
        self.more_button.setVisible(bool(more))
        self._colour()
        self.show()
        keep_buttons_whole(self)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._colour()  # the theme is another one now
        elif event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            keep_buttons_whole(self)

    def _colour(self) -> None:
        tint = tints.DOUBT
        sheet = f"HaltStrip {{ background: {tint.ground.name()}; }} QLabel {{ color: {tint.ink.name()}; }}"
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)
