"""Large pictures of the sorts that are hard to fit: like photos, pages of text, noise, plain ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import cv2
import numpy as np
from numpy.typing import NDArray

from desktop_ocr.domain.recipe import PreparedImage
from tests.specimens import photograph, render

Pixels = NDArray[np.uint8]


def natural(width: int, height: int, softness: float = 1.0) -> Pixels:
    """Detail at all sizes, less the finer it is, as in photos, and the grain of a camera."""
    random = np.random.default_rng(width + height)
    picture = np.zeros((height, width, 3), np.float32)
    lumps, strength = 4, 60.0
    while lumps < max(width, height):
        rows, columns = max(2, lumps * height // max(width, height)), max(2, lumps * width // max(width, height))
        coarse = random.standard_normal((rows, columns, 3), np.float32)
        coarse = coarse.mean(axis=2, keepdims=True) * 0.9 + coarse * 0.35
        picture += cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC) * strength
        lumps, strength = lumps * 2, strength * 0.72**softness
    picture += random.standard_normal((height, width, 1), np.float32) * 3 + 128
    return np.clip(picture, 0, 255).astype(np.uint8)


def soft(width: int, height: int) -> Pixels:
    return natural(width, height, 1.4)


def text(width: int, height: int) -> Pixels:
    """Printed pages side by side."""
    page = np.asarray(render("general_text", 1).image.convert("RGB"))
    times = (-(-height // page.shape[0]), -(-width // page.shape[1]), 1)
    return np.ascontiguousarray(np.tile(page, times)[:height, :width])


def desk(width: int, height: int) -> Pixels:
    """A photo of a paper among other things, which was a JPEG before."""
    photo = np.asarray(photograph(render("id_card_front", 1), "mild", 1).image.convert("RGB"))
    return cv2.resize(photo, (width, height), interpolation=cv2.INTER_CUBIC)


def noise(width: int, height: int) -> Pixels:
    return np.random.default_rng(1).integers(0, 256, (height, width, 3), np.uint8)


def plain(width: int, height: int) -> Pixels:
    return np.full((height, width, 3), (244, 240, 230), np.uint8)


SORTS: Mapping[str, Callable[[int, int], Pixels]] = {
    "natural": natural,
    "soft": soft,
    "text": text,
    "desk": desk,
    "noise": noise,
}


def prepared(pixels: Pixels) -> PreparedImage:
    return PreparedImage(pixels.shape[1], pixels.shape[0], pixels.tobytes())
