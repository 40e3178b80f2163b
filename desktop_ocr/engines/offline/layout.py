"""Lines of text → rows of glyphs in a level frame, so that rules can speak of "right of" and "below".

A paper in a photo stands at an angle and in perspective.  The frame is the page in pixels, rotated so that the lines
are level on the whole: ``u`` runs along the text, ``v`` across it, downwards.  A row joins the boxes that stand on
one printed line, following each line's own slope.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from math import atan2, cos, sin
from statistics import median

from desktop_ocr.domain.geometry import Point, Quad, between
from desktop_ocr.domain.recognition import Character, TextLine
from desktop_ocr.engines.offline.matching import best_window, costs_of, may_hold
from desktop_ocr.engines.offline.script import AS_PRINTED, SIMPLIFIED, script_of, to_simplified

STEADY = 3.0
"""Width to height from which a line's own slope is trusted."""
ASLANT = 0.25
"""Slope against that of the lines around from which a line is no part of theirs."""
LONG = 2.0
"""Width to height from which such a slope is none by chance."""
NEIGHBOURS = 5
"""Steady lines that tell the slope at a place."""
SAME_ROW = 0.55
"""Offset, in line heights, up to which two boxes stand on one printed line."""
SAME_SIZE = 2.6
"""Ratio of heights up to which two boxes may stand on one printed line."""


@dataclass(frozen=True)
class Glyph:
    """A character in the frame: its left and right end, the middle of its line there, its height (pixels)."""

    character: Character
    left: float
    right: float
    middle: float
    height: float
    spaced: bool
    """A blank was read before it."""
    begins_line: bool = False
    """It is the first of a line as it was found; a row may have several of them."""

    @property
    def text(self) -> str:
        return self.character.text

    @cached_property
    def costs(self) -> Mapping[str, float]:
        """See ``matching.costs_of``."""
        return costs_of(self.character)


@dataclass(frozen=True)
class Row:
    """Glyphs of one printed line, from left to right, blanks left out."""

    glyphs: tuple[Glyph, ...]

    @cached_property
    def text(self) -> str:
        return "".join(glyph.text for glyph in self.glyphs)

    @cached_property
    def offered(self) -> Set[str]:
        """Everything that its glyphs may be taken for."""
        return {text for glyph in self.glyphs for text in glyph.costs}

    def gap(self, place: int) -> float:
        """Empty space before the glyph at ``place``, in its heights; infinite before the first."""
        if place == 0:
            return float("inf")
        before, here = self.glyphs[place - 1], self.glyphs[place]
        return (here.left - before.right) / max(1.0, min(here.height, before.height))

    def window(self, word: str, allowed: float, *, slack: int = 1) -> tuple[float, int, int] | None:
        """See ``matching.best_window``."""
        return best_window(self.glyphs, word, allowed, slack=slack) if may_hold(self.offered, word, allowed) else None


@dataclass(frozen=True, slots=True)
class Frame:
    """The level frame of a page: its size in pixels and the angle (radians, clockwise) of its text."""

    width: float
    height: float
    angle: float

    def to_frame(self, point: Point) -> Point:
        """Page coordinates (0–1) → frame."""
        x, y = point.x * self.width, point.y * self.height
        return Point(x * cos(self.angle) + y * sin(self.angle), y * cos(self.angle) - x * sin(self.angle))

    def to_page(self, point: Point) -> Point:
        """Frame → page coordinates (0–1)."""
        u, v = point
        x, y = u * cos(self.angle) - v * sin(self.angle), v * cos(self.angle) + u * sin(self.angle)
        return Point(x / self.width, y / self.height)

    def region(self, glyphs: Sequence[Glyph]) -> Quad | None:
        """The quad around glyphs, level in the frame, in page coordinates."""
        if not glyphs:
            return None
        left, right = min(glyph.left for glyph in glyphs), max(glyph.right for glyph in glyphs)
        top = min(glyph.middle - glyph.height / 2 for glyph in glyphs)
        bottom = max(glyph.middle + glyph.height / 2 for glyph in glyphs)
        return self.box(left, top, right, bottom).clamped()

    def box(self, left: float, top: float, right: float, bottom: float) -> Quad:
        """A level rectangle of the frame, in page coordinates."""
        corners = (Point(left, top), Point(right, top), Point(right, bottom), Point(left, bottom))
        return Quad.of(self.to_page(corner) for corner in corners)


@dataclass(frozen=True, slots=True)
class _Box:
    """A line in the frame: the middles of its ends."""

    line: TextLine
    start: Point
    end: Point
    height: float

    @property
    def slope(self) -> float:
        return (self.end.y - self.start.y) / max(1.0, self.end.x - self.start.x)

    @property
    def is_steady(self) -> bool:
        return self.end.x - self.start.x >= STEADY * self.height

    def leans_from(self, slope: float) -> bool:
        """It runs down the page, or as letters on a seal's side: no other line goes on where it ends."""
        if abs(self.end.y - self.start.y) > abs(self.end.x - self.start.x):
            return True
        is_line = self.end.x - self.start.x >= LONG * self.height
        return is_line and abs(self.slope - slope) > ASLANT


