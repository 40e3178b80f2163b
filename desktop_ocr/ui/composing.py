"""Editors that know what an input method is doing in them: the word it composes is not text yet."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QTextEdit, QWidget


class ComposingLine(QLineEdit):
    """A line whose keys, while a word is composed, belong to the input method."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._word = ""

    @property
    def is_composing(self) -> bool:
        """Whether an input method holds a word that is not yet text."""
        return bool(self._word)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._word = event.preeditString()
        super().inputMethodEvent(event)

    def event(self, event: QEvent) -> bool:
        if self._word and _is_tab(event):
            event.accept()
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._word = ""


class ComposingText(QTextEdit):
    """Text in which a half word can be made text or dropped, exactly once, whatever the input method does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._word = ""
        self._took_word = False

    @property
    def is_composing(self) -> bool:
        """Whether an input method holds a word that is not yet text."""
        return bool(self._word)

    def finish_word(self) -> None:
        """Make text of a half word, exactly once: by the input method, or as it stands where none answers."""
        if self._word and self.hasFocus():
            QGuiApplication.inputMethod().commit()
        if self._word:
            event = QInputMethodEvent()
            event.setCommitString(self._word)
            self.inputMethodEvent(event)
            self._took_word = not self.hasFocus()

    def drop_word(self) -> None:
        """Forget a half word."""
        if not self._word:
            return
        if self.hasFocus():
            QGuiApplication.inputMethod().reset()
        super().inputMethodEvent(QInputMethodEvent())
        self._word = ""

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if self._took_word and not self.hasFocus():
            return  # the word was taken when the focus left; here it comes a second time
        self._word = event.preeditString()
        super().inputMethodEvent(event)

    def event(self, event: QEvent) -> bool:
        if self._word and _is_tab(event):
            event.accept()
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._took_word = False


def _is_tab(event: QEvent) -> bool:
    if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
        return False
    return event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
