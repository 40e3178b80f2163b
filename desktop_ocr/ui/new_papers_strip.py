"""The strip that offers to have new papers read by a service, too."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop_ocr.ui import theme
from desktop_ocr.ui.wrapped import keep_buttons_whole, plain_label


class NewPapersStrip(QWidget):
    """Hidden while there is nothing to offer.  It never takes the focus: whoever types goes on typing."""

    accepted = Signal()
    declined = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = plain_label()
        self.read_button = QPushButton()
        self.no_button = QPushButton(self.tr("Not these"))
        line = QHBoxLayout(self)
        line.setContentsMargins(10, 4, 6, 4)
        line.addWidget(self.label, 1)
        for button in (self.read_button, self.no_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            line.addWidget(button)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.read_button.clicked.connect(self.accepted)
        self.no_button.clicked.connect(self.declined)
        self.hide()

    def offer(self, engine: str, count: int) -> None:
        """``engine`` is what the clerk calls it."""
        sentence = self.tr("New papers: {count}, read on this computer. {engine} can read them, too.")
        self.label.setText(sentence.format(count=count, engine=engine))
        self.read_button.setText(self.tr("See what it costs…"))
        self._colour()
        self.show()
        keep_buttons_whole(self)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._colour()
        elif event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            keep_buttons_whole(self)

    def _colour(self) -> None:
        colours = theme.colours()
        sheet = f"NewPapersStrip {{ background: {colours.chosen}; }} QLabel {{ color: {colours.on_chosen}; }}"
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)
