"""The picture of an image object, opened as carefully as a picture file."""

from __future__ import annotations

import io
import struct
import warnings
import zlib

from PIL import Image

from desktop_ocr.domain.errors import SourceDamaged
from desktop_ocr.imaging.colours import to_rgb
from desktop_ocr.imaging.ofd import jbig2
from desktop_ocr.imaging.ofd.archive import EntryMissing
from desktop_ocr.imaging.ofd.content import Picture
from desktop_ocr.imaging.raster import MAX_PIXELS

FORMATS = ("PNG", "JPEG", "BMP", "GIF", "TIFF", "WEBP")
_BROKEN = (
    SourceDamaged,
    Image.DecompressionBombError,
    OSError,  # also where Pillow does not know what it is
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    RuntimeError,  # PDFium's, and what a plug-in has not got
    struct.error,
    zlib.error,
)
"""What Pillow and PDFium raise on a broken picture; what else there may be spoils the page, not the program."""
_TRANSPARENT = ("RGBA", "LA", "PA", "La", "RGBa")


def opened(picture: Picture, width: float, height: float) -> Image.Image | None:
    """RGBA, reduced to about the pixels it is drawn in; None for what is missing or cannot be opened.

    Raises SourceDamaged for an entry that is not what was packed, SourceArchive for one that is not what it says.
    """
    try:
        content = picture.read()
    except EntryMissing:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # our own limit is stricter than Pillow's warning
            return _read(content, max(1, round(width)), max(1, round(height)))
    except _BROKEN:
        return None


def _is_clear(image: Image.Image) -> bool:
    return image.mode in _TRANSPARENT or "transparency" in image.info


def _read(content: bytes, width: int, height: int) -> Image.Image | None:
    if content.startswith(jbig2.MAGIC):
        sides = jbig2.size_of(content)
        return _reduced(jbig2.read(content), width, height) if sides[0] * sides[1] <= MAX_PIXELS else None
    with Image.open(io.BytesIO(content), formats=FORMATS) as image:
        if image.width * image.height > MAX_PIXELS:
            return None
        image.draft("RGB", (width, height))
        image.load()
        return _reduced(image if _is_clear(image) else to_rgb(image), width, height)


def _reduced(image: Image.Image, width: int, height: int) -> Image.Image:
    plain = image.convert("RGBA")
    if plain.width > width or plain.height > height:
        return plain.resize(
            (min(width, plain.width), min(height, plain.height)), Image.Resampling.BOX, reducing_gap=2.0
        )
    return plain
