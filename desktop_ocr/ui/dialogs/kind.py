"""Asks as what kind the selected papers shall be read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.ui.kind_picker import KindPicker
from desktop_ocr.ui.words import Words

ROWS = 20
"""Height in lines of text: there is room for the picker's list."""


class KindDialog(QDialog):
    """``kind`` is the answer when it is accepted: a key, "" to find it out."""

    def __init__(self, papers: int, words: Words, kinds: Sequence[DocumentType], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = ""
        self.setWindowTitle(self.tr("Kind of paper"))
        label = QLabel(self.tr("Papers that are read anew as this kind: %n", "", papers))
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        self.picker = KindPicker(words, kinds)
        self.picker.chosen.connect(self._choose)
        cancel = QPushButton(self.tr("Cancel"))
        cancel.setAutoDefault(False)  # Enter is the picker's
        cancel.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(label)
        layout.addWidget(self.picker)
        layout.addStretch(1)
        layout.addWidget(cancel)
        self.setMinimumSize(self.fontMetrics().horizontalAdvance("x") * 60, self.fontMetrics().height() * ROWS)
        self.picker.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.picker.open()

    def _choose(self, kind: str) -> None:
        self.kind = kind
        self.accept()
