"""A clerk's way through the batch: look, correct, undo, finish."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_ocr.domain.geometry import Point, Quad
from desktop_ocr.domain.review import DocumentState, FieldState, Reason
from desktop_ocr.ui.dialogs.reason import ReasonDialog
from desktop_ocr.ui.workbench import Workbench
from desktop_ocr.workflow.recognising import Recogniser
from tests.ui.conftest import Play
from tests.ui.driving import dialog, done, press, read, states, until, value
from tests.ui.fakes import RIGHT, WRONG, FakeEngine


class TestReviewing:
    def test_enter_goes_to_what_needs_a_look_and_finishes_what_is_left_behind(
        self, bench: Workbench, play: Play, engine: FakeEngine, pictures: list[Path]
    ) -> None:
        engine.papers = [{**RIGHT, "name": ""}]

        async def scenario() -> None:
            await read(bench, pictures[:2])
            bench.fields.activate("name")
            QTest.keyClicks(QApplication.focusWidget(), "Liu Yang")
            press(Qt.Key.Key_Return)
            await done(bench)
            assert bench.review.key == bench.batch.key_at(1)
            assert bench.fields.active_key() == "name"

        play(scenario())
        first = bench.batch.documents()[0]
        assert first.field("name").state is FieldState.CONFIRMED
        assert first.field("name").value == "Liu Yang"
        assert states(bench) == [DocumentState.FINISHED, DocumentState.NEEDS_LOOK]

    def test_a_broken_value_asks_for_a_reason(
        self, bench: Workbench, play: Play, engine: FakeEngine, pictures: list[Path]
    ) -> None:
        engine.papers = [WRONG]

        async def scenario() -> None:
            await read(bench, pictures[:1])
            bench.fields.activate("id_number")
            press(Qt.Key.Key_Return)
            asked = await dialog(bench, ReasonDialog)
            QTest.keyClick(asked, Qt.Key.Key_1)
            await done(bench)

        play(scenario())
        correction = bench.batch.documents()[0].field("id_number").correction
        assert correction is not None
        assert (correction.value, correction.reason) == (WRONG["id_number"], Reason.AS_PRINTED)

    def test_ctrl_enter_finishes_unless_something_is_broken(
        self, bench: Workbench, play: Play, engine: FakeEngine, pictures: list[Path]
    ) -> None:
        engine.papers = [WRONG]

        async def scenario() -> None:
            await read(bench, pictures[:1])
            bench.review.going_on.finish()
            assert "Not finished yet" in bench.notice.text()
            assert bench.fields.active_key() == "id_number"
            bench.review.field_steps.correct("id_number", RIGHT["id_number"])
            bench.review.going_on.finish()
            await done(bench)

        play(scenario())
        assert states(bench) == [DocumentState.FINISHED]

    def test_ctrl_enter_goes_on_to_the_next_that_needs_a_look(
        self, bench: Workbench, play: Play, engine: FakeEngine, pictures: list[Path]
    ) -> None:
        """Past one that is ready, and away from one that could not be read."""

        async def scenario() -> None:
            await read(bench, [pictures[0].with_name("gone.png"), pictures[0]])
            engine.papers = [WRONG]
            await read(bench, pictures[1:])
            keys = bench.batch.keys()
            bench.review.going_on.finish()
            assert (bench.queue.current, bench.fields.active_key()) == (keys[2], "birth_date")
            bench.review.field_steps.correct("id_number", "")  # as doubtful as before
            bench.queue.select(keys[1])
            bench.review.going_on.finish()
            assert bench.queue.current == keys[2]

        play(scenario())
        assert states(bench)[:2] == [DocumentState.FAILED, DocumentState.FINISHED]

    def test_every_step_can_be_undone(self, bench: Workbench, play: Play, pictures: list[Path]) -> None:
        async def scenario() -> None:
            await read(bench, pictures[:2])
            bench.review.field_steps.correct("name", "刘样")
            bench.review.turn(90)
            bench.review.ask_type("bank_card")
            bench.review.papers.remove([bench.batch.key_at(0)])
            await done(bench)
            assert len(bench.batch) == 1
            while bench.review.undo_stack.canUndo():
                bench.review.undo_stack.undo()
            await done(bench)

        play(scenario())
        first = bench.batch.documents()[0]
        assert (first.corrections, first.recipe.is_empty, first.asked_type) == ((), True, None)
        assert value(bench, "name") == RIGHT["name"]

    def test_a_box_on_the_page_fills_the_active_field(
        self, bench: Workbench, play: Play, pictures: list[Path], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async def read_box(*_: object) -> str:
            return "刘阳"

        monkeypatch.setattr(Recogniser, "read_box", read_box)

        async def scenario() -> None:
            await read(bench, pictures[:1])
            bench.fields.activate("name")
            bench.page.box_drawn.emit(Quad.rectangle(0, 0, 1, 1), False)
            await done(bench)
            bench.page.place_clicked.emit(Point(0.5, 0.5), False)  # no line is there: nothing happens
            name = bench.batch.documents()[0].field("name")
            assert (name.value, name.state) == ("刘阳", FieldState.DOUBTFUL)  # nobody has compared it yet
            assert name.region == Quad.rectangle(0, 0, 1, 1)
            press(Qt.Key.Key_Return)

        play(scenario())
        assert bench.batch.documents()[0].field("name").state is FieldState.CONFIRMED

    def test_the_button_beside_the_page_begins_a_crop(self, bench: Workbench, play: Play, pictures: list[Path]) -> None:
        async def scenario() -> None:
            await read(bench, pictures[:1])
            await until(bench.page.crop_button.isEnabled)

        play(scenario())
        bench.page.crop_button.click()
        assert bench.page.canvas.crop is not None

    def test_reading_again_keeps_what_a_person_said(
        self, bench: Workbench, play: Play, engine: FakeEngine, pictures: list[Path]
    ) -> None:
        async def scenario() -> None:
            await read(bench, pictures[:1])
            bench.review.field_steps.correct("name", "刘样")
            engine.papers = [{**RIGHT, "name": "别人"}]
            bench.review.read_again()
            await done(bench)

        play(scenario())
        assert value(bench, "name") == "刘样"


class TestFields:
    def test_enter_confirms_what_stands_there(
        self, bench: Workbench, play: Play, engine: FakeEngine, pictures: list[Path]
    ) -> None:
        engine.score = 0.5

        async def scenario() -> None:
            await read(bench, pictures[:1])
            assert bench.fields.active_key() == "name"
            press(Qt.Key.Key_Return)

        play(scenario())
        name = bench.batch.documents()[0].field("name")
        assert (name.value, name.state) == (RIGHT["name"], FieldState.CONFIRMED)
        assert bench.fields.active_key() == "nation", "the sex is in the number"

    def test_the_first_field_to_look_at_has_the_keyboard_once_a_paper_is_read(
        self, bench: Workbench, play: Play, engine: FakeEngine, pictures: list[Path]
    ) -> None:
        engine.papers = [RIGHT | {"sex": "", "name": ""}]
        play(read(bench, pictures[:1]))
        assert bench.fields.active_key() == "name"
        assert bench.fields.isAncestorOf(QApplication.focusWidget())

    def test_whoever_searches_keeps_the_keyboard_when_a_paper_is_read(
        self, bench: Workbench, play: Play, engine: FakeEngine, pictures: list[Path]
    ) -> None:
        async def scenario() -> None:
            engine.gate = asyncio.Event()
            bench.intake.add(pictures[:1])
            await until(lambda: engine.waiting)
            bench.queue.search.begin()
            engine.gate.set()
            await done(bench)

        play(scenario())
        assert bench.queue.search.hasFocus()
        assert bench.fields.active_key() == ""

    def test_the_paper_that_is_looked_at_is_read_first(
        self, bench: Workbench, play: Play, pictures: list[Path]
    ) -> None:
        async def scenario() -> None:
            await read(bench, pictures)
            for key in bench.batch:
                bench.queue.select(key)
                assert bench.reading.first == key

        play(scenario())

    def test_enter_and_illegible_do_nothing_while_the_paper_is_read_again(
        self, bench: Workbench, play: Play, engine: FakeEngine, pictures: list[Path]
    ) -> None:
        async def scenario() -> None:
            await read(bench, pictures[:1])
            bench.fields.activate("name")
            engine.gate = asyncio.Event()
            press(Qt.Key.Key_F5)
            press(Qt.Key.Key_Return)
            bench.fields.details.illegible.click()
            engine.gate.set()
            await done(bench)

        play(scenario())
        assert bench.batch.documents()[0].corrections == ()

    def test_illegible_drops_what_is_half_typed(self, bench: Workbench, play: Play, pictures: list[Path]) -> None:
        async def scenario() -> None:
            await read(bench, pictures[:1])
            bench.fields.activate("name")
            QTest.keyClicks(QApplication.focusWidget(), "half")
            press(Qt.Key.Key_0, Qt.KeyboardModifier.AltModifier)
            bench.fields.commit()

        play(scenario())
        correction = bench.batch.documents()[0].field("name").correction
        assert correction is not None
        assert (correction.value, correction.reason) == ("", Reason.UNREADABLE)

    @pytest.mark.parametrize("typed", [WRONG["id_number"], ""])
    def test_tab_leaves_a_broken_or_emptied_value_to_be_looked_at(
        self, bench: Workbench, play: Play, pictures: list[Path], typed: str
    ) -> None:
        async def scenario() -> None:
            await read(bench, pictures[:1])
            bench.review.going_on.finish()
            bench.fields.activate("id_number")
            press(Qt.Key.Key_Delete)
            QTest.keyClicks(QApplication.focusWidget(), typed)
            press(Qt.Key.Key_Tab)

        play(scenario())
        assert states(bench) == [DocumentState.NEEDS_LOOK], "although it was finished"


class TestReasons:
    @pytest.fixture(autouse=True)
    def broken(self, engine: FakeEngine) -> None:
        engine.papers = [WRONG]

    def test_enter_twice_asks_once(self, bench: Workbench, play: Play, pictures: list[Path]) -> None:
        async def scenario() -> None:
            await read(bench, pictures[:1])
            bench.fields.activate("id_number")
            press(Qt.Key.Key_Return)
            press(Qt.Key.Key_Return)
            asked = await dialog(bench, ReasonDialog)
            await asyncio.sleep(0.05)
            assert len(bench.window.findChildren(ReasonDialog)) == 1
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)  # a third one answers nothing
            assert asked.isVisible()
            asked.reject()
            await done(bench)

        play(scenario())
        assert bench.batch.documents()[0].corrections == ()

    def test_a_reason_is_not_for_another_paper(self, bench: Workbench, play: Play, pictures: list[Path]) -> None:
        async def scenario() -> None:
            await read(bench, pictures[:2])
            bench.fields.activate("id_number")
            press(Qt.Key.Key_Return)
            asked = await dialog(bench, ReasonDialog)
            bench.queue.select(bench.batch.key_at(1))
            QTest.keyClick(asked, Qt.Key.Key_1)
            await done(bench)

        play(scenario())
        assert [document.corrections for document in bench.batch.documents()] == [(), ()]
