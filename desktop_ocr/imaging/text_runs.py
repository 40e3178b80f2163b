"""Characters with places, in a file's order → lines of text.  The same for PDF and OFD."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Iterable, Iterator
from itertools import product
from math import ceil, floor, hypot
from typing import NamedTuple

from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.recognition import Character, TextLine

SAME_LINE = 0.3
"""How far two base lines may lie apart, in heights of a character."""
OVERLAP, GAP, WORD_GAP = 0.5, 0.6, 0.25
"""How far a character may reach back into the one before it, how far it may stay away from it, and from where a gap
between Latin letters or digits is a blank nobody wrote; in heights of a character."""
PLACES = 500
"""Places on either side of a page; lines with the same text in one, or in two beside each other, are one line."""
TURN = 0.99
"""Cosine of the angle from which two directions differ."""
LOOK_ALIKES = re.compile(r"[⺀-⿕豈-﫿]")
"""Radicals and compatibility forms, which some files name instead of the character that looks the same."""

Vector = tuple[float, float]


class Glyph(NamedTuple):
    """One character in its cell, with the same units on both axes, y down.

    ``x``, ``y`` is the cell's bottom left corner, ``along`` the way to its bottom right and ``up`` to its top left.
    ``style`` tells runs apart that touch (a label and its value, say); ``is_joined`` binds the glyph to the one before
    it, whatever the gap, as long as it stands on the same line or column.
    """

    text: str
    x: float
    y: float
    along: Vector
    up: Vector
    style: Hashable = None
    is_joined: bool = False


class _Cell(NamedTuple):
    """A glyph with its height and the unit vectors of its own right and down."""

    glyph: Glyph
    height: float
    right: Vector
    down: Vector


def text_lines(glyphs: Iterable[Glyph], width: float, height: float) -> tuple[TextLine, ...]:
    """The lines on a page of ``width`` × ``height`` units; what lies outside it, or was set twice, is left out.

    A line that runs off the page keeps all its letters, and its region reaches as far as they do.
    """
    found: dict[tuple[str, tuple[int, ...]], TextLine] = {}
    for run in _runs(glyphs):
        line = _line(_trimmed(run), width, height)
        if line:
            # Printed twice in nearly the same place is how some programs make bold letters.
            edges = [number * PLACES for number in line.region.bounds]
            near = product(*({floor(edge), ceil(edge)} for edge in edges))
            if not any((line.text, place) in found for place in near):
                found[line.text, tuple(map(round, edges))] = line
    return tuple(found.values())


def _runs(glyphs: Iterable[Glyph]) -> Iterator[list[_Cell]]:
    run: list[_Cell] = []
    is_column = False
    for glyph in glyphs:
        cell = _measured(glyph)
        if cell is None:
            continue
        if run and _is_alike(run[-1], cell):
            across, gap = _step(run[-1], cell)
            if not is_column and _is_in_row(run[-1], cell, across, gap):
                if gap > WORD_GAP * cell.height and _is_in_words(run[-1], cell):
                    run.append(_blank(run[-1], gap))
                run.append(cell)
                continue
            if (is_column or len(run) == 1) and _is_in_column(run[-1], cell):
                is_column = True
                run.append(cell)
                continue
        if run:
            yield run
        run, is_column = [cell], False
    if run:
        yield run


def _measured(glyph: Glyph) -> _Cell | None:
    """None for a cell without height."""
    (up_x, up_y), (x, y) = glyph.up, glyph.along
    height, width = hypot(up_x, up_y), hypot(x, y)
    if not height > 0:
        return None
    down = (-up_x / height, -up_y / height)
    return _Cell(glyph, height, (x / width, y / width) if width > 0 else (down[1], -down[0]), down)


def _is_alike(last: _Cell, cell: _Cell) -> bool:
    return (
        last.glyph.style == cell.glyph.style
        and 0.75 <= cell.height / last.height <= 1.33
        and last.right[0] * cell.right[0] + last.right[1] * cell.right[1] >= TURN
    )


def _step(last: _Cell, cell: _Cell) -> tuple[float, float]:
    """How far down, and how far to the right of its end, the next cell begins."""
    x = cell.glyph.x - last.glyph.x - last.glyph.along[0]
    y = cell.glyph.y - last.glyph.y - last.glyph.along[1]
    return x * last.down[0] + y * last.down[1], x * last.right[0] + y * last.right[1]


def _is_in_row(last: _Cell, cell: _Cell, across: float, gap: float) -> bool:
    em = last.height
    return abs(across) <= SAME_LINE * em and gap >= -OVERLAP * em and (cell.glyph.is_joined or gap <= GAP * em)


def _is_in_column(last: _Cell, cell: _Cell) -> bool:
    if not cell.glyph.is_joined:
        return False
    (ax, ay), (bx, by) = _centre(last.glyph), _centre(cell.glyph)
    across = (bx - ax) * last.right[0] + (by - ay) * last.right[1]
    down = (bx - ax) * last.down[0] + (by - ay) * last.down[1]
    return abs(across) <= SAME_LINE * last.height and down > 0.5 * last.height


def _centre(glyph: Glyph) -> Vector:
    return glyph.x + (glyph.along[0] + glyph.up[0]) / 2, glyph.y + (glyph.along[1] + glyph.up[1]) / 2


def _is_in_words(last: _Cell, cell: _Cell) -> bool:
    letters = last.glyph.text[-1:] + cell.glyph.text[:1]
    return letters.isascii() and letters.isalnum()


def _blank(last: _Cell, gap: float) -> _Cell:
    glyph, (x, y) = last.glyph, last.right
    start = glyph.x + glyph.along[0], glyph.y + glyph.along[1]
    return last._replace(glyph=Glyph(" ", *start, (x * gap, y * gap), glyph.up, glyph.style))


def _trimmed(run: list[_Cell]) -> list[_Cell]:
    written = [number for number, cell in enumerate(run) if cell.glyph.text.strip()]
    return run[written[0] : written[-1] + 1] if written else []


def _line(run: list[_Cell], width: float, height: float) -> TextLine | None:
    """One line around all cells of the run; None where its middle is not on the page."""
    if not run:
        return None
    right, down = run[0].right, run[0].down
    (ax, ay), (bx, by) = _centre(run[0].glyph), _centre(run[-1].glyph)
    is_column = abs((bx - ax) * down[0] + (by - ay) * down[1]) > abs((bx - ax) * right[0] + (by - ay) * right[1])
    along, across = (down, (-right[0], -right[1])) if is_column else (right, down)
    spans = [_extent(cell.glyph, along) for cell in run]
    sides = [_extent(cell.glyph, across) for cell in run]
    start, end = min(low for low, _ in spans), max(high for _, high in spans)
    top, bottom = min(low for low, _ in sides), max(high for _, high in sides)
    length = end - start
    if not length > 0:
        return None
    characters = tuple(
        Character(_plain(cell.glyph.text), 1.0, (low - start) / length, (high - start) / length)
        for cell, (low, high) in zip(run, spans, strict=True)
    )
    corners = ((start, top), (end, top), (end, bottom), (start, bottom))
    region = Quad.of(
        ((u * along[0] + v * across[0]) / width, (u * along[1] + v * across[1]) / height) for u, v in corners
    )
    is_on_page = 0 <= region.centre.x <= 1 and 0 <= region.centre.y <= 1
    return TextLine(characters, 1.0, region) if is_on_page else None


def _extent(glyph: Glyph, axis: Vector) -> tuple[float, float]:
    """From where to where a cell reaches on an axis."""
    x, y = axis
    place = glyph.x * x + glyph.y * y
    along, up = glyph.along[0] * x + glyph.along[1] * y, glyph.up[0] * x + glyph.up[1] * y
    return place + min(along, 0.0) + min(up, 0.0), place + max(along, 0.0) + max(up, 0.0)


def _plain(text: str) -> str:
    return text if text.isascii() else LOOK_ALIKES.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
