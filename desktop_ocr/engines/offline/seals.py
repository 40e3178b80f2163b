"""Red seals on a page: where they are, and the page without their ink."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from desktop_ocr.domain.geometry import Quad

Image = NDArray[np.uint8]
"""Rows × columns × 3 channels, BGR."""

REDNESS = 45
"""Levels (of 255) by which red exceeds the other colours in a stamp."""
RED_SHARE = (0.01, 0.6)
"""Part of a line's picture that is red where a stamp lies over print."""
STAMPED = 0.06
"""Part of a character's picture that is red from which it may be a piece of a stamp."""
DARK = 60
"""Levels by which print is darker than paper, in its lightest colour; red ink is as light as paper in red."""
PRINTED = 0.5
"""Dark pixels for each red one from which print stands under a stamp."""
REDUCED = 400
"""Long side, in pixels, of the picture in which seals are looked for."""
SEAL_SIDE = (0.07, 0.4)
"""Side of a seal as a part of the long side of the paper's print."""
TOP = 0.3
"""Part of the print above which emblems stand, not seals: those are put at the end of a text."""
ROUND = 1.7
"""Width to height, or height to width, up to which a red patch may be a seal."""


def without_red(crop: Image) -> Image | None:
    """The picture with red ink bleached, so that the print under a seal stands alone; None where there is little."""
    mask = _is_red(crop)
    if not RED_SHARE[0] < cv2.countNonZero(mask) / mask.size < RED_SHARE[1]:
        return None
    red = crop[:, :, 2]
    is_red = mask.astype(bool)
    paper, ink = np.percentile(red[::2, ::2], 90), np.median(red[is_red])
    bleached = crop.copy()
    bleached[is_red] = np.clip(red[is_red] * (paper / max(1.0, ink)), 0, 255).astype(np.uint8)[:, None]
    return bleached


def is_only_red(crop: Image) -> bool:
    """Whether the ink in the picture of a character is a stamp's: little is dark that is not red or beside red."""
    margin = len(crop) // 6  # lines of a form run above and under a character
    crop = crop[margin : len(crop) - margin]
    mask = _is_red(crop)
    red = cv2.countNonZero(mask)
    if red < STAMPED * mask.size:
        return False
    rest = cv2.dilate(mask, np.ones((3, 3), np.uint8)) == 0
    darkest = crop.max(axis=2)
    dark = darkest < np.percentile(darkest, 90) - DARK
    return int(np.count_nonzero(dark & rest)) < PRINTED * red


def find_seals(image: Image) -> list[Quad]:
    """Red patches of the size and shape of a seal in a picture of one paper's print, the lowest first.

    The rectangles are fractions (0–1) of the picture.
    """
    height, width = image.shape[:2]
    scale = min(1.0, REDUCED / max(height, width))
    small: Image = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    mask = _is_red(small)
    # The ring, the star and the letters of one seal become one patch.
    mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    _, _, patches, _ = cv2.connectedComponentsWithStats(mask)
    side = max(small.shape[:2])
    found = []
    for left, top, wide, high, _ in patches[1:].tolist():
        less, more = min(wide, high), max(wide, high)
        is_round = more < ROUND * less
        if is_round and less > SEAL_SIDE[0] * side and more < SEAL_SIDE[1] * side and top > TOP * small.shape[0]:
            right, bottom = left + wide, top + high
            corners = (left / small.shape[1], top / small.shape[0], right / small.shape[1], bottom / small.shape[0])
            found.append(Quad.rectangle(*corners))
    return sorted(found, key=lambda quad: -quad.centre.y)


def _is_red(image: Image) -> NDArray[np.uint8]:
    """255 where a pixel is red, else 0."""
    blue, green, red = cv2.split(image)
    excess = cv2.subtract(red, cv2.max(blue, green))
    # Gold, as in the titles of certificates, has far more green than blue.
    is_gold = cv2.compare(cv2.absdiff(blue, green), excess, cv2.CMP_GE)
    mask: NDArray[np.uint8] = cv2.bitwise_and(cv2.compare(excess, REDNESS, cv2.CMP_GT), cv2.bitwise_not(is_gold))
    return mask
