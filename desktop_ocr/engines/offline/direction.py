"""Which way up a page is, from its lines of text.

Tall or wide line boxes tell a quarter turn; a classifier for lines upside down (0 or 180 degrees), voted over the
longest lines, tells the rest.  Where the vote is unsure the lines are read both ways: upside down they make no sense.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import cv2
import numpy as np

from desktop_ocr.engines.offline.detection import Corners, Image
from desktop_ocr.engines.offline.line_reader import crop_line, read_lines
from desktop_ocr.engines.offline.models import Models

VOTERS = 8
LONG = 2.0
"""Width to height from which a line's box shows its direction."""
SURE = 0.6
"""Difference of the mean votes (0–1) from which the classifier alone decides."""
CLASSIFIER_SIZE = (192, 48)


def turn_of(image: Image, quads: list[Corners], models: Models, pool: ThreadPoolExecutor) -> int:
    """Degrees (0, 90, 180, 270) by which the page must be turned clockwise to be upright; 0 for a page without text."""
    wide = [quad for quad in quads if _aspect(quad) >= LONG and _is_wide(quad)]
    tall = [quad for quad in quads if _aspect(quad) >= LONG and not _is_wide(quad)]
    is_wide = sum(map(_length, wide)) >= sum(map(_length, tall))
    # A tall line is cropped from its bottom left on: upright once the page is turned clockwise by 90 degrees.
    upside_down = _vote(image, wide if is_wide else tall, models, pool)
    return (180 if upside_down else 0) + (0 if is_wide else 90)


def is_upside_down(image: Image, quads: list[Corners], models: Models, pool: ThreadPoolExecutor) -> bool:
    """Whether a page whose text runs from side to side stands on its head."""
    return _vote(image, [quad for quad in quads if _aspect(quad) >= LONG and _is_wide(quad)], models, pool)


def _vote(image: Image, quads: list[Corners], models: Models, pool: ThreadPoolExecutor) -> bool:
    """Whether the longest of these lines stand on their heads; False for none."""
    quads = sorted(quads, key=_length, reverse=True)[:VOTERS]
    if not quads:
        return False
    crops = np.stack([_classifier_input(crop_line(image, quad)) for quad in quads])
    upright, upside_down = models.direction.run(None, {"x": crops})[0].mean(axis=0)
    if abs(upright - upside_down) >= SURE:
        return bool(upside_down > upright)
    flipped = [np.roll(quad, 2, axis=0) for quad in quads]
    as_is, turned = (
        sum(text.confidence * len(text.characters) for text in read_lines(image, some, models, pool))
        for some in (quads, flipped)
    )
    return turned > as_is


def _classifier_input(crop: Image) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    width, height = CLASSIFIER_SIZE
    inner = min(width, max(1, round(crop.shape[1] * height / crop.shape[0])))
    planes = np.zeros((3, height, width), np.float32)
    resized = cv2.resize(crop, (inner, height), interpolation=cv2.INTER_AREA)
    planes[:, :, :inner] = resized.transpose(2, 0, 1).astype(np.float32) * (2 / 255) - 1
    return planes


def _length(quad: Corners) -> float:
    return float(np.hypot(*(quad[1] - quad[0])))


def _aspect(quad: Corners) -> float:
    return _length(quad) / max(1.0, float(np.hypot(*(quad[3] - quad[0]))))


def _is_wide(quad: Corners) -> bool:
    along = quad[1] - quad[0]
    return bool(abs(along[0]) >= abs(along[1]))
