"""What is in a drop or in the clipboard: files by name, a file's bytes, a picture, or only its address."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage

SUFFIXES = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "image/tiff": "tif",
    "image/heic": "heic",
    "image/avif": "avif",
    "image/gif": "gif",
    "image/bmp": "bmp",
    "application/pdf": "pdf",
    "application/ofd": "ofd",
}
"""Formats of which mail programs and browsers hand over the bytes themselves: better than what Qt makes of them."""


def holds_something(data: QMimeData) -> bool:
    """Whether there may be something to take in; what it is worth is seen when it is taken."""
    return bool(data.hasImage() or files(data) or address(data) or any(one in SUFFIXES for one in data.formats()))


def files(data: QMimeData) -> list[Path]:
    """Files that are named; they come before a picture, which may be only the icon of a file."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def carried(data: QMimeData) -> tuple[str, bytes] | None:
    """A file's bytes without a name, and the suffix that fits them."""
    for one, suffix in SUFFIXES.items():
        if data.hasFormat(one) and (content := bytes(data.data(one).data())):
            return suffix, content
    return None


def picture(data: QMimeData) -> QImage | None:
    """Pixels, of a screenshot say."""
    image = data.imageData() if data.hasImage() else None
    return image if isinstance(image, QImage) and not image.isNull() else None


def address(data: QMimeData) -> str:
    """The first address on the web, "" for none; plain text counts where it is nothing but one."""
    for url in data.urls():
        if url.scheme() in ("http", "https"):
            return url.toString()
    text = data.text().strip() if data.hasText() else ""
    return text if text.startswith("https://") and not any(char.isspace() for char in text) else ""
