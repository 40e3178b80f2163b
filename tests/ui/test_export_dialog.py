"""The export dialog writes, asks before it replaces, and says what went wrong."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QAccessible, QDesktopServices
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop_ocr.domain.document import Document
from desktop_ocr.domain.errors import TargetBusy
from desktop_ocr.ui.dialogs.export import FOLDER, ExportDialog
from desktop_ocr.ui.tasks import Tasks, answer
from desktop_ocr.ui.words import Words
from tests.ui.conftest import Play
from tests.ui.dialogs import press
from tests.ui.exporting import NAME, Key, LockedDisk, Open, SlowDisk, on_disk, quiet, sheets


def test_enter_writes_what_is_finished_or_ready(
    open_dialog: Open, play: Play, qtbot: QtBot, tmp_path: Path, documents: list[Document]
) -> None:
    dialog = open_dialog()
    press(qtbot, dialog, Key.Key_Return)
    play(quiet(dialog))
    target = tmp_path / "out" / NAME
    assert dialog.written == (target,)
    assert dialog.exported == (documents[1],)
    assert [len(rows) for rows in sheets(target).values()] == [2]
    assert dialog.notice.text().replace("\u200b", "") == f"Written:\n{target}"
    press(qtbot, dialog, Key.Key_Return)
    assert (dialog.isVisible(), dialog.result()) == (False, QDialog.DialogCode.Accepted)


def test_others_go_when_they_are_chosen_by_keys(open_dialog: Open, play: Play, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = open_dialog()
    dialog.papers.settled.setFocus()
    press(qtbot, dialog, Key.Key_Tab, Key.Key_Space, Key.Key_Tab, Key.Key_Space)
    play(quiet(dialog))
    press(qtbot, dialog, Key.Key_Return)
    play(quiet(dialog))
    cards, rest = sheets(tmp_path / "out" / NAME).values()
    state = cards[0].index("State")
    assert [row[state] for row in cards] == ["State", "Ready", "Needs a look"]
    assert [row[3] for row in rest] == ["Code", "E_GONE"]


def test_asks_before_it_replaces(open_dialog: Open, play: Play, qtbot: QtBot, tmp_path: Path) -> None:
    target = tmp_path / "out" / NAME
    target.write_bytes(b"old")
    dialog = open_dialog()
    press(qtbot, dialog, Key.Key_Return)
    play(quiet(dialog))
    assert target.read_bytes() == b"old"
    assert NAME in dialog.notice.text().replace("\u200b", "")
    assert dialog.export_button.text() == "Replace"
    dialog.target.line.setText(str(target.with_name("other.xlsx")))
    assert (dialog.notice.isVisible(), dialog.export_button.text()) == (False, "Export")
    dialog.target.line.setText(str(target))
    press(qtbot, dialog, Key.Key_Return)
    play(quiet(dialog))
    press(qtbot, dialog, Key.Key_Return)
    play(quiet(dialog))
    assert dialog.written == (target,)
    assert sheets(target)


def test_target_open_elsewhere(
    open_dialog: Open, play: Play, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: Words
) -> None:
    target = tmp_path / "out" / NAME
    target.write_bytes(b"old")
    dialog = open_dialog()
    on_disk(monkeypatch, LockedDisk())
    for _ in range(2):
        press(qtbot, dialog, Key.Key_Return)
        play(quiet(dialog))
    assert dialog.notice.text().replace("\u200b", "") == words.sentence(TargetBusy(name=NAME))
    assert (target.read_bytes(), list(target.parent.iterdir())) == (b"old", [target])
    assert dialog.export_button.isEnabled()
    monkeypatch.undo()
    press(qtbot, dialog, Key.Key_Return)
    play(quiet(dialog))
    assert dialog.written == (target,)


def test_folder_that_is_gone(open_dialog: Open, play: Play, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = open_dialog({FOLDER: str(tmp_path / "gone")})
    press(qtbot, dialog, Key.Key_Return)
    play(quiet(dialog))
    assert "cannot be written" in dialog.notice.text()
    assert dialog.written == ()


def test_escape_cancels_the_writing_and_then_leaves(
    open_dialog: Open, play: Play, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = open_dialog()
    disk = SlowDisk()
    on_disk(monkeypatch, disk)

    async def scenario() -> None:
        press(qtbot, dialog, Key.Key_Return)
        while not disk.reached.is_set():
            await asyncio.sleep(0.005)
        assert dialog.bar.isVisible()
        assert not dialog.export_button.isEnabled()
        press(qtbot, dialog, Key.Key_Escape)
        assert dialog.isVisible()
        disk.go_on.set()
        await quiet(dialog)

    play(scenario())
    assert dialog.notice.text().replace("\u200b", "") == "Cancelled. Nothing was written."
    assert list((tmp_path / "out").iterdir()) == []
    press(qtbot, dialog, Key.Key_Escape)
    assert (dialog.isVisible(), dialog.result()) == (False, QDialog.DialogCode.Rejected)


def test_end_of_the_program_waits_for_the_writing(
    play: Play, documents: list[Document], words: Words, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tasks, disk = Tasks(), SlowDisk()
    on_disk(monkeypatch, disk)

    async def ask() -> None:
        dialog = ExportDialog(documents, words, {FOLDER: str(tmp_path)}, tasks=tasks)
        dialogs.append(dialog)
        await answer(dialog)

    async def scenario() -> None:
        tasks.start(ask())
        while not dialogs or not dialogs[0].export_button.isEnabled():
            await asyncio.sleep(0.005)
        dialogs[0].export_button.click()
        while not disk.reached.is_set():
            await asyncio.sleep(0.005)
        asyncio.get_running_loop().call_later(0.05, disk.go_on.set)
        await tasks.cancel()
        assert disk.go_on.is_set()
        await asyncio.sleep(0.02)

    dialogs: list[ExportDialog] = []
    play(scenario())
    assert [path.suffix for path in tmp_path.iterdir() if path.is_file()] == []


def test_left_while_it_counts(play: Play, documents: list[Document], words: Words, tmp_path: Path) -> None:
    async def scenario() -> None:
        dialog = ExportDialog(documents * 500, words, {FOLDER: str(tmp_path)})
        dialog.open()
        await asyncio.sleep(0)
        dialog.reject()
        dialog.deleteLater()
        await quiet(dialog)
        await asyncio.sleep(0.05)

    play(scenario())


class Opened(QObject):
    """Stands in for the file manager."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[QUrl] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.urls.append(url)


