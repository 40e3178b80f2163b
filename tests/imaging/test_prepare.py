"""A recipe applied: the crop is straightened, and what is found in it is found on the page."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw

from desktop_ocr.domain.geometry import Point, Quad
from desktop_ocr.domain.recipe import PreparedImage, Recipe
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


def test_the_prepared_image_knows_how_it_was_made() -> None:
    recipe = Recipe(turn=90, crop=CARD)
    assert apply(recipe, page()).recipe == recipe


def test_a_sliver_is_still_a_pixel_wide() -> None:
    prepared = apply(Recipe(crop=Quad.rectangle(0.5, 0, 0.5001, 1)), page())
    assert (prepared.width, prepared.height) == (1, 300)
