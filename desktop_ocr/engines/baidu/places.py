"""From pixels of the picture that was sent to page coordinates of the upright page."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.sent_picture import Fitted

LEAST = 1e-4
"""Of the page; what is left of a place after it was cut to the page and is smaller lay outside."""


@dataclass(frozen=True, slots=True)
class Places:
    """``turned`` is the clockwise turn in degrees that makes the picture upright."""

    fitted: Fitted
    turned: int = 0

    def region(self, place: Quad | None) -> Quad | None:
        """The region of a place; None for none, and for one outside the page: positions may be negative."""
        if place is None:
            return None
        inside = self.fitted.to_image(place).clamped()
        if inside.width < LEAST or inside.height < LEAST:
            return None
        # A box says nothing of the text's direction, four corners begin at the text's top left.
        return inside.turned_as_frame(self.turned) if place == _box_of(place) else inside.turned(self.turned)


def _box_of(quad: Quad) -> Quad:
    return Quad.rectangle(*quad.bounds)
