"""PDF files: pages to look at, and their text where it is exact.  With PDFium, which is not safe in threads.

Runs only in the decoder's worker.  Forms and JavaScript are never started (that takes a form environment, which is
never made) and attachments never opened.  What an annotation looks like is stored with it and drawn: seals, stamps and
filled-in fields belong to what a clerk sees.

All functions raise SourceDamaged for what is broken, has no pages or no such page, and SourceLocked where a password
to open is wanted, or another one; a file that only its owner may change opens without.
"""

from __future__ import annotations

from PIL import Image

from desktop_ocr.domain.errors import SourceDamaged
from desktop_ocr.domain.recognition import DigitalText
from desktop_ocr.imaging.page_size import page_size
from desktop_ocr.imaging.pdf import mending
from desktop_ocr.imaging.pdf.letters import lines
from desktop_ocr.imaging.pdf.opening import open_document, open_page, picture

POINTS = 72


def page_count(content: bytes, password: str = "") -> int:
    """How many pages the file has, at least one; none of them is read."""
    with open_document(content, password) as document:
        return len(document)


def draw(content: bytes, page: int, *, small: int = 0, password: str = "") -> Image.Image:
    """The page (from 1) as RGB pixels, turned as the file says: at most 200 dpi and 4096 pixels a side.

    With ``small`` the longer side has at most so many pixels.  Raises SourceTooSmall and SourceShape as well.
    """
    with open_page(content, page, password) as opened:
        return picture(opened, page_size(*opened.get_size(), inch=POINTS, small=small).scale)


def text(content: bytes, page: int, *, password: str = "") -> DigitalText:
    """What the page (from 1) says in letters that are seen: nothing for a scan."""
    with open_page(content, page, password) as opened:
        return DigitalText(lines(opened))


def mended(content: bytes, *, password: str = "") -> bytes:
    """A file that was cut off as one that opens, with the pages that came; SourceDamaged as well for one that opens
    as it is: a page that is broken then is lost, and the others must keep their numbers.
    """
    try:
        page_count(content, password)
    except SourceDamaged:
        return mending.mended(content)
    raise SourceDamaged
