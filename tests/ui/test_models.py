"""The models show what the documents say, and keep Qt's rules for models."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from desktop_ocr.domain.document import Document
from desktop_ocr.domain.review import DocumentState
from desktop_ocr.ui import field_model, queue_model, tints
from desktop_ocr.ui.field_model import FieldModel
from desktop_ocr.ui.queue_model import QueueModel
from desktop_ocr.ui.words import Words
from tests.ui.fakes import RIGHT, recognition

GROUND, INK = Qt.ItemDataRole.BackgroundRole, Qt.ItemDataRole.ForegroundRole


def text(model: Any, row: int, column: int) -> str:
    return str(model.index(row, column).data())


def test_queue_keeps_the_rules_of_models(
    qtmodeltester: ModelTester, words: Words, documents: list[Document], qapp: Any
) -> None:
    model = QueueModel(words)
    model.add(documents)
    qtmodeltester.check(model)


def test_queue_says_kind_state_and_what_went_wrong(words: Words, documents: list[Document], qapp: Any) -> None:
    model = QueueModel(words)
    model.add(documents)
    assert [text(model, row, queue_model.STATE) for row in range(4)] == [
        "· Queued",
        "○ Ready",
        "? Needs a look",
        "× Not read",
    ]
    assert text(model, 1, queue_model.FILE) == "0.png"
    assert text(model, 1, queue_model.KIND) == "ID card, portrait side"
    assert text(model, 3, queue_model.NOTE).startswith("The file is not there")
    assert model.index(3, 0).data(GROUND) == tints.BAD.ground
    assert model.index(3, 0).data(INK) == tints.BAD.ink


def test_papers_of_one_page_stand_together_and_are_counted(words: Words, documents: list[Document], qapp: Any) -> None:
    model = QueueModel(words)
    model.add([documents[0], documents[3]])
    key = model.key(0)
    model.put(key, documents[1:3])
    assert model.documents() == [*documents[1:3], documents[3]]
    assert model.key(0) == key
    assert model.in_state(DocumentState.QUEUED) == 0
    assert model.in_state(DocumentState.READY, DocumentState.NEEDS_LOOK) == 2


def test_only_the_changed_row_is_announced(words: Words, documents: list[Document], qapp: Any) -> None:
    model = QueueModel(words)
    model.add(documents)
    seen: list[tuple[int, int]] = []

    def remember(first: Any, last: Any) -> None:
        seen.append((first.row(), last.row()))

    model.dataChanged.connect(remember)
    model.put(model.key(2), [documents[3]])
    assert seen == [(2, 2)]


def test_fields_keep_the_rules_of_models(
    qtmodeltester: ModelTester, words: Words, documents: list[Document], qapp: Any
) -> None:
    model = FieldModel(words)
    model.show(documents[2])
    qtmodeltester.check(model)


def test_fields_say_why(words: Words, documents: list[Document], qapp: Any) -> None:
    model = FieldModel(words)
    model.show(documents[2])
    rows = {text(model, row, field_model.LABEL): row for row in range(model.rowCount())}
    number = rows["ID number"]
    assert text(model, number, field_model.VALUE) == "440305199505132562"
    assert text(model, number, field_model.STATE) == "! breaks a rule"
    assert "The check of the ID number fails" in text(model, number, field_model.WHY)
    assert model.index(number, 0).data(GROUND) == tints.BAD.ground
    assert text(model, rows["Name"], field_model.STATE) == "○ likely"
    assert model.index(rows["Name"], 0).data(GROUND) is None


def test_every_field_that_needs_a_look_says_why(words: Words, documents: list[Document], qapp: Any) -> None:
    model = FieldModel(words)
    for document in documents:
        model.show(document)
        for row, field in enumerate(document.fields):
            assert text(model, row, field_model.WHY) or not field.state.needs_look


def test_required_field_that_is_missing_is_marked(words: Words, documents: list[Document], qapp: Any) -> None:
    kind = documents[1].document_type
    assert kind
    model = FieldModel(words)
    without = {key: value for key, value in RIGHT.items() if key != "name"}
    model.show(documents[0].read_as(kind, recognition(without)))
    assert text(model, 0, field_model.WHY) == "Should be there, but nothing was found"
    assert model.index(0, 0).data(GROUND) == tints.DOUBT.ground


def test_a_document_that_is_not_read_has_no_fields(words: Words, documents: list[Document], qapp: Any) -> None:
    model = FieldModel(words)
    model.show(documents[1])
    model.show(documents[0])
    assert model.rowCount() == 0
    model.show(None)
    assert model.rowCount() == 0
