"""The best quality at which a picture fits, found with one encode of it mostly and hardly ever more than two.

Mosaics (see ``mosaic``) say which quality to begin with, within a percent or two of the file's length.  Once a file is
there, they have only to say by how much its neighbours would be longer or shorter, and that they say far better: first
the rough one, and the other where that is not enough.  So qualities are tried, and counted, until one fits and the
next is too long, by trial or by more than a mosaic can err.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice, takewhile

from PIL import Image

from desktop_ocr.imaging.arrays import Pixels
from desktop_ocr.imaging.jpeg import Encoded, Encoder
from desktop_ocr.imaging.mosaic import ROUGH, Mosaic

BEST, LEAST = 95, 70
"""Above the best, files grow and nothing is seen; below the least, strokes fray."""
MISTAKEN = 1.05
"""The factor by which a mosaic says too much of the whole, at most."""
USUAL = 0.02
"""What a mosaic may err of the whole; one that errs more is as much less sure of the neighbours."""


def best_quality(pixels: Pixels, mosaic: Mosaic, encoder: Encoder) -> Encoded | None:
    """None where the picture does not fit at the least quality.

    One quality more would not fit: that was tried, or is further from fitting than the mosaic can err.  Pictures of
    which no part tells of the whole cost further encodes.
    """
    limit = encoder.limits.characters
    rough = Mosaic(pixels, encoder.limits.encoding, ROUGH)
    about = _highest(rough.characters, limit)
    factor = mosaic.characters(about) / rough.characters(about)
    first = _highest(lambda quality: rough.characters(quality) * factor, limit)
    if first == LEAST and mosaic.characters(LEAST) > limit * MISTAKEN:
        return None
    image = Image.fromarray(pixels)
    tried = encoder.encode(image, first)
    doubt = max(1.0, abs(mosaic.correct(tried) - 1) / USUAL)
    best, too_long = None, BEST + 1
    while True:
        best, too_long = (tried, too_long) if tried.fits else (best, tried.quality)
        told = _Told((rough, mosaic), tried, doubt, limit)
        quality = told.next_to_try(best.quality + 1 if best else LEAST, too_long)
        if quality is None:
            return best
        tried = encoder.encode(image, quality)
        mosaic.correct(tried)


@dataclass(frozen=True, slots=True)
class _Told:
    """What mosaics tell of other qualities, in relation to one that was tried; each is asked if those before doubt."""

    mosaics: tuple[Mosaic, ...]
    tried: Encoded
    doubt: float
    limit: int

    def next_to_try(self, lowest: int, too_long: int) -> int | None:
        """The highest quality that should fit, or the lowest if that may; None where neither is so."""
        up, down = range(lowest, too_long), range(too_long - 1, lowest - 1, -1)
        if self.tried.fits:
            should_fit = [*takewhile(self.should_fit, up)][-1:]
        else:
            should_fit = [*islice(filter(self.should_fit, down), 1)]
        return next(iter(should_fit), lowest if lowest < too_long and self.may_fit(lowest) else None)

    def should_fit(self, quality: int) -> bool:
        return self._characters(quality)[0] <= self.limit

    def may_fit(self, quality: int) -> bool:
        about, unsure = self._characters(quality)
        return about - unsure <= self.limit

    def _characters(self, quality: int) -> tuple[float, float]:
        """About how many the file would have, and how many more or less it may have."""
        about, unsure = 0.0, 0.0
        for mosaic in self.mosaics:
            times, part = mosaic.relation(quality, self.tried.quality)
            about = self.tried.characters * times
            unsure = about * part * self.doubt
            if abs(about - self.limit) > unsure:
                break
        return about, unsure


def _highest(characters: Callable[[int], float], limit: int) -> int:
    """The highest quality that should fit, or the least."""
    low, high = LEAST, BEST + 1 if characters(LEAST) <= limit else LEAST + 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if characters(middle) <= limit else (low, middle)
    return low
