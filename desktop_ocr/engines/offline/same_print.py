"""The same print twice: lines of a file, and what was read in the same place; each may be cut into other pieces."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from desktop_ocr.domain.geometry import Quad, shared_area
from desktop_ocr.domain.recognition import Character, TextLine
from desktop_ocr.engines.offline.grid import Grid

SAME_LINE = 0.4
"""Part of the smaller of two lines that the other covers where both are the same print."""
HEIGHTS = 3.0
"""How much higher a line may be than another of the same print: a seal's box lies over lines that are not in it."""

_ALIKE = str.maketrans("〇ol|一—–−ーｰ。·•・", "0011------....")


@dataclass(slots=True, eq=False)
class _Group:
    """The same print: where its lines stand among those of the file, and what was read of it; ``turn`` is the number of
    the line that was put in last.
    """

    places: list[int]
    pixels: list[TextLine]
    turn: int


def same_print(
    digital: Sequence[TextLine], read: Sequence[TextLine]
) -> Iterator[tuple[list[TextLine], list[TextLine]]]:
    """The file's lines in groups with what was read there: each may have cut the same print into other pieces."""
    grid = Grid([line.region for line in digital])
    group_of = [_Group([place], [], place) for place in range(len(digital))]
    for turn, line in enumerate(read, len(digital)):
        same = (place for place in grid.near(line.region) if _is_same(line.region, digital[place].region))
        found = {group_of[place] for place in same}
        if not found:
            continue
        joined, *others = sorted(found, key=lambda group: group.turn)
        for other in others:
            for place in other.places:
                group_of[place] = joined
            joined.places += other.places
            joined.pixels += other.pixels
        joined.pixels.append(line)
        joined.turn = turn
    for group in sorted(set(group_of), key=lambda group: group.turn):
        letters = [digital[place] for place in group.places]
        yield (in_order(letters), in_order(group.pixels)) if group.pixels else (letters, [])


def _is_same(one: Quad, other: Quad) -> bool:
    smaller = min(shared_area(one, one), shared_area(other, other))
    low, high = sorted((one.height, other.height))
    return smaller > 0 and shared_area(one, other) >= SAME_LINE * smaller and high <= HEIGHTS * low


def in_order(lines: list[TextLine]) -> list[TextLine]:
    """From the left, or where they stand below each other, as the letters of a column do, from the top."""
    xs, ys = ([line.region.centre[axis] for line in lines] for axis in (0, 1))
    axis = 1 if max(ys) - min(ys) > max(xs) - min(xs) else 0
    return sorted(lines, key=lambda line: line.region.centre[axis])


@dataclass(frozen=True, slots=True)
class Run:
    """The lines of one piece of print; ``places`` are (line, character in it) of what is no blank, ``signs`` what it
    looks like.
    """

    lines: list[TextLine]
    places: list[tuple[int, int]]
    signs: list[str]

    @classmethod
    def of(cls, lines: list[TextLine]) -> Run:
        places = [
            (row, column)
            for row, line in enumerate(lines)
            for column, character in enumerate(line.characters)
            if character.text.strip()
        ]
        return cls(lines, places, [sign_of(lines[row].characters[column].text) for row, column in places])

    def character(self, index: int) -> Character:
        row, column = self.places[index]
        return self.lines[row].characters[column]

    def region(self, index: int) -> Quad:
        character = self.character(index)
        return self.lines[self.places[index][0]].region.part(character.start, character.end)

    def places_of(self, part: slice) -> list[Quad]:
        """Where a part stands: one place in each of its lines."""
        rows: dict[int, list[Character]] = {}
        for index in range(part.start, part.stop):
            rows.setdefault(self.places[index][0], []).append(self.character(index))
        return [
            self.lines[row].region.part(min(one.start for one in found), max(one.end for one in found))
            for row, found in rows.items()
        ]

    def covers(self, place: Quad) -> bool:
        x, y = place.centre
        bounds = [line.region.bounds for line in self.lines]
        return any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in bounds)

    def around(self, part: slice) -> list[int]:
        """The indices of a part; of an empty one those beside it."""
        if part.start < part.stop:
            return list(range(part.start, part.stop))
        return [index for index in (part.start - 1, part.start) if 0 <= index < len(self.signs)]

    def is_number(self, part: slice) -> bool:
        """Whether it has digits, or a sign that says something else of the digits beside it."""
        signs = self.signs[part]
        beside = self.signs[max(0, part.start - 1) : part.stop + 1]
        return has_digit(signs) or (any(sign in ".-" for sign in signs) and has_digit(beside))

    def with_characters(self, changed: Iterator[tuple[int, Character]]) -> list[TextLine]:
        lines = [list(line.characters) for line in self.lines]
        rows = set()
        for index, character in changed:
            row, column = self.places[index]
            lines[row][column] = character
            rows.add(row)
        return [_with(line, lines[row]) if row in rows else line for row, line in enumerate(self.lines)]


def _with(line: TextLine, characters: list[Character]) -> TextLine:
    scores = [character.confidence for character in characters if character.text.strip()]
    return replace(line, characters=tuple(characters), confidence=sum(scores) / len(scores))


def sign_of(text: str) -> str:
    """What a character looks like: its width and case, and which of the signs that look alike it is, do not count."""
    return unicodedata.normalize("NFKC", text).strip().casefold().translate(_ALIKE)


def has_digit(signs: Sequence[str]) -> bool:
    return any(character.isdigit() for sign in signs for character in sign)
