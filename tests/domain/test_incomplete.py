"""A page of which parts are missing: nothing on it is settled before a person has looked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath

import pytest

from desktop_ocr.domain.document import Document, Source
from desktop_ocr.domain.errors import SourceDamaged, SourceGone
from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.recipe import Recipe
from desktop_ocr.domain.review import Correction, DocumentState, FieldState, Reason
from tests.fakes import ID_CARD, MATCHING, recognition

FILE = Document(Source(PurePath("half.jpg")))


def half() -> Document:
    """A card of which everything fits that could be read; its address is in the part that is missing."""
    found = {key: value for key, value in MATCHING.items() if key != "address"}
    return replace(FILE, is_incomplete=True).read_as(ID_CARD, recognition(found))


def looked_at(document: Document, *but: str) -> Document:
    for field in document.fields:
        if field.spec.key not in but:
            document = document.corrected(field.spec.key, Correction(field.value))
    return document


def test_a_whole_page_is_ready_by_itself() -> None:
    """What the rest stands against."""
    whole = FILE.read_as(ID_CARD, recognition())
    assert whole.state is DocumentState.READY
    assert whole.field("number").state is FieldState.PROVEN


def test_no_field_is_proven_or_likely_and_all_need_a_look_empty_ones_too() -> None:
    document = half()
    assert {field.spec.key: field.state for field in document.fields} == {
        "name": FieldState.DOUBTFUL,
        "sex": FieldState.DOUBTFUL,
        "birth": FieldState.DOUBTFUL,
        "address": FieldState.EMPTY,
        "number": FieldState.DOUBTFUL,
    }
    assert all(field.needs_look for field in document.fields)
    assert document.state is DocumentState.NEEDS_LOOK


def test_it_is_ready_and_may_be_finished_once_a_person_has_looked_at_every_field() -> None:
    document = looked_at(half())
    assert document.state is DocumentState.READY
    assert replace(document, finished=True).state is DocumentState.FINISHED


@pytest.mark.parametrize("key", list(MATCHING))
def test_one_field_that_nobody_looked_at_keeps_it_open(key: str) -> None:
    document = looked_at(half(), key)
    assert document.state is DocumentState.NEEDS_LOOK
    assert document.field(key).is_obstacle
    assert replace(document, finished=True).state is DocumentState.NEEDS_LOOK


def test_a_place_that_was_pointed_at_is_not_looked_at_yet() -> None:
    pointed = Correction(MATCHING["number"], region=Quad.rectangle(0, 0, 1, 1), is_checked=False)
    number = looked_at(half(), "number").corrected("number", pointed).field("number")
    assert (number.state, number.is_obstacle) == (FieldState.DOUBTFUL, True)


def test_what_a_person_calls_unreadable_is_settled() -> None:
    document = looked_at(half(), "name").corrected("name", Correction("", Reason.UNREADABLE))
    assert replace(document, finished=True).state is DocumentState.FINISHED


def test_a_damaged_page_may_be_tried_once() -> None:
    damaged = FILE.failed(SourceDamaged())
    assert damaged.may_be_tried
    assert not FILE.may_be_tried
    assert not FILE.failed(SourceGone()).may_be_tried
    tried = damaged.tried_anyway()
    assert (tried.state, tried.is_incomplete, tried.may_be_tried) == (DocumentState.QUEUED, True, False)
    assert not tried.failed(SourceDamaged()).may_be_tried


def test_it_stays_incomplete_when_it_is_read_again_turned_or_asked_for_as_another_kind() -> None:
    for again in (half().with_asked_type(None), half().with_recipe(Recipe(turn=90)), half().with_asked_type(ID_CARD)):
        assert again.is_incomplete
        assert again.read_as(ID_CARD, recognition()).state is DocumentState.NEEDS_LOOK


def test_a_person_s_values_outlive_the_try() -> None:
    said = FILE.read_as(ID_CARD, recognition()).corrected("name", Correction("李四"))
    assert said.failed(SourceDamaged()).tried_anyway().corrections == said.corrections
