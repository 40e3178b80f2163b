"""A line in which to search: Enter goes to what was found, Esc gives up."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent

from desktop_ocr.ui.composing import ComposingLine

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SearchField(ComposingLine):
    """``left`` comes after Esc has cleared the text."""

    entered = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(False)  # files are for the window

    def begin(self) -> None:
        """Go in; the next key replaces the text."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and _is_own(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _is_own(event) or self.is_composing:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        else:
            self.entered.emit()


def _is_own(event: QKeyEvent) -> bool:
    is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return is_plain and event.key() in (*_ENTER, Qt.Key.Key_Escape)
