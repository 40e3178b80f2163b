"""Where a paper lies in a photo: turned, tipped, seen by a pinhole camera."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from .sheet import Quad
from .specimen import Specimen, smallest_height

LARGEST = 12_000_000  # pixels of a photo


@dataclass(frozen=True)
class Pose:
    """`matrix` maps specimen pixels to photo pixels."""

    matrix: NDArray[np.float64]
    size: tuple[int, int]


def laid(
    specimen: Specimen, tilt: float, perspective: float, turned: int, rng: random.Random, *,
    fill: float, text: float | None = None, size: tuple[int, int] | None = None,
) -> Pose:  # fmt: skip
    """Where the paper lies: either `size` is given, or the picture's size follows from `text` height and `fill`.

    The paper is turned in its plane, tipped about a random axis lying in the plane, and seen by a pinhole camera
    with a focal length of 1.0–1.3 × the picture's long side. Everything is linear in the scale, so the shape is found
    once for a unit scale and then stretched until the smallest text (or the picture) has the wanted size.
    """
    # Turning the photo clockwise by `turned` makes it upright, so the paper lies that far counterclockwise.
    angle = math.radians(tilt - turned)
    axis, tip = rng.uniform(0, math.tau), math.radians(perspective)
    focal = rng.uniform(1.0, 1.3)
    sideways = turned in {90, 270}
    lies_wide = (specimen.image.width > specimen.image.height) != sideways
    aspect = rng.choice([4 / 3, 4 / 3, 3 / 2, 16 / 9, 1.0])
    if not lies_wide:
        aspect = 1 / aspect
    if size:
        aspect = size[0] / size[1]
    place = (rng.random(), rng.random())
    long_side = max(specimen.image.size) / fill
    for _ in range(6):  # the focal length depends on the picture, the picture on the paper's outline
        shape = _projection(specimen, angle, axis, tip, focal * long_side)
        outline = np.array(mapped(shape, edge(specimen)))
        area = cv2.contourArea(outline.astype(np.float32))
        extent = np.ptp(outline, axis=0) * 1.04
        height = max(math.sqrt(area / fill**2 / aspect), extent[0] / aspect, extent[1])
        long_side = max(height, height * aspect)
    width = height * aspect
    if size:
        scale = size[0] / width
    else:
        assert text is not None
        boxes = {key: [mapped(shape, quad) for quad in quads] for key, quads in specimen.boxes.items()}
        scale = text / smallest_height(boxes)
        if (too_large := width * height * scale**2 / LARGEST) > 1:
            # Keep the text's size and take away table instead, down to the paper itself.
            width = max(width / math.sqrt(too_large), extent[0])
            height = max(height / math.sqrt(too_large), extent[1])
        size = (math.floor(width * scale), math.floor(height * scale))
    room = np.array(size) - np.ptp(outline, axis=0) * scale
    # The paper lies near the middle more often than at an edge.
    shift = room * (0.5 + (np.array(place) - 0.5) * 0.9) - outline.min(axis=0) * scale
    stretch = np.array([[scale, 0, shift[0]], [0, scale, shift[1]], [0, 0, 1]])
    return Pose(stretch @ shape, size)


def _projection(specimen: Specimen, angle: float, axis: float, tip: float, focal: float) -> NDArray[np.float64]:
    width, height = specimen.image.size
    centred = np.array([[1, 0, -width / 2], [0, 1, -height / 2], [0, 0, 1]])
    turn = np.array([[math.cos(angle), -math.sin(angle), 0], [math.sin(angle), math.cos(angle), 0], [0, 0, 1]])
    tipped, _ = cv2.Rodrigues(np.array([math.cos(axis), math.sin(axis), 0.0]) * tip)
    # A point (x, y) of the paper's plane is at tipped @ (x, y, 0), `focal` in front of the lens at the middle.
    view = tipped.copy()
    view[:, 2] = 0, 0, 1
    view[2, :2] /= focal
    return view @ turn @ centred


def edge(specimen: Specimen) -> Quad:
    width, height = specimen.image.size
    return ((0.0, 0.0), (float(width), 0.0), (float(width), float(height)), (0.0, float(height)))


def mapped(matrix: NDArray[np.float64], quad: Quad) -> Quad:
    points = np.c_[np.array(quad), np.ones(4)] @ matrix.T
    return tuple((float(x / w), float(y / w)) for x, y, w in points)  # type: ignore[return-value]
