"""Unlocking the saved papers: the ways to do it, wrong attempts, and work without them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from desktop_ocr.ui.dialogs.unlock import UnlockDialog, Way
from desktop_ocr.ui.tasks import answer
from tests.ui.conftest import Play
from tests.ui.dialogs import BOTH, press, shown, texts

Key = Qt.Key


def tried(dialog: UnlockDialog) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    dialog.unlock_asked.connect(lambda way, text: found.append((way, text)))
    return found


@pytest.mark.parametrize("way", ["passphrase", "recovery"])
@pytest.mark.parametrize("only", [False, True])
def test_each_way_is_asked(qtbot: QtBot, way: Way, only: bool) -> None:
    dialog = shown(qtbot, UnlockDialog(frozenset({way}) if only else BOTH, "The key is gone."))
    asked = tried(dialog)
    assert any(choice.isVisible() for choice in dialog.choices.values()) is not only
    dialog.choices[way].click()
    qtbot.keyClicks(dialog.edit, "abc 123")
    assert (
        dialog.edit.echoMode()
        == {
            "passphrase": QLineEdit.EchoMode.Password,
            "recovery": QLineEdit.EchoMode.Normal,
        }[way]
    )
    qtbot.keyClick(dialog.edit, Key.Key_Return)
    assert asked == [(way, "abc 123")]
    assert dialog.answer == (way, "abc 123")
    assert dialog.isVisible()


def test_nothing_typed_is_no_attempt(qtbot: QtBot) -> None:
    dialog = shown(qtbot, UnlockDialog(BOTH, "The key is gone."))
    asked = tried(dialog)
    press(qtbot, dialog, Key.Key_Return)
    assert (asked, dialog.isVisible()) == ([], True)


def test_a_wrong_one_is_asked_again(qtbot: QtBot) -> None:
    dialog = shown(qtbot, UnlockDialog(BOTH, "The key is gone."))
    asked = tried(dialog)
    qtbot.keyClicks(dialog.edit, "first")
    press(qtbot, dialog, Key.Key_Return)
    assert not dialog.edit.isEnabled()
    dialog.show_wrong("That is not it.")
    assert "That is not it." in texts(dialog)
    assert dialog.focusWidget() is dialog.edit
    qtbot.keyClicks(dialog.edit, "second")  # in place of the first
    press(qtbot, dialog, Key.Key_Return)
    assert asked == [("passphrase", "first"), ("passphrase", "second")]


def test_it_cannot_be_left_while_it_is_checked(qtbot: QtBot) -> None:
    dialog = shown(qtbot, UnlockDialog(BOTH, "The key is gone."))
    qtbot.keyClicks(dialog.edit, "first")
    press(qtbot, dialog, Key.Key_Return)
    dialog.unlock_button.click()
    qtbot.keyClick(dialog, Key.Key_Escape)
    dialog.close()
    assert dialog.isVisible()
    dialog.show_wrong("No.")
    qtbot.keyClick(dialog, Key.Key_Escape)
    assert not dialog.isVisible()


def test_work_without_the_papers(qtbot: QtBot) -> None:
    dialog = shown(qtbot, UnlockDialog(BOTH, "The key is gone."))
    dialog.without_button.click()
    assert (dialog.isVisible(), dialog.result()) == (False, QDialog.DialogCode.Rejected)


def test_another_way_shows_nothing_of_the_passphrase(qtbot: QtBot) -> None:
    dialog = shown(qtbot, UnlockDialog(BOTH, "The key is gone."))
    qtbot.keyClicks(dialog.edit, "secret phrase")
    dialog.choices["recovery"].click()
    assert dialog.edit.text() == ""


def test_the_passphrase_can_be_shown(qtbot: QtBot) -> None:
    dialog = shown(qtbot, UnlockDialog(BOTH, "The key is gone."))
    dialog.show_box.click()
    assert dialog.edit.echoMode() == QLineEdit.EchoMode.Normal


def test_no_way_is_a_mistake_of_ours(qtbot: QtBot) -> None:
    with pytest.raises(ValueError, match="way"):
        UnlockDialog(frozenset(), "The key is gone.")


def test_unlocking_is_awaited_over_a_wrong_attempt(play: Play, qtbot: QtBot) -> None:
    dialog = UnlockDialog(BOTH, "The key is gone.")
    qtbot.addWidget(dialog)

    def check(_way: str, text: str) -> None:
        if text == "right":
            dialog.accept()
        else:
            dialog.show_wrong("No.")
            dialog.edit.setText("right")
            dialog.unlock_button.animateClick()

    async def scenario() -> None:
        dialog.unlock_asked.connect(check)
        dialog.edit.setText("wrong")
        dialog.unlock_button.animateClick()
        assert await answer(dialog)
        assert dialog.answer == ("passphrase", "right")

    play(scenario())
