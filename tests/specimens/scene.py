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
from numpy.typing import NDArray
from PIL import Image

from . import USUAL, render, slips, tabletop
from .desk import Pixels
from .light import add_noise, compressed, mask_of
from .pose import edge
from .sheet import Quad
from .specimen import Specimen

Points = NDArray[np.float64]
MAT = NDArray[np.float64]

PAPERS = (*USUAL, "id_card_front", "bank_card", *slips.FORMS)


@dataclass(frozen=True)
class SceneLimits:
    """From where to where each parameter is drawn."""

    fill: tuple[float, float] = (0.25, 0.85)  # share of the picture that the papers cover together
    tilt: tuple[float, float] = (0.0, 35.0)  # degrees between the camera's axis and the desk's normal
    skew: tuple[float, float] = (-15.0, 15.0)  # degrees in the desk's plane on top of the quarter turn
    contrast: tuple[float, float] = (12.0, 120.0)  # grey levels between a paper's border and the desk
    shadow: tuple[float, float] = (0.0, 0.5)  # share of the light taken away
    blur: tuple[float, float] = (0.0, 2.0)  # Gaussian σ, px
    noise: tuple[float, float] = (0.0, 6.0)  # Gaussian σ, grey levels
    jpeg: tuple[int, int] = (75, 95)
    bow: tuple[float, float] = (0.0, 0.01)  # height of a sheet's bend, share of its side
    long_side: tuple[int, int] = (900, 2600)  # px of the photo
    gap: float = 0.02  # between papers, share of the photo's long side


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


@dataclass(frozen=True)
class _Sheet:
    """A specimen bent and put into the desk's plane by `place` (px of `pixels` → plane)."""

    specimen: Specimen
    pixels: Pixels
    mask: Pixels
    bow: float
    place: MAT
    turned: int


