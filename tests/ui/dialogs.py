"""Dialogs before a clerk: shown, worked with the keyboard, and read."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TypeVar

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.qtbot import QtBot

from desktop_ocr.ui.dialogs.backups import BackupItem
from desktop_ocr.ui.dialogs.unlock import Way

_Dialog = TypeVar("_Dialog", bound=QDialog)
CODE = "7K2QM-X4T0A-1HVBE-RW3ZC-5NJ8D-PG6YF"
WHEN = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)
BACKUPS = [BackupItem(name, WHEN, 12, 3 << 20) for name in ("b2", "b1")]
BOTH: frozenset[Way] = frozenset({"passphrase", "recovery"})


def shown(qtbot: QtBot, dialog: _Dialog) -> _Dialog:
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.open()
    dialog.activateWindow()
    return dialog


def press(qtbot: QtBot, dialog: QDialog, *keys: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
    for key in keys:
        qtbot.keyClick(dialog.focusWidget() or dialog, key, held or Qt.KeyboardModifier.NoModifier)


def texts(dialog: QDialog) -> str:
    """All that its labels say."""
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def cells(model: QAbstractItemModel) -> list[list[str]]:
    return [
        [model.index(row, column).data() for column in range(model.columnCount())] for row in range(model.rowCount())
    ]
