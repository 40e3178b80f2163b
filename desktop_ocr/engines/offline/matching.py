"""Loose comparison of printed words with what was read: 名族 is 民族, a pale character may be missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from math import inf
from typing import Protocol

from desktop_ocr.domain.recognition import Character

OFFERED = 0.4
"""Cost of a character that the engine did not choose but offers as an alternative."""
_FOLDED = str.maketrans("（）：，。；　／－", "():,.; /-")


def fold(text: str) -> str:
    """Full-width forms and Chinese punctuation as their plain counterparts, letters in capitals."""
    narrow = "".join(chr(ord(char) - 0xFEE0) if "！" <= char <= "～" else char for char in text)
    # Character by character: capitals of some letters are longer (ß), and places must not shift.
    return "".join(char.upper() if len(char.upper()) == 1 else char for char in narrow.translate(_FOLDED))


def costs_of(character: Character) -> dict[str, float]:
    """What a character may be taken for (folded), and what that costs: 0 for what was read, less than 1 for what the
    engine offers else.  Anything that is not there costs 1.
    """
    return {fold(text): OFFERED for text, _ in character.alternatives} | {fold(character.text): 0.0}


class Matched(Protocol):
    """Anything with the costs of what it may be taken for."""

    @property
    def costs(self) -> Mapping[str, float]: ...


def may_hold(offered: Set[str], word: str, allowed: float) -> bool:
    """False where so many of the word's characters are not offered at all that no stretch can be like it.

    Nearly all pairs of a label and a line end here; the distance is only worked out for the rest.
    """
    return sum(char not in offered for char in word) <= allowed


def edit_cost(glyphs: Sequence[Matched], word: str, limit: float) -> float:
    """Weighted edit distance between glyphs and a word (folded): missing and surplus characters cost 1.

    Infinite as soon as it must exceed ``limit``.
    """
    costs = [float(place) for place in range(len(word) + 1)]
    for glyph in glyphs:
        own = glyph.costs
        diagonal, costs[0] = costs[0], costs[0] + 1
        for place, char in enumerate(word, start=1):
            replaced = diagonal + own.get(char, 1.0)
            diagonal = costs[place]
            costs[place] = min(replaced, costs[place] + 1, costs[place - 1] + 1)
        if min(costs) > limit:
            return inf
    return costs[-1]


def best_window(
    glyphs: Sequence[Matched], word: str, allowed: float, *, slack: int = 1
) -> tuple[float, int, int] | None:
    """Cost, start and end of the stretch of glyphs most like the word, if its cost is at most ``allowed``.

    The stretch may be longer or shorter than the word by ``slack``.
    """
    slack = slack if allowed >= 1 else 0
    best: tuple[float, int, int, int] | None = None
    for start in range(len(glyphs)):
        for length in range(max(1, len(word) - slack), len(word) + slack + 1):
            if start + length > len(glyphs):
                break
            cost = edit_cost(glyphs[start : start + length], word, allowed)
            found = (cost, abs(length - len(word)), start, start + length)
            if cost <= allowed and (best is None or found < best):
                best = found
    return (best[0], best[2], best[3]) if best else None


def allowance(word: str) -> float:
    """How unlike a word of this length may be read: nothing below four characters, then about a third of them."""
    return 0.0 if len(word) < 3 else OFFERED if len(word) == 3 else len(word) * 0.3
