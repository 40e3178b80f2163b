"""How the print of a page slopes: of a page in perspective not everywhere the same."""

from __future__ import annotations

from itertools import combinations
from statistics import median

from desktop_ocr.engines.offline.layout import Layout

STEADY = 8.0
"""Width, in heights, from which a row tells how the print slopes."""
ENOUGH = 6
"""Rows from which a change of the slope down the page is told from them."""


def slope_of(layout: Layout) -> tuple[float, float]:
    """How the print slopes at the top of the frame, and how much more with each pixel down: perspective turns lines."""
    points = []
    for row in layout.rows:
        first, last = row.glyphs[0], row.glyphs[-1]
        if last.left - first.left > STEADY * first.height:
            points.append(((first.middle + last.middle) / 2, (last.middle - first.middle) / (last.left - first.left)))
    if not points:
        return 0.0, 0.0
    flat = median(slope for _, slope in points)
    changes = [(slope - other) / (v - w) for (v, slope), (w, other) in combinations(points, 2) if v != w]
    if len(points) < ENOUGH or not changes:
        return flat, 0.0
    # Medians: what was read out of a seal slopes anyhow.
    change = median(changes)
    return median(slope - change * v for v, slope in points), change
