"""How likely a quad is a paper's outline, from what was measured of it.

Two questions, each answered by weighing measures (logistic regression, the weights in `weights`): which of many quads
to choose, and whether a chosen one is sure.  The second knows what the first left behind: a rival outline that explains
the same place nearly as well is the best reason for doubt.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from desktop_ocr.imaging.outlining.edges import Array, Edges
from desktop_ocr.imaging.outlining.sides import evidence
from desktop_ocr.imaging.outlining.weights import PLAUSIBLE, SURE

MOST = 6
"""Papers on one picture."""
OVERLAP = 0.15
"""Part of the smaller of two outlines from which they lie on one another."""
FOCAL_LENGTHS = (0.8, 1.05, 1.4)
"""Of a phone or a camera, in long sides of its picture."""
SAME = 0.94
"""Intersection over union from which two outlines are one."""
UNLIKELY = -4.0
"""Logit below which a quad is no outline, and no rival of one."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One chosen quad: its corners (px), its number among the candidates, its logit, and what speaks against it."""

    corners: Array
    number: int
    logit: float
    rivals: tuple[float, float]
    """The best logits of quads around it, and of others that overlap it; `UNLIKELY` for none."""


def candidate_measures(edges: Edges, corners: Array, score: Array) -> Array:
    """What is weighed of candidates (n × measures)."""
    if not len(corners):
        return np.zeros((0, len(PLAUSIBLE) - 1), np.float32)
    return np.concatenate(
        [
            _side_measures(edges, corners),
            _perspective(edges, corners),
            _shares(edges, corners)[:, None],
            score[:, None],
        ],
        axis=1,
    )


def plausibility(measures: Array) -> Array:
    """Logits."""
    return _weighed(measures, PLAUSIBLE)


def chosen(corners: Array, logits: Array) -> list[Choice]:
    """The best quads that do not lie on one another, with their rivals."""
    order = [at for at in np.argsort(-logits) if logits[at] > UNLIKELY]
    areas = [_area(quad) for quad in corners]
    numbers: list[int] = []
    for at in order:
        if all(_common(corners[at], corners[it]) < OVERLAP * min(areas[at], areas[it]) for it in numbers):
            numbers.append(at)
        if len(numbers) == MOST:
            break
    return [
        Choice(corners[at], int(at), float(logits[at]), _rivals(at, order, corners, areas, logits)) for at in numbers
    ]


def _rivals(at: int, order: list[int], corners: Array, areas: list[float], logits: Array) -> tuple[float, float]:
    around = beside = UNLIKELY
    for other in order:
        if other == at:
            continue
        common = _common(corners[at], corners[other])
        if common / (areas[at] + areas[other] - common) > SAME or common < OVERLAP * min(areas[at], areas[other]):
            continue
        if areas[other] > areas[at] and common > 0.9 * areas[at]:
            around = max(around, float(logits[other]))
        else:
            beside = max(beside, float(logits[other]))
    return around, beside


def final_measures(edges: Edges, choices: list[Choice], choice: Choice, corners: Array) -> Array:
    """What is weighed of one of the chosen quads, laid on its edges as ``corners`` (px of the small copy)."""
    moved = np.abs(corners - choice.corners).max() / max(edges.size)
    sides = _side_measures(edges, corners[None])[0]
    share = _shares(edges, corners[None])[0]
    others = [share, choice.logit, *choice.rivals, moved, *_unrest(edges, corners), _room(edges, corners)]
    others += [*_perspective(edges, corners[None])[0], *_ground(edges, choices)]
    return np.concatenate([sides, np.array(others, np.float32)])


def sureness(measures: Array) -> float:
    """Logit."""
    return float(_weighed(measures[None], SURE)[0])


def _weighed(measures: Array, weights: tuple[float, ...]) -> Array:
    if len(weights) != measures.shape[1] + 1:
        return np.zeros(len(measures), np.float32)
    logits: Array = measures @ np.array(weights[:-1], np.float32) + np.float32(weights[-1])
    return logits


def _side_measures(edges: Edges, corners: Array) -> Array:
    """Of each measure the worst side, the second worst and the mean."""
    columns = []
    for sides in evidence(edges, corners).values():
        ordered = np.sort(sides, axis=1)
        columns += [ordered[:, 0], ordered[:, 1], sides.mean(axis=1)]
    return np.stack(columns, axis=1).astype(np.float32)


