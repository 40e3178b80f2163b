"""The strip of the original: the part of the page that shows a value, upright, its text larger than the editor's."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from statistics import median

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPolygonF, QTransform
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.recognition import Reading, TextLine
from desktop_ocr.domain.review import Field
from desktop_ocr.ui import theme

ENLARGED = 1.6
MOST_LINES = 8
_AROUND = 0.35  # of a line's height, on every side


class Strip(QWidget):
    """Shows one quad of a picture, never cut off at the sides; of very high ones the part around ``look_at``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image: QImage | None = None
        self._quad: Quad | None = None  # in pixels of the image
        self._line = 1.0  # height of a line in pixels of the image
        self._looked_at = 0.0
        self._drawn: tuple[object, QImage] | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(self.tr("The place on the original"))

    def show_part(self, image: QImage | None, region: Quad | None, line: float) -> None:
        """Show a region (0–1 on both axes of the image) whose lines are ``line`` pixels high."""
        self._image, self._quad, self._drawn = image, None, None
        if image is not None and not image.isNull() and region is not None:
            quad = region.scaled(image.width(), image.height())
            if min(quad.width, quad.height) >= 1:
                self._quad, self._line = quad, max(line, 1.0)
        self.setVisible(self._quad is not None)
        self.updateGeometry()
        self.update()

    def look_at(self, fraction: float) -> None:
        """The height, 0–1 of the region, that must be in sight."""
        if fraction != self._looked_at:
            self._looked_at, self._drawn = fraction, None
            self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._size(width).height()

    def sizeHint(self) -> QSize:
        return self._size(max(self.width(), 1))

    def minimumSizeHint(self) -> QSize:
        return QSize(1, 1)

    def _scale(self, width: int) -> float:
        """Widget pixels a pixel of the image."""
        if self._quad is None:
            return 1.0
        wanted = self.fontMetrics().height() * ENLARGED / self._line
        return min(wanted, width / (self._quad.width + 2 * _AROUND * self._line))

    def _whole(self, width: int) -> tuple[float, float]:
        """Width and height that the region takes with what is around it."""
        assert self._quad is not None
        scale, around = self._scale(width), 2 * _AROUND * self._line
        return (self._quad.width + around) * scale, (self._quad.height + around) * scale

    def _size(self, width: int) -> QSize:
        if self._quad is None:
            return QSize(0, 0)
        whole_width, whole_height = self._whole(width)
        most = self.fontMetrics().height() * ENLARGED * MOST_LINES
        return QSize(round(whole_width), round(min(whole_height, most)))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._quad is None:
            return
        size, ratio = self._size(self.width()), self.devicePixelRatioF()
        wanted = (size, ratio, self.width())
        if self._drawn is None or self._drawn[0] != wanted:
            self._drawn = (wanted, self._draw(size, ratio))
        painter = QPainter(self)
        painter.drawImage(0, 0, self._drawn[1])
        painter.setPen(QColor(theme.colours().border))
        painter.drawRect(QRectF(0.5, 0.5, size.width() - 1, size.height() - 1))
        painter.end()

    def _draw(self, size: QSize, ratio: float) -> QImage:
        """The strip in pixels of the screen."""
        assert self._quad is not None and self._image is not None
        drawn = QImage(size * ratio, QImage.Format.Format_RGB32)
        drawn.setDevicePixelRatio(ratio)
        drawn.fill(Qt.GlobalColor.white)
        scale = self._scale(self.width())
        around = _AROUND * self._line * scale
        hidden = self._whole(self.width())[1] - size.height()
        above = min(max(self._looked_at * self._quad.height * scale + around - size.height() / 2, 0.0), hidden)
        target = QRectF(around, around - above, self._quad.width * scale, self._quad.height * scale)
        part, quad = _cut_out(self._image, self._quad, self._line, scale * ratio)
        transform = QTransform.quadToQuad(_polygon(quad), QPolygonF(_corners(target)))
        if isinstance(transform, QTransform):
            painter = QPainter(drawn)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.setTransform(transform)
            painter.drawImage(0, 0, part)
            painter.end()
        return drawn


def line_height(lines: Iterable[TextLine], field: Field, size: QSize) -> float:
    """How many pixels high a line of the field's value is on a page of that size."""
    if field.region is None:
        return 1.0
    left, top, right, bottom = field.region.bounds
    width, height = size.width(), size.height()
    whole = field.region.scaled(width, height).height
    inside = [
        line.region.scaled(width, height).height
        for line in lines
        if left <= line.region.centre.x <= right and top <= line.region.centre.y <= bottom
    ]
    if inside:
        return min(median(inside), whole)
    is_of_reading = field.reading is not None and field.region == field.reading.region
    return whole / count_rows(field.reading) if is_of_reading and field.reading else whole


def count_rows(reading: Reading) -> int:
    """Lines of a reading: a character that stands before the one before it begins a line."""
    starts = [character.start for character in reading.characters]
    again = sum(later < earlier for earlier, later in pairwise(starts))
    return max(again, reading.text.count("\n")) + 1


def _cut_out(image: QImage, quad: Quad, line: float, scale: float) -> tuple[QImage, Quad]:
    """The neighbourhood of the quad; halved first where it is to become much smaller, else its text would flicker."""
    left, top, right, bottom = quad.bounds
    frame = QRectF(left, top, right - left, bottom - top).adjusted(-line, -line, line, line).toAlignedRect()
    frame = frame.intersected(image.rect())
    part, quad = image.copy(frame), quad.moved(-frame.x(), -frame.y())
    while scale < 0.5 and min(part.width(), part.height()) > 2:
        smooth, ignore = Qt.TransformationMode.SmoothTransformation, Qt.AspectRatioMode.IgnoreAspectRatio
        smaller = part.scaled(max(part.width() // 2, 1), max(part.height() // 2, 1), ignore, smooth)
        quad = quad.scaled(smaller.width() / part.width(), smaller.height() / part.height())
        part, scale = smaller, scale * 2
    return part, quad


def _polygon(quad: Quad) -> QPolygonF:
    return QPolygonF([QPointF(point.x, point.y) for point in quad.corners])


def _corners(rect: QRectF) -> list[QPointF]:
    return [rect.topLeft(), rect.topRight(), rect.bottomRight(), rect.bottomLeft()]
