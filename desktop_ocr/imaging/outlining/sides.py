"""What speaks for four lines being the sides of a paper, measured along each side, inside, outside and beyond it."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from desktop_ocr.imaging.outlining.edges import Array, Edges

SAMPLES = 28
"""Places along a side; its ends are left out, corners may be round."""
ENDS = 0.07
BEYOND = 0.14
"""How far beyond its corners a side is followed, as a part of its length."""
OFFSETS = np.array([-9, -7, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 7, 9], np.float32)
"""Pixels across a side at which it is looked at; outside is negative."""


def evidence(edges: Edges, corners: Array) -> dict[str, Array]:
    """Measures of quads (n × 4 × 2, px, clockwise): each n × 4, one for a side; all of them speak for it."""
    count = len(corners)
    following = np.roll(corners, -1, axis=1)
    along = following - corners
    length = np.maximum(np.hypot(along[..., 0], along[..., 1]), 1)
    unit = along / length[..., None]
    inward = np.stack([-unit[..., 1], unit[..., 0]], axis=-1)
    at = np.linspace(ENDS, 1 - ENDS, SAMPLES, dtype=np.float32)
    middle = corners[:, :, None] + along[:, :, None] * at[:, None]  # n, 4, samples, 2
    places = middle[:, :, :, None] + inward[:, :, None, None] * OFFSETS[:, None]
    levels = _looked_up(edges.smooth, places)
    step, strength = _steps(edges, levels)
    outwards = np.concatenate([-np.linspace(0.03, BEYOND, 6), 1 + np.linspace(0.03, BEYOND, 6)]).astype(np.float32)
    past = corners[:, :, None] + along[:, :, None] * outwards[:, None]
    inside = ((past >= 0) & (past < np.array(edges.size))).all(axis=-1)
    over = np.where(inside, _is_edge(edges, past, inward), 0)
    seen = _is_edge(edges, middle, inward)
    signs = np.abs(step.mean(axis=2)) / (np.abs(step).mean(axis=2) + 0.5)
    best = np.argmax(np.abs(step).mean(axis=2) / edges.least, axis=-1)
    rows = np.arange(count)[:, None], np.arange(4)[None]
    return {
        "seen": seen.mean(axis=-1),
        "step": strength.mean(axis=-1),
        "steady": signs[rows[0], rows[1], best],
        "height": np.log1p(np.abs(step.mean(axis=2) / edges.least).max(axis=-1)),
        "ends": 1 - np.maximum(over[..., :6].mean(axis=-1), over[..., 6:].mean(axis=-1)),
        "quiet": _quiet(edges, levels),
        "calm": -np.log1p(_unrest(levels, OFFSETS <= -3)),
        "apart": _apart(edges, corners, levels),
    }


def _looked_up(picture: Array, places: Array) -> Array:
    flat = places.reshape(-1, places.shape[-2], 2)
    parts = [
        cv2.remap(picture, flat[at : at + 30_000, :, 0], flat[at : at + 30_000, :, 1], cv2.INTER_LINEAR,
                  borderMode=cv2.BORDER_REPLICATE)
        for at in range(0, len(flat), 30_000)
    ]  # fmt: skip
    return np.concatenate(parts).reshape(*places.shape[:-1], picture.shape[2])


def _is_edge(edges: Edges, middle: Array, inward: Array) -> Array:
    """1 where an edge runs along the side within a pixel of a place (n, 4, samples, 2), else 0."""
    return edges.are_crossed(middle, np.broadcast_to(inward[:, :, None], middle.shape)).astype(np.float32)


def _steps(edges: Edges, levels: Array) -> tuple[Array, Array]:
    """Inside minus outside (n, 4, samples, 3), and whether that is more than nothing (n, 4, samples)."""
    inside = levels[:, :, :, (OFFSETS >= 2) & (OFFSETS <= 5)].mean(axis=3)
    outside = levels[:, :, :, (OFFSETS <= -2) & (OFFSETS >= -5)].mean(axis=3)
    step = inside - outside
    return step, ((np.abs(step) / (edges.least * 2.2)).max(axis=-1) > 1).astype(np.float32)


def _unrest(levels: Array, where: NDArray[np.bool_]) -> Array:
    """How much changes along a side, at some distances from it: where there is print, much."""
    change: Array = np.abs(np.diff(levels[:, :, :, where, 0], axis=2)).mean(axis=(2, 3))
    return change


def _quiet(edges: Edges, levels: Array) -> Array:
    """How little happens just inside, against the step: the rim of a paper is mostly empty."""
    rim = levels[:, :, :, OFFSETS >= 2]
    unrest = np.abs(np.diff(rim, axis=3)).max(axis=3)[..., 0].mean(axis=-1)
    quiet: Array = -np.log1p(unrest)
    return quiet


def _apart(edges: Edges, corners: Array, levels: Array) -> Array:
    """How much the outside differs from the usual tone of the inside: not at all around a frame printed on a paper."""
    across, down = np.meshgrid(
        np.linspace(0.08, 0.92, 9, dtype=np.float32), np.linspace(0.08, 0.92, 9, dtype=np.float32)
    )
    weights = np.stack([(1 - across) * (1 - down), across * (1 - down), across * down, (1 - across) * down], axis=-1)
    places = np.einsum("rcq,nqd->nrcd", weights, corners)
    usual = np.median(_looked_up(edges.smooth, places).reshape(len(corners), -1, 3), axis=1)
    outside = levels[:, :, :, OFFSETS <= -3].mean(axis=3)
    off = np.abs(np.median(outside, axis=2) - usual[:, None]) * np.array([1, 1.5, 1.5], np.float32)
    apart: Array = np.log1p(off.max(axis=-1)).astype(np.float32)
    return apart
