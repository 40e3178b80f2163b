"""A picture scaled so that its sides are as a service takes them."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

import cv2

from desktop_ocr.domain.upload_limits import UploadLimits
from desktop_ocr.imaging.arrays import Pixels

HALVED = 0.5
"""Scale up to which pixels are averaged two by two first: then none is skipped, and it is many times as fast as one
average over any scale, and nearer to what a slow filter gives."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Pixels within the limits of the sides, what they show within them, and what they came from (sizes in pixels)."""

    pixels: Pixels
    content_size: tuple[int, int]
    source_size: tuple[int, int]


def within_sides(source: Pixels, limits: UploadLimits, smaller: float = 1.0) -> Picture:
    """The picture scaled into the limits of the sides, and by a factor below that; white is added where it must be."""
    pixels = scaled(source, scale_of(source, limits) * smaller)
    height, width = pixels.shape[:2]
    least = max(limits.shortest, ceil(max(width, height) / limits.max_ratio) if limits.max_ratio else 1)
    right, below = max(0, least - width), max(0, least - height)
    if right or below:
        pixels = cv2.copyMakeBorder(pixels, 0, below, 0, right, cv2.BORDER_CONSTANT, value=(255, 255, 255))
    return Picture(pixels, (width, height), (source.shape[1], source.shape[0]))


def scale_of(source: Pixels, limits: UploadLimits) -> float:
    """What brings the sides within the limits."""
    height, width = source.shape[:2]
    shorter, longer = int(min(width, height)), int(max(width, height))
    return min(max(1.0, limits.shortest / shorter), limits.longest / longer)


def scaled(pixels: Pixels, scale: float) -> Pixels:
    """The picture with its sides scaled, to whole pixels."""
    height, width = pixels.shape[:2]
    width, height = max(1, round(width * scale)), max(1, round(height * scale))
    while width <= HALVED * pixels.shape[1] and height <= HALVED * pixels.shape[0]:
        half = (pixels.shape[1] // 2, pixels.shape[0] // 2)
        pixels = cv2.resize(pixels, half, interpolation=cv2.INTER_AREA)
    if (height, width) == pixels.shape[:2]:
        return pixels
    smaller: Pixels = cv2.resize(pixels, (width, height), interpolation=cv2.INTER_CUBIC)
    return smaller
