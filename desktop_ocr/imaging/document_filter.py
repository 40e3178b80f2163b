"""The document filter: even light and white paper, as from a good scanner; seals and photos keep their colours."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

PAPER_SIDE = 160
"""Longest side, in pixels, of the picture of the bare paper: shadows are wider than a hundredth of a page."""
STROKES = 7
"""Pixels there that print may be wide or high without being taken for paper."""
WHITE = 250.0
STRONGEST_LIGHT = 3.5
"""The factor by which the darkest shadow is lightened; what is darker still is no paper."""
CONTRAST = 1.15
"""By which what is darker than paper is made darker still."""
BAND = 256
"""Rows at a time: so a large page needs little memory beside itself."""


def even_out(image: Image.Image) -> Image.Image:
    """An RGB picture divided by the light that falls on its paper."""
    light = _light(image)
    pixels = np.asarray(image)
    out = np.empty_like(pixels)
    deeper = np.clip(255 - (255 - np.arange(256)) * CONTRAST, 0, 255).astype(np.uint8)
    for top in range(0, image.height, BAND):
        band = pixels[top : top + BAND]
        rows = (0, top * light.height / image.height, light.width, (top + len(band)) * light.height / image.height)
        here = np.asarray(light.resize((image.width, len(band)), Image.Resampling.BILINEAR, rows))
        out[top : top + BAND] = cv2.LUT(cv2.divide(band, here, scale=WHITE), deeper)
    return Image.fromarray(out)


def _light(image: Image.Image) -> Image.Image:
    """What the bare paper looks like in its light, small: print is taken away, and what lies on it is smoothed over."""
    small = image.copy()
    small.thumbnail((PAPER_SIDE, PAPER_SIDE), Image.Resampling.BOX)
    paper: NDArray[np.uint8] = np.array(small)
    around = np.ones((STROKES, STROKES), np.uint8)
    paper = cv2.morphologyEx(paper, cv2.MORPH_CLOSE, around, borderType=cv2.BORDER_REPLICATE)
    paper = cv2.GaussianBlur(cv2.medianBlur(paper, 5), (0, 0), STROKES / 2)
    brightest = np.percentile(paper.reshape(-1, 3), 90, axis=0)
    return Image.fromarray(np.maximum(paper, brightest / STRONGEST_LIGHT).astype(np.uint8))
