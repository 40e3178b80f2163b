"""Where light has wiped out what is printed: blown-out spots with a soft edge on paper that is darker than they are.

White paper is no glare: its white ends at an edge that is as sharp as the picture.  Nor is an overexposed part in which
there is still print to be seen.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from desktop_ocr.domain.geometry import Quad
from desktop_ocr.imaging.arrays import Pixels, reduced

LONGEST = 480
"""Side, in pixels, at which spots are looked for."""
BLOWN_OUT = 247
SMALLEST, LARGEST = 0.0006, 0.08
"""Area of a spot, in parts of the picture."""
DARKER = 22
"""Grey levels by which the paper around must be darker than the spot."""
SHARPEST_STEP = 0.75
"""Share of the fall from a spot to its surroundings that two pixels may make; at a sharp edge it is nearly all."""


def find_glare(pixels: Pixels) -> tuple[Quad, ...]:
    """Upright rectangles around the spots (0–1 of the RGB picture), largest first."""
    # Light of lamps and windows has little colour: all channels are blown out.  Of what is printed thinly the darkest
    # is kept, for averaged away it would be taken for light.
    twice, _ = reduced(pixels, 2 * LONGEST)
    darkest, _ = reduced(cv2.erode(_darkest_channel(twice), np.ones((3, 3), np.uint8)), LONGEST)
    height, width = darkest.shape
    mask = (darkest >= BLOWN_OUT).astype(np.uint8)
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    spots = []
    for label in range(1, count):
        left, top, wide, high, area = (int(value) for value in boxes[label])
        if SMALLEST <= area / (width * height) <= LARGEST:
            reach = max(4, round(0.3 * area**0.5))
            y0, y1 = max(top - reach, 0), min(top + high + reach, height)
            x0, x1 = max(left - reach, 0), min(left + wide + reach, width)
            if _is_glare(darkest[y0:y1, x0:x1], labels[y0:y1, x0:x1] == label, reach):
                quad = Quad.rectangle(left / width, top / height, (left + wide) / width, (top + high) / height)
                spots.append((area, quad))
    return tuple(quad for _, quad in sorted(spots, key=lambda spot: -spot[0]))


def _darkest_channel(pixels: Pixels) -> Pixels:
    red, green, blue = cv2.split(pixels)
    darkest: Pixels = cv2.min(cv2.min(red, green), blue)
    return darkest


def _is_glare(grey: Pixels, spot: NDArray[np.bool_], reach: int) -> bool:
    """``grey`` with a margin of ``reach`` around a blown-out ``spot``."""
    blown = spot.astype(np.uint8)
    # What is printed within stays dark; a spot has no such holes, the white between the lines of a page has many.
    whole = cv2.morphologyEx(blown, cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8))
    if np.count_nonzero(whole) > 1.35 * np.count_nonzero(blown):
        return False
    distance = cv2.distanceTransform(1 - whole, cv2.DIST_L2, 3)
    near = grey[(distance > 1.5) & (distance <= 2.9)]
    far = grey[(distance > reach * 0.7) & (distance <= reach)]
    if near.size < 8 or far.size < 8:
        return False
    surroundings = float(np.median(far))
    fall = 255.0 - surroundings
    if fall < DARKER:
        return False
    return (255.0 - float(np.median(near))) / fall < SHARPEST_STEP
