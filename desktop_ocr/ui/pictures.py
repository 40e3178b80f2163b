"""Pixels of the workflow as Qt's pictures, and back."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage

from desktop_ocr.domain.recipe import PreparedImage


def to_qimage(image: PreparedImage) -> QImage:
    """RGB pixels as a QImage that owns them."""
    shown = QImage(image.pixels, image.width, image.height, image.width * 3, QImage.Format.Format_RGB888)
    return shown.copy()


def to_png(image: QImage) -> bytes:
    """A pasted picture as the bytes of a file; takes time, so call it in a thread."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG", 90)  # type: ignore[call-overload]
    return bytes(content.data())
