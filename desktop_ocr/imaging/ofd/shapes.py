"""The outlines of a path object: AbbreviatedData → polygons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import atan2, ceil, cos, hypot, pi, radians, sin, sqrt

from desktop_ocr.domain.errors import SourceArchive

MAX_NUMBERS = 600_000
"""Of one path: more draw nothing anybody could tell apart, but take long."""

_TOKEN = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_COUNTS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}

Spot = tuple[float, float]


@dataclass(slots=True)
class Outline:
    """A chain of points in the object's own coordinates."""

    points: list[Spot] = field(default_factory=list)
    is_closed: bool = False


def outlines(data: str, scale: float) -> list[Outline]:
    """The sub-paths of S and M (move), L (line), Q and B (Bézier), A (arc), C (close); ends at what is none of these.

    ``scale`` says how many pixels the unit of length becomes, so that curves get as many pieces as can be seen.
    """
    found: list[Outline] = []
    for letter, values in _commands(data):
        if letter in "SM":
            found.append(Outline([(values[0], values[1])]))
        elif not found:
            return found
        elif letter == "C":
            found[-1].is_closed = True
        else:
            if found[-1].is_closed:
                found.append(Outline([found[-1].points[0]]))
            points = found[-1].points
            points.extend(_curve(letter, points[-1], values, scale))
    return [outline for outline in found if len(outline.points) > 1]


def _commands(data: str) -> Iterator[tuple[str, list[float]]]:
    letter, count = "", 0
    values: list[float] = []
    for match in _TOKEN.finditer(data):
        token = match[0]
        if token.isalpha():
            if token not in _COUNTS or values:
                return
            letter = token
            if letter == "C":
                yield letter, []
            continue
        count += 1
        if count > MAX_NUMBERS:
            raise SourceArchive
        number = float(token)
        if not abs(number) < 1e9 or not _COUNTS.get(letter):
            return
        values.append(number)
        if len(values) == _COUNTS[letter]:
            yield letter, values
            # As in SVG, and in some files: more points need no more letters.
            letter, values = "L" if letter in "SM" else letter, []


def _curve(letter: str, start: Spot, values: list[float], scale: float) -> Iterator[Spot]:
    if letter == "A":
        yield from _arc(start, *values[:5], end=(values[5], values[6]), scale=scale)
        return
    corners = [start, *zip(values[::2], values[1::2], strict=True)]
    if len(corners) == 3:  # a quadratic curve is a cubic one with its handles two thirds of the way out
        corners[1:2] = [_between(corners[0], corners[1], 2 / 3), _between(corners[2], corners[1], 2 / 3)]
    if len(corners) == 4:
        (a, b), (c, d), (e, f), (g, h) = corners
        for step in range(
            1, steps := _steps((hypot(c - a, d - b) + hypot(e - c, f - d) + hypot(g - e, h - f)) * scale)
        ):
            t = step / steps
            s = 1 - t
            p, q, u, v = s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t
            yield p * a + q * c + u * e + v * g, p * b + q * d + u * f + v * h
    yield corners[-1]


def _steps(length: float) -> int:
    """Straight pieces for a curve of so many pixels."""
    return max(2, min(48, ceil(sqrt(length))))


def _between(a: Spot, b: Spot, part: float) -> Spot:
    return a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part


def _arc(
    start: Spot, width: float, height: float, angle: float, large: float, clockwise: float, *, end: Spot, scale: float
) -> Iterator[Spot]:
    """A part of an ellipse between two points, given as in SVG: half axes, their turn, which of the four parts."""
    a, b = abs(width), abs(height)
    if not a or not b or start == end:
        yield end
        return
    turn = radians(angle)
    dx, dy = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    x, y = dx * cos(turn) + dy * sin(turn), dy * cos(turn) - dx * sin(turn)
    grown = max(1.0, hypot(x / a, y / b))
    a, b = a * grown, b * grown
    below = (a * y) ** 2 + (b * x) ** 2
    factor = sqrt(max(0.0, (a * b) ** 2 / below - 1)) * (-1 if bool(large) == bool(clockwise) else 1)
    u, v = factor * a * y / b, -factor * b * x / a
    centre = (
        u * cos(turn) - v * sin(turn) + (start[0] + end[0]) / 2,
        u * sin(turn) + v * cos(turn) + (start[1] + end[1]) / 2,
    )
    first, last = atan2((y - v) / b, (x - u) / a), atan2((-y - v) / b, (-x - u) / a)
    sweep = (last - first) % (2 * pi) if clockwise else -((first - last) % (2 * pi))
    steps = _steps(abs(sweep) * max(a, b) * scale)
    for step in range(1, steps):
        p = first + sweep * step / steps
        x, y = a * cos(p), b * sin(p)
        yield centre[0] + x * cos(turn) - y * sin(turn), centre[1] + x * sin(turn) + y * cos(turn)
    yield end
