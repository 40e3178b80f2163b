"""The automatic shutter: when it goes off, and that it takes no paper twice."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.outline import Outline
from desktop_ocr.domain.quality import Advice, Quality
from desktop_ocr.workflow.looking import Look
from desktop_ocr.workflow.prints import SIDE
from desktop_ocr.workflow.shutter import GONE, HOLD, LOOKS, STEADY, Phase, Shutter, Verdict

FULL_HD = (1920, 1080)
PLACE = Quad.rectangle(0.3, 0.3, 0.7, 0.7)
ELSEWHERE = Quad.rectangle(0.55, 0.3, 0.95, 0.7)
STRIPES = bytes(SIDE * ([80] * 8 + [170] * 8))
BARS = bytes(8 * SIDE * [80] + 8 * SIDE * [170])
STEP = 0.125
"""Seconds between two looks."""


def look(*papers: tuple[Quad, bytes], is_sure: bool = True, advice: tuple[Advice, ...] = ()) -> Look:
    outlines = tuple(Outline(quad, is_sure) for quad, _ in papers)
    return Look(outlines, Quality(0.9, 0.6, advice=advice), tuple(mark for _, mark in papers))


FRONT = look((PLACE, STRIPES))
EMPTY = look()


class Desk:
    """A shutter and the time under it."""

    def __init__(self) -> None:
        self.now = 100.0
        self.shutter = Shutter(lambda: self.now)

    def see(self, one: Look, seconds: float = 0.0) -> Verdict:
        """Look again and again for some seconds; the verdict of the last look or of the one that took a picture."""
        verdict = self._see(one)
        for _ in range(round(seconds / STEP)):
            if verdict.shot:
                break
            verdict = self._see(one)
        return verdict

    def shots(self, one: Look, seconds: float) -> int:
        return sum(len(self._see(one).shot) for _ in range(round(seconds / STEP)))

    def _see(self, one: Look) -> Verdict:
        self.now += STEP
        return self.shutter.see(one, FULL_HD)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_a_paper_that_is_held_still_is_taken(desk: Desk) -> None:
    assert desk.see(FRONT).phase is Phase.MOVING
    held = [desk.see(FRONT).held for _ in range(3)]
    assert held == sorted(held)
    assert 0 < held[0] < held[-1] < 1
    verdict = desk.see(FRONT, HOLD)
    assert verdict.shot == FRONT.outlines
    assert verdict.phase is Phase.TAKEN


def test_not_before_half_a_second(desk: Desk) -> None:
    assert desk.shots(FRONT, HOLD) == 0
    assert desk.shots(FRONT, STEP) == 1


def test_two_looks_are_too_few_however_long_they_take(desk: Desk) -> None:
    for _ in range(LOOKS - 1):
        desk.now += HOLD
        assert not desk.see(FRONT).shot
    desk.now += HOLD
    assert desk.see(FRONT).shot


@pytest.mark.parametrize(
    ("one", "phase"),
    [
        (EMPTY, Phase.EMPTY),
        (look((PLACE, STRIPES), is_sure=False), Phase.UNSURE),
        (look((PLACE, STRIPES), advice=(Advice.BLURRED,)), Phase.BLURRED),
        (look((Quad.rectangle(0.4, 0.4, 0.6, 0.6), STRIPES)), Phase.MISPLACED),
        (look((Quad.rectangle(0.0, 0.3, 0.5, 0.7), STRIPES)), Phase.MISPLACED),
    ],
)
def test_what_is_not_taken(desk: Desk, one: Look, phase: Phase) -> None:
    assert desk.see(one, 3).phase is phase
    assert desk.shots(one, 3) == 0
    assert desk.see(FRONT).phase is Phase.MOVING  # the half second begins anew


def test_other_advice_is_no_wall(desk: Desk) -> None:
    assert desk.shots(look((PLACE, STRIPES), advice=(Advice.GLARE, Advice.TOO_DARK)), 1) == 1


def test_a_slow_drift_is_a_movement(desk: Desk) -> None:
    for step in range(40):
        assert not desk.see(look((PLACE.moved(step * STEADY / 4, 0), STRIPES))).shot


def test_a_trembling_hand_is_not(desk: Desk) -> None:
    shots = sum(
        len(desk.see(look((PLACE.moved(STEADY / 3 * (step % 2), 0), STRIPES))).shot) for step in range(round(1 / STEP))
    )
    assert shots == 1


def test_a_paper_is_taken_once(desk: Desk) -> None:
    assert desk.shots(FRONT, 10) == 1


def test_not_again_when_its_outline_is_lost_for_a_moment(desk: Desk) -> None:
    desk.see(FRONT, 1)
    for _ in range(5):
        assert desk.see(EMPTY, GONE / 2).shot == ()
        assert desk.shots(FRONT, 1) == 0


def test_not_again_when_a_hand_lies_on_it(desk: Desk) -> None:
    desk.see(FRONT, 1)
    assert desk.see(look((PLACE.moved(0.02, 0), BARS), is_sure=False), 3).phase is Phase.TAKEN
    assert desk.shots(FRONT, 2) == 0


def test_not_again_when_it_is_pushed_aside(desk: Desk) -> None:
    desk.see(FRONT, 1)
    assert desk.shots(look((ELSEWHERE, STRIPES)), 3) == 0
    assert desk.see(look((ELSEWHERE, STRIPES))).phase is Phase.TAKEN


def test_not_again_when_it_is_turned_upside_down(desk: Desk) -> None:
    desk.see(FRONT, 1)
    assert desk.shots(look((PLACE, STRIPES[::-1])), 3) == 0


def test_again_when_it_was_away(desk: Desk) -> None:
    desk.see(FRONT, 1)
    assert desk.see(EMPTY, 2 * GONE).phase is Phase.EMPTY
    assert desk.shots(FRONT, 1) == 1


def test_another_paper_in_its_place_is_taken(desk: Desk) -> None:
    desk.see(FRONT, 1)
    assert desk.shots(look((PLACE, BARS)), 3) == 1


def test_another_paper_far_from_it_is_taken(desk: Desk) -> None:
    desk.see(FRONT, 1)
    assert desk.shots(look((ELSEWHERE, BARS)), 3) == 1


def test_a_paper_beside_it_is_taken_alone(desk: Desk) -> None:
    """Also one that looks the same: the next card of the same kind."""
    desk.see(FRONT, 1)
    beside = Quad.rectangle(0.71, 0.3, 0.99, 0.7)
    verdict = desk.see(look((PLACE, STRIPES), (beside, STRIPES)), 1)
    assert [one.quad for one in verdict.shot] == [beside]


def test_papers_side_by_side_are_taken_together(desk: Desk) -> None:
    both = look((Quad.rectangle(0.1, 0.3, 0.45, 0.7), STRIPES), (Quad.rectangle(0.55, 0.3, 0.9, 0.7), BARS))
    assert desk.see(both, 1).shot == both.outlines
    assert desk.shots(both, 3) == 0


def test_without_prints_the_place_decides(desk: Desk) -> None:
    def bare(quad: Quad) -> Look:
        return Look((Outline(quad, True),), Quality(0.9, 0.6))

    assert desk.shots(bare(PLACE), 3) == 1
    assert desk.shots(bare(ELSEWHERE), 3) == 1


def test_switched_off_it_says_when_it_would(desk: Desk) -> None:
    desk.shutter.is_automatic = False
    assert desk.shots(FRONT, 3) == 0
    assert desk.see(FRONT) == Verdict(Phase.HOLDING, 1.0)


def test_what_was_taken_by_hand_is_not_taken_again(desk: Desk) -> None:
    desk.shutter.note(FRONT)
    assert desk.shots(FRONT, 3) == 0


def test_what_was_known_is_forgotten_with_the_camera(desk: Desk) -> None:
    desk.see(FRONT, 1)
    desk.shutter.forget()
    assert desk.shots(FRONT, 1) == 1


def phases(desk: Desk, looks: Sequence[Look]) -> list[Phase]:
    return [desk.see(one).phase for one in looks]


def test_the_way_of_a_paper(desk: Desk) -> None:
    steps = [EMPTY, look((PLACE.moved(0.1, 0), STRIPES)), FRONT, FRONT]
    assert phases(desk, steps) == [Phase.EMPTY, Phase.MOVING, Phase.MOVING, Phase.HOLDING]
