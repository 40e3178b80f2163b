"""What a clerk is told of a value: the whole table of states, written down a second time."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from desktop_ocr.domain.document_type import FieldSpec, ValueKind
from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.review import (
    Correction,
    DocumentState,
    Evidence,
    Field,
    FieldState,
    Reason,
    Verdict,
    document_state,
)
from tests.fakes import reading

TEXT = {ValueKind.TEXT, ValueKind.LINES, ValueKind.NAME, ValueKind.ADDRESS, ValueKind.CHOICE, ValueKind.TABLE}
"""A wrong character in these is seen by whoever reads them; in all others a wrong digit goes unnoticed."""
SCORES = {"sure": 0.99, "likely": 0.85, "unsure": 0.84, "noise": 0.34}


def subsets_of_verdicts() -> list[tuple[Verdict, ...]]:
    return [
        tuple(verdict for verdict, there in zip(Verdict, chosen, strict=True) if there)
        for chosen in product((False, True), repeat=len(Verdict))
    ]


def expected(kind: ValueKind, verdicts: tuple[Verdict, ...], score: str, *, repaired: bool) -> FieldState:
    rules = [
        (score == "noise", FieldState.ILLEGIBLE),
        (Verdict.BREAKS in verdicts, FieldState.BROKEN),
        (Verdict.DOUBTS in verdicts, FieldState.DOUBTFUL),
        (repaired, FieldState.DOUBTFUL),
        (Verdict.PROVES in verdicts, FieldState.PROVEN),
        (kind in TEXT and score in ("sure", "likely"), FieldState.LIKELY),
        (True, FieldState.DOUBTFUL),
    ]
    return next(state for holds, state in rules if holds)


@pytest.mark.parametrize("kind", list(ValueKind))
def test_the_whole_table(kind: ValueKind) -> None:
    spec = FieldSpec("key", "字段", "Field", kind)
    for verdicts, (name, score), repaired, corrected in product(
        subsets_of_verdicts(), SCORES.items(), (False, True), (False, True)
    ):
        field = Field(
            spec,
            (reading("key", "1234", score=score, repaired=repaired),),
            Correction("1234") if corrected else None,
            tuple(Evidence("form", verdict) for verdict in verdicts),
        )
        said = FieldState.BROKEN if Verdict.BREAKS in verdicts else FieldState.CONFIRMED
        state = said if corrected else expected(kind, verdicts, name, repaired=repaired)
        assert field.state is state, (kind, verdicts, score, repaired, corrected)


def test_one_weak_character_makes_a_name_doubtful_whatever_the_others_score() -> None:
    spec = FieldSpec("name", "姓名", "Name", ValueKind.NAME)
    assert Field(spec, (reading("name", "欧阳修", score=0.99, weakest=0.5),)).state is FieldState.DOUBTFUL
    assert Field(spec, (reading("name", "欧阳修", score=0.99),)).state is FieldState.LIKELY


def test_a_space_is_no_weak_character() -> None:
    assert reading("name", " LI", score=0.99, weakest=0.1).weakest == 0.99


@pytest.mark.parametrize(
    ("value", "illegible"),
    [("", True), ("****", True), ("＊＊*1", True), ("6222*********0018", True), ("62****18", False), ("●●", True)],
)
def test_what_was_masked_is_illegible_when_it_is_more_than_half(value: str, illegible: bool) -> None:
    spec = FieldSpec("number", "卡号", "Number", ValueKind.NUMBER)
    proven = (Evidence("bank_card_number", Verdict.PROVES),)
    state = Field(spec, (reading("number", value),), evidence=proven).state
    assert state is (FieldState.ILLEGIBLE if illegible else FieldState.PROVEN)


def test_a_person_s_value_that_breaks_a_rule_is_confirmed_only_with_a_reason() -> None:
    spec = FieldSpec("expiry", "有效期", "Valid thru", ValueKind.EXPIRY, required=True)
    broken = (Evidence("form", Verdict.BREAKS),)
    typed = Field(spec, (reading("expiry", "12/36"),), Correction("99/99"), broken)
    assert (typed.state, typed.needs_look, typed.is_obstacle) == (FieldState.BROKEN, True, True)
    kept = typed.with_correction(Correction("99/99", Reason.AS_PRINTED))
    assert (kept.state, kept.needs_look, kept.is_obstacle) == (FieldState.CONFIRMED, False, False)


def test_what_a_person_only_pointed_at_is_not_confirmed() -> None:
    spec = FieldSpec("number", "号码", "Number", ValueKind.NUMBER)
    pointed = Correction("123", region=Quad.rectangle(0, 0, 1, 1), is_checked=False)
    field = Field(spec, (reading("number", "1"),), pointed)
    assert (field.value, field.state, field.region) == ("123", FieldState.DOUBTFUL, pointed.region)
    proven = replace(field, evidence=(Evidence("id_number", Verdict.PROVES),))
    assert proven.state is FieldState.PROVEN


def test_a_field_without_reading_is_empty_and_so_is_one_that_a_person_emptied() -> None:
    spec = FieldSpec("name", "姓名", "Name", ValueKind.NAME, required=True)
    assert Field(spec).state is FieldState.EMPTY
    emptied = Field(spec, (reading("name", "张三"),)).with_correction(Correction(""))
    assert (emptied.state, emptied.needs_look, emptied.is_obstacle) == (FieldState.EMPTY, True, True)


def test_what_a_person_calls_unreadable_is_illegible_and_needs_no_further_look() -> None:
    spec = FieldSpec("name", "姓名", "Name", ValueKind.NAME, required=True)
    nothing = Field(spec, (reading("name", "张三"),)).with_correction(Correction("", Reason.UNREADABLE))
    assert (nothing.value, nothing.state) == ("", FieldState.ILLEGIBLE)
    assert (nothing.needs_look, nothing.is_obstacle) == (False, False)


def test_the_first_reading_is_shown_and_a_person_overrules_it() -> None:
    spec = FieldSpec("name", "姓名", "Name", ValueKind.NAME)
    field = Field(spec, (reading("name", "张三"), reading("name", "张山")))
    assert field.value == "张三"
    assert field.with_correction(Correction("章三")).value == "章三"
    assert field.with_correction(Correction("章三")).with_correction(None) == field


def field_in(state: FieldState, *, required: bool = False) -> Field:
    spec = FieldSpec("name", "姓名", "Name", ValueKind.NAME, required=required)
    read = (reading("name", "张三"),)
    return {
        FieldState.PROVEN: Field(spec, read, evidence=(Evidence("form", Verdict.PROVES),)),
        FieldState.CONFIRMED: Field(spec, read, Correction("张三")),
        FieldState.LIKELY: Field(spec, read),
        FieldState.DOUBTFUL: Field(spec, read, evidence=(Evidence("form", Verdict.DOUBTS),)),
        FieldState.BROKEN: Field(spec, read, evidence=(Evidence("form", Verdict.BREAKS),)),
        FieldState.ILLEGIBLE: Field(spec, (reading("name", "", score=0.1),)),
        FieldState.EMPTY: Field(spec),
    }[state]


@pytest.mark.parametrize("required", [False, True])
@pytest.mark.parametrize("state", list(FieldState))
def test_one_field_to_look_at_and_the_document_needs_a_look(state: FieldState, required: bool) -> None:
    assert field_in(state, required=required).state is state
    troubled = {FieldState.DOUBTFUL, FieldState.BROKEN, FieldState.ILLEGIBLE} | (
        {FieldState.EMPTY} if required else set()
    )
    found = document_state([field_in(FieldState.LIKELY), field_in(state, required=required)])
    assert found is (DocumentState.NEEDS_LOOK if state in troubled else DocumentState.READY)
    assert state.needs_look == (state in troubled - {FieldState.EMPTY})
