"""When to take the picture by itself: a paper that one is sure of, whole, steady and sharp for half a second, and once.

Once means: not again before the paper was changed.  A paper that was taken is followed from look to look, by its place
and its print, and forgotten only when it was away for a while; another one in its place has another print, and one
beside it another place.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from desktop_ocr.domain.geometry import Quad, distance
from desktop_ocr.domain.outline import Outline
from desktop_ocr.domain.quality import Advice
from desktop_ocr.workflow.looking import Look
from desktop_ocr.workflow.placing import Size, is_cut_off, is_far, largest
from desktop_ocr.workflow.prints import likeness

HOLD = 0.5
"""Seconds that a paper must be still and sharp."""
LOOKS = 3
"""Looks in that time at least: on a slow computer half a second may have only one."""
STEADY = 0.012
"""How far a corner may move meanwhile, in sides of the frame: some pixels, which no eye sees."""
GONE, MISSED = 0.5, 2
"""Seconds, and looks, for which a taken paper must be away: an outline is lost now and then for one look."""
NEAR = 0.25
"""A paper whose middle has moved by less than this share of its size is in the same place."""
SAME_PLACE, SAME = 0.55, 0.9
"""Likeness of the prints of one paper: where it lay, under a hand's shadow perhaps, and anywhere else.

Measured on invented papers with noise, shadows and edges some pixels off: the two sides of an ID card reach 0.34, two
papers of different kinds 0.53; one ID card is 0.98 or more, and mostly above 0.7 under quite another light.
"""


class Phase(Enum):
    """What is going on under the camera."""

    EMPTY = auto()  # no paper
    UNSURE = auto()  # one whose edges are not clear
    MISPLACED = auto()  # cut off, or too far away
    BLURRED = auto()
    MOVING = auto()
    HOLDING = auto()  # steady and sharp, for how long is told
    TAKEN = auto()  # all there is has been taken


@dataclass(frozen=True, slots=True)
class Verdict:
    """``held`` goes from 0 to 1 while a paper is held still; ``shot`` are the papers to be taken now."""

    phase: Phase
    held: float = 0.0
    shot: tuple[Outline, ...] = ()


@dataclass(frozen=True, slots=True)
class _Seen:
    outline: Outline
    print: bytes = b""

    @property
    def quad(self) -> Quad:
        return self.outline.quad


@dataclass(slots=True)
class _Taken:
    quad: Quad
    print: bytes
    last_seen: float
    missed: int = 0

    def is_in(self, one: _Seen) -> bool:
        """Whether that is this paper."""
        is_near = distance(self.quad.centre, one.quad.centre) < NEAR * max(self.quad.width, self.quad.height)
        if not self.print or not one.print or not one.outline.is_sure:  # half of it may be under a hand
            return is_near
        return likeness(self.print, one.print) >= (SAME_PLACE if is_near else SAME)


class Shutter:
    """Told every look, says when to take which papers.  ``clock`` gives seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, *, is_automatic: bool = True) -> None:
        self.is_automatic = is_automatic
        self._clock = clock
        self._taken: list[_Taken] = []
        self._anchors: tuple[Quad, ...] = ()
        self._since, self._looks = 0.0, 0

    def see(self, look: Look, frame: Size) -> Verdict:
        """``frame`` is the size of the full picture."""
        now = self._clock()
        seen = _papers(look)
        new = self._without_taken(seen, now)
        sure = [one for one in new if one.outline.is_sure]
        if not sure:
            self._let_go()
            return Verdict(Phase.EMPTY if not seen else Phase.UNSURE if len(new) == len(seen) else Phase.TAKEN)
        meant = largest([one.outline for one in sure])
        if meant is None or is_cut_off(meant) or is_far(meant, frame):
            self._let_go()
            return Verdict(Phase.MISPLACED)
        if Advice.BLURRED in look.quality.advice:
            self._let_go()
            return Verdict(Phase.BLURRED)
        quads = tuple(one.quad for one in sure)
        if not _is_steady(self._anchors, quads):
            self._anchors, self._since, self._looks = quads, now, 1
            return Verdict(Phase.MOVING)
        self._looks += 1
        held = min((now - self._since) / HOLD, self._looks / LOOKS, 1.0)
        if held < 1 or not self.is_automatic:
            return Verdict(Phase.HOLDING, held)
        self._take(sure, now)
        return Verdict(Phase.TAKEN, 1.0, tuple(one.outline for one in sure))

    def note(self, look: Look) -> None:
        """All in this look was taken by hand."""
        self._take(self._without_taken(_papers(look), self._clock()), self._clock())

    def forget(self) -> None:
        """The camera was stopped, and nobody knows what was done meanwhile."""
        self._taken.clear()
        self._let_go()

    def _take(self, papers: Sequence[_Seen], now: float) -> None:
        self._taken += [_Taken(one.quad, one.print, now) for one in papers]
        self._let_go()

    def _let_go(self) -> None:
        self._anchors, self._looks = (), 0

    def _without_taken(self, seen: Sequence[_Seen], now: float) -> list[_Seen]:
        """Those that were not taken yet; each paper taken is one of those seen at most."""
        new = list(seen)
        for taken in self._taken:
            mine = [one for one in new if taken.is_in(one)]
            if not mine:
                taken.missed += 1
                continue
            nearest = min(mine, key=lambda one: distance(one.quad.centre, taken.quad.centre))
            new.remove(nearest)
            taken.quad, taken.last_seen, taken.missed = nearest.quad, now, 0
        self._taken = [one for one in self._taken if one.missed < MISSED or now - one.last_seen < GONE]
        return new


def _papers(look: Look) -> list[_Seen]:
    prints = look.prints or (b"",) * len(look.outlines)
    return [_Seen(outline, mark) for outline, mark in zip(look.outlines, prints, strict=True)]


def _is_steady(anchors: Sequence[Quad], quads: Sequence[Quad]) -> bool:
    """Whether each has stayed where one was at first: a slow drift is a movement too."""
    return len(anchors) == len(quads) and all(any(_moved(one, quad) <= STEADY for one in anchors) for quad in quads)


def _moved(one: Quad, other: Quad) -> float:
    """The longest way of a corner."""
    return max(distance(a, b) for a, b in zip(one.corners, other.corners, strict=True))
