"""Points and quads on a page, and the maps between two views of the same page.

Unless a name says pixels, coordinates are *page coordinates*: 0–1 on both axes of the page as it is looked at
(after EXIF, turn and straightening, before crop), x to the right, y down.  A quad lists its corners clockwise from the
top left of what it encloses (of the text, for a line of text, even when the text stands on its head).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import hypot
from typing import NamedTuple


class Point(NamedTuple):
    """A place on a page, or in pixels where the name says so."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Quad:
    """Four corners, clockwise from the top left of the content."""

    top_left: Point
    top_right: Point
    bottom_right: Point
    bottom_left: Point

    @classmethod
    def of(cls, corners: Iterable[tuple[float, float]]) -> Quad:
        """Make a quad from four (x, y) pairs; raises ValueError for any other number of them."""
        points = [Point(float(x), float(y)) for x, y in corners]
        if len(points) != 4:
            raise ValueError(f"a quad has four corners, not {len(points)}")
        return cls(*points)

    @classmethod
    def rectangle(cls, left: float, top: float, right: float, bottom: float) -> Quad:
        """The upright rectangle with these edges."""
        return cls(Point(left, top), Point(right, top), Point(right, bottom), Point(left, bottom))

    @property
    def corners(self) -> tuple[Point, Point, Point, Point]:
        return (self.top_left, self.top_right, self.bottom_right, self.bottom_left)

    @property
    def centre(self) -> Point:
        return Point(sum(p.x for p in self.corners) / 4, sum(p.y for p in self.corners) / 4)

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the upright rectangle around the quad."""
        xs, ys = [p.x for p in self.corners], [p.y for p in self.corners]
        return min(xs), min(ys), max(xs), max(ys)

    @property
    def width(self) -> float:
        """Mean length of the top and the bottom edge."""
        return (distance(self.top_left, self.top_right) + distance(self.bottom_left, self.bottom_right)) / 2

    @property
    def height(self) -> float:
        """Mean length of the left and the right edge."""
        return (distance(self.top_left, self.bottom_left) + distance(self.top_right, self.bottom_right)) / 2

    def part(self, start: float, end: float) -> Quad:
        """The slice between two fractions (0–1) of the reading direction; a character of a line, say."""
        return Quad(
            between(self.top_left, self.top_right, start),
            between(self.top_left, self.top_right, end),
            between(self.bottom_left, self.bottom_right, end),
            between(self.bottom_left, self.bottom_right, start),
        )

    def scaled(self, x: float, y: float) -> Quad:
        """Every corner multiplied: from page coordinates to pixels, or back with the reciprocals."""
        return Quad.of((p.x * x, p.y * y) for p in self.corners)

    def moved(self, x: float, y: float) -> Quad:
        """Every corner shifted."""
        return Quad.of((p.x + x, p.y + y) for p in self.corners)

    def turned(self, degrees: int) -> Quad:
        """The same content after the page was turned clockwise by 0, 90, 180 or 270 degrees (page coordinates)."""
        return Quad.of(turn_point(p, degrees) for p in self.corners)

    def turned_as_frame(self, degrees: int) -> Quad:
        """The same frame after the page was turned: its corners begin at the top left again, so that what is cut out by
        it is turned with the page.
        """
        corners = self.turned(degrees).corners
        first = -degrees // 90 % 4
        return Quad(*corners[first:], *corners[:first])

    def clamped(self) -> Quad:
        """The quad with every corner moved into the page."""
        return Quad.of((min(max(p.x, 0.0), 1.0), min(max(p.y, 0.0), 1.0)) for p in self.corners)


WHOLE_PAGE = Quad.rectangle(0.0, 0.0, 1.0, 1.0)


def distance(a: Point, b: Point) -> float:
    return hypot(a.x - b.x, a.y - b.y)


def between(a: Point, b: Point, fraction: float) -> Point:
    """The point at a fraction of the way from a to b."""
    return Point(a.x + (b.x - a.x) * fraction, a.y + (b.y - a.y) * fraction)


def turn_point(point: Point, degrees: int) -> Point:
    """Where a point of the page lies after the page was turned clockwise by 0, 90, 180 or 270 degrees."""
    x, y = point
    turns = {0: Point(x, y), 90: Point(1 - y, x), 180: Point(1 - x, 1 - y), 270: Point(y, 1 - x)}
    if degrees not in turns:
        raise ValueError(f"a page is turned by quarters, not by {degrees} degrees")
    return turns[degrees]


def enclosing(quads: Iterable[Quad]) -> Quad | None:
    """The upright rectangle around all quads, or None for none."""
    bounds = [quad.bounds for quad in quads]
    if not bounds:
        return None
    lefts, tops, rights, bottoms = zip(*bounds, strict=True)
    return Quad.rectangle(min(lefts), min(tops), max(rights), max(bottoms))


def shared_area(one: Quad, other: Quad) -> float:
    """The area that the upright rectangles around two quads have in common."""
    a, b = one.bounds, other.bounds
    return max(0.0, min(a[2], b[2]) - max(a[0], b[0])) * max(0.0, min(a[3], b[3]) - max(a[1], b[1]))


def overlap(one: Quad, other: Quad) -> float:
    """How much of the area of both two quads have in common, 0–1, by the upright rectangles around them."""
    shared = shared_area(one, other)
    whole = shared_area(one, one) + shared_area(other, other) - shared
    return shared / whole if whole > 0 else 0.0


def square_to_quad(quad: Quad) -> tuple[float, ...]:
    """The projective map from the unit square onto a quad: x = (au + bv + c) / (gu + hv + 1), y = (du + ev + f) / (…).

    Returns (a, b, c, d, e, f, g, h), Heckbert's closed form.  Raises ValueError for a quad without area.
    """
    p0, p1, p2, p3 = quad.corners
    dx1, dx2, dx3 = p1.x - p2.x, p3.x - p2.x, p0.x - p1.x + p2.x - p3.x
    dy1, dy2, dy3 = p1.y - p2.y, p3.y - p2.y, p0.y - p1.y + p2.y - p3.y
    determinant = dx1 * dy2 - dx2 * dy1
    if determinant == 0:
        raise ValueError("a quad without area maps nothing")
    g = (dx3 * dy2 - dx2 * dy3) / determinant
    h = (dx1 * dy3 - dx3 * dy1) / determinant
    return (
        p1.x - p0.x + g * p1.x,
        p3.x - p0.x + h * p3.x,
        p0.x,
        p1.y - p0.y + g * p1.y,
        p3.y - p0.y + h * p3.y,
        p0.y,
        g,
        h,
    )


def unit_to_quad(quad: Quad, point: Point) -> Point:
    """Map a point of the unit square (a straightened crop, say) onto the quad."""
    a, b, c, d, e, f, g, h = square_to_quad(quad)
    weight = g * point.x + h * point.y + 1
    return Point((a * point.x + b * point.y + c) / weight, (d * point.x + e * point.y + f) / weight)


def quad_to_unit(quad: Quad, point: Point) -> Point:
    """The way back of ``unit_to_quad``; raises ValueError for a quad without area."""
    a, b, c, d, e, f, g, h = square_to_quad(quad)
    x, y = point
    # The adjugate of the map's matrix: its inverse but for a factor, which the division takes away.
    u = (e - f * h) * x + (c * h - b) * y + (b * f - c * e)
    v = (f * g - d) * x + (a - c * g) * y + (c * d - a * f)
    weight = (d * h - e * g) * x + (b * g - a * h) * y + (a * e - b * d)
    if weight == 0:
        raise ValueError("a point at the horizon of a quad lies nowhere in it")
    return Point(u / weight, v / weight)
