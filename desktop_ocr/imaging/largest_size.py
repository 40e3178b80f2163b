"""The largest size in which a picture fits at the least quality."""

from __future__ import annotations

from math import log

import numpy as np
from PIL import Image

from desktop_ocr.imaging.arrays import Pixels
from desktop_ocr.imaging.best_quality import LEAST
from desktop_ocr.imaging.jpeg import Encoded, Encoder, encoded
from desktop_ocr.imaging.sides import Picture, scale_of, scaled, within_sides

AIM, NEAR = 0.985, 0.968
"""How much of the limit the picture is to fill, and is enough: its sides are within 2 % then."""
USUAL_GROWTH = 1.8
"""The power of the sides with which the length of a file grows; 2 without the detail that larger pictures lack."""
SHARE, BAND, FEW = 0.1, 128, 2
"""Of the picture, in bands of so many rows, by which it is told how a smaller picture's file shrinks; at least a few."""
MCU = 16
"""Rows that JPEG takes together with its colours halved."""
STEPS, EXACT = 6, 0.004
CLOSE = 0.02
"""In parts of the sides, between a size that fits and one that does not."""
TRIES = 8


def largest_size(source: Pixels, expected: float, encoder: Encoder) -> tuple[Picture, Encoded]:
    """The picture and its file; ``expected`` are about the characters of the whole within the limits of the sides.

    Raises ValueError where it fits in no size: the limit is no limit then.
    """
    limit = encoder.limits.characters
    best: tuple[Picture, Encoded] | None = None
    fits, too_large = 0.0, 1.0
    shrinking = _Shrinking(source, scale_of(source, encoder.limits))
    for _ in range(TRIES):
        smaller = shrinking.factor(AIM * limit / expected)
        if not fits < smaller < too_large:
            smaller = ((fits or 0.96 * too_large) + too_large) / 2  # how pixels are averaged changes there: by trial
        picture = within_sides(source, encoder.limits, smaller)
        tried = encoder.encode(Image.fromarray(picture.pixels), LEAST)
        expected = tried.characters / shrinking.part(smaller)
        if tried.fits:
            best, fits = (picture, tried), smaller
        else:
            too_large = smaller
        if best and (best[1].characters >= NEAR * limit or too_large - fits <= CLOSE * fits):
            return best
    if best is None:
        raise ValueError(f"no picture fits into {limit} characters")
    return best


class _Shrinking:
    """By how much a file becomes shorter when the picture becomes smaller, told from some bands of the picture."""

    def __init__(self, source: Pixels, scale: float) -> None:
        self._scale = scale
        wanted = round(source.shape[0] * SHARE / BAND)
        tops = [int((place + 0.5) * source.shape[0] / wanted - BAND / 2) // MCU * MCU for place in range(wanted)]
        self._bands = [source[top : top + BAND] for top in tops] if wanted >= FEW else [source]
        self._known: dict[float, float] = {}

    def part(self, smaller: float) -> float:
        """The length of the smaller picture's file in parts of the whole's."""
        return self._a_pixel(smaller) / self._a_pixel(1.0) * smaller**2

    def factor(self, part: float) -> float:
        """About the factor for the sides at which the file has that part of its length."""
        factor, growth = 1.0, USUAL_GROWTH
        wrong = 1 / part
        for _ in range(STEPS):
            further = min(1.0, factor * wrong ** (-1 / growth))
            now = self.part(further) / part
            if abs(now - 1) < EXACT:
                return further
            if further != factor:
                growth = min(4.0, max(1.0, log(now / wrong) / log(further / factor)))
            factor, wrong = further, now
        return factor

    def _a_pixel(self, smaller: float) -> float:
        """Bytes for a pixel of the smaller picture, without the seams of blocks that two bands would share."""
        if smaller not in self._known:
            bands = [scaled(band, self._scale * smaller) for band in self._bands]
            rows = np.concatenate([band[: max(1, len(band) // MCU) * MCU] for band in bands])
            self._known[smaller] = len(encoded(Image.fromarray(rows), LEAST)) / (rows.shape[0] * rows.shape[1])
        return self._known[smaller]
