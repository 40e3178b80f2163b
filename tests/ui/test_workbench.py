"""The window as a whole: what comes in, searching, dialogs, the end."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desktop_ocr import paths
from desktop_ocr.domain.review import DocumentState
from desktop_ocr.store.settings_file import load_window_state
from desktop_ocr.ui import theme
from desktop_ocr.ui.workbench import Workbench
from tests.ui.conftest import Play
from tests.ui.driving import done, drop, press, read, states, until, value
from tests.ui.fakes import RIGHT, WRONG, FakeEngine


def test_an_empty_window_says_what_to_do(bench: Workbench) -> None:
    assert bench.window.stack.currentWidget() is bench.window.welcome
    assert not bench.actions.by_id["export"].isEnabled()


def test_the_largest_text_fits_a_small_screen(bench: Workbench, play: Play, qapp: QApplication) -> None:
    theme.apply(qapp, "light", 100)  # as at the start
    label = bench.window.welcome.findChildren(QLabel)[1]
    before = label.font().pointSizeF()

    async def scenario() -> None:  # widgets hear of another size while Qt's loop runs
        theme.apply(qapp, "light", 175)
        bench.window.stack.setCurrentWidget(bench.splitter)
        bench.progress.counts.setText("8 of 8 · 5 to look at · 1 not read · about 20 min")
        await asyncio.sleep(0.05)

    try:
        play(scenario())
        smallest = bench.window.minimumSizeHint()
        assert (smallest.width() <= 1366, smallest.height() <= 700) == (True, True)
        assert label.font().pointSizeF() == pytest.approx(1.75 * before)
    finally:
        theme.apply(qapp, "light", 100)


def test_the_widths_of_the_panes_are_remembered(bench: Workbench, play: Play, pictures: list[Path]) -> None:
    async def scenario() -> None:
        await read(bench, pictures[:1])
        bench.splitter.setSizes([300, 500, 520])
        bench.leaving.asks = False
        bench.window.close()

    play(scenario())
    assert load_window_state(paths.config()).splitter == tuple(bench.splitter.sizes())


def test_an_empty_window_forgets_no_widths(bench: Workbench) -> None:
    bench.window.state = replace(bench.window.state, splitter=(300, 500, 520))
    bench.window.close()
    assert load_window_state(paths.config()).splitter == (300, 500, 520)


class TestTakingIn:
    def test_dropped_files_are_read(self, bench: Workbench, play: Play, pictures: list[Path]) -> None:
        async def scenario() -> None:
            assert drop(bench.window, pictures)
            await done(bench)

        play(scenario())
        assert states(bench) == [DocumentState.READY] * 3
        assert bench.window.stack.currentWidget() is bench.splitter

    def test_a_folder_gives_its_pictures_and_says_what_was_left_out(
        self, bench: Workbench, play: Play, pictures: list[Path]
    ) -> None:
        (pictures[0].parent / "notes.txt").write_text("no picture")

        async def scenario() -> None:
            drop(bench.window, [pictures[0].parent])
            await done(bench)

        play(scenario())
        assert len(states(bench)) == 3
        assert "Files left out" in bench.notice.text()

    def test_a_folder_without_pictures_is_said(self, bench: Workbench, play: Play, tmp_path: Path) -> None:
        async def scenario() -> None:
            drop(bench.window, [tmp_path])
            await done(bench)

        play(scenario())
        assert bench.notice.text() == "There is no picture in the folder."
        assert bench.notice.isVisible()

    def test_a_picture_from_the_clipboard(self, bench: Workbench, play: Play) -> None:
        image = QImage(30, 20, QImage.Format.Format_RGB32)
        image.fill(0)
        mime = QMimeData()
        mime.setImageData(image)

        async def scenario() -> None:
            bench.intake.take_mime(mime)
            await done(bench)

        play(scenario())
        assert states(bench) == [DocumentState.READY]
        assert bench.batch.documents()[0].source.content.startswith(b"\x89PNG")

    def test_a_file_that_is_gone_is_a_row_with_its_sentence_and_can_be_read_again(
        self, bench: Workbench, play: Play, pictures: list[Path]
    ) -> None:
        gone = pictures[0].with_name("gone.png")

        async def scenario() -> None:
            await read(bench, [gone, pictures[0]])
            assert states(bench) == [DocumentState.FAILED, DocumentState.READY]
            pictures[1].rename(gone)
            bench.actions.by_id["again"].trigger()
            await done(bench)

        play(scenario())
        assert states(bench) == [DocumentState.READY] * 2

    def test_reading_can_be_stopped_and_goes_on(
        self, bench: Workbench, play: Play, engine: FakeEngine, pictures: list[Path]
    ) -> None:
        async def scenario() -> None:
            engine.gate = asyncio.Event()
            bench.intake.add(pictures)
            await until(lambda: engine.waiting == 2)
            bench.progress.stop_button.click()
            await until(lambda: engine.cancelled == 2)
            await done(bench)
            assert states(bench) == [DocumentState.QUEUED] * 3
            engine.gate.set()
            bench.review.read_waiting()
            await done(bench)

        play(scenario())
        assert states(bench) == [DocumentState.READY] * 3

    def test_what_comes_while_others_are_read_begins_at_once(
        self, bench: Workbench, play: Play, engine: FakeEngine, pictures: list[Path]
    ) -> None:
        async def scenario() -> None:
            engine.gate = asyncio.Event()
            bench.intake.add(pictures[:1])
            await until(lambda: engine.waiting == 1)
            bench.intake.add(pictures[1:])
            await until(lambda: engine.waiting == 2)
            assert not bench.progress.saved.isVisible(), "nothing is exported yet"
            engine.gate.set()  # what is still being read when the window goes tells a window that is gone
            await done(bench)

        play(scenario())

    def test_a_stop_holds_while_fields_are_corrected(
        self, bench: Workbench, play: Play, engine: FakeEngine, pictures: list[Path]
    ) -> None:
        async def scenario() -> None:
            await read(bench, pictures[:1])
            engine.gate = asyncio.Event()
            bench.intake.add(pictures[1:])
            await until(lambda: engine.waiting == 2)
            bench.progress.stop_button.click()
            await done(bench)
            bench.review.field_steps.correct("name", "刘样")
            await done(bench)

        play(scenario())
        assert states(bench)[1:] == [DocumentState.QUEUED] * 2

    @pytest.mark.parametrize("place", ["page", "list", "search", "editor", "kind"])
    def test_files_can_be_dropped_anywhere(
        self, bench: Workbench, play: Play, pictures: list[Path], place: str
    ) -> None:
        places = {
            "page": bench.page.canvas.viewport(),
            "list": bench.queue.list.viewport(),
            "search": bench.queue.search,
            "kind": bench.fields.kind_picker,
        }

        async def scenario() -> None:
            await read(bench, pictures[:1])
            assert drop(places.get(place) or bench.fields.list.rows[0].editor.viewport(), pictures[1:])
            await done(bench)

        play(scenario())
        assert (len(bench.batch), value(bench, "name")) == (3, RIGHT["name"])

    @pytest.mark.parametrize("what", ["picture", "files"])
    def test_papers_pasted_in_a_field_are_for_the_window(
        self, bench: Workbench, play: Play, pictures: list[Path], what: str
    ) -> None:
        mime = QMimeData()
        if what == "picture":
            image = QImage(30, 20, QImage.Format.Format_RGB32)
            image.fill(0)
            mime.setImageData(image)
        else:
            mime.setUrls([QUrl.fromLocalFile(str(pictures[1]))])

        async def scenario() -> None:
            await read(bench, pictures[:1])
            QApplication.clipboard().setMimeData(mime)
            bench.fields.activate("name")
            press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
            QApplication.clipboard().clear()  # Qt crashes when it frees Python's data at the end of the process
            bench.fields.commit()
            await done(bench)

        play(scenario())
        assert (len(bench.batch), value(bench, "name")) == (2, RIGHT["name"])


def test_the_list_keeps_the_keyboard_of_whoever_goes_through_it(
    bench: Workbench, play: Play, pictures: list[Path]
) -> None:
    async def scenario() -> None:
        await read(bench, pictures)
        place = bench.queue.list.visualRect(bench.queue.filter.index(1, 0)).center()
        QTest.mouseClick(bench.queue.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
        press(Qt.Key.Key_Down)
        assert bench.review.key == bench.batch.key_at(2)
        press(Qt.Key.Key_Delete)
        await done(bench)

    play(scenario())
    assert [document.source.path for document in bench.batch.documents()] == pictures[:2]


class TestSearching:
    def test_escape_goes_back_to_the_field_or_to_the_list(
        self, bench: Workbench, play: Play, pictures: list[Path]
    ) -> None:
        search = bench.queue.search

        async def scenario() -> None:
            await read(bench, pictures)
            for pane, place in ((bench.fields, "name"), (bench.queue, "")):
                bench.fields.activate(place) if place else bench.queue.list.setFocus()
                press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
                assert search.hasFocus()
                press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)  # once more changes nothing
                QTest.keyClicks(search, "2.png")
                assert bench.queue.filter.rowCount() == 1
                press(Qt.Key.Key_Escape)
                assert bench.queue.filter.rowCount() == 3
                assert pane.isAncestorOf(QApplication.focusWidget())

        play(scenario())

    def test_the_text_of_the_last_search_is_selected(self, bench: Workbench, play: Play, pictures: list[Path]) -> None:
        async def scenario() -> None:
            await read(bench, pictures)
            bench.queue.search.setText("png")
            bench.actions.by_id["find"].trigger()

        play(scenario())
        assert bench.queue.search.selectedText() == "png"

    def test_an_empty_window_has_nothing_to_search(self, bench: Workbench) -> None:
        assert not bench.actions.by_id["find"].isEnabled()


def test_every_widget_that_takes_the_focus_has_a_name(
    bench: Workbench, play: Play, engine: FakeEngine, pictures: list[Path]
) -> None:
    engine.papers = [WRONG]
    play(read(bench, pictures))
    nameless = [
        f"{type(widget).__name__} in {type(widget.parent()).__name__}"
        for widget in bench.window.findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisible() and not name_of(widget)
    ]
    assert nameless == []


def name_of(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface else ""
