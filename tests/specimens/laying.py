"""Where papers lie on a desk, and where the camera stands that sees all of them."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from .desk import Pixels
from .light import mask_of
from .specimen import Specimen

Points = NDArray[np.float64]
MAT = NDArray[np.float64]


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
class Sheet:
    """A specimen bent and put into the desk's plane by `place` (px of `pixels` → plane)."""

    specimen: Specimen
    pixels: Pixels
    mask: Pixels
    bow: float
    place: MAT
    turned: int


def composed(
    papers: list[Specimen], camera: tuple[float, float, float], fill: float, long_side: int, limits: SceneLimits,
    rng: random.Random,
) -> tuple[list[Sheet], MAT, tuple[int, int], float]:  # fmt: skip
    """Lay the papers and aim the camera until they keep their distance and cover as much as wanted, as near as goes."""
    best: tuple[float, list[Sheet], MAT, tuple[int, int]] | None = None
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


def _arranged(papers: list[Specimen], limits: SceneLimits, gap: float, rng: random.Random) -> list[Sheet]:
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
            sheet = Sheet(specimen, pixels, mask, bow, place, turned)
            low, high = span(border_of(sheet, place))
            line.append((sheet, left - low[0], low, high))
            left += high[0] - low[0] + gap + rng.uniform(0, 0.25)
            height = max(height, high[1] - low[1])
        for sheet, x, low, high in line:
            y = top + (height - (high[1] - low[1])) * rng.random() - low[1]
            move = np.array([[1, 0, x - left / 2], [0, 1, y], [0, 0, 1]])
            sheets.append(Sheet(sheet.specimen, sheet.pixels, sheet.mask, sheet.bow, move @ sheet.place, sheet.turned))
        top += height + gap + rng.uniform(0, 0.25)
    middle = np.mean(span(np.concatenate([border_of(sheet, sheet.place) for sheet in sheets])), axis=0)
    move = np.array([[1, 0, -middle[0]], [0, 1, -middle[1]], [0, 0, 1]])
    return [
        Sheet(sheet.specimen, sheet.pixels, sheet.mask, sheet.bow, move @ sheet.place, sheet.turned) for sheet in sheets
    ]


def _aimed(
    sheets: list[Sheet], camera: tuple[float, float, float], fill: float, long_side: int, rng: random.Random
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
        borders = [mapped(shape, border_of(sheet, sheet.place)) for sheet in sheets]
        area = sum(cv2.contourArea(border.astype(np.float32)) for border in borders)
        low, high = span(np.concatenate(borders))
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


def _are_apart(sheets: list[Sheet], view: MAT, gap: float) -> bool:
    borders = [mapped(view, border_of(sheet, sheet.place)).astype(np.float32) for sheet in sheets]
    for at, one in enumerate(borders):
        for other in borders[at + 1 :]:
            nearest = max(cv2.pointPolygonTest(one.reshape(-1, 1, 2), tuple(map(float, p)), True) for p in other)
            back = max(cv2.pointPolygonTest(other.reshape(-1, 1, 2), tuple(map(float, p)), True) for p in one)
            if max(nearest, back) > -gap:
                return False
    return True


def border_of(sheet: Sheet, matrix: MAT) -> Points:
    """The paper's edge, 40 points, mapped from its own (unbent) pixels."""
    width, height = sheet.specimen.image.size
    steps = np.linspace(0, 1, 11)[:-1]
    ring = [(t * width, 0.0) for t in steps] + [(width, t * height) for t in steps]
    ring += [(width - t * width, height) for t in steps] + [(0.0, height - t * height) for t in steps]
    return mapped(matrix, bend(np.array(ring), sheet.specimen, sheet.bow))


def bend(points: Points, specimen: Specimen, bow: float) -> Points:
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


def span(points: Points) -> tuple[Points, Points]:
    return points.min(axis=0), points.max(axis=0)


def mapped(matrix: MAT, points: Points) -> Points:
    """Points (n × 2) through a homography."""
    through = np.c_[points, np.ones(len(points))] @ matrix.T
    return through[:, :2] / through[:, 2:]
