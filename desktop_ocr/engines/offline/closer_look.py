"""A closer look at a page of which the usual one shows too little: levelled if aslant, enlarged if it is small."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from math import ceil, degrees

import cv2
import numpy as np

from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.recognition import TextLine
from desktop_ocr.engines.offline.detection import Image
from desktop_ocr.engines.offline.layout import lay_out
from desktop_ocr.engines.offline.models import Models
from desktop_ocr.engines.offline.page_reader import COARSE_SIDE, THOROUGH_SIDE, PageText, read_page

ASLANT, MOST_ASLANT = 4.0, 40.0
"""Degrees by which text rises or falls from which on the picture is levelled first; beyond, its lines tell nothing."""
ENLARGED_SIDE, MOST_TIMES = 960, 3.0
"""Longest side, in pixels, to which a small picture is enlarged, and how many times at most."""


def look_closer(image: Image, seen: PageText, models: Models, pool: ThreadPoolExecutor, *, upright: bool) -> PageText:
    """The page of ``image`` that was ``seen`` at the usual scale, read once more at a larger one."""
    if max(image.shape[:2]) < COARSE_SIDE:
        return read_page(enlarged(image), models, pool, coarse=THOROUGH_SIDE, upright=upright)
    slant = degrees(lay_out(seen.lines, seen.width, seen.height).frame.angle)
    if ASLANT <= abs(slant) <= MOST_ASLANT:
        return read_level(seen, models, pool, coarse=THOROUGH_SIDE, slant=slant)
    return read_page(image, models, pool, coarse=THOROUGH_SIDE, upright=upright)


def read_level(page: PageText, models: Models, pool: ThreadPoolExecutor, *, coarse: int, slant: float) -> PageText:
    """The page read once more from a picture turned so that text that falls by ``slant`` degrees lies level.

    Detection finds least of small print that is aslant.  The lines are in page coordinates of ``page``.
    """
    height, width = page.image.shape[:2]
    to_level = cv2.getRotationMatrix2D((width / 2, height / 2), slant, 1.0)
    wide, high = (abs(to_level[0, :2]) @ (width, height), abs(to_level[1, :2]) @ (width, height))
    to_level[:, 2] += ((wide - width) / 2, (high - height) / 2)
    size = (ceil(wide), ceil(high))
    level = cv2.warpAffine(page.image, to_level, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    from_level = cv2.invertAffineTransform(to_level)
    read = read_page(level, models, pool, coarse=coarse, upright=True)
    lines = []
    for line in read.lines:
        corners = np.array(line.region.scaled(read.width, read.height).corners, np.float32)
        placed = corners @ from_level[:, :2].T + from_level[:, 2]
        region = Quad.of((float(x) / width, float(y) / height) for x, y in placed)
        lines.append(TextLine(line.characters, line.confidence, region.clamped()))
    return PageText(tuple(lines), page.turned, width, height, page.image)


def enlarged(image: Image) -> Image:
    """A small picture enlarged: its text is too small for the detector to see, and for turns to be told."""
    scale = min(MOST_TIMES, ENLARGED_SIDE / max(image.shape[:2]))
    larger: Image = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    return larger
