"""Runs in the decoder's process: where papers lie on a page."""

from __future__ import annotations

from desktop_ocr.domain.outline import Outline
from desktop_ocr.domain.recipe import Recipe
from desktop_ocr.workflow import jobs

OUTLINE_SIDE = 1600
"""Longest side, in pixels, of the page in which outlines are looked for."""


def find_papers(content: bytes, page: int, password: str = "") -> tuple[Outline, ...]:
    """The outlines of the papers on a page; none where the page is the paper.  Raises a ``SourceError``.

    What was never on a desk, a page of letters and lines, is not searched for edges.  Several papers on a plain ground
    are what came out of a scanner; on any other ground only those count that bear print, where one of them does.
    """
    from desktop_ocr.imaging.outlines import find_outlines
    from desktop_ocr.imaging.pasted import find_pasted
    from desktop_ocr.imaging.print_seen import with_print

    letters = jobs.text_layer(content, page, password)
    if letters is not None and letters.lines:
        return ()
    image = jobs.decode_page(content, page, Recipe(), OUTLINE_SIDE, password)
    pasted = find_pasted(image)
    if pasted and all(one.is_sure for one in pasted):
        return pasted
    return with_print(image, find_outlines(image)) or pasted
