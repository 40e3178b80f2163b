"""A row of glyphs → a line of a machine readable zone: each position filled by what may stand there.

Fillers are what goes wrong: of a run of ``<`` some are lost, or read as K, «, (.  So a row is laid along the grammar of
the line with the least cost: look-alikes are taken where only they may stand, fillers are put in and left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf

from desktop_ocr.domain.mrz import CLASSES, FILLER
from desktop_ocr.engines.offline.layout import Glyph
from desktop_ocr.engines.offline.matching import fold

ALPHABET = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<")
FILLERS = dict.fromkeys("‹›〈〉({[>くㄑ∠＜＞≤", FILLER) | dict.fromkeys("«»《》≪≫", FILLER * 2)
"""What fillers are read as."""
LOOK_ALIKES = {
    "0": "OQD", "O": "0", "Q": "0", "D": "0", "1": "IL", "I": "1", "L": "1", "2": "Z", "Z": "2", "4": "A", "5": "S",
    "S": "5", "6": "G", "G": "6", "7": "T", "8": "B", "B": "8", "K": "<", "X": "<", "C": "<", "V": "<",
}  # fmt: skip
"""What a character may be where it cannot stand itself."""
LOOK_ALIKE, OFFERED = 0.3, 0.5
"""Costs of a look-alike and of what the engine offers else."""
IN_RUN, ALONE = 0.2, 0.9
"""Costs of a filler put in or left out in a run (and as much again, shared by its length), and of one by itself."""
LOST = 1.5
"""Cost of a character that has no place in the line."""
OFFERED_SCORE = 0.002
"""Alternatives below this score are not tried."""
REST = FILLER * 3
"""Nothing but fillers stands behind these in a line of names."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """A character of a row as one of a zone's alphabet, and its glyph."""

    char: str
    glyph: Glyph


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a zone: its text, the glyph behind each position (None for a filler put in), the cost of it all."""

    text: str
    glyphs: tuple[Glyph | None, ...]
    cost: float

    @property
    def present(self) -> tuple[Glyph, ...]:
        return tuple(glyph for glyph in self.glyphs if glyph is not None)


def symbols(glyphs: Sequence[Glyph]) -> list[Symbol]:
    """The row in the alphabet of zones; what is not of it is left out."""
    found = []
    for glyph in glyphs:
        text = fold(glyph.text)
        found += [Symbol(char, glyph) for char in FILLERS.get(text, text) if char in ALPHABET]
    return found


def looks_like_zone(row: Sequence[Glyph], read: Sequence[Symbol]) -> bool:
    """Whether a row is nothing else: nearly all of the alphabet, with fillers or many digits in it."""
    fillers, digits = sum(one.char == FILLER for one in read), sum(one.char.isdigit() for one in read)
    return len(row) - len({id(one.glyph) for one in read}) <= len(row) // 8 and (fillers >= 2 or digits >= 15)


def fit(read: Sequence[Symbol], grammar: str) -> Line:
    """The row laid along a grammar at the least cost; infinite where it cannot be."""
    rows, places = len(read), len(grammar)
    cost = [[inf] * (places + 1) for _ in range(rows + 1)]
    step = [[""] * (places + 1) for _ in range(rows + 1)]
    cost[0][0] = 0.0
    for row in range(rows + 1):
        for place in range(places + 1):
            ways = [(cost[row][place], step[row][place])]
            if row and place:
                char, price = _taken_as(read[row - 1], grammar[place - 1])
                ways.append((cost[row - 1][place - 1] + price, char))
            if row:
                price = _filler_cost(read, row - 1) if read[row - 1].char == FILLER else LOST
                ways.append((cost[row - 1][place] + price, "out"))
            if place and FILLER in CLASSES[grammar[place - 1]]:
                ways.append((cost[row][place - 1] + _filler_cost(read, row), "in"))
            cost[row][place], step[row][place] = min(ways, key=lambda way: way[0])
    return _traced(read, step, rows, places, cost[rows][places])


def _traced(read: Sequence[Symbol], step: Sequence[Sequence[str]], row: int, place: int, cost: float) -> Line:
    if cost == inf:
        return Line("", (), inf)
    text: list[str] = []
    glyphs: list[Glyph | None] = []
    while row or place:
        way = step[row][place]
        if way == "in":
            text.append(FILLER)
            glyphs.append(None)
        elif way != "out":
            text.append(way)
            glyphs.append(read[row - 1].glyph)
        row, place = row - (way != "in"), place - (way != "out")
    return Line("".join(reversed(text)), tuple(reversed(glyphs)), cost)


def _filler_cost(read: Sequence[Symbol], place: int) -> float:
    """Of a filler put in before, or left out at, a place of the row: the less, the longer the run that it is in."""
    start = end = place
    while start and read[start - 1].char == FILLER:
        start -= 1
    while end < len(read) and read[end].char == FILLER:
        end += 1
    return ALONE if end - start < 2 else IN_RUN + IN_RUN / (end - start)


def _taken_as(symbol: Symbol, kind: str) -> tuple[str, float]:
    """What a symbol is taken for where only characters of a class may stand, and the cost of that."""
    allowed = CLASSES[kind]
    if symbol.char in allowed:
        return symbol.char, 0.0
    for char in LOOK_ALIKES.get(symbol.char, ""):
        if char in allowed:
            return char, LOOK_ALIKE
    for char in offered(symbol.glyph):
        if char in allowed:
            return char, OFFERED
    return "", inf


def offered(glyph: Glyph) -> Iterator[str]:
    """What else the engine offers for a glyph, the likeliest first, in the alphabet of zones."""
    for text, score in glyph.character.alternatives:
        char = FILLERS.get(fold(text), fold(text))
        if score >= OFFERED_SCORE and len(char) == 1 and char in ALPHABET:
            yield char


def padded(read: Sequence[Symbol], length: int) -> list[Symbol]:
    """A line of names with as many fillers at its end as make it whole: nothing else stands there."""
    end = len(read)
    while end and read[end - 1].char == FILLER:
        end -= 1
    if not end:
        return list(read)
    fillers = list(read[end:])[: max(0, length - end)]
    last = Symbol(FILLER, read[-1].glyph)
    return [*read[:end], *fillers, *[last] * (length - end - len(fillers))]


def filled(line: Line, start: int) -> Line:
    """A line whose names begin at ``start``: behind three fillers there is nothing else, whatever was read."""
    end = line.text.find(REST, start)
    if end < 0:
        return line
    return Line(line.text[:end] + FILLER * (len(line.text) - end), line.glyphs, line.cost)
