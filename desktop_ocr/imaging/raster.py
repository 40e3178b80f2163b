"""Picture files → upright RGB, with Pillow and its plug-in for HEIF.

Only the format that the first bytes say is tried.  Of several frames or pictures the first one (in HEIF: the primary)
is taken; only TIFF has pages.
"""

from __future__ import annotations

import contextlib
import functools
import io
import re
import struct
import warnings
from collections.abc import Iterator

from PIL import Image, ImageChops, ImageFile, ImageOps

from desktop_ocr.domain.errors import SourceDamaged, SourceShape, SourceTooLarge, SourceTooSmall
from desktop_ocr.imaging import early_end, header_size
from desktop_ocr.imaging.colours import to_rgb
from desktop_ocr.imaging.formats import Format

MAX_PIXELS = 60_000_000
LIMIT = f"{MAX_PIXELS // 1_000_000} MP"
MIN_SIDE = 32
MAX_ASPECT = 20

IN_PARTS = frozenset({Format.JPEG, Format.PNG, Format.BMP, Format.GIF, Format.TIFF})
"""Formats whose first part can be decoded without the rest."""


def draw(content: bytes, kind: Format, page: int, *, small: int = 0) -> Image.Image:
    """The page as upright RGB on white; with ``small`` its longer side is reduced to that many pixels.

    Raises SourceTooLarge from the header, before memory is taken, SourceTooSmall, SourceShape, SourceDamaged; and
    whatever Pillow raises on broken files, which is almost anything.
    """
    if kind is Format.PNG:
        with _opened(content, kind) as image:
            check_size(*image.size)
            image.verify()  # the sums of its parts, which loading passes over
    return _drawn(content, kind, page, small)


def draw_what_is_there(content: bytes, kind: Format, page: int, *, small: int = 0) -> Image.Image:
    """The same of a file that is cut off or damaged, with what is missing black or grey; raises what ``draw`` does."""
    if kind not in IN_PARTS:
        raise SourceDamaged
    with parts_taken():
        return _drawn(content, kind, page, small, is_whole=False)


@contextlib.contextmanager
def parts_taken() -> Iterator[None]:
    """Meanwhile pictures may end early.  For the worker only: it holds for the whole process."""
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = False


def load_libraries() -> None:
    """Load all that Pillow would load with the first file of a format, and nothing else."""
    from PIL import (  # noqa: F401
        AvifImagePlugin,
        BmpImagePlugin,
        GifImagePlugin,
        JpegImagePlugin,
        MpoImagePlugin,
        PngImagePlugin,
        TiffImagePlugin,
        WebPImagePlugin,
    )

    _learn_heif()


def has_more_frames(content: bytes, kind: Format) -> bool:
    """Whether the file holds more frames or pictures than the one that is taken."""
    if kind in (Format.BMP, Format.JPEG, Format.TIFF):
        return False
    with _opened(content, kind) as image:
        return bool(getattr(image, "is_animated", False))


def check_size(width: int, height: int) -> None:
    """Raises SourceTooLarge, SourceTooSmall or SourceShape."""
    _check_pixels(width, height)
    if min(width, height) < MIN_SIDE:
        raise SourceTooSmall(width=width, height=height)
    if max(width, height) > MAX_ASPECT * min(width, height):
        raise SourceShape(width=width, height=height)


def _check_pixels(width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        raise SourceTooLarge(size=f"{width} × {height}", limit=LIMIT)


@contextlib.contextmanager
def _opened(content: bytes, kind: Format) -> Iterator[Image.Image]:
    """The header is read, no pixels yet."""
    if kind is Format.HEIF:
        _learn_heif()
    for width, height in header_size.sizes(content, kind):
        _check_pixels(width, height)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # our own limit is stricter than the one that Pillow warns of
        try:
            with Image.open(io.BytesIO(content), formats=[kind]) as image:
                yield image
        except Image.DecompressionBombError as error:
            # Pillow looks before we can; its message alone has the number.
            pixels = re.search(r"\((\d+) pixels\)", str(error))
            raise SourceTooLarge(size=f"{int(pixels[1]) // 1_000_000} MP" if pixels else "?", limit=LIMIT) from error


def _is_early(content: bytes, kind: Format, image: Image.Image) -> bool:
    if kind is Format.JPEG:
        return early_end.is_jpeg_early(content, image)
    return kind is Format.PNG and early_end.is_png_early(content, image)


@functools.cache
def _learn_heif() -> None:
    import pi_heif

    pi_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)


def _drawn(content: bytes, kind: Format, page: int, small: int, *, is_whole: bool = True) -> Image.Image:
    if page > 1 and kind is not Format.TIFF:
        raise SourceDamaged
    with _opened(content, kind) as image:
        if page > 1:
            image.seek(page - 1)
        check_size(*image.size)
        if is_whole and kind is Format.TIFF and early_end.is_tiff_early(image):
            raise SourceDamaged
        if small:
            image.draft("RGB", (small, small))
        image.load()
        check_size(*image.size)  # HEIF tells its size anew
        if is_whole and _is_early(content, kind, image):
            raise SourceDamaged
        if small:
            image.thumbnail((small, small), reducing_gap=2.0)
        # A garbled EXIF block says nothing about the pixels; the vote of the text lines turns the page later.
        with contextlib.suppress(ValueError, TypeError, KeyError, IndexError, SyntaxError, OSError, struct.error):
            ImageOps.exif_transpose(image, in_place=True)
        if kind is Format.JPEG and image.mode == "CMYK" and "adobe" not in image.info:
            return to_rgb(ImageChops.invert(image))  # Pillow takes all for Adobe files, which are inverted
        return to_rgb(image)
