"""How good a picture of a paper is: advice in words, never a wall."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from desktop_ocr.domain.geometry import Quad

UNREADABLE_BELOW, UNLIT_BELOW = 0.35, 0.06
"""Sharpness at which most values are read wrongly, and brightness at which nothing is read (measured, see imaging)."""


class Advice(StrEnum):
    """What would make a picture better to read; the window has the words."""

    BLURRED = "blurred"
    TOO_DARK = "too_dark"
    TOO_BRIGHT = "too_bright"
    GLARE = "glare"
    CUT_OFF = "cut_off"
    CLOSER = "closer"  # its text is too small to be read


@dataclass(frozen=True, slots=True)
class Quality:
    """Measured on an upright page.

    ``sharpness`` is 0 (nothing can be read) to 1 (as sharp as print gets), ``brightness`` the median of the paper,
    0–1. ``glare`` are the places, in page coordinates, where light has wiped out what is printed.  ``text_height`` is
    the height in pixels of the smallest text, 0 where it is not known.  ``advice`` comes most important first.
    """

    sharpness: float
    brightness: float
    glare: tuple[Quad, ...] = ()
    text_height: float = 0.0
    advice: tuple[Advice, ...] = ()

    @property
    def is_bad(self) -> bool:
        """Whether hardly anything on the page can be read."""
        return self.brightness < UNLIT_BELOW or (self.text_height > 0 and self.sharpness < UNREADABLE_BELOW)
