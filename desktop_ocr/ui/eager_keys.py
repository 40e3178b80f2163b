"""Keeps what was being typed elsewhere from answering a dialog that has just come up by itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QDialog

PAUSE = 500
"""Milliseconds without a key, after which whoever typed has seen the dialog."""
_KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride, QEvent.Type.InputMethod})


class EagerKeys(QObject):
    """Swallows every key that reaches a dialog or what is in it, until it is shown and nothing was typed for a moment.

    Made once all that is in the dialog is there; the mouse is not kept away.
    """

    def __init__(self, dialog: QDialog) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        for one in (dialog, *dialog.findChildren(QObject)):
            if one.isWidgetType():
                one.installEventFilter(self)

    @property
    def are_kept_away(self) -> bool:
        return self._pause.isActive()

    def let_through(self) -> None:
        """From now on, as if the moment had passed."""
        self._pause.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._dialog and event.type() is QEvent.Type.Show:
            self._pause.start()
        if event.type() not in _KEYS or not self.are_kept_away:
            return False
        self._pause.start()  # still in the middle of a word
        return True
