"""A picture as a JPEG within a service's limits: the best quality that fits, and only then a smaller size.

Quality is predicted from a mosaic (see ``mosaic``), so that the whole picture is hardly ever encoded more than twice;
whether it fits is always counted on the very file that is sent.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil

import cv2
import numpy as np
from PIL import Image

from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.recipe import PreparedImage
from desktop_ocr.domain.upload_limits import Encoding, UploadLimits
from desktop_ocr.imaging.arrays import Pixels, to_array
from desktop_ocr.imaging.mosaic import Mosaic, encoded

BEST, LEAST = 95, 70
"""Above the best, files grow and nothing is seen; below the least, strokes fray."""
MOST_A_PIXEL = 1.7
"""Characters that a pixel takes at the best quality where the picture is nothing but noise."""
MISTAKEN = 1.05
"""The factor by which a mosaic says too much, at most."""
SURE = 0.002
"""Error, in parts, of what one quality's length says about its neighbour's: three times what was measured."""
RATES = {Encoding.FORM: 1.4175, Encoding.JSON: 4 / 3}
"""Characters for a byte of a JPEG, before that is known."""
AIM, NEAR = 0.985, 0.968
"""How much of the limit a picture that is made smaller is to fill, and is enough: its sides are within 2 % then."""
GROWTH = 1.8
"""The power of the sides with which the length of a file grows; 2 without the detail that larger pictures lack."""
AVERAGED = 0.75
"""Scale below which pixels are averaged; above it that takes five times as long and only blurs."""
BAND, APART = 128, 1536
"""Rows of the bands by which it is told how a smaller picture's file shrinks, and rows from one to the next."""
CLOSE = 0.02
"""In parts of the sides, between a size that fits and one that does not."""
TRIES = 8


@dataclass(frozen=True, slots=True)
class Fitted:
    """``content`` is a JPEG of ``width`` × ``height`` pixels without metadata, sent as ``characters``.

    The whole prepared image lies in its left upper ``content_size`` pixels (beyond them, white: only where the image
    was too narrow for the service), so that places found there are found in the image.  ``encodes`` is how often all
    of it was encoded.
    """

    content: bytes
    width: int
    height: int
    quality: int
    characters: int
    content_size: tuple[int, int]
    source_size: tuple[int, int]
    encodes: int = 1

    def to_image(self, pixels: Quad) -> Quad:
        """A quad in pixels of what was sent as a quad of the prepared image (0–1)."""
        return pixels.scaled(1 / self.content_size[0], 1 / self.content_size[1])

    def to_source(self, pixels: Quad) -> Quad:
        """A quad in pixels of what was sent in pixels of the prepared image."""
        return self.to_image(pixels).scaled(*self.source_size)


@dataclass(frozen=True, slots=True)
class _Picture:
    """Pixels within the limits of the sides, what they show within them, and what they came from (sizes in pixels)."""

    pixels: Pixels
    content_size: tuple[int, int]
    source_size: tuple[int, int]


def fit(image: PreparedImage, limits: UploadLimits) -> Fitted:
    """The best JPEG of a picture that a service takes.

    Within the limit nothing is scaled and the quality is 95.  Above it the quality is the highest, down to 70, that
    fits; where 70 does not, the picture is made smaller, as little as needed (within 2 % of its sides).  Sides that the
    service does not take are scaled first.  Raises ValueError where no picture fits: the limit is no limit then.
    """
    source = to_array(image)
    picture = _within_sides(source, limits, 1.0)
    if picture.pixels.size // 3 * MOST_A_PIXEL <= limits.characters:  # the usual card: nothing to look for
        content = encoded(Image.fromarray(picture.pixels), BEST)
        if (characters := limits.count(content)) <= limits.characters:
            return _fitted(content, picture, BEST, characters, 1)
    mosaic = Mosaic(picture.pixels)
    fitted = _at_best_quality(picture, mosaic, limits)
    return fitted or _made_smaller(source, mosaic.length(LEAST) * RATES[limits.encoding], limits)


