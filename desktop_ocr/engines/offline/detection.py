"""Where text is: a picture → the quads of its lines (PP-OCRv6 detection with the post-processing of its paper, DB).

DB: Liao et al., "Real-time Scene Text Detection with Differentiable Binarization", AAAI 2020.
"""

from __future__ import annotations

import cv2
import numpy as np
import onnxruntime
from numpy.typing import NDArray

BINARY = 0.3
"""Probability from which a pixel belongs to text."""
SCORE = 0.5
"""Mean probability from which a region is a line."""
UNCLIP = 1.6
"""The model marks a shrunken core of each line; this ratio grows it back."""
SQUARE = 2.0
"""Length to height below which a box may hold one or two characters."""
MIN_SIDE = 3
"""Pixels of the reduced picture: a region narrower than this is dirt."""

Image = NDArray[np.uint8]
"""Rows × columns × 3 channels, BGR, as the models were trained."""
Corners = NDArray[np.float32]
"""4 × 2: x and y in pixels, clockwise; the first is the top left of a line that reads left to right."""


def find_lines(
    image: Image, session: onnxruntime.InferenceSession, *, long_side: int, enlarge: bool = False
) -> list[Corners]:
    """The quads of all lines in pixels of ``image``, in no order.  A quad's first edge is its longer one.

    The picture is reduced to ``long_side`` pixels first; a smaller one is enlarged to it only if asked for.

    For a line that is wider than tall the first corner is its top left when it reads left to right; for one that is
    much taller than wide it is the bottom left of the picture, as if the page had to be turned clockwise.
    """
    height, width = image.shape[:2]
    scale = long_side / max(height, width) if enlarge else min(1.0, long_side / max(height, width))
    columns, rows = (max(32, round(side * scale / 32) * 32) for side in (width, height))
    if scale < 0.5:
        # Halving is many times faster than any other reduction, and nothing is lost by it that the next would keep.
        image = cv2.resize(image, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    reduced = cv2.resize(image, (columns, rows), interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    probability = session.run(None, {"x": _normalised(reduced)})[0][0, 0]
    found = _regions(probability)
    stretch = np.array([width / columns, height / rows], np.float32)
    return [corners * stretch for corners in found]


def _normalised(image: Image) -> NDArray[np.float32]:
    planes = np.empty((1, 3, *image.shape[:2]), np.float32)
    for channel in range(3):
        # One plane at a time: no float copy of the whole picture and no transposed walk through memory.
        np.multiply(image[:, :, channel], np.float32(2 / 255), out=planes[0, channel], casting="unsafe")
    planes -= 1
    return planes


def _regions(probability: NDArray[np.float32]) -> list[Corners]:
    mask = cv2.dilate((probability > BINARY).astype(np.uint8), np.ones((2, 2), np.uint8))
    contours, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    found = []
    for contour in contours:
        (x, y), (width, height), angle = cv2.minAreaRect(contour)
        if min(width, height) < MIN_SIDE or _score(probability, contour) < SCORE:
            continue
        grow = 2 * UNCLIP * width * height / (2 * (width + height))
        if min(width, height) + grow < MIN_SIDE + 2:
            continue
        corners = cv2.boxPoints(((x, y), (width + grow, height + grow), angle))
        found.append(in_reading_order(corners))
    return found


def _score(probability: NDArray[np.float32], contour: NDArray[np.int32]) -> float:
    left, top, width, height = cv2.boundingRect(contour)
    mask = np.zeros((height, width), np.uint8)
    cv2.fillPoly(mask, [contour - np.array([left, top])], (1,))
    return float(cv2.mean(probability[top : top + height, left : left + width], mask)[0])


def in_reading_order(corners: Corners) -> Corners:
    """Clockwise corners; the first edge is the longer one and points right, or up where it is vertical.

    A box that is hardly longer than high (a character or two) is taken as it stands: its longer side says nothing.
    """
    edges = np.roll(corners, -1, axis=0) - corners
    lengths = np.hypot(edges[:, 0], edges[:, 1])
    along, across = lengths[0] + lengths[2], lengths[1] + lengths[3]
    if max(along, across) < SQUARE * min(along, across):
        start = int(np.argmax(edges[:, 0]))
    else:
        candidates = (0, 2) if along >= across else (1, 3)
        start = max(candidates, key=lambda index: float(edges[index, 0]))
        if abs(edges[start, 1]) > abs(edges[start, 0]):
            start = min(candidates, key=lambda index: float(edges[index, 1]))
    return np.roll(corners, -start, axis=0).astype(np.float32)
