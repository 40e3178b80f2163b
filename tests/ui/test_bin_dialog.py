"""The bin: papers come back from it, or go for good after one more question."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop_ocr.ui.dialogs.bin import BinDialog, BinItem
from tests.ui.dialogs import WHEN, cells, press, shown, texts

Key = Qt.Key
PAPERS = [BinItem(number, f"paper {number}", "ID card", WHEN, 30 - number) for number in (7, 8, 9)]


@pytest.fixture
def papers(qtbot: QtBot) -> BinDialog:
    return shown(qtbot, BinDialog(PAPERS))


def told(dialog: BinDialog) -> list[tuple[str, list[int]]]:
    found: list[tuple[str, list[int]]] = []
    dialog.restore_asked.connect(lambda numbers: found.append(("restore", numbers)))
    dialog.purge_asked.connect(lambda numbers: found.append(("purge", numbers)))
    return found


def choose(dialog: BinDialog, *rows: int) -> None:
    flag = QItemSelectionModel.SelectionFlag
    dialog.view.clearSelection()
    for row in rows:
        dialog.view.selectionModel().select(dialog.model.index(row, 0), flag.Select | flag.Rows)


def test_the_bin_shows_its_papers(papers: BinDialog, qtmodeltester: ModelTester) -> None:
    local = f"{WHEN.astimezone():%Y-%m-%d %H:%M}"
    assert cells(papers.model)[0] == ["paper 7", "ID card", local, "23"]
    assert [paper[0] for paper in cells(papers.model)] == ["paper 7", "paper 8", "paper 9"]
    qtmodeltester.check(papers.model)


def test_restoring(qtbot: QtBot, papers: BinDialog) -> None:
    asked = told(papers)
    choose(papers, 2, 0)
    papers.restore_button.click()
    press(qtbot, papers, Key.Key_Return)  # from the table, by the key
    assert asked == [("restore", [7, 9]), ("restore", [7, 9])]
    assert papers.isVisible()


@pytest.mark.parametrize("by_key", [True, False])
def test_deleting_for_good_is_asked_once_more(qtbot: QtBot, papers: BinDialog, by_key: bool) -> None:
    asked = told(papers)
    choose(papers, 0, 1)
    if by_key:
        press(qtbot, papers, Key.Key_Delete)
    else:
        papers.purge_button.click()
    assert asked == []
    assert "for good: 2" in texts(papers)
    papers.question.yes_button.click()
    assert asked == [("purge", [7, 8])]
    assert not papers.question.isVisible()


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Escape, Key.Key_Space])
def test_the_keys_in_reach_delete_nothing(qtbot: QtBot, papers: BinDialog, key: Qt.Key) -> None:
    asked = told(papers)
    press(qtbot, papers, Key.Key_Delete, key)
    assert asked == []
    assert papers.isVisible()
    assert not papers.question.isVisible()
    assert papers.focusWidget() is papers.view


def test_the_question_is_about_what_is_chosen(papers: BinDialog) -> None:
    papers.purge_button.click()
    choose(papers, 0, 1, 2)
    assert not papers.question.isVisible()


def test_esc_leaves_the_bin(qtbot: QtBot, papers: BinDialog) -> None:
    press(qtbot, papers, Key.Key_Escape)
    assert not papers.isVisible()


def test_nothing_chosen_is_nothing_to_do(papers: BinDialog) -> None:
    papers.view.clearSelection()
    assert not papers.restore_button.isEnabled()
    assert not papers.purge_button.isEnabled()


def test_the_bin_follows(papers: BinDialog) -> None:
    papers.show_items(PAPERS[1:])
    assert papers.chosen == [8]
    papers.show_items([])
    assert "The bin is empty." in texts(papers)
    assert not papers.view.isVisible()
    assert papers.focusWidget() is papers.close_button
    papers.show_items(PAPERS)
    assert papers.view.isVisible()
    assert "empty" not in texts(papers)
