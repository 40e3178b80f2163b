"""What holds for every dialog: names for who cannot see it, and room for its words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

ROOM = (1366, 768 - 80)
"""The smallest screen that a clerk has, without the task bar and the title bar."""


def in_reach(widget: QWidget) -> list[QWidget]:
    return [
        one for one in widget.findChildren(QWidget) if one.focusPolicy() != Qt.FocusPolicy.NoFocus and one.isVisible()
    ]


def nameless(widget: QWidget) -> list[QWidget]:
    """Those that can have the focus, but have no accessible name."""
    ours = [one for one in in_reach(widget) if not one.objectName().startswith("qt_")]
    return [one for one in ours if not QAccessible.queryAccessibleInterface(one).text(QAccessible.Text.Name)]


def cut_off(widget: QWidget) -> list[str]:
    """What of a shown widget does not fit on the screen or into its place."""
    QApplication.processEvents()
    found = []
    least = widget.minimumSizeHint().expandedTo(widget.minimumSize())
    if least.width() > ROOM[0] or least.height() > ROOM[1]:
        found.append(f"needs {least.width()} × {least.height()}")
    for label in widget.findChildren(QLabel):
        if label.isVisible() and label.wordWrap() and label.height() < label.heightForWidth(label.width()):
            found.append(f"too low: {label.text()}")
        if label.isVisible() and not label.wordWrap() and label.width() < label.sizeHint().width():
            found.append(f"too narrow: {label.text()}")
    for button in widget.findChildren(QAbstractButton):
        inside = widget.rect().contains(button.mapTo(widget, button.rect().bottomRight()))
        if button.isVisible() and button.text() and (not inside or button.width() < button.sizeHint().width()):
            found.append(f"cut off: {button.text()}")
    return found
