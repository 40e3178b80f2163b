"""Advice comes where reading fails, and stays away where it does not: specimens spoilt by steps."""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from desktop_ocr.domain.geometry import WHOLE_PAGE, Quad
from desktop_ocr.domain.quality import Advice
from desktop_ocr.domain.recipe import PreparedImage, Recipe
from desktop_ocr.imaging.quality import advice_at, measure
from tests.specimens import render

DESK = (150, 140, 130)
MARGIN = 30
KINDS = ("id_card_front", "business_license", "bank_card")


@cache
def specimen(kind: str, height: float = 20) -> tuple[NDArray[np.float32], dict[str, Quad]]:
    """A paper on a plain desk whose smallest value is that many pixels high, and its values' places (0–1)."""
    paper = render(kind, 1)
    scale = height / paper.text_height
    pixels = np.asarray(paper.image.convert("RGB"))
    pixels = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    pixels = cv2.copyMakeBorder(pixels, *[MARGIN] * 4, cv2.BORDER_CONSTANT, value=DESK)
    high, wide = pixels.shape[:2]
    places = {
        key: Quad.of(((x * scale + MARGIN) / wide, (y * scale + MARGIN) / high) for x, y in quads[0])
        for key, quads in paper.boxes.items()
    }
    return pixels.astype(np.float32) * 0.9, places


def prepared(pixels: NDArray[np.float32], noise: float = 3, recipe: Recipe | None = None) -> PreparedImage:
    grain = np.random.default_rng(1).normal(0, noise, pixels.shape)
    seen = np.clip(pixels + grain, 0, 255).astype(np.uint8)
    return PreparedImage(seen.shape[1], seen.shape[0], seen.tobytes(), recipe or Recipe())


def blurred(pixels: NDArray[np.float32], sigma: float) -> NDArray[np.float32]:
    return cv2.GaussianBlur(pixels, (0, 0), sigma) if sigma else pixels


def with_glare(pixels: NDArray[np.float32], place: Quad, radius: float) -> NDArray[np.float32]:
    """A round spot, blown out within ``radius`` pixels, fading over half as much again."""
    high, wide = pixels.shape[:2]
    y, x = np.mgrid[0:high, 0:wide]
    away = np.hypot(x - place.centre.x * wide, y - place.centre.y * high)
    light = np.clip(1.5 - away / radius, 0, 0.5)[..., None] * 2
    return (pixels * (1 - light) + 255 * light).astype(np.float32)


# --- Sharpness ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("height", "noise"), [(14, 2), (20, 8), (26, 4)])
def test_what_can_be_read_is_not_called_blurred(kind: str, height: float, noise: float) -> None:
    """To a blur of a fifteenth of the text's height all values are read."""
    for share in (0, 1 / 30, 1 / 15):
        quality = measure(prepared(blurred(specimen(kind, height)[0], share * height), noise))
        assert quality.advice == (), f"σ = {share:.2f} of the height: {quality}"


@pytest.mark.parametrize("kind", ["id_card_front", "business_license"])
@pytest.mark.parametrize(("height", "noise"), [(14, 2), (20, 8), (26, 4)])
def test_what_cannot_be_read_is_called_blurred(kind: str, height: float, noise: float) -> None:
    """At a sixth of the text's height hardly a value is read right."""
    quality = measure(prepared(blurred(specimen(kind, height)[0], height / 6), noise))
    assert quality.advice == (Advice.BLURRED,), quality


def test_sharpness_falls_with_the_blur_and_not_with_the_size() -> None:
    measured = [
        [measure(prepared(blurred(specimen("business_license", height)[0], share * height))).sharpness
         for share in (0, 0.05, 0.1, 0.15, 0.2)]
        for height in (16, 32)
    ]  # fmt: skip
    for row in measured:
        assert row == sorted(row, reverse=True)
    assert np.abs(np.subtract(*measured)).max() < 0.15


def test_one_blurred_field_of_a_sharp_page() -> None:
    pixels, places = specimen("id_card_front", 24)
    number, name = places["id_number"], places["name"]
    left, top, right, bottom = (round(edge) for edge in number.scaled(pixels.shape[1], pixels.shape[0]).bounds)
    spoilt = pixels.copy()
    spoilt[top - 5 : bottom + 5, left - 5 : right + 5] = blurred(spoilt[top - 5 : bottom + 5, left - 5 : right + 5], 5)
    image = prepared(spoilt)
    quality = measure(image)
    assert quality.advice == ()
    assert advice_at(quality, image, number) == (Advice.BLURRED,)
    assert advice_at(quality, image, name) == ()


