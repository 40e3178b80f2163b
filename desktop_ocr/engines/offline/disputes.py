"""Lines of a file held against what was read in the same place: where the pixels clearly show something else, nobody
may take the letters for sure.

Reading is not perfect either.  So letters are disputed only by what was read with confidence and does not merely look
alike; digits, and the signs within a number, always.  Where nothing was read, the place is looked at once more, by
itself; letters that are not found even then are left unread: nothing bears them out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import islice

from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.recognition import Character, Mismatch, TextLine
from desktop_ocr.engines.offline.same_print import Run, has_digit, in_order, same_print, sign_of

SURE = 0.85
"""Mean confidence from which on what was read speaks against a file's letters."""
DOUBTED = 0.5
"""Confidence of a character of which file and pixels say different things: far below every score that is likely."""
MOSTLY = 0.5
"""Where less than this part of what was read is in the file's letters too, they are not of this print at all."""
MOST_LOOKS = 120
"""Places of a page that are looked at once more; of a page with more of them the others stay unread."""

LookAgain = Callable[[Sequence[Quad]], Sequence[TextLine | None]]
"""Reads places of the page (page coordinates), each by itself as a line; None where nothing legible is."""


def settled(
    read: Sequence[TextLine], digital: Sequence[TextLine], look_again: LookAgain
) -> tuple[list[TextLine], list[TextLine]]:
    """The lines of the file, and those of the read lines that stand among them; all in page coordinates.

    Disputed characters, and those that could not be read, have a low confidence and say so; disputed ones that stand
    one for one have what was read as alternative.  Where file and pixels have little in common, what was read stands in
    the file's place, disputed as well.
    """
    lines: list[TextLine] = []
    used: list[TextLine] = []
    groups = [_Print.of(Run.of(letters), Run.of(pixels)) for letters, pixels in same_print(digital, read)]
    for one in _looked_at_again(groups, look_again):
        if one.is_other and one.disputes:
            lines += one.pixels.with_characters(one.doubted_pixels())
            used += one.pixels.lines
        else:
            lines += one.letters.with_characters(one.doubted_letters())
    return lines, used


def _looked_at_again(groups: Sequence[_Print], look_again: LookAgain) -> Iterator[_Print]:
    """The groups with what is read in those places in which nothing was read at first."""
    places = [place for one in groups for place in one.unread_places][:MOST_LOOKS]
    found = iter(look_again(places) if places else ())
    for one in groups:
        yield one.with_more([line for line in islice(found, len(one.unread_places)) if line])


@dataclass(frozen=True, slots=True)
class _Print:
    """One piece of print: the file's letters and what was read there, where the two differ in earnest, and the letters
    for which nothing was read.  ``is_other`` where they have little in common.
    """

    letters: Run
    pixels: Run
    disputes: list[_Dispute]
    unread: list[slice]
    is_other: bool

    @classmethod
    def of(cls, letters: Run, pixels: Run) -> _Print:
        matcher = SequenceMatcher(None, letters.signs, pixels.signs, autojunk=False)
        found = [
            _Dispute(letters, slice(one, to), pixels, slice(other, other_to))
            for tag, one, to, other, other_to in matcher.get_opcodes()
            if tag != "equal"
        ]
        common = sum(block.size for block in matcher.get_matching_blocks())
        return cls(
            letters,
            pixels,
            [one for one in found if one.is_serious],
            [one.part for one in found if one.is_unread],
            common < MOSTLY * len(pixels.signs),
        )

    @property
    def unread_places(self) -> list[Quad]:
        return [place for part in self.unread for place in self.letters.places_of(part)]

    def with_more(self, read: Sequence[TextLine]) -> _Print:
        """With what a closer look has read; what is read because something ought to be there may be anything, though,
        and where it has little in common with the letters it counts for nothing.
        """
        again = _Print.of(self.letters, Run.of(in_order([*self.pixels.lines, *read]))) if read else self
        return self if again.is_other and not self.is_other else again

    def doubted_letters(self) -> Iterator[tuple[int, Character]]:
        for dispute in self.disputes:
            yield from dispute.doubted_letters()
        for part in self.unread:
            for index in range(part.start, part.stop):
                yield index, _doubted(self.letters.character(index), Mismatch.UNREAD)

    def doubted_pixels(self) -> Iterator[tuple[int, Character]]:
        for dispute in self.disputes:
            yield from dispute.doubted_pixels()


@dataclass(frozen=True, slots=True)
class _Dispute:
    """Letters of the file where the pixels have other ones; either part may be empty."""

    letters: Run
    part: slice
    pixels: Run
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

    @property
    def is_unread(self) -> bool:
        """Whether nothing was read where the letters are."""
        has_letters = any(sign.isalnum() for sign in self.letters.signs[self.part])
        return has_letters and self.read.start == self.read.stop and not self._is_in_both()

    def doubted_letters(self) -> Iterator[tuple[int, Character]]:
        for index, other in self._with_others(self.letters, self.part, self.pixels, self.read):
            character = self.letters.character(index)
            alternatives = ((other.text, other.confidence),) if other else character.alternatives
            yield index, replace(_doubted(character, Mismatch.DISPUTED), alternatives=alternatives)

    def doubted_pixels(self) -> Iterator[tuple[int, Character]]:
        for index in self.pixels.around(self.read):
            yield index, _doubted(self.pixels.character(index), Mismatch.DISPUTED)

    def _is_in_both(self) -> bool:
        """What only one of them has counts where the other has a line too: a label drawn as a picture beside a number,
        or a part that was not found, is nothing to compare.  A digit beside digits counts wherever it is.
        """
        if self.part.start == self.part.stop:
            number = self.pixels.is_number(self.read) and has_digit(
                [self.letters.signs[one] for one in self.letters.around(self.part)]
            )
            return number or self._covered(self.letters, self.pixels, self.read)
        return self.read.start < self.read.stop or self._covered(self.pixels, self.letters, self.part)

    @staticmethod
    def _covered(by: Run, run: Run, part: slice) -> bool:
        covered = [by.covers(run.region(index)) for index in range(part.start, part.stop)]
        return sum(covered) * 2 > len(covered)

    @staticmethod
    def _with_others(run: Run, part: slice, other: Run, at: slice) -> Iterator[tuple[int, Character | None]]:
        is_one_for_one = part.stop - part.start == at.stop - at.start
        for offset, index in enumerate(run.around(part)):
            yield index, other.character(at.start + offset) if is_one_for_one else None

    def _may_be_read_so(self) -> bool:
        """Whether the engine itself would have read the file's letters next."""
        if self.part.stop - self.part.start != self.read.stop - self.read.start:
            return False
        offered = [
            {sign_of(text) for text, _ in self.pixels.character(index).alternatives}
            for index in range(self.read.start, self.read.stop)
        ]
        return all(sign in signs for sign, signs in zip(self.letters.signs[self.part], offered, strict=True))


def _doubted(character: Character, why: Mismatch) -> Character:
    return replace(character, confidence=min(character.confidence, DOUBTED), mismatch=why)
