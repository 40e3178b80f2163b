"""The grounds of number plates in pixels: patches that have the colour and shape of one, and the colour of a patch."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from desktop_ocr.domain.checking.plates import BLACK, BLUE, GREEN, WHITE, YELLOW, YELLOW_GREEN
from desktop_ocr.engines.offline.detection import Corners, Image, in_reading_order

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

BLUE_HUES, GREEN_HUES, YELLOW_HUES = (88, 135), (36, 92), (11, 36)
"""Hues (of 180)."""
_RANGES = (
    # Hue, saturation and value (of 255), lowest and highest.
    ((BLUE_HUES[0], 80, 35), (BLUE_HUES[1], 255, 255)),
    ((GREEN_HUES[0], 45, 45), (GREEN_HUES[1], 255, 255)),
    ((YELLOW_HUES[0], 90, 60), (YELLOW_HUES[1], 255, 255)),
)
_BLUISH, _BLUE_SHARE = 0.1, 0.35
"""What blue less red exceeds, against the light tone, in at least so much of the dark part where that is a blue ground.

Its rim, shadows and what is around a plate aslant are the rest.
"""
_YELLOW_AT, _COLOURED, _NEUTRAL = 80, 35, 70
"""Saturations from which a tone is yellow, or has any colour; and up to which it has none."""
_LIT = 20
"""Levels by which green may exceed blue in a blue under green light."""


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


def ground_colour(plate: Image) -> str:
    """The colour of a straightened plate's ground, print included in the picture; empty where none can be told.

    Print and ground are the two tones of the picture: blue and black grounds are the dark one under white print, the
    others the light one under dark print.
    """
    plate = cv2.GaussianBlur(plate, (3, 3), 0)
    grey = cv2.cvtColor(plate, cv2.COLOR_BGR2GRAY)
    level, _ = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    is_light = grey > level
    if is_light.all() or not is_light.any():
        return ""
    light = np.median(plate[is_light], axis=0)
    blue, green, red = np.moveaxis(plate[~is_light].astype(np.int16), 1, 0)
    is_bluish = blue - red > _BLUISH * light.max()
    if is_bluish.mean() > _BLUE_SHARE and np.median((blue - green)[is_bluish]) > -_LIT:
        return BLUE
    # The ground of new energy fades to white above.
    lower = slice(plate.shape[0] * 2 // 5, None)
    hue, saturation, _ = _hsv(np.median(plate[lower][is_light[lower]], axis=0)) if is_light[lower].any() else (0, 0, 0)
    if saturation > _COLOURED and YELLOW_HUES[0] < hue < GREEN_HUES[1]:
        office = _light_tone(plate[lower, : plate.shape[1] // 4])
        serial = _light_tone(plate[lower, plate.shape[1] // 3 :])
        is_green = GREEN_HUES[0] < serial[0] and serial[1] > _COLOURED
        is_yellow = YELLOW_HUES[0] < office[0] < GREEN_HUES[0] and office[1] > _YELLOW_AT
        if is_green:
            return YELLOW_GREEN if is_yellow else GREEN
        return YELLOW if saturation > _YELLOW_AT else ""
    if saturation > _NEUTRAL:
        return ""
    return WHITE if float(is_light.mean()) > 0.5 else BLACK


def _light_tone(part: Image) -> tuple[float, float, float]:
    grey = cv2.cvtColor(part, cv2.COLOR_BGR2GRAY)
    return _hsv(np.median(part[grey >= np.median(grey)], axis=0))


def _hsv(tone: NDArray[np.float64]) -> tuple[float, float, float]:
    """Hue (of 180), saturation and value (of 255) of a tone in BGR."""
    pixel = np.clip(tone, 0, 255).astype(np.uint8).reshape(1, 1, 3)
    hue, saturation, value = cv2.cvtColor(pixel, cv2.COLOR_BGR2HSV)[0, 0].tolist()
    return hue, saturation, value
