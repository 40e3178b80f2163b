"""Copies carry marks against histories; a secret goes after a while, a value when the clerk is away, others' copies
never."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QClipboard, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_ocr.ui import clipboard
from desktop_ocr.ui.clipboard import MARKS, SecretCopy
from desktop_ocr.ui.field_editor import FieldEditor

CODE = "7K2QM-X4T0A"


def held() -> str:
    return QGuiApplication.clipboard().text()


@pytest.fixture(autouse=True)
def empty(qapp: object) -> Iterator[None]:
    QGuiApplication.clipboard().clear()
    yield
    QGuiApplication.clipboard().clear()


def copy_value(qtbot: QtBot) -> None:
    """What Ctrl+C in a field does."""
    editor = FieldEditor()
    qtbot.addWidget(editor)
    editor.begin("11010519491231002X")
    editor.selectAll()
    QTest.keySequence(editor, QKeySequence(QKeySequence.StandardKey.Copy))


def is_marked() -> bool:
    """As a history sees it, which asks for the formats before it reads any."""
    data = QGuiApplication.clipboard().mimeData()
    return set(MARKS) <= set(data.formats()) and all(
        data.data(name).data() == content for name, content in MARKS.items()
    )


def test_a_secret_is_marked(qtbot: QtBot) -> None:
    copy = SecretCopy()
    copy.put(CODE)
    assert (held(), is_marked(), copy._timer.isActive()) == (CODE, True, True)


def test_a_secret_goes_after_its_time(qtbot: QtBot) -> None:
    copy = SecretCopy(kept=1)
    copy.put(CODE)
    qtbot.waitUntil(lambda: held() == "")


def test_what_was_copied_elsewhere_since_then_stays(qtbot: QtBot) -> None:
    copy = SecretCopy(kept=1)
    copy.put(CODE)
    QGuiApplication.clipboard().setText("another program's")
    with qtbot.waitSignal(copy._timer.timeout):
        pass
    clipboard.forget()
    assert held() == "another program's"


def test_a_copied_value_is_marked_and_outlives_the_time_of_a_secret(qtbot: QtBot) -> None:
    copy = SecretCopy(kept=1)
    copy.put(CODE)
    copy_value(qtbot)
    with qtbot.waitSignal(copy._timer.timeout):
        pass
    gc.collect()  # the clipboard has what it holds for good
    assert (is_marked(), held()) == (True, "11010519491231002X")


def test_a_copied_value_goes_when_the_clerk_is_away(qtbot: QtBot) -> None:
    copy_value(qtbot)
    clipboard.forget()
    assert held() == ""
    copy_value(qtbot)
    assert held()


class TwoClipboards:
    """As X11 has them: what is copied, and what is selected."""

    def __init__(self) -> None:
        self.held: dict[QClipboard.Mode, QMimeData] = {}

    def supportsSelection(self) -> bool:
        return True

    def mimeData(self, mode: QClipboard.Mode) -> QMimeData | None:
        return self.held.get(mode)

    def clear(self, mode: QClipboard.Mode) -> None:
        del self.held[mode]


@pytest.mark.parametrize("is_ours", [True, False])
def test_a_selected_value_goes_as_a_copied_one(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, is_ours: bool) -> None:
    editor, others, two = FieldEditor(), QMimeData(), TwoClipboards()
    qtbot.addWidget(editor)
    editor.begin("11010519491231002X")
    editor.selectAll()
    others.setText("another program's")
    two.held[QClipboard.Mode.Selection] = editor.createMimeDataFromSelection() if is_ours else others
    monkeypatch.setattr(QGuiApplication, "clipboard", lambda: two)
    clipboard.forget()
    monkeypatch.undo()
    assert (QClipboard.Mode.Selection in two.held) is not is_ours
