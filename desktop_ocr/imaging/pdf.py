"""PDF pages → pixels, with PDFium.  Runs only in the decoder's worker: PDFium is not safe in threads.

Forms and JavaScript are never started (that takes a form environment, which is never made) and attachments never
opened.  What an annotation looks like is stored with it and drawn: seals, stamps and filled-in fields belong to what
a clerk sees.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2
from PIL import Image
from pypdfium2 import PdfDocument, PdfiumError, PdfPage

from desktop_ocr.domain.errors import SourceDamaged, SourceLocked
from desktop_ocr.imaging.page_size import page_size

POINTS = 72
_LOCKED = (pypdfium2.raw.FPDF_ERR_PASSWORD, pypdfium2.raw.FPDF_ERR_SECURITY)


def page_count(content: bytes, password: str = "") -> int:
    """How many pages the file has, at least one; none of them is read.

    Raises SourceDamaged, and SourceLocked where a password to open is wanted, or another one.
    """
    with open_document(content, password) as document:
        return len(document)


def draw(content: bytes, page: int, *, small: int = 0, password: str = "") -> Image.Image:
    """The page (from 1) as RGB pixels, turned as the file says: at most 200 dpi and 4096 pixels a side.

    With ``small`` the longer side has at most so many pixels.  Raises what ``page_count`` does, SourceTooSmall and
    SourceShape.
    """
    with open_page(content, page, password) as opened:
        size = page_size(*opened.get_size(), inch=POINTS, small=small)
        return picture(opened, size.scale)


def picture(page: PdfPage, scale: float, *, is_grey: bool = False) -> Image.Image:
    """The page as it looks, ``scale`` pixels to the point."""
    # PDFium rounds up; so little less keeps a whole number of pixels what it is.
    bitmap = page.render(scale=scale * (1 - 1e-9), may_draw_forms=False, grayscale=is_grey, rev_byteorder=not is_grey)
    image: Image.Image = bitmap.to_pil()
    # Always a copy: the bitmap's own memory goes with it.
    return image.convert("L" if is_grey else "RGB")


@contextmanager
def open_document(content: bytes, password: str) -> Iterator[PdfDocument]:
    try:
        with PdfDocument(content, password=password or None) as document:
            if not len(document):
                raise SourceDamaged
            yield document
    except PdfiumError as error:
        if getattr(error, "err_code", None) in _LOCKED:
            raise SourceLocked from error
        raise SourceDamaged from error


@contextmanager
def open_page(content: bytes, page: int, password: str) -> Iterator[PdfPage]:
    with open_document(content, password) as document:
        if not 0 < page <= len(document):
            raise SourceDamaged
        yield document[page - 1]
