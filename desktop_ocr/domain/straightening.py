"""Turning a page by a few degrees about its centre; it grows so that its corners stay on it.

Sizes are width and height before that, in any unit.  Points are in page coordinates: 0–1 of the page they lie on.
"""

from __future__ import annotations

from math import cos, radians, sin

from desktop_ocr.domain.geometry import Point, Quad

Size = tuple[float, float]


def straightened_size(size: Size, degrees: float) -> Size:
    """Width and height of the upright rectangle around the turned page."""
    width, height = size
    across, along = abs(sin(radians(degrees))), abs(cos(radians(degrees)))
    return width * along + height * across, width * across + height * along


def flat_size(size: Size, degrees: float) -> Size:
    """The way back of ``straightened_size``, for less than 45 degrees."""
    across, along = abs(sin(radians(degrees))), abs(cos(radians(degrees)))
    of = along**2 - across**2
    return (size[0] * along - size[1] * across) / of, (size[1] * along - size[0] * across) / of


def straightened_quad(quad: Quad, size: Size, degrees: float) -> Quad:
    """Where a quad of the page lies after the page was turned clockwise."""
    return _turned(quad, size, straightened_size(size, degrees), degrees)


def unstraightened_quad(quad: Quad, size: Size, degrees: float) -> Quad:
    """The way back: a quad of the turned page on the page as it was."""
    return _turned(quad, straightened_size(size, degrees), size, -degrees)


def _turned(quad: Quad, before: Size, after: Size, degrees: float) -> Quad:
    turn_x, turn_y = cos(radians(degrees)), sin(radians(degrees))

    def turned(point: Point) -> Point:
        x, y = (point.x - 0.5) * before[0], (point.y - 0.5) * before[1]
        return Point((x * turn_x - y * turn_y) / after[0] + 0.5, (x * turn_y + y * turn_x) / after[1] + 0.5)

    return Quad.of(turned(corner) for corner in quad.corners)
