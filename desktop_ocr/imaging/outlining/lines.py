"""Straight edges of a picture: what the segment detector finds, pieces of one edge joined to one line."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from desktop_ocr.imaging.outlining.edges import Array, Edges

SHORTEST = 0.016
"""Length of the shortest piece, as a part of the picture's long side."""
MOST_PIECES = 700
SAME_ANGLE = 0.055
"""Radians between two pieces of one edge."""
SAME_LINE = 2.2
"""Pixels by which a piece may lie beside the line that it continues."""
STEP = 2
"""Pixels between two looks along a line."""
PARTING = 5.0
"""Pixels from a line at which its two sides are compared."""
LEAST_PARTING = 0.25
"""What a line with two equal sides still counts."""
LONGEST_GAP = 0.14
"""Gap within an edge, as a part of the long side."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Edges, the longest first, in pixels.

    ``start`` and ``along`` (n × 2, of length 1) say where a line begins and runs, ``length`` how far.  ``covered``
    (n × width) counts along each line from ``-margin`` on, step by step, how much of it is an edge.
    """

    start: Array
    along: Array
    length: Array
    covered: Array
    margin: int

    def seen(self, lines: NDArray[np.intp], begin: Array, end: Array) -> Array:
        """Pixels of edge on these lines between two places on each (pixels from its start)."""
        last = self.covered.shape[1] - 1
        low = np.clip(np.rint((np.minimum(begin, end) + self.margin) / STEP).astype(np.int32), 0, last)
        high = np.clip(np.rint((np.maximum(begin, end) + self.margin) / STEP).astype(np.int32), 0, last)
        seen: Array = (self.covered[lines, high] - self.covered[lines, low]) * STEP
        return seen


def find_lines(edges: Edges, planes: list[NDArray[np.uint8]], most: int) -> Lines:
    """The ``most`` best lines seen in any of the grey pictures (of one size)."""
    long_side = max(planes[0].shape)
    detector = cv2.createLineSegmentDetector(cv2.LSD_REFINE_STD, 0.8)
    found = [pieces for plane in planes if (pieces := detector.detect(plane)[0]) is not None]
    pieces = np.concatenate([part.reshape(-1, 4) for part in found]) if found else np.zeros((0, 4), np.float32)
    lengths = np.hypot(pieces[:, 2] - pieces[:, 0], pieces[:, 3] - pieces[:, 1])
    order = np.argsort(-lengths)[:MOST_PIECES]
    order = order[lengths[order] >= max(6.0, SHORTEST * long_side)]
    if not len(order):
        return _none(2 * long_side)
    return _joined(edges, pieces[order], long_side, most)


def _none(margin: int) -> Lines:
    nowhere = np.zeros((0, 2), np.float32)
    return Lines(nowhere, nowhere, np.zeros(0, np.float32), np.zeros((0, 1), np.float32), margin)


def _joined(edges: Edges, pieces: Array, long_side: int, most: int) -> Lines:
    ends = pieces.reshape(-1, 2, 2)
    parts = _parting(edges, ends)
    order = np.argsort(-np.hypot(*(ends[:, 1] - ends[:, 0]).T) * parts)
    ends, parts = ends[order], parts[order]
    angle = np.arctan2(ends[:, 1, 1] - ends[:, 0, 1], ends[:, 1, 0] - ends[:, 0, 0])
    is_free = np.ones(len(pieces), bool)
    found: list[tuple[float, Array, Array, float]] = []
    for first in range(len(pieces)):
        if not is_free[first]:
            continue
        if len(found) == 2 * most:
            break
        start, along = ends[first, 0], _unit(ends[first, 1] - ends[first, 0])
        members = np.array([first])
        for _ in range(2):  # a line that grew is steadier and finds more
            off = np.abs((ends[..., 0] - start[0]) * -along[1] + (ends[..., 1] - start[1]) * along[0]).max(axis=1)
            turn = angle - np.arctan2(along[1], along[0])
            turn = np.abs((turn + np.pi / 2) % np.pi - np.pi / 2)
            is_beside = is_free & (off < SAME_LINE) & (turn < SAME_ANGLE)
            is_beside[first] = True
            beside = np.flatnonzero(is_beside)
            grown = _together(beside, np.sort((ends[beside] - start) @ along, axis=1), first, LONGEST_GAP * long_side)
            if len(grown) <= len(members):
                break
            members = grown
            start, along = _fitted(ends[members].reshape(-1, 2))
        is_free[members] = False
        spans = np.sort((ends[members] - start) @ along, axis=1)
        low, high = float(spans.min()), float(spans.max())
        seen = float(((spans[:, 1] - spans[:, 0]) * parts[members]).sum())
        found.append((seen, start + along * low, along, high - low))
    found.sort(key=lambda line: -line[0])
    _, starts, alongs, reach = zip(*found[:most], strict=True)
    start, along = np.array(starts, np.float32), np.array(alongs, np.float32)
    return Lines(start, along, np.array(reach, np.float32), _covered(edges, start, along), 2 * long_side)


