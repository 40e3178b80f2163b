"""Covers the window while it is locked: nothing of a paper shows, and no key or drop reaches what is behind it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop_ocr.ui import theme, tints
from desktop_ocr.ui.dialogs.recovery_code import TYPED
from desktop_ocr.ui.wrapped import keep_buttons_whole, plain_label

WIDTH = 24
"""Of what stands in the middle, in heights of a line."""
TITLE = 1.6
"""Size of the title's text, beside the other text."""


class LockPage(QWidget):
    """``unlock_asked`` carries the passphrase, or nothing where none is asked for; then the page waits until it is told
    ``show_wrong`` or ``unlock``.

    Dialogs would stand in front of it, and a modal one would take the keys from it: they are hidden with the window.
    What is behind it is disabled, so that no part of the program that works on meanwhile can give it the focus.
    """

    unlock_asked = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._hidden: list[QWidget] = []
        self._disabled: list[QWidget] = []
        self._focus: QWidget | None = None
        self._asks_passphrase = False
        self.title = plain_label(self.tr("Locked"), is_bold=True)
        self.words = plain_label(self.tr("Your papers are hidden until you unlock."), is_quiet=True)
        self.recovery = plain_label(
            self.tr("If you have forgotten the passphrase, type the recovery code."), is_quiet=True
        )
        self.edit = QLineEdit()
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.setInputMethodHints(TYPED)
        self.edit.setAccessibleName(self.tr("Passphrase"))
        self.edit.setPlaceholderText(self.edit.accessibleName())
        self.notice = plain_label()
        self.unlock_button = QPushButton(self.tr("Unlock"))
        self.unlock_button.setAutoDefault(True)  # Enter presses it
        self.unlock_button.setDefault(True)
        self._arrange()
        self.hide()
        self.edit.returnPressed.connect(self._ask)
        self.edit.textChanged.connect(self._follow)
        self.unlock_button.clicked.connect(self._ask)

    @property
    def locked(self) -> bool:
        return self.isVisibleTo(self._window)

    def lock(self, *, asks_passphrase: bool) -> None:
        """Cover the window; once more only changes how to unlock."""
        self._asks_passphrase = asks_passphrase
        self.edit.clear()
        for widget in (self.edit, self.recovery):
            widget.setVisible(asks_passphrase)
        self.say("")
        self._wait(False)
        if not self.locked:
            self._cover()
        (self.edit if asks_passphrase else self.unlock_button).setFocus(_FOR_A_MOMENT)
        self._disable_behind()  # only now: a field in work is left in the usual way, and its text is kept

    def unlock(self) -> None:
        """Show the window again, and the dialogs that stood over it."""
        if not self.locked:
            return
        if app := QApplication.instance():
            app.removeEventFilter(self)
        self._window.removeEventFilter(self)
        self.edit.clear()
        self.hide()
        disabled, self._disabled = self._disabled, []
        for widget in filter(isValid, disabled):
            widget.setEnabled(True)
        hidden, self._hidden = self._hidden, []
        for dialog in filter(isValid, hidden):  # one may have ended meanwhile
            dialog.show()
        if self._focus and isValid(self._focus) and self._focus.isVisibleTo(self._window):
            self._focus.setFocus(_FOR_A_MOMENT)
        self._focus = None

    def show_wrong(self, sentence: str) -> None:
        """The passphrase is not right: say so and ask again."""
        self._wait(False)
        self.say(sentence)
        self.edit.selectAll()
        (self.edit if self._asks_passphrase else self.unlock_button).setFocus()

    def say(self, sentence: str, *, is_error: bool = True) -> None:
        """One sentence below the button; an empty one takes it away."""
        self.notice.setStyleSheet(f"color: {tints.BAD.ink.name()}" if is_error else "")
        self.notice.setText(sentence)
        self.notice.setVisible(bool(sentence))

    # --- Parts ------------------------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        self._middle = QWidget()
        column = QVBoxLayout(self._middle)
        for label in (self.title, self.words, self.recovery, self.notice):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        for widget in (self.title, self.words, self.recovery, self.edit, self.notice):
            column.addWidget(widget)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.unlock_button)
        line.addStretch(1)
        column.addLayout(line)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._middle, 100)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        layout.addLayout(row)
        layout.addStretch(3)
        self._fit_to_text()

    def _fit_to_text(self) -> None:
        font = self.font()
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * TITLE)
        self.title.setFont(font)
        self._middle.setMaximumWidth(WIDTH * self.fontMetrics().height())
        keep_buttons_whole(self)

    # --- Covering ---------------------------------------------------------------------------------------------------

    def _cover(self) -> None:
        self._focus = self._window.focusWidget()
        self._hidden = [
            other
            for other in QApplication.topLevelWidgets()
            if other is not self._window and other.isVisible() and other.windowType() != Qt.WindowType.Desktop
        ]
        for other in self._hidden:
            other.hide()
        self._hidden = [other for other in self._hidden if other.windowType() in _COME_BACK]
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()
        self._window.installEventFilter(self)
        if app := QApplication.instance():
            app.installEventFilter(self)  # only while it is locked: every event passes through it

    def _disable_behind(self) -> None:
        for other in self._window.children():
            if isinstance(other, QWidget) and other is not self and not other.isWindow() and other.isEnabled():
                other.setEnabled(False)
                self._disabled.append(other)

    def _ask(self) -> None:
        if self.unlock_button.isEnabled():
            self._wait(True)
            self.unlock_asked.emit(self.edit.text())

    def _wait(self, is_waiting: bool) -> None:
        self.edit.setEnabled(not is_waiting)
        self.unlock_button.setEnabled(not is_waiting)
        self._follow()

    def _follow(self) -> None:
        if self._asks_passphrase and self.edit.isEnabled():
            self.unlock_button.setEnabled(bool(self.edit.text()))

    # --- Qt's questions ---------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _DROPS:  # one that is only ignored is offered to the window behind
            event.ignore()
            return True
        if event.type() == QEvent.Type.Shortcut:
            return not (isinstance(watched, QWidget) and self.isAncestorOf(watched))
        if watched is self._window:
            if event.type() == QEvent.Type.Resize:
                self.setGeometry(self._window.rect())
            elif event.type() == QEvent.Type.ChildAdded:
                self.raise_()
            elif event.type() == QEvent.Type.ChildPolished:
                self._disable_behind()
        return False

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays on the page."""
        chain = [one for one in (self.edit, self.unlock_button) if one.isVisible() and one.isEnabled()]
        if chain:
            at = next((at for at, one in enumerate(chain) if one.hasFocus()), -1)
            chain[(at + (1 if forward else -1)) % len(chain)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_to_text()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colours().window)
        painter.end()


_COME_BACK = (Qt.WindowType.Window, Qt.WindowType.Dialog, Qt.WindowType.Sheet, Qt.WindowType.Tool)
"""Menus, tips and lists that were open are gone for good."""
_DROPS = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)
_FOR_A_MOMENT = Qt.FocusReason.ActiveWindowFocusReason
"""As when another window is used in between: cursor and selection stay in the field that comes back into use."""
