"""What a decoded page shows."""

from __future__ import annotations

from desktop_ocr.domain.recipe import PreparedImage


def is_marked(page: PreparedImage) -> bool:
    """As ``marked`` draws it: only the top left quarter is black."""
    corners = [grey(page, x, y) for x, y in ((0.2, 0.2), (0.8, 0.2), (0.8, 0.8), (0.2, 0.8))]
    return corners[0] < 20 and min(corners[1:]) > 235


def is_ramp(page: PreparedImage) -> bool:
    """As bright as ``ramp``, within 10."""
    return all(abs(grey(page, x, 0.5) - round(x * 255)) <= 10 for x in (0.05, 0.25, 0.5, 0.75, 0.95))


def grey(page: PreparedImage, x: float, y: float) -> int:
    place = (int(y * page.height) * page.width + int(x * page.width)) * 3
    return sum(page.pixels[place : place + 3]) // 3