def _covered(edges: Edges, start: Array, along: Array) -> Array:
    """How much of each line is an edge, up to each step: weaker edges than the detector finds, and across its gaps."""
    long_side = max(edges.size)
    at = np.arange(-2 * long_side, 2 * long_side, STEP, dtype=np.float32)
    x = start[:, :1] + along[:, :1] * at
    y = start[:, 1:] + along[:, 1:] * at
    is_edge = np.zeros(x.shape, bool)
    rows, columns = np.nonzero((x >= 0) & (y >= 0) & (x < edges.size[0]) & (y < edges.size[1]))
    places = np.stack([x[rows, columns], y[rows, columns]], axis=-1)
    is_edge[rows, columns] = edges.are_crossed(places, np.stack([-along[rows, 1], along[rows, 0]], axis=-1))
    return np.cumsum(is_edge, axis=1, dtype=np.float32)


def _parting(edges: Edges, ends: Array) -> Array:
    """How different the two sides of each piece are, 0–1: a paper's edge parts two grounds, a rule does not."""
    along = ends[:, 1] - ends[:, 0]
    normal = np.stack([-along[:, 1], along[:, 0]], axis=1) / np.maximum(np.hypot(*along.T), 1e-6)[:, None]
    places = ends[:, :1] + along[:, None] * np.linspace(0.1, 0.9, 7, dtype=np.float32)[:, None]
    sides = [
        cv2.remap(edges.smooth, x, y, cv2.INTER_NEAREST, borderMode=cv2.BORDER_REPLICATE).mean(axis=1)
        for off in (-PARTING, PARTING)
        for x, y in [np.moveaxis((places + off * normal[:, None]).astype(np.float32), -1, 0)]
    ]
    step = (np.abs(sides[1] - sides[0]) / edges.least).max(axis=1)
    parting: Array = (LEAST_PARTING + np.clip(step / 6, 0, 1)) / (1 + LEAST_PARTING)
    return parting


def _together(beside: NDArray[np.intp], spans: Array, first: int, gap: float) -> NDArray[np.intp]:
    """Those of the pieces (with where they begin and end on the line) that hang together with the first."""
    order = np.argsort(spans[:, 0])
    reach = np.maximum.accumulate(spans[order, 1])
    group = np.concatenate([[0], np.cumsum(spans[order[1:], 0] - reach[:-1] > gap)])
    members: NDArray[np.intp] = beside[order[group == group[np.flatnonzero(beside[order] == first)[0]]]]
    return members


def _unit(vector: Array) -> Array:
    unit: Array = vector / max(float(np.hypot(*vector)), 1e-6)
    return unit


def _fitted(points: Array) -> tuple[Array, Array]:
    vx, vy, x, y = cv2.fitLine(points, cv2.DIST_L2, 0, 0.01, 0.01).ravel()
    return np.array([x, y], np.float32), np.array([vx, vy], np.float32)
