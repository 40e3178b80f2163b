"""Going through a batch: where Enter goes, what it accepts, what may be finished."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desktop_ocr.domain.document import Document, Source
from desktop_ocr.domain.errors import SourceGone
from desktop_ocr.domain.quality import Advice, Quality
from desktop_ocr.domain.review import Correction, FieldState, Reason
from desktop_ocr.workflow.batch import Batch
from desktop_ocr.workflow.reviewing import (
    Place,
    field_advice,
    fields_to_look_at,
    may_accept,
    next_place,
    obstacles,
    page_advice,
)
from tests.fakes import ID_CARD, MATCHING, TYPES, recognition

BROKEN = {**MATCHING, "number": "11010519491231002" + "1"}


def document(values: dict[str, str]) -> Document:
    return Document(Source(Path("a.jpg"))).read_as(ID_CARD, recognition(values))


@pytest.fixture
def batch() -> Batch:
    return Batch(TYPES)


def test_what_needs_a_look() -> None:
    assert fields_to_look_at(document(MATCHING)) == []
    assert fields_to_look_at(document(BROKEN)) == ["birth", "number"]
    without = {key: value for key, value in MATCHING.items() if key != "name"}
    assert fields_to_look_at(document(without)) == ["name"], "required, but empty"


def test_the_way_goes_down_then_back_up_then_on(batch: Batch) -> None:
    first, fine, last = batch.add([document(BROKEN), document(MATCHING), document(BROKEN)])
    assert next_place(batch, first, "name") == Place(first, "birth")
    assert next_place(batch, first, "birth") == Place(first, "number")
    assert next_place(batch, first, "number") == Place(first, "birth")
    for field in ("birth", "number"):
        batch.correct(first, field, Correction(MATCHING[field]))
    assert next_place(batch, first, "number") == Place(last, "birth")
    assert next_place(batch, fine, "") == Place(last, "birth")
    for field in ("birth", "number"):
        batch.correct(last, field, Correction(MATCHING[field]))
    assert next_place(batch, last, "number") is None


def test_from_the_last_document_the_way_leads_to_the_first(batch: Batch) -> None:
    first, last = batch.add([document(BROKEN), document(MATCHING)])
    assert next_place(batch, last, "number") == Place(first, "birth")


def test_enter_does_not_accept_what_breaks_a_rule() -> None:
    number = document(BROKEN).field("number")
    assert not may_accept(number, number.value)
    assert may_accept(number, "11010519491231002X"), "a person typed another"
    typed = document(MATCHING).corrected("number", Correction(BROKEN["number"])).field("number")
    assert not may_accept(typed, typed.value), "a person's value is checked too"
    assert may_accept(document(MATCHING).field("name"), "张三")
    assert not may_accept(document(MATCHING).field("name"), "")
    assert may_accept(document(MATCHING).field("address"), "")


def test_what_keeps_a_document_from_being_finished() -> None:
    broken = document(BROKEN)
    assert obstacles(broken) == ["number"]
    assert obstacles(document(MATCHING).corrected("number", Correction(BROKEN["number"]))) == ["number"]
    kept = Correction(broken.field("number").value, Reason.AS_PRINTED)
    assert obstacles(broken.corrected("number", kept)) == []
    assert obstacles(broken.corrected("number", Correction(""))) == ["number"]
    assert obstacles(broken.corrected("number", Correction("", Reason.UNREADABLE))) == []


GLARE = Quality(0.9, 0.8, text_height=20, advice=(Advice.GLARE, Advice.CUT_OFF, Advice.BLURRED))


def photographed(values: dict[str, str], quality: Quality | None = GLARE) -> Document:
    """Read from a picture of that quality, with glare on every value."""
    found = recognition(values)
    readings = tuple(replace(one, advice=(Advice.GLARE,)) for one in found.papers[0].readings)
    papers = (replace(found.papers[0], readings=readings),)
    return Document(Source(Path("a.jpg"))).read_as(ID_CARD, replace(found, papers=papers, quality=quality))


class TestAdvice:
    def test_the_two_most_important_words_where_something_needs_a_look(self) -> None:
        assert page_advice(photographed(BROKEN)) == (Advice.GLARE, Advice.CUT_OFF)

    def test_none_where_all_was_read_well(self) -> None:
        assert page_advice(photographed(MATCHING)) == ()

    @pytest.mark.parametrize("quality", [Quality(0.3, 0.8, text_height=20), Quality(0.9, 0.05, text_height=20)])
    def test_of_a_plainly_bad_picture_all_the_same(self, quality: Quality) -> None:
        assert page_advice(photographed(MATCHING, replace(quality, advice=(Advice.BLURRED,)))) == (Advice.BLURRED,)

    def test_a_page_without_text_is_not_called_blurred(self) -> None:
        assert not Quality(0.0, 0.9).is_bad

    def test_none_where_nothing_was_measured_or_nobody_looks_any_more(self) -> None:
        assert page_advice(Document(Source(Path("a.jpg")))) == ()
        assert page_advice(photographed(BROKEN, None)) == ()
        assert page_advice(photographed(BROKEN).failed(SourceGone())) == ()
        bad = photographed(MATCHING, Quality(0.3, 0.8, text_height=20, advice=(Advice.BLURRED,)))
        assert page_advice(replace(bad, finished=True)) == ()

    def test_beside_a_field_until_a_person_or_a_proof_stands_for_it(self) -> None:
        found = photographed(BROKEN)
        assert field_advice(found.field("number")) == (Advice.GLARE,)
        assert field_advice(found.field("name")) == (Advice.GLARE,), "likely, but not proven"
        assert field_advice(found.corrected("name", Correction("李四")).field("name")) == ()
        proven = photographed(MATCHING).field("number")
        assert (proven.state, field_advice(proven)) == (FieldState.PROVEN, ())
