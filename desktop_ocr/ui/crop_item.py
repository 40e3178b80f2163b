"""A crop that is drawn on the page: a quad with handles at its corners and edges, dim outside."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from desktop_ocr.domain.geometry import Quad
from desktop_ocr.ui import theme

HANDLE = 13.0
"""Size of a handle on the screen, whatever the zoom."""
DIM = QColor(0, 0, 0, 120)


class CropItem(QGraphicsItem):
    """Works in pixels of the page.  Corners are numbered clockwise from the top left; an edge follows its corner."""

    def __init__(self, quad: Quad, width: float, height: float) -> None:
        super().__init__()
        self._size = (width, height)
        self._corners = [QPointF(p.x * self._size[0], p.y * self._size[1]) for p in quad.clamped().corners]
        self.active = 0
        """The corner that the keyboard moves."""
        self._dragged: int | None = None
        self.setZValue(10)

    @property
    def quad(self) -> Quad:
        """The crop in page coordinates (0–1)."""
        width, height = self._size
        return Quad.of((point.x() / width, point.y() / height) for point in self._corners)

    @property
    def corner_in_hand(self) -> QPointF | None:
        """The corner that is being dragged."""
        return None if self._dragged is None or self._dragged > 3 else self._corners[self._dragged]

    # --- Moving -----------------------------------------------------------------------------------------------------

    def handle_at(self, place: QPointF, scale: float) -> int | None:
        """The corner (0–3) or edge (4–7) under a place of the page; ``scale`` is screen pixels per page pixel."""
        reach = HANDLE / scale
        handles = [*self._corners, *self._middles()]
        near = [(_distance(point, place), number) for number, point in enumerate(handles)]
        distance, number = min(near)
        return number if distance <= reach else None

    def begin(self, handle: int) -> None:
        self._dragged = handle
        if handle < 4:
            self.active = handle
        self.update()

    def drag(self, place: QPointF, before: QPointF) -> None:
        """Move the handle in hand to a place; an edge moves by the way from ``before``."""
        if self._dragged is None:
            return
        if self._dragged < 4:
            self._try({self._dragged: place})
        else:
            first, step = self._dragged - 4, place - before
            second = (first + 1) % 4
            self._try({first: self._corners[first] + step, second: self._corners[second] + step})

    def end(self) -> None:
        self._dragged = None
        self.update()

    def nudge(self, step: QPointF) -> None:
        """Move the active corner by some pixels of the page, or parts of one."""
        self._try({self.active: self._corners[self.active] + step})

    def next_corner(self, by: int) -> None:
        self.active = (self.active + by) % 4
        self.update()

    def _try(self, moved: dict[int, QPointF]) -> None:
        """Take the new places unless the quad would fold over or turn inside out."""
        corners = [self._inside(moved.get(number, point)) for number, point in enumerate(self._corners)]
        if _is_convex(corners):
            self._corners = corners
            self.update()

    def _inside(self, point: QPointF) -> QPointF:
        width, height = self._size
        return QPointF(min(max(point.x(), 0.0), width), min(max(point.y(), 0.0), height))

    def _middles(self) -> list[QPointF]:
        return [(self._corners[n] + self._corners[(n + 1) % 4]) / 2 for n in range(4)]

    # --- Drawing ----------------------------------------------------------------------------------------------------

    def boundingRect(self) -> QRectF:
        return QRectF(0, 0, *self._size).adjusted(-200, -200, 200, 200)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        outline = QPolygonF(self._corners)
        outside = QPainterPath()  # what lies in both figures is left out
        outside.addRect(QRectF(0, 0, *self._size))
        outside.addPolygon(outline)
        painter.fillPath(outside, DIM)
        accent = QColor(theme.colours().accent)
        pen = QPen(accent, 2)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.drawPolygon(outline)
        scale = painter.worldTransform().m11() or 1.0
        for number, point in enumerate([*self._corners, *self._middles()]):
            painter.setBrush(QBrush(accent if number == self.active else QColor("white")))
            size = HANDLE / abs(scale) * (1.0 if number < 4 else 0.7)
            painter.drawEllipse(point, size / 2, size / 2)


def _distance(one: QPointF, other: QPointF) -> float:
    gap = one - other
    return float((gap.x() ** 2 + gap.y() ** 2) ** 0.5)


def _is_convex(corners: list[QPointF]) -> bool:
    """Clockwise (y downwards) without a bend inwards, and with room inside."""
    for number in range(4):
        a, b, c = (corners[(number + step) % 4] for step in range(3))
        if (b.x() - a.x()) * (c.y() - b.y()) - (b.y() - a.y()) * (c.x() - b.x()) <= 1.0:
            return False
    return True
