"""Undoing: whatever is edited, undone, read again, cropped, turned, finished and deleted, no human value is lost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from PySide6.QtCore import QObject
from PySide6.QtGui import QUndoStack

from desktop_ocr.domain.document import Document, Source
from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.review import Correction
from desktop_ocr.ui.commands import Correct, Finish
from desktop_ocr.ui.paper_steps import PaperSteps
from desktop_ocr.ui.words import Words
from desktop_ocr.workflow.batch import Batch
from tests.fakes import ID_CARD, MATCHING, PLAIN_TEXT, TYPES, recognition

Said = dict[tuple[int, str], str]
PLACES = st.integers(0, 2)
FIELDS = st.sampled_from(sorted(MATCHING))
SMALL = Quad.rectangle(0.1, 0.1, 0.9, 0.9)


class Clerk(RuleBasedStateMachine):
    """Beside the batch stands what a person had said after each step: ``said[n]`` after the first n steps."""

    def __init__(self) -> None:
        super().__init__()
        self.batch, self.stack, self.owner = Batch(TYPES), QUndoStack(), QObject()
        self.steps = PaperSteps(self.batch, TYPES, Words("en"), self.stack, self.owner)
        self.batch.add([Document(Source(Path(name))) for name in "abc"])
        self.said: list[Said] = [{}]

    def keys(self, place: int) -> list[int]:
        """One key, or none where all papers are deleted."""
        keys = self.batch.keys()
        return [keys[place % len(keys)]] if keys else []

    def made(self, said: Said) -> None:
        """A step was made, or has melted into the one before; there is nothing to redo any more."""
        self.said[self.stack.index() :] = [said]

    @contextmanager
    def a_step(self) -> Iterator[None]:
        """Perhaps a step, if there was anything to do; what was said stands."""
        before, index = self.now, self.stack.index()
        yield
        if self.stack.index() != index:
            self.made(before)

    @property
    def now(self) -> Said:
        return self.said[self.stack.index()]

    @rule(place=PLACES, field=FIELDS, value=st.text(max_size=3))
    def edit(self, place: int, field: str, value: str) -> None:
        for key in self.keys(place):
            before = self.now
            self.stack.push(Correct("edit", self.batch, key, field, Correction(value)))
            self.made(before | {(key, field): value})

    @rule(place=PLACES, degrees=st.sampled_from((90, -90)))
    def turn(self, place: int, degrees: int) -> None:
        with self.a_step():
            self.steps.turn(self.keys(place), degrees)

    @rule(place=PLACES)
    def crop(self, place: int) -> None:
        with self.a_step():
            for key in self.keys(place):
                self.steps.crop(key, SMALL)

    @rule(place=PLACES, kind=st.sampled_from((ID_CARD.key, PLAIN_TEXT.key, "")))
    def ask_type(self, place: int, kind: str) -> None:
        with self.a_step():
            self.steps.ask_type(self.keys(place), kind)

    @rule(place=PLACES)
    def delete(self, place: int) -> None:
        with self.a_step():
            self.steps.remove(self.keys(place))

    @rule(place=PLACES)
    def finish(self, place: int) -> None:
        with self.a_step():
            for key in self.keys(place):
                self.stack.push(Finish("finish", self.batch, key))

    @rule()
    def undo(self) -> None:
        self.stack.undo()

    @rule()
    def redo(self) -> None:
        self.stack.redo()

    @rule(place=PLACES, name=st.text(min_size=1, max_size=3))
    def read(self, place: int, name: str) -> None:
        for key in self.keys(place):
            self.steps.read_again([key])
            document = self.batch.begin_reading(key)
            self.batch.put(key, [document.read_as(ID_CARD, recognition({**MATCHING, "name": name}))])

    def teardown(self) -> None:
        self.stack.clear()  # Qt crashes when steps made in Python are freed with their stack in a cycle

    @invariant()
    def what_was_said_stands(self) -> None:
        said = self.now
        for key in self.batch:
            document = self.batch.document(key)
            kept = {field: correction.value for field, correction in document.corrections}
            assert kept == {field: value for (owner, field), value in said.items() if owner == key}
            shown = {one.spec.key: one.value for one in document.fields}
            assert all(shown.get(field, value) == value for field, value in kept.items())


class TestClerk(Clerk.TestCase):  # type: ignore[misc, name-defined]
    settings = settings(max_examples=200, stateful_step_count=25, deadline=None)


@pytest.mark.heavy
class TestClerkForLong(Clerk.TestCase):  # type: ignore[misc, name-defined]
    settings = settings(max_examples=1000, stateful_step_count=25, deadline=None)
