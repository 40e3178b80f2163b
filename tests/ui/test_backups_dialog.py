"""The backups: what there is, making one, going back to one after one more question."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop_ocr.ui.dialogs.backups import BackupsDialog
from tests.ui.dialogs import BACKUPS, WHEN, cells, press, shown, texts

Key = Qt.Key


@pytest.fixture
def backups(qtbot: QtBot) -> BackupsDialog:
    return shown(qtbot, BackupsDialog(BACKUPS, WHEN))


def test_backups_are_listed(backups: BackupsDialog, qtmodeltester: ModelTester) -> None:
    local = f"{WHEN.astimezone():%Y-%m-%d %H:%M}"
    assert cells(backups.model) == [[local, "12", "3.0 MB"]] * 2
    assert f"Last verified backup: {local}" in texts(backups)
    qtmodeltester.check(backups.model)


def test_without_backups(qtbot: QtBot) -> None:
    dialog = shown(qtbot, BackupsDialog([], None))
    assert "No backup has been verified yet." in texts(dialog)
    assert "There are no backups yet." in texts(dialog)
    assert not dialog.restore_button.isEnabled()
    with qtbot.waitSignal(dialog.backup_asked):
        press(qtbot, dialog, Key.Key_Return)


def test_restoring_a_backup_is_asked_once_more(qtbot: QtBot, backups: BackupsDialog) -> None:
    asked: list[str] = []
    backups.restore_asked.connect(asked.append)
    backups.view.selectRow(1)
    backups.restore_button.click()
    assert asked == []
    assert "kept aside" in texts(backups)
    press(qtbot, backups, Key.Key_Escape)
    assert (asked, backups.isVisible(), backups.question.isVisible()) == ([], True, False)
    backups.restore_button.click()
    backups.question.yes_button.click()
    assert asked == ["b1"]


def test_nothing_else_while_work_is_under_way(qtbot: QtBot, backups: BackupsDialog) -> None:
    backups.show_progress("Copying picture 3 of 12")
    assert "Copying picture 3 of 12" in texts(backups)
    assert backups.bar.isVisible()
    assert not any(one.isEnabled() for one in (backups.backup_button, backups.restore_button, backups.close_button))
    qtbot.keyClick(backups, Key.Key_Escape)
    backups.close()
    assert backups.isVisible()
    backups.show_items(BACKUPS, WHEN)
    backups.say("The backup is made and verified.")
    assert not backups.bar.isVisible()
    assert "verified." in texts(backups)
    press(qtbot, backups, Key.Key_Escape)
    assert not backups.isVisible()
