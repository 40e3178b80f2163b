"""The page as it lies in the middle: the boxes of fields, a box or a line to read, and a crop to draw."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPixmap
from PySide6.QtWidgets import QGraphicsPixmapItem, QRubberBand, QWidget

from desktop_ocr.domain.geometry import Point, Quad
from desktop_ocr.ui.crop_item import CropItem
from desktop_ocr.ui.magnifier import Magnifier
from desktop_ocr.ui.outline_item import OutlineItem
from desktop_ocr.ui.region_item import RegionItem, ShownRegion
from desktop_ocr.ui.zoom_view import ZoomView

WOBBLE = 6
"""Screen pixels that the hand may move, in either direction, while it clicks; a box is larger in both."""
BESIDE_PAPER = 0.06
"""How much is shown around a paper on its page, as a part of its longer side."""
FAR = 10
"""Screen pixels that Shift and an arrow move a corner; without Shift it is one."""
_ARROWS = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}


class PageCanvas(ZoomView):
    """The picture is the page; coordinates in signals are those of the page (0–1)."""

    region_hovered = Signal(str)  # a key, "" when the pointer leaves
    region_clicked = Signal(str)
    box_drawn = Signal(object, bool)  # Quad, whether it is to be appended
    place_clicked = Signal(object, bool)  # Point, whether it is to be appended
    outline_grabbed = Signal()  # a corner of the paper's outline is in hand: whoever listens begins a crop
    crop: CropItem | None = None
    """The crop that is being drawn."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for widget in (self, self.viewport()):
            widget.setAccessibleName(self.tr("Page"))
        self.setRenderHints(QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.Antialiasing)
        self._pixmap: QGraphicsPixmapItem | None = None
        self._items: dict[str, RegionItem] = {}
        self._outline: OutlineItem | None = None
        self._chosen: str | None = None
        self._press: QPoint | None = None
        self._band = QRubberBand(QRubberBand.Shape.Rectangle, self.viewport())
        self.magnifier = Magnifier(self.viewport())
        for moved in (self.zoomed, self.horizontalScrollBar().valueChanged, self.verticalScrollBar().valueChanged):
            moved.connect(self._show_magnifier)

    # --- The page ---------------------------------------------------------------------------------------------------

    def clear(self) -> None:
        """No page; the next one is fitted."""
        self._empty()
        self.set_area(QSizeF())

    def _empty(self) -> None:
        self.end_crop()
        self._items.clear()
        self._outline = None
        self._part = QRectF()
        self._scene.clear()
        self._pixmap = None

    def set_image(self, pixmap: QPixmap) -> None:
        self._empty()
        self._pixmap = self._scene.addPixmap(pixmap)
        self._pixmap.setZValue(-2)  # below the outline, which is below the boxes
        self._pixmap.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self.set_area(QSizeF(pixmap.size()))

    def set_outline(self, quad: Quad | None) -> None:
        """Where on the page the paper lies, None where the page is the paper; the view is fitted to it."""
        if self._outline is not None:
            self._scene.removeItem(self._outline)
        self._outline = None
        if quad is not None and self._pixmap is not None:
            self._outline = OutlineItem(quad, self._area.width(), self._area.height())
            self._scene.addItem(self._outline)
        self.set_part(self._around_paper())

    def _around_paper(self) -> QRectF:
        if self._outline is None:
            return QRectF()
        part = self._outline.part
        room = BESIDE_PAPER * max(part.width(), part.height())
        return part.adjusted(-room, -room, room, room)

    def set_regions(self, regions: Sequence[ShownRegion]) -> None:
        for item in self._items.values():
            self._scene.removeItem(item)
        self._items = {}
        if self._pixmap is None:
            return
        size = self._pixmap.pixmap().size()
        for region in regions:
            item = RegionItem(region, size.width(), size.height(), self.region_hovered.emit)
            item.mark(chosen=region.key == self._chosen)
            self._scene.addItem(item)
            self._items[region.key] = item

    def highlight(self, key: str | None, hovered: bool) -> None:
        for name, item in self._items.items():
            if hovered:
                item.mark(near=name == key)
            else:
                item.mark(chosen=name == key)
        if not hovered:
            self._chosen = key

    def ensure_shown(self, key: str) -> None:
        if item := self._items.get(key):
            self.ensure_area(item.polygon().boundingRect())

    # --- Keys -------------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Tab goes round the corners of a crop instead of leaving it."""
        if self.crop is None or not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().event(event)
        step = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}.get(Qt.Key(event.key()))
        if step is None:
            return super().event(event)
        self.crop.next_corner(step)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self.crop is not None and key in _ARROWS:
            far = FAR if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
            self.crop.nudge(_ARROWS[key] * far / self.zoom_level)
        elif self.crop is not None and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            event.ignore()  # the view around it decides
        else:
            super().keyPressEvent(event)

    # --- Mouse ------------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.is_panning and self._pixmap is not None:
            self._press = event.position().toPoint()
            if self.crop is None and self._is_at_corner(self._press):
                self.outline_grabbed.emit()
            if self.crop is not None:
                self._grab_crop(self._press)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        if self._press is None or self.is_panning:
            super().mouseMoveEvent(event)
        elif self.crop is not None:
            self.crop.drag(self.mapToScene(place), self.mapToScene(self._press))
            self._press = place
            self._show_magnifier()
        else:
            self._band.setGeometry(QRect(self._press, place).normalized())
            self._band.setVisible(_is_box(self._press, place))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        press, self._press = self._press, None
        self._band.hide()
        if self.crop is not None:
            self.crop.end()
            self._show_magnifier()
        elif press is not None:
            self._released(press, event)

    def _released(self, press: QPoint, event: QMouseEvent) -> None:
        place, keys = event.position().toPoint(), event.modifiers()
        append = bool(keys & Qt.KeyboardModifier.ShiftModifier)
        if _is_box(press, place):
            self.box_drawn.emit(self._quad(press, place), append)
        elif not _is_click(press, place):
            return  # a stroke: no box, but no click either
        elif keys & Qt.KeyboardModifier.ControlModifier:
            self.place_clicked.emit(self._point(press), append)
        elif isinstance(item := self.itemAt(press), RegionItem):
            self.region_clicked.emit(item.region.key)

    def _point(self, place: QPoint) -> Point:
        """A place of the viewport in page coordinates."""
        at, page = self.mapToScene(place), self._area
        return Point(
            min(max(at.x() / max(1.0, page.width()), 0.0), 1.0), min(max(at.y() / max(1.0, page.height()), 0.0), 1.0)
        )

    def _quad(self, press: QPoint, place: QPoint) -> Quad:
        one, other = self._point(press), self._point(place)
        (left, right), (top, bottom) = sorted((one.x, other.x)), sorted((one.y, other.y))
        return Quad.rectangle(left, top, right, bottom)

    # --- Crop -------------------------------------------------------------------------------------------------------

    def _is_at_corner(self, place: QPoint) -> bool:
        return self._outline is not None and self._outline.is_at_corner(self.mapToScene(place), self.zoom_level)

    def begin_crop(self, quad: Quad) -> None:
        self.end_crop()
        if self._pixmap is not None:
            if self._outline is not None:
                self._outline.hide()
            self.crop = CropItem(quad, self._area.width(), self._area.height())
            self._scene.addItem(self.crop)

    def end_crop(self) -> None:
        if self.crop is not None:
            self._scene.removeItem(self.crop)
            self.crop = None
            if self._outline is not None:
                self._outline.show()
            self._show_magnifier()

    def _grab_crop(self, place: QPoint) -> None:
        if self.crop is None:
            return
        handle = self.crop.handle_at(self.mapToScene(place), self.zoom_level)
        if handle is None:
            self._press = None
        else:
            self.crop.begin(handle)
            self._show_magnifier()

    def _show_magnifier(self) -> None:
        """Beside the corner in hand; without one it is hidden."""
        corner = self.crop.corner_in_hand if self.crop is not None else None
        if corner is None or self._pixmap is None:
            self.magnifier.hide()
        else:
            place = self.mapFromScene(corner)
            self.magnifier.show_beside(place, self._pixmap.pixmap(), corner, self.zoom_level)


def _is_box(press: QPoint, place: QPoint) -> bool:
    step = place - press
    return min(abs(step.x()), abs(step.y())) > WOBBLE


def _is_click(press: QPoint, place: QPoint) -> bool:
    step = place - press
    return max(abs(step.x()), abs(step.y())) <= WOBBLE
