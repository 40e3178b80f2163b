"""Runs in the decoder's process: how good the picture is that was read, as a whole and where the values stand.

Imported by the program as well, so it imports nothing heavy at the top.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.quality import Advice, Quality
from desktop_ocr.domain.recipe import PreparedImage, Recipe

Place = tuple[Quad, tuple[Quad, ...]]
"""Where a value stands, and its lines where it has several."""


def measure(
    page: PreparedImage, turned: int, lines: Sequence[Quad], places: Sequence[Place]
) -> tuple[Quality, tuple[tuple[Advice, ...], ...]]:
    """The quality of a page, and what is wrong with each of the places.

    Quads are in coordinates of the prepared image after it was turned upright by ``turned`` degrees clockwise.
    """
    from desktop_ocr.imaging import quality
    from desktop_ocr.imaging.prepare import apply

    upright = apply(Recipe(turn=turned), replace(page, recipe=Recipe(), page_size=(page.width, page.height)))
    found = quality.measure(upright, lines)

    def advice(region: Quad, parts: Sequence[Quad]) -> tuple[Advice, ...]:
        whole = quality.advice_at(found, upright, region)
        if not parts:
            return whole
        # How high the text is, and so how sharp, shows in its lines, in half of them at least; glare may have left no
        # line where it lies.
        said = Counter(one for part in parts for one in quality.advice_at(found, upright, part))
        glare = (one for one in whole if one is Advice.GLARE)
        return tuple(dict.fromkeys((*glare, *(one for one in said if 2 * said[one] >= len(parts)))))

    return found, tuple(advice(region, parts) for region, parts in places)
