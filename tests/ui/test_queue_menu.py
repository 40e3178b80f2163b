"""The menu of the queue acts on all selected papers, in one step that can be undone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtTest import QTest

from desktop_ocr.domain.review import DocumentState
from desktop_ocr.ui.dialogs.kind import KindDialog
from desktop_ocr.ui.queue_menu import QueueMenu
from desktop_ocr.ui.workbench import Workbench
from tests.ui.conftest import Play
from tests.ui.driving import dialog, done, read, states, value
from tests.ui.fakes import RIGHT, FakeEngine


def menu(bench: Workbench, *rows: int) -> QueueMenu:
    """Opened for these rows; the last menu, if there were more."""
    selection = bench.queue.list.selectionModel()
    selection.clearSelection()
    for row in rows:
        selection.select(bench.queue.filter.index(row, 0), QItemSelectionModel.SelectionFlag.Select)
    bench.queue.menu_asked.emit(QPoint(1, 1), bench.queue.selected())
    return bench.window.findChildren(QueueMenu)[-1]


def choose(bench: Workbench, entry: str, *rows: int) -> None:
    opened = menu(bench, *rows)
    action: QAction = opened.actions_.by_id[entry]
    assert action.isEnabled()
    opened.close()
    action.trigger()


def turns(bench: Workbench) -> list[int]:
    return [document.recipe.turn for document in bench.batch.documents()]


def test_papers_are_turned_in_one_step(bench: Workbench, play: Play, pictures: list[Path]) -> None:
    async def scenario() -> None:
        await read(bench, pictures)
        choose(bench, "right", 0, 2)
        await done(bench)
        assert turns(bench) == [90, 0, 90]
        assert bench.review.undo_stack.undoText() == "Turn pages: 2"
        choose(bench, "left", 1)
        assert (turns(bench), bench.review.undo_stack.undoText()) == ([90, 270, 90], "Turn the page")
        bench.review.undo_stack.undo()
        bench.review.undo_stack.undo()
        await done(bench)

    play(scenario())
    assert turns(bench) == [0, 0, 0]
    assert states(bench) == [DocumentState.READY] * 3


def test_papers_are_removed_in_one_step(bench: Workbench, play: Play, pictures: list[Path]) -> None:
    async def scenario() -> None:
        await read(bench, pictures)
        choose(bench, "remove", 0, 1)
        assert len(bench.batch) == 1
        bench.review.undo_stack.undo()
        await done(bench)

    play(scenario())
    assert [document.source.name for document in bench.batch.documents()] == ["0.png", "1.png", "2.png"]


def test_papers_are_read_again_and_keep_what_a_person_said(
    bench: Workbench, play: Play, engine: FakeEngine, pictures: list[Path]
) -> None:
    async def scenario() -> None:
        await read(bench, pictures)
        bench.review.field_steps.correct("name", "刘样")
        engine.papers = [{**RIGHT, "name": "别人"}]
        choose(bench, "again", 0, 1)
        await done(bench)

    play(scenario())
    assert [value(bench, "name", row) for row in range(3)] == ["刘样", "别人", RIGHT["name"]]


def test_papers_get_a_kind_in_one_step(bench: Workbench, play: Play, pictures: list[Path]) -> None:
    def asked() -> list[str]:
        return [one.asked_type.key if one.asked_type else "" for one in bench.batch.documents()]

    async def scenario() -> None:
        await read(bench, pictures)
        choose(bench, "kind", 1, 2)
        question = await dialog(bench, KindDialog)
        assert question.picker.is_open
        QTest.keyClicks(question.picker, "bank card")
        QTest.keyClick(question.picker, Qt.Key.Key_Return)
        await done(bench)
        assert asked() == ["", "bank_card", "bank_card"]
        bench.review.undo_stack.undo()
        await done(bench)

    play(scenario())
    assert asked() == ["", "", ""]


def test_the_question_of_the_kind_can_be_left(bench: Workbench, play: Play, pictures: list[Path]) -> None:
    async def scenario() -> None:
        await read(bench, pictures[:1])
        choose(bench, "kind", 0)
        question = await dialog(bench, KindDialog)
        QTest.keyClick(question.picker, Qt.Key.Key_Escape)
        assert question.isVisible()  # that was the list's
        QTest.keyClick(question.picker, Qt.Key.Key_Escape)
        await done(bench)

    play(scenario())
    assert not bench.review.undo_stack.canUndo()


def test_a_page_that_cannot_be_shown_is_not_turned(bench: Workbench, play: Play, pictures: list[Path]) -> None:
    async def scenario() -> None:
        await read(bench, [pictures[0].with_name("gone.png"), pictures[0]])
        assert not menu(bench, 0).actions_.by_id["left"].isEnabled()
        bench.window.findChildren(QueueMenu)[-1].close()
        choose(bench, "left", 0, 1)
        await done(bench)

    play(scenario())
    assert turns(bench) == [0, 270]


def test_the_folder_is_shown(
    bench: Workbench, play: Play, pictures: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or True)

    async def scenario() -> None:
        await read(bench, pictures)
        choose(bench, "folder", 0, 1)
        assert opened == [str(pictures[0].parent)]
        pictures[0].parent.rename(pictures[0].parent.with_name("moved"))
        choose(bench, "folder", 0)

    play(scenario())
    assert len(opened) == 1
    assert bench.notice.text() == "The folder cannot be opened."


@pytest.mark.parametrize("times", [1, 2])
def test_the_keyboard_opens_one_menu(bench: Workbench, play: Play, pictures: list[Path], times: int) -> None:
    async def scenario() -> None:
        await read(bench, pictures)
        for _ in range(times):
            QTest.keyClick(bench.queue.list, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
        (opened,) = bench.window.findChildren(QueueMenu)
        assert opened.isVisible()
        assert all(action.text() or action.isSeparator() for action in opened.actions())
        opened.close()  # what the window does when it has the keyboard again needs the loop
        await done(bench)

    play(scenario())
