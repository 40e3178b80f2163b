"""What holds for all dialogs of the store: room for their words, and names for who cannot see them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop_ocr.ui.dialogs.backups import BackupsDialog
from desktop_ocr.ui.dialogs.bin import BinDialog, BinItem
from desktop_ocr.ui.dialogs.passphrase import PassphraseDialog
from desktop_ocr.ui.dialogs.recovery_code import RecoveryCodeDialog
from desktop_ocr.ui.dialogs.unlock import UnlockDialog
from tests.ui.dialogs import BACKUPS, BOTH, CODE, WHEN, shown
from tests.ui.looks import cut_off, in_reach, nameless


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
