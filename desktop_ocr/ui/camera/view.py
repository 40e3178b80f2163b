"""The live picture: as large as there is room, with the outlines found in it, or a frame to put the paper into."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEasingCurve, QPointF, QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_ocr.domain.outline import Outline
from desktop_ocr.ui import theme
from desktop_ocr.ui.camera.hint import HintLabel

# On the camera's picture, so the same in both themes.
GOOD, DOUBT, QUIET = QColor("#35d07f"), QColor("#ffb224"), QColor("#c9d1dd")
UNDER_LINE = QColor(0, 0, 0, 150)
FILL, FILL_HELD = 0, 44
"""How much of the colour lies on the paper at first, and more of it when it was held for long enough; of 255."""
ROUND = 12
GUIDE_SHARE = 0.82
"""How much of the picture the frame takes for the paper."""
CORNER = 0.16
"""Length of a bracket, in shorter sides of the frame for the paper."""
FLASH = 350
"""Milliseconds."""


class CameraView(QWidget):
    """``aspect`` of ``set_guide`` is width by height of the paper asked for, None for any."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hint = HintLabel(self)
        self._image: QImage | None = None
        self._outlines: tuple[Outline, ...] = ()
        self._is_good, self._held = False, 0.0
        self._aspect: float | None = None
        self._light = 0.0
        self._flash = QVariantAnimation(self)
        self._flash.setDuration(FLASH)
        self._flash.setStartValue(0.85)
        self._flash.setEndValue(0.0)
        self._flash.setEasingCurve(QEasingCurve.Type.OutQuad)
        self._flash.valueChanged.connect(self._show_flash)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(320, 240)
        self.setAccessibleName(self.tr("Live picture of the camera"))

    def sizeHint(self) -> QSize:
        return QSize(960, 540)

    # --- What is shown ----------------------------------------------------------------------------------------------

    def show_frame(self, image: QImage | None) -> None:
        """Only the last one is kept."""
        is_of_other_shape = image is None or self._image is None or image.size() != self._image.size()
        self._image = image
        if is_of_other_shape:
            self.hint.place(self.picture)
        self.update()

    def show_outlines(self, outlines: Sequence[Outline], *, is_good: bool, held: float) -> None:
        """``is_good``: sure and sharp; ``held`` as in ``Verdict``."""
        self._outlines, self._is_good, self._held = tuple(outlines), is_good, held
        self.update()

    def set_guide(self, aspect: float | None) -> None:
        self._aspect = aspect
        self.update()

    def flash(self) -> None:
        """A picture was taken."""
        self._flash.stop()
        self._flash.start()

    def _show_flash(self, light: float) -> None:
        self._light = light
        self.update()

    @property
    def picture(self) -> QRectF:
        """Where the camera's picture lies in the widget."""
        room = QRectF(self.rect())
        if self._image is None:
            return room
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        return QRectF((room.width() - size.width()) / 2, (room.height() - size.height()) / 2, *size.toTuple())

    # --- Drawing ----------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.hint.place(self.picture)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        area, rounded = self.picture, QPainterPath()
        rounded.addRoundedRect(area, ROUND, ROUND)
        painter.fillPath(rounded, QColor(theme.colours().canvas))
        painter.setClipPath(rounded)
        if self._image is None:
            self._say_that_it_starts(painter)
        else:
            painter.drawImage(area, self._image)
            self._draw_guide(painter, area)
            for outline in self._outlines:
                self._draw_outline(painter, area, outline)
        if self._light > 0:
            painter.fillRect(area, QColor(255, 255, 255, round(255 * self._light)))
        painter.setClipping(False)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.colours().accent), 2))
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), ROUND - 1, ROUND - 1)
        painter.end()

    def _say_that_it_starts(self, painter: QPainter) -> None:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 1.2)
        painter.setFont(font)
        painter.setPen(QColor(theme.colours().quiet))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self.tr("The camera starts…"))

    def _draw_guide(self, painter: QPainter, area: QRectF) -> None:
        """Brackets at the corners of where the paper should lie; not over a paper that is seen well."""
        if self._aspect is None or self._is_good:
            return
        size = QSize(round(1000 * self._aspect), 1000).scaled(
            (area.size() * GUIDE_SHARE).toSize(), Qt.AspectRatioMode.KeepAspectRatio
        )
        frame = QRectF(0, 0, *size.toTuple())
        frame.moveCenter(area.center())
        length = CORNER * min(frame.width(), frame.height())
        brackets = QPainterPath()
        for corner, x, y in (
            (frame.topLeft(), 1, 1),
            (frame.topRight(), -1, 1),
            (frame.bottomRight(), -1, -1),
            (frame.bottomLeft(), 1, -1),
        ):
            brackets.moveTo(corner + QPointF(0, y * length))
            brackets.lineTo(corner + QPointF(0, y * ROUND))
            brackets.quadTo(corner, corner + QPointF(x * ROUND, 0))
            brackets.lineTo(corner + QPointF(x * length, 0))
        for colour, width in ((UNDER_LINE, 6), (QColor(255, 255, 255, 235), 3)):
            painter.strokePath(brackets, _pen(colour, width))

    def _draw_outline(self, painter: QPainter, area: QRectF, outline: Outline) -> None:
        """Solid where the paper is sure and sharp, else dashed: the colour is not the only sign."""
        is_good = self._is_good and outline.is_sure
        colour = GOOD if is_good else DOUBT
        shape = QPolygonF(
            [
                QPointF(area.x() + point.x * area.width(), area.y() + point.y * area.height())
                for point in outline.quad.corners
            ]
        )
        path = QPainterPath()
        path.addPolygon(shape)
        path.closeSubpath()
        if is_good:
            ground = QColor(colour)
            ground.setAlpha(round(FILL + FILL_HELD * self._held))
            painter.fillPath(path, ground)
        painter.strokePath(path, _pen(UNDER_LINE, 6))
        painter.strokePath(path, _pen(colour, 3, is_dashed=not is_good))


def _pen(colour: QColor, width: float, *, is_dashed: bool = False) -> QPen:
    pen = QPen(colour, width)
    pen.setCosmetic(True)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap if is_dashed else Qt.PenCapStyle.RoundCap)
    if is_dashed:
        pen.setDashPattern([4, 3])
    return pen
