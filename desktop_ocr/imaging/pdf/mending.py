"""A PDF that was cut off → one that opens: the pages that came, under a page tree of their own.

What says where everything is, and often the tree of the pages too, stands at the end of a PDF and is the first to be
lost.  PDFium looks for the objects by itself; it only has to be told of a root.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop_ocr.domain.errors import SourceDamaged

MOST_PAGES = 10_000
LONGEST = 1 << 16
"""Bytes of a page's own entries, at most: what it draws stands elsewhere."""
_PAGE = re.compile(rb"/Type\s{0,9}/Page(?![A-Za-z])")
_NUMBER = re.compile(rb"(\d{1,7})\s{1,9}(\d{1,5})\s{1,9}\Z")
_CATALOGUE, _TREE = 4_194_300, 4_194_301
"""Numbers of objects, nearly the highest that PDFium takes: no file has them."""


def mended(content: bytes) -> bytes:
    """Raises SourceDamaged where there is no page left, or where what is left cannot be deciphered."""
    pages = list(dict.fromkeys(_pages(content)))  # one that was changed later stands there twice
    if not pages or b"/Encrypt" in content:
        raise SourceDamaged
    kids = b" ".join(b"%d %d R" % page for page in pages)
    return content + (
        b"\nendstream\nendobj\n"  # of what was cut off
        b"%d 0 obj\n<</Type/Catalog/Pages %d 0 R>>\nendobj\n"
        % (_CATALOGUE, _TREE)
        + b"%d 0 obj\n<</Type/Pages/Count %d/Kids[%s]>>\nendobj\n" % (_TREE, len(pages), kids)
        + b"trailer\n<</Root %d 0 R/Size %d>>\nstartxref\n0\n%%%%EOF\n" % (_CATALOGUE, _TREE + 1)
    )


def _pages(content: bytes) -> Iterator[tuple[int, int]]:
    """The number and generation of every object that is a page, in their order in the file."""
    for count, mark in enumerate(_PAGE.finditer(content)):
        if count == MOST_PAGES:
            return
        start = content.rfind(b"obj", max(0, mark.start() - LONGEST), mark.start())
        number = _NUMBER.search(content, max(0, start - 32), start)  # not of "endobj"
        if start >= 0 and number and content.find(b"endobj", mark.end(), mark.end() + LONGEST) >= 0:
            yield int(number[1]), int(number[2])
