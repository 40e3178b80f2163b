"""What the clerk does with the window: drop, look, export, close."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from desktop_ocr.ui import field_model, queue_model, tints
from desktop_ocr.ui.main_window import MainWindow
from tests.ui.conftest import Play
from tests.ui.fakes import RIGHT, WRONG, FakeEngine


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


def column(window: MainWindow, number: int) -> list[str]:
    model = window.queue_view.model()
    return [str(model.index(row, number).data()) for row in range(model.rowCount())]


def states(window: MainWindow) -> list[str]:
    return [text.split(" ", 1)[1] for text in column(window, queue_model.STATE)]


def status(window: MainWindow) -> str:
    return window.statusBar().findChildren(QWidget)[-1].property("text")


async def until(happened: Callable[[], object]) -> None:
    while not happened():
        await asyncio.sleep(0.005)


async def done(window: MainWindow) -> None:
    await until(lambda: not window.tasks.busy)


async def dialog(window: MainWindow, kind: type[QDialog]) -> QDialog:
    await until(lambda: window.findChildren(kind))
    return window.findChildren(kind)[0]


def choose(chooser: QDialog, path: Path) -> None:
    """As typed by the clerk; ``selectFile`` waits for the folder to be listed."""
    name = chooser.findChild(QLineEdit, "fileNameEdit")
    assert isinstance(name, QLineEdit)
    name.setText(str(path))
    chooser.accept()


def test_dropped_files_are_read(window: MainWindow, play: Play, pictures: list[Path]) -> None:
    async def scenario() -> None:
        assert drop(window, pictures)
        await done(window)

    play(scenario())
    assert column(window, queue_model.FILE) == ["0.png", "1.png", "2.png"]
    assert states(window) == ["Ready"] * 3
    assert status(window) == "3 of 3"


def test_dropped_folder_gives_its_pictures(window: MainWindow, play: Play, pictures: list[Path]) -> None:
    async def scenario() -> None:
        drop(window, [pictures[0].parent])
        await done(window)

    play(scenario())
    assert len(states(window)) == 3


def test_folder_without_pictures_is_said(window: MainWindow, play: Play, tmp_path: Path) -> None:
    async def scenario() -> None:
        drop(window, [tmp_path])
        await done(window)

    play(scenario())
    assert window.notice.text() == "There is no picture in the folder."
    assert window.notice.isVisible()


def test_the_first_paper_is_shown_with_its_fields(
    window: MainWindow, play: Play, engine: FakeEngine, pictures: list[Path]
) -> None:
    engine.papers = [WRONG]

    async def scenario() -> None:
        window.add_paths(pictures[:2])
        await done(window)

    play(scenario())
    model = window.field_view.model()
    values = {model.index(row, 0).data(): model.index(row, field_model.VALUE).data() for row in range(model.rowCount())}
    assert values["ID number"] == WRONG["id_number"]
    assert window.heading.text() == "0.png · ID card, portrait side"
    assert status(window) == "2 of 2 · 2 to look at"


def test_failed_file_is_a_red_row_with_its_sentence_and_can_be_read_again(
    window: MainWindow, play: Play, pictures: list[Path]
) -> None:
    gone = pictures[0].with_name("gone.png")

    async def scenario() -> None:
        window.add_paths([gone, pictures[0]])
        await done(window)
        assert states(window) == ["Not read", "Ready"]
        assert column(window, queue_model.NOTE)[0].startswith("The file is not there")
        assert "The file is not there" in window.heading.text()
        assert window.queue_view.model().index(0, 0).data(Qt.ItemDataRole.BackgroundRole) == tints.BAD.ground
        assert status(window) == "2 of 2 · 1 not read"
        pictures[1].rename(gone)
        window.again_action.trigger()
        await done(window)

    play(scenario())
    assert states(window) == ["Ready", "Ready"]
    assert not window.again_action.isEnabled()


def test_what_is_read_and_what_waits_can_be_told_apart(
    window: MainWindow, play: Play, engine: FakeEngine, pictures: list[Path]
) -> None:
    async def scenario() -> None:
        engine.gate = asyncio.Event()
        window.add_paths(pictures)
        await until(lambda: "Reading" in states(window))
        assert states(window) == ["Reading", "Reading", "Queued"]
        assert not window.export_action.isEnabled()
        window.add_paths(pictures[:1])
        await until(lambda: len(states(window)) == 4)
        engine.gate.set()
        await done(window)

    play(scenario())
    assert states(window) == ["Ready"] * 4
    assert window.export_action.isEnabled()


def test_two_papers_on_a_page_are_two_rows(
    window: MainWindow, play: Play, engine: FakeEngine, pictures: list[Path]
) -> None:
    engine.papers = [RIGHT, WRONG]

    async def scenario() -> None:
        window.add_paths(pictures[:2])
        await done(window)

    play(scenario())
    assert column(window, queue_model.FILE) == ["0.png, paper 1", "0.png, paper 2", "1.png, paper 1", "1.png, paper 2"]


def test_pictures_are_chosen_in_a_dialog(window: MainWindow, play: Play, pictures: list[Path]) -> None:
    async def scenario() -> None:
        window.open_action.trigger()
        chooser = await dialog(window, QFileDialog)
        choose(chooser, pictures[1])
        await done(window)

    play(scenario())
    assert column(window, queue_model.FILE) == ["1.png"]


def test_export_writes_the_file_chosen(window: MainWindow, play: Play, pictures: list[Path], tmp_path: Path) -> None:
    async def scenario() -> None:
        window.add_paths(pictures)
        await done(window)
        window.export_action.trigger()
        chooser = await dialog(window, QFileDialog)
        choose(chooser, tmp_path / "rows")  # without a suffix: that of the form chosen is added
        await done(window)

    play(scenario())
    assert window.notice.text() == f"Exported to {tmp_path}: rows.xlsx"
    workbook = load_workbook(tmp_path / "rows.xlsx")
    assert RIGHT["id_number"] in [cell.value for cell in workbook.worksheets[0][2]]


@pytest.mark.parametrize("agrees", [True, False])
def test_nothing_is_replaced_without_asking(
    agrees: bool, window: MainWindow, play: Play, pictures: list[Path], tmp_path: Path
) -> None:
    target = tmp_path / "rows.csv"
    target.write_text("old")

    async def scenario() -> None:
        window.add_paths(pictures)
        await done(window)
        window.tasks.start(window.export_to(target))
        question = await dialog(window, QMessageBox)
        assert isinstance(question, QMessageBox)
        assert "rows.csv" in question.text()
        answers = QMessageBox.StandardButton
        question.button(answers.Yes if agrees else answers.No).click()
        await done(window)

    play(scenario())
    assert (target.read_text("utf-8-sig") != "old") is agrees
    assert window.notice.isVisible() is agrees


def test_failed_export_says_its_sentence(window: MainWindow, play: Play, pictures: list[Path], tmp_path: Path) -> None:
    async def scenario() -> None:
        window.add_paths(pictures)
        await done(window)
        await window.export_to(tmp_path / "no such folder" / "rows.xlsx")

    play(scenario())
    assert "rows.xlsx cannot be written" in window.notice.text()
    assert tints.BAD.ground.name() in window.notice.styleSheet()
    assert window.export_action.isEnabled()


def test_closing_while_reading_cancels(
    window: MainWindow, play: Play, engine: FakeEngine, pictures: list[Path], qtbot: QtBot
) -> None:
    async def scenario() -> None:
        engine.gate = asyncio.Event()
        window.add_paths(pictures)
        await until(lambda: "Reading" in states(window))
        await asyncio.sleep(0.05)
        closed: list[bool] = []
        window.closed.connect(lambda: closed.append(True))
        window.close()
        assert closed
        assert not window.isVisible()
        await window.tasks.cancel()

    play(scenario())
    assert not window.tasks.busy
    assert engine.cancelled == 2


def test_closing_with_an_open_dialog_ends_it(window: MainWindow, play: Play, qtbot: QtBot) -> None:
    async def scenario() -> None:
        window.open_action.trigger()
        await dialog(window, QFileDialog)
        await window.tasks.cancel()
        await until(lambda: not window.findChildren(QFileDialog))

    play(scenario())


def test_a_bug_in_a_task_reaches_the_one_hook(window: MainWindow, play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr("sys.excepthook", lambda kind, *_: seen.append(kind.__name__))

    async def broken() -> None:
        raise KeyError("secret")

    async def scenario() -> None:
        window.tasks.start(broken())
        await done(window)
        await asyncio.sleep(0)

    play(scenario())
    assert seen == ["KeyError"]


def test_everything_that_takes_the_focus_has_a_name(window: MainWindow) -> None:
    focusable = [
        widget
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisibleTo(window)
    ]
    assert window.queue_view in focusable
    assert len(focusable) >= 6
    for widget in focusable:
        named = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
        assert named, f"{widget} has no accessible name"


def test_file_names_are_never_markup(window: MainWindow, play: Play, tmp_path: Path) -> None:
    async def scenario() -> None:
        window.add_paths([tmp_path / "<b>bold<b>.png"])
        await done(window)

    play(scenario())
    assert window.heading.textFormat() == Qt.TextFormat.PlainText
    assert window.heading.text().startswith("<b>bold<b>.png")
