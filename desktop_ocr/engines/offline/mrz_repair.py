"""Lines laid along the form of a zone, and one confusion in them undone where check digits prove it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from desktop_ocr.domain.mrz import CLASSES, Format, Zone
from desktop_ocr.engines.offline.mrz_line import LOOK_ALIKES, Line, offered


@dataclass(frozen=True, slots=True)
class Found:
    """Lines laid along a format."""

    format: Format
    lines: tuple[Line, ...]
    repaired: tuple[int, frozenset[int]] | None = None
    """Line and places of characters that were replaced so that the check digits are right."""

    @property
    def zone(self) -> Zone:
        return Zone(self.format, tuple(line.text for line in self.lines))

    @property
    def worth(self) -> tuple[int, float]:
        """More right check digits, then less cost."""
        right = self.zone.verdicts.values()
        return sum(right) - sum(not one for one in right), -sum(line.cost for line in self.lines if line.text)


def repaired(found: Found) -> Found:
    """The zone with one confusion undone, if only that makes all its check digits right.

    One character is replaced, or all of its kind in one stretch are: what took one O for a zero took the next one too.
    What the engine offers goes before look-alikes.
    """
    for known in (True, False):
        repairs = {changed.zone.lines: changed for changed in _repairs(found, known)}
        if len(repairs) == 1:
            return next(iter(repairs.values()))
        if repairs:
            break
    return found


def _repairs(found: Found, offered_only: bool) -> Iterator[Found]:
    for number, line in enumerate(found.lines):
        for places, char in _confusions(found.format.grammar[number], line, offered_only):
            text = "".join(char if place in places else one for place, one in enumerate(line.text))
            lines = (*found.lines[:number], replace(line, text=text), *found.lines[number + 1 :])
            changed = replace(found, lines=lines, repaired=(number, places))
            if all(changed.zone.verdicts.values()):
                yield changed


def _confusions(grammar: str, line: Line, offered_only: bool) -> Iterator[tuple[frozenset[int], str]]:
    """Places of a line, and a character that may stand there instead."""
    for place, glyph in enumerate(line.glyphs):
        if glyph is None:
            continue
        old = line.text[place]
        chars = set(offered(glyph)) if offered_only else set(LOOK_ALIKES.get(old, ""))
        for char in chars - {old}:
            if char not in CLASSES[grammar[place]]:
                continue
            yield frozenset((place,)), char
            alike = frozenset(one for one in _stretch(grammar, place) if line.text[one] == old)
            if len(alike) > 1 and char in LOOK_ALIKES.get(old, ""):
                yield alike, char


def _stretch(grammar: str, place: int) -> range:
    """The places around one in which the same characters may stand."""
    start = end = place
    while start and grammar[start - 1] == grammar[place]:
        start -= 1
    while end < len(grammar) and grammar[end] == grammar[place]:
        end += 1
    return range(start, end)
