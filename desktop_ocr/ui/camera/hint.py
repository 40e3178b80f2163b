"""The one sentence over the live picture, in large type: calm, as it changes no faster than it can be read."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from desktop_ocr.ui.wrapped import plain_label

READ = 500
"""Milliseconds that a sentence stays at least, unless the next one is urgent."""
LARGER = 1.45
"""Size of its text, beside the other text."""
SHARE = 0.9
"""Of the picture's width, which it takes at most."""
# Over the camera's picture, so the same in both themes.
GROUND, INK = "rgba(15, 18, 24, 224)", "#ffffff"


class HintLabel(QWidget):
    """Lies at the foot of the picture.  Its text is told to screen readers when it has stayed for a moment."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._waiting: tuple[str, str, QColor] | None = None
        self._announced = ""
        self._area = QRectF()
        self._mark = QLabel()
        self._text = plain_label()
        self._line = line = QHBoxLayout(self)
        line.setContentsMargins(20, 12, 24, 12)
        line.setSpacing(12)
        line.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self._text, 1)
        self._mark.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._still = QTimer(self, singleShot=True, interval=READ)
        self._still.timeout.connect(self._go_on)
        self._enlarge()
        self.hide()

    @property
    def text(self) -> str:
        return self._text.text()

    def tell(self, mark: str, text: str, colour: QColor, *, is_urgent: bool = False) -> None:
        """``mark`` says in one character, and ``colour``, whether all is well."""
        if is_urgent or not self._still.isActive():
            self._show(mark, text, colour)
        else:
            self._waiting = (mark, text, colour)

    def clear(self) -> None:
        self._waiting = None
        self._still.stop()
        self._text.clear()
        self.hide()

    def _show(self, mark: str, text: str, colour: QColor) -> None:
        self._waiting = None
        if text == self.text and not self.isHidden():
            return
        self._still.start()
        self._mark.setText(mark)
        self._text.setText(text)
        self.setStyleSheet(f"HintLabel {{ background: {GROUND}; border-radius: 14px; }} QLabel {{ color: {INK}; }}")
        self._mark.setStyleSheet(f"color: {colour.name()};")
        self.show()
        self.place()

    def _go_on(self) -> None:
        """What has stayed is announced; what has come meanwhile is shown."""
        if self._waiting is not None:
            self._show(*self._waiting)
        elif self.text != self._announced and QAccessible.isActive():
            self._announced = self.text
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.text))

    def place(self, area: QRectF | None = None) -> None:
        """Give it the size of its words, and a place at the foot of an area of its parent: the last one, or another."""
        self._area = area or self._area
        if self.isHidden():
            return
        widest = round(self._area.width() * SHARE)
        margins, spacing = self._line.contentsMargins(), self._line.spacing()
        around = margins.left() + margins.right() + spacing + self._mark.sizeHint().width()
        words = self._text.fontMetrics().horizontalAdvance(self.text) + 4
        width = min(widest, around + words)
        height = self._text.heightForWidth(width - around) + margins.top() + margins.bottom()
        self.resize(width, max(height, self.minimumSizeHint().height()))
        foot = max(12, round(self._area.height() / 28))
        left = self._area.center().x() - self.width() / 2
        self.move(round(left), round(self._area.bottom()) - self.height() - foot)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._enlarge()
            self.place()

    def _enlarge(self) -> None:
        for label in (self._mark, self._text):
            font = QFont(self.font())
            font.setPointSizeF(font.pointSizeF() * LARGER)
            font.setBold(True)
            if label.font() != font:
                label.setFont(font)
