"""The menu of the queue acts on all selected papers, in one step that can be undone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtTest import QTest

from desktop_ocr.domain.review import DocumentState
from desktop_ocr.ui.dialogs.kind import KindDialog
from desktop_ocr.ui.main_window import MainWindow
from desktop_ocr.ui.queue_menu import QueueMenu
from tests.ui.conftest import Play
from tests.ui.fakes import RIGHT, FakeEngine
from tests.ui.test_main_window import dialog, done, read, states, value


def menu(window: MainWindow, *rows: int) -> QueueMenu:
    """Opened for these rows; the last menu, if there were more."""
    selection = window.queue.list.selectionModel()
    selection.clearSelection()
    for row in rows:
        selection.select(window.queue.filter.index(row, 0), QItemSelectionModel.SelectionFlag.Select)
    window.queue.menu_asked.emit(QPoint(1, 1), window.queue.selected())
    return window.findChildren(QueueMenu)[-1]


def choose(window: MainWindow, entry: str, *rows: int) -> None:
    opened = menu(window, *rows)
    action: QAction = opened.actions_.by_id[entry]
    assert action.isEnabled()
    opened.close()
    action.trigger()


def turns(window: MainWindow) -> list[int]:
    return [document.recipe.turn for document in window.batch.documents()]


def test_papers_are_turned_in_one_step(window: MainWindow, play: Play, pictures: list[Path]) -> None:
    async def scenario() -> None:
        await read(window, pictures)
        choose(window, "right", 0, 2)
        await done(window)
        assert turns(window) == [90, 0, 90]
        assert window.review.undo_stack.undoText() == "Turn pages: 2"
        choose(window, "left", 1)
        assert (turns(window), window.review.undo_stack.undoText()) == ([90, 270, 90], "Turn the page")
        window.review.undo_stack.undo()
        window.review.undo_stack.undo()
        await done(window)

    play(scenario())
    assert turns(window) == [0, 0, 0]
    assert states(window) == [DocumentState.READY] * 3


def test_papers_are_removed_in_one_step(window: MainWindow, play: Play, pictures: list[Path]) -> None:
    async def scenario() -> None:
        await read(window, pictures)
        choose(window, "remove", 0, 1)
        assert len(window.batch) == 1
        window.review.undo_stack.undo()
        await done(window)

    play(scenario())
    assert [document.source.name for document in window.batch.documents()] == ["0.png", "1.png", "2.png"]


def test_papers_are_read_again_and_keep_what_a_person_said(
    window: MainWindow, play: Play, engine: FakeEngine, pictures: list[Path]
) -> None:
    async def scenario() -> None:
        await read(window, pictures)
        window.review.correct("name", "刘样")
        engine.papers = [{**RIGHT, "name": "别人"}]
        choose(window, "again", 0, 1)
        await done(window)

    play(scenario())
    assert [value(window, "name", row) for row in range(3)] == ["刘样", "别人", RIGHT["name"]]


def test_papers_get_a_kind_in_one_step(window: MainWindow, play: Play, pictures: list[Path]) -> None:
    def asked() -> list[str]:
        return [one.asked_type.key if one.asked_type else "" for one in window.batch.documents()]

    async def scenario() -> None:
        await read(window, pictures)
        choose(window, "kind", 1, 2)
        question = await dialog(window, KindDialog)
        assert question.picker.is_open
        QTest.keyClicks(question.picker, "bank card")
        QTest.keyClick(question.picker, Qt.Key.Key_Return)
        await done(window)
        assert asked() == ["", "bank_card", "bank_card"]
        window.review.undo_stack.undo()
        await done(window)

    play(scenario())
    assert asked() == ["", "", ""]


def test_the_question_of_the_kind_can_be_left(window: MainWindow, play: Play, pictures: list[Path]) -> None:
    async def scenario() -> None:
        await read(window, pictures[:1])
        choose(window, "kind", 0)
        question = await dialog(window, KindDialog)
        QTest.keyClick(question.picker, Qt.Key.Key_Escape)
        assert question.isVisible()  # that was the list's
        QTest.keyClick(question.picker, Qt.Key.Key_Escape)
        await done(window)

    play(scenario())
    assert not window.review.undo_stack.canUndo()


def test_a_page_that_cannot_be_shown_is_not_turned(window: MainWindow, play: Play, pictures: list[Path]) -> None:
    async def scenario() -> None:
        await read(window, [pictures[0].with_name("gone.png"), pictures[0]])
        assert not menu(window, 0).actions_.by_id["left"].isEnabled()
        window.findChildren(QueueMenu)[-1].close()
        choose(window, "left", 0, 1)

    play(scenario())
    assert turns(window) == [0, 270]


def test_the_folder_is_shown(
    window: MainWindow, play: Play, pictures: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or True)

    async def scenario() -> None:
        await read(window, pictures)
        choose(window, "folder", 0, 1)
        assert opened == [str(pictures[0].parent)]
        pictures[0].parent.rename(pictures[0].parent.with_name("moved"))
        choose(window, "folder", 0)

    play(scenario())
    assert len(opened) == 1
    assert window.notice.text() == "The folder cannot be opened."


@pytest.mark.parametrize("times", [1, 2])
def test_the_keyboard_opens_one_menu(window: MainWindow, play: Play, pictures: list[Path], times: int) -> None:
    async def scenario() -> None:
        await read(window, pictures)
        for _ in range(times):
            QTest.keyClick(window.queue.list, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)

    play(scenario())
    (opened,) = window.findChildren(QueueMenu)
    assert opened.isVisible()
    assert all(action.text() or action.isSeparator() for action in opened.actions())
    opened.close()
