"""Edits to a page merge, vanish when they undo one another, and map back to the page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_ocr.domain.geometry import Point, Quad, turn_point
from desktop_ocr.domain.recipe import Filter, PreparedImage, Recipe
from desktop_ocr.domain.straightening import straightened_size, unstraightened_quad

LEFT_HALF = Quad.rectangle(0, 0, 0.5, 1)
MIDDLE = Quad.rectangle(0.25, 0.25, 0.75, 0.75)


def test_four_turns_are_none() -> None:
    recipe = Recipe()
    for _ in range(4):
        recipe = recipe.turned(90)
    assert recipe == Recipe()
    assert recipe.is_empty


def test_a_turn_to_the_left_is_three_to_the_right() -> None:
    assert Recipe().turned(-90) == Recipe(turn=270)


def test_a_turn_or_a_crop_is_something() -> None:
    assert not Recipe(turn=90).is_empty
    assert not Recipe(crop=LEFT_HALF).is_empty


@pytest.mark.parametrize(
    "recipe", [Recipe(straighten=-0.1), Recipe(brightness=1), Recipe(contrast=-1), Recipe(filter=Filter.DOCUMENT)]
)
def test_an_edit_of_the_pixels_is_something(recipe: Recipe) -> None:
    assert not recipe.is_empty


@pytest.mark.parametrize("name", ["straighten", "brightness", "contrast"])
@pytest.mark.parametrize("value", [101, -101, float("nan"), float("inf")])
def test_numbers_out_of_their_range_are_refused(name: str, value: float) -> None:
    with pytest.raises(ValueError, match=str(value)):
        Recipe(**{name: value})


def test_no_eighths() -> None:
    with pytest.raises(ValueError, match="45"):
        Recipe(turn=45)


def test_a_crop_turns_with_its_page() -> None:
    turned = Recipe(crop=LEFT_HALF).turned(90)
    assert turned.turn == 90
    assert turned.crop is not None
    assert turned.crop.bounds == (0, 0, 1, 0.5), "the left half is on top after a turn clockwise"


def test_two_crops_become_one() -> None:
    twice = Recipe().cropped(MIDDLE).cropped(LEFT_HALF)
    assert twice == Recipe(crop=Quad.rectangle(0.25, 0.25, 0.5, 0.75))


@given(st.floats(0, 1), st.floats(0, 1), st.sampled_from((90, 180, 270)))
def test_the_same_ink_is_found_whether_turned_before_or_after_the_crop(x: float, y: float, degrees: int) -> None:
    """What is at a place of the crop is there too after both were turned: one place of the page."""
    recipe = Recipe(crop=Quad.of([(0.2, 0.1), (0.9, 0.2), (0.8, 0.9), (0.1, 0.8)]))
    shown = recipe.to_page(Point(x, y))
    turned = recipe.turned(degrees).to_page(turn_point(Point(x, y), degrees))
    assert turned == pytest.approx(turn_point(shown, degrees), abs=1e-9)


@given(st.floats(0, 1), st.floats(0, 1))
def test_the_way_back_from_the_page(x: float, y: float) -> None:
    recipe = Recipe(crop=Quad.of([(0.2, 0.1), (0.9, 0.2), (0.8, 0.9), (0.1, 0.8)]))
    spot = Quad.rectangle(x, y, x, y)
    there = recipe.quad_from_page(recipe.quad_to_page(spot))
    assert there.top_left == pytest.approx((x, y), abs=1e-9)
    assert Recipe().quad_from_page(spot) == spot


def test_straightening_stays_within_its_range() -> None:
    assert Recipe().straightened(20, (400, 300)).straighten == 15
    assert Recipe().straightened(-20, (400, 300)).straighten == -15


@given(st.floats(-15, 15), st.floats(-15, 15), st.floats(0.2, 5))
def test_a_crop_keeps_its_shape_and_its_middle_while_the_page_is_straightened(
    one: float, other: float, aspect: float
) -> None:
    size = (300 * aspect, 300.0)
    crop = Quad.of([(0.2, 0.1), (0.9, 0.2), (0.8, 0.9), (0.1, 0.8)])
    first = Recipe(crop=crop).straightened(one, size)
    assert first.crop is not None
    grown = straightened_size(size, one)
    before, after = crop.scaled(*size), first.crop.scaled(*grown)
    assert (after.width, after.height) == pytest.approx((before.width, before.height))
    flat = unstraightened_quad(first.crop, size, one)
    assert flat.centre == pytest.approx(crop.centre)
    back = first.straightened(other, size).straightened(0, size).crop
    assert back is not None
    for there, here in zip(back.corners, crop.corners, strict=True):
        assert there == pytest.approx(here)


def test_without_a_crop_the_prepared_image_is_the_page() -> None:
    assert Recipe(turn=90).quad_to_page(MIDDLE) == MIDDLE


def test_pixels_must_fill_the_image() -> None:
    assert PreparedImage(2, 1, b"\0" * 6).recipe.is_empty
    for count in (5, 7):
        with pytest.raises(ValueError, match="pixels"):
            PreparedImage(2, 1, b"\0" * count)
