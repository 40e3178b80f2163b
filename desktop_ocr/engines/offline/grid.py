"""Which of many places on a page a given one may overlap, without looking at all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import floor

from desktop_ocr.domain.geometry import Quad

FIELDS = 32
"""Fields of the grid on either axis of the page: a page with thousands of words has a dozen in each."""


class Grid:
    """Quads by the fields of a grid that the upright rectangles around them touch."""

    def __init__(self, quads: Sequence[Quad]) -> None:
        self._fields: dict[tuple[int, int], list[int]] = {}
        for index, quad in enumerate(quads):
            for field in _fields(quad):
                self._fields.setdefault(field, []).append(index)

    def near(self, quad: Quad) -> list[int]:
        """The indices, ascending, of all quads that share area with this one, and of some that lie beside it."""
        return sorted({index for field in _fields(quad) for index in self._fields.get(field, ())})


def _fields(quad: Quad) -> Iterator[tuple[int, int]]:
    left, top, right, bottom = (_field(edge) for edge in quad.bounds)
    return ((x, y) for x in range(left, right + 1) for y in range(top, bottom + 1))


def _field(edge: float) -> int:
    """What lies beyond the page counts as in its outermost fields."""
    return floor(min(max(edge, 0.0), 1.0) * FIELDS)
