"""Lines of a file held against what was read in the same place: where the pixels clearly show something else, nobody
may take the letters for sure.

Reading is not perfect either.  So letters are disputed only by what was read with confidence and does not merely look
alike; digits, and the signs within a number, always.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from desktop_ocr.domain.geometry import Quad, shared_area
from desktop_ocr.domain.recognition import Character, TextLine

SURE = 0.85
"""Mean confidence from which on what was read speaks against a file's letters."""
DOUBTED = 0.5
"""Confidence of a character of which file and pixels say different things: far below every score that is likely."""
SAME_LINE = 0.5
"""Part of the smaller of two lines that the other covers where both are the same print."""
HEIGHTS = 3.0
"""How much higher a line may be than another of the same print: a seal's box lies over lines that are not in it."""
MOSTLY = 0.5
"""Where less than this part of what was read is in the file's letters too, they are not of this print at all."""

_ALIKE = str.maketrans("〇ol|一—–−ーｰ。·•・", "0011------....")


def settled(read: Sequence[TextLine], digital: Sequence[TextLine]) -> tuple[list[TextLine], list[TextLine]]:
    """The lines of the file, and those of the read lines that stand among them; all in page coordinates.

    Disputed characters have a low confidence and, where they stand one for one, what was read as alternative.  Where
    file and pixels have little in common, what was read stands in the file's place, with as little confidence.
    """
    lines: list[TextLine] = []
    used: list[TextLine] = []
    for letters, pixels in _same_print(digital, read):
        disputes, is_other_print = _disputes(_Run.of(letters), _Run.of(pixels))
        if disputes and is_other_print:
            lines += disputes[0].pixels.with_characters(one for it in disputes for one in it.doubted_pixels())
            used += pixels
        elif disputes:
            lines += disputes[0].letters.with_characters(one for it in disputes for one in it.doubted_letters())
        else:
            lines += letters
    return lines, used


def _disputes(letters: _Run, pixels: _Run) -> tuple[list[_Dispute], bool]:
    """Where they differ in earnest, and whether they have little in common."""
    matcher = SequenceMatcher(None, letters.signs, pixels.signs, autojunk=False)
    found = [
        _Dispute(letters, slice(one, to), pixels, slice(other, other_to))
        for tag, one, to, other, other_to in matcher.get_opcodes()
        if tag != "equal"
    ]
    common = sum(block.size for block in matcher.get_matching_blocks())
    return [one for one in found if one.is_serious], common < MOSTLY * len(pixels.signs)


def _same_print(
    digital: Sequence[TextLine], read: Sequence[TextLine]
) -> Iterator[tuple[list[TextLine], list[TextLine]]]:
    """The file's lines in groups with what was read there: each may have cut the same print into other pieces."""
    groups: list[tuple[list[TextLine], list[TextLine]]] = [([line], []) for line in digital]
    for line in read:
        with_it = [group for group in groups if any(_is_same(line.region, one.region) for one in group[0])]
        if with_it:
            groups = [group for group in groups if not any(group is one for one in with_it)]
            joined = [one for group in with_it for one in group[0]], [one for group in with_it for one in group[1]]
            groups.append((joined[0], [*joined[1], line]))
    for letters, pixels in groups:
        yield (_in_order(letters), _in_order(pixels)) if pixels else (letters, pixels)


def _is_same(one: Quad, other: Quad) -> bool:
    smaller = min(shared_area(one, one), shared_area(other, other))
    low, high = sorted((one.height, other.height))
    return smaller > 0 and shared_area(one, other) >= SAME_LINE * smaller and high <= HEIGHTS * low


def _in_order(lines: list[TextLine]) -> list[TextLine]:
    """From the left, or where they stand below each other, as the letters of a column do, from the top."""
    xs, ys = ([line.region.centre[axis] for line in lines] for axis in (0, 1))
    axis = 1 if max(ys) - min(ys) > max(xs) - min(xs) else 0
    return sorted(lines, key=lambda line: line.region.centre[axis])


