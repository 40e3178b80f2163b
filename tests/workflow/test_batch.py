"""The batch: every change goes through it, and whatever happens no human value is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from desktop_ocr.domain.document import Document, Source
from desktop_ocr.domain.errors import SourceGone
from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.recipe import Recipe
from desktop_ocr.domain.review import Correction, DocumentState
from desktop_ocr.workflow.batch import Batch
from desktop_ocr.workflow.changes import Added, Change, Changed, Removed, Taken
from tests.fakes import ID_CARD, MATCHING, PLAIN_TEXT, TYPES, recognition

SMALL = Quad.rectangle(0.1, 0.1, 0.9, 0.9)


def waiting(name: str = "a.jpg") -> Document:
    return Document(Source(Path(name)))


def read(document: Document, **values: str) -> Document:
    return document.read_as(ID_CARD, recognition({**MATCHING, **values}))


@pytest.fixture
def batch() -> Batch:
    return Batch(TYPES)


class TestTold:
    def test_of_every_change_after_it_is_made(self, batch: Batch) -> None:
        told: list[tuple[Change, int]] = []
        stop = batch.subscribe(lambda change: told.append((change, len(batch))))
        first, second = batch.add([waiting("a"), waiting("b")])
        batch.begin_reading(second)
        taken = batch.remove([first])
        batch.restore(taken)
        stop()
        batch.add([waiting("c")])
        assert told == [(Added(0, 2), 2), (Changed(1), 2), (Removed(0, 1), 1), (Added(0, 1), 2)]

    def test_nothing_of_what_changes_nothing(self, batch: Batch) -> None:
        (key,) = batch.add([waiting()])
        told: list[Change] = []
        batch.subscribe(told.append)
        batch.set_recipe(key, Recipe())
        assert told == []


class TestReading:
    def test_the_value_of_a_person_outlives_a_reading_that_began_before_it(self, batch: Batch) -> None:
        (key,) = batch.add([waiting()])
        batch.put(key, [read(batch.begin_reading(key))])
        begun = batch.begin_reading(key)
        batch.correct(key, "name", Correction("李四"))
        batch.put(key, [read(begun, name="王五")])
        assert batch.document(key).field("name").value == "李四"
        assert batch.document(key).field("name").reading.value == "王五"  # type: ignore[union-attr]

    def test_what_was_read_before_a_crop_is_stale(self, batch: Batch) -> None:
        (key,) = batch.add([waiting()])
        begun = batch.begin_reading(key)
        batch.set_recipe(key, Recipe(crop=SMALL))
        batch.put(key, [read(begun)])
        assert batch.document(key).state is DocumentState.QUEUED

    def test_of_a_removed_document_nothing_comes_back(self, batch: Batch) -> None:
        (key,) = batch.add([waiting()])
        begun = batch.begin_reading(key)
        batch.remove([key])
        batch.put(key, [read(begun)])
        assert len(batch) == 0

    def test_further_papers_of_a_page_follow_it_once(self, batch: Batch) -> None:
        first, last = batch.add([waiting("a"), waiting("b")])
        both = recognition(papers=2)
        for _ in range(2):
            begun = batch.begin_reading(first)
            batch.put(first, [begun.read_as(ID_CARD, both, index) for index in (0, 1)])
        assert [batch.document(key).paper_index for key in batch] == [0, 1, 0]
        assert batch.row(last) == 2

    def test_a_failure_keeps_a_persons_value(self, batch: Batch) -> None:
        (key,) = batch.add([waiting()])
        batch.put(key, [read(batch.begin_reading(key))])
        batch.correct(key, "name", Correction("李四"))
        batch.read_again(key)
        batch.put(key, [batch.begin_reading(key).failed(SourceGone())])
        assert batch.document(key).state is DocumentState.FAILED
        assert dict(batch.document(key).corrections) == {"name": Correction("李四")}

    def test_a_cancelled_one_waits_again(self, batch: Batch) -> None:
        (key,) = batch.add([waiting()])
        batch.begin_reading(key)
        batch.stop_reading(key)
        assert batch.count(DocumentState.QUEUED) == 1


class Clerk(RuleBasedStateMachine):
    """Edits, undoes, reads again, crops, turns, changes kinds and deletes, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.batch = Batch(TYPES)
        self.keys = self.batch.add([waiting(name) for name in "abc"])
        self.said: dict[tuple[int, str], str] = {}
        self.taken: list[Taken] = []
        self.begun: list[tuple[int, Document]] = []

    def key(self, place: int) -> int | None:
        keys = self.batch.keys()
        return keys[place % len(keys)] if keys else None

    @rule(place=st.integers(0, 2), field=st.sampled_from(sorted(MATCHING)), value=st.text(max_size=4))
    def edit(self, place: int, field: str, value: str) -> None:
        if key := self.key(place):
            self.batch.correct(key, field, Correction(value))
            self.said[key, field] = value

    @rule(place=st.integers(0, 2), field=st.sampled_from(sorted(MATCHING)))
    def take_back(self, place: int, field: str) -> None:
        if key := self.key(place):
            self.batch.correct(key, field, None)
            self.said.pop((key, field), None)

    @rule(place=st.integers(0, 2))
    def begin_reading(self, place: int) -> None:
        if key := self.key(place):
            self.begun.append((key, self.batch.begin_reading(key)))

    @rule(name=st.text(min_size=1, max_size=3), fails=st.booleans())
    def end_reading(self, name: str, fails: bool) -> None:
        if self.begun:
            key, document = self.begun.pop(0)
            self.batch.put(key, [document.failed(SourceGone()) if fails else read(document, name=name)])

    @rule(place=st.integers(0, 2))
    def read_again(self, place: int) -> None:
        if key := self.key(place):
            self.batch.read_again(key)

    @rule(place=st.integers(0, 2), cropped=st.booleans())
    def crop(self, place: int, cropped: bool) -> None:
        if key := self.key(place):
            self.batch.set_recipe(key, self.batch.document(key).cropped_by_hand(SMALL if cropped else None))

    @rule(place=st.integers(0, 2), degrees=st.sampled_from((90, -90)))
    def turn(self, place: int, degrees: int) -> None:
        if key := self.key(place):
            self.batch.set_recipe(key, self.batch.document(key).turned_by_hand(degrees))

    @rule(place=st.integers(0, 2), kind=st.sampled_from((ID_CARD, PLAIN_TEXT, None)))
    def ask_kind(self, place: int, kind: object) -> None:
        if key := self.key(place):
            self.batch.ask_type(key, kind)  # type: ignore[arg-type]

    @rule(place=st.integers(0, 2))
    def delete(self, place: int) -> None:
        if key := self.key(place):
            self.taken += self.batch.remove([key])

    @rule()
    def undo_delete(self) -> None:
        if self.taken:
            self.batch.restore([self.taken.pop()])

    @invariant()
    def no_human_value_is_lost(self) -> None:
        documents = {key: self.batch.document(key) for key in self.batch}
        documents |= {one.key: one.document for one in self.taken}
        for (key, field), value in self.said.items():
            assert dict(documents[key].corrections)[field].value == value
            shown = {one.spec.key: one.value for one in documents[key].fields}
            assert shown.get(field, value) == value

    @invariant()
    def counts_are_right(self) -> None:
        states = [document.state for document in self.batch.documents()]
        assert all(self.batch.count(state) == states.count(state) for state in DocumentState)
        assert [self.batch.row(key) for key in self.batch] == list(range(len(self.batch)))


class TestClerk(Clerk.TestCase):  # type: ignore[misc, name-defined]
    settings = settings(max_examples=200, stateful_step_count=25, deadline=None)


@pytest.mark.heavy
class TestClerkForLong(Clerk.TestCase):  # type: ignore[misc, name-defined]
    settings = settings(max_examples=1000, stateful_step_count=25, deadline=None)
