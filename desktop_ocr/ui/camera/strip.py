"""How many pictures were taken, and the last of them, small."""

from __future__ import annotations

from collections import deque

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop_ocr.ui import theme

COLUMNS, ROWS = 3, 2
SHAPE = 1.5
"""Width by height of a place for a picture."""
GAP = 8


class ShotStrip(QWidget):
    """Keeps small pictures only.  The ``counter`` has its place elsewhere, always in sight."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.count = 0
        self.counter = QLabel()
        self._pictures = _Pictures()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pictures)
        self._show_count()

    @property
    def pictures(self) -> list[QImage]:
        """The last ones, the newest first."""
        return list(self._pictures.shown)

    def count_one(self) -> None:
        """A picture was taken; it is shown when it is developed."""
        self.count += 1
        self._show_count()

    def add(self, picture: QImage) -> None:
        self._pictures.shown.appendleft(picture)
        self._pictures.update()

    def _show_count(self) -> None:
        self.counter.setText(self.tr("Pictures taken: %n", "", self.count))
        self._pictures.setAccessibleName(self.counter.text())


class _Pictures(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.shown: deque[QImage] = deque(maxlen=COLUMNS * ROWS)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(ROWS * self._place(width).height() + (ROWS - 1) * GAP)

    def sizeHint(self) -> QSize:
        width = 18 * self.fontMetrics().averageCharWidth() * COLUMNS // 2
        return QSize(width, self.heightForWidth(width))

    @staticmethod
    def _place(width: float) -> QRectF:
        each = (width - (COLUMNS - 1) * GAP) / COLUMNS
        return QRectF(0, 0, each, each / SHAPE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The newest first; empty places are faint, so that nothing jumps."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        place, colours = self._place(self.width()), theme.colours()
        for number in range(COLUMNS * ROWS):
            row, column = divmod(number, COLUMNS)
            area = place.translated(column * (place.width() + GAP), row * (place.height() + GAP)).adjusted(1, 1, -1, -1)
            rounded = QPainterPath()
            rounded.addRoundedRect(area, 6, 6)
            painter.fillPath(rounded, QColor(colours.canvas))
            if number < len(self.shown):
                self._draw(painter, area, rounded, self.shown[number], is_newest=number == 0)
        painter.end()

    @staticmethod
    def _draw(painter: QPainter, area: QRectF, rounded: QPainterPath, picture: QImage, *, is_newest: bool) -> None:
        painter.save()
        painter.setClipPath(rounded)
        size = picture.size().scaled(area.size().toSize(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
        shown = QRectF(0, 0, *size.toTuple())
        shown.moveCenter(area.center())
        painter.drawImage(shown, picture)
        painter.restore()
        colours = theme.colours()
        painter.setPen(QPen(QColor(colours.accent if is_newest else colours.line), 2 if is_newest else 1))
        painter.drawPath(rounded)
