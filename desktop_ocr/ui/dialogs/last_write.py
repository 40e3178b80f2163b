"""Asks, when the window is gone and the last write has failed, whether to try again or to lose what is in memory."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout

from desktop_ocr.ui.wrapped import fit_to_words, plain_label


class LastWriteDialog(QDialog):
    """Accepted to try again; Esc does too, as nothing is lost by that.  ``is_given_up`` once the clerk closes anyway.

    It stands alone, also beside a locked window, and so says what has failed and how many papers, and nothing of them.
    """

    def __init__(self, sentence: str, papers: int) -> None:
        super().__init__()
        self.is_given_up = False
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)  # the store is still to be closed
        self.setWindowTitle(self.tr("Not saved"))
        lost = self.tr("Papers that are in no file yet: %n. Closing now loses what was done last.", "", papers)
        self.again_button = QPushButton(self.tr("Try again"))
        self.close_button = QPushButton(self.tr("Close anyway"))
        self.again_button.clicked.connect(self.accept)
        self.close_button.clicked.connect(self._give_up)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.close_button)
        line.addWidget(self.again_button)
        layout = QVBoxLayout(self)
        layout.addWidget(plain_label(sentence))
        layout.addWidget(plain_label(lost))
        layout.addSpacing(self.fontMetrics().height() // 2)
        layout.addLayout(line)
        self.again_button.setDefault(True)
        fit_to_words(self)
        self.again_button.setFocus()

    def _give_up(self) -> None:
        self.is_given_up = True
        self.reject()