def _shares(edges: Edges, corners: Array) -> Array:
    whole = edges.size[0] * edges.size[1]
    return np.log(np.maximum([_area(quad) / whole for quad in corners], 1e-4)).astype(np.float32)


def _unrest(edges: Edges, corners: Array) -> tuple[float, float, float]:
    """Share of strong gradients within the outline, close around it and wide around it."""
    strong = (np.maximum(np.abs(edges.gx[..., 0]), np.abs(edges.gy[..., 0])) > 3 * edges.least[0]).astype(np.uint8)
    close, wide = round(0.03 * max(edges.size)), round(0.12 * max(edges.size))
    shape = [np.rint(corners).astype(np.int32)]
    within, around = np.zeros(strong.shape, np.uint8), np.zeros(strong.shape, np.uint8)
    cv2.polylines(around, shape, True, (2,), 2 * wide)
    cv2.polylines(around, shape, True, (1,), 2 * close)
    cv2.fillPoly(within, shape, (1,))
    cv2.polylines(within, shape, True, (2,), 7)
    around[within > 0] = 0
    parts = ((within == 1), (around == 1), (around == 2))
    inside, near, far = (float(np.sqrt(cv2.mean(strong, part.astype(np.uint8))[0])) for part in parts)
    return inside, near, far


def _ground(edges: Edges, choices: list[Choice]) -> tuple[float, float]:
    """What part of the picture the likely outlines take (log), and how much of the rest is as white as a paper."""
    rest = np.ones(edges.lab.shape[:2], np.uint8)
    likely = [np.rint(choice.corners).astype(np.int32) for choice in choices if choice.logit > 0]
    cv2.fillPoly(rest, likely, (0,))
    share = cv2.mean(rest)[0]
    white = cv2.inRange(edges.lab, (222, 120, 120), (255, 136, 138))
    return float(np.log(max(1 - share, 0.01))), cv2.mean(white, rest)[0] / 255


def _room(edges: Edges, corners: Array) -> float:
    """Whether the outline keeps off the picture's border, 0–1."""
    nearest = min(corners.min(), (np.array(edges.size) - corners).min()) / max(edges.size)
    return float(np.clip(nearest / 0.01, 0, 1))


def _perspective(edges: Edges, corners: Array) -> Array:
    """Of quads seen by a camera: how far from a rectangle (|cosine| of its corner), and how far from straight above.

    A homography from the unit square is K (r1 r2 t): with the right focal length its first two columns stand at a right
    angle (Zhang, "A flexible new technique for camera calibration", 2000).  The best of some usual ones counts.
    """
    best = np.full((len(corners), 2), np.inf, np.float32)
    for focal in FOCAL_LENGTHS:
        p = (corners - np.array(edges.size, np.float32) / 2) / (focal * max(edges.size))
        one, two = p[:, 1] - p[:, 2], p[:, 3] - p[:, 2]
        rest = p[:, 0] - p[:, 1] + p[:, 2] - p[:, 3]
        area = one[:, 0] * two[:, 1] - two[:, 0] * one[:, 1]
        g = (rest[:, 0] * two[:, 1] - two[:, 0] * rest[:, 1]) / area
        h = (one[:, 0] * rest[:, 1] - rest[:, 0] * one[:, 1]) / area
        across = np.c_[p[:, 1] - p[:, 0] + g[:, None] * p[:, 1], g]
        down = np.c_[p[:, 3] - p[:, 0] + h[:, None] * p[:, 3], h]
        lengths = np.linalg.norm(across, axis=1) * np.linalg.norm(down, axis=1) + 1e-9
        skew = np.abs((across * down).sum(axis=1)) / lengths
        normal = np.cross(across, down)
        tilt = 1 - np.abs(normal[:, 2]) / (np.linalg.norm(normal, axis=1) + 1e-9)
        better = skew < best[:, 0]
        best[better] = np.c_[skew, tilt][better]
    return np.minimum(best, 1)


def _area(corners: Array) -> float:
    return float(cv2.contourArea(corners.astype(np.float32)))


def _common(one: Array, other: Array) -> float:
    if (one.max(axis=0) < other.min(axis=0)).any() or (other.max(axis=0) < one.min(axis=0)).any():
        return 0.0
    return float(cv2.intersectConvexConvex(one.astype(np.float32), other.astype(np.float32))[0])
