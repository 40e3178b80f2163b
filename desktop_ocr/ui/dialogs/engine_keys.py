"""An engine's switch with what leaves this computer, and its keys: entered, tried, removed, and never shown again."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop_ocr.domain.engine_info import EngineInfo
from desktop_ocr.domain.engine_settings import SYSTEM_PROXY
from desktop_ocr.ui import tints
from desktop_ocr.ui.flow_layout import FlowLayout
from desktop_ocr.ui.words import Words
from desktop_ocr.ui.wrapped import plain_label

HIDDEN = "●●●●●●●●"
"""Instead of a password, however long."""


class KeysPage(QWidget):
    """Built from what the engine declares.  ``save_asked`` carries what was entered, by the credentials' keys; the
    answers come through ``show_saved`` and ``say``.
    """

    save_asked = Signal(dict)
    try_asked = Signal()
    remove_asked = Signal()
    console_asked = Signal()

    def __init__(self, info: EngineInfo, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._info = info
        self._tint: tints.Tint | None = None
        self.leaves = plain_label(words.leaves(info))
        self.switch = QCheckBox(self.tr("Switched on: papers may be sent when I choose so"))
        self.lines = {one.key: self._line(words.credential(one), one.secret) for one in info.credentials}
        self.save_button = QPushButton(self.tr("Save and try"))
        self.try_button = QPushButton(self.tr("Try the saved keys"))
        self.remove_button = QPushButton(self.tr("Remove the keys"))
        self.console_button = QPushButton(self.tr("Where to get keys…"))
        self.result = plain_label()
        self.result.setMargin(self.fontMetrics().height() // 3)
        self.proxy = QLineEdit()
        self._proxy_password = ""
        self._arrange(words)
        self._connect()
        self.know_saved(False)

    def _line(self, name: str, is_secret: bool) -> QLineEdit:
        line = QLineEdit()
        line.setAccessibleName(name)
        if is_secret:
            line.setEchoMode(QLineEdit.EchoMode.Password)
        return line

    def _arrange(self, words: Words) -> None:
        layout = QVBoxLayout(self)
        layout.addWidget(self._heading(self.tr("What leaves this computer")))
        layout.addWidget(self.leaves)
        layout.addWidget(self.switch)
        layout.addWidget(self._heading(self.tr("Keys")))
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for one in self._info.credentials:
            form.addRow(words.credential(one), self.lines[one.key])
        layout.addLayout(form)
        hint = self.tr("Keys are kept in this computer's key store alone, and are never shown again.")
        layout.addWidget(plain_label(hint, is_quiet=True))
        line = FlowLayout()
        for button in (self.save_button, self.try_button, self.remove_button, self.console_button):
            button.setAutoDefault(False)
            line.addWidget(button)
        layout.addLayout(line)
        layout.addWidget(self.result)
        layout.addWidget(self._heading(self.tr("Proxy")))
        self.proxy.setAccessibleName(self.tr("Proxy"))
        self.proxy.setPlaceholderText(self.tr("The system's"))
        layout.addWidget(self.proxy)
        hint = self.tr('Empty for the system\'s, "none" for no proxy, or its address, as http://proxy:8080.')
        layout.addWidget(plain_label(hint, is_quiet=True))
        layout.addStretch(1)

    @staticmethod
    def _heading(text: str) -> QLabel:
        label = QLabel(text)
        label.setProperty("heading", True)
        return label

    def _connect(self) -> None:
        self.save_button.clicked.connect(self._save)
        self.try_button.clicked.connect(self.try_asked)
        self.remove_button.clicked.connect(self.remove_asked)
        self.console_button.clicked.connect(self.console_asked)
        for line in self.lines.values():
            line.textChanged.connect(self._follow)

    # --- What is there ----------------------------------------------------------------------------------------------

    @property
    def entered(self) -> Mapping[str, str]:
        return {key: line.text().strip() for key, line in self.lines.items() if line.text().strip()}

    @property
    def chosen_proxy(self) -> str:
        """With the password that stands in it only as dots, where that was left as it is."""
        return self.proxy.text().strip().replace(f":{HIDDEN}@", f":{self._proxy_password}@") or SYSTEM_PROXY

    def show_proxy(self, choice: str) -> None:
        """A password in it is for nobody who looks on."""
        before, sign, place = choice.rpartition("@")
        scheme, slashes, user = before.rpartition("://")
        name, colon, self._proxy_password = user.partition(":")
        if sign and colon:
            choice = f"{scheme}{slashes}{name}:{HIDDEN}@{place}"
        self.proxy.setText("" if choice == SYSTEM_PROXY else choice)

    def show_saved(self, is_saved: bool) -> None:
        """As ``know_saved``, and what was entered is forgotten here."""
        for line in self.lines.values():
            line.clear()
        self.know_saved(is_saved)

    def know_saved(self, is_saved: bool) -> None:
        """Whether the key store has the keys."""
        self._is_saved = is_saved
        for line in self.lines.values():
            line.setPlaceholderText(self.tr("●●●●●●●● saved") if is_saved else "")
        self._follow()

    def say(self, text: str, *, is_error: bool = False) -> None:
        """How saving, trying or removing went."""
        self._tint = tints.BAD if is_error else None
        self.result.setText(text)
        self.result.setVisible(bool(text))
        self._colour()

    def _follow(self) -> None:
        self.save_button.setEnabled(bool(self.entered) if self._is_saved else len(self.entered) == len(self.lines))
        self.try_button.setEnabled(self._is_saved and not self.entered)
        self.remove_button.setEnabled(self._is_saved)

    def _save(self) -> None:
        self.save_asked.emit(dict(self.entered))

    def _colour(self) -> None:
        tint = self._tint
        sheet = f"background: {tint.ground.name()}; color: {tint.ink.name()}" if tint else ""
        if sheet != self.result.styleSheet():
            self.result.setStyleSheet(sheet)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._colour()
