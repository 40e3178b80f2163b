"""The model of the queue shows what the documents say, and keeps Qt's rules for models."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.modeltest import ModelTester

from desktop_ocr.domain.document import Document
from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.ui import tints
from desktop_ocr.ui.queue_model import DOCUMENT, KEY, KIND_TEXT, NAME, STATE_TEXT, TINT, QueueModel
from desktop_ocr.ui.words import Words
from desktop_ocr.workflow.batch import Batch
from tests.ui.fakes import RIGHT, recognition


@pytest.fixture
def batch(kinds: dict[str, DocumentType]) -> Batch:
    return Batch(kinds)


def test_queue_keeps_the_rules_of_models(
    qtmodeltester: ModelTester, batch: Batch, words: Words, documents: list[Document], qapp: Any
) -> None:
    model = QueueModel(batch, words)
    strict = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    keys = batch.add(documents)
    batch.finish(keys[1], True)
    taken = batch.remove([keys[0], keys[2], keys[3]])
    batch.restore(taken)
    batch.add(documents)
    qtmodeltester.check(model)
    assert strict.model() is model
    assert [model.key(row) for row in range(model.rowCount())] == batch.keys()


def test_queue_shows_what_the_batch_had_before(
    batch: Batch, words: Words, documents: list[Document], qapp: Any
) -> None:
    batch.add(documents)
    assert QueueModel(batch, words).rowCount() == 4


def test_queue_says_kind_state_and_what_went_wrong(
    batch: Batch, words: Words, documents: list[Document], qapp: Any
) -> None:
    model = QueueModel(batch, words)
    keys = batch.add(documents)
    states = [str(model.index(row).data(STATE_TEXT)) for row in range(4)]
    assert states[:3] == ["· Queued", "○ Ready", "? 2 to look at"]
    assert states[3].startswith("× The file is not there")
    assert [model.index(row).data(KEY) for row in range(4)] == keys
    index = model.index(1)
    assert index.data() == index.data(NAME) == "0.png"
    assert index.data(KIND_TEXT) == "ID card, portrait side"
    assert index.data(DOCUMENT) is documents[1]
    assert [model.index(row).data(TINT) for row in range(4)] == [None, None, tints.DOUBT, tints.BAD]


def test_queue_can_be_listened_to(batch: Batch, words: Words, documents: list[Document], qapp: Any) -> None:
    model = QueueModel(batch, words)
    batch.add(documents)
    accessible = Qt.ItemDataRole.AccessibleTextRole
    assert model.index(0).data(accessible) == "0.png, · Queued"
    assert model.index(1).data(accessible) == "0.png, ID card, portrait side, ○ Ready"
    path, error = str(model.index(3).data(Qt.ItemDataRole.ToolTipRole)).split("\n", 1)
    assert path == str(documents[3].source.path)
    assert error.startswith("The file is not there")


def test_papers_of_one_page_stand_together_and_are_told_apart(
    batch: Batch, words: Words, documents: list[Document], qapp: Any
) -> None:
    model = QueueModel(batch, words)
    first, _ = batch.add([documents[0], documents[3]])
    kind = documents[1].document_type
    assert kind
    found = recognition(RIGHT, RIGHT)
    batch.put(first, [documents[0].read_as(kind, found, number) for number in range(2)])
    assert [model.index(row).data() for row in range(3)] == ["0.png, paper 1", "0.png, paper 2", "2.png"]
    assert model.key(0) == first


def test_only_the_changed_row_is_announced(batch: Batch, words: Words, documents: list[Document], qapp: Any) -> None:
    model = QueueModel(batch, words)
    keys = batch.add(documents)
    seen: list[tuple[int, int]] = []

    def remember(first: Any, last: Any) -> None:
        seen.append((first.row(), last.row()))

    model.dataChanged.connect(remember)
    batch.finish(keys[2], True)
    assert seen == [(2, 2)]
