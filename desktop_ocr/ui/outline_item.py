"""The outline of the paper on its page: what lies beside it is dim, and its corners can be taken hold of."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from desktop_ocr.domain.geometry import Quad
from desktop_ocr.ui import theme

DIM = QColor(0, 0, 0, 70)
CORNER = 9.0
"""Size of a corner's mark on the screen, whatever the zoom."""
REACH = 13.0
"""Screen pixels around a corner in which the pointer takes hold of it."""


class OutlineItem(QGraphicsItem):
    """Works in pixels of the page; takes no part in what the pointer finds."""

    def __init__(self, quad: Quad, width: float, height: float) -> None:
        super().__init__()
        self._size = (width, height)
        self._corners = [QPointF(p.x * width, p.y * height) for p in quad.corners]
        self._polygon = QPolygonF(self._corners)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.setZValue(-1)  # below the boxes

    @property
    def part(self) -> QRectF:
        """The part of the page that holds the paper."""
        return self._polygon.boundingRect() & QRectF(0, 0, *self._size)

    def is_at_corner(self, place: QPointF, scale: float) -> bool:
        """Whether a place of the page is at a corner; ``scale`` is screen pixels per page pixel."""
        return any((corner - place).manhattanLength() * scale <= REACH for corner in self._corners)

    def boundingRect(self) -> QRectF:
        return QRectF(0, 0, *self._size) | self._polygon.boundingRect()

    def shape(self) -> QPainterPath:
        return QPainterPath()  # a click goes to the page and its boxes

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        outside = QPainterPath()  # what lies in both figures is left out
        outside.addRect(QRectF(0, 0, *self._size))
        outside.addPolygon(self._polygon)
        painter.fillPath(outside, DIM)
        pen = QPen(QColor(theme.colours().accent), 1.5, Qt.PenStyle.DashLine)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.drawPolygon(self._polygon)
        size = CORNER / abs(painter.worldTransform().m11() or 1.0)
        painter.setBrush(QColor("white"))
        for corner in self._corners:
            painter.drawEllipse(corner, size / 2, size / 2)