def test_nothing_printed_is_no_reason_for_advice() -> None:
    empty = measure(prepared(np.full((480, 640, 3), 180, np.float32)))
    assert empty.advice == ()
    assert empty.sharpness == 0
    assert empty.text_height == 0


# --- Size ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["id_card_front", "business_license"])
def test_text_of_too_few_pixels(kind: str) -> None:
    assert measure(prepared(specimen(kind, 5)[0])).advice == (Advice.CLOSER,)


@pytest.mark.parametrize("height", [14, 20, 30])
def test_the_height_of_the_text_is_estimated(height: float) -> None:
    assert measure(prepared(specimen("id_card_front", height)[0])).text_height == pytest.approx(height, rel=0.25)


def test_the_height_of_text_that_was_read_is_known() -> None:
    pixels, _ = specimen("id_card_front", 20)
    read = [Quad.rectangle(0.1, y, 0.6, y + 40 / pixels.shape[0]) for y in (0.1, 0.3, 0.5, 0.7)]
    assert measure(prepared(pixels), read).text_height == pytest.approx(27.2)


# --- Light --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("light", "advised"), [(1.0, False), (0.4, False), (0.2, False), (0.06, True)])
def test_dark_pictures(kind: str, light: float, advised: bool) -> None:
    assert (Advice.TOO_DARK in measure(prepared(specimen(kind)[0] * light)).advice) is advised


@pytest.mark.parametrize(("kind", "light"), [("id_card_front", 8), ("business_license", 5), ("bank_card", 8)])
def test_overexposed_pictures(kind: str, light: float) -> None:
    pixels, _ = specimen(kind)
    assert Advice.TOO_BRIGHT in measure(prepared(pixels * light)).advice
    for bearable in (1.0, 1.5, 2.0):
        assert Advice.TOO_BRIGHT not in measure(prepared(pixels * bearable)).advice


@pytest.mark.parametrize("kind", [*KINDS, "general_text"])
def test_white_paper_is_no_glare(kind: str) -> None:
    for light in (1.0, 1.2):
        quality = measure(prepared(specimen(kind)[0] * light, noise=0))
        assert Advice.TOO_BRIGHT not in quality.advice
        if kind != "id_card_front" or light == 1.0:
            assert quality.glare == ()


@pytest.mark.parametrize(("kind", "key"), [("id_card_front", "id_number"), ("bank_card", "card_number")])
def test_glare_on_a_field(kind: str, key: str) -> None:
    pixels, places = specimen(kind)
    place = places[key]
    image = prepared(with_glare(pixels, place, 30))
    quality = measure(image)
    assert Advice.GLARE in quality.advice
    (spot,) = quality.glare
    assert (spot.centre.x, spot.centre.y) == pytest.approx((place.centre.x, place.centre.y), abs=0.02)
    assert Advice.GLARE in advice_at(quality, image, place)
    others = [key for key, other in places.items() if Advice.GLARE in advice_at(quality, image, other)]
    assert others == [key]


def test_a_white_label_is_no_glare() -> None:
    pixels = np.full((480, 640, 3), 170, np.float32)
    pixels[150:300, 200:420] = 255
    assert measure(prepared(pixels, noise=0)).glare == ()


def test_glare_on_a_cropped_page_lies_on_the_page() -> None:
    pixels, _ = specimen("id_card_front")
    crop = Quad.rectangle(0.5, 0, 1, 0.5)
    image = prepared(with_glare(pixels, WHOLE_PAGE, 30), recipe=Recipe(crop=crop))
    (spot,) = measure(image).glare
    assert (spot.centre.x, spot.centre.y) == pytest.approx((0.75, 0.25), abs=0.01)


# --- Cut off ------------------------------------------------------------------------------------------------------


def test_text_at_the_border_is_cut_off() -> None:
    pixels, places = specimen("id_card_front")
    high, wide = pixels.shape[:2]
    left, top, right, bottom = (round(edge) for edge in places["id_number"].scaled(wide, high).bounds)
    through = (top + bottom) // 2
    cut = prepared(pixels[:through].copy())
    line = Quad.rectangle(left / wide, top / through, right / wide, 1)
    assert Advice.CUT_OFF in measure(cut, [line]).advice
    assert measure(prepared(pixels), list(places.values())).advice == ()


def test_text_that_comes_near_the_border_is_not() -> None:
    pixels, places = specimen("id_card_front")
    high, wide = pixels.shape[:2]
    left, top, right, bottom = (round(edge) for edge in places["id_number"].scaled(wide, high).bounds)
    whole = bottom + 4
    line = Quad.rectangle(left / wide, top / whole, right / wide, 1)  # engines leave room around
    assert Advice.CUT_OFF not in measure(prepared(pixels[:whole].copy()), [line]).advice
