"""A page turned by a few degrees: nothing leaves it, and every point finds its way back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_ocr.domain.geometry import WHOLE_PAGE, Quad
from desktop_ocr.domain.straightening import straightened_quad, straightened_size, unstraightened_quad

degrees = st.floats(-15, 15)
sides = st.floats(30, 9000)


@given(degrees, sides, sides)
def test_the_corners_of_the_page_touch_the_edges_of_the_grown_one(turn: float, width: float, height: float) -> None:
    left, top, right, bottom = straightened_quad(WHOLE_PAGE, (width, height), turn).bounds
    assert (left, top, right, bottom) == pytest.approx((0, 0, 1, 1), abs=1e-9)


@given(degrees, sides, sides, st.floats(0, 1), st.floats(0, 1))
def test_there_and_back(turn: float, width: float, height: float, x: float, y: float) -> None:
    quad = Quad.rectangle(x, y, x, y)
    back = unstraightened_quad(straightened_quad(quad, (width, height), turn), (width, height), turn)
    assert back.top_left == pytest.approx((x, y), abs=1e-9)


def test_it_turns_clockwise() -> None:
    top = Quad.rectangle(0.5, 0, 0.5, 0)
    assert straightened_quad(top, (300, 300), 10).centre.x > 0.5


def test_no_turn_is_no_change() -> None:
    assert straightened_size((300, 200), 0) == (300, 200)
    assert straightened_quad(WHOLE_PAGE, (300, 200), 0) == WHOLE_PAGE
