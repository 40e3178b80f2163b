"""What the clerk does with the window: drop, look, correct by keyboard, undo, export, close."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop_ocr.domain.geometry import Point, Quad
from desktop_ocr.domain.review import DocumentState, FieldState, Reason
from desktop_ocr.ui.dialogs.closing import ClosingDialog
from desktop_ocr.ui.dialogs.export import ExportDialog
from desktop_ocr.ui.dialogs.keys import KeysDialog
from desktop_ocr.ui.dialogs.reason import ReasonDialog
from desktop_ocr.ui.dialogs.settings import SettingsDialog
from desktop_ocr.ui.main_window import SHOWN_AFTER, MainWindow
from tests.ui.conftest import Play
from tests.ui.fakes import RIGHT, WRONG, FakeEngine

Dialog = TypeVar("Dialog", bound=QDialog)


def drop(widget: QWidget, paths: list[Path]) -> bool:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    left, none, copy = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    centre = widget.rect().center()
    enter = QDragEnterEvent(centre, copy, mime, left, none)
    QApplication.sendEvent(widget, enter)
    event = QDropEvent(QPointF(centre), copy, mime, left, none)
    QApplication.sendEvent(widget, event)
    return enter.isAccepted() and event.isAccepted()


def states(window: MainWindow) -> list[DocumentState]:
    return [document.state for document in window.batch.documents()]


def value(window: MainWindow, field: str, row: int = 0) -> str:
    return window.batch.documents()[row].field(field).value


async def until(happened: Callable[[], object]) -> None:
    while not happened():
        await asyncio.sleep(0.005)


async def done(window: MainWindow) -> None:
    await until(lambda: not window.tasks.busy)
    await asyncio.sleep(2 * SHOWN_AFTER / 1000)


async def dialog(window: MainWindow, kind: type[Dialog]) -> Dialog:
    await until(lambda: window.findChildren(kind))
    return window.findChildren(kind)[0]


async def read(window: MainWindow, pictures: list[Path]) -> None:
    window.intake.add(pictures)
    await done(window)


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, modifier)


def test_an_empty_window_says_what_to_do(window: MainWindow) -> None:
    assert window.stack.currentWidget() is window.welcome
    assert not window.actions_.by_id["export"].isEnabled()


class TestTakingIn:
    def test_dropped_files_are_read(self, window: MainWindow, play: Play, pictures: list[Path]) -> None:
        async def scenario() -> None:
            assert drop(window, pictures)
            await done(window)

        play(scenario())
        assert states(window) == [DocumentState.READY] * 3
        assert window.stack.currentWidget() is window.splitter

    def test_a_folder_gives_its_pictures_and_says_what_was_left_out(
        self, window: MainWindow, play: Play, pictures: list[Path]
    ) -> None:
        (pictures[0].parent / "notes.txt").write_text("no picture")

        async def scenario() -> None:
            drop(window, [pictures[0].parent])
            await done(window)

        play(scenario())
        assert len(states(window)) == 3
        assert "Files left out" in window.notice.text()

    def test_a_folder_without_pictures_is_said(self, window: MainWindow, play: Play, tmp_path: Path) -> None:
        async def scenario() -> None:
            drop(window, [tmp_path])
            await done(window)

        play(scenario())
        assert window.notice.text() == "There is no picture in the folder."
        assert window.notice.isVisible()

    def test_a_picture_from_the_clipboard(self, window: MainWindow, play: Play) -> None:
        image = QImage(30, 20, QImage.Format.Format_RGB32)
        image.fill(0)
        mime = QMimeData()
        mime.setImageData(image)

        async def scenario() -> None:
            window.intake.take_mime(mime)
            await done(window)

        play(scenario())
        assert states(window) == [DocumentState.READY]
        assert window.batch.documents()[0].source.content.startswith(b"\x89PNG")

    def test_a_file_that_is_gone_is_a_row_with_its_sentence_and_can_be_read_again(
        self, window: MainWindow, play: Play, pictures: list[Path]
    ) -> None:
        gone = pictures[0].with_name("gone.png")

        async def scenario() -> None:
            await read(window, [gone, pictures[0]])
            assert states(window) == [DocumentState.FAILED, DocumentState.READY]
            pictures[1].rename(gone)
            window.actions_.by_id["again"].trigger()
            await done(window)

        play(scenario())
        assert states(window) == [DocumentState.READY] * 2

    def test_reading_can_be_stopped_and_goes_on(
        self, window: MainWindow, play: Play, engine: FakeEngine, pictures: list[Path]
    ) -> None:
        async def scenario() -> None:
            engine.gate = asyncio.Event()
            window.intake.add(pictures)
            await until(lambda: DocumentState.READING in states(window))
            window.progress.stop_button.click()
            await until(lambda: engine.cancelled == 2)
            await done(window)
            assert states(window) == [DocumentState.QUEUED] * 3
            engine.gate.set()
            window.review.read_waiting()
            await done(window)

        play(scenario())
        assert states(window) == [DocumentState.READY] * 3


class TestReviewing:
    def test_enter_goes_to_what_needs_a_look_and_finishes_what_is_left_behind(
        self, window: MainWindow, play: Play, engine: FakeEngine, pictures: list[Path]
    ) -> None:
        engine.papers = [{**RIGHT, "name": ""}]

        async def scenario() -> None:
            await read(window, pictures[:2])
            window.fields.activate("name")
            QTest.keyClicks(QApplication.focusWidget(), "Liu Yang")
            press(Qt.Key.Key_Return)
            await done(window)
            assert window.review.key == window.batch.key_at(1)
            assert window.fields.active_key() == "name"

        play(scenario())
        first = window.batch.documents()[0]
        assert first.field("name").state is FieldState.CONFIRMED
        assert first.field("name").value == "Liu Yang"
        assert states(window) == [DocumentState.FINISHED, DocumentState.NEEDS_LOOK]

    def test_a_broken_value_asks_for_a_reason(
        self, window: MainWindow, play: Play, engine: FakeEngine, pictures: list[Path]
    ) -> None:
        engine.papers = [WRONG]

        async def scenario() -> None:
            await read(window, pictures[:1])
            window.fields.activate("id_number")
            press(Qt.Key.Key_Return)
            asked = await dialog(window, ReasonDialog)
            QTest.keyClick(asked, Qt.Key.Key_1)
            await done(window)

        play(scenario())
        correction = window.batch.documents()[0].field("id_number").correction
        assert correction is not None
        assert (correction.value, correction.reason) == (WRONG["id_number"], Reason.AS_PRINTED)

    def test_ctrl_enter_finishes_unless_something_is_broken(
        self, window: MainWindow, play: Play, engine: FakeEngine, pictures: list[Path]
    ) -> None:
        engine.papers = [WRONG]

        async def scenario() -> None:
            await read(window, pictures[:1])
            window.review.finish()
            assert "Not finished yet" in window.notice.text()
            assert window.fields.active_key() == "id_number"
            window.review.correct("id_number", RIGHT["id_number"])
            window.review.finish()
            await done(window)

        play(scenario())
        assert states(window) == [DocumentState.FINISHED]

    def test_every_step_can_be_undone(self, window: MainWindow, play: Play, pictures: list[Path]) -> None:
        async def scenario() -> None:
            await read(window, pictures[:2])
            window.review.correct("name", "刘样")
            window.review.turn(90)
            window.review.ask_type("bank_card")
            window.review.delete([window.batch.key_at(0)])
            await done(window)
            assert len(window.batch) == 1
            while window.review.undo_stack.canUndo():
                window.review.undo_stack.undo()
            await done(window)

        play(scenario())
        first = window.batch.documents()[0]
        assert (first.corrections, first.recipe.is_empty, first.asked_type) == ((), True, None)
        assert value(window, "name") == RIGHT["name"]

    def test_a_box_on_the_page_fills_the_active_field(
        self, window: MainWindow, play: Play, pictures: list[Path], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async def read_box(*_: object) -> str:
            return "刘阳"

        monkeypatch.setattr(type(window.review._recogniser), "read_box", read_box)

        async def scenario() -> None:
            await read(window, pictures[:1])
            window.fields.activate("name")
            window.page.box_drawn.emit(Quad.rectangle(0, 0, 1, 1), False)
            await done(window)
            window.page.place_clicked.emit(Point(0.5, 0.5), False)  # no line is there: nothing happens

        play(scenario())
        assert value(window, "name") == "刘阳"
        assert window.batch.documents()[0].field("name").state is FieldState.CONFIRMED

    def test_the_button_beside_the_page_begins_a_crop(
        self, window: MainWindow, play: Play, pictures: list[Path]
    ) -> None:
        async def scenario() -> None:
            await read(window, pictures[:1])
            await until(window.page.crop_button.isEnabled)

        play(scenario())
        window.page.crop_button.click()
        assert window.page.canvas.crop is not None

    def test_reading_again_keeps_what_a_person_said(
        self, window: MainWindow, play: Play, engine: FakeEngine, pictures: list[Path]
    ) -> None:
        async def scenario() -> None:
            await read(window, pictures[:1])
            window.review.correct("name", "刘样")
            engine.papers = [{**RIGHT, "name": "别人"}]
            window.review.read_again()
            await done(window)

        play(scenario())
        assert value(window, "name") == "刘样"


class TestDialogs:
    def test_export_writes_what_is_ready(
        self, window: MainWindow, play: Play, pictures: list[Path], tmp_path: Path
    ) -> None:
        target = tmp_path / "out.xlsx"

        async def scenario() -> None:
            await read(window, pictures)
            window.actions_.by_id["export"].trigger()
            asked = await dialog(window, ExportDialog)
            asked.target.setText(str(target))
            await until(asked.export_button.isEnabled)
            asked.export_button.click()
            await until(target.exists)
            await until(lambda: asked.exported)
            asked.accept()
            await done(window)

        play(scenario())
        sheet = load_workbook(target).worksheets[0]
        assert RIGHT["id_number"] in {cell.value for row in sheet for cell in row}
        assert window.progress.saved.text() == "✓ Exported"

    def test_the_keys_and_the_settings_open(self, window: MainWindow, play: Play) -> None:
        async def scenario() -> None:
            for name, kind in (("keys", KeysDialog), ("settings", SettingsDialog)):
                window.actions_.by_id[name].trigger()
                (await dialog(window, kind)).reject()
                await done(window)

        play(scenario())

    def test_closing_asks_once_about_work_in_no_file(
        self, window: MainWindow, play: Play, pictures: list[Path]
    ) -> None:
        closed: list[bool] = []
        window.closed.connect(lambda: closed.append(True))

        async def scenario() -> None:
            await read(window, pictures[:1])
            window.close()
            (await dialog(window, ClosingDialog)).stay_button.click()
            await done(window)
            assert (closed, window.isVisible()) == ([], True)
            window.close()
            (await dialog(window, ClosingDialog)).close_button.click()
            await done(window)

        play(scenario())
        assert closed == [True]

    def test_an_empty_window_closes_without_a_question(self, window: MainWindow) -> None:
        closed: list[bool] = []
        window.closed.connect(lambda: closed.append(True))
        window.close()
        assert closed == [True]


def test_every_widget_that_takes_the_focus_has_a_name(
    window: MainWindow, play: Play, engine: FakeEngine, pictures: list[Path]
) -> None:
    engine.papers = [WRONG]
    play(read(window, pictures))
    nameless = [
        f"{type(widget).__name__} in {type(widget.parent()).__name__}"
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisible() and not name_of(widget)
    ]
    assert nameless == []


def name_of(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface else ""