@dataclass(frozen=True, slots=True)
class Layout:
    """The rows of a page, from top to bottom, and the frame they are in."""

    frame: Frame
    rows: tuple[Row, ...]
    script: str = SIMPLIFIED
    """Simplified or traditional: the characters of its glyphs."""

    def laid_out(self, lines: Iterable[TextLine]) -> Layout:
        """Other lines of the same page, in the same script."""
        return lay_out(lines, self.frame.width, self.frame.height, script=self.script)


def lay_out(lines: Iterable[TextLine], width: float, height: float, *, script: str = SIMPLIFIED) -> Layout:
    """Arrange the lines of an upright page of ``width`` × ``height`` pixels; ``script`` as in ``script.SCRIPTS``."""
    known = [line for line in lines if line.characters]
    if script == AS_PRINTED:
        script = script_of(character for line in known for character in line.characters)
    frame = Frame(width, height, _angle(known, width, height))
    boxes = [_box(line, frame) for line in known]
    rows = [_row(chain, script) for chain in _chains(boxes)]
    rows.sort(key=lambda row: sum(glyph.middle for glyph in row.glyphs) / len(row.glyphs))
    return Layout(frame, tuple(rows), script)


def _angle(lines: Sequence[TextLine], width: float, height: float) -> float:
    angles = []
    for line in lines:
        quad = line.region.scaled(width, height)
        if quad.width >= STEADY * quad.height:
            angles.append(atan2(quad.top_right.y - quad.top_left.y, quad.top_right.x - quad.top_left.x))
    return median(angles) if angles else 0.0


def _box(line: TextLine, frame: Frame) -> _Box:
    quad = line.region
    start = frame.to_frame(between(quad.top_left, quad.bottom_left, 0.5))
    end = frame.to_frame(between(quad.top_right, quad.bottom_right, 0.5))
    return _Box(line, start, end, quad.scaled(frame.width, frame.height).height)


def _chains(boxes: Sequence[_Box]) -> list[list[_Box]]:
    """Boxes joined to printed lines: each box is followed by the nearest one that lies on its extension."""
    slope_at = _slopes([box for box in boxes if box.is_steady])
    aslant = {id(box) for box in boxes if box.leans_from(slope_at(box.start.y))}
    links = []
    for before in boxes:
        slope = before.slope if before.is_steady else slope_at(before.start.y)
        for after in boxes:
            gap = after.start.x - before.end.x
            if after is before or {id(before), id(after)} & aslant or gap < -0.6 * min(before.height, after.height):
                continue
            if max(before.height, after.height) > SAME_SIZE * min(before.height, after.height):
                continue
            offset = abs(after.start.y - (before.end.y + slope * gap))
            if offset <= SAME_ROW * min(before.height, after.height):
                links.append((gap + offset, before, after))
    links.sort(key=lambda link: link[0])
    following: dict[int, _Box] = {}
    followed: set[int] = set()
    for _, before, after in links:
        if id(before) not in following and id(after) not in followed:
            following[id(before)] = after
            followed.add(id(after))
    chains = []
    for box in boxes:
        if id(box) in followed:
            continue
        chain = [box]
        while (after_box := following.get(id(chain[-1]))) is not None:
            chain.append(after_box)
        chains.append(chain)
    return chains


def _slopes(steady: Sequence[_Box]) -> Callable[[float], float]:
    """The slope of text at a height of the frame: the median of the steady lines next to it.

    Under perspective it changes from line to line; a median keeps out the one line of a seal or a pen.
    """

    def slope_at(v: float) -> float:
        near = sorted(steady, key=lambda box: abs(box.start.y - v))[:NEIGHBOURS]
        return median(box.slope for box in near) if near else 0.0

    return slope_at


def row_of(line: TextLine, frame: Frame, script: str = SIMPLIFIED) -> Row:
    """A line that was found by other means, in the frame of its page."""
    return _row([_box(line, frame)], script)


def _row(chain: Sequence[_Box], script: str) -> Row:
    glyphs: list[Glyph] = []
    for box in chain:
        spaced = begins = True
        for character in box.line.characters:
            if character.text.isspace():
                spaced = True
                continue
            start, end = (between(box.start, box.end, part) for part in (character.start, character.end))
            middle = (start.y + end.y) / 2
            shown = to_simplified(character) if script == SIMPLIFIED else character
            glyphs.append(Glyph(shown, start.x, end.x, middle, box.height, spaced, begins))
            spaced = begins = False
    return Row(tuple(glyphs))
