"""How long a picture's JPEG would be as sent, at any quality, told from a mosaic of small parts of it."""

from __future__ import annotations

import cv2
import numpy as np
from PIL import Image

from desktop_ocr.domain.upload_limits import Encoding
from desktop_ocr.imaging.arrays import Pixels
from desktop_ocr.imaging.jpeg import Encoded, count, encoded

TILE_HEIGHT, TILE_WIDTH = 16, 128
"""Pixels: a row of the blocks of 16 that JPEG takes with its colours halved."""
STRANGERS = 1.005
"""By how much a mosaic is longer: each block is told from the one before, and at the seams that is a strange one."""
ROWS = 2
"""So many are enough to tell how busy a tile is."""
SHARE = 0.05
"""Of the picture, that a large mosaic has."""
HEAD = 880
"""Characters of a file before its pixels, about as many at every quality."""
LEAST = 250_000
"""Pixels of a mosaic; a picture that is hardly larger stands for itself."""
_LOGARITHMS = np.round(np.log2(np.arange(256) + 1.0) * 31).astype(np.uint8)


class Mosaic:
    """A picture in small, to be encoded in its place.

    The characters are those of the mosaic's own file: how many are sent for a byte depends on what is in it too.
    """

    def __init__(self, pixels: Pixels, encoding: Encoding) -> None:
        self._image = Image.fromarray(_small(pixels))
        self._encoding = encoding
        self._times: float = pixels.shape[0] * pixels.shape[1] / (self._image.width * self._image.height)
        if self._times > 1:
            self._times /= STRANGERS
        self._correction = 1.0
        self._counted: dict[int, int] = {}

    def characters(self, quality: int) -> float:
        """About the characters of the whole picture, within a few percent; relations of neighbours are much nearer."""
        if quality not in self._counted:
            self._counted[quality] = max(count(encoded(self._image, quality), self._encoding) - HEAD, 1)
        return (HEAD + self._counted[quality] * self._times) * self._correction

    def correct(self, truth: Encoded) -> float:
        """What was said of that encode is true from now on, and all else in relation to it; gives the factor."""
        factor = truth.characters / self.characters(truth.quality)
        self._correction *= factor
        return factor


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


def _small(pixels: Pixels) -> Pixels:
    """Typical tiles side by side, or the whole of a picture that is small itself."""
    size = TILE_HEIGHT * TILE_WIDTH
    wanted = round(max(SHARE * pixels.shape[0] * pixels.shape[1], LEAST) / size)
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
    steps = cv2.LUT(cv2.absdiff(grey[:, 1:], grey[:, :-1]), _LOGARITHMS)
    busy: Pixels = cv2.resize(steps, (columns, rows), interpolation=cv2.INTER_AREA)
    return busy
