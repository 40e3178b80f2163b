"""OFD files (GB/T 33190), the electronic invoice's paper: pages to look at, text and values that are exact.

An OFD is a zip of XML.  Nothing of it is written to a disk and nothing in it is run; see ``archive`` and ``xml`` for
what is refused.  Runs only in the decoder's worker.

All functions raise SourceArchive for what is not safe to open, SourceDamaged for what is broken or has no such page,
SourceFormat for a zip that is no OFD.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from PIL import Image

from desktop_ocr.domain.recognition import DigitalText, TextLine
from desktop_ocr.imaging.ink import LOOK_SIDE, inked
from desktop_ocr.imaging.ofd.archive import Archive
from desktop_ocr.imaging.ofd.content import Item, Text, items
from desktop_ocr.imaging.ofd.document import Page, bodies, page_at
from desktop_ocr.imaging.ofd.drawing import draw_items
from desktop_ocr.imaging.ofd.extras import annotation_items, seal_items
from desktop_ocr.imaging.ofd.letters import lines
from desktop_ocr.imaging.ofd.mending import mended
from desktop_ocr.imaging.ofd.values import values
from desktop_ocr.imaging.page_size import PageSize, page_size

__all__ = ["draw", "mended", "page_count", "text"]

MILLIMETRES = 25.4


def page_count(content: bytes) -> int:
    """How many pages all documents of the file have together; at least one."""
    return sum(len(body.pages) for body in bodies(Archive(content)))


def draw(content: bytes, page: int, *, small: int = 0) -> Image.Image:
    """The page (from 1) as RGB pixels: at most 200 dpi and 4096 pixels a side, with ``small`` so many pixels a side.

    Raises SourceTooSmall and SourceShape as well.
    """
    found = page_at(bodies(Archive(content)), page)
    _, _, width, height = found.box
    size = page_size(width, height, inch=MILLIMETRES, small=small)
    return _drawn(chain(items(found), annotation_items(found), seal_items(found)), found, size)


def text(content: bytes, page: int) -> DigitalText:
    """What the page (from 1) says in letters that are seen, and the named data that travel with it."""
    found = page_at(bodies(Archive(content)), page)
    own = list(items(found))
    _, _, width, height = found.box
    shown = [*own, *annotation_items(found)]
    said = lines(shown, width, height)
    return DigitalText(_seen(said, shown, found) if said else (), values(found, own))


def _seen(said: tuple[TextLine, ...], shown: list[Item], page: Page) -> tuple[TextLine, ...]:
    """Those of the lines that are seen.  Seals are left away: print that one covers is seen no worse for it."""
    _, _, width, height = page.box
    size = page_size(width, height, inch=MILLIMETRES, small=LOOK_SIDE)
    letters = [item for item in shown if isinstance(item, Text)]
    bare = [item for item in shown if not isinstance(item, Text)]
    pictures = (
        _drawn(drawn, page, size, paper).convert("L")
        for drawn, paper in ((shown, "white"), (bare, "white"), (letters, "white"), (letters, "black"))
    )
    return inked(said, *pictures)


def _drawn(shown: Iterable[Item], page: Page, size: PageSize, paper: str = "white") -> Image.Image:
    """What is shown of a page as RGB pixels."""
    _, _, width, height = page.box
    canvas = Image.new("RGB", (size.width, size.height), paper)
    draw_items(shown, canvas, (size.width / width, 0.0, 0.0, size.height / height, 0.0, 0.0))
    return canvas
