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
REDUCED = 400
"""Long side, in pixels, of the picture in which seals are looked for."""
SEAL_SIDE = (0.07, 0.4)
"""Side of a seal as a part of the long side of the paper's print."""
ROUND = 1.7
"""Width to height, or height to width, up to which a red patch may be a seal."""


def without_red(crop: Image) -> Image | None:
    """The picture with red ink bleached, so that the print under a seal stands alone; None where there is little."""
    red = crop[:, :, 2].astype(np.int16)
    is_red = _is_red(crop)
    if not RED_SHARE[0] < float(is_red.mean()) < RED_SHARE[1]:
        return None
    bleached = crop.copy()
    paper = np.percentile(crop[:, :, 2], 90)
    ink = np.median(red[is_red])
    bleached[is_red] = np.clip(red[is_red] * (paper / max(1.0, ink)), 0, 255).astype(np.uint8)[:, None]
    return bleached


def find_seals(image: Image) -> list[Quad]:
    """Red patches of the size and shape of a seal in a picture of one paper's print, the lowest first.

    The rectangles are fractions (0–1) of the picture.
    """
    height, width = image.shape[:2]
    scale = min(1.0, REDUCED / max(height, width))
    small: Image = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    mask = _is_red(small).astype(np.uint8)
    # The ring, the star and the letters of one seal become one patch.
    mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    _, _, patches, _ = cv2.connectedComponentsWithStats(mask)
    side = max(small.shape[:2])
    found = []
    for left, top, wide, high, _ in patches[1:].tolist():
        if SEAL_SIDE[0] * side < min(wide, high) and max(wide, high) < min(
            SEAL_SIDE[1] * side, ROUND * min(wide, high)
        ):
            right, bottom = left + wide, top + high
            corners = (left / small.shape[1], top / small.shape[0], right / small.shape[1], bottom / small.shape[0])
            found.append(Quad.rectangle(*corners))
    return sorted(found, key=lambda quad: -quad.centre.y)


def _is_red(image: Image) -> NDArray[np.bool_]:
    excess: NDArray[np.int16] = image[:, :, 2].astype(np.int16) - image[:, :, :2].max(axis=2)
    return excess > REDNESS
