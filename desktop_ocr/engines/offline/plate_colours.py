"""The colour of a number plate's ground, seen between the characters of its number."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from desktop_ocr.domain.checking.plates import BLACK, BLUE, GREEN, WHITE, YELLOW, YELLOW_GREEN
from desktop_ocr.engines.offline.detection import Image

BLUE_HUES, GREEN_HUES, YELLOW_HUES = (88, 135), (36, 92), (11, 36)
"""Hues (of 180)."""
_GAP, _SEARCHED = 0.1, 0.3
"""Of the distance of two characters: the width of what is looked at between them, and how far it is looked for."""
_FAR = 25.0
"""What the farthest place counts, in levels of change."""
_BLUISH = 0.1
"""What blue exceeds red by in a blue ground, against white."""
_LIT = 20
"""Levels by which green may exceed blue in a blue under green light."""
_YELLOW_AT, _COLOURED, _NEUTRAL = 80, 35, 70
"""Saturations from which a tone is yellow, or has any colour; and up to which it has none."""

Tones = NDArray[np.uint8]
"""Rows × columns of grey levels."""


def ground_colour(row: Image, gaps: Sequence[float], *, office: int = 1) -> str:
    """The colour of a plate's ground from a straightened row of its print; empty where none can be told.

    ``gaps`` are the places between characters, as parts of the width: there the ground shows.  The first ``office`` of
    them are between characters of the office, whose ground differs on some plates.
    """
    if not gaps:
        return ""
    row = cv2.GaussianBlur(row, (3, 3), 0)
    height, width = row.shape[:2]
    grey = cv2.cvtColor(row, cv2.COLOR_BGR2GRAY)
    pitch = min((after - before for before, after in pairwise(gaps)), default=1 / 7) * width
    # Above, the ground of new energy fades to white.
    band = slice(round(height * 0.4), max(round(height * 0.4) + 1, round(height * 0.8)))
    columns = [_even_column(grey[band], gap * width, pitch) for gap in gaps]
    tones = [np.median(row[band, column], axis=(0, 1)) for column in columns]
    lit = [
        _is_light(float(np.median(grey[band, column])), grey[band, _around(column, pitch, width)]) for column in columns
    ]
    serial = np.median(tones[office:] or tones, axis=0)
    if sum(lit) * 2 < len(lit):
        blue, green, red = serial.tolist()
        is_blue = blue - red > _BLUISH * float(np.percentile(grey, 95)) and blue - green > -_LIT
        return BLUE if is_blue else BLACK
    hue, saturation = _hue(serial)
    first_hue, first_saturation = _hue(np.median(tones[:office] or tones, axis=0))
    if GREEN_HUES[0] < hue < GREEN_HUES[1] and saturation > _COLOURED:
        is_yellow = YELLOW_HUES[0] < first_hue < GREEN_HUES[0] and first_saturation > _YELLOW_AT
        return YELLOW_GREEN if is_yellow else GREEN
    if YELLOW_HUES[0] < hue < YELLOW_HUES[1] and saturation > _YELLOW_AT:
        return YELLOW
    return WHITE if saturation < _NEUTRAL else ""


def _even_column(grey: Tones, place: float, pitch: float) -> slice:
    """The columns next to a place in which the tone changes least from top to bottom: no stroke is in them.

    The stem of a letter is even too, but stands farther off.
    """
    wide = max(1, round(pitch * _GAP))
    first, last = round(place - pitch * _SEARCHED), round(place + pitch * _SEARCHED) - wide
    last = max(0, min(last, grey.shape[1] - wide))
    starts = range(min(max(0, first), last), last + 1)

    def unlikeness(start: int) -> float:
        off = abs(start + wide / 2 - place) / (pitch * _SEARCHED)
        return float(grey[:, start : start + wide].std()) + _FAR * off

    start = min(starts, key=unlikeness)
    return slice(start, start + wide)


def _around(column: slice, pitch: float, width: int) -> slice:
    return slice(max(0, round(column.start - pitch)), min(width, round(column.stop + pitch)))


def _is_light(ground: float, around: Tones) -> bool:
    """Whether a tone of the ground is nearer to the lightest than to the darkest around it."""
    low, high = np.percentile(around, (5, 95))
    return bool(high - ground < ground - low)


def _hue(tone: NDArray[np.float64]) -> tuple[float, float]:
    """Hue (of 180) and saturation (of 255) of a tone in BGR."""
    pixel = np.clip(tone, 0, 255).astype(np.uint8).reshape(1, 1, 3)
    hue, saturation, _ = cv2.cvtColor(pixel, cv2.COLOR_BGR2HSV)[0, 0].tolist()
    return hue, saturation
