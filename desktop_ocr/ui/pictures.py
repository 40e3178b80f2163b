"""Pixels of the workflow as Qt's pictures, and back."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage

from desktop_ocr.domain.recipe import PreparedImage


def to_qimage(image: PreparedImage) -> QImage:
    """RGB pixels as a QImage that owns them."""
    shown = QImage(image.pixels, image.width, image.height, image.width * 3, QImage.Format.Format_RGB888)
    return shown.copy()


def from_qimage(image: QImage, side: int) -> PreparedImage:
    """A picture that the program made itself, reduced to ``side`` pixels on its longer side if it is larger."""
    if max(image.width(), image.height()) > side:
        keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        image = image.scaled(side, side, keep, smooth)
    rgb = image.convertToFormat(QImage.Format.Format_RGB888)
    row, step = rgb.width() * 3, rgb.bytesPerLine()  # Qt's rows end at multiples of four bytes
    bits = bytes(rgb.constBits())
    pixels = bits if row == step else b"".join(bits[y * step : y * step + row] for y in range(rgb.height()))
    return PreparedImage(rgb.width(), rgb.height(), pixels)


def to_jpeg(image: QImage) -> bytes:
    """A camera's picture as the bytes of a file, of quality 95; takes time, so call it in a thread."""
    return _written(image, "JPEG", 95)


def to_png(image: QImage) -> bytes:
    """A pasted picture as the bytes of a file; takes time, so call it in a thread."""
    return _written(image, "PNG", 90)


def _written(image: QImage, form: str, quality: int) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, form, quality)  # type: ignore[call-overload]
    return bytes(content.data())
