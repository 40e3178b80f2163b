"""The print under the headings of a table, put into lines anew: by how far down it stands, not what it was joined to.

Cells of narrow columns stand so close below each other that the detector takes several for one box, and a machine that
fills in a form prints beside its lines: the rows of a page then join what is not on one line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from desktop_ocr.engines.offline.flush import Edges
from desktop_ocr.engines.offline.layout import Glyph, Layout, Row
from desktop_ocr.engines.offline.matching import allowance, plain
from desktop_ocr.engines.offline.row_labels import label_of, without_label
from desktop_ocr.engines.offline.rules import FieldRule
from desktop_ocr.engines.offline.segments import pieces
from desktop_ocr.engines.offline.slopes import slope_of

PIECE_GAP = 1.0
"""Empty space, in heights, that parts the cells of a row."""
FIGURE_GAP = 0.4
"""The same between two figures: a number has no gaps."""
WORD_GAP = 0.6
"""The same between a figure and a word."""
LEVEL = 1.6
"""Heights that the headings of one table may stand higher or lower than one another: some are wrapped."""
ENOUGH = 4
"""Headings from which a word between them is one too, though a character of it was misread."""
LABEL_GAP = 0.3
"""Empty space, in heights, before a heading that does not follow another one."""
BEYOND = 1.5
"""Heights right of the last heading at which no Chinese text begins any more: it is on the paper's edge."""
SAME_LINE = 0.45
"""Offset, in heights, up to which two pieces stand on one line."""
STACK = 1.3
"""Height to width from which several characters stand one below the other."""
LARGE = 1.8
"""Height to that of the headings from which print is a seal's."""
ASLANT = 0.3
"""Rise of a piece to its length from which the same holds."""
_FIGURES = frozenset("0123456789.,%*-¥￥Φφ")  # a zero with a stroke is read as a Greek letter
_UNTAXED = frozenset("免不")
"""How 免税 and 不征税 begin, which stand close behind the amount."""

