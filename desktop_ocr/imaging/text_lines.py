"""Where lines of text seem to lie, without reading: for pictures that no engine has seen yet."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np

from desktop_ocr.imaging.arrays import Pixels, reduced

LONGEST = (1000, 420)
"""Sides, in pixels, at which lines are looked for: strokes there are at most 9 pixels wide."""
LOWEST, HIGHEST = 6, 70
"""Height of a line there."""
OVER_NOISE = 1.7
"""Most of a picture holds no text: the middle of what is measured is noise, and all noise is below this factor."""
FAINTEST = 6.0
FLATTEST = 2.0
"""A line is this many times as long as high."""


class Line(NamedTuple):
    """An upright rectangle in pixels of the picture, and the height of the characters in it."""

    left: float
    top: float
    right: float
    bottom: float
    height: float


def find_lines(grey: Pixels) -> list[Line]:
    """Lines of text that run from left to right (or stand on their heads), tilted by a few degrees at most.

    Large text is looked for in a smaller picture: some lines come twice.
    """
    return [line for longest in LONGEST for line in _lines_at(grey, longest)]


def _lines_at(grey: Pixels, longest: int) -> list[Line]:
    small, scale = reduced(grey, longest)
    smooth = cv2.GaussianBlur(small, (3, 3), 0)
    strokes = cv2.morphologyEx(smooth, cv2.MORPH_BLACKHAT, np.ones((9, 9), np.uint8))
    across = cv2.convertScaleAbs(cv2.Sobel(strokes, cv2.CV_16S, 1, 0))
    joined = cv2.morphologyEx(across, cv2.MORPH_CLOSE, np.ones((1, 13), np.uint8))
    joined = cv2.blur(joined, (7, 3))
    threshold, _ = cv2.threshold(joined, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    least = max(threshold, OVER_NOISE * float(np.median(joined)), FAINTEST)
    _, mask = cv2.threshold(joined, least, 255, cv2.THRESH_BINARY)
    found = []
    count, _, boxes, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
    for left, top, width, height, area in boxes[1:count]:
        if LOWEST <= height <= HIGHEST and width >= FLATTEST * height and area >= 0.55 * width * height:
            edges = (left, top, left + width, top + height, height)
            found.append(Line(*(float(edge) / scale for edge in edges)))
    return found
