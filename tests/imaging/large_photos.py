"""Photos of papers as large as phones and cameras take them: smooth table, print, grain, and mostly a JPEG before."""

from __future__ import annotations

import random

import cv2
import numpy as np

from tests.imaging.large_pictures import Pixels
from tests.specimens import USUAL, render
from tests.specimens.desk import desk
from tests.specimens.light import compressed, darken, lay
from tests.specimens.pose import laid

SIZES = {12: (4000, 3000), 24: (6000, 4000), 50: (8660, 5774)}
"""Megapixels, and sides in pixels."""


def photo(megapixels: int, seed: int) -> Pixels:
    """A photo, upright for odd seeds; the same seed gives the same photo.

    How rough the table is, how many papers lie on it (0–4), the light, the blur (σ up to 1.5 pixels), the grain (σ 1–7)
    and whether the camera made a JPEG of it (quality 80–98, or none) are drawn anew for each.
    """
    random_ = random.Random(f"large photo:{megapixels}:{seed}")
    numbers = np.random.default_rng([megapixels, seed])
    size = SIZES[megapixels][:: -1 if seed % 2 else 1]
    picture = desk(size, random_)
    _roughen(picture, random_.uniform(0, 14), random_.uniform(0.35, 0.75), numbers)
    for _ in range(random_.randint(0, 4)):
        paper = render(random_.choice(USUAL), random_.randrange(1000), long_side=round(max(size) * 0.5))
        turned = random_.choice([0, 90, 180, 270])
        fill = random_.uniform(0.2, 0.8)
        pose = laid(paper, random_.uniform(-20, 20), random_.uniform(0, 25), turned, random_, size=size, fill=fill)
        lay(picture, paper, pose, 0, random_)
    darken(picture, random_.uniform(0, 0.5), random_)
    blur = random_.uniform(0, 1.5)
    if blur > 0.2:
        cv2.GaussianBlur(picture, (0, 0), blur, picture)
    _add_grain(picture, random_.uniform(1, 7), random_.uniform(0, 0.9), numbers)
    if random_.random() < 0.75:
        picture = compressed(picture, random_.randint(80, 98))
    return np.ascontiguousarray(picture)


def _roughen(picture: Pixels, strength: float, falling: float, numbers: np.random.Generator) -> None:
    """Detail at all sizes, weaker by a factor the finer it is; finer than eight pixels it repeats itself."""
    height, width = picture.shape[:2]
    relief = np.zeros((height, width), np.float32)
    lumps = 8
    while lumps < max(width, height) / 2:
        rows, columns = max(2, lumps * height // max(width, height)), max(2, lumps * width // max(width, height))
        coarse = numbers.standard_normal((rows, columns), np.float32) * strength
        relief += cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
        lumps, strength = lumps * 2, strength * falling
    for top in range(0, height, 512):
        rows_ = slice(top, top + 512)
        picture[rows_] = np.clip(picture[rows_] + relief[rows_, :, None], 0, 255)


def _add_grain(picture: Pixels, strength: float, smoothness: float, numbers: np.random.Generator) -> None:
    """Stronger in the shade, and smoothed as cameras do, with lumps of colour."""
    height, width = picture.shape[:2]
    for top in range(0, height, 512):
        part = picture[top : top + 512]
        grain = numbers.standard_normal(part.shape[:2], np.float32) * strength
        if smoothness > 0.3:
            grain = cv2.GaussianBlur(grain, (0, 0), smoothness)
        colour = numbers.standard_normal((len(part) // 4 + 1, width // 4 + 1, 3), np.float32) * (strength * 0.4)
        lumps = cv2.resize(colour, (width, len(part)), interpolation=cv2.INTER_CUBIC)
        shade = 1.4 - part.mean(axis=2, dtype=np.float32) / 255
        part[:] = np.clip(part + (grain[..., None] + lumps) * shade[..., None], 0, 255)
