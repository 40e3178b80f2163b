"""Four lines that may be the sides of one paper: every combination whose corners and sides agree with what was seen."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from desktop_ocr.imaging.outlining.edges import Array
from desktop_ocr.imaging.outlining.lines import Lines

CORNER = 0.6
"""Sine of the least angle between two sides that meet: 90 degrees seen at a slant."""
OPPOSITE = 0.6
"""Sine of the largest angle between two opposite sides."""
REACH = 3.0
"""How far beyond its seen ends a line may meet another, as a part of its length."""
LEAST_SEEN = 0.4
"""Part of a side that was seen as an edge, at least."""
SHORTEST_SIDE = 0.1
"""Of the picture's long side."""
SMALLEST = 0.025
"""Of the picture's area."""


def quads_of(lines: Lines, size: tuple[int, int], most: int) -> tuple[Array, Array]:
    """The ``most`` best quads (n × 4 × 2, px, clockwise) on a picture of ``size`` (width, height), and their scores."""
    count = len(lines.length)
    if count < 4:
        return np.zeros((0, 4, 2), np.float32), np.zeros(0, np.float32)
    long_side = max(size)
    dx, dy = lines.along.T
    cross = dx[:, None] * dy[None] - dy[:, None] * dx[None]
    apart = lines.start[None] - lines.start[:, None]
    # Where on line i it meets line j, in pixels from the start of i.
    with np.errstate(divide="ignore", invalid="ignore"):
        at = (apart[..., 0] * dy[None] - apart[..., 1] * dx[None]) / cross
    reach = np.maximum(REACH * lines.length, 0.03 * long_side)[:, None]
    meets = (np.abs(cross) > CORNER) & (at > -reach) & (at < lines.length[:, None] + reach)
    at = np.where(np.abs(cross) > CORNER, at, 0)
    x, y = lines.start[:, 0, None] + at * dx[:, None], lines.start[:, 1, None] + at * dy[:, None]
    margin = 0.01 * long_side
    meets &= (x > -margin) & (y > -margin) & (x < size[0] + margin) & (y < size[1] + margin)
    meets &= meets.T
    seen = _sides(lines, at, meets, np.abs(cross) < OPPOSITE, SHORTEST_SIDE * long_side)
    chosen = _combined(seen)
    if not len(chosen):
        return np.zeros((0, 4, 2), np.float32), np.zeros(0, np.float32)
    i, j, k, m = chosen.T  # in this order around the quad
    corners = np.stack([np.stack([x[a, b], y[a, b]], axis=-1) for a, b in ((i, j), (j, k), (k, m), (m, i))], axis=1)
    corners, area = _clockwise(corners)
    parts = np.stack([seen[i, j, m], seen[k, j, m], seen[j, i, k], seen[m, i, k]], axis=1)
    share = area / (size[0] * size[1])
    score = parts.mean(axis=1) + parts.min(axis=1) + 0.25 * np.log(np.maximum(share, 1e-6))
    is_good = (share > SMALLEST) & _are_convex(corners)
    return _distinct(corners[is_good], score[is_good].astype(np.float32), 0.012 * long_side, most)


def _sides(lines: Lines, at: Array, meets: NDArray[np.bool_], faces: NDArray[np.bool_], shortest: float) -> Array:
    """[i, j, k]: which part of line i was seen between lines j and k; 0 where the three make no side."""
    count = len(lines.length)
    seen = np.zeros((count, count, count), np.float32)
    i, j, k = np.nonzero(meets[:, :, None] & meets[:, None, :] & faces[None])
    keep = j < k
    i, j, k = i[keep], j[keep], k[keep]
    length = np.abs(at[i, j] - at[i, k])
    keep = length > shortest
    i, j, k, length = i[keep], j[keep], k[keep], length[keep]
    part = lines.seen(i, at[i, j], at[i, k]) / length
    part[part < LEAST_SEEN] = 0
    seen[i, j, k] = seen[i, k, j] = part
    return seen


def _combined(seen: Array) -> NDArray[np.intp]:
    """All (i, j, k, m) whose four sides were seen: i and k face each other, j and m do."""
    is_side = seen > 0
    i, k, j = np.nonzero(np.triu(is_side, 1).transpose(1, 2, 0))  # sorted by the facing pair, so j and m stand together
    _, first, size = np.unique(i * len(seen) + k, return_index=True, return_counts=True)
    left = np.repeat(first + size, size) - np.arange(len(i)) - 1  # how many others of its pair follow each
    one = np.repeat(np.arange(len(i)), left)
    other = np.arange(len(one)) - np.repeat(np.cumsum(left) - left, left) + one + 1
    i, j, k, m = i[one], j[one], k[one], j[other]
    fits = (i < j) & is_side[i, j, m] & is_side[k, j, m]
    chosen: NDArray[np.intp] = np.stack([i, j, k, m], axis=1)[fits]
    return chosen


def _clockwise(corners: Array) -> tuple[Array, Array]:
    x, y = corners[..., 0], corners[..., 1]
    area = ((x * np.roll(y, -1, axis=1)) - (y * np.roll(x, -1, axis=1))).sum(axis=1) / 2
    turned = np.where((area < 0)[:, None, None], corners[:, ::-1], corners)
    return turned.astype(np.float32), np.abs(area)


def _are_convex(corners: Array) -> NDArray[np.bool_]:
    edges = np.roll(corners, -1, axis=1) - corners
    following = np.roll(edges, -1, axis=1)
    bends = edges[..., 0] * following[..., 1] - edges[..., 1] * following[..., 0]
    return np.asarray((bends > 0).all(axis=1))


def _distinct(corners: Array, score: Array, near: float, most: int) -> tuple[Array, Array]:
    """The best of quads that are nearly the same."""
    order = np.argsort(-score)[:3000]
    corners, score = corners[order], score[order]
    is_free, chosen = np.ones(len(order), bool), []
    # Turned by quarters the same quad may start at another corner: compare sorted by place.
    key = corners[np.arange(len(corners))[:, None], np.argsort(corners @ np.array([1.0, 1.37], np.float32), axis=1)]
    for at in range(len(order)):
        if is_free[at]:
            chosen.append(at)
            if len(chosen) >= most:
                break
            is_free &= np.abs(key - key[at]).max(axis=(1, 2)) > near
    return corners[chosen], score[chosen]
