"""The upper and the lower border of a cell, from where its label and the labels around it stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

ASIDE = 0.08
"""What a label's distance sideways counts, against up and down, for which one is the next."""
HIGHER = 1.5
"""How much further a value may reach above its label than the next label stands under it: some labels are not found."""
LAST_ROW = 1.6
"""Heights above and under a label that its cell has where no other label ends it."""


@dataclass(frozen=True, slots=True)
class Area:
    """Where a label stands, levelled; ``line`` is the height of one of its lines."""

    left: float
    right: float
    top: float
    bottom: float
    line: float
    tall: bool

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def upper_border(own: Area, others: Sequence[Area]) -> float:
    """Half way between a label and the next one above it, but not much further than down to the one below."""
    nearest = _next_above(own, others)
    if nearest and own.tall:
        return lower_border(nearest, [own, *(area for area in others if area is not nearest)])
    reach = max(HIGHER * (lower_border(own, others) - own.bottom), own.line / 4)
    return max(_half_way_up(own, nearest), own.top - reach)


def lower_border(own: Area, others: Sequence[Area]) -> float:
    """Half way between a label and the next one under it; where that one is tall, as far down as up."""
    under = [area for area in others if area.top > own.middle and area.middle > own.bottom]
    nearest = min(under, key=lambda area: area.top - own.bottom + ASIDE * abs(own.left - area.left), default=None)
    if nearest and nearest.tall:
        # A label stands in the middle of its cell.
        return own.bottom + own.top - _half_way_up(own, _next_above(own, others))
    return (own.bottom + nearest.top) / 2 if nearest else own.bottom + LAST_ROW * own.line


def _next_above(own: Area, others: Sequence[Area]) -> Area | None:
    above = [area for area in others if area.bottom < own.middle and area.middle < own.top]
    return min(above, key=lambda area: own.top - area.bottom + ASIDE * abs(own.left - area.left), default=None)


def _half_way_up(own: Area, nearest: Area | None) -> float:
    return (own.top + nearest.bottom) / 2 if nearest else own.top - LAST_ROW * own.line
