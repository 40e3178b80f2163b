"""Ruled lines of a page: thin straight strokes longer than print, which part the cells of tables.

Lines of the picture are found, whichever way they run; which of them are rows and columns of a table is told by who
knows how its text runs.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from desktop_ocr.domain.geometry import Point
from desktop_ocr.engines.offline.detection import Image
from desktop_ocr.engines.offline.table_grid import Ruling

LONGEST_SIDE = 2000
"""Pixels to which the part of the page that holds text is reduced at most."""
TEXT_HEIGHT = 30.0
"""Pixels of a line's box to which it is reduced: lines are as thin as the strokes of letters."""
SHORTEST = 0.4
"""Length of a stroke, in heights of a line's box."""


def find_rulings(image: Image, area: tuple[int, int, int, int], line_height: float) -> tuple[Ruling, ...]:
    """The strokes in a part (left, top, right, bottom; pixels) of a page (rows × columns × 3, BGR)."""
    left, top, right, bottom = area
    part = cv2.cvtColor(image[top:bottom, left:right], cv2.COLOR_BGR2GRAY)
    if min(part.shape) < 2:
        return ()
    scale = min(1.0, LONGEST_SIDE / max(part.shape), TEXT_HEIGHT / max(line_height, 1.0))
    if scale < 1:
        part = cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    found = cv2.createLineSegmentDetector(cv2.LSD_REFINE_STD, 1.0).detect(part)[0]
    if found is None:
        return ()
    ends = found.reshape(-1, 4)
    long = np.hypot(ends[:, 2] - ends[:, 0], ends[:, 3] - ends[:, 1]) >= SHORTEST * line_height * scale
    height, width = image.shape[:2]
    return tuple(_ruling(stroke / scale, left, top, width, height) for stroke in ends[long].astype(float))


def _ruling(stroke: Sequence[float], left: int, top: int, width: int, height: int) -> Ruling:
    x0, y0, x1, y1 = (float(value) for value in stroke)
    return Ruling(Point((x0 + left) / width, (y0 + top) / height), Point((x1 + left) / width, (y1 + top) / height))
