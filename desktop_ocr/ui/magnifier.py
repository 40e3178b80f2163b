"""A lens over the page: what is under a corner in hand, enlarged, beside it, where the pointer does not hide it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from desktop_ocr.ui import theme

DIAMETER, AWAY = 110, 90
"""Screen pixels: its size, and from the corner to its middle."""
ENLARGED = 4.0
LINE = 2


class Magnifier(QWidget):
    """Lies on the viewport of the page, always whole inside it."""

    def __init__(self, viewport: QWidget) -> None:
        super().__init__(viewport)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._viewport = viewport
        self._page = QPixmap()
        self._source = QRectF()
        self.hide()

    def show_beside(self, place: QPoint, page: QPixmap, point: QPointF, zoom: float) -> None:
        """Show ``point`` of the page (its pixels), which is at ``place`` of the viewport; ``zoom`` is the page's."""
        self.setGeometry(beside(place, self._viewport.rect()))
        part = self.width() / zoom / ENLARGED
        self._page, self._source = page, QRectF(point.x() - part / 2, point.y() - part / 2, part, part)
        self.show()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        target = QRectF(self.rect())
        glass = QPainterPath()
        glass.addEllipse(target.adjusted(LINE, LINE, -LINE, -LINE))
        painter.setClipPath(glass)
        painter.fillRect(target, QColor("black"))
        painter.drawPixmap(target, self._page, self._source)
        painter.setClipping(False)
        painter.setPen(QPen(QColor(theme.colours().accent), LINE))
        painter.drawPath(glass)
        middle, arm = target.center(), target.width() / 8
        painter.drawLine(middle - QPointF(arm, 0), middle + QPointF(arm, 0))
        painter.drawLine(middle - QPointF(0, arm), middle + QPointF(0, arm))


def beside(place: QPoint, room: QRect) -> QRect:
    """Where a lens lies that is whole inside ``room`` and, if there is any such place, does not hide ``place``."""
    places = list(_around(place, room))
    return next((rect for rect in places if not rect.contains(place)), places[0])


def _around(place: QPoint, room: QRect) -> Iterator[QRect]:
    """Towards the middle of the room first; then the other side, below and above; each pushed into the room."""
    side = min(DIAMETER, room.width(), room.height())
    inwards = 1 if place.x() < room.center().x() else -1
    for across, down in ((inwards, 0), (-inwards, 0), (0, 1), (0, -1)):
        rect = QRect(0, 0, side, side)
        rect.moveCenter(place + QPoint(across, down) * AWAY)
        rect.moveLeft(min(max(rect.left(), room.left()), room.right() + 1 - side))
        rect.moveTop(min(max(rect.top(), room.top()), room.bottom() + 1 - side))
        yield rect
