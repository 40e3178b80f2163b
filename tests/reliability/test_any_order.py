"""Any order of actions is safe: taking in, reading, editing, removing, saving, backing up, crashing, starting again."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from desktop_ocr.domain.document import Document, Source
from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.review import Correction, Reason
from desktop_ocr.store.keyrings import MemorySecrets
from desktop_ocr.workflow.batch import Batch
from desktop_ocr.workflow.changes import Taken
from desktop_ocr.workflow.keeping import Keeper
from desktop_ocr.workflow.safe import Safe
from desktop_ocr.workflow.saving import Saving
from tests.fakes import ID_CARD, MATCHING, PLAIN_TEXT, TYPES, recognition

pytestmark = pytest.mark.heavy

RUNS = 5000 if os.environ.get("DESKTOP_OCR_RELIABILITY") == "long" else 200
PLACES = st.integers(0, 3)
T = TypeVar("T")


class Clerk(RuleBasedStateMachine):
    """``saved`` is what was in the batch when the program last said that it was saved."""

    def __init__(self) -> None:
        super().__init__()
        self.loop, self.secrets = asyncio.new_event_loop(), MemorySecrets()
        self.folder = Path(tempfile.mkdtemp())
        self.picture = self.folder / "card.png"
        self.picture.write_bytes(b"a card")
        self.saved: list[object] = []
        self.taken: list[Taken] = []
        self.start()

    def teardown(self) -> None:
        self.play(self.safe.close(backs_up=False))
        self.loop.close()
        shutil.rmtree(self.folder)

    def play(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(work)

    def start(self) -> None:
        self.safe, self.batch = Safe(self.folder / "store", keyring=lambda: self.secrets), Batch(TYPES)
        self.play(self.safe.open())
        assert self.safe.thread is not None
        self.keeper = Keeper(self.batch, self.safe.thread)
        self.play(self.keeper.load(TYPES))
        self.taken = []

    def key(self, place: int) -> list[int]:
        keys = self.batch.keys()
        return [keys[place % len(keys)]] if keys else []

    @rule()
    def take_in(self) -> None:
        if len(self.batch) < 6:
            self.batch.add([Document(Source(self.picture))])

    @rule(place=PLACES, name=st.text(min_size=1, max_size=3))
    def read(self, place: int, name: str) -> None:
        for key in self.key(place):
            document = self.batch.begin_reading(key)
            self.batch.put(key, [document.read_as(ID_CARD, recognition({**MATCHING, "name": name}))])

    @rule(place=PLACES, field=st.sampled_from(sorted(MATCHING)), value=st.text(max_size=4))
    def edit(self, place: int, field: str, value: str) -> None:
        for key in self.key(place):
            region = Quad.rectangle(0.1, 0.1, 0.3, 0.2)
            self.batch.correct(key, field, Correction(value, Reason.NONE, region, is_checked=False))

    @rule(place=PLACES, degrees=st.sampled_from((90, -90)))
    def turn(self, place: int, degrees: int) -> None:
        for key in self.key(place):
            self.batch.set_recipe(key, self.batch.document(key).turned_by_hand(degrees))

    @rule(place=PLACES, kind=st.sampled_from((ID_CARD, PLAIN_TEXT, None)))
    def ask_type(self, place: int, kind: Any) -> None:
        for key in self.key(place):
            self.batch.ask_type(key, kind)

    @rule(place=PLACES)
    def remove(self, place: int) -> None:
        self.taken += self.batch.remove(self.key(place))

    @rule()
    def undo_remove(self) -> None:
        if self.taken:
            self.batch.restore([self.taken.pop()])

    @rule()
    def save(self) -> None:
        self.play(self.keeper.write())
        if self.keeper.saving is Saving.UNDER_WAY:  # the copies of pictures were changes, too
            self.play(self.keeper.write())
        assert self.keeper.saving is Saving.SAVED
        self.saved = self.work()

    @rule()
    def back_up(self) -> None:
        self.play(self.safe.back_up())

    @rule()
    def crash_and_start(self) -> None:
        self.play(self.safe.close(backs_up=False))
        self.start()
        assert self.work() == self.saved

    def work(self) -> list[object]:
        return [
            (one.corrections, one.recipe, one.recognition, one.asked_type, one.state) for one in self.batch.documents()
        ]


Clerk.TestCase.settings = settings(max_examples=RUNS, stateful_step_count=30, deadline=None)
TestClerk = Clerk.TestCase
TestClerk.pytestmark = pytestmark
