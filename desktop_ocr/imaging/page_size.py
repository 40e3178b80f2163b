"""How many pixels a page gets that has a size in lengths, not in pixels: PDF and OFD."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_ocr.domain.errors import SourceDamaged, SourceShape, SourceTooSmall
from desktop_ocr.imaging.raster import MAX_ASPECT, MIN_SIDE

MAX_DPI = 200
MAX_SIDE = 4096


@dataclass(frozen=True, slots=True)
class PageSize:
    """``scale`` in pixels per unit of the page; ``width`` and ``height`` in pixels."""

    width: int
    height: int
    scale: float


def page_size(width: float, height: float, *, inch: float, small: int = 0) -> PageSize:
    """The size to draw a page of ``width`` × ``height`` units in, ``inch`` of them to the inch.

    At most 200 dpi and 4096 pixels a side, whatever the page says of itself; with ``small`` at most so many pixels a
    side.  Raises SourceDamaged for a page without area, SourceTooSmall, SourceShape.
    """
    if not (0 < width < float("inf") and 0 < height < float("inf")):
        raise SourceDamaged
    full = min(MAX_DPI / inch, MAX_SIDE / max(width, height))
    sides = round(width * full), round(height * full)
    if max(width, height) > MAX_ASPECT * min(width, height):
        raise SourceShape(width=sides[0], height=sides[1])
    if min(sides) < MIN_SIDE:
        raise SourceTooSmall(width=sides[0], height=sides[1])
    scale = min(full, small / max(width, height)) if small else full
    return PageSize(max(1, round(width * scale)), max(1, round(height * scale)), scale)
