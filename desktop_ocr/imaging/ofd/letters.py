"""Text objects → characters in their cells on the page, and their lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.recognition import TextLine
from desktop_ocr.imaging.ofd.content import Item, Text
from desktop_ocr.imaging.ofd.matrix import Matrix, after, apply, moved
from desktop_ocr.imaging.ofd.text_codes import Placed
from desktop_ocr.imaging.text_runs import Glyph, text_lines

ABOVE, BELOW = 0.9, 0.22
"""How far a cell reaches from the base line, in parts of the size."""


def lines(found: Iterable[Item], width: float, height: float) -> tuple[TextLine, ...]:
    """The lines of text that are painted on a page of ``width`` × ``height`` millimetres, be they seen or not."""
    painted = [item for item in found if isinstance(item, Text) and _is_painted(item)]
    return text_lines((glyph for item in painted for glyph in _glyphs(item)), width, height)


def own_matrix(text: Text, placed: Placed) -> Matrix:
    """From a character's own system, its origin at the left end of its base line, to the page."""
    return after(text.turn, after(moved(placed.x, placed.y), text.matrix))


def cell(text: Text, placed: Placed) -> Quad:
    """The cell of a character in millimetres of the page."""
    matrix, top, bottom = own_matrix(text, placed), -ABOVE * text.size, BELOW * text.size
    corners = ((0.0, top), (placed.width, top), (placed.width, bottom), (0.0, bottom))
    return Quad.of(apply(matrix, x, y) for x, y in corners)


def _glyphs(text: Text) -> Iterator[Glyph]:
    style = (text.font, text.style.fill, text.style.stroke)
    a, b, c, d, _, _ = after(text.turn, text.matrix)
    up, drop = ((ABOVE + BELOW) * text.size, BELOW * text.size)
    way_up = (-c * up, -d * up)
    for placed in text.characters:
        x, y = apply(text.matrix, placed.x, placed.y)
        along = (a * placed.width, b * placed.width)
        yield Glyph(placed.text, x + c * drop, y + d * drop, along, way_up, style, not placed.is_first)


def _is_painted(text: Text) -> bool:
    return text.size > 0 and any(colour and colour[3] > 0 for colour in (text.style.fill, text.style.stroke))
