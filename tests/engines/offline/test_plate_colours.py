"""The grounds of plates as pixels show them: their colours between the characters, and patches of their shape."""

from __future__ import annotations

import random

import cv2
import numpy as np
import pytest
from PIL import Image

from desktop_ocr.engines.offline.detection import Image as Pixels
from desktop_ocr.engines.offline.plate_colours import ground_colour
from desktop_ocr.engines.offline.plate_patches import patches
from tests.specimens.plate import LOOKS, Plate, plate


def pixels(picture: Image.Image) -> Pixels:
    return cv2.cvtColor(np.asarray(picture.convert("RGB")), cv2.COLOR_RGB2BGR)


def lower_row(drawn: Plate) -> tuple[Pixels, list[float]]:
    """The picture of the last row of print, and the places between its characters, the dot's left out."""
    left, top, right, bottom = (round(side * drawn.picture.width / drawn.size[0]) for side in drawn.rows[-1])
    count = len(drawn.number) - (2 if len(drawn.rows) > 1 else 0)
    if count == 5:
        gaps = [(72.5 + 80 * place) / 385 for place in range(4)]
    elif count == 8:
        gaps = [49.5 / 449, *((193.5 + 52 * place) / 449 for place in range(5))]
    else:
        gaps = [51 / 409, *((187 + 57 * place) / 409 for place in range(4))]
    return pixels(drawn.picture)[top:bottom, left:right], gaps


@pytest.mark.parametrize("light", [1.0, 0.5])
@pytest.mark.parametrize("form", LOOKS)
def test_the_colour_between_the_characters(form: str, light: float) -> None:
    for seed in range(4):
        drawn = plate(random.Random(seed), form)
        row, gaps = lower_row(drawn)
        dimmed = (row * light).astype(np.uint8)
        office = 1 if len(drawn.rows) == 1 else 0
        assert ground_colour(dimmed, gaps, office=office) == drawn.look.colour, (form, seed)


def test_no_place_to_look_at_tells_no_colour() -> None:
    assert ground_colour(np.zeros((40, 200, 3), np.uint8), []) == ""


@pytest.mark.parametrize("form", ["blue", "yellow", "yellow_double"])
def test_a_patch_is_the_plate(form: str) -> None:
    scene = np.full((600, 900, 3), 170, np.uint8)
    drawn = plate(random.Random(1), form, scale=0.7)
    shown = pixels(drawn.picture)
    scene[200 : 200 + shown.shape[0], 300 : 300 + shown.shape[1]] = shown
    quads = patches(scene)
    assert len(quads) == 1
    left, top = quads[0].min(axis=0)
    right, bottom = quads[0].max(axis=0)
    assert abs(left - 300) < 20
    assert abs(top - 200) < 20
    assert abs(right - 300 - shown.shape[1]) < 20
    assert abs(bottom - 200 - shown.shape[0]) < 20


def test_what_has_another_shape_is_no_patch() -> None:
    scene = np.full((600, 900, 3), 170, np.uint8)
    cv2.circle(scene, (450, 300), 120, (168, 72, 26), -1)
    scene[:, :20] = (168, 72, 26)
    assert patches(scene) == []
