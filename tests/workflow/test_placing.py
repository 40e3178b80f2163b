"""Whole, and near enough."""

from __future__ import annotations

import pytest

from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.outline import Outline
from desktop_ocr.workflow.placing import is_cut_off, is_far, largest

SMALL, LARGE = Quad.rectangle(0.1, 0.1, 0.3, 0.3), Quad.rectangle(0.4, 0.1, 0.9, 0.9)


def test_the_largest_is_meant() -> None:
    assert largest([Outline(SMALL, True), Outline(LARGE, False)]) == LARGE
    assert largest([]) is None


@pytest.mark.parametrize(
    ("quad", "wanted"),
    [
        (LARGE, False),
        (Quad.rectangle(0.0, 0.1, 0.5, 0.9), True),
        (Quad.rectangle(0.1, -0.1, 0.5, 0.9), True),
        (Quad.rectangle(0.5, 0.1, 1.0, 0.9), True),
        (Quad.rectangle(0.1, 0.1, 0.5, 1.0), True),
    ],
)
def test_cut_off(quad: Quad, wanted: bool) -> None:
    assert is_cut_off(quad) is wanted


@pytest.mark.parametrize(
    ("share", "frame", "wanted"),
    [
        (0.2, (1920, 1080), True),
        (0.3, (1920, 1080), False),
        (0.2, (3840, 2160), False),
        (0.6, (640, 480), True),
        (0.8, (640, 480), False),  # it fills the picture
    ],
)
def test_far(share: float, frame: tuple[int, int], wanted: bool) -> None:
    assert is_far(Quad.rectangle(0.1, 0.4, 0.1 + share, 0.5), frame) is wanted
