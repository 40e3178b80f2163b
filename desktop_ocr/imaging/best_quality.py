"""The best quality at which a picture fits, found with one encode of it mostly and hardly ever more than two.

A mosaic (see ``mosaic``) says which quality to begin with, within a few percent of the file's length.  Once a file is
there, the mosaic has only to say by how much its neighbours would be longer or shorter, and that it says far better.
So the highest quality that may still fit is tried, and counted, until none is left.
"""

from __future__ import annotations

from math import log

from PIL import Image

from desktop_ocr.imaging.arrays import Pixels
from desktop_ocr.imaging.jpeg import Encoded, Encoder
from desktop_ocr.imaging.mosaic import Mosaic

BEST, LEAST = 95, 70
"""Above the best, files grow and nothing is seen; below the least, strokes fray."""
MISTAKEN = 1.05
"""The factor by which a mosaic says too much of the whole, at most."""
UNSURE, UNSURE_OF_CHANGE = 0.001, 0.05
"""What a mosaic may err of a neighbour, in parts of its length and of the logarithm of the change: photos show half."""
USUAL = 0.02
"""What a mosaic may err of the whole; one that errs more is as much less sure of the neighbours."""


def best_quality(pixels: Pixels, mosaic: Mosaic, encoder: Encoder) -> Encoded | None:
    """None where the picture does not fit at the least quality.

    One quality more would not fit: that was tried, or is further from fitting than the mosaic can err.  Pictures of
    which no part tells of the whole cost further encodes.
    """
    limit = encoder.limits.characters
    if mosaic.characters(LEAST) > limit * MISTAKEN:
        return None
    image = Image.fromarray(pixels)
    first = _predicted(mosaic, limit)
    tried = encoder.encode(image, first)
    doubt = max(1.0, abs(mosaic.correct(tried) - 1) / USUAL)
    best, too_long = (tried, BEST + 1) if tried.fits else (None, first)
    while (quality := _highest(mosaic, tried, doubt, limit, best.quality if best else LEAST - 1, too_long)) is not None:
        tried = encoder.encode(image, quality)
        mosaic.correct(tried)
        best, too_long = (tried, too_long) if tried.fits else (best, quality)
    return best


def _predicted(mosaic: Mosaic, limit: int) -> int:
    """The highest quality that should fit, or the least."""
    low, high = LEAST, BEST + 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if mosaic.characters(middle) <= limit else (low, middle)
    return low


def _highest(mosaic: Mosaic, tried: Encoded, doubt: float, limit: int, fits: int, too_long: int) -> int | None:
    """The highest quality between one that fits and one that is too long of which the mosaic cannot say that it is."""

    def may_fit(quality: int) -> bool:
        about = mosaic.characters(quality)
        return about * (1 - doubt * (UNSURE + UNSURE_OF_CHANGE * abs(log(about / tried.characters)))) <= limit

    if not tried.fits:
        return next((quality for quality in range(too_long - 1, fits, -1) if may_fit(quality)), None)
    highest = fits
    while highest + 1 < too_long and may_fit(highest + 1):
        highest += 1
    return highest if highest > fits else None
