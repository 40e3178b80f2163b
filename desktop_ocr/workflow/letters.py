"""The letters of a file that carries its own text, where they lie on the page as it was prepared for reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop_ocr.domain.geometry import Quad, quad_to_unit
from desktop_ocr.domain.recipe import Recipe
from desktop_ocr.domain.recognition import TextLine


def within(recipe: Recipe, lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """Lines of the page as its file draws it, in coordinates of the image that the recipe makes of it; those whose
    middle is cropped away are left out.
    """
    turned = [replace(line, region=line.region.turned(recipe.turn)) for line in lines]
    if recipe.crop is None:
        return tuple(turned)
    crop = recipe.crop
    placed = [
        replace(line, region=Quad.of(quad_to_unit(crop, corner) for corner in line.region.corners)) for line in turned
    ]
    return tuple(line for line in placed if all(0 <= place <= 1 for place in line.region.centre))
