"""The largest size in which a picture fits at the least quality."""

from __future__ import annotations

import numpy as np
from PIL import Image

from desktop_ocr.imaging.arrays import Pixels
from desktop_ocr.imaging.best_quality import LEAST
from desktop_ocr.imaging.jpeg import Encoded, Encoder, encoded
from desktop_ocr.imaging.sides import Picture, scale_of, scaled, within_sides

AIM, NEAR = 0.985, 0.968
"""How much of the limit the picture is to fill, and is enough: its sides are within 2 % then."""
GROWTH = 1.8
"""The power of the sides with which the length of a file grows; 2 without the detail that larger pictures lack."""
BAND, APART = 128, 1536
"""Rows of the bands by which it is told how a smaller picture's file shrinks, and rows from one to the next."""
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
        bands = [source[top : top + BAND] for top in range(0, source.shape[0], APART)]
        self._bands = np.concatenate(bands) if len(bands) > 2 else source
        self._whole = self._length(1.0)

    def part(self, smaller: float) -> float:
        """The length of the smaller picture's file in parts of the whole's."""
        return self._length(smaller) / self._whole

    def factor(self, part: float) -> float:
        """About the factor for the sides at which the file has that part of its length."""
        factor = min(1.0, float(part ** (1 / GROWTH)))
        for _ in range(4):
            wrong = self.part(factor) / part
            if abs(wrong - 1) < 0.005:
                break
            factor = min(1.0, factor * float(wrong ** (-1 / GROWTH)))
        return factor

    def _length(self, smaller: float) -> int:
        return len(encoded(Image.fromarray(scaled(self._bands, self._scale * smaller)), LEAST))
