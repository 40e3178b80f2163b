"""Lines of text laid out by hand, as the line reader would give them, for tests that need no models."""

from __future__ import annotations

from math import cos, radians, sin

from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.recognition import Character, TextLine
from desktop_ocr.engines.offline.layout import Layout, lay_out

WIDTH, HEIGHT = 1000.0, 640.0
"""Pixels of the page."""


def printed(
    text: str,
    x: float,
    y: float,
    *,
    size: float = 30,
    pitch: float = 1.0,
    tilt: float = 0,
    score: float = 0.99,
    unsure: dict[int, tuple[tuple[str, float], ...]] | None = None,
) -> TextLine:
    """A line whose left top is at (x, y) pixels; ``pitch`` in heights for each character, half for ASCII.

    ``tilt`` in degrees turns the whole page about its centre; ``unsure`` gives alternatives by place.
    """
    widths = [size * pitch * (0.5 if char.isascii() else 1.0) for char in text]
    total = sum(widths)
    characters, left = [], 0.0
    for place, (char, width) in enumerate(zip(text, widths, strict=True)):
        margin = width * 0.1
        characters.append(
            Character(
                text=char,
                confidence=score,
                start=(left + margin) / total,
                end=(left + width - margin) / total,
                alternatives=(unsure or {}).get(place, ()),
            )
        )
        left += width
    corners = [(x, y), (x + total, y), (x + total, y + size), (x, y + size)]
    turned = [_turned(px, py, tilt) for px, py in corners]
    return TextLine(tuple(characters), score, Quad.of((px / WIDTH, py / HEIGHT) for px, py in turned))


def _turned(x: float, y: float, degrees: float) -> tuple[float, float]:
    angle, cx, cy = radians(degrees), WIDTH / 2, HEIGHT / 2
    dx, dy = x - cx, y - cy
    return cx + dx * cos(angle) - dy * sin(angle), cy + dx * sin(angle) + dy * cos(angle)


def laid_out(*lines: TextLine) -> Layout:
    return lay_out(lines, WIDTH, HEIGHT)
