"""Patches of a picture that have the colour and the shape of a coloured number plate."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from desktop_ocr.engines.offline.detection import Corners, Image, in_reading_order
from desktop_ocr.engines.offline.plate_colours import BLUE_HUES, GREEN_HUES, YELLOW_HUES

LONG_SIDE = 1280
"""Pixels of the picture in which patches are looked for."""
SMALLEST = (30, 10)
"""Width and height in those pixels below which no number is legible."""
ASPECT = (1.3, 7.0)
"""Width to height of a patch; the plates have 2 to 3.4, seen aslant less or more."""
FILLED = 0.6
"""Part of its box that a patch fills."""
GROWN = 0.08
"""What is missing of a plate at the rim of its patch, as a part of its height."""

_RANGES = (
    # Hue, saturation and value (of 255), lowest and highest.
    ((92, 80, 35), (BLUE_HUES[1], 255, 255)),
    ((GREEN_HUES[0], 45, 45), (GREEN_HUES[1], 255, 255)),
    ((YELLOW_HUES[0], 90, 60), (YELLOW_HUES[1], 255, 255)),
)


STROKES_AT, FEWEST_EDGES = (0.4, 0.5, 0.6, 0.7, 0.8), 8
"""Where a plate is cut across, as parts of its height, and how many edges of strokes that meets."""


def patches(image: Image) -> list[Corners]:
    """Quads that may be coloured plates in pixels of ``image``, the largest first."""
    scale = min(1.0, LONG_SIDE / max(image.shape[:2]))
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else image
    hues = cv2.cvtColor(small, cv2.COLOR_BGR2HSV)
    found = []
    for low, high in _RANGES:
        mask = cv2.inRange(hues, np.array(low), np.array(high))
        # The print parts a plate's ground; the rim parts it from what is around.
        mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((3, 7), np.uint8))
        mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((5, 5), np.uint8))
        contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
        found += [quad for contour in contours if (quad := _plate_shape(contour)) is not None]
    found.sort(key=lambda quad: -cv2.contourArea(quad))
    return [(quad / np.float32(scale)).astype(np.float32) for quad in found]


def _plate_shape(contour: NDArray[np.int32]) -> Corners | None:
    box = cv2.minAreaRect(contour)
    less, more = sorted(box[1])
    if more < SMALLEST[0] or less < SMALLEST[1] or not ASPECT[0] < more / less < ASPECT[1]:
        return None
    if cv2.contourArea(contour) < FILLED * less * more:
        return None
    hull = cv2.convexHull(contour)
    corners = cv2.approxPolyDP(hull, 0.05 * (less + more), True)
    quad = corners[:, 0, :].astype(np.float32) if len(corners) == 4 else cv2.boxPoints(box)
    quad = in_reading_order(_clockwise(quad))
    centre = quad.mean(axis=0)
    grown: Corners = (centre + (quad - centre) * np.float32(1 + GROWN)).astype(np.float32)
    return grown


def _clockwise(quad: Corners) -> Corners:
    return quad if cv2.contourArea(quad, True) > 0 else quad[::-1].copy()


def has_print(plate: Image) -> bool:
    """Whether strokes stand side by side in it, seen much faster than read."""
    grey = cv2.cvtColor(plate, cv2.COLOR_BGR2GRAY)
    _, print_and_ground = cv2.threshold(cv2.GaussianBlur(grey, (5, 5), 0), 0, 1, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    heights = [round(grey.shape[0] * part) for part in STROKES_AT]
    return max(int(np.count_nonzero(np.diff(print_and_ground[height]))) for height in heights) >= FEWEST_EDGES
