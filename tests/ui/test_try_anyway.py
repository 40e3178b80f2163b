"""A damaged file: the error has a button, what is left is read, and the clerk compares every field."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desktop_ocr.domain.errors import ClerkError, SourceDamaged, SourceGone, SourceRuined
from desktop_ocr.domain.review import DocumentState, FieldState
from desktop_ocr.ui.queue_menu import QueueMenu
from desktop_ocr.ui.queue_model import STATE_TEXT
from desktop_ocr.ui.workbench import Workbench
from desktop_ocr.workflow import jobs
from tests.ui.conftest import Play
from tests.ui.driving import colour, done, press, read, states
from tests.ui.fakes import RIGHT, FakeDecoder, FakeEngine


@pytest.fixture(autouse=True)
def damaged(decoder: FakeDecoder) -> None:
    decoder.failing = {jobs.decode_page: SourceDamaged()}


def state_text(bench: Workbench) -> str:
    return str(bench.queue.model.index(0).data(STATE_TEXT))


def test_the_button_under_the_error_has_the_rest_read(bench: Workbench, play: Play, pictures: list[Path]) -> None:
    async def scenario() -> None:
        await read(bench, pictures[:1])
        assert states(bench) == [DocumentState.FAILED]
        assert bench.page.message.try_button.isVisible()
        QTest.mouseClick(bench.page.message.try_button, Qt.MouseButton.LeftButton)
        await done(bench)

    play(scenario())
    assert states(bench) == [DocumentState.NEEDS_LOOK]
    assert colour(bench) == pictures[0].read_bytes()[:3]
    assert state_text(bench).endswith("to look at, incomplete")
    assert bench.fields.note.text() == "Parts of this picture are missing. Please compare every field."
    assert bench.fields.active_key(), "the clerk is in the first field to look at"


def test_it_cannot_be_finished_before_every_field_was_looked_at(
    bench: Workbench, play: Play, pictures: list[Path]
) -> None:
    async def scenario() -> None:
        await read(bench, pictures[:1])
        bench.review.papers.try_anyway(bench.batch.keys())
        await done(bench)
        bench.review.going_on.finish()
        assert bench.notice.text().startswith("Not finished yet: ")
        for _ in bench.batch.documents()[0].fields:
            press(Qt.Key.Key_Return)
        await done(bench)

    play(scenario())
    assert states(bench) == [DocumentState.FINISHED]
    assert {field.state for field in bench.batch.documents()[0].fields} == {FieldState.CONFIRMED}
    assert state_text(bench).endswith(", incomplete")


def test_an_empty_field_says_why_it_is_to_be_looked_at(
    bench: Workbench, play: Play, engine: FakeEngine, pictures: list[Path]
) -> None:
    engine.papers = [{key: value for key, value in RIGHT.items() if key != "nation"}]

    async def scenario() -> None:
        await read(bench, pictures[:1])
        bench.review.papers.try_anyway(bench.batch.keys())
        await done(bench)
        bench.fields.activate("nation")

    play(scenario())
    row = bench.fields.list.row("nation")
    assert row
    assert row.mark.text() == "?"
    assert "parts of the picture are missing" in bench.fields.details.reasons.text()


def test_of_which_nothing_is_left_the_button_goes(
    bench: Workbench, play: Play, decoder: FakeDecoder, pictures: list[Path]
) -> None:
    decoder.failing[jobs.decode_what_is_there] = SourceDamaged()

    async def scenario() -> None:
        await read(bench, pictures[:1])
        bench.page.message.try_button.click()
        await done(bench)

    play(scenario())
    assert states(bench) == [DocumentState.FAILED]
    assert bench.page.message.text()
    assert not bench.page.message.try_button.isVisible()


@pytest.mark.parametrize("error", [SourceGone(), SourceRuined()])
def test_an_error_that_leaves_nothing_has_no_such_button(
    bench: Workbench, play: Play, decoder: FakeDecoder, pictures: list[Path], error: ClerkError
) -> None:
    decoder.failing = {jobs.decode_page: error}
    play(read(bench, pictures[:1]))
    assert states(bench) == [DocumentState.FAILED]
    assert not bench.page.message.try_button.isVisible()


def test_the_menu_of_the_queue_has_it_for_damaged_files_alone(
    bench: Workbench, play: Play, decoder: FakeDecoder, pictures: list[Path]
) -> None:
    def menu() -> QueueMenu:
        bench.queue.menu_asked.emit(QPoint(1, 1), bench.batch.keys())
        opened = bench.window.findChildren(QueueMenu)[-1]
        opened.close()
        return opened

    async def scenario() -> None:
        await read(bench, pictures)
        opened = menu()
        entry = opened.actions_.by_id["try"]
        assert entry in opened.actions()
        entry.trigger()
        await done(bench)
        assert states(bench) == [DocumentState.NEEDS_LOOK] * 3
        assert menu().actions_.by_id["try"] not in menu().actions()

    play(scenario())
