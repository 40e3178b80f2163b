"""The tilt of a page's lines, within a third of a degree; nothing where there are no lines."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from desktop_ocr.domain.recipe import PreparedImage, Recipe
from desktop_ocr.imaging.prepare import apply
from desktop_ocr.imaging.skew import skew
from tests.specimens import render


@cache
def page(kind: str) -> PreparedImage:
    paper = render(kind, 1, long_side=1200).image.convert("RGB")
    return PreparedImage(paper.width, paper.height, paper.tobytes())


@pytest.mark.parametrize("kind", ["business_license", "general_text", "id_card_front", "bank_card"])
@pytest.mark.parametrize("tilt", [-14, -3.7, -0.6, 0, 1.3, 8])
def test_tilted_pages(kind: str, tilt: float) -> None:
    assert skew(apply(Recipe(straighten=tilt), page(kind))) == pytest.approx(tilt, abs=0.3)


def test_a_straight_page_stays_as_it_is() -> None:
    assert skew(page("business_license")) == 0


@pytest.mark.parametrize("seed", range(3))
def test_noise_has_no_lines(seed: int) -> None:
    noise = np.random.default_rng(seed).integers(0, 255, (800, 600, 3)).astype(np.uint8)
    assert skew(PreparedImage(600, 800, noise.tobytes())) == 0


def test_an_empty_page_has_no_lines() -> None:
    assert skew(PreparedImage(40, 50, b"\xff" * 40 * 50 * 3)) == 0
