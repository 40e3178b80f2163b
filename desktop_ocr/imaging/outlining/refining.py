"""The sides of an outline moved onto the edges that they were found for, on more pixels than they were found on."""

from __future__ import annotations

import cv2
import numpy as np

from desktop_ocr.imaging.outlining.edges import Array, Bytes

SAMPLES = 72
ENDS = 0.06
"""Parts of a side that are left out at its ends: corners may be round."""
BEND = 0.012
"""How far an edge may bend away from its straight side, as a part of its length."""
CLIP = 2.0
"""How much steeper than the usual place of an edge one place may count."""


def refined(picture: Bytes, corners: Array, reach: float) -> Array:
    """A quad (4 × 2, px, clockwise) with each side laid on the edge within ``reach`` px of it that goes its whole way.

    The side of a bent paper is laid around it: what is printed along the bend stays inside.
    """
    following = np.roll(corners, -1, axis=0)
    lines = [_side(picture, corners[side], following[side], reach) for side in range(4)]
    moved = np.stack([_crossing(lines[side - 1], lines[side], corners[side]) for side in range(4)])
    # A corner that flew away belongs to an edge that was not there.
    is_wild = np.hypot(*(moved - corners).T) > 4 * reach + 0.05 * np.hypot(*(following - corners).T)
    return np.where(is_wild[:, None], corners, moved).astype(np.float32)


def _side(picture: Bytes, start: Array, end: Array, reach: float) -> tuple[Array, Array]:
    """Two points of the line on which the side lies."""
    length = max(float(np.hypot(*(end - start))), 1.0)
    along = (end - start) / length
    inward = np.array([-along[1], along[0]], np.float32)
    at = np.linspace(ENDS, 1 - ENDS, SAMPLES, dtype=np.float32)
    window = int(np.ceil(reach + 3))
    offsets = np.arange(-window, window + 1, dtype=np.float32)
    places = start + np.outer(at * length, along)[:, None] + offsets[:, None] * inward
    levels = cv2.remap(picture, places[..., 0].astype(np.float32), places[..., 1].astype(np.float32), cv2.INTER_LINEAR,
                       borderMode=cv2.BORDER_REPLICATE).astype(np.float32)  # fmt: skip
    rise = _rise(levels, offsets)
    first, last = _straight(rise, at, int(reach))
    line = (first + (last - first) * at).astype(np.float32)
    outermost = _around(rise, offsets, at, line, length)
    return (
        start + inward * (first - outermost),
        end + inward * (last - outermost),
    )


def _rise(levels: Array, offsets: Array) -> Array:
    """How fast each place changes inwards (samples × offsets), in the colour that parts inside and outside best."""
    inside, outside = levels[:, offsets > 1].mean(axis=1), levels[:, offsets < -1].mean(axis=1)
    step = inside - outside
    colour = step.mean(axis=0)
    if np.abs(colour).max() < 0.3 * np.abs(step).mean():
        colour = np.abs(step).mean(axis=0)  # lighter here and darker there: no one direction
    tone = levels @ (colour / max(float(np.linalg.norm(colour)), 1e-6)).astype(np.float32)
    tone = cv2.GaussianBlur(tone, (0, 0), sigmaX=1.0, sigmaY=0.8)
    rise: Array = np.gradient(tone, axis=1).astype(np.float32)
    return rise


def _straight(rise: Array, at: Array, reach: int) -> tuple[float, float]:
    """The offsets, at the side's two corners, of the straight edge that most of it follows."""
    strength = np.abs(rise) if np.abs(rise.mean(axis=0)).max() < 0.3 * np.abs(rise).mean(axis=0).max() else rise
    usual = float(np.median(strength.max(axis=1))) + 1e-3
    strength = np.clip(strength / usual, -0.5, CLIP)
    middle = rise.shape[1] // 2
    tries = np.arange(-reach, reach + 1, dtype=np.float32)
    first, last = np.meshgrid(tries, tries, indexing="ij")
    place = first[..., None] + (last - first)[..., None] * at
    columns = np.rint(place).astype(np.int32) + middle
    # Of two equal edges the one nearer to where the side was found.
    votes = strength[np.arange(len(at)), columns].mean(axis=-1) - 0.02 * (np.abs(first) + np.abs(last)) / (2 * reach)
    best = np.unravel_index(int(np.argmax(votes)), votes.shape)
    return float(first[best]), float(last[best])


def _around(rise: Array, offsets: Array, at: Array, line: Array, length: float) -> float:
    """Pixels by which the line is moved outwards to lie around a bent edge, from what the places say one by one.

    The line itself is moved onto the middle of them first, to a part of a pixel, in place of ``line``'s whole pixels.
    """
    bend = max(1.5, min(BEND * length, float(offsets[-1]) - 1))
    near = np.abs(offsets - line[:, None]) <= bend
    strength = np.where(near, np.abs(rise), 0)
    peak = np.argmax(strength, axis=1)
    rows = np.arange(len(at))
    inner = np.clip(peak, 1, len(offsets) - 2)
    below, here, above = (np.abs(rise[rows, inner + step]) for step in (-1, 0, 1))
    curve = below - 2 * here + above
    shift = np.where(np.abs(curve) > 1e-6, 0.5 * (below - above) / np.where(np.abs(curve) > 1e-6, curve, 1), 0)
    place = offsets[inner] + np.clip(shift, -0.5, 0.5) - line
    is_good = strength[rows, peak] > 0.4 * np.median(strength[rows, peak])
    if is_good.sum() < 8:
        return 0.0
    x, y = at[is_good] - 0.5, place[is_good]
    terms = np.stack([np.ones_like(x), x, x * x], axis=1)
    weight = np.ones(len(x))
    for _ in range(4):
        weighted = terms * weight[:, None]
        fit = np.linalg.solve(weighted.T @ terms + 1e-6 * np.eye(3), weighted.T @ y)
        off = y - terms @ fit
        spread = 1.5 * float(np.median(np.abs(off))) + 0.15
        weight = 1 / (1 + (off / spread) ** 2) ** 2
    t = np.linspace(-0.5, 0.5, 21)
    bent = fit[0] + fit[1] * t + fit[2] * t * t
    return float(-np.clip(bent.min(), -bend, bend))


def _crossing(one: tuple[Array, Array], other: tuple[Array, Array], fallback: Array) -> Array:
    (ax, ay), (bx, by) = one[0], one[1] - one[0]
    (cx, cy), (dx, dy) = other[0], other[1] - other[0]
    cross = bx * dy - by * dx
    if abs(cross) < 1e-6:
        return fallback
    part = ((cx - ax) * dy - (cy - ay) * dx) / cross
    return np.array([ax + part * bx, ay + part * by], np.float32)