def test_folder_is_opened(open_dialog: Open, play: Play, qtbot: QtBot, tmp_path: Path) -> None:
    opened = Opened()
    dialog = open_dialog()
    press(qtbot, dialog, Key.Key_Return)
    play(quiet(dialog))
    QDesktopServices.setUrlHandler("file", opened, "open")
    try:
        dialog.open_folder.click()
    finally:
        QDesktopServices.unsetUrlHandler("file")
    assert [url.toLocalFile() for url in opened.urls] == [str(tmp_path / "out")]
    assert dialog.isVisible()
    press(qtbot, dialog, Key.Key_Escape)
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_tab_reaches_every_widget_and_each_has_a_name(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog()
    tab = Qt.FocusPolicy.TabFocus
    expected = {
        widget
        for widget in dialog.findChildren(QWidget)
        if widget.focusPolicy() & tab == tab and widget.isVisible() and widget.isEnabled() and not widget.focusProxy()
    }
    assert {dialog.papers.settled, dialog.target.line, dialog.columns.list, dialog.export_button} <= expected
    for widget in expected:
        assert QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name), widget
    reached = set()
    for _ in range(len(expected) + 2):
        press(qtbot, dialog, Key.Key_Tab)
        reached.add(QApplication.focusWidget())
    assert expected <= reached
