"""The dialogs of the store: recovery code, unlocking, passphrase, bin, backups."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

import pytest
from PySide6.QtCore import QAbstractItemModel, QItemSelectionModel, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop_ocr.ui.dialogs.backups import BackupItem, BackupsDialog
from desktop_ocr.ui.dialogs.bin import BinDialog, BinItem
from desktop_ocr.ui.dialogs.passphrase import PassphraseDialog, Strength, strength
from desktop_ocr.ui.dialogs.recovery_code import RecoveryCodeDialog
from desktop_ocr.ui.dialogs.unlock import UnlockDialog, Way
from desktop_ocr.ui.tasks import answer
from tests.ui.conftest import Play
from tests.ui.looks import cut_off, in_reach, nameless

_Dialog = TypeVar("_Dialog", bound=QDialog)
Key = Qt.Key
CODE = "7K2QM-X4T0A-1HVBE-RW3ZC-5NJ8D-PG6YF"
GROUPS = CODE.split("-")
WHEN = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)
PAPERS = [BinItem(number, f"paper {number}", "ID card", WHEN, 30 - number) for number in (7, 8, 9)]
BACKUPS = [BackupItem(name, WHEN, 12, 3 << 20) for name in ("b2", "b1")]
BOTH: frozenset[Way] = frozenset({"passphrase", "recovery"})


def shown(qtbot: QtBot, dialog: _Dialog) -> _Dialog:
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.open()
    dialog.activateWindow()
    return dialog


def press(qtbot: QtBot, dialog: QDialog, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(dialog.focusWidget() or dialog, key)


def texts(dialog: QDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


# --- Recovery code ----------------------------------------------------------------------------------------------------


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


# --- Unlocking --------------------------------------------------------------------------------------------------------


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


# --- Passphrase -------------------------------------------------------------------------------------------------------


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


# --- Bin --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def papers(qtbot: QtBot) -> BinDialog:
    return shown(qtbot, BinDialog(PAPERS))


def told(dialog: BinDialog) -> list[tuple[str, list[int]]]:
    found: list[tuple[str, list[int]]] = []
    dialog.restore_asked.connect(lambda numbers: found.append(("restore", numbers)))
    dialog.purge_asked.connect(lambda numbers: found.append(("purge", numbers)))
    return found


def cells(model: QAbstractItemModel) -> list[list[str]]:
    return [
        [model.index(row, column).data() for column in range(model.columnCount())] for row in range(model.rowCount())
    ]


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


# --- Backups ----------------------------------------------------------------------------------------------------------


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


# --- All of them ------------------------------------------------------------------------------------------------------


def code_typed() -> QDialog:
    dialog = RecoveryCodeDialog(CODE)
    dialog.next_button.click()
    dialog.next_button.click()
    return dialog


def unlock_wrong() -> QDialog:
    dialog = UnlockDialog(BOTH, "The key store of this computer has no key for the saved papers any more. " * 2)
    dialog.edit.setText("wrong")
    dialog.unlock_button.click()
    dialog.show_wrong("This does not open the saved papers. Nothing was changed. Look for capital letters. " * 2)
    return dialog


def phrase_refused() -> QDialog:
    dialog = PassphraseDialog()
    dialog.first.setText("12345678")
    dialog.set_button.click()
    return dialog


def bin_asking() -> QDialog:
    dialog = BinDialog([BinItem(n, f"IMG_2026_{n:04}.jpg", "增值税电子普通发票", WHEN, n) for n in range(30)])
    dialog.view.selectAll()
    dialog.purge_button.click()
    return dialog


def backups_asking() -> QDialog:
    dialog = BackupsDialog(BACKUPS * 10, WHEN)
    dialog.restore_button.click()
    dialog.say("The backup could not be made: the disk is full. The older backups are kept.", is_error=True)
    return dialog


MAKERS = [
    lambda: RecoveryCodeDialog(CODE),
    code_typed,
    lambda: UnlockDialog(frozenset({"recovery"}), "The key is gone."),
    unlock_wrong,
    phrase_refused,
    bin_asking,
    lambda: BinDialog([]),
    backups_asking,
    lambda: BackupsDialog([], None),
]


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("make", MAKERS)
def test_nothing_is_cut_off(qtbot: QtBot, make: Callable[[], QDialog]) -> None:
    dialog = shown(qtbot, make())
    assert cut_off(dialog) == []
    dialog.resize(dialog.minimumSize())
    assert cut_off(dialog) == []


@pytest.mark.parametrize("make", MAKERS)
def test_every_widget_in_reach_has_a_name(qtbot: QtBot, make: Callable[[], QDialog]) -> None:
    dialog = shown(qtbot, make())
    assert in_reach(dialog)
    assert nameless(dialog) == []


def test_the_measures_see_a_fault(qtbot: QtBot) -> None:
    dialog = QDialog()
    edit = QLineEdit(dialog)
    label = QLabel("many words " * 40, dialog)
    label.setWordWrap(True)
    label.resize(100, 10)
    QWidget(dialog)
    dialog.setMinimumSize(1400, 300)
    shown(qtbot, dialog)
    assert nameless(dialog) == [edit]
    assert len(cut_off(dialog)) == 2
