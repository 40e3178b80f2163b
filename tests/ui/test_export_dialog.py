"""What the clerk does with the export dialog, mostly with keys."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QAccessible, QDesktopServices
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop_ocr.domain.document import Document, Source
from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.errors import TargetBusy
from desktop_ocr.export.columns import FILE, STATE
from desktop_ocr.export.replacing import Disk
from desktop_ocr.ui.dialogs import export as export_dialog
from desktop_ocr.ui.dialogs.export import COLUMNS, FOLDER, FORMAT, ExportDialog
from desktop_ocr.ui.tasks import Tasks, answer
from desktop_ocr.ui.words import Words
from desktop_ocr.workflow.exporting import Export
from tests.ui.conftest import Play
from tests.ui.fakes import recognition

Key, Alt, Ctrl = Qt.Key, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
Open = Callable[..., ExportDialog]
NAME = "results-2026-11-21.xlsx"


@pytest.fixture
def open_dialog(play: Play, qtbot: QtBot, documents: list[Document], words: Words, tmp_path: Path) -> Open:
    """The dialog for one waiting, one ready, one broken and one failed document, in an empty folder."""
    folder = tmp_path / "out"
    folder.mkdir()

    def make(remembered: Mapping[str, object] | None = None, papers: list[Document] | None = None) -> ExportDialog:
        chosen = documents if papers is None else papers
        dialog = ExportDialog(chosen, words, {FOLDER: str(folder), **(remembered or {})}, today=date(2026, 11, 21))
        qtbot.addWidget(dialog)
        dialog.open()
        dialog.activateWindow()
        play(quiet(dialog))
        return dialog

    return make


async def quiet(dialog: ExportDialog) -> None:
    while dialog.tasks.busy:
        await asyncio.sleep(0.005)


def press(qtbot: QtBot, dialog: QDialog, *keys: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
    for key in keys:
        qtbot.keyClick(dialog.focusWidget() or dialog, key, held or Qt.KeyboardModifier.NoModifier)


def labels(dialog: ExportDialog) -> list[str]:
    return [dialog.columns.item(row).text() for row in range(dialog.columns.count())]


def row_of(dialog: ExportDialog, label: str) -> int:
    return labels(dialog).index(label)


def sheets(path: Path) -> dict[str, list[tuple[object, ...]]]:
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in load_workbook(path).worksheets}


class LockedDisk(Disk):
    """What Excel does to a file that it shows, on Windows."""

    def replace(self, old: Path, new: Path) -> None:
        raise TargetBusy(name=new.name)


class SlowDisk(Disk):
    """Holds the writing up until it is let go."""

    def __init__(self) -> None:
        self.reached, self.go_on = threading.Event(), threading.Event()

    def create(self, folder: Path) -> Path:
        created = super().create(folder)
        self.reached.set()
        assert self.go_on.wait(10)
        return created


def on_disk(monkeypatch: pytest.MonkeyPatch, disk: Disk) -> None:
    monkeypatch.setattr(export_dialog, "Export", lambda *parts: Export(*parts, disk=disk))


def test_offers_what_there_is(open_dialog: Open) -> None:
    dialog = open_dialog()
    texts = [(box.text(), box.isChecked()) for box in (dialog.settled, dialog.to_look_at, dialog.failed)]
    assert texts == [
        ("1 finished or ready", True),
        ("1 to be looked at (marked in the State column)", False),
        ("1 that could not be read (with the reason)", False),
    ]
    assert dialog.left_out.text() == "1 not read yet: left out"


def test_hides_choices_without_papers(open_dialog: Open, documents: list[Document]) -> None:
    dialog = open_dialog(papers=[documents[1]])
    assert [box.isVisible() for box in (dialog.settled, dialog.to_look_at, dialog.failed, dialog.left_out)] == [
        True,
        False,
        False,
        False,
    ]


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
    dialog.settled.setFocus()
    press(qtbot, dialog, Key.Key_Tab, Key.Key_Space, Key.Key_Tab, Key.Key_Space)
    play(quiet(dialog))
    press(qtbot, dialog, Key.Key_Return)
    play(quiet(dialog))
    cards, rest = sheets(tmp_path / "out" / NAME).values()
    state = cards[0].index("State")
    assert [row[state] for row in cards] == ["State", "Ready", "Needs a look"]
    assert [row[3] for row in rest] == ["Code", "E_GONE"]


def test_nothing_chosen_cannot_be_exported(open_dialog: Open, play: Play, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = open_dialog()
    dialog.settled.setChecked(False)
    play(quiet(dialog))
    assert not dialog.export_button.isEnabled()
    press(qtbot, dialog, Key.Key_Return)
    play(quiet(dialog))
    assert list((tmp_path / "out").iterdir()) == []


def test_columns_by_keys(open_dialog: Open, play: Play, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = open_dialog()
    dialog.columns.setFocus()
    dialog.columns.setCurrentRow(row_of(dialog, "Page"))
    press(qtbot, dialog, Key.Key_Space)
    dialog.columns.setCurrentRow(row_of(dialog, "Name"))
    press(qtbot, dialog, Key.Key_Up, Key.Key_Up, held=Alt)
    assert labels(dialog)[:3] == ["Name", "File", "Page"]
    assert dialog.columns.currentItem().text() == "Name"
    press(qtbot, dialog, Key.Key_Down, held=Alt)
    press(qtbot, dialog, Key.Key_Return)
    play(quiet(dialog))
    [[header, *_]] = sheets(tmp_path / "out" / NAME).values()
    assert header[:3] == ("File", "Name", "Sex")
    assert "Page" not in header


def test_moving_stops_at_the_ends(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog()
    before = labels(dialog)
    dialog.columns.setCurrentRow(0)
    dialog.up.click()
    dialog.columns.setCurrentRow(len(before) - 1)
    dialog.down.click()
    assert labels(dialog) == before
    dialog.up.click()
    assert labels(dialog) != before
    dialog.reset.click()
    assert (labels(dialog), dialog.choices[COLUMNS]) == (before, {})


def test_state_column_stays_while_papers_need_a_look(open_dialog: Open, play: Play) -> None:
    dialog = open_dialog({COLUMNS: {"id_card_front": [FILE, "name"]}})
    row = row_of(dialog, "State")
    assert dialog.columns.item(row).checkState() == Qt.CheckState.Unchecked
    dialog.to_look_at.setChecked(True)
    play(quiet(dialog))
    item = dialog.columns.item(row_of(dialog, "State"))
    assert item.checkState() == Qt.CheckState.Checked
    assert not item.flags() & Qt.ItemFlag.ItemIsUserCheckable
    assert labels(dialog)[:3] == ["File", "Name", "State"]
    assert dialog.choices[COLUMNS] == {"id_card_front": [FILE, "name"]}  # the clerk's choice is not forgotten
    dialog.to_look_at.setChecked(False)
    play(quiet(dialog))
    assert dialog.columns.item(row_of(dialog, "State")).checkState() == Qt.CheckState.Unchecked


def test_no_column_cannot_be_exported(open_dialog: Open) -> None:
    dialog = open_dialog({COLUMNS: {"id_card_front": [FILE]}})
    dialog.columns.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert not dialog.export_button.isEnabled()
    dialog.columns.item(1).setCheckState(Qt.CheckState.Checked)
    assert dialog.export_button.isEnabled()


def test_columns_of_each_kind(
    open_dialog: Open, play: Play, documents: list[Document], kinds: dict[str, DocumentType]
) -> None:
    other = kinds["bank_card"]
    card = replace(documents[0], source=Source(Path("/scans/b.png"))).read_as(other, recognition({}))
    dialog = open_dialog(papers=[documents[1], card])
    dialog.to_look_at.setChecked(True)
    play(quiet(dialog))
    dialog.kind.setCurrentIndex(1)
    assert other.fields[0].label_en in labels(dialog)
    dialog.columns.item(1).setCheckState(Qt.CheckState.Unchecked)
    assert list(dialog.choices[COLUMNS]) == [other.key]


def test_choices_are_plain_and_come_back(open_dialog: Open, play: Play, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = open_dialog()
    dialog.form_of_file.setCurrentIndex(1)
    dialog.columns.item(1).setCheckState(Qt.CheckState.Unchecked)
    (tmp_path / "elsewhere").mkdir()
    dialog.target.setText(str(tmp_path / "elsewhere" / "a.csv"))
    press(qtbot, dialog, Key.Key_Return)
    play(quiet(dialog))
    choices = json.loads(json.dumps(dialog.choices))
    assert (choices[FOLDER], choices[FORMAT]) == (str(tmp_path / "elsewhere"), ".csv")
    again = open_dialog(choices)
    assert again.target.text() == str(tmp_path / "elsewhere" / "results-2026-11-21.csv")
    assert again.columns.item(again.columns.count() - 1).checkState() == Qt.CheckState.Unchecked
    assert again.choices == choices


@pytest.mark.parametrize(
    "remembered", [{COLUMNS: 3, FORMAT: None}, {FORMAT: ".docx", COLUMNS: {"id_card_front": ["x"]}}]
)
def test_spoilt_memory_does_no_harm(open_dialog: Open, remembered: dict[str, object]) -> None:
    dialog = open_dialog(remembered)
    assert dialog.target.text().endswith(NAME)
    assert dialog.export_button.isEnabled()


def test_format_and_name_agree(open_dialog: Open) -> None:
    dialog = open_dialog()
    dialog.form_of_file.setCurrentIndex(1)
    assert dialog.target.text().endswith("results-2026-11-21.csv")
    dialog.target.setText("mine.XLSX")
    assert dialog.form_of_file.currentIndex() == 0
    dialog.target.setText("v1.2")
    dialog.form_of_file.setCurrentIndex(1)
    assert dialog.target.text() == "v1.2.csv"


@pytest.mark.parametrize("text", ["", "  ", "/", "folder/", "."])
def test_folder_alone_is_no_name(open_dialog: Open, text: str) -> None:
    dialog = open_dialog()
    dialog.target.setText(text)
    assert not dialog.export_button.isEnabled()


def test_bare_name_goes_into_the_folder(open_dialog: Open, play: Play, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = open_dialog()
    dialog.target.setFocus()
    press(qtbot, dialog, Key.Key_A, held=Ctrl)
    qtbot.keyClicks(dialog.target, "mine")
    press(qtbot, dialog, Key.Key_Return)
    play(quiet(dialog))
    assert dialog.written == (tmp_path / "out" / "mine.xlsx",)


def test_asks_before_it_replaces(open_dialog: Open, play: Play, qtbot: QtBot, tmp_path: Path) -> None:
    target = tmp_path / "out" / NAME
    target.write_bytes(b"old")
    dialog = open_dialog()
    press(qtbot, dialog, Key.Key_Return)
    play(quiet(dialog))
    assert target.read_bytes() == b"old"
    assert NAME in dialog.notice.text().replace("\u200b", "")
    assert dialog.export_button.text() == "Replace"
    dialog.target.setText(str(target.with_name("other.xlsx")))
    assert (dialog.notice.isVisible(), dialog.export_button.text()) == (False, "Export")
    dialog.target.setText(str(target))
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


def test_browse_chooses_the_target(open_dialog: Open, play: Play, tmp_path: Path) -> None:
    dialog = open_dialog()

    async def scenario() -> None:
        dialog.browse.click()
        while not (choosers := dialog.findChildren(QFileDialog)):
            await asyncio.sleep(0.005)
        chooser = choosers[0]
        assert chooser.directory().path() == str(tmp_path / "out")
        name = chooser.findChild(QLineEdit, "fileNameEdit")
        assert isinstance(name, QLineEdit)
        assert name.text() == NAME
        name.setText(str(tmp_path / "chosen.csv"))
        chooser.accept()
        await quiet(dialog)

    play(scenario())
    assert dialog.target.text() == str(tmp_path / "chosen.csv")
    assert dialog.form_of_file.currentData() == ".csv"


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
    assert {dialog.settled, dialog.target, dialog.columns, dialog.export_button} <= expected
    for widget in expected:
        assert QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name), widget
    reached = set()
    for _ in range(len(expected) + 2):
        press(qtbot, dialog, Key.Key_Tab)
        reached.add(QApplication.focusWidget())
    assert expected <= reached


def test_state_column_can_be_moved_while_it_stays(open_dialog: Open, play: Play) -> None:
    dialog = open_dialog({COLUMNS: {"id_card_front": [FILE, "name"]}})
    dialog.to_look_at.setChecked(True)
    play(quiet(dialog))
    dialog.columns.setCurrentRow(row_of(dialog, "State"))
    dialog.up.click()
    assert dialog.choices[COLUMNS] == {"id_card_front": [FILE, STATE, "name"]}
