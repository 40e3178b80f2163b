"""A recipe applied: the crop is straightened, and what is found in it is found on the page."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PIL import Image, ImageDraw

from desktop_ocr.domain.geometry import Point, Quad, turn_point
from desktop_ocr.domain.recipe import Filter, PreparedImage, Recipe
from desktop_ocr.domain.straightening import straightened_size, unstraightened_quad
from desktop_ocr.imaging.prepare import apply

SIZE = (400, 300)
CARD = Quad.of([(0.2, 0.15), (0.85, 0.3), (0.75, 0.9), (0.1, 0.7)])
"""A card photographed from the side."""


def page(mark: tuple[float, float] | None = None, *, size: tuple[int, int] = SIZE) -> PreparedImage:
    """White with a red dot of radius 4 around a place in pixels."""
    image = Image.new("RGB", size, "white")
    if mark:
        x, y = mark
        ImageDraw.Draw(image).ellipse((x - 4, y - 4, x + 4, y + 4), fill=(255, 0, 0))
    return PreparedImage(*size, image.tobytes())


def mark_in(image: PreparedImage) -> Point:
    """The centre of what is red, in parts of the image."""
    weights = [
        (255 - image.pixels[3 * place + 1], place % image.width + 0.5, place // image.width + 0.5)
        for place in range(image.width * image.height)
        if image.pixels[3 * place] > 128 > image.pixels[3 * place + 1]
    ]
    total = sum(weight for weight, _, _ in weights)
    assert total
    return Point(
        sum(weight * x for weight, x, _ in weights) / total / image.width,
        sum(weight * y for weight, _, y in weights) / total / image.height,
    )


def test_nothing_to_do_is_nothing_done() -> None:
    source = page()
    assert apply(Recipe(), source) is source


@pytest.mark.parametrize(("turn", "place"), [(0, (0.1, 0.2)), (90, (0.8, 0.1)), (180, (0.9, 0.8)), (270, (0.2, 0.9))])
def test_turns_clockwise(turn: int, place: tuple[float, float]) -> None:
    prepared = apply(Recipe(turn=turn), page((40, 60)))
    assert (prepared.width, prepared.height) == (SIZE if turn % 180 == 0 else SIZE[::-1])
    assert mark_in(prepared) == pytest.approx(place, abs=0.005)


def test_a_crop_keeps_the_pixels_it_has() -> None:
    prepared = apply(Recipe(crop=Quad.rectangle(0.25, 0.5, 0.75, 1)), page())
    assert (prepared.width, prepared.height) == (200, 150)


@pytest.mark.parametrize("corner", range(4))
def test_the_corners_of_a_card_become_the_corners_of_the_picture(corner: int) -> None:
    inwards = CARD.centre
    at = CARD.corners[corner]
    near = Point(at.x + (inwards.x - at.x) * 0.1, at.y + (inwards.y - at.y) * 0.1)
    prepared = apply(Recipe(crop=CARD), page((near.x * SIZE[0], near.y * SIZE[1])))
    found = mark_in(prepared)
    expected = [(0, 0), (1, 0), (1, 1), (0, 1)][corner]
    assert found == pytest.approx(expected, abs=0.12)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("mark", [(120, 100), (200, 150), (260, 190), (150, 170)])
def test_what_is_found_in_the_crop_is_where_it_was_drawn(mark: tuple[float, float], turn: int) -> None:
    """Within one pixel, on the page as it is turned."""
    recipe = Recipe(crop=CARD).turned(turn)
    prepared = apply(recipe, page(mark))
    found = mark_in(prepared)
    box = Quad.rectangle(found.x, found.y, found.x, found.y)
    centre = prepared.recipe.quad_to_page(box).centre
    x, y = (mark[0] + 0.5) / SIZE[0], (mark[1] + 0.5) / SIZE[1]
    turned = {0: (x, y), 90: (1 - y, x), 180: (1 - x, 1 - y), 270: (y, 1 - x)}[turn]
    width, height = SIZE if turn % 180 == 0 else SIZE[::-1]
    assert abs(centre.x - turned[0]) * width < 1
    assert abs(centre.y - turned[1]) * height < 1


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turn_turns_what_is_cut_out_as_well(turn: int) -> None:
    """Or a person's turn of a cropped page would be seen on the screen and never read."""
    mark = (150, 120)
    before = mark_in(apply(Recipe(crop=CARD), page(mark)))
    after = mark_in(apply(Recipe(crop=CARD).turned(turn), page(mark)))
    assert after == pytest.approx(turn_point(before, turn), abs=0.02)