@dataclass(frozen=True, slots=True)
class _Run:
    """The lines of one piece of print; ``places`` are (line, character in it) of what is no blank, ``signs`` what it
    looks like.
    """

    lines: list[TextLine]
    places: list[tuple[int, int]]
    signs: list[str]

    @classmethod
    def of(cls, lines: list[TextLine]) -> _Run:
        places = [
            (row, column)
            for row, line in enumerate(lines)
            for column, character in enumerate(line.characters)
            if character.text.strip()
        ]
        return cls(lines, places, [_sign(lines[row].characters[column].text) for row, column in places])

    def character(self, index: int) -> Character:
        row, column = self.places[index]
        return self.lines[row].characters[column]

    def region(self, index: int) -> Quad:
        character = self.character(index)
        return self.lines[self.places[index][0]].region.part(character.start, character.end)

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
        return _has_digit(signs) or (any(sign in ".-" for sign in signs) and _has_digit(beside))

    def with_characters(self, changed: Iterator[tuple[int, Character]]) -> list[TextLine]:
        lines = [list(line.characters) for line in self.lines]
        rows = set()
        for index, character in changed:
            row, column = self.places[index]
            lines[row][column] = character
            rows.add(row)
        return [_with(line, lines[row]) if row in rows else line for row, line in enumerate(self.lines)]


@dataclass(frozen=True, slots=True)
class _Dispute:
    """Letters of the file where the pixels have other ones; either part may be empty."""

    letters: _Run
    part: slice
    pixels: _Run
    read: slice

    @property
    def is_serious(self) -> bool:
        if not self._is_in_both():
            return False
        if self.letters.is_number(self.part) or self.pixels.is_number(self.read):
            return True
        signs = [*self.letters.signs[self.part], *self.pixels.signs[self.read]]
        scores = [self.pixels.character(index).confidence for index in self.pixels.around(self.read)]
        is_sure = bool(scores) and sum(scores) / len(scores) >= SURE
        return is_sure and any(sign.isalnum() for sign in signs) and not self._may_be_read_so()

    def doubted_letters(self) -> Iterator[tuple[int, Character]]:
        for index, other in self._with_others(self.letters, self.part, self.pixels, self.read):
            character = self.letters.character(index)
            alternatives = ((other.text, other.confidence),) if other else character.alternatives
            yield index, replace(character, confidence=min(character.confidence, DOUBTED), alternatives=alternatives)

    def doubted_pixels(self) -> Iterator[tuple[int, Character]]:
        for index in self.pixels.around(self.read):
            character = self.pixels.character(index)
            yield index, replace(character, confidence=min(character.confidence, DOUBTED))

    def _is_in_both(self) -> bool:
        """What only one of them has counts where the other has a line too: a label drawn as a picture beside a number,
        or a part that was not found, is nothing to compare.  A digit beside digits counts wherever it is.
        """
        if self.part.start == self.part.stop:
            number = self.pixels.is_number(self.read) and _has_digit(
                [self.letters.signs[one] for one in self.letters.around(self.part)]
            )
            return number or self._covered(self.letters, self.pixels, self.read)
        return self.read.start < self.read.stop or self._covered(self.pixels, self.letters, self.part)

    @staticmethod
    def _covered(by: _Run, run: _Run, part: slice) -> bool:
        return any(by.covers(run.region(index)) for index in range(part.start, part.stop))

    @staticmethod
    def _with_others(run: _Run, part: slice, other: _Run, at: slice) -> Iterator[tuple[int, Character | None]]:
        is_one_for_one = part.stop - part.start == at.stop - at.start
        for offset, index in enumerate(run.around(part)):
            yield index, other.character(at.start + offset) if is_one_for_one else None

    def _may_be_read_so(self) -> bool:
        """Whether the engine itself would have read the file's letters next."""
        if self.part.stop - self.part.start != self.read.stop - self.read.start:
            return False
        offered = [
            {_sign(text) for text, _ in self.pixels.character(index).alternatives}
            for index in range(self.read.start, self.read.stop)
        ]
        return all(sign in signs for sign, signs in zip(self.letters.signs[self.part], offered, strict=True))


def _with(line: TextLine, characters: list[Character]) -> TextLine:
    scores = [character.confidence for character in characters if character.text.strip()]
    return replace(line, characters=tuple(characters), confidence=sum(scores) / len(scores))


def _sign(text: str) -> str:
    """What a character looks like: its width and case, and which of the signs that look alike it is, do not count."""
    return unicodedata.normalize("NFKC", text).strip().casefold().translate(_ALIKE)


def _has_digit(signs: Sequence[str]) -> bool:
    return any(character.isdigit() for sign in signs for character in sign)
