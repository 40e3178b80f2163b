"""What the clerk chooses in the export dialog: papers, file and columns, mostly with keys."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from desktop_ocr.domain.document import Document, Source
from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.export.columns import FILE, STATE
from desktop_ocr.ui.dialogs.export import COLUMNS, FOLDER, FORMAT
from tests.ui.conftest import Play
from tests.ui.dialogs import press
from tests.ui.exporting import NAME, Alt, Ctrl, Key, Open, labels, quiet, row_of, sheets
from tests.ui.fakes import recognition


def test_offers_what_there_is(open_dialog: Open) -> None:
    dialog = open_dialog()
    papers = dialog.papers
    texts = [(box.text(), box.isChecked()) for box in (papers.settled, papers.to_look_at, papers.failed)]
    assert texts == [
        ("1 finished or ready", True),
        ("1 to be looked at (marked in the State column)", False),
        ("1 that could not be read (with the reason)", False),
    ]
    assert papers.left_out.text() == "1 not read yet: left out"


def test_hides_choices_without_papers(open_dialog: Open, documents: list[Document]) -> None:
    dialog = open_dialog(papers=[documents[1]])
    papers = dialog.papers
    boxes = (papers.settled, papers.to_look_at, papers.failed, papers.left_out)
    assert [box.isVisible() for box in boxes] == [True, False, False, False]


def test_nothing_chosen_cannot_be_exported(open_dialog: Open, play: Play, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = open_dialog()
    dialog.papers.settled.setChecked(False)
    play(quiet(dialog))
    assert not dialog.export_button.isEnabled()
    press(qtbot, dialog, Key.Key_Return)
    play(quiet(dialog))
    assert list((tmp_path / "out").iterdir()) == []


def test_columns_by_keys(open_dialog: Open, play: Play, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = open_dialog()
    dialog.columns.list.setFocus()
    dialog.columns.list.setCurrentRow(row_of(dialog, "Page"))
    press(qtbot, dialog, Key.Key_Space)
    dialog.columns.list.setCurrentRow(row_of(dialog, "Name"))
    press(qtbot, dialog, Key.Key_Up, Key.Key_Up, held=Alt)
    assert labels(dialog)[:3] == ["Name", "File", "Page"]
    assert dialog.columns.list.currentItem().text() == "Name"
    press(qtbot, dialog, Key.Key_Down, held=Alt)
    press(qtbot, dialog, Key.Key_Return)
    play(quiet(dialog))
    [[header, *_]] = sheets(tmp_path / "out" / NAME).values()
    assert header[:3] == ("File", "Name", "Sex")
    assert "Page" not in header


def test_moving_stops_at_the_ends(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog()
    before = labels(dialog)
    dialog.columns.list.setCurrentRow(0)
    dialog.columns.up.click()
    dialog.columns.list.setCurrentRow(len(before) - 1)
    dialog.columns.down.click()
    assert labels(dialog) == before
    dialog.columns.up.click()
    assert labels(dialog) != before
    dialog.columns.reset.click()
    assert (labels(dialog), dialog.choices[COLUMNS]) == (before, {})


def test_state_column_stays_while_papers_need_a_look(open_dialog: Open, play: Play) -> None:
    dialog = open_dialog({COLUMNS: {"id_card_front": [FILE, "name"]}})
    row = row_of(dialog, "State")
    assert dialog.columns.list.item(row).checkState() == Qt.CheckState.Unchecked
    dialog.papers.to_look_at.setChecked(True)
    play(quiet(dialog))
    item = dialog.columns.list.item(row_of(dialog, "State"))
    assert item.checkState() == Qt.CheckState.Checked
    assert not item.flags() & Qt.ItemFlag.ItemIsUserCheckable
    assert labels(dialog)[:3] == ["File", "Name", "State"]
    assert dialog.choices[COLUMNS] == {"id_card_front": [FILE, "name"]}  # the clerk's choice is not forgotten
    dialog.papers.to_look_at.setChecked(False)
    play(quiet(dialog))
    assert dialog.columns.list.item(row_of(dialog, "State")).checkState() == Qt.CheckState.Unchecked


def test_state_column_can_be_moved_while_it_stays(open_dialog: Open, play: Play) -> None:
    dialog = open_dialog({COLUMNS: {"id_card_front": [FILE, "name"]}})
    dialog.papers.to_look_at.setChecked(True)
    play(quiet(dialog))
    dialog.columns.list.setCurrentRow(row_of(dialog, "State"))
    dialog.columns.up.click()
    assert dialog.choices[COLUMNS] == {"id_card_front": [FILE, STATE, "name"]}


def test_no_column_cannot_be_exported(open_dialog: Open) -> None:
    dialog = open_dialog({COLUMNS: {"id_card_front": [FILE]}})
    dialog.columns.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert not dialog.export_button.isEnabled()
    dialog.columns.list.item(1).setCheckState(Qt.CheckState.Checked)
    assert dialog.export_button.isEnabled()


def test_columns_of_each_kind(
    open_dialog: Open, play: Play, documents: list[Document], kinds: dict[str, DocumentType]
) -> None:
    other = kinds["bank_card"]
    card = replace(documents[0], source=Source(Path("/scans/b.png"))).read_as(other, recognition({}))
    dialog = open_dialog(papers=[documents[1], card])
    dialog.papers.to_look_at.setChecked(True)
    play(quiet(dialog))
    dialog.columns.kind.setCurrentIndex(1)
    assert other.fields[0].label_en in labels(dialog)
    dialog.columns.list.item(1).setCheckState(Qt.CheckState.Unchecked)
    assert list(dialog.choices[COLUMNS]) == [other.key]


def test_choices_are_plain_and_come_back(open_dialog: Open, play: Play, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = open_dialog()
    dialog.target.form.setCurrentIndex(1)
    dialog.columns.list.item(1).setCheckState(Qt.CheckState.Unchecked)
    (tmp_path / "elsewhere").mkdir()
    dialog.target.line.setText(str(tmp_path / "elsewhere" / "a.csv"))
    press(qtbot, dialog, Key.Key_Return)
    play(quiet(dialog))
    choices = json.loads(json.dumps(dialog.choices))
    assert (choices[FOLDER], choices[FORMAT]) == (str(tmp_path / "elsewhere"), ".csv")
    again = open_dialog(choices)
    assert again.target.line.text() == str(tmp_path / "elsewhere" / "results-2026-11-21.csv")
    assert again.columns.list.item(again.columns.list.count() - 1).checkState() == Qt.CheckState.Unchecked
    assert again.choices == choices


@pytest.mark.parametrize(
    "remembered", [{COLUMNS: 3, FORMAT: None}, {FORMAT: ".docx", COLUMNS: {"id_card_front": ["x"]}}]
)
def test_spoilt_memory_does_no_harm(open_dialog: Open, remembered: dict[str, object]) -> None:
    dialog = open_dialog(remembered)
    assert dialog.target.line.text().endswith(NAME)
    assert dialog.export_button.isEnabled()


def test_format_and_name_agree(open_dialog: Open) -> None:
    dialog = open_dialog()
    dialog.target.form.setCurrentIndex(1)
    assert dialog.target.line.text().endswith("results-2026-11-21.csv")
    dialog.target.line.setText("mine.XLSX")
    assert dialog.target.form.currentIndex() == 0
    dialog.target.line.setText("v1.2")
    dialog.target.form.setCurrentIndex(1)
    assert dialog.target.line.text() == "v1.2.csv"


@pytest.mark.parametrize("text", ["", "  ", "/", "folder/", "."])
def test_folder_alone_is_no_name(open_dialog: Open, text: str) -> None:
    dialog = open_dialog()
    dialog.target.line.setText(text)
    assert not dialog.export_button.isEnabled()


def test_bare_name_goes_into_the_folder(open_dialog: Open, play: Play, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = open_dialog()
    dialog.target.line.setFocus()
    press(qtbot, dialog, Key.Key_A, held=Ctrl)
    qtbot.keyClicks(dialog.target.line, "mine")
    press(qtbot, dialog, Key.Key_Return)
    play(quiet(dialog))
    assert dialog.written == (tmp_path / "out" / "mine.xlsx",)


def test_browse_chooses_the_target(open_dialog: Open, play: Play, tmp_path: Path) -> None:
    dialog = open_dialog()

    async def scenario() -> None:
        dialog.target.browse.click()
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
    assert dialog.target.line.text() == str(tmp_path / "chosen.csv")
    assert dialog.target.form.currentData() == ".csv"


def test_nothing_is_written_while_the_choice_is_counted_anew(open_dialog: Open, play: Play, tmp_path: Path) -> None:
    dialog = open_dialog()

    async def scenario() -> None:
        dialog.papers.settled.setChecked(False)
        dialog.export_button.click()
        await quiet(dialog)

    play(scenario())
    assert list((tmp_path / "out").iterdir()) == []
    assert not dialog.export_button.isEnabled()
