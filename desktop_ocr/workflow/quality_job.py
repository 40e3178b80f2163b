"""Runs in the decoder's process: how good the picture is that was read, as a whole and where the values stand.

Imported by the program as well, so it imports nothing heavy at the top.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.quality import Advice, Quality
from desktop_ocr.domain.recipe import PreparedImage, Recipe


def measure(
    page: PreparedImage, turned: int, lines: Sequence[Quad], places: Sequence[Sequence[Quad]]
) -> tuple[Quality, tuple[tuple[Advice, ...], ...]]:
    """The quality of a page, and what is wrong with each of the places, which are the lines of a value.

    Quads are in coordinates of the prepared image after it was turned upright by ``turned`` degrees clockwise.
    """
    from desktop_ocr.imaging import quality
    from desktop_ocr.imaging.prepare import apply

    upright = apply(Recipe(turn=turned), replace(page, recipe=Recipe(), page_size=(page.width, page.height)))
    found = quality.measure(upright, lines)
    at = {quad: quality.advice_at(found, upright, quad) for place in places for quad in place}
    return found, tuple(tuple(dict.fromkeys(one for quad in place for one in at[quad])) for place in places)
