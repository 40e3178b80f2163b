"""Places and confidences as the service writes them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ...truth import Quad

NOWHERE = {"left": 0, "top": 0, "width": 0, "height": 0}
"""Where a value stands that is not there."""


def location(quads: Iterable[Quad]) -> dict[str, int]:
    """The upright rectangle around all of them, in px."""
    points = [point for quad in quads for point in quad]
    if not points:
        return dict(NOWHERE)
    left, top = min(x for x, _ in points), min(y for _, y in points)
    right, bottom = max(x for x, _ in points), max(y for _, y in points)
    return {"left": round(left), "top": round(top), "width": round(right - left), "height": round(bottom - top)}


def vertexes(quad: Quad) -> list[dict[str, int]]:
    return [{"x": round(x), "y": round(y)} for x, y in quad]


def probability(*, variance: bool = False) -> dict[str, float]:
    return {"average": 0.9911, **({"variance": 0.0003} if variance else {}), "min": 0.9502}


def text(value: Any) -> str:
    """A value of any kind as one text."""
    if isinstance(value, list):
        return "、".join(map(str, value))
    return str(value)
