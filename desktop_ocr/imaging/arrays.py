"""A prepared image as an array, without copying its pixels."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from desktop_ocr.domain.recipe import PreparedImage

Pixels = NDArray[np.uint8]


def to_array(image: PreparedImage) -> Pixels:
    """RGB, (height, width, 3); read-only."""
    return np.frombuffer(image.pixels, np.uint8).reshape(image.height, image.width, 3)


def to_grey(image: PreparedImage) -> Pixels:
    """Brightness, (height, width)."""
    grey: Pixels = cv2.cvtColor(to_array(image), cv2.COLOR_RGB2GRAY)
    return grey


def reduced(pixels: Pixels, longest: int) -> tuple[Pixels, float]:
    """The picture averaged down until no side is above ``longest`` pixels, and the factor: 1 where it was small."""
    scale = min(1.0, longest / max(pixels.shape[:2]))
    if scale == 1.0:
        return pixels, scale
    size = (max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale)))
    small: Pixels = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    return small, scale
