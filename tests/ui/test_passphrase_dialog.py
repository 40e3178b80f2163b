"""A new passphrase: typed twice, weighed, and said nowhere."""

from __future__ import annotations

import logging

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop_ocr.ui.dialogs.passphrase import PassphraseDialog, Strength, strength
from desktop_ocr.ui.dialogs.unlock import UnlockDialog
from tests.ui.dialogs import BOTH, press, shown, texts

Key = Qt.Key


@pytest.fixture
def phrase(qtbot: QtBot) -> PassphraseDialog:
    return shown(qtbot, PassphraseDialog())


def set_both(qtbot: QtBot, dialog: PassphraseDialog, first: str, second: str) -> None:
    qtbot.keyClicks(dialog.first, first)
    qtbot.keyClicks(dialog.second, second)
    qtbot.keyClick(dialog.second, Key.Key_Return)


def test_a_passphrase_is_set(qtbot: QtBot, phrase: PassphraseDialog) -> None:
    set_both(qtbot, phrase, "tea for 2 ", "tea for 2 ")
    assert (phrase.isVisible(), phrase.passphrase) == (False, "tea for 2 ")
    assert not phrase.first.text() + phrase.second.text()


@pytest.mark.parametrize(
    ("first", "second", "says"),
    [
        ("seven 7", "seven 7", "At least 8 characters"),
        ("", "", "At least 8 characters"),
        ("eight  8", "eight 88", "not the same"),
        ("eight  8", "", "not the same"),
        ("Eight  8", "eight  8", "not the same"),
    ],
)
def test_a_passphrase_is_refused(qtbot: QtBot, phrase: PassphraseDialog, first: str, second: str, says: str) -> None:
    set_both(qtbot, phrase, first, second)
    assert (phrase.isVisible(), phrase.passphrase) == (True, "")
    assert says in texts(phrase)


def test_eight_characters_do(qtbot: QtBot, phrase: PassphraseDialog) -> None:
    set_both(qtbot, phrase, "eight  8", "eight  8")
    assert phrase.passphrase == "eight  8"


def test_esc_sets_no_passphrase(qtbot: QtBot, phrase: PassphraseDialog) -> None:
    qtbot.keyClicks(phrase.first, "eight  8")
    press(qtbot, phrase, Key.Key_Escape)
    assert (phrase.isVisible(), phrase.passphrase, phrase.first.text()) == (False, "", "")


def test_both_fields_are_hidden_until_shown(phrase: PassphraseDialog) -> None:
    edits = (phrase.first, phrase.second)
    assert {edit.echoMode() for edit in edits} == {QLineEdit.EchoMode.Password}
    phrase.show_box.click()
    assert {edit.echoMode() for edit in edits} == {QLineEdit.EchoMode.Normal}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1234567", Strength.TOO_SHORT),
        ("19870512", Strength.WEAK),
        ("13800138000", Strength.WEAK),
        ("aaaabbbb", Strength.WEAK),
        ("qwertyuiop", Strength.WEAK),
        ("Abcdefgh1!", Strength.WEAK),
        ("rainstea", Strength.FAIR),
        ("Rain4s-tea", Strength.GOOD),
        ("rain on the tea house", Strength.GOOD),
        ("雨落茶馆门前石阶", Strength.FAIR),
    ],
)
def test_the_hint(qtbot: QtBot, phrase: PassphraseDialog, text: str, expected: Strength) -> None:
    assert strength(text) is expected
    phrase.first.setText(text)
    assert phrase.hint.text() == phrase._hints[expected]


def test_secrets_are_in_no_words_of_the_program(
    qtbot: QtBot, phrase: PassphraseDialog, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    unlock = shown(qtbot, UnlockDialog(BOTH, "The key is gone."))
    qtbot.keyClicks(unlock.edit, "tea for two")
    unlock.unlock_button.click()
    qtbot.keyClicks(phrase.first, "tea for two")
    read_aloud = [
        QAccessible.queryAccessibleInterface(edit).text(QAccessible.Text.Value) for edit in (unlock.edit, phrase.first)
    ]
    set_both(qtbot, phrase, "", "tea for two")
    assert phrase.passphrase == "tea for two"
    seen = [caplog.text, *capfd.readouterr(), *read_aloud]
    for dialog in (unlock, phrase):
        seen += [repr(dialog), str(dialog), dialog.windowTitle(), dialog.objectName(), texts(dialog)]
    assert not [one for one in seen if "tea" in one]
