"""Foreign bytes → upright RGB pixels.  Runs only in the decoder worker, with memory and time limited there.

Pillow and PDFium raise almost anything on a broken file; whatever they raise becomes ``SourceDamaged``.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from PIL import Image

from desktop_ocr.domain.errors import ClerkError, SourceDamaged
from desktop_ocr.domain.file_contents import FileContents
from desktop_ocr.domain.recipe import PreparedImage
from desktop_ocr.domain.recognition import DigitalText
from desktop_ocr.imaging import paged, raster
from desktop_ocr.imaging.formats import Format, file_format
from desktop_ocr.imaging.tiff_pages import count_pages


def decode(content: bytes, page: int = 1, *, small: int = 0, password: str = "") -> PreparedImage:
    """The page (from 1) of a file as RGB pixels, turned upright by its EXIF entry.

    With ``small`` its longer side is reduced to that many pixels, faster than by decoding all of it where the format
    allows.

    Raises SourceFormat, SourceDamaged, SourceTooLarge (more than 60 million pixels, known from the header, before
    memory is taken), SourceTooSmall, SourceShape, SourceLocked, SourceArchive; MemoryError where the process may not
    take enough.
    """
    kind = file_format(content)
    with _as_damaged():
        if kind not in paged.MODULES:
            return _prepared(raster.draw(content, kind, page, small=small))
        key = paged.with_password(kind, password)
        return _prepared(paged.module_for(kind).draw(content, page, small=small, **key))


def decode_what_is_there(
    content: bytes, page: int = 1, *, small: int = 0, password: str = ""
) -> tuple[PreparedImage, bool]:
    """The page, or where it is damaged as much of it as can be decoded; and whether it is incomplete.

    Raises what ``decode`` does: SourceDamaged where there is nothing to be seen.
    """
    try:
        return decode(content, page, small=small, password=password), False
    except SourceDamaged:
        kind = file_format(content)
        if kind in paged.MODULES:
            raise
    with _as_damaged():
        return _prepared(raster.draw_what_is_there(content, kind, page, small=small)), True


def describe(content: bytes, password: str = "") -> FileContents:
    """What a file holds, without decoding any of its pages; raises what ``decode`` does."""
    kind = file_format(content)
    with _as_damaged():
        if kind in paged.MODULES:
            key = paged.with_password(kind, password)
            return FileContents(kind.value, paged.module_for(kind).page_count(content, **key))
        if kind is Format.TIFF:
            count, has_more = count_pages(content)
            return FileContents(kind.value, count, has_more_pages=has_more)
        return FileContents(kind.value, 1, is_animated=raster.has_more_frames(content, kind))


def text_layer(content: bytes, page: int, password: str = "") -> DigitalText | None:
    """What a page of a PDF or OFD file says in letters; None for pictures.  Raises what ``decode`` does."""
    kind = file_format(content)
    if kind not in paged.MODULES:
        return None
    with _as_damaged():
        return paged.module_for(kind).text(content, page, **paged.with_password(kind, password))


@contextlib.contextmanager
def _as_damaged() -> Iterator[None]:
    try:
        yield
    except (ClerkError, MemoryError, ImportError):  # a library that is missing is not the file's fault
        raise
    except Exception as error:
        raise SourceDamaged from error


def _prepared(image: Image.Image) -> PreparedImage:
    return PreparedImage(image.width, image.height, image.tobytes())
