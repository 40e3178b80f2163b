"""The letters of a file that carries its own text, where they lie on the page as it was prepared for reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.recipe import PreparedImage
from desktop_ocr.domain.recognition import TextLine
from desktop_ocr.domain.straightening import flat_size, straightened_quad


def within(image: PreparedImage, lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """Lines of the page as its file draws it, in coordinates of the image prepared from it; those whose middle is
    cropped away are left out.
    """
    recipe = image.recipe
    flat = flat_size(image.page_size, recipe.straighten)

    def place(region: Quad) -> Quad:
        return recipe.quad_from_page(straightened_quad(region.turned(recipe.turn), flat, recipe.straighten))

    placed = [replace(line, region=place(line.region)) for line in lines]
    return tuple(line for line in placed if all(0 <= part <= 1 for part in line.region.centre))
