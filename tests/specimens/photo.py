"""How a phone or a scanner saw a paper: pose, light, blur, noise, compression, each within a strength's limits.

All limits stand in `LIMITS`; each effect is drawn uniformly from nothing up to its limit and told in `Photo.effects`.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field
from typing import Literal

import cv2
import numpy as np
from PIL import Image

from .desk import Pixels, desk
from .light import add_noise, compressed, darken, lay, mask_of
from .pose import Pose, edge, laid, mapped
from .sheet import Quad
from .specimen import Specimen, smallest_height

Strength = Literal["clean", "mild", "medium", "strong"]


@dataclass(frozen=True)
class Limits:
    """Upper limits of the effects, except `jpeg` (lower limit of the quality) and `text` (lowest, highest height)."""

    tilt: float  # degrees in the picture's plane
    perspective: float  # degrees out of the picture's plane
    blur: float  # Gaussian σ, px
    noise: float  # Gaussian σ, grey levels
    jpeg: int
    shadow: float  # share of the light taken away
    text: tuple[float, float]  # px
    glare: float  # share of the paper's area


LIMITS: dict[str, Limits] = {
    "mild": Limits(5, 8, 0.8, 8, 75, 0.25, (24, 38), 0),
    "medium": Limits(10, 15, 1.5, 15, 50, 0.40, (18, 24), 0),
    "strong": Limits(20, 25, 2.5, 25, 30, 0.60, (12, 18), 0.05),
}


@dataclass(frozen=True)
class Effects:
    """What was done to this photo, in the units of Limits."""

    tilt: float = 0.0
    perspective: float = 0.0
    blur: float = 0.0
    noise: float = 0.0
    jpeg: int = 95
    shadow: float = 0.0
    glare: float = 0.0


@dataclass(frozen=True)
class Photo:
    """A picture of a paper.

    `boxes` are those of the specimen mapped into the photo; `outline` holds the paper's corners clockwise from the
    PAPER's top left; both in px of `image`. Turning the photo clockwise by `turned` degrees makes the paper upright.
    `text_height` is the height in px of the smallest value's full character, `fill` the square root of the share of
    the picture that the paper covers.
    """

    image: Image.Image = field(repr=False)
    fields: dict[str, str]
    boxes: dict[str, list[Quad]] = field(repr=False)
    outline: Quad
    turned: int
    strength: str
    document_type: str
    effects: Effects
    text_height: float
    fill: float


def photograph(specimen: Specimen, strength: Strength, seed: int, *, upright: bool = False) -> Photo:
    """A photo of `specimen`, lying any way or `upright`; the same seed gives the same photo."""
    rng = random.Random(f"photo:{specimen.document_type}:{strength}:{seed}")
    if strength == "clean":
        return _scanned(specimen, rng)
    limits = LIMITS[strength]
    turned = rng.choice([0, 90, 180, 270]) * (not upright)
    effects = _drawn(limits, rng)
    lowest, highest = limits.text
    highest = min(highest, max(lowest + 1, specimen.text_height * 1.1))  # larger would only be blurred
    text, fill = rng.uniform(lowest + 0.2, highest - 0.2), rng.uniform(0.3, 0.9)
    pose = laid(specimen, effects.tilt, effects.perspective, turned, rng, text=text, fill=fill)
    return _taken(specimen, pose, effects, turned, strength, rng)


def photograph_12mp(specimen: Specimen, seed: int) -> Photo:
    """A mild 4000 × 3000 photo in which the paper covers about 30 % of the area."""
    rng = random.Random(f"photo:{specimen.document_type}:12mp:{seed}")
    turned = rng.choice([0, 90, 180, 270])
    effects = _drawn(LIMITS["mild"], rng)
    fill = math.sqrt(rng.uniform(0.28, 0.32))
    pose = laid(specimen, effects.tilt, effects.perspective, turned, rng, size=(4000, 3000), fill=fill)
    return _taken(specimen, pose, effects, turned, "mild", rng)


def _drawn(limits: Limits, rng: random.Random) -> Effects:
    return Effects(
        tilt=rng.uniform(-limits.tilt, limits.tilt),
        perspective=rng.uniform(0, limits.perspective),
        blur=rng.uniform(0, limits.blur),
        noise=rng.uniform(0, limits.noise),
        jpeg=rng.randint(limits.jpeg, 95),
        shadow=rng.uniform(0, limits.shadow),
        glare=limits.glare,
    )


def _scanned(specimen: Specimen, rng: random.Random) -> Photo:
    """Upright on a plain margin."""
    width, height = specimen.image.size
    margin = round(max(width, height) * rng.uniform(0.04, 0.12))
    tone = rng.randint(236, 255)
    canvas = Image.new("RGB", (width + 2 * margin, height + 2 * margin), (tone, tone, tone))
    canvas.paste(specimen.image, (margin, margin), Image.fromarray(mask_of(specimen)))
    matrix = np.array([[1, 0, margin], [0, 1, margin], [0, 0, 1]], np.float64)
    picture = compressed(np.asarray(canvas), 95)
    return _photo(specimen, Pose(matrix, canvas.size), Effects(), 0, "clean", picture)


def _taken(specimen: Specimen, pose: Pose, effects: Effects, turned: int, strength: str, rng: random.Random) -> Photo:
    picture = desk(pose.size, rng)
    lay(picture, specimen, pose, effects.glare, rng)
    darken(picture, effects.shadow, rng)
    if effects.blur > 0.15:
        picture = cv2.GaussianBlur(picture, (0, 0), effects.blur)
    add_noise(picture, effects.noise, rng)
    return _photo(specimen, pose, effects, turned, strength, compressed(picture, effects.jpeg))


def _photo(specimen: Specimen, pose: Pose, effects: Effects, turned: int, strength: str, picture: Pixels) -> Photo:
    boxes = {key: [mapped(pose.matrix, quad) for quad in quads] for key, quads in specimen.boxes.items()}
    outline = mapped(pose.matrix, edge(specimen))
    area = cv2.contourArea(np.array(outline, np.float32)) / (pose.size[0] * pose.size[1])
    return Photo(
        image=Image.fromarray(picture),
        fields=dict(specimen.fields),
        boxes=boxes,
        outline=outline,
        turned=turned,
        strength=strength,
        document_type=specimen.document_type,
        effects=effects,
        text_height=smallest_height(boxes),
        fill=math.sqrt(area),
    )
