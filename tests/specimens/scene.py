"""Photos of one to four papers on a desk, and where each of them truly lies.

The papers lie in one plane, seen by one pinhole camera; every parameter is drawn uniformly within `SceneLimits` and
told in `Scene`, so that what is measured on scenes can be told by stratum.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np
from PIL import Image

from . import USUAL, render, slips, tabletop
from .desk_photo import drawn, shadow
from .laying import MAT, Points, SceneLimits, Sheet, bend, border_of, composed, mapped
from .light import add_noise, compressed
from .sheet import Quad
from .specimen import Specimen

PAPERS = (*USUAL, "id_card_front", "bank_card", *slips.FORMS)


@dataclass(frozen=True)
class LaidPaper:
    """One paper in a photo: px of the photo, clockwise from the PAPER's top left.

    `border` follows a bent edge, `boxes` hold where its values are printed, `scale` is px of the photo for one of the
    specimen, `contrast` what was measured between its border and the desk around it before the light fell on them,
    `fields` what is printed on it.
    """

    document_type: str
    fields: dict[str, str] = field(repr=False)
    corners: Quad
    border: Points = field(repr=False)
    boxes: list[Quad] = field(repr=False)
    turned: int
    scale: float
    contrast: float


@dataclass(frozen=True)
class Scene:
    """A photo of papers with what was done to it, in the units of SceneLimits."""

    image: Image.Image = field(repr=False)
    papers: tuple[LaidPaper, ...]
    surface: str
    tilt: float
    contrast: float
    shadow: float
    blur: float
    noise: float
    jpeg: int
    fill: float


def scene(
    seed: int, *, papers: int | None = None, limits: SceneLimits | None = None, kinds: Sequence[str] = ()
) -> Scene:
    """A photo of 1–4 papers, or of one of each of the `kinds`; the same seed gives the same photo."""
    rng = random.Random(f"scene:{seed}")
    limits = limits or SceneLimits()
    count = rng.randint(1, 4)
    count = papers or count
    specimens = [_paper(rng, kind) for kind in kinds] or [_paper(rng) for _ in range(count)]
    tilt, fill = rng.uniform(*limits.tilt), rng.uniform(*limits.fill)
    long_side = round(rng.uniform(*limits.long_side))
    camera = (rng.uniform(0, math.tau), math.radians(tilt), rng.uniform(0.8, 1.3))
    sheets, view, size, covered = composed(specimens, camera, fill, long_side, limits, rng)
    wanted = rng.uniform(*limits.contrast)
    surface = rng.choice(tabletop.SURFACES)
    picture, contrasts = drawn(sheets, view, size, surface, wanted, limits, rng)
    taken, blur, noise = (rng.uniform(*pair) for pair in (limits.shadow, limits.blur, limits.noise))
    jpeg = rng.randint(*limits.jpeg)
    shadow(picture, taken, rng)
    if blur > 0.15:
        picture = cv2.GaussianBlur(picture, (0, 0), blur)
    add_noise(picture, noise, rng)
    laid = tuple(_laid(sheet, view, contrast) for sheet, contrast in zip(sheets, contrasts, strict=True))
    return Scene(
        Image.fromarray(compressed(picture, jpeg)), laid, surface, tilt, min(contrasts), taken, blur, noise, jpeg,
        covered,
    )  # fmt: skip


def scan(seed: int) -> Image.Image:
    """A picture that is the paper: from a scanner, or cut out already; no outline in it is that of a paper.

    Some lack a rim of up to 3 %, some lie slightly askew on a ground that goes on as they end, all may be turned.
    """
    rng = random.Random(f"scan:{seed}")
    specimen = _paper(rng)
    picture = np.asarray(specimen.image.convert("RGB"))
    height, width = picture.shape[:2]
    if rng.random() < 0.5:
        left, right, top, bottom = (rng.uniform(0, 0.03) for _ in range(4))
        picture = picture[round(top * height) : height - round(bottom * height),
                          round(left * width) : width - round(right * width)]  # fmt: skip
    elif not specimen.corner:
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), rng.uniform(-3, 3), rng.uniform(0.85, 1.0))
        picture = cv2.warpAffine(picture, turn, (width, height), borderMode=cv2.BORDER_REPLICATE)
    picture = np.rot90(picture, rng.randrange(4)).copy()
    if (blur := rng.uniform(0, 1.2)) > 0.15:
        picture = cv2.GaussianBlur(picture, (0, 0), blur)
    add_noise(picture, rng.uniform(0, 4), rng)
    return Image.fromarray(compressed(picture, rng.randint(75, 95)))


def _paper(rng: random.Random, kind: str = "") -> Specimen:
    kind, seed, side = kind or rng.choice(PAPERS), rng.randrange(10_000), 1200
    return slips.slip(kind, seed, long_side=side) if kind in slips.FORMS else render(kind, seed, long_side=side)


def _laid(sheet: Sheet, view: MAT, contrast: float) -> LaidPaper:
    border = mapped(view, border_of(sheet, sheet.place))
    boxes = [
        mapped(view @ sheet.place, bend(np.array(quad), sheet.specimen, sheet.bow))
        for quads in sheet.specimen.boxes.values()
        for quad in quads
    ]
    size = sheet.specimen.image.size
    scale = math.sqrt(cv2.contourArea(border.astype(np.float32)) / (size[0] * size[1]))
    return LaidPaper(
        sheet.specimen.document_type, sheet.specimen.fields, _quad(border[::10]), border,
        [_quad(box) for box in boxes], sheet.turned, scale, contrast,
    )  # fmt: skip


def _quad(points: Points) -> Quad:
    return tuple((float(x), float(y)) for x, y in points)  # type: ignore[return-value]
