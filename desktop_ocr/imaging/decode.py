"""Foreign bytes → upright RGB pixels.  Runs only in the decoder worker, with memory and time limited there.

Pillow raises almost anything on a broken file; whatever it raises becomes ``SourceDamaged``.
"""

from __future__ import annotations

import codecs
import contextlib
import io
import re
import struct
import warnings

from PIL import Image, ImageChops, ImageOps

from desktop_ocr.domain.errors import (
    ClerkError,
    SourceDamaged,
    SourceFormat,
    SourceShape,
    SourceTooLarge,
    SourceTooSmall,
)
from desktop_ocr.domain.recipe import PreparedImage

MAX_PIXELS = 60_000_000
LIMIT = f"{MAX_PIXELS // 1_000_000} MP"
MIN_SIDE = 32
MAX_ASPECT = 20

_MAGIC: tuple[tuple[str, int, bytes], ...] = (
    ("JPEG", 0, b"\xff\xd8\xff"),
    ("PNG", 0, b"\x89PNG\r\n\x1a\n"),
    ("BMP", 0, b"BM"),
    ("WEBP", 8, b"WEBP"),
    ("TIFF", 0, b"II*\x00"),
    ("TIFF", 0, b"MM\x00*"),
)
_OTHERS: tuple[tuple[str, int, bytes], ...] = (
    ("GIF", 0, b"GIF8"),
    ("PDF", 0, b"%PDF"),
    ("ZIP", 0, b"PK\x03\x04"),
    ("HEIC/AVIF", 4, b"ftyp"),
    ("PostScript", 0, b"%!PS"),
    ("SVG/XML", 0, b"<?xml"),
    ("SVG/XML", 0, b"<svg"),
    ("HTML", 0, b"<"),
)


def picture_format(content: bytes) -> str:
    """The format by the first bytes, in Pillow's words; raises SourceFormat naming what it is instead."""
    for name, offset, magic in _MAGIC:
        if content[offset : offset + len(magic)] == magic:
            return name
    start = content[:512].removeprefix(codecs.BOM_UTF8).lstrip()
    for name, offset, magic in _OTHERS:
        if start[offset : offset + len(magic)] == magic:
            raise SourceFormat(format=name)
    # In UTF-8 as in GB 18030 there are no control characters below the tabulator.
    raise SourceFormat(format="TXT" if min(start, default=0) >= 9 else "?")


def decode(content: bytes, page: int = 1, *, small: int = 0) -> PreparedImage:
    """The page of a picture file as RGB pixels, turned upright by its EXIF entry.

    With ``small`` its longer side is reduced to that many pixels, faster than by decoding all of it where the format
    allows.

    Raises SourceFormat, SourceDamaged, SourceTooLarge (more than 60 million pixels, known from the header, before
    memory is taken), SourceTooSmall, SourceShape; MemoryError where the process may not take enough.
    """
    kind = picture_format(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # our own limit, below, is stricter than Pillow's warning
            upright = _upright(content, kind, page, small)
        return PreparedImage(upright.width, upright.height, upright.tobytes())
    except (ClerkError, MemoryError):
        raise
    except Image.DecompressionBombError as error:
        # Pillow looks before we can; its message alone has the number.
        pixels = re.search(r"\((\d+) pixels\)", str(error))
        raise SourceTooLarge(size=f"{int(pixels[1]) // 1_000_000} MP" if pixels else "?", limit=LIMIT) from error
    except Exception as error:
        raise SourceDamaged from error


def _upright(content: bytes, kind: str, page: int, small: int) -> Image.Image:
    with Image.open(io.BytesIO(content), formats=[kind]) as image:
        if page > 1:
            image.seek(page - 1)
        _check_size(*image.size)
        if small:
            image.draft("RGB", (small, small))
        image.load()
        if small:
            image.thumbnail((small, small), reducing_gap=2.0)
        # A garbled EXIF block says nothing about the pixels; the vote of the text lines turns the page later.
        with contextlib.suppress(ValueError, TypeError, KeyError, IndexError, SyntaxError, OSError, struct.error):
            ImageOps.exif_transpose(image, in_place=True)
        if kind == "JPEG" and image.mode == "CMYK" and "adobe" not in image.info:
            return to_rgb(ImageChops.invert(image))  # Pillow takes all for Adobe files, which are inverted
        return to_rgb(image)


def _check_size(width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        raise SourceTooLarge(size=f"{width} × {height}", limit=LIMIT)
    if min(width, height) < MIN_SIDE:
        raise SourceTooSmall(width=width, height=height)
    if max(width, height) > MAX_ASPECT * min(width, height):
        raise SourceShape(width=width, height=height)


def to_rgb(image: Image.Image) -> Image.Image:
    """RGB on white, 8 bits a channel; 16-bit grey is scaled before it is converted (Pillow would clip it to white)."""
    if image.mode in ("I", "F") or image.mode.startswith("I;16"):
        return _scaled_to_8_bit(image).convert("RGB")
    if image.mode == "P":
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    if image.mode in ("RGBA", "LA", "PA", "La", "RGBa"):
        if image.mode not in ("RGBA", "LA"):
            image = image.convert("RGBA")
        opaque = Image.new("RGB", image.size, "white")
        opaque.paste(image.convert("RGB"), mask=image.getchannel("A"))
        return opaque
    return image if image.mode == "RGB" else image.convert("RGB")


def _scaled_to_8_bit(image: Image.Image) -> Image.Image:
    wide = image.convert("F")
    low, high = (float(value) for value in wide.getextrema())  # type: ignore[arg-type]
    top = 65535.0 if high > 255 else 255.0 if high > 1 else 1.0
    if low < 0 or high > top:
        raise SourceDamaged
    return wide.point(lambda value: value * (255.0 / top)).convert("L")
