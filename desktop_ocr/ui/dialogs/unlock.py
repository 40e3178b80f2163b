"""Asks for the passphrase or the recovery code when the store cannot be opened without."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop_ocr.ui import tints
from desktop_ocr.ui.dialogs.recovery_code import TYPED
from desktop_ocr.ui.wrapped import fit_to_words, plain_label

Way = Literal["passphrase", "recovery"]
WAYS: tuple[Way, ...] = ("passphrase", "recovery")


class UnlockDialog(QDialog):
    """``unlock_asked`` carries the way and what was typed; then the dialog waits, and cannot be left, until it is told
    ``show_wrong`` (and asks again) or ``accept``.  Rejected: work goes on without the saved papers.
    """

    unlock_asked = Signal(str, str)

    def __init__(self, ways: frozenset[Way], reason_sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if not ways:
            raise ValueError("no way to unlock")
        self._ways = tuple(way for way in WAYS if way in ways)
        self._is_waiting = False
        self.answer: tuple[Way, str] | None = None
        """What was tried last."""
        self.setWindowTitle(self.tr("Open the saved papers"))
        self._names: dict[Way, str] = {
            "passphrase": self.tr("Passphrase"),
            "recovery": self.tr("Recovery code"),
        }
        self.choices = {way: QRadioButton(self._names[way]) for way in self._ways}
        self.edit = QLineEdit()
        self.show_box = QCheckBox(self.tr("Show what is typed"))
        self.notice = plain_label()
        self.notice.hide()
        self.unlock_button = QPushButton(self.tr("Open"))
        self.without_button = QPushButton(self.tr("Work without the saved papers"))
        self._arrange(reason_sentence)
        self._connect()
        self.choices[self._ways[0]].setChecked(True)
        self._follow()
        fit_to_words(self)
        self.edit.setFocus()

    @property
    def way(self) -> Way:
        return next((way for way, choice in self.choices.items() if choice.isChecked()), self._ways[0])

    def show_wrong(self, sentence: str) -> None:
        """What was typed opens nothing: say so and ask again."""
        self._wait(False)
        self._say(sentence, is_error=True)
        self.edit.selectAll()
        self.edit.setFocus()

    def reject(self) -> None:
        if not self._is_waiting:
            super().reject()

    # --- Parts ------------------------------------------------------------------------------------------------------

    def _arrange(self, reason: str) -> None:
        layout = QVBoxLayout(self)
        layout.addWidget(plain_label(reason))
        layout.addWidget(
            plain_label(self.tr("Nothing is lost or changed: the saved papers stay as they are."), is_quiet=True)
        )
        layout.addSpacing(self.fontMetrics().height() // 2)
        line = QHBoxLayout()
        for choice in self.choices.values():
            choice.setVisible(len(self._ways) > 1)
            line.addWidget(choice)
        line.addStretch(1)
        layout.addLayout(line)
        self.only_name = plain_label(self._names[self._ways[0]])
        self.only_name.setVisible(len(self._ways) == 1)
        layout.addWidget(self.only_name)
        layout.addWidget(self.edit)
        layout.addWidget(self.show_box)
        layout.addWidget(self.notice)
        layout.addSpacing(self.fontMetrics().height() // 2)
        layout.addStretch(1)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.unlock_button)
        line.addWidget(self.without_button)
        layout.addLayout(line)
        self.unlock_button.setDefault(True)

    def _connect(self) -> None:
        self.edit.textChanged.connect(self._follow)
        self.show_box.toggled.connect(self._follow)
        for choice in self.choices.values():
            choice.toggled.connect(self._change_way)
        self.unlock_button.clicked.connect(self._try)
        self.without_button.clicked.connect(self.reject)

    # --- Trying -----------------------------------------------------------------------------------------------------

    def _change_way(self, is_chosen: bool) -> None:
        if is_chosen:
            self.edit.clear()  # before its letters are shown
            self._say("")
            self._follow()

    def _follow(self) -> None:
        """The field as the way wants it: a code is read off paper, so it is shown."""
        is_code = self.way == "recovery"
        visible = is_code or self.show_box.isChecked()
        self.edit.setEchoMode(QLineEdit.EchoMode.Normal if visible else QLineEdit.EchoMode.Password)
        self.edit.setInputMethodHints(TYPED)
        self.edit.setAccessibleName(self._names[self.way])
        self.show_box.setVisible("passphrase" in self._ways)
        self.show_box.setEnabled(not is_code and not self._is_waiting)
        self.unlock_button.setEnabled(bool(self.edit.text()) and not self._is_waiting)

    def _try(self) -> None:
        self.answer = (self.way, self.edit.text())
        self._wait(True)
        self._say(self.tr("Checking…"))
        self.unlock_asked.emit(*self.answer)

    def _wait(self, is_waiting: bool) -> None:
        self._is_waiting = is_waiting
        for widget in (self.edit, self.without_button, *self.choices.values()):
            widget.setEnabled(not is_waiting)
        self._follow()

    def _say(self, sentence: str, *, is_error: bool = False) -> None:
        self.notice.setStyleSheet(f"color: {tints.BAD.ink.name()}" if is_error else "")
        self.notice.setText(sentence)
        self.notice.setVisible(bool(sentence))
        fit_to_words(self)
