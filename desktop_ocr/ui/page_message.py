"""What stands in place of a page that cannot be shown: why, and for a damaged one a button to have it tried anyway."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop_ocr.ui.wrapped import plain_label


class PageMessage(QWidget):
    try_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentence = plain_label()
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.try_button = QPushButton(self.tr("Try anyway"))
        self.try_button.setToolTip(self.tr("Reads what is left of the picture; every field must then be compared"))
        self.try_button.setAutoDefault(True)  # Enter presses it
        self.try_button.clicked.connect(self.try_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(self.fontMetrics().height())
        column.addStretch(1)
        column.addWidget(self._sentence)
        column.addWidget(self.try_button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.tell("")

    def text(self) -> str:
        return self._sentence.text()

    def tell(self, sentence: str, *, may_be_tried: bool = False) -> None:
        self._sentence.setText(sentence)
        self.try_button.setVisible(may_be_tried)
