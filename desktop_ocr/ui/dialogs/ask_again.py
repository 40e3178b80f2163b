"""Asks for the passphrase again, before what shows or changes much."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop_ocr.ui import tints
from desktop_ocr.ui.dialogs.recovery_code import TYPED
from desktop_ocr.ui.wrapped import fit_to_words, plain_label


class AskAgainDialog(QDialog):
    """``tried`` carries what was typed; then the dialog waits until it is told ``show_wrong`` or ``accept``."""

    tried = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Your passphrase"))
        self.edit = QLineEdit()
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.setInputMethodHints(TYPED)
        self.edit.setAccessibleName(self.tr("Passphrase"))
        self.edit.setPlaceholderText(self.edit.accessibleName())
        self.notice = plain_label()
        self.notice.hide()
        self.go_button = QPushButton(self.tr("Go on"))
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self._arrange()
        self.edit.textChanged.connect(self._follow)
        self.go_button.clicked.connect(self._try)
        self.cancel_button.clicked.connect(self.reject)
        self._follow()
        fit_to_words(self)
        self.edit.setFocus()

    def show_wrong(self, sentence: str) -> None:
        """Say why not, and ask again."""
        self.edit.setEnabled(True)
        self._say(sentence, is_error=True)
        self._follow()
        self.edit.selectAll()
        self.edit.setFocus()

    def done(self, result: int) -> None:
        self.edit.clear()
        super().done(result)

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.addWidget(plain_label(self.tr("Type your passphrase to go on.")))
        words = self.tr("It is asked for again after ten minutes. If you have forgotten it, type the recovery code.")
        layout.addWidget(plain_label(words, is_quiet=True))
        layout.addWidget(self.edit)
        layout.addWidget(self.notice)
        layout.addSpacing(self.fontMetrics().height() // 2)
        layout.addStretch(1)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.go_button)
        line.addWidget(self.cancel_button)
        layout.addLayout(line)
        self.go_button.setDefault(True)

    def _try(self) -> None:
        text = self.edit.text()
        self.edit.setEnabled(False)
        self._follow()
        self._say(self.tr("Checking…"))
        self.tried.emit(text)

    def _follow(self) -> None:
        self.go_button.setEnabled(self.edit.isEnabled() and bool(self.edit.text()))

    def _say(self, sentence: str, *, is_error: bool = False) -> None:
        self.notice.setStyleSheet(f"color: {tints.BAD.ink.name()}" if is_error else "")
        self.notice.setText(sentence)
        self.notice.setVisible(bool(sentence))
        fit_to_words(self)
