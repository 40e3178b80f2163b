"""One paper in work, through readings, corrections and failures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_ocr.domain.document import Document, Source
from desktop_ocr.domain.errors import SourceGone, WorkerDied
from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.recipe import Recipe
from desktop_ocr.domain.review import Correction, DocumentState, Evidence, FieldState, Reason, Verdict
from tests.fakes import ID_CARD, ID_NUMBER, MATCHING, PLAIN_TEXT, recognition

NEW = Document(Source(PurePath("/scans/a.jpg")))
READ = NEW.read_as(ID_CARD, recognition())

PROVEN_BIRTH = Evidence("birth_in_id_number", Verdict.PROVES)
OTHER_NUMBER = "110105194912310038"
"""Right as well, for a man born the same day."""


def states(document: Document) -> dict[str, FieldState]:
    return {field.spec.key: field.state for field in document.fields}


def test_a_card_on_which_everything_fits() -> None:
    assert states(READ) == {
        "name": FieldState.LIKELY,
        "sex": FieldState.PROVEN,
        "birth": FieldState.PROVEN,
        "address": FieldState.LIKELY,
        "number": FieldState.PROVEN,
    }
    assert READ.state is DocumentState.READY


def test_fields_stand_in_the_order_of_the_kind_and_missing_ones_are_empty() -> None:
    document = NEW.read_as(ID_CARD, recognition({"number": ID_NUMBER, "name": "张三"}))
    assert [field.spec.key for field in document.fields] == ["name", "sex", "birth", "address", "number"]
    assert document.field("sex").state is FieldState.EMPTY
    assert document.state is DocumentState.READY, "only required fields must be filled"
    assert NEW.read_as(ID_CARD, recognition({"number": ID_NUMBER})).state is DocumentState.NEEDS_LOOK


def test_each_step_gives_a_new_document() -> None:
    READ.corrected("name", Correction("李四"))
    READ.failed(WorkerDied())
    assert READ.field("name").value == "张三"
    assert NEW.fields == ()


class TestStates:
    def test_from_the_queue_to_a_persons_word(self) -> None:
        assert NEW.state is DocumentState.QUEUED
        assert Document(NEW.source, reading=True).state is DocumentState.READING
        doubtful = NEW.read_as(ID_CARD, recognition({**MATCHING, "birth": "1949-12-30"}))
        assert doubtful.state is DocumentState.NEEDS_LOOK

    def test_failure_goes_before_everything_and_finished_before_doubts(self) -> None:
        every = Document(NEW.source, reading=True, finished=True, error=SourceGone())
        assert every.state is DocumentState.FAILED
        finished = Document(NEW.source, recognition=recognition({}), finished=True)
        assert finished.state is DocumentState.FINISHED

    def test_a_failure_keeps_what_was_known_and_a_reading_clears_it(self) -> None:
        known = NEW.read_as(ID_CARD, recognition()).corrected("name", Correction("李四"))
        failed = known.failed(WorkerDied())
        assert failed.state is DocumentState.FAILED
        assert (failed.fields, failed.recognition) == (known.fields, known.recognition)
        again = failed.read_as(ID_CARD, recognition())
        assert again.error is None
        assert again.state is DocumentState.READY

    def test_a_failure_ends_the_reading(self) -> None:
        assert not Document(NEW.source, reading=True).failed(WorkerDied()).reading


class TestCorrecting:
    def test_the_id_number_weighs_birth_and_sex_anew(self) -> None:
        man = READ.corrected("number", Correction(OTHER_NUMBER))
        assert man.field("sex").state is FieldState.BROKEN
        assert man.field("birth").state is FieldState.PROVEN

        wrong = READ.corrected("number", Correction("110105194912310020"))
        assert PROVEN_BIRTH not in wrong.field("birth").evidence, "a number that fails its check proves nothing"
        assert wrong.field("number").state is FieldState.BROKEN

        assert wrong.corrected("number", None) == READ

    def test_a_right_number_typed_by_a_person_proves_what_it_contains(self) -> None:
        read = NEW.read_as(ID_CARD, recognition({**MATCHING, "number": "110105194912310020"}))
        assert read.field("birth").state is FieldState.DOUBTFUL
        mended = read.corrected("number", Correction(ID_NUMBER))
        assert mended.field("birth").evidence[-1:] == (PROVEN_BIRTH,)
        assert mended.field("birth").state is FieldState.PROVEN

    def test_a_wrong_value_kept_by_a_person_still_shows_what_it_breaks(self) -> None:
        kept = READ.corrected("birth", Correction("1949-02-30", Reason.AS_PRINTED)).field("birth")
        assert kept.state is FieldState.CONFIRMED
        assert Evidence("calendar_date", Verdict.BREAKS) in kept.evidence

    def test_a_value_with_spaces_or_letters_is_no_crash(self) -> None:
        for value in ("1101 0519 4912 3100 2X", "abc", "一二三", "1"):
            kept = READ.corrected("number", Correction(value))
            assert kept.field("number").state is FieldState.BROKEN

    def test_there_is_no_such_field(self) -> None:
        with pytest.raises(KeyError):
            READ.corrected("colour", Correction("red"))
        with pytest.raises(KeyError):
            READ.field("colour")


class TestReadingAgain:
    def test_corrections_stay_where_the_new_kind_has_the_field(self) -> None:
        corrected = READ.corrected("name", Correction("李四"))
        as_text = corrected.read_as(PLAIN_TEXT, recognition({"text": "全文"}, kind="plain"))
        assert [field.correction for field in as_text.fields] == [None]
        assert corrected.read_as(ID_CARD, recognition({})).field("name").value == "李四"

    def test_the_second_paper_of_a_page(self) -> None:
        page = recognition(papers=2)
        second = NEW.read_as(ID_CARD, page, 1)
        assert second.paper is page.papers[1]
        assert second.paper_index == 1

    def test_how_the_page_is_prepared_stays(self) -> None:
        turned = Document(NEW.source, Recipe(turn=90)).read_as(ID_CARD, recognition())
        assert turned.recipe == Recipe(turn=90)


steps = st.lists(
    st.one_of(
        st.tuples(st.just("correct"), st.sampled_from(list(MATCHING)), st.one_of(st.none(), st.text(max_size=20))),
        st.tuples(
            st.just("read"),
            st.dictionaries(st.sampled_from(list(MATCHING)), st.text(min_size=1, max_size=20)),
            st.none(),
        ),
        st.tuples(st.just("fail"), st.none(), st.none()),
    ),
    max_size=12,
)


@given(steps)
def test_no_machine_ever_touches_a_persons_value(history: list[tuple]) -> None:  # type: ignore[type-arg]
    """Whatever happens in whatever order: a field a person has filled holds that, the others what was read last."""
    document, by_person, by_machine = READ, {}, dict(MATCHING)
    for step, what, value in history:
        if step == "correct":
            document = document.corrected(what, None if value is None else Correction(value))
            by_person[what] = value
        elif step == "read":
            document = document.read_as(ID_CARD, recognition(what))
            by_machine = what
        else:
            document = document.failed(WorkerDied())
        for field in document.fields:
            key = field.spec.key
            human = by_person.get(key)
            assert field.value == (by_machine.get(key, "") if human is None else human)
            assert (field.correction is not None) == (human is not None)
            assert human is not None or field.state is not FieldState.CONFIRMED
            assert not (field.breaks_a_rule and field.state in (FieldState.CONFIRMED, FieldState.PROVEN))
        assert document.state is not DocumentState.READY or not any(one.is_obstacle for one in document.fields)


class TestOffers:
    OFFERED = replace(NEW, offered=(Quad.rectangle(0.0, 0.0, 0.1, 0.1), Quad.rectangle(0.1, 0.2, 0.5, 0.4)))

    def test_the_largest_is_where_a_crop_begins(self) -> None:
        assert self.OFFERED.suggested_crop == Quad.rectangle(0.1, 0.2, 0.5, 0.4)
        assert NEW.suggested_crop is None

    def test_it_turns_with_the_page(self) -> None:
        turned = replace(self.OFFERED, recipe=Recipe(turn=90)).suggested_crop
        assert turned is not None
        assert turned.bounds == pytest.approx((0.6, 0.1, 0.8, 0.5))

    def test_a_straightened_page_has_none(self) -> None:
        assert replace(self.OFFERED, recipe=Recipe(straighten=3.0)).suggested_crop is None
