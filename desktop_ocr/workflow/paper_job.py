"""Runs in the decoder's process: where papers lie on a page."""

from __future__ import annotations

from desktop_ocr.domain.geometry import Quad, unit_to_quad
from desktop_ocr.domain.outline import Outline
from desktop_ocr.domain.recipe import Recipe
from desktop_ocr.workflow import jobs

OUTLINE_SIDE = 1600
"""Longest side, in pixels, of the page in which outlines are looked for."""


def find_papers(content: bytes, page: int, password: str = "") -> tuple[Outline, ...]:
    """The outlines of the papers on a page; none where the page is the paper.  Raises a ``SourceError``.

    What was never on a desk, a page of letters and lines, is not searched for edges.  Several papers on a plain ground
    are what came out of a scanner, or are pasted on a sheet that was photographed; on any other ground only those count
    that bear print, where one of them does.
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
    found = with_print(image, find_outlines(image))
    if len(found) == 1 and found[0].is_sure:
        sheet = jobs.decode_page(content, page, Recipe(crop=found[0].quad), OUTLINE_SIDE, password)
        on_it = find_pasted(sheet)
        if on_it and all(one.is_sure for one in on_it):
            return tuple(Outline(_on_page(one.quad, found[0].quad), is_sure=True) for one in on_it)
    return found or pasted


def _on_page(quad: Quad, sheet: Quad) -> Quad:
    """A place on a sheet as one on the page on which the sheet lies."""
    return Quad.of(unit_to_quad(sheet, corner) for corner in quad.corners)
