"""The box of one field on the page.  It shows and tells; it owns no value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsPolygonItem, QGraphicsSceneHoverEvent

from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.review import FieldState
from desktop_ocr.ui import tints

THIN, THICK = 1.6, 3.2
"""Widths of a box's line on the screen, whatever the zoom."""
FAINT, STRONG = 24, 56
"""Opacity (of 255) of a box's ground."""


@dataclass(frozen=True, slots=True)
class ShownRegion:
    """Where a field stands: ``quad`` in page coordinates (0–1)."""

    key: str
    quad: Quad
    state: FieldState
    label: str


def polygon(quad: Quad, width: float, height: float) -> QPolygonF:
    """The one map from page coordinates to pixels of the page."""
    return QPolygonF([QPointF(point.x * width, point.y * height) for point in quad.corners])


class RegionItem(QGraphicsPolygonItem):
    """``hovered`` is told the key, and "" when the pointer leaves."""

    def __init__(self, region: ShownRegion, width: float, height: float, hovered: Callable[[str], None]) -> None:
        super().__init__(polygon(region.quad, width, height))
        self.region = region
        self._hovered = hovered
        self._is_chosen = self._is_near = False
        self.setAcceptHoverEvents(True)
        self.setToolTip(region.label)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._paint()

    def mark(self, *, chosen: bool | None = None, near: bool | None = None) -> None:
        """Show it as the active field's, or as the one the pointer is over."""
        marks = self._is_chosen if chosen is None else chosen, self._is_near if near is None else near
        if marks != (self._is_chosen, self._is_near):  # a new pen paints the box anew, and all boxes are told
            self._is_chosen, self._is_near = marks
            self._paint()

    def hoverEnterEvent(self, event: QGraphicsSceneHoverEvent) -> None:
        self.mark(near=True)
        self._hovered(self.region.key)

    def hoverLeaveEvent(self, event: QGraphicsSceneHoverEvent) -> None:
        self.mark(near=False)
        self._hovered("")

    def _paint(self) -> None:
        colour = tints.box_colour(self.region.state)
        pen = QPen(colour, THICK if self._is_chosen else THIN)
        pen.setCosmetic(True)
        self.setPen(pen)
        ground = QColor(colour)
        if colour.alpha():  # a field without a colour has no ground either
            ground.setAlpha(STRONG if self._is_chosen or self._is_near else FAINT)
        self.setBrush(QBrush(ground))
        self.setZValue(1 if self._is_chosen else 0)
