"""The recovery code is shown, and asked for once more: is it really saved?"""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot

from desktop_ocr.ui.dialogs.recovery_code import RecoveryCodeDialog
from tests.ui.dialogs import CODE, press, shown, texts

Key = Qt.Key
GROUPS = CODE.split("-")


@pytest.fixture
def code(qtbot: QtBot) -> RecoveryCodeDialog:
    return shown(qtbot, RecoveryCodeDialog(CODE, rng=random.Random(4)))


def type_groups(dialog: RecoveryCodeDialog, change: Callable[[str], str]) -> None:
    for number, edit in dialog.edits.items():
        edit.setText(change(GROUPS[number - 1]))  # wide letters come from an input method, not as keys


def test_the_code_is_shown_in_groups(code: RecoveryCodeDialog) -> None:
    assert [label.text() for label in code.findChildren(QLabel, "group") if label.isVisible()] == GROUPS


def test_the_code_is_out_of_sight_while_it_is_typed(qtbot: QtBot, code: RecoveryCodeDialog) -> None:
    press(qtbot, code, Key.Key_Return)
    assert code.isVisible()
    assert all(edit.isVisible() for edit in code.edits.values())
    assert not any(group in texts(code) for group in GROUPS)
    code.back_button.click()
    assert all(group in texts(code) for group in GROUPS)


def test_what_was_typed_is_gone_after_another_look(code: RecoveryCodeDialog) -> None:
    code.next_button.click()
    type_groups(code, str)
    code.back_button.click()
    assert not any(edit.text() for edit in code.edits.values())


def test_the_groups_are_chosen_by_chance() -> None:
    asked = {RecoveryCodeDialog(CODE, rng=random.Random(seed)).asked for seed in range(60)}
    assert len(asked) > 10
    assert all(len(set(pair)) == 2 and set(pair) <= set(range(1, 7)) for pair in asked)
    assert {number for pair in asked for number in pair} == set(range(1, 7))


@pytest.mark.parametrize(
    "change",
    [
        str,
        str.lower,
        lambda group: f" {group[:2]} {group[2:]}- ",
        lambda group: group.replace("0", "O").replace("1", "l"),
        lambda group: group.replace("0", "o").replace("1", "I"),
        lambda group: "".join(chr(ord(character) + 0xFEE0) for character in group),  # wide, as an input method writes
    ],
)
@pytest.mark.parametrize("seed", [2, 4])
def test_right_groups_are_accepted(qtbot: QtBot, change: Callable[[str], str], seed: int) -> None:
    dialog = shown(qtbot, RecoveryCodeDialog(CODE, rng=random.Random(seed)))
    dialog.next_button.click()
    type_groups(dialog, change)
    press(qtbot, dialog, Key.Key_Return)
    assert (dialog.isVisible(), dialog.result()) == (False, QDialog.DialogCode.Accepted)


@pytest.mark.parametrize("wrong", ["", "7K2Q", "AAAAA", CODE])
def test_a_wrong_group_is_named(qtbot: QtBot, code: RecoveryCodeDialog, wrong: str) -> None:
    code.next_button.click()
    type_groups(code, str)
    second = code.edits[code.asked[1]]
    second.setText(wrong)
    press(qtbot, code, Key.Key_Return)
    assert code.isVisible()
    assert f"Group {code.asked[1]} is not right" in texts(code)
    assert code.focusWidget() is second


def test_groups_in_each_others_place_are_wrong(code: RecoveryCodeDialog) -> None:
    code.next_button.click()
    first, second = code.asked
    code.edits[first].setText(GROUPS[second - 1])
    code.edits[second].setText(GROUPS[first - 1])
    code.next_button.click()
    assert code.isVisible()


@pytest.mark.parametrize("page", [0, 1])
def test_esc_leaves_the_code_unsaved(qtbot: QtBot, code: RecoveryCodeDialog, page: int) -> None:
    for _ in range(page):
        code.next_button.click()
    press(qtbot, code, Key.Key_Escape)
    assert (code.isVisible(), code.result()) == (False, QDialog.DialogCode.Rejected)


def test_copying_and_saving_are_asked_for(qtbot: QtBot, code: RecoveryCodeDialog) -> None:
    before = QApplication.clipboard().text()
    with qtbot.waitSignals([code.copy_asked, code.save_asked]):
        code.copy_button.click()
        code.save_button.click()
    assert QApplication.clipboard().text() == before
    code.say("Copied.")
    assert "Copied." in texts(code)
