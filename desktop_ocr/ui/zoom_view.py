"""A picture to zoom and to pan.  What is under the pointer stays there, and the picture is never lost from sight."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QCursor, QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent, QTransform, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QWidget

SMALLEST, LARGEST = 0.05, 16.0
STEP = 1.25
AROUND = 8
"""Screen pixels beside a fitted picture: room for half a handle of a crop."""
BESIDE = 40
"""Screen pixels around what is scrolled into sight."""
KEPT = 48
"""Screen pixels of the picture that panning leaves in sight."""


class ZoomView(QGraphicsView):
    """The scene is in pixels of the picture, which begins at its origin; the view may look beyond it.

    Qt centres a scene that is smaller than the view, so a place would not stay under the pointer.  The view's scene
    therefore reaches so far beyond the picture that it is always the larger one.
    """

    zoomed = Signal(float)  # screen pixels per pixel of the picture

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene = QGraphicsScene(self)
        self.setScene(self._scene)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self.viewport().setMouseTracking(True)
        self.setAcceptDrops(False)  # files are for the window
        self.viewport().setAcceptDrops(False)
        self._area = QRectF()
        self._part = QRectF()
        self._is_fitted = True
        self._anchor = QPoint(), QPointF()
        self._panned_from: QPoint | None = None
        self._space = False

    @property
    def zoom_level(self) -> float:
        """Screen pixels per pixel of the picture."""
        return self.transform().m11()

    @property
    def is_panning(self) -> bool:
        return self._panned_from is not None

    def sizeHint(self) -> QSize:
        return QSize(600, 500)

    # --- The picture ------------------------------------------------------------------------------------------------

    def set_area(self, size: QSizeF) -> None:
        """Another picture, in its pixels: it is fitted, or if the clerk had zoomed, the same part of it is shown."""
        before, middle = self._area, self.mapToScene(self.viewport().rect().center())
        self._area = QRectF(QPointF(), size)
        if self._is_fitted or before.isEmpty():
            self.fit()
        elif before != self._area and not self._area.isEmpty():
            across, down = size.width() / before.width(), size.height() / before.height()
            self._make_room()
            self._show_bars(self.zoom_level)
            self.centerOn(middle.x() * across, middle.y() * down)

    def set_part(self, part: QRectF) -> None:
        """The part of the picture that is shown when it is fitted; an empty one stands for all of it."""
        if part != self._part:
            self._part = part
            if self._is_fitted:
                self.fit()

    def fit(self) -> None:
        """Show all of the picture, or its part, and go on doing so when the view is resized."""
        self._is_fitted = True
        if self._area.isEmpty():
            return
        shown = self._part & self._area
        shown = self._area if shown.isEmpty() else shown
        self._show_bars(0)
        room = self.viewport().size()
        across, down = (
            (room.width() - 2 * AROUND) / shown.width(),
            (room.height() - 2 * AROUND) / shown.height(),
        )
        self._set_zoom(max(min(across, down), 0.001))
        self.centerOn(shown.center())
        self.zoomed.emit(self.zoom_level)

    def ensure_area(self, part: QRectF) -> None:
        """Scroll so far that a part of the picture can be seen, with a little around it."""
        beside = BESIDE / self.zoom_level
        self.ensureVisible(part.adjusted(-beside, -beside, beside, beside) & self._area, 0, 0)

    def _make_room(self) -> None:
        """Let the view be panned until only ``KEPT`` pixels of the picture remain."""
        across, down = (max(0, side - KEPT) / self.zoom_level for side in (self.width(), self.height()))
        self.setSceneRect(self._area.adjusted(-across, -down, across, down))

    def _show_bars(self, zoom: float) -> None:
        """Scroll bars only along a side that is longer than the view; the room beside the picture needs none."""
        needed, never = Qt.ScrollBarPolicy.ScrollBarAsNeeded, Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        size = self._area.size() * zoom
        self.setHorizontalScrollBarPolicy(needed if size.width() > self.width() else never)
        self.setVerticalScrollBarPolicy(needed if size.height() > self.height() else never)

    # --- Zoom -------------------------------------------------------------------------------------------------------

    def zoom_in(self) -> None:
        self.zoom(STEP)

    def zoom_out(self) -> None:
        self.zoom(1 / STEP)

    def zoom(self, factor: float, place: QPoint | None = None) -> None:
        """What is under ``place`` of the viewport stays there; without one, under the pointer or in the middle."""
        if self._area.isEmpty():
            return
        place = self._pointer() if place is None else place
        fixed, now = self._fixed_point(place), self.zoom_level
        self._is_fitted = False
        self._set_zoom(min(max(LARGEST, now), max(min(SMALLEST, now), now * factor)))
        self._show_bars(self.zoom_level)
        self._scroll(self.mapFromScene(fixed) - place)
        self._anchor = place, fixed
        self.zoomed.emit(self.zoom_level)

    def _set_zoom(self, zoom: float) -> None:
        self.setTransform(QTransform.fromScale(zoom, zoom))
        self._make_room()

    def _pointer(self) -> QPoint:
        place = self.viewport().mapFromGlobal(QCursor.pos())
        return place if self.viewport().rect().contains(place) else self.viewport().rect().center()

    def _fixed_point(self, place: QPoint) -> QPointF:
        """While the pointer rests it is one and the same point, lest the roundings of many steps add up."""
        last_place, point = self._anchor
        still = last_place == place and (self.mapFromScene(point) - place).manhattanLength() <= 2
        return point if still else self.mapToScene(place)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier or event.angleDelta().y() == 0:
            super().wheelEvent(event)
            return
        self.zoom(STEP ** (event.angleDelta().y() / 120), event.position().toPoint())
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_fitted:
            self.fit()
        else:
            self._make_room()

    # --- Pan --------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_in()
        elif key == Qt.Key.Key_Minus:
            self.zoom_out()
        elif key == Qt.Key.Key_0:
            self.fit()
        elif key == Qt.Key.Key_Space:
            self._space = True
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._end_pan()
        super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Space is let go of elsewhere, when another window or another part of this one has the focus."""
        self._end_pan()
        super().focusOutEvent(event)

    def _end_pan(self) -> None:
        self._panned_from = None
        if self._space:
            self._space = False
            self.viewport().unsetCursor()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the picture: with the middle button, or with the left one while Space is held."""
        button = event.button()
        if button == Qt.MouseButton.MiddleButton or (self._space and button == Qt.MouseButton.LeftButton):
            self._panned_from = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._panned_from is None:
            if not self._space:  # else a box under the pointer would take the hand away, and keep it for later
                super().mouseMoveEvent(event)
        else:
            place = event.position().toPoint()
            self._scroll(self._panned_from - place)
            self._panned_from = place

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._panned_from = None

    def _scroll(self, step: QPoint) -> None:
        for bar, by in ((self.horizontalScrollBar(), step.x()), (self.verticalScrollBar(), step.y())):
            bar.setValue(bar.value() + by)
