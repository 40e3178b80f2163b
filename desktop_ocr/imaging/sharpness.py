"""How sharp the edges of text are, whatever its size, its contrast and the camera's noise.

Reading fails at a blur that is a fixed part of the text's height (σ ≈ 0.12 h, measured from 12 to 40 pixels with the
offline engine), so it is this part that counts.  A line of text is brought to a height of 16 pixels, which averages the
noise away; there the blur is told by how steep edges are against the contrast between the strokes and the paper.
"""

from __future__ import annotations

import cv2
import numpy as np

from desktop_ocr.imaging.arrays import Pixels

LINE_HEIGHT = 16
FEWEST_EDGES = 8
LOWEST_CONTRAST = 12.0
"""Grey levels between strokes and paper below which a line is no line."""
NOTHING_LEFT = 0.24
"""A blur (σ / height of the text) at which nothing can be read."""

_WIDTHS = (0.155, 0.165, 0.176, 0.190, 0.204, 0.221, 0.247, 0.279, 0.302)
_BLURS = (0.0, 0.04, 0.06, 0.08, 0.10, 0.13, 0.16, 0.20, 0.24)
"""Measured on specimens of three kinds, text of 12 to 40 pixels, noise up to σ = 8: widths agree within 5 %."""


def line_sharpness(strip: Pixels, height: float) -> float | None:
    """0 (nothing can be read) to 1 of a strip of grey pixels that holds a line of text of that height in pixels.

    None where there are no edges to measure.
    """
    width = _edge_width(strip, height)
    return None if width is None else 1.0 - float(np.interp(width, _WIDTHS, _BLURS)) / NOTHING_LEFT


def _edge_width(strip: Pixels, height: float) -> float | None:
    """The narrow quarter of the edges: contrast / steepness, in parts of the text's height."""
    scale = min(1.0, LINE_HEIGHT / height)
    if min(strip.shape) * scale < 3:
        return None
    if scale < 1.0:
        strip = cv2.resize(strip, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    smooth = cv2.GaussianBlur(strip.astype(np.float32), (0, 0), 0.7)
    steep = cv2.magnitude(
        cv2.Sobel(smooth, cv2.CV_32F, 1, 0, scale=1 / 8), cv2.Sobel(smooth, cv2.CV_32F, 0, 1, scale=1 / 8)
    )
    reach = 2 * max(2, round(height * scale / 6)) + 1
    around = np.ones((reach, reach), np.uint8)
    contrast = cv2.dilate(smooth, around) - cv2.erode(smooth, around)
    enough = max(0.6 * float(np.percentile(contrast, 95)), LOWEST_CONTRAST)
    edges = (cv2.dilate(steep, np.ones((3, 3), np.uint8)) == steep) & (contrast > enough) & (steep > 0)
    if np.count_nonzero(edges) < FEWEST_EDGES:
        return None
    return float(np.percentile(contrast[edges] / steep[edges], 25)) / (height * scale)
