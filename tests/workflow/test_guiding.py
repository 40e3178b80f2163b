"""One thing is told at a time, the most important."""

from __future__ import annotations

import pytest

from desktop_ocr.composition import load_catalogue
from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.outline import Outline
from desktop_ocr.domain.quality import Advice, Quality
from desktop_ocr.workflow.guiding import Guide, glared_field, guide
from desktop_ocr.workflow.looking import Look
from desktop_ocr.workflow.shutter import Phase, Verdict

FULL_HD = (1920, 1080)
WELL_PLACED = Quad.rectangle(0.25, 0.2, 0.75, 0.8)
HOLDING = Verdict(Phase.HOLDING, 0.5)
TYPES = load_catalogue().types


def told(
    quad: Quad | None = WELL_PLACED,
    verdict: Verdict = HOLDING,
    *advice: Advice,
    frame: tuple[int, int] = FULL_HD,
    is_automatic: bool = True,
) -> Guide:
    outlines = (Outline(quad, True),) if quad else ()
    return guide(Look(outlines, Quality(0.9, 0.5, advice=advice)), verdict, frame, is_automatic=is_automatic)


def test_nothing_there() -> None:
    assert told(None, Verdict(Phase.EMPTY)) is Guide.PUT_DOWN


def test_nothing_can_be_seen_in_the_dark() -> None:
    assert told(None, Verdict(Phase.EMPTY), Advice.BLURRED, Advice.TOO_DARK) is Guide.TOO_DARK


def test_edges_that_are_not_clear() -> None:
    assert told(WELL_PLACED, Verdict(Phase.UNSURE)) is Guide.UNSURE
    assert told(WELL_PLACED, Verdict(Phase.UNSURE), Advice.TOO_BRIGHT) is Guide.TOO_BRIGHT


@pytest.mark.parametrize("advice", Advice)
def test_every_advice_is_told(advice: Advice) -> None:
    assert told(WELL_PLACED, HOLDING, advice) == advice.value


def test_the_first_advice_is_told() -> None:
    assert told(WELL_PLACED, HOLDING, Advice.GLARE, Advice.BLURRED) is Guide.GLARE


@pytest.mark.parametrize(
    "quad",
    [
        Quad.rectangle(0.0, 0.2, 0.6, 0.8),
        Quad.rectangle(0.4, 0.2, 1.0, 0.8),
        Quad.rectangle(0.25, 0.0, 0.75, 0.6),
        Quad.rectangle(0.25, 0.4, 0.75, 1.0),
    ],
)
def test_what_reaches_over_the_edge_is_cut_off(quad: Quad) -> None:
    assert told(quad) is Guide.CUT_OFF


def test_a_small_paper_is_to_come_closer() -> None:
    small = Quad.rectangle(0.4, 0.4, 0.6, 0.6)
    assert told(small) is Guide.CLOSER
    assert told(small, frame=(3840, 2160)) is Guide.HOLD


def test_what_fills_a_coarse_picture_cannot_come_closer() -> None:
    assert told(Quad.rectangle(0.1, 0.1, 0.9, 0.9), frame=(640, 480)) is Guide.HOLD


@pytest.mark.parametrize(
    ("frame", "wanted"), [((1280, 720), Guide.CLOSER), (FULL_HD, Guide.CLOSER), ((3840, 2160), Guide.HOLD)]
)
def test_text_that_is_small_only_in_the_reduced_picture(frame: tuple[int, int], wanted: Guide) -> None:
    look = Look((Outline(WELL_PLACED, True),), Quality(0.4, 0.5, text_height=5.0, advice=(Advice.CLOSER,)))
    assert guide(look, HOLDING, frame, is_automatic=True) is wanted


def test_what_was_taken_is_told_first() -> None:
    assert told(WELL_PLACED, Verdict(Phase.TAKEN), Advice.GLARE) is Guide.TAKEN


def test_by_hand_one_is_told_when_it_is_time() -> None:
    assert told(WELL_PLACED, Verdict(Phase.HOLDING, 1.0), is_automatic=False) is Guide.READY
    assert told(WELL_PLACED, Verdict(Phase.HOLDING, 0.9), is_automatic=False) is Guide.HOLD


def on_paper(left: float, top: float, right: float, bottom: float) -> Quad:
    """A place of the paper in coordinates of the frame."""
    return Quad.rectangle(0.25 + left * 0.5, 0.2 + top * 0.6, 0.25 + right * 0.5, 0.2 + bottom * 0.6)


def test_glare_is_told_by_the_field() -> None:
    card = TYPES["id_card_front"]
    number = glared_field(card, WELL_PLACED, (on_paper(0.5, 0.84, 0.6, 0.9),))
    assert number is not None
    assert number.key == "id_number"


def test_of_several_fields_the_number_is_told() -> None:
    number = glared_field(TYPES["id_card_front"], WELL_PLACED, (on_paper(0.2, 0.1, 0.9, 0.9),))
    assert number is not None
    assert number.kind.needs_proof


def test_glare_beside_all_fields_and_of_unknown_kinds() -> None:
    beside = (on_paper(0.97, 0.01, 0.99, 0.03),)
    assert glared_field(TYPES["id_card_front"], WELL_PLACED, beside) is None
    assert glared_field(None, WELL_PLACED, beside) is None
    assert glared_field(TYPES["general_text"], WELL_PLACED, (on_paper(0, 0, 1, 1),)) is None
    assert glared_field(TYPES["id_card_front"], WELL_PLACED, ()) is None
