"""The small dialogs: why a value is kept, the keys, closing with work that is in no file."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop_ocr.domain.review import Reason
from desktop_ocr.ui.dialogs.closing import Closing, ClosingDialog
from desktop_ocr.ui.dialogs.keys import KeysDialog
from desktop_ocr.ui.dialogs.reason import ReasonDialog
from desktop_ocr.ui.tasks import answer
from tests.ui.conftest import Play
from tests.ui.dialogs import press, shown

Key = Qt.Key
KEYS = [("", "Review"), ("Enter", "Accept <the> field"), ("Ctrl+Enter", "Finish")]


@pytest.fixture
def reason(qtbot: QtBot) -> ReasonDialog:
    return shown(qtbot, ReasonDialog("Number", "The check digit is wrong."))


@pytest.fixture
def closing(qtbot: QtBot) -> ClosingDialog:
    return shown(qtbot, ClosingDialog(3))


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ([Key.Key_1], Reason.AS_PRINTED),
        ([Key.Key_2], Reason.UNREADABLE),
        ([Key.Key_3], Reason.OTHER),
        ([Key.Key_Tab, Key.Key_Return], Reason.AS_PRINTED),
        ([Key.Key_Tab, Key.Key_Enter], Reason.AS_PRINTED),
        ([Key.Key_Tab, Key.Key_Down, Key.Key_Return], Reason.UNREADABLE),
        ([Key.Key_Tab] * 3 + [Key.Key_Space], Reason.OTHER),
    ],
)
def test_reason_by_keys(qtbot: QtBot, reason: ReasonDialog, keys: list[Qt.Key], expected: Reason) -> None:
    press(qtbot, reason, *keys)
    assert (reason.result(), reason.reason) == (QDialog.DialogCode.Accepted, expected)


@pytest.mark.parametrize("keys", [[Key.Key_Escape], [Key.Key_Tab] * 4 + [Key.Key_Return]])
def test_reason_is_left(qtbot: QtBot, reason: ReasonDialog, keys: list[Qt.Key]) -> None:
    press(qtbot, reason, *keys)
    assert (reason.isVisible(), reason.result(), reason.reason) == (False, QDialog.DialogCode.Rejected, Reason.NONE)


def test_other_keys_choose_no_reason(qtbot: QtBot, reason: ReasonDialog) -> None:
    """Enter least of all: a second one is easily meant for the field."""
    press(qtbot, reason, Key.Key_4, Key.Key_A, Key.Key_Shift, Key.Key_Return, Key.Key_Enter)
    assert reason.isVisible()


def test_every_reason_can_be_chosen(reason: ReasonDialog) -> None:
    offered = {Reason(button.property("reason")) for button in reason.buttons}
    assert offered == set(Reason) - {Reason.NONE}


def test_reason_can_be_awaited(play: Play, qtbot: QtBot) -> None:
    dialog = ReasonDialog("Number", "Wrong.")
    qtbot.addWidget(dialog)

    async def scenario() -> None:
        dialog.buttons[1].animateClick()
        assert await answer(dialog)

    play(scenario())
    assert dialog.reason is Reason.UNREADABLE


def test_an_answer_given_twice_is_one(play: Play, qtbot: QtBot) -> None:
    dialog = ReasonDialog("Number", "Wrong.")
    qtbot.addWidget(dialog)

    def accept_twice() -> None:
        dialog.accept()
        dialog.accept()

    async def scenario() -> None:
        QTimer.singleShot(0, accept_twice)
        assert await answer(dialog)

    play(scenario())


def test_keys_are_shown_as_text(qtbot: QtBot) -> None:
    dialog = shown(qtbot, KeysDialog(KEYS))
    text = dialog.page.toPlainText()
    for key, what in KEYS:
        assert key in text
        assert what in text


@pytest.mark.parametrize("key", [Key.Key_Escape, Key.Key_Return])
def test_keys_are_left(qtbot: QtBot, key: Qt.Key) -> None:
    dialog = shown(qtbot, KeysDialog(KEYS))
    press(qtbot, dialog, key)
    assert not dialog.isVisible()


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ([Key.Key_Return], Closing.EXPORT),
        ([Key.Key_Tab, Key.Key_Return], Closing.CLOSE),
        ([Key.Key_Tab, Key.Key_Tab, Key.Key_Return], Closing.STAY),
        ([Key.Key_Escape], Closing.STAY),
    ],
)
def test_closing_by_keys(qtbot: QtBot, closing: ClosingDialog, keys: list[Qt.Key], expected: Closing) -> None:
    press(qtbot, closing, *keys)
    assert not closing.isVisible()
    assert closing.choice is expected
    assert (closing.result() == QDialog.DialogCode.Accepted) == (expected is not Closing.STAY)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ([Key.Key_Return], Closing.STAY),
        ([Key.Key_Tab, Key.Key_Return], Closing.CLOSE),
        ([Key.Key_Escape], Closing.STAY),
    ],
)
def test_closing_while_pictures_come_by_keys(qtbot: QtBot, keys: list[Qt.Key], expected: Closing) -> None:
    """There is nothing to export then."""
    asked = shown(qtbot, ClosingDialog(0, are_coming=True))
    press(qtbot, asked, *keys)
    assert (asked.isVisible(), asked.choice) == (False, expected)


@pytest.mark.parametrize(
    "make",
    [
        lambda: ReasonDialog("Number", "Wrong."),
        lambda: KeysDialog(KEYS),
        lambda: ClosingDialog(1),
    ],
)
def test_every_widget_in_reach_has_a_name(qtbot: QtBot, make: Callable[[], QDialog]) -> None:
    dialog = shown(qtbot, make())
    in_reach = [w for w in dialog.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisible()]
    assert in_reach
    for widget in in_reach:
        assert QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name), widget
