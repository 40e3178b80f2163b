"""How long a picture's JPEG would be as sent, at any quality, told from a mosaic of small parts of it."""

from __future__ import annotations

import cv2
import numpy as np
from PIL import Image

from desktop_ocr.imaging.arrays import Pixels
from desktop_ocr.imaging.jpeg import Encoded, encoded

TILE_HEIGHT, TILE_WIDTH = 16, 128
"""Pixels: a row of the blocks of 16 that JPEG takes with its colours halved."""
STRANGERS = 1.005
"""By how much a mosaic is longer: each block is told from the one before, and at the seams that is a strange one."""
ROWS = 8
"""One of so many is enough to tell how busy a tile is."""
SHARE = 0.05
"""Of the picture, that a large mosaic has."""
HEAD = 623
"""Bytes of a file before its pixels, as long at every quality."""
LEAST = 250_000
"""Pixels of a mosaic; a picture that is hardly larger stands for itself."""
_LOGARITHMS = np.round(np.log2(np.arange(256) + 1.0) * 31).astype(np.uint8)


class Mosaic:
    """A picture in small, to be encoded in its place, at first with ``rate`` characters sent for a byte."""

    def __init__(self, pixels: Pixels, rate: float) -> None:
        self._image = Image.fromarray(_tiles(pixels))
        self._rate = rate
        self._times = pixels.shape[0] * pixels.shape[1] / (self._image.width * self._image.height)
        if self._times > 1:
            self._times /= STRANGERS
        self._bytes: dict[int, int] = {}

    def characters(self, quality: int) -> float:
        """About the characters of the whole picture, within a few percent; relations of neighbours are much nearer."""
        if quality not in self._bytes:
            self._bytes[quality] = max(len(encoded(self._image, quality)) - HEAD, 1)
        return self._rate * (HEAD + self._bytes[quality] * self._times)

    def correct(self, truth: Encoded) -> float:
        """What was said of that encode is true from now on, and all else in relation to it; gives the factor."""
        factor: float = truth.characters / self.characters(truth.quality)
        self._rate *= factor
        return factor


def _tiles(pixels: Pixels) -> Pixels:
    """Tiles that are busy as often as those of the whole picture are, side by side in the order they have there."""
    rows, columns = pixels.shape[0] // TILE_HEIGHT, pixels.shape[1] // TILE_WIDTH
    size = TILE_HEIGHT * TILE_WIDTH
    wanted = round(max(SHARE * rows * columns, LEAST / size))
    if rows * columns <= 2 * wanted:
        return pixels
    busy = _busyness(pixels[: rows * TILE_HEIGHT, : columns * TILE_WIDTH], rows, columns).ravel()
    places = np.argsort(busy, kind="stable")[((np.arange(wanted) + 0.5) * busy.size / wanted).astype(np.intp)]
    places.sort()
    across = max(1, round((wanted * TILE_HEIGHT / TILE_WIDTH) ** 0.5))
    places = places[: wanted // across * across]
    tiles = pixels[: rows * TILE_HEIGHT, : columns * TILE_WIDTH].reshape(rows, TILE_HEIGHT, columns, TILE_WIDTH, 3)
    chosen = tiles[places // columns, :, places % columns]
    chosen = chosen.reshape(-1, across, TILE_HEIGHT, TILE_WIDTH, 3).transpose(0, 2, 1, 3, 4)
    return np.ascontiguousarray(chosen.reshape(-1, across * TILE_WIDTH, 3))


def _busyness(pixels: Pixels, rows: int, columns: int) -> Pixels:
    """Of each tile, how much a JPEG has to say about it: the logarithms of the steps along some of its rows."""
    grey = cv2.cvtColor(np.ascontiguousarray(pixels[1::ROWS]), cv2.COLOR_RGB2GRAY)
    steps = cv2.LUT(cv2.absdiff(grey[:, 1:], grey[:, :-1]), _LOGARITHMS)
    busy: Pixels = cv2.resize(steps, (columns, rows), interpolation=cv2.INTER_AREA)
    return busy
