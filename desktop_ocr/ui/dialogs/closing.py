"""Asks once, when the window closes, what becomes of work that is in no file."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget


class Closing(Enum):
    """What the clerk answered."""

    EXPORT = auto()
    CLOSE = auto()
    STAY = auto()


class ClosingDialog(QDialog):
    """``choice`` is the answer; Esc stays.  Accepted unless the clerk stays.

    ``papers`` are in no file; ``are_coming``: pictures are still on their way into the window.
    """

    def __init__(self, papers: int, parent: QWidget | None = None, *, are_coming: bool = False) -> None:
        super().__init__(parent)
        self.choice = Closing.STAY
        self.setWindowTitle(self.tr("Close"))
        sentences = []
        if papers:
            sentences.append(self.tr("Papers not exported as they are now: %n. Closing loses this work.", "", papers))
        if are_coming:
            sentences.append(self.tr("Pictures are still coming in. Closing now leaves them out."))
        text = QLabel("\n".join(sentences))
        text.setWordWrap(True)
        text.setTextFormat(Qt.TextFormat.PlainText)
        self.export_button = QPushButton(self.tr("Export…"))
        self.close_button = QPushButton(self.tr("Close anyway"))
        self.stay_button = QPushButton(self.tr("Stay"))
        self.export_button.clicked.connect(self._export)
        self.close_button.clicked.connect(self._close)
        self.stay_button.clicked.connect(self.reject)
        line = QHBoxLayout()
        line.addStretch(1)
        for button in (self.export_button, self.close_button, self.stay_button):
            line.addWidget(button)
        layout = QVBoxLayout(self)
        layout.addWidget(text, 1)
        layout.addSpacing(self.fontMetrics().height() // 2)
        layout.addLayout(line)
        width = self.fontMetrics().horizontalAdvance("x") * 64
        layout.activate()
        self.setMinimumSize(width, layout.totalHeightForWidth(width))  # as high as the wrapped words need
        self.export_button.setVisible(papers > 0)
        first = self.export_button if papers else self.stay_button
        first.setDefault(True)
        first.setFocus()

    def _export(self) -> None:
        self._answer(Closing.EXPORT)

    def _close(self) -> None:
        self._answer(Closing.CLOSE)

    def _answer(self, choice: Closing) -> None:
        self.choice = choice
        self.accept()
