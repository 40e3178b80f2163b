"""Runs in the decoder's process: where papers lie on a page."""

from __future__ import annotations

from desktop_ocr.domain.outline import Outline
from desktop_ocr.domain.recipe import Recipe
from desktop_ocr.workflow import jobs

OUTLINE_SIDE = 1600
"""Longest side, in pixels, of the page in which outlines are looked for."""


def find_papers(content: bytes, page: int, password: str = "") -> tuple[Outline, ...]:
    """The outlines of the papers on a page; none where the page is the paper.  Raises a ``SourceError``.

    What was never on a desk, a page of letters and lines, is not searched for edges.
    """
    from desktop_ocr.imaging.outlines import find_outlines

    letters = jobs.text_layer(content, page, password)
    if letters is not None and letters.lines:
        return ()
    return find_outlines(jobs.decode_page(content, page, Recipe(), OUTLINE_SIDE, password))