Piece = tuple[Glyph, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a column, its place in the frame."""

    column: str
    left: float
    right: float
    level: float
    height: float


@dataclass(slots=True)
class Line:
    """A line of cells: the pieces of print in each column."""

    level: float
    height: float
    cells: dict[str, list[Piece]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stack:
    """Cells of one column that were read as one box: which column, and where it is."""

    column: str
    top: float
    bottom: float
    left: float
    right: float


class TablePrint:
    """The print of a page as one of its tables sees it; levels are heights on the page made level."""

    def __init__(self, rule: FieldRule, layout: Layout) -> None:
        self.rule, self.layout = rule, layout
        start, change = slope_of(layout)
        self.level_of: Callable[[Glyph], float] = lambda glyph: (
            glyph.middle - (start + change * glyph.middle) * glyph.left
        )
        self.headings = self._headings()
        self.stacks: list[Stack] = []

    @property
    def is_there(self) -> bool:
        return len(self.headings) > 1

    def middle(self, level: float, left: float) -> float:
        """Where a level is in the frame, at a place along it."""
        start, change = slope_of(self.layout)
        return (level + start * left) / (1 - change * left)

    def lines(self) -> list[Line]:
        """The lines from the headings to what ends the table, from top to bottom."""
        top = max(heading.level + heading.height * 0.4 for heading in self.headings)
        bottom = self._end(top)
        found = [(self._level(piece), piece) for piece in self._pieces() if top < self._level(piece) < bottom]
        lines: list[Line] = []
        for level, piece in sorted(found, key=lambda item: item[0]):
            height = piece[0].height
            if self._is_stack(piece):
                tops = [glyph.middle - glyph.height / 2 for glyph in piece]
                bottoms = [glyph.middle + glyph.height / 2 for glyph in piece]
                offset = level - sum(glyph.middle for glyph in piece) / len(piece)
                left, right = min(glyph.left for glyph in piece), max(glyph.right for glyph in piece)
                column = self.column(piece)
                self.stacks.append(Stack(column, min(tops) + offset, max(bottoms) + offset, left, right))
                continue
            if not lines or level - lines[-1].level > SAME_LINE * median([height, lines[-1].height]):
                lines.append(Line(level, height))
            line = lines[-1]
            line.cells.setdefault(self.column(piece), []).append(piece)
            every = [self._level(one) for cell in line.cells.values() for one in cell]
            line.level = sum(every) / len(every)
        for line in lines:
            for cell in line.cells.values():
                cell.sort(key=lambda piece: piece[0].left)
        return lines

    def level_with(self, words: Sequence[str]) -> tuple[float, float] | None:
        """Level and height of the lowest line below the headings that begins with one of the words."""
        top = max(heading.level for heading in self.headings)
        found = []
        for row in self.layout.rows:
            for word in words:
                place = window(row, word) or _rest_of(row, word)
                if place and row.gap(place[0]) >= PIECE_GAP:
                    glyphs = row.glyphs[place[0] : place[1]]
                    if self._level(glyphs) > top:
                        found.append((self._level(glyphs), glyphs[0].height))
        return max(found, default=None)

    def at(self, level: float, reach: float) -> list[tuple[str, Piece]]:
        """The pieces about a level, with their columns, the nearest first."""
        near = [piece for piece in self._pieces() if abs(self._level(piece) - level) < reach]
        near.sort(key=lambda piece: abs(self._level(piece) - level))
        return [(self.column(piece), piece) for piece in near]

    def column(self, piece: Piece) -> str:
        """The column whose heading is nearest: by the empty space between, then by how far the middles are apart."""
        left, right = piece[0].left, piece[-1].right

        def distance(heading: Heading) -> tuple[float, float]:
            space = max(heading.left - right, left - heading.right, 0.0)
            return space, abs(heading.left + heading.right - left - right)

        covered = [heading for heading in self.headings if heading.left < right and heading.right > left]
        if len(covered) > 1:  # long text begins in its column
            return min(covered, key=lambda heading: abs(heading.left - left)).column
        return min(self.headings, key=distance).column

    def _headings(self) -> list[Heading]:
        """The best place of each heading, of those that stand on one level the most."""
        found: list[Heading] = []
        for row in self.layout.rows:
            places = {
                column: place
                for column, words in self.rule.columns.items()
                if (place := next((place for word in words if (place := window(row, word))), None))
            }
            ends = {end for _, end in places.values()}
            for column, (start, end) in places.items():
                if row.gap(start) < LABEL_GAP and start not in ends:
                    continue  # a part of a longer word
                glyphs = row.glyphs[start:end]
                found.append(Heading(column, glyphs[0].left, glyphs[-1].right, self._level(glyphs), glyphs[0].height))
        levels = [{one.column: one for one in found if abs(one.level - at.level) < LEVEL * at.height} for at in found]
        best = max(levels, key=len, default={})
        if len(best) >= ENOUGH:
            best |= {one.column: one for one in self._misread(best)}
        headings = list(best.values())
        if headings and self.rule.row_labels:
            headings += self._in_place_of_first(headings)
        return sorted(headings, key=lambda heading: heading.left)

    def _misread(self, found: Mapping[str, Heading]) -> Iterator[Heading]:
        """Headings of two characters, one of them misread, on the line of the others."""
        level = median(heading.level for heading in found.values())
        for row in self.layout.rows:
            for piece in pieces(row.glyphs, LABEL_GAP):
                height = piece[0].height
                is_new = all(piece[-1].right < one.left or piece[0].left > one.right for one in found.values())
                if len(piece) != 2 or not is_new or abs(self._level(piece) - level) > LEVEL * height / 2:
                    continue
                text = "".join(glyph.text for glyph in piece)
                for column, words in self.rule.columns.items():
                    if column not in found and any(_is_like(text, word) for word in words):
                        yield Heading(column, piece[0].left, piece[-1].right, self._level(piece), height)
                        break

    def _end(self, top: float) -> float:
        """The level of the first line that has one of the words with which the table ends."""
        ends = [
            self._level(row.glyphs[place[0] : place[1]]) - 0.3 * row.glyphs[0].height
            for row in self.layout.rows
            for word in self.rule.ends
            if (place := window(row, word))
        ]
        return min((end for end in ends if end > top), default=float("inf"))

    def _pieces(self) -> Iterator[Piece]:
        last = self.headings[-1]
        large = LARGE * median(heading.height for heading in self.headings)
        top = max(heading.level for heading in self.headings)
        edges = Edges(heading.left for heading in self.headings)
        for row in self.layout.rows:
            parts = [
                part for whole in pieces(without_label(row, self.rule.row_labels), PIECE_GAP) for part in _apart(whole)
            ]
            if self.rule.flush and parts and self._level(row.glyphs) > top:
                parts = edges.cut(parts)
            for part in parts:
                kept = _without_edge(part, last.right + BEYOND * last.height)
                is_flat = len(kept) < 3 or self._is_stack(kept) or not self._leans(kept)
                if kept and is_flat and (kept[0].height < large or self._is_stack(kept)):
                    yield kept

    def _in_place_of_first(self, others: Sequence[Heading]) -> Iterator[Heading]:
        """What stands for the heading of the first column where labels begin the rows instead."""
        level = max(heading.level for heading in others)
        labels = (label_of(row, self.rule.row_labels) for row in self.layout.rows)
        below = [label for label in labels if label and self._level(label) > level]
        if below:
            left, height = min(label[0].left for label in below), below[0][0].height
            right = min(heading.left for heading in others) - height
            yield Heading(next(iter(self.rule.columns)), left, right, level, height)

    def _leans(self, piece: Piece) -> bool:
        rise = abs(self.level_of(piece[-1]) - self.level_of(piece[0]))
        return rise > ASLANT * abs(piece[-1].right - piece[0].left)

    def _is_stack(self, piece: Piece) -> bool:
        wide = max(glyph.right for glyph in piece) - min(glyph.left for glyph in piece)
        high = abs(piece[-1].middle - piece[0].middle)
        return len(piece) > 1 and (high > wide or piece[0].height > STACK * wide)

    def _level(self, glyphs: Sequence[Glyph]) -> float:
        return sum(map(self.level_of, glyphs)) / len(glyphs)


def _is_like(text: str, word: str) -> bool:
    return len(word) == len(text) and any(one == other for one, other in zip(text, word, strict=True))


def window(row: Row, word: str) -> tuple[int, int] | None:
    """Start and end of the glyphs of a row that are like a word."""
    word = plain(word)
    found = row.window(word, allowance(word))
    return found[1:] if found else None


def _rest_of(row: Row, word: str) -> tuple[int, int] | None:
    """The character of a spread word with which a row begins because the other one was lost."""
    is_alone = len(row.glyphs) == 1 or row.gap(1) >= PIECE_GAP
    return (0, 1) if is_alone and row.glyphs[0].text in word else None


def has_figures(piece: Piece) -> bool:
    return any(glyph.text in _FIGURES for glyph in piece)


def _apart(piece: Piece) -> Iterator[Piece]:
    """A piece cut where something else stands beside figures, on either side."""
    start = 0
    for place in range(1, len(piece)):
        before, here = piece[place - 1], piece[place]
        figures = (before.text in _FIGURES, here.text in _FIGURES)
        needed = FIGURE_GAP if all(figures) else -1.0 if here.text in _UNTAXED else WORD_GAP
        if any(figures) and here.left - before.right > needed * here.height:
            yield piece[start:place]
            start = place
    yield piece[start:]


def _without_edge(piece: Piece, edge: float) -> Piece:
    """A piece without what is printed down the edge of the paper and was read with it."""
    while piece and piece[-1].left > edge and "\u4e00" <= piece[-1].text <= "\u9fff":
        piece = piece[:-1]
    return piece
