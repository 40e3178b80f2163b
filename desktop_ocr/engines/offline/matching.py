"""Loose comparison of printed words with what was read: 名族 is 民族, a pale character may be missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
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


def plain(word: str) -> str:
    """A word as glyphs are compared with it: folded, without blanks."""
    return fold(word).replace(" ", "")


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

    Infinite where it exceeds ``limit``.
    """
    return next((cost for length, cost in prefix_costs(glyphs, word, limit) if length == len(glyphs)), inf)


def prefix_costs(glyphs: Sequence[Matched], word: str, limit: float) -> Iterator[tuple[int, float]]:
    """The edit distances of the first one, two, … glyphs and a word, as (length, cost), up to a limit.

    What differs in length by more than the limit costs more than it: only the rest of the table is worked out.
    """
    reach = int(limit) + 1
    costs = [float(place) for place in range(len(word) + 1)]
    for length, glyph in enumerate(glyphs, start=1):
        own = glyph.costs
        low, high = max(1, length - reach), min(len(word), length + reach)
        if low > high:
            return
        diagonal = costs[low - 1]
        before = best = costs[low - 1] = float(length) if low == 1 else inf
        for place in range(low, high + 1):
            cost = diagonal + own.get(word[place - 1], 1.0)
            diagonal = costs[place]
            cost = min(cost, diagonal + 1)
            cost = min(cost, before + 1)
            costs[place] = before = cost
            best = min(best, cost)
        if best > limit:
            return
        if high == len(word) and costs[-1] <= limit:
            yield length, costs[-1]


def best_window(
    glyphs: Sequence[Matched], word: str, allowed: float, *, slack: int = 1
) -> tuple[float, int, int] | None:
    """Cost, start and end of the stretch of glyphs most like the word, if its cost is at most ``allowed``.

    The stretch may be longer or shorter than the word by ``slack``.
    """
    slack = slack if allowed >= 1 else 0
    best: tuple[float, int, int, int] | None = None
    for start in range(len(glyphs)):
        for length, cost in prefix_costs(glyphs[start : start + len(word) + slack], word, allowed):
            found = (cost, abs(length - len(word)), start, start + length)
            if length >= len(word) - slack and (best is None or found < best):
                best = found
    return (best[0], best[2], best[3]) if best else None


def allowance(word: str) -> float:
    """How unlike a word of this length may be read: nothing below four characters, then about a third of them."""
    return 0.0 if len(word) < 3 else OFFERED if len(word) == 3 else len(word) * 0.3
