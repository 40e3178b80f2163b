"""A PDF opened, one page of it, and the page as a picture."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2
from PIL import Image
from pypdfium2 import PdfDocument, PdfiumError, PdfPage

from desktop_ocr.domain.errors import SourceDamaged, SourceLocked

_LOCKED = (pypdfium2.raw.FPDF_ERR_PASSWORD, pypdfium2.raw.FPDF_ERR_SECURITY)


def picture(page: PdfPage, scale: float, *, is_grey: bool = False, **how: Any) -> Image.Image:
    """The page as it looks, ``scale`` pixels to the point; ``how`` else PDFium is to draw it."""
    # PDFium rounds up; so little less keeps a whole number of pixels what it is.
    scale *= 1 - 1e-9
    bitmap = page.render(scale=scale, may_draw_forms=False, grayscale=is_grey, rev_byteorder=not is_grey, **how)
    image: Image.Image = bitmap.to_pil()
    # Always a copy: the bitmap's own memory goes with it.
    return image.convert("L" if is_grey else "RGB")


@contextmanager
def open_document(content: bytes, password: str) -> Iterator[PdfDocument]:
    """A file with at least one page; raises SourceDamaged and SourceLocked, from whatever is done with it too."""
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
    """The page of that number, from 1; raises what ``open_document`` does."""
    with open_document(content, password) as document:
        if not 0 < page <= len(document):
            raise SourceDamaged
        yield document[page - 1]
