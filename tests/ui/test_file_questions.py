"""What is asked about a file: without numbers of persons, and answered by nothing that was typed for something else."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop_ocr.ui.dialogs.file_password import FilePasswordDialog
from desktop_ocr.ui.dialogs.pages import PagesDialog
from desktop_ocr.ui.file_questions import FileQuestions
from tests.ui.conftest import Play
from tests.ui.dialogs import press, shown, texts
from tests.ui.driving import until

NAME, MASKED = "身份证 11010119900307803X.pdf", "身份证 1****************X.pdf"
T = TypeVar("T", bound=QDialog)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


async def asked(window: QWidget, kind: type[T]) -> T:
    """The dialog that came up."""
    await until(lambda: any(one.isVisible() for one in window.findChildren(kind)))
    return next(one for one in window.findChildren(kind) if one.isVisible())


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (lambda dialog: dialog.take_button.click(), [1, 2, 3]),
        (lambda dialog: dialog.leave_button.click(), []),
        (lambda dialog: dialog.reject(), None),  # Esc, and the window's X
        (lambda dialog: dialog.close(), None),
    ],
)
def test_only_the_button_leaves_a_file_out(
    window: QWidget, play: Play, answer: Callable[[PagesDialog], object], expected: list[int] | None
) -> None:
    async def scenario() -> None:
        question = asyncio.ensure_future(FileQuestions(window).ask_pages(NAME, 60))
        dialog = await asked(window, PagesDialog)
        assert MASKED in texts(dialog)
        dialog.edit.setText("1-3")
        answer(dialog)
        pages = await question
        assert (None if pages is None else list(pages)) == expected

    play(scenario())


def test_the_password_is_asked_for_with_numbers_of_persons_masked(window: QWidget, play: Play) -> None:
    async def scenario() -> None:
        question = asyncio.ensure_future(FileQuestions(window).ask_password(NAME, False))
        dialog = await asked(window, FilePasswordDialog)
        assert MASKED in texts(dialog)
        dialog.edit.setText("1234")
        dialog.open_button.click()
        assert await question == "1234"

    play(scenario())


@pytest.mark.parametrize("make", [lambda: PagesDialog("a.pdf", 60), lambda: FilePasswordDialog("a.pdf", False)])
def test_what_was_being_typed_elsewhere_answers_nothing(
    qtbot: QtBot, make: Callable[[], PagesDialog | FilePasswordDialog]
) -> None:
    dialog = shown(qtbot, make())
    before = dialog.edit.text()
    press(qtbot, dialog, Qt.Key.Key_3, Qt.Key.Key_Return, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.edit.text() == before
    qtbot.waitUntil(lambda: not dialog.eager_keys.are_kept_away)
    press(qtbot, dialog, Qt.Key.Key_3, Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.edit.text() == "3"
