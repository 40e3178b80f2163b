"""How long a picture's JPEG would be as sent, at any quality, told from a mosaic of small parts of it."""

from __future__ import annotations

from math import log

import cv2
import numpy as np
from PIL import Image

from desktop_ocr.domain.upload_limits import Encoding
from desktop_ocr.imaging.arrays import Pixels
from desktop_ocr.imaging.jpeg import Encoded, encoded, usual_count

TILE_HEIGHT, TILE_WIDTH = 16, 128
"""Pixels: a row of the blocks of 16 that JPEG takes with its colours halved."""
STRANGERS = 1.005
"""By how much a mosaic is longer: each block is told from the one before, and at the seams that is a strange one."""
ROWS = 2
"""So many are enough to tell how busy a tile is."""
SHARE, LEAST, MOST = 0.1, 250_000, 2_000_000
"""Of the picture, that a mosaic has, and the pixels; a picture that is hardly larger stands for itself."""
ROUGH = 1 / 8
"""Of a mosaic, that a rough one has: to be asked often."""
HEAD = 880
"""Characters of a file before its pixels, about as many at every quality."""
UNSURE, UNSURE_OF_CHANGE = 0.0011, 0.055
"""What a mosaic of a million pixels may err of another quality, once it knows the file's length at one: in parts of the
length and of the logarithm of the change.  The less pixels, the more: by the root.  Photos show two thirds of it in one
of a hundred cases, and all of it in one of some thousands."""
_LOGARITHMS = np.round(np.log2(np.arange(256) + 1.0) * 31).astype(np.uint8)


class Mosaic:
    """A picture in small, to be encoded in its place.

    The characters are those of the mosaic's own file: how many are sent for a byte depends on what is in it too.
    """

    def __init__(self, pixels: Pixels, encoding: Encoding, share: float = 1.0) -> None:
        """``share`` is the part of a usual mosaic that this one has."""
        self._image = Image.fromarray(_small(pixels, share))
        self._encoding = encoding
        small = self._image.width * self._image.height
        self._times: float = pixels.shape[0] * pixels.shape[1] / small
        if self._times > 1:
            self._times /= STRANGERS
        self._doubt = (1_000_000 / small) ** 0.5
        self._correction = 1.0
        self._counted: dict[int, float] = {}

    def characters(self, quality: int) -> float:
        """About the characters of the whole picture, within a few percent; relations of neighbours are much nearer."""
        if quality not in self._counted:
            self._counted[quality] = max(usual_count(encoded(self._image, quality), self._encoding) - HEAD, 1.0)
        return (HEAD + self._counted[quality] * self._times) * self._correction

    def correct(self, truth: Encoded) -> float:
        """What was said of that encode is true from now on, and all else in relation to it; gives the factor."""
        factor = truth.characters / self.characters(truth.quality)
        self._correction *= factor
        return factor

    def relation(self, quality: int, known: int) -> tuple[float, float]:
        """How many times as long the file is as at a known quality, and what that may err in parts of it."""
        times = self.characters(quality) / self.characters(known)
        return times, self._doubt * (UNSURE + UNSURE_OF_CHANGE * abs(log(times)))


def typical_tiles(pixels: Pixels, height: int, width: int, wanted: int) -> list[Pixels]:
    """Tiles that are busy as often as those of the whole picture are, in the order they have there.

    There are at most ``wanted``, and none where the picture has hardly more.
    """
    rows, columns = pixels.shape[0] // height, pixels.shape[1] // width
    if rows * columns <= 2 * wanted:
        return []
    busy = _busyness(pixels[: rows * height, : columns * width], rows, columns).ravel()
    places = np.argsort(busy, kind="stable")[((np.arange(wanted) + 0.5) * busy.size / wanted).astype(np.intp)]
    places.sort()
    tops, lefts = places // columns * height, places % columns * width
    return [pixels[top : top + height, left : left + width] for top, left in zip(tops, lefts, strict=True)]


def _small(pixels: Pixels, share: float) -> Pixels:
    """Typical tiles side by side, or the whole of a picture that is small itself."""
    usual = min(max(SHARE * pixels.shape[0] * pixels.shape[1], LEAST), MOST)
    wanted = max(1, round(usual * share / (TILE_HEIGHT * TILE_WIDTH)))
    tiles = typical_tiles(pixels, TILE_HEIGHT, TILE_WIDTH, wanted)
    if not tiles:
        return pixels
    across = max(1, round((wanted * TILE_HEIGHT / TILE_WIDTH) ** 0.5))
    rows = [np.concatenate(tiles[start : start + across], axis=1) for start in range(0, wanted - across + 1, across)]
    return np.concatenate(rows)


def _busyness(pixels: Pixels, rows: int, columns: int) -> Pixels:
    """Of each tile, how much a JPEG has to say about it: the logarithms of the steps along some of its rows."""
    every = pixels.shape[0] // rows // ROWS
    grey = cv2.cvtColor(pixels[every // 2 :: every], cv2.COLOR_RGB2GRAY)
    steps = np.zeros_like(grey)  # as wide as the tiles: averages over whole pixels are many times as fast
    steps[:, 1:] = cv2.LUT(cv2.absdiff(grey[:, 1:], grey[:, :-1]), _LOGARITHMS)
    busy: Pixels = cv2.resize(steps, (columns, rows), interpolation=cv2.INTER_AREA)
    return busy
