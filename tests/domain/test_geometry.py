"""Where things are on a page, through turns and crops."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_ocr.domain.geometry import (
    WHOLE_PAGE,
    Point,
    Quad,
    between,
    enclosing,
    square_to_quad,
    turn_point,
    unit_to_quad,
)

QUARTERS = (0, 90, 180, 270)
UNIT_SQUARE = (Point(0, 0), Point(1, 0), Point(1, 1), Point(0, 1))

fractions = st.floats(0, 1)
points = st.builds(Point, fractions, fractions)


@st.composite
def photographed(draw: st.DrawFn) -> Quad:
    """A card as a camera sees it: four corners near those of a rectangle, so the quad is convex."""
    wobble = st.floats(-0.1, 0.1)
    corners = [(0.2, 0.2), (0.8, 0.2), (0.8, 0.8), (0.2, 0.8)]
    return Quad.of((x + draw(wobble), y + draw(wobble)) for x, y in corners)


def near(point: Point, other: Point) -> bool:
    return point == pytest.approx(other, abs=1e-9)


def inside_unit_square(quad: Quad, point: Point) -> Point:
    """The inverse of the map, by Cramer's rule and independently of the code under test."""
    a, b, c, d, e, f, g, h = square_to_quad(quad)
    m = (a - g * point.x, b - h * point.x, d - g * point.y, e - h * point.y)
    right = (point.x - c, point.y - f)
    determinant = m[0] * m[3] - m[1] * m[2]
    return Point((right[0] * m[3] - m[1] * right[1]) / determinant, (m[0] * right[1] - right[0] * m[2]) / determinant)


class TestTurning:
    def test_a_mark_in_the_top_left_goes_round_clockwise(self) -> None:
        mark = Point(0.1, 0.2)
        assert [turn_point(mark, degrees) for degrees in QUARTERS] == [
            Point(0.1, 0.2),
            Point(0.8, 0.1),
            Point(0.9, 0.8),
            Point(0.2, 0.9),
        ]

    @given(points, st.sampled_from(QUARTERS))
    def test_turning_there_and_back_changes_nothing(self, point: Point, degrees: int) -> None:
        assert near(turn_point(turn_point(point, degrees), (360 - degrees) % 360), point)

    @given(photographed(), st.sampled_from(QUARTERS), st.sampled_from(QUARTERS))
    def test_two_turns_are_one(self, quad: Quad, first: int, second: int) -> None:
        once, twice = quad.turned((first + second) % 360), quad.turned(first).turned(second)
        assert all(near(a, b) for a, b in zip(once.corners, twice.corners, strict=True))

    def test_a_page_is_not_turned_by_an_eighth(self) -> None:
        with pytest.raises(ValueError, match="45"):
            turn_point(Point(0, 0), 45)


class TestQuad:
    @pytest.mark.parametrize("number", [0, 3, 5])
    def test_has_four_corners(self, number: int) -> None:
        with pytest.raises(ValueError, match="four corners"):
            Quad.of([(0, 0)] * number)

    def test_measures_its_edges_not_its_bounds(self) -> None:
        diamond = Quad.of([(0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5)])
        assert diamond.width == diamond.height == pytest.approx(0.5**0.5)
        assert diamond.bounds == (0, 0, 1, 1)
        assert diamond.centre == (0.5, 0.5)

    def test_a_part_of_a_line_standing_on_its_head_is_taken_in_reading_direction(self) -> None:
        line = Quad.rectangle(0.2, 0.4, 0.8, 0.5).turned(180)
        first_half = line.part(0, 0.5)
        assert first_half.bounds == pytest.approx((0.5, 0.5, 0.8, 0.6))

    def test_is_moved_into_the_page(self) -> None:
        assert Quad.rectangle(-0.5, 0.1, 1.5, 2).clamped() == Quad.rectangle(0, 0.1, 1, 1)

    def test_goes_to_pixels_and_back(self) -> None:
        quad = Quad.rectangle(0.25, 0.5, 0.5, 0.75)
        assert quad.scaled(400, 200) == Quad.rectangle(100, 100, 200, 150)
        assert quad.scaled(400, 200).scaled(1 / 400, 1 / 200) == quad

    def test_several_are_enclosed_by_one_and_none_by_none(self) -> None:
        two = [Quad.rectangle(0.1, 0.2, 0.3, 0.4), Quad.rectangle(0.2, 0.1, 0.5, 0.3)]
        assert enclosing(two) == Quad.rectangle(0.1, 0.1, 0.5, 0.4)
        assert enclosing([]) is None


class TestStraightening:
    @given(photographed())
    def test_corners_come_from_corners(self, quad: Quad) -> None:
        for corner, target in zip(UNIT_SQUARE, quad.corners, strict=True):
            assert near(unit_to_quad(quad, corner), target)

    @given(photographed(), points)
    def test_every_point_comes_back(self, quad: Quad, point: Point) -> None:
        assert inside_unit_square(quad, unit_to_quad(quad, point)) == pytest.approx(point, abs=1e-6)

    @given(photographed(), fractions)
    def test_straight_lines_stay_straight(self, quad: Quad, fraction: float) -> None:
        a, b = unit_to_quad(quad, Point(0, 0.3)), unit_to_quad(quad, Point(1, 0.8))
        on_it = unit_to_quad(quad, between(Point(0, 0.3), Point(1, 0.8), fraction))
        cross = (b.x - a.x) * (on_it.y - a.y) - (b.y - a.y) * (on_it.x - a.x)
        assert cross == pytest.approx(0, abs=1e-9)

    def test_the_whole_page_maps_to_itself(self) -> None:
        assert unit_to_quad(WHOLE_PAGE, Point(0.3, 0.7)) == (0.3, 0.7)

    def test_a_line_is_no_area(self) -> None:
        with pytest.raises(ValueError, match="without area"):
            square_to_quad(Quad.of([(0, 0), (1, 1), (1, 1), (0, 0)]))
