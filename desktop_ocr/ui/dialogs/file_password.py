"""Asks for the password of a file that has one."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop_ocr.ui import tints
from desktop_ocr.ui.dialogs.recovery_code import TYPED
from desktop_ocr.ui.eager_keys import EagerKeys
from desktop_ocr.ui.wrapped import fit_to_words, plain_label


class FilePasswordDialog(QDialog):
    """``password`` is the answer when it is accepted; rejected: the file stays closed."""

    def __init__(self, name: str, is_again: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Password of a file"))
        self.edit = QLineEdit()
        self.edit.setInputMethodHints(TYPED)
        self.edit.setAccessibleName(self.tr("Password"))
        self.show_box = QCheckBox(self.tr("Show what is typed"))
        self.open_button = QPushButton(self.tr("Open"))
        self.leave_button = QPushButton(self.tr("Leave it closed"))
        self._arrange(self.tr("“{file}” can be opened only with its password.").format(file=name), is_again)
        self.edit.textChanged.connect(self._follow)
        self.show_box.toggled.connect(self._follow)
        self.open_button.clicked.connect(self.accept)
        self.leave_button.clicked.connect(self.reject)
        self._follow()
        fit_to_words(self)
        self.edit.setFocus()
        self.eager_keys = EagerKeys(self)

    @property
    def password(self) -> str:
        return self.edit.text()

    def _arrange(self, reason: str, is_again: bool) -> None:
        layout = QVBoxLayout(self)
        layout.addWidget(plain_label(reason))
        if is_again:
            wrong = plain_label(self.tr("That was not its password."))
            wrong.setStyleSheet(f"color: {tints.BAD.ink.name()}")
            layout.addWidget(wrong)
        layout.addWidget(self.edit)
        layout.addWidget(self.show_box)
        layout.addWidget(plain_label(self.tr("It is used until the program ends and is kept nowhere."), is_quiet=True))
        layout.addSpacing(self.fontMetrics().height() // 2)
        layout.addStretch(1)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.open_button)
        line.addWidget(self.leave_button)
        layout.addLayout(line)
        self.open_button.setDefault(True)

    def _follow(self) -> None:
        is_shown = self.show_box.isChecked()
        self.edit.setEchoMode(QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password)
        self.open_button.setEnabled(bool(self.edit.text()))
