"""Characters with places, in a file's order → lines of text.  The same for PDF and OFD."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import hypot

from desktop_ocr.domain.geometry import Point, Quad
from desktop_ocr.domain.recognition import Character, TextLine

SAME_LINE = 0.3
"""How far two base lines may lie apart, in heights of a character."""
OVERLAP, GAP, WORD_GAP = 0.5, 0.6, 0.25
"""How far a character may reach back into the one before it, how far it may stay away from it, and from where a gap
between Latin letters or digits is a blank nobody wrote; in heights of a character."""
TURN = 0.99
"""Cosine of the angle from which two directions differ."""
LOOK_ALIKES = re.compile(r"[⺀-⿕豈-﫿]")
"""Radicals and compatibility forms, which some files name instead of the character that looks the same."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character in its cell; ``cell`` has equal units on both axes, y down.

    ``style`` tells runs apart that touch (a label and its value, say); ``joined`` binds the glyph to the one before it,
    whatever the gap, as long as it stands on the same line or column.
    """

    text: str
    cell: Quad
    style: Hashable = None
    joined: bool = False

    @property
    def height(self) -> float:
        return hypot(*_between(self.cell.top_left, self.cell.bottom_left))


def text_lines(glyphs: Iterable[Glyph], width: float, height: float) -> tuple[TextLine, ...]:
    """The lines on a page of ``width`` × ``height`` units; what lies outside it, or was set twice, is left out."""
    found: dict[tuple[str, tuple[int, ...]], TextLine] = {}
    for run in _runs(glyph for glyph in glyphs if glyph.height > 0):
        line = _line(_trimmed(run), width, height)
        if line and 0 <= line.region.centre.x <= 1 and 0 <= line.region.centre.y <= 1:
            # Printed twice in nearly the same place is how some programs make bold letters.
            place = tuple(round(number * 500) for number in line.region.bounds)
            found.setdefault((line.text, place), line)
    return tuple(found.values())


def _runs(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    run: list[Glyph] = []
    is_column = False
    for glyph in glyphs:
        if run and _goes_on_in_row(run[-1], glyph) and not is_column:
            if _is_word_gap(run[-1], glyph):
                run.append(_blank(run[-1], glyph))
            run.append(glyph)
        elif run and (is_column or len(run) == 1) and _goes_on_in_column(run[-1], glyph):
            is_column = True
            run.append(glyph)
        else:
            if run:
                yield run
            run, is_column = [glyph], False
    if run:
        yield run


def _goes_on_in_row(last: Glyph, glyph: Glyph) -> bool:
    if not _is_alike(last, glyph):
        return False
    em = last.height
    right, down = _axes(last.cell)
    across = _dot(_between(last.cell.bottom_left, glyph.cell.bottom_left), down)
    gap = _dot(_between(last.cell.bottom_right, glyph.cell.bottom_left), right)
    return abs(across) <= SAME_LINE * em and gap >= -OVERLAP * em and (glyph.joined or gap <= GAP * em)


def _goes_on_in_column(last: Glyph, glyph: Glyph) -> bool:
    if not (glyph.joined and _is_alike(last, glyph)):
        return False
    right, down = _axes(last.cell)
    step = _between(last.cell.centre, glyph.cell.centre)
    return abs(_dot(step, right)) <= SAME_LINE * last.height and _dot(step, down) > 0.5 * last.height


def _is_alike(last: Glyph, glyph: Glyph) -> bool:
    return (
        last.style == glyph.style
        and 0.75 <= glyph.height / last.height <= 1.33
        and _dot(_axes(last.cell)[0], _axes(glyph.cell)[0]) >= TURN
    )


def _is_word_gap(last: Glyph, glyph: Glyph) -> bool:
    gap = _dot(_between(last.cell.bottom_right, glyph.cell.bottom_left), _axes(last.cell)[0])
    letters = last.text[-1:] + glyph.text[:1]
    return gap > WORD_GAP * last.height and letters.isascii() and letters.isalnum()


def _blank(last: Glyph, glyph: Glyph) -> Glyph:
    before, after = last.cell, glyph.cell
    return Glyph(" ", Quad(before.top_right, after.top_left, after.bottom_left, before.bottom_right), last.style)


def _trimmed(run: list[Glyph]) -> list[Glyph]:
    written = [number for number, glyph in enumerate(run) if glyph.text.strip()]
    return run[written[0] : written[-1] + 1] if written else []


def _line(run: Sequence[Glyph], width: float, height: float) -> TextLine | None:
    """One line around all cells of the run."""
    if not run:
        return None
    right, down = _axes(run[0].cell)
    is_column = len(run) > 1 and abs(_dot(_between(run[0].cell.centre, run[-1].cell.centre), down)) > run[0].height / 2
    along, across = (down, (-right[0], -right[1])) if is_column else (right, down)
    spans = [_extent(glyph.cell, along) for glyph in run]
    (start, end), sides = _outer(spans), _outer([_extent(glyph.cell, across) for glyph in run])
    length = end - start
    if not length > 0:
        return None
    characters = tuple(
        Character(character, 1.0, (low - start) / length, (high - start) / length)
        for glyph, (low, high) in zip(run, spans, strict=True)
        for character in [_plain(glyph.text)]
    )
    corners = [(start, sides[0]), (end, sides[0]), (end, sides[1]), (start, sides[1])]
    region = Quad.of(
        ((u * along[0] + v * across[0]) / width, (u * along[1] + v * across[1]) / height) for u, v in corners
    )
    return TextLine(characters, 1.0, region.clamped())


def _plain(text: str) -> str:
    return LOOK_ALIKES.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)


def _axes(cell: Quad) -> tuple[Point, Point]:
    """Unit vectors of the reading direction and of down."""
    right = _between(cell.bottom_left, cell.bottom_right)
    length = hypot(*right)
    down = _between(cell.top_left, cell.bottom_left)
    height = hypot(*down) or 1.0
    if not length:
        return Point(down.y / height, -down.x / height), Point(down.x / height, down.y / height)
    return Point(right.x / length, right.y / length), Point(down.x / height, down.y / height)


def _extent(cell: Quad, axis: Point | tuple[float, float]) -> tuple[float, float]:
    places = [_dot(corner, axis) for corner in cell.corners]
    return min(places), max(places)


def _outer(extents: list[tuple[float, float]]) -> tuple[float, float]:
    return min(low for low, _ in extents), max(high for _, high in extents)


def _between(a: Point, b: Point) -> Point:
    return Point(b.x - a.x, b.y - a.y)


def _dot(a: Point | tuple[float, float], b: Point | tuple[float, float]) -> float:
    return a[0] * b[0] + a[1] * b[1]