def _at_best_quality(picture: _Picture, mosaic: Mosaic, limits: UploadLimits) -> Fitted | None:
    """None where the picture does not fit at the least quality."""
    rate = RATES[limits.encoding]
    best: Fitted | None = None
    quality = _predicted(mosaic, limits.characters / rate)
    if quality is None and mosaic.length(LEAST) * rate > limits.characters * MISTAKEN:
        return None
    quality = quality or LEAST
    image, too_long, encodes = Image.fromarray(picture.pixels), BEST + 1, 0
    while True:
        content = encoded(image, quality)
        encodes += 1
        characters = limits.count(content)
        rate = characters / mosaic.length(quality)
        if characters <= limits.characters:
            best = _fitted(content, picture, quality, characters, encodes)
            above = quality + 1
            if above >= too_long or mosaic.length(above) * rate > limits.characters * (1 + SURE):
                return best
            further = _predicted(mosaic, limits.characters / rate, above)
            quality = min(further or above, too_long - 1)
        else:
            too_long = quality
            if quality == LEAST or (best and quality == best.quality + 1):
                return replace(best, encodes=encodes) if best else None
            lower = best.quality + 1 if best else LEAST
            further = _predicted(mosaic, limits.characters / rate, lower)
            quality = min(further or lower, too_long - 1)


def _predicted(mosaic: Mosaic, length: float, least: int = LEAST) -> int | None:
    """The highest quality, from ``least`` on, that should give a file of at most so many bytes."""
    if mosaic.length(least) > length:
        return None
    low, high = least, BEST + 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if mosaic.length(middle) <= length else (low, middle)
    return low


def _made_smaller(source: Pixels, expected: float, limits: UploadLimits) -> Fitted:
    """The largest size that fits at the least quality, at which the whole has about ``expected`` characters."""
    best: Fitted | None = None
    fits, too_large = 0.0, 1.0
    shrinking = _Shrinking(source, limits)
    for encodes in range(1, TRIES + 1):
        smaller = shrinking.factor(AIM * limits.characters / expected)
        if not fits < smaller < too_large:
            smaller = ((fits or 0.96 * too_large) + too_large) / 2  # how pixels are averaged changes there: by trial
        picture = _within_sides(source, limits, smaller)
        content = encoded(Image.fromarray(picture.pixels), LEAST)
        characters = limits.count(content)
        expected = characters / shrinking.part(smaller)
        if characters <= limits.characters:
            best, fits = _fitted(content, picture, LEAST, characters, encodes), smaller
        else:
            too_large = smaller
        if best and (best.characters >= NEAR * limits.characters or too_large - fits <= CLOSE * fits):
            return replace(best, encodes=encodes)
    if best is None:
        raise ValueError(f"no picture fits into {limits.characters} characters")
    return replace(best, encodes=TRIES)


class _Shrinking:
    """By how much a file becomes shorter when the picture becomes smaller, told from some bands of the picture."""

    def __init__(self, source: Pixels, limits: UploadLimits) -> None:
        self._scale = _scale(source, limits)
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
        return len(encoded(Image.fromarray(_scaled(self._bands, self._scale * smaller)), LEAST))


def _scale(source: Pixels, limits: UploadLimits) -> float:
    """What brings the sides within the limits."""
    height, width = source.shape[:2]
    shorter, longer = int(min(width, height)), int(max(width, height))
    return min(max(1.0, limits.shortest / shorter), limits.longest / longer)


def _scaled(pixels: Pixels, scale: float) -> Pixels:
    height, width = pixels.shape[:2]
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    if size == (width, height):
        return pixels
    scaled: Pixels = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA if scale < AVERAGED else cv2.INTER_CUBIC)
    return scaled


def _within_sides(source: Pixels, limits: UploadLimits, smaller: float) -> _Picture:
    """The picture scaled into the limits of the sides, and by a factor below that; white is added where it must be."""
    pixels = _scaled(source, _scale(source, limits) * smaller)
    height, width = pixels.shape[:2]
    least = max(limits.shortest, ceil(max(width, height) / limits.max_ratio) if limits.max_ratio else 1)
    right, below = max(0, least - width), max(0, least - height)
    if right or below:
        pixels = cv2.copyMakeBorder(pixels, 0, below, 0, right, cv2.BORDER_CONSTANT, value=(255, 255, 255))
    return _Picture(pixels, (width, height), (source.shape[1], source.shape[0]))


def _fitted(content: bytes, picture: _Picture, quality: int, characters: int, encodes: int) -> Fitted:
    height, width = picture.pixels.shape[:2]
    return Fitted(content, width, height, quality, characters, picture.content_size, picture.source_size, encodes)
