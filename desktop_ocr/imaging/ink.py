"""Which letters of a file are seen: those whose own ink is on the page, as drawing it without them shows.

That finds them all alike: not painted, in the colour of what is behind them, painted over, clipped away, too small to
leave a trace, beyond the page.  What the file says of colours and ways of painting need not be understood.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops

from desktop_ocr.domain.geometry import WHOLE_PAGE, Quad, shared_area
from desktop_ocr.domain.recognition import Character, TextLine

LOOK_SIDE = 1600
"""Longer side, in pixels, of the pictures in which letters are looked for."""
CONTRAST = 24
"""Grey levels by which a letter shows."""
FULL = 64
"""From this coverage (of 255) on, a pixel is taken for a part of a letter."""
SEEN = 0.5
"""Part of a letter's shape that must show; white print on a ruled line shows where it cuts the line."""
ON_PAGE = 0.75
"""Part of a letter's cell that must lie on the page: what is cut off there may have made it another letter."""

Mask = NDArray[np.bool_]


def inked(
    lines: Iterable[TextLine], page: Image.Image, bare: Image.Image, on_white: Image.Image, on_black: Image.Image
) -> tuple[TextLine, ...]:
    """The lines of which every letter and every digit is seen on their page; their regions end at its edge.

    All pictures are grey and of one size: the page, the same without letters, and its letters alone on white and on
    black.  A line with a letter that is not seen says something else than the page does, and is left out as a whole.
    """
    seen = np.asarray(ImageChops.difference(page, bare)) >= CONTRAST
    letters = np.asarray(ImageChops.difference(on_white, on_black)) <= 255 - FULL
    found = (line for line in lines if _is_seen(line, seen, letters))
    return tuple(replace(line, region=line.region.clamped()) for line in found)


def _is_seen(line: TextLine, seen: Mask, letters: Mask) -> bool:
    places = [line.region.part(one.start, one.end) for one in line.characters if _must_show(one)]
    return all(_is_on_page(place) and _shows(place, seen, letters) for place in places or [line.region])


def _must_show(character: Character) -> bool:
    """Not a mark: the dot of a small point may be too faint for a small picture."""
    return any(letter.isalnum() for letter in character.text)


def _is_on_page(place: Quad) -> bool:
    """Not from the ink: of what is beyond the page there is none, and what is left would count as the whole letter."""
    return shared_area(place, WHOLE_PAGE) >= ON_PAGE * shared_area(place, place)


def _shows(place: Quad, seen: Mask, letters: Mask) -> bool:
    height, width = seen.shape
    left, top, right, bottom = place.clamped().scaled(width, height).bounds
    part = np.s_[int(top) : max(int(bottom), int(top)) + 1, int(left) : max(int(right), int(left)) + 1]
    shape = letters[part]
    return bool(shape.any() and (seen[part] & shape).sum() >= SEEN * shape.sum())
