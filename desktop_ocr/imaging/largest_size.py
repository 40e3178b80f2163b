"""The largest size in which a picture fits at the least quality."""

from __future__ import annotations

from math import log

import cv2
import numpy as np
from PIL import Image

from desktop_ocr.domain.upload_limits import Encoding
from desktop_ocr.imaging.arrays import Pixels
from desktop_ocr.imaging.best_quality import LEAST
from desktop_ocr.imaging.jpeg import Encoded, Encoder, encoded, usual_count
from desktop_ocr.imaging.mosaic import HEAD, typical_tiles
from desktop_ocr.imaging.sides import Picture, scale_of, scaled, within_sides

CLOSE = 0.03
"""How much larger a picture might fit, in parts of the sides: too little for anyone to see."""
FULL, AIM = 0.94, 0.97
"""How much of the limit is enough, which is about as close, and how much the picture is to fill: a file somewhat longer
than told will do then, or somewhat shorter."""
USUAL_GROWTH = 1.8
"""The power of the sides with which the length of a file grows; 2 without the detail that larger pictures lack."""
TILE, SHARE, LEAST_PIXELS = (64, 512), 0.04, 800_000
"""Height and width of the parts that tell how a smaller picture's file shrinks, and how many pixels they have: wide,
as blocks at their left sides are told from strange ones, and not high, so that there are many."""
MCU = 16
"""The sides of what JPEG takes together with its colours halved."""
STEPS, NEAR, EXACT = 5, 0.05, 0.015
"""Of the search in those parts: how many at most, from how near the rest is told by how it went so far, and how near
two sizes are of which one is too large and the other need not be larger."""
TRIES = 8


def largest_size(source: Pixels, expected: float, encoder: Encoder) -> tuple[Picture, Encoded]:
    """The picture and its file; ``expected`` are about the characters of the whole within the limits of the sides.

    Raises ValueError where it fits in no size: the limit is no limit then.
    """
    limit = encoder.limits.characters
    best: tuple[Picture, Encoded] | None = None
    fits = 0.0
    shrinking = _Shrinking(source, scale_of(source, encoder.limits), encoder.limits.encoding)
    smaller, too_large = shrinking.factor(AIM * limit / expected)
    for _ in range(TRIES):
        picture = within_sides(source, encoder.limits, smaller)
        tried = encoder.encode(Image.fromarray(picture.pixels), LEAST)
        if tried.fits:
            best, fits = (picture, tried), smaller
        else:
            too_large = smaller
        if best and ((tried.fits and tried.characters >= FULL * limit) or too_large <= fits * (1 + CLOSE)):
            return best
        smaller *= (AIM * limit / tried.characters) ** (1 / USUAL_GROWTH)
        if not fits < smaller < too_large:
            smaller = ((fits or 0.96 * too_large) + too_large) / 2  # it does not shrink as usual: by trial
    if best is None:
        raise ValueError(f"no picture fits into {limit} characters")
    return best


class _Shrinking:
    """By how much a file becomes shorter when the picture becomes smaller, told from some parts of the picture."""

    def __init__(self, source: Pixels, scale: float, encoding: Encoding) -> None:
        self._encoding = encoding
        self._scale = scale
        height, width = TILE
        wanted = round(max(SHARE * source.shape[0] * source.shape[1], LEAST_PIXELS) / (height * width))
        self._tiles = typical_tiles(source, height, width, wanted) or [source]
        self._known: dict[float, float] = {}

    def part(self, smaller: float) -> float:
        """The length of the smaller picture's file in parts of the whole's."""
        return self._a_pixel(smaller) / self._a_pixel(1.0) * smaller**2

    def factor(self, part: float) -> tuple[float, float]:
        """About the highest factor for the sides that gives at most that part of the length, and one that is too high:
        hardly higher where the length jumps between the two, else 1.
        """
        fits, too_large, growth = 0.0, 1.0, USUAL_GROWTH
        factor, filled = 1.0, 1 / part
        for _ in range(STEPS):
            if too_large - fits <= EXACT:
                return fits, too_large  # between the two a JPEG loses its blocks, or the way of averaging changes
            fits, too_large = (factor, too_large) if filled <= 1 else (fits, factor)
            further: float = factor * filled ** (-1 / growth)
            if not fits < further < too_large:
                further = (fits + too_large) / 2
            elif abs(filled - 1) <= NEAR:
                return further, 1.0
            now = self.part(further) / part
            if factor < 1.0:  # the first step tells too much where the picture was a JPEG: its blocks are lost at once
                growth = min(4.0, max(1.0, log(now / filled) / log(further / factor)))
            factor, filled = further, now
        return fits or factor, 1.0

    def _a_pixel(self, smaller: float) -> float:
        """Characters for a pixel of the smaller picture, without blocks that two tiles would share."""
        if smaller not in self._known:
            tiles = np.concatenate([_whole_blocks(scaled(tile, self._scale * smaller)) for tile in self._tiles])
            characters = usual_count(encoded(Image.fromarray(tiles), LEAST), self._encoding) - HEAD
            self._known[smaller] = max(characters, 1.0) / (tiles.shape[0] * tiles.shape[1])
        return self._known[smaller]


def _whole_blocks(tile: Pixels) -> Pixels:
    """The tile with up to half a block cut off, or mirrored, at its right and its lower side."""
    height, width = (max(1, round(side / MCU)) * MCU for side in tile.shape[:2])
    tile = tile[:height, :width]
    below, right = height - tile.shape[0], width - tile.shape[1]
    whole: Pixels = cv2.copyMakeBorder(tile, 0, below, 0, right, cv2.BORDER_REFLECT)
    return whole
