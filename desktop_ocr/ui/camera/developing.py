"""A frame → documents with the bytes of a picture, and a small one for the eye: in memory, off the window's thread."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import PurePath

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage, QPainter, QTransform

from desktop_ocr.domain.document import Document
from desktop_ocr.domain.geometry import Quad
from desktop_ocr.ui.pictures import to_jpeg
from desktop_ocr.workflow.shots import Shot, documents

Take = Callable[[Sequence[Document]], object]
SIDE = 240
"""Longest side of the small pictures, in pixels: sharp on screens of high resolution too."""


class Darkroom:
    """Hands the documents to ``take``, in the order in which the pictures were taken.

    ``find`` gives the papers on a picture of which they are not known.
    """

    def __init__(self, take: Take, find: Callable[[QImage], Awaitable[Sequence[Quad]]]) -> None:
        self._take, self._find = take, find
        self._order = asyncio.Lock()

    async def develop(self, image: QImage, crops: Sequence[Quad] | None, shot: Shot, name: PurePath) -> QImage:
        """Make a document of each paper on the picture, or one of all of it; returns a small picture of the first.

        ``crops`` are the papers, None where they are to be found; the shot is told how many there are.
        """
        async with self._order:
            if crops is None:
                crops = await self._find(image)
            content, small = await asyncio.to_thread(_developed, image, crops)
            shot.found(max(1, len(crops)))
            self._take(documents(content, name, crops, shot.sides.asked_of(shot.papers)))
        return small


def _developed(image: QImage, crops: Sequence[Quad]) -> tuple[bytes, QImage]:
    return to_jpeg(image), _small(image, crops[0] if crops else None, SIDE)


def _small(image: QImage, crop: Quad | None, side: int) -> QImage:
    keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    if crop is None:
        return image.scaled(side, side, keep, smooth)
    # First reduced: a map by perspective looks at single pixels, and of a large picture at too few of them.
    large = crop.scaled(image.width(), image.height())
    share = side / max(large.width, large.height, 1.0)
    reduced = image.scaled(image.size() * min(1.0, 2 * share), keep, smooth)
    quad = crop.scaled(reduced.width(), reduced.height())
    fit = side / max(quad.width, quad.height, 1.0)
    width, height = max(1, round(quad.width * fit)), max(1, round(quad.height * fit))
    corners = [QPointF(x, y) for x, y in quad.corners]
    places = [QPointF(0, 0), QPointF(width, 0), QPointF(width, height), QPointF(0, height)]
    shown = QImage(width, height, QImage.Format.Format_RGB32)
    shown.fill(Qt.GlobalColor.black)
    painter = QPainter(shown)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    if isinstance(place := QTransform.quadToQuad(corners, places), QTransform):
        painter.setTransform(place)
    painter.drawImage(0, 0, reduced)
    painter.end()
    return shown
