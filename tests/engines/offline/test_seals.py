"""What is a stamp's ink and what is print, on drawn characters."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from desktop_ocr.engines.offline.seals import Image, is_only_red

RED, BLACK, RULE = (60, 60, 215), (30, 30, 30), (44, 60, 96)
"""BGR."""


def crop(*strokes: tuple[tuple[int, int, int], str]) -> Image:
    """A paper of 48 × 48 pixels with letters in the given colours, a rule of a form at its lower edge."""
    image: Image = np.full((48, 48, 3), 245, np.uint8)
    for colour, letter in strokes:
        ink = np.full_like(image, 255)
        cv2.putText(ink, letter, (8, 38), cv2.FONT_HERSHEY_SIMPLEX, 1.3, colour, 4)
        image = np.minimum(image, ink)
    cv2.line(image, (0, 46), (47, 46), RULE, 2)
    return image


@pytest.mark.parametrize(
    ("strokes", "stamped"),
    [
        ([(RED, "E")], True),
        ([(BLACK, "E")], False),
        ([(BLACK, "8"), (RED, "X")], False),
        ([], False),
    ],
    ids=["stamp", "print", "print under a stamp", "nothing"],
)
def test_only_what_has_no_print_under_it_is_a_stamp(
    strokes: list[tuple[tuple[int, int, int], str]], stamped: bool
) -> None:
    assert is_only_red(crop(*strokes)) is stamped
