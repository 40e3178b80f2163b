"""Whether a paper lies well in a camera's picture: whole, and near enough to be read."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.outline import Outline

Size = tuple[int, int]
"""Of the full picture, in pixels."""

EDGE = 0.004
"""An outline that comes this near to the edge of the picture, in its sides, is cut off by it."""
FEWEST_PIXELS = 520
"""Pixels along a paper's longer side, in the full picture: on a card, print of 2 mm is then 12 pixels high."""
ENOUGH = 0.7
"""A paper that fills this share of the picture's longer side cannot come closer, whatever its pixels."""


def largest(outlines: Sequence[Outline]) -> Quad | None:
    """The paper that is meant, among several."""
    return max((one.quad for one in outlines), key=lambda quad: quad.width * quad.height, default=None)


def is_cut_off(quad: Quad) -> bool:
    left, top, right, bottom = quad.bounds
    return min(left, top) < EDGE or max(right, bottom) > 1 - EDGE


def is_far(quad: Quad, frame: Size) -> bool:
    """Whether it should and can come closer."""
    shown = quad.scaled(*frame)
    longer = max(shown.width, shown.height)
    return longer < FEWEST_PIXELS and longer < ENOUGH * max(frame)
