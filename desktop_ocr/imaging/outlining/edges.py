"""How a small copy of a page changes from place to place: brightness and two colours, and their gradients."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
Bytes = NDArray[np.uint8]

SMOOTH = 0.9
"""Gaussian σ in pixels of the small copy."""
FLOORS = (1.3, 0.9, 0.9)
"""Levels a pixel below which a gradient is nothing, for brightness and the two colours, however clean the picture."""
NOISY = 2.2
"""How many times the usual gradient of the picture is an edge."""
REMAPPED = 30_000
"""Places looked up at once: OpenCV maps pictures of at most 32,767 pixels a side."""
ASKEW = 0.6
"""Part of a gradient that must point across an edge: texture points anywhere."""


@dataclass(frozen=True, slots=True)
class Edges:
    """A picture as rows × columns × 3 (Lab, 0–255), its gradients along x and y, and what counts as one."""

    lab: Bytes
    smooth: Array
    gx: Array
    gy: Array
    least: Array

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.lab.shape[1], self.lab.shape[0]

    def across(self, x: Array, y: Array, normal_x: Array, normal_y: Array) -> Array:
        """Gradients along a direction at places (any shape; … × 3), in units of the least edge; 0 where askew."""
        gx = cv2.remap(self.gx, x, y, cv2.INTER_NEAREST, borderMode=cv2.BORDER_REPLICATE)
        gy = cv2.remap(self.gy, x, y, cv2.INTER_NEAREST, borderMode=cv2.BORDER_REPLICATE)
        across = gx * normal_x[..., None] + gy * normal_y[..., None]
        beside = gx * normal_y[..., None] - gy * normal_x[..., None]
        across[np.abs(across) * ASKEW < np.abs(beside) * (1 - ASKEW)] = 0
        units: Array = across / self.least
        return units

    def are_crossed(self, places: Array, normals: Array) -> NDArray[np.bool_]:
        """Whether an edge lies across these directions within a pixel of the places (… × 2 both)."""
        at, across = places.reshape(-1, 1, 2).astype(np.float32), normals.reshape(-1, 1, 2).astype(np.float32)
        found = np.zeros(len(at), bool)
        for first in range(0, len(at), REMAPPED):
            cut = slice(first, first + REMAPPED)
            for off in (-1.0, 0.0, 1.0):
                near = at[cut] + across[cut] * off
                strong = np.abs(self.across(near[..., 0], near[..., 1], across[cut, :, 0], across[cut, :, 1]))
                found[cut] |= (strong > 1).any(axis=(1, 2))
        return found.reshape(places.shape[:-1])


def edges_of(rgb: Bytes) -> Edges:
    lab = cv2.cvtColor(rgb, cv2.COLOR_RGB2LAB)
    smooth = cv2.GaussianBlur(lab, (0, 0), SMOOTH).astype(np.float32)
    gx = cv2.Scharr(smooth, cv2.CV_32F, 1, 0, scale=1 / 32)
    gy = cv2.Scharr(smooth, cv2.CV_32F, 0, 1, scale=1 / 32)
    usual = np.median(np.abs(gx[::4, ::4]).reshape(-1, 3) + np.abs(gy[::4, ::4]).reshape(-1, 3), axis=0) / 2 * 1.48
    least = np.maximum(np.array(FLOORS, np.float32), NOISY * usual.astype(np.float32))
    return Edges(lab, smooth, gx, gy, np.minimum(least, np.array(FLOORS, np.float32) * 3))