def scene(
    seed: int, *, papers: int | None = None, limits: SceneLimits | None = None, kinds: Sequence[str] = ()
) -> Scene:
    """A photo of 1–4 papers, or of one of each of the `kinds`; the same seed gives the same photo."""
    rng = random.Random(f"scene:{seed}")
    limits = limits or SceneLimits()
    count = rng.randint(1, 4)
    count = papers or count
    drawn = [_paper(rng, kind) for kind in kinds] or [_paper(rng) for _ in range(count)]
    tilt, fill = rng.uniform(*limits.tilt), rng.uniform(*limits.fill)
    long_side = round(rng.uniform(*limits.long_side))
    camera = (rng.uniform(0, math.tau), math.radians(tilt), rng.uniform(0.8, 1.3))
    sheets, view, size, covered = _composed(drawn, camera, fill, long_side, limits, rng)
    wanted = rng.uniform(*limits.contrast)
    surface = rng.choice(tabletop.SURFACES)
    picture, contrasts = _drawn(sheets, view, size, surface, wanted, limits, rng)
    shadow, blur, noise = (rng.uniform(*pair) for pair in (limits.shadow, limits.blur, limits.noise))
    jpeg = rng.randint(*limits.jpeg)
    _shadow(picture, shadow, rng)
    if blur > 0.15:
        picture = cv2.GaussianBlur(picture, (0, 0), blur)
    add_noise(picture, noise, rng)
    laid = tuple(_laid(sheet, view, contrast) for sheet, contrast in zip(sheets, contrasts, strict=True))
    return Scene(
        Image.fromarray(compressed(picture, jpeg)), laid, surface, tilt, min(contrasts), shadow, blur, noise, jpeg,
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


# ---- where the papers lie


def _composed(
    papers: list[Specimen], camera: tuple[float, float, float], fill: float, long_side: int, limits: SceneLimits,
    rng: random.Random,
) -> tuple[list[_Sheet], MAT, tuple[int, int], float]:  # fmt: skip
    """Lay the papers and aim the camera until they keep their distance and cover as much as wanted, as near as goes."""
    best: tuple[float, list[_Sheet], MAT, tuple[int, int]] | None = None
    for attempt in range(60):
        sheets = _arranged(papers, limits, 0.04 + 0.003 * attempt, rng)
        view, size, covered = _aimed(sheets, camera, fill, long_side, rng)
        if not _are_apart(sheets, view, limits.gap * max(size)):
            continue
        if best is None or abs(covered - fill) < abs(best[0] - fill):
            best = covered, sheets, view, size
        if abs(best[0] - fill) < 0.02:
            break
    assert best is not None, "no place for these papers"
    return best[1], best[2], best[3], best[0]


def _arranged(papers: list[Specimen], limits: SceneLimits, gap: float, rng: random.Random) -> list[_Sheet]:
    """The papers in rows on a plane whose unit is about the side of one of them."""
    rows = rng.choice({1: [(1,)], 2: [(2,), (1, 1)], 3: [(3,), (2, 1), (1, 2), (1, 1, 1)],
                       4: [(2, 2), (2, 2), (1, 2, 1), (3, 1)]}[len(papers)])  # fmt: skip
    rest, sheets, top = list(papers), [], 0.0
    for row in rows:
        left, height, line = 0.0, 0.0, []
        for specimen in (rest.pop() for _ in range(row)):
            turned, skew = rng.choice([0, 90, 180, 270]), rng.uniform(*limits.skew)
            bow = 0.0 if specimen.corner else rng.uniform(*limits.bow)
            pixels, mask = _bent(specimen, bow)
            unit = rng.uniform(0.75, 1.0) / math.sqrt(specimen.image.width * specimen.image.height)
            angle = math.radians(skew - turned)
            turn = np.array([[math.cos(angle), -math.sin(angle), 0], [math.sin(angle), math.cos(angle), 0], [0, 0, 1]])
            place = turn @ np.diag([unit, unit, 1.0])
            sheet = _Sheet(specimen, pixels, mask, bow, place, turned)
            low, high = _span(_border(sheet, place))
            line.append((sheet, left - low[0], low, high))
            left += high[0] - low[0] + gap + rng.uniform(0, 0.25)
            height = max(height, high[1] - low[1])
        for sheet, x, low, high in line:
            y = top + (height - (high[1] - low[1])) * rng.random() - low[1]
            move = np.array([[1, 0, x - left / 2], [0, 1, y], [0, 0, 1]])
            sheets.append(_Sheet(sheet.specimen, sheet.pixels, sheet.mask, sheet.bow, move @ sheet.place, sheet.turned))
        top += height + gap + rng.uniform(0, 0.25)
    middle = np.mean(_span(np.concatenate([_border(sheet, sheet.place) for sheet in sheets])), axis=0)
    move = np.array([[1, 0, -middle[0]], [0, 1, -middle[1]], [0, 0, 1]])
    return [
        _Sheet(sheet.specimen, sheet.pixels, sheet.mask, sheet.bow, move @ sheet.place, sheet.turned)
        for sheet in sheets
    ]


def _aimed(
    sheets: list[_Sheet], camera: tuple[float, float, float], fill: float, long_side: int, rng: random.Random
) -> tuple[MAT, tuple[int, int], float]:
    """The map from the plane to the photo, the photo's size, and the share that the papers cover."""
    axis, tilt, focal = camera
    tipped, _ = cv2.Rodrigues(np.array([math.cos(axis), math.sin(axis), 0.0]) * tilt)
    aspect = rng.choice([4 / 3, 3 / 4, 3 / 2, 2 / 3, 16 / 9, 9 / 16])
    seen = 2.0  # long side of the photo, in units of the plane
    for _ in range(8):
        shape = tipped.copy()
        shape[:, 2] = 0, 0, 1
        shape[2, :2] /= focal * seen
        borders = [mapped(shape, _border(sheet, sheet.place)) for sheet in sheets]
        area = sum(cv2.contourArea(border.astype(np.float32)) for border in borders)
        low, high = _span(np.concatenate(borders))
        extent = (high - low) * 1.03
        height = max(math.sqrt(area / fill / aspect), extent[0] / aspect, extent[1])
        seen = max(height, height * aspect)
    scale = long_side / seen
    size = (round(height * aspect * scale), round(height * scale))
    room = np.array(size) - (high - low) * scale
    shift = room * [rng.uniform(0.06, 0.94), rng.uniform(0.06, 0.94)] - low * scale
    return (
        np.array([[scale, 0, shift[0]], [0, scale, shift[1]], [0, 0, 1]]) @ shape,
        size,
        area * scale**2 / (size[0] * size[1]),
    )


def _are_apart(sheets: list[_Sheet], view: MAT, gap: float) -> bool:
    borders = [mapped(view, _border(sheet, sheet.place)).astype(np.float32) for sheet in sheets]
    for at, one in enumerate(borders):
        for other in borders[at + 1 :]:
            nearest = max(cv2.pointPolygonTest(one.reshape(-1, 1, 2), tuple(map(float, p)), True) for p in other)
            back = max(cv2.pointPolygonTest(other.reshape(-1, 1, 2), tuple(map(float, p)), True) for p in one)
            if max(nearest, back) > -gap:
                return False
    return True


def _border(sheet: _Sheet, matrix: MAT) -> Points:
    """The paper's edge, 40 points, mapped from its own (unbent) pixels."""
    width, height = sheet.specimen.image.size
    steps = np.linspace(0, 1, 11)[:-1]
    ring = [(t * width, 0.0) for t in steps] + [(width, t * height) for t in steps]
    ring += [(width - t * width, height) for t in steps] + [(0.0, height - t * height) for t in steps]
    return mapped(matrix, _bend(np.array(ring), sheet.specimen, sheet.bow))


def _bend(points: Points, specimen: Specimen, bow: float) -> Points:
    """Where points of the flat paper lie on the bent one: columns shifted along an arc."""
    width = specimen.image.width
    shift = bow * width * 4 * (points[:, 0] / width) * (1 - points[:, 0] / width)
    return np.stack([points[:, 0], points[:, 1] + shift], axis=1)


def _bent(specimen: Specimen, bow: float) -> tuple[Pixels, Pixels]:
    """The pixels of the bent paper and where there is paper, taller than the flat one by the bend."""
    paper, mask = np.asarray(specimen.image.convert("RGB")), mask_of(specimen)
    if bow * specimen.image.width < 0.5:
        return paper, mask
    width, height = specimen.image.size
    x, y = np.meshgrid(
        np.arange(width, dtype=np.float32), np.arange(height + math.ceil(bow * width) + 1, dtype=np.float32)
    )
    y -= np.float32(bow * width * 4) * (x / width) * (1 - x / width)
    return (
        cv2.remap(paper, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE),
        cv2.remap(mask, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT),
    )


def _span(points: Points) -> tuple[Points, Points]:
    return points.min(axis=0), points.max(axis=0)


def mapped(matrix: MAT, points: Points) -> Points:
    """Points (n × 2) through a homography."""
    through = np.c_[points, np.ones(len(points))] @ matrix.T
    return through[:, :2] / through[:, 2:]


def _laid(sheet: _Sheet, view: MAT, contrast: float) -> LaidPaper:
    border = mapped(view, _border(sheet, sheet.place))
    boxes = [
        mapped(view @ sheet.place, _bend(np.array(quad), sheet.specimen, sheet.bow))
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


# ---- what is seen


def _drawn(
    sheets: list[_Sheet], view: MAT, size: tuple[int, int], surface: str, wanted: float, limits: SceneLimits,
    rng: random.Random,
) -> tuple[Pixels, list[float]]:  # fmt: skip
    """The desk with the papers on it, its tone chosen so that the least contrast of a paper is as wanted.

    Things on the desk change the contrast of what lies beside them; where it falls below the limit the desk is cleared
    step by step.
    """
    layers = [_seen(sheet, view @ sheet.place, size) for sheet in sheets]
    tones = [float(grey(pixels)[_ring(mask, inside=True)].mean()) for pixels, mask in layers]
    state = rng.getstate()
    things = rng.randint(2, 6)
    while True:
        rng.setstate(state)
        tone = _tone(tones, wanted, rng)
        ground = _table(view, size, surface, tone, things, rng)
        picture = ground.copy()
        for _, mask in layers:
            _cast(picture, mask, rng)
        for pixels, mask in layers:
            cover = cv2.merge([mask] * 3)
            picture = cv2.add(
                cv2.multiply(pixels, cover, scale=1 / 255), cv2.multiply(picture, 255 - cover, scale=1 / 255)
            )
        contrasts = [
            abs(float(grey(ground)[_ring(mask, inside=False)].mean()) - at)
            for (_, mask), at in zip(layers, tones, strict=True)
        ]
        if min(contrasts) >= limits.contrast[0] or things < 0:
            return picture, contrasts
        wanted = wanted + 1.0
        things -= wanted > limits.contrast[0] + 30
        if things < 0:
            wanted = limits.contrast[0]


def _tone(tones: list[float], wanted: float, rng: random.Random) -> float:
    """A brightness for the desk that differs from all papers by `wanted`, or by as much as goes."""
    order = [side * wanted + tone for tone in tones for side in (-1, 1)]
    rng.shuffle(order)
    for tone in order:
        if 20 <= tone <= 240 and min(abs(tone - other) for other in tones) >= wanted - 0.01:
            return tone
    return max(range(20, 241), key=lambda tone: min(*(abs(tone - other) for other in tones), wanted))


def _table(view: MAT, size: tuple[int, int], surface: str, tone: float, things: int, rng: random.Random) -> Pixels:
    corners = mapped(np.linalg.inv(view), np.array([(0, 0), (size[0], 0), size, (0, size[1])], np.float64))
    low, high = _span(corners)
    side = min(2400, round(max(size) * 1.25))
    scale = side / float(max(high - low))
    fit = np.array([[scale, 0, -low[0] * scale], [0, scale, -low[1] * scale], [0, 0, 1]])
    ground = tabletop.surface(surface, side, tone, rng)
    edges = []
    for _ in range(max(things, 0)):  # things lie at the edges of what is seen, most of them half out of sight
        along, off = rng.random(), rng.uniform(-0.06, 0.06)
        edges.append(rng.choice([(along, off), (along, 1 - off), (off, along), (1 - off, along)]))
    if edges:
        spots = mapped(fit @ np.linalg.inv(view), np.array(edges) * size)
        unit = (
            math.sqrt(cv2.contourArea(mapped(fit, corners).astype(np.float32)) / (size[0] * size[1])) * max(size) / 100
        )
        tabletop.clutter(ground, [(float(x), float(y)) for x, y in spots], unit, rng)
    return cv2.warpPerspective(ground, view @ np.linalg.inv(fit), size, flags=cv2.INTER_LINEAR,
                               borderMode=cv2.BORDER_REFLECT)  # fmt: skip


def _seen(sheet: _Sheet, matrix: MAT, size: tuple[int, int]) -> tuple[Pixels, Pixels]:
    """The paper's pixels and its cover (0–255), both of the photo's size."""
    border = mapped(matrix, np.array(edge(sheet.specimen)))
    area = sheet.specimen.image.width * sheet.specimen.image.height
    scale = math.sqrt(cv2.contourArea(border.astype(np.float32)) / area)
    pixels, mask = sheet.pixels, sheet.mask
    if scale < 0.9:  # warping skips pixels when it shrinks; shrinking by area first keeps thin strokes
        small = (max(round(pixels.shape[1] * scale), 1), max(round(pixels.shape[0] * scale), 1))
        matrix = matrix @ np.diag([pixels.shape[1] / small[0], pixels.shape[0] / small[1], 1.0])
        pixels = cv2.resize(pixels, small, interpolation=cv2.INTER_AREA)
        mask = cv2.resize(mask, small, interpolation=cv2.INTER_AREA)
    half = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1.0]])  # pixel centres against pixel corners
    matrix = np.linalg.inv(half) @ matrix @ half
    return (
        cv2.warpPerspective(pixels, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE),
        cv2.warpPerspective(mask, matrix, size, flags=cv2.INTER_LINEAR),
    )


