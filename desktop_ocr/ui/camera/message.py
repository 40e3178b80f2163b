"""What stands in place of the live picture when there is none: why, and a button to try again."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop_ocr.ui import theme, tints
from desktop_ocr.ui.wrapped import keep_buttons_whole, plain_label

ROUND = 12
WIDEST = 34
"""Width of the sentence at most, in heights of a line."""
LARGER, MARK = 1.2, 2.0
"""Sizes of the sentence and of the mark over it, beside the other text."""


class MessagePage(QWidget):
    retry_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.retry_button = QPushButton(self.tr("Try again"))
        self.retry_button.setAutoDefault(True)  # Enter presses it
        self.retry_button.clicked.connect(self.retry_asked)
        self._mark, self._sentence = plain_label("!", is_bold=True), plain_label()
        for label in (self._mark, self._sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._mark.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(20)
        column.addStretch(3)
        column.addLayout(_centred(self._mark))
        column.addLayout(_centred(self._sentence, 100))
        column.addLayout(_centred(self.retry_button))
        column.addStretch(4)
        self._fit_to_text()

    @property
    def text(self) -> str:
        return self._sentence.text()

    def tell(self, sentence: str, *, can_retry: bool = True) -> None:
        self._sentence.setText(sentence)
        self.retry_button.setVisible(can_retry)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.colours().canvas))
        painter.drawRoundedRect(self.rect(), ROUND, ROUND)
        painter.setBrush(tints.DOUBT.ground)
        painter.drawEllipse(self._mark.geometry())
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self._fit_to_text()

    def _fit_to_text(self) -> None:
        for label, size in ((self._mark, MARK), (self._sentence, LARGER)):
            font = QFont(self.font())
            font.setPointSizeF(font.pointSizeF() * size)
            font.setBold(label is self._mark)
            if label.font() != font:
                label.setFont(font)
        side = round(self._mark.fontMetrics().height() * 1.6)
        self._mark.setFixedSize(side, side)
        sheet = f"color: {tints.DOUBT.ink.name()};"
        if sheet != self._mark.styleSheet():
            self._mark.setStyleSheet(sheet)
        self._sentence.setMaximumWidth(WIDEST * self.fontMetrics().height())
        keep_buttons_whole(self)


def _centred(widget: QWidget, stretch: int = 0) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(widget, stretch)
    row.addStretch(1)
    return row
