"""Sets a passphrase: typed twice, with a hint how good it is."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtWidgets import QCheckBox, QDialog, QFormLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop_ocr.ui import tints
from desktop_ocr.ui.dialogs.recovery_code import TYPED
from desktop_ocr.ui.wrapped import fit_to_words, plain_label

SHORTEST = 8
"""Characters that a passphrase must have."""
_ROWS = ("0123456789", "9876543210", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm")


class Strength(Enum):
    TOO_SHORT = auto()
    WEAK = auto()
    FAIR = auto()
    GOOD = auto()


def strength(text: str) -> Strength:
    """A hint, no measure: what is guessed first (a date, a telephone number, a row of keys) is weak."""
    if len(text) < SHORTEST:
        return Strength.TOO_SHORT
    plain = text.casefold()
    if len(set(plain)) < 5 or plain.isdigit() or any(plain[:6] in row for row in _ROWS):
        return Strength.WEAK
    kinds = {_kind(character) for character in text}
    if len(text) >= 14 or (len(text) >= 10 and len(kinds) >= 3):
        return Strength.GOOD
    return Strength.FAIR


def _kind(character: str) -> str:
    for kind, is_one in (("digit", str.isdigit), ("lower", str.islower), ("upper", str.isupper), ("word", str.isalpha)):
        if is_one(character):
            return kind
    return "sign"


class PassphraseDialog(QDialog):
    """``passphrase`` is the answer, empty until it is accepted.  ``is_in_keyring``: it is not the only key."""

    def __init__(self, parent: QWidget | None = None, *, is_in_keyring: bool = False) -> None:
        super().__init__(parent)
        self.passphrase = ""
        self._is_in_keyring = is_in_keyring
        self.setWindowTitle(self.tr("Set a passphrase"))
        self._hints = {
            Strength.TOO_SHORT: self.tr("At least {count} characters.").format(count=SHORTEST),
            Strength.WEAK: self.tr("Weak: this is guessed early. Several words are better."),
            Strength.FAIR: self.tr("Fair. Longer is better."),
            Strength.GOOD: self.tr("Good."),
        }
        assert set(self._hints) == set(Strength)
        self.first, self.second = QLineEdit(), QLineEdit()
        self.show_box = QCheckBox(self.tr("Show what is typed"))
        self.hint = plain_label(is_quiet=True)
        self.notice = plain_label()
        self.notice.setStyleSheet(f"color: {tints.BAD.ink.name()}")
        self.notice.hide()
        self.set_button = QPushButton(self.tr("Set passphrase"))
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self._arrange()
        self.first.textChanged.connect(self._follow)
        self.second.textChanged.connect(self._follow)
        self.show_box.toggled.connect(self._show_typed)
        self.set_button.clicked.connect(self.accept)
        self.cancel_button.clicked.connect(self.reject)
        self._show_typed(False)
        self._follow()
        self.first.setFocus()

    def accept(self) -> None:
        if strength(self.first.text()) is Strength.TOO_SHORT:
            self.hint.setStyleSheet(self.notice.styleSheet())
            _select(self.first)
        elif self.first.text() != self.second.text():
            self.notice.setText(self.tr("The two are not the same. Type it again."))
            self.notice.show()
            fit_to_words(self)
            _select(self.second)
        else:
            self.passphrase = self.first.text()
            super().accept()

    def done(self, result: int) -> None:
        self.first.clear()
        self.second.clear()
        super().done(result)

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        only_key = self.tr(
            "The passphrase opens your papers at every start. "
            "It is kept nowhere: without it and without the recovery code nobody can open them."
        )
        guard = self.tr(
            "The passphrase is asked for at every start, in a locked window, and before exports and settings. "
            "It is kept nowhere: if you forget it, only the recovery code helps."
        )
        layout.addWidget(plain_label(guard if self._is_in_keyring else only_key))
        layout.addSpacing(self.fontMetrics().height() // 2)
        form = QFormLayout()
        for name, edit in ((self.tr("Passphrase"), self.first), (self.tr("Once more"), self.second)):
            edit.setAccessibleName(name)
            edit.setInputMethodHints(TYPED)
            form.addRow(name, edit)
        form.addRow("", self.hint)
        form.addRow("", self.show_box)
        layout.addLayout(form)
        layout.addWidget(self.notice)
        layout.addStretch(1)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.set_button)
        line.addWidget(self.cancel_button)
        layout.addSpacing(self.fontMetrics().height() // 2)
        layout.addLayout(line)
        self.set_button.setDefault(True)

    def _follow(self) -> None:
        self.hint.setText(self._hints[strength(self.first.text())])
        self.hint.setStyleSheet("")
        self.notice.hide()
        fit_to_words(self)

    def _show_typed(self, is_shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password
        self.first.setEchoMode(mode)
        self.second.setEchoMode(mode)


def _select(edit: QLineEdit) -> None:
    edit.selectAll()
    edit.setFocus()