def _ring(mask: Pixels, *, inside: bool) -> NDArray[np.bool_]:
    """The pixels within 2 % of the paper's size of its border."""
    reach = max(2, round(0.02 * math.sqrt(np.count_nonzero(mask > 127))))
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1))
    if inside:
        return (mask > 250) & (cv2.erode(mask, kernel, borderType=cv2.BORDER_CONSTANT, borderValue=0) < 5)
    return (mask < 5) & (cv2.dilate(mask, kernel) > 5)


def grey(picture: Pixels) -> Pixels:
    return cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)


def _cast(picture: Pixels, mask: Pixels, rng: random.Random) -> None:
    """The faint shadow that a thin paper throws beside itself; none in flat light."""
    share = rng.uniform(0, 0.35)
    size = max(picture.shape[:2])
    move = np.float32([[1, 0, rng.uniform(-1, 1) * size * 0.003], [0, 1, rng.uniform(-1, 1) * size * 0.003]])
    small = cv2.resize(mask, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    soft = cv2.GaussianBlur(small, (0, 0), max(0.6, size * rng.uniform(0.0006, 0.003)))
    soft = cv2.warpAffine(cv2.resize(soft, picture.shape[1::-1]), move, picture.shape[1::-1])
    light = 255 - (soft * np.float32(share)).astype(np.uint8)
    cv2.multiply(picture, cv2.merge([light] * 3), dst=picture, scale=1 / 255)


def _shadow(picture: Pixels, share: float, rng: random.Random) -> None:
    """Light taken away: evenly across, behind an edge with a soft or narrow seam, or under something round."""
    height, width = picture.shape[:2]
    x, y = np.meshgrid(np.linspace(-1, 1, 256, dtype=np.float32), np.linspace(-1, 1, 256, dtype=np.float32))
    turn = rng.uniform(0, math.tau)
    along, across = x * math.cos(turn) + y * math.sin(turn), y * math.cos(turn) - x * math.sin(turn)
    kind = rng.choice(["gradient", "edge", "round"])
    if kind == "gradient":
        dark = (along + 1.42) / 2.84
    elif kind == "edge":
        bend = rng.uniform(-0.3, 0.3) * across**2
        dark = 1 / (1 + np.exp(-(along + bend - rng.uniform(-0.6, 0.6)) * rng.uniform(6, 60)))
    else:
        radius = np.hypot(along - rng.uniform(-0.8, 0.8), (across - rng.uniform(-0.8, 0.8)) * rng.uniform(0.5, 2))
        dark = 1 / (1 + np.exp((radius - rng.uniform(0.3, 0.8)) * rng.uniform(6, 40)))
    light = cv2.resize((1 - share * dark).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
    for channel in range(3):
        picture[..., channel] = np.clip(picture[..., channel] * light, 0, 255).astype(np.uint8)
