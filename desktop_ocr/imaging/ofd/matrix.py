"""Plane maps as OFD writes them: six numbers (a, b, c, d, e, f) mean x' = ax + cy + e, y' = bx + dy + f."""

from __future__ import annotations

from desktop_ocr.imaging.ofd.xml import numbers

Matrix = tuple[float, float, float, float, float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_TURNS = {0: (1, 0, 0, 1), 90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}


def matrix_of(text: str | None) -> Matrix:
    """The matrix of a CTM; the identity where it is missing or is none."""
    values = tuple(numbers(text))
    return values if len(values) == 6 else IDENTITY


def moved(x: float, y: float) -> Matrix:
    return (1.0, 0.0, 0.0, 1.0, x, y)


def turned(degrees: float) -> Matrix:
    """Clockwise by the nearest quarter."""
    a, b, c, d = _TURNS[round(degrees / 90) % 4 * 90]
    return (a, b, c, d, 0.0, 0.0)


def after(first: Matrix, second: Matrix) -> Matrix:
    """The map that does ``first`` and then ``second``."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def inverse(matrix: Matrix) -> Matrix | None:
    """The map back, or None for one that flattens the plane."""
    a, b, c, d, e, f = matrix
    area = a * d - b * c
    if not 1e-12 < abs(area) < 1e15:
        return None
    return (d / area, -b / area, -c / area, a / area, (c * f - d * e) / area, (b * e - a * f) / area)
