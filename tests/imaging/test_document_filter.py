"""Even light and white paper: shadows go, print and seals stay."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from desktop_ocr.domain.recipe import Filter, PreparedImage, Recipe
from desktop_ocr.imaging.prepare import apply

HEIGHT, WIDTH = 900, 640
SEAL = (slice(600, 760), slice(380, 540))


def paper(light: NDArray[np.float64] | float) -> PreparedImage:
    """Cream paper with rows of black strokes and a red ring, seen in a light (0–1 by place)."""
    pixels = np.full((HEIGHT, WIDTH, 3), (242, 238, 226), np.float64)
    for top in range(60, 560, 30):
        pixels[top : top + 12, 60:580:9] = 40
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    ring = np.abs(np.hypot(x - 460, y - 680) - 70) < 5
    pixels[ring] = (205, 40, 45)
    seen = (pixels * np.asarray(light)[..., None] if np.ndim(light) else pixels * light).astype(np.uint8)
    return PreparedImage(WIDTH, HEIGHT, seen.tobytes())


def filtered(image: PreparedImage) -> NDArray[np.int64]:
    prepared = apply(Recipe(filter=Filter.DOCUMENT), image)
    return np.frombuffer(prepared.pixels, np.uint8).reshape(HEIGHT, WIDTH, 3).astype(np.int64)


SHADOW = np.tile(np.linspace(1.0, 0.4, WIDTH), (HEIGHT, 1))


@pytest.mark.parametrize("light", [1.0, 0.5, SHADOW], ids=["even", "dark", "shadow"])
def test_paper_becomes_white_and_print_stays_dark(light: NDArray[np.float64] | float) -> None:
    clean = filtered(paper(light))
    bare = clean[800:880, 20:620]
    assert bare.min() >= 235
    strokes = clean[66, 60:580:9]
    assert strokes.max() <= 90


def test_a_seal_stays_red() -> None:
    seal = filtered(paper(SHADOW))[SEAL]
    red = (seal[..., 0] > 150) & (seal[..., 1] < 110) & (seal[..., 2] < 110)
    assert np.count_nonzero(red) > 2500


def test_what_is_dark_all_over_is_not_made_into_paper() -> None:
    image = PreparedImage(200, 300, bytes((20, 22, 25)) * 200 * 300)
    half = np.frombuffer(image.pixels, np.uint8).reshape(300, 200, 3).copy()
    half[:150] = 240
    prepared = apply(Recipe(filter=Filter.DOCUMENT), PreparedImage(200, 300, half.tobytes()))
    lower = np.frombuffer(prepared.pixels, np.uint8).reshape(300, 200, 3)[220:]
    assert lower.max() < 110


def test_bands_leave_no_seams() -> None:
    """A plain picture in soft light is as plain afterwards."""
    light = np.tile(np.linspace(1.0, 0.7, HEIGHT)[:, None], (1, WIDTH))
    pixels = (np.full((HEIGHT, WIDTH, 3), 230.0) * light[..., None]).astype(np.uint8)
    clean = filtered(PreparedImage(WIDTH, HEIGHT, pixels.tobytes()))
    assert np.abs(np.diff(clean[:, 300, 0])).max() <= 3  # a grey of light and one of paper