@pytest.mark.parametrize("degrees", [-15, -3.3, 0.7, 8])
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, CARD])
@pytest.mark.parametrize("mark", [(200, 150), (150, 170), (230, 120)])
def test_what_is_found_on_a_straightened_page_is_where_it_was_drawn(
    mark: tuple[float, float], crop: Quad | None, turn: int, degrees: float
) -> None:
    """Within half a pixel, on the source."""
    recipe = replace(Recipe(crop=crop).turned(turn), straighten=degrees)
    prepared = apply(recipe, page(mark))
    flat = SIZE if turn % 180 == 0 else SIZE[::-1]
    assert prepared.page_size == tuple(round(side) for side in straightened_size(flat, degrees))
    found = mark_in(prepared)
    on_page = recipe.quad_to_page(Quad.rectangle(*found, *found))
    source = unstraightened_quad(on_page, flat, degrees).turned(-turn % 360).centre
    assert source.x * SIZE[0] == pytest.approx(mark[0] + 0.5, abs=0.5)
    assert source.y * SIZE[1] == pytest.approx(mark[1] + 0.5, abs=0.5)


def test_a_straightened_page_loses_no_corner() -> None:
    corner = apply(Recipe(straighten=5), page((6, 6)))
    assert corner.width > SIZE[0]
    assert corner.height > SIZE[1]
    assert mark_in(corner)
    assert corner.pixels[:3] == b"\xff\xff\xff", "white where there was no page"


def ramp_page() -> PreparedImage:
    """Every grey, from left to right."""
    return PreparedImage(256, 2, bytes(grey for _ in range(2) for grey in range(256) for _ in range(3)))


def greys(image: PreparedImage) -> list[int]:
    return list(image.pixels[: 3 * image.width : 3])


@pytest.mark.parametrize(("brightness", "middle"), [(100, 215), (40, 171), (-40, 76), (-100, 16)])
def test_brightness_bends_the_greys_and_keeps_black_and_white(brightness: int, middle: int) -> None:
    lit = greys(apply(Recipe(brightness=brightness), ramp_page()))
    assert (lit[0], lit[128], lit[255]) == (0, pytest.approx(middle, abs=1), 255)
    assert lit == sorted(lit)


@pytest.mark.parametrize(("contrast", "dark", "light"), [(50, 64, 192), (-50, 112, 144), (100, 0, 255)])
def test_contrast_spreads_from_the_middle(contrast: int, dark: int, light: int) -> None:
    lit = greys(apply(Recipe(contrast=contrast), ramp_page()))
    assert (lit[96], lit[160]) == (pytest.approx(dark, abs=1), pytest.approx(light, abs=1))


def test_edits_of_light_leave_places_alone() -> None:
    recipe = Recipe(crop=CARD, brightness=20, contrast=10, filter=Filter.DOCUMENT)
    edited, plain = apply(recipe, page((200, 150))), apply(Recipe(crop=CARD), page((200, 150)))
    assert (edited.width, edited.height, edited.page_size) == (plain.width, plain.height, plain.page_size)
    assert mark_in(edited) == pytest.approx(mark_in(plain), abs=0.01)


def test_the_prepared_image_knows_how_it_was_made() -> None:
    recipe = Recipe(turn=90, crop=CARD)
    assert apply(recipe, page()).recipe == recipe


def test_a_sliver_is_still_a_pixel_wide() -> None:
    prepared = apply(Recipe(crop=Quad.rectangle(0.5, 0, 0.5001, 1)), page())
    assert (prepared.width, prepared.height) == (1, 300)
