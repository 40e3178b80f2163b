"""Copies carry marks against histories; a secret goes after a while, a value when the clerk is away, others' copies
never."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication, QKeySequence
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
    data = QGuiApplication.clipboard().mimeData()
    return all(data.data(name).data() == content for name, content in MARKS.items())


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
    assert (held(), is_marked()) == ("11010519491231002X", True)


def test_a_copied_value_goes_when_the_clerk_is_away(qtbot: QtBot) -> None:
    copy_value(qtbot)
    assert held()
    clipboard.forget()
    assert held() == ""
