"""By how much a page's lines are tilted: the angle at which its rows of print stand apart most clearly."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from desktop_ocr.domain.recipe import PreparedImage
from desktop_ocr.imaging.arrays import Pixels, reduced, to_grey

MOST = 15.0
"""Degrees to either side."""
LONGEST = 1000
ROW = 2.0
"""Pixels of a row, at first; in the end half of that."""
COARSE, FINE = 0.5, 0.05
"""Steps in degrees."""
MOST_POINTS = 30_000
FEWEST_POINTS = 300
CLEAR = 4.0
"""How much better than at the usual angle rows must stand apart: specimens give 5 and more, noise 3."""
SMALLEST = 0.1
"""Degrees that nobody sees."""


def skew(image: PreparedImage) -> float:
    """Clockwise degrees (-15 to 15) by which lines of text and rules are tilted; 0 where that is not sure."""
    small, _ = reduced(to_grey(image), LONGEST)
    across, down = _print(small)
    if len(across) < FEWEST_POINTS:
        return 0.0
    angles = np.arange(-MOST, MOST + COARSE / 2, COARSE)
    scores = np.array([_apartness(across, down, angle, ROW) for angle in angles])
    best = float(angles[scores.argmax()])
    if scores.max() < CLEAR * float(np.median(scores)) or abs(best) >= MOST:
        return 0.0
    angles = best + np.arange(-COARSE, COARSE + FINE / 2, FINE)
    scores = np.array([_apartness(across, down, angle, ROW / 2) for angle in angles])
    # One score is noisy, and around the best they are flat: the middle of the good ones is nearer to the truth.
    weights = np.maximum(scores - (scores.min() + scores.max()) / 2, 0)
    found = float(np.average(angles, weights=weights)) if weights.any() else best
    return found if abs(found) >= SMALLEST else 0.0


def _print(grey: Pixels) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Places, in pixels from the middle, of what is darker than the paper around it."""
    dark = cv2.morphologyEx(grey, cv2.MORPH_BLACKHAT, np.ones((9, 9), np.uint8))
    least, _ = cv2.threshold(dark, 0, 255, cv2.THRESH_OTSU)
    down, across = np.nonzero(dark > max(least, 12))
    step = -(-len(down) // MOST_POINTS) or 1
    height, width = grey.shape
    return (across[::step] - width / 2).astype(np.float32), (down[::step] - height / 2).astype(np.float32)


def _apartness(across: NDArray[np.float32], down: NDArray[np.float32], degrees: float, row: float) -> float:
    """How unevenly the points share out to rows that are tilted so."""
    turn = np.radians(degrees)
    rows = (down * np.cos(turn) - across * np.sin(turn)) / row
    counts = np.bincount((rows - rows.min()).astype(np.int64)).astype(np.float64)
    return float(np.square(np.diff(counts)).sum())
