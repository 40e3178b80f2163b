"""The services that can be set up, each with how it stands; shown where there is more than one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QPushButton, QVBoxLayout, QWidget

from desktop_ocr.domain.engine_info import EngineInfo
from desktop_ocr.ui.words import Words
from desktop_ocr.ui.wrapped import fit_to_words, plain_label


class EnginesDialog(QDialog):
    """``set_up_asked`` comes with the id of an engine; what it is set to then is told by ``show_state``."""

    set_up_asked = Signal(str)

    def __init__(self, infos: Sequence[EngineInfo], words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Cloud engines"))
        self.states = {info.id: plain_label(is_quiet=True) for info in infos}
        self.set_up_buttons: dict[str, QPushButton] = {}
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        for row, info in enumerate(infos):
            title = words.engine(info)
            button = QPushButton(self.tr("Set up…"))
            button.setAutoDefault(row == 0)
            button.setAccessibleName(self.tr("Set up {engine}").format(engine=title))
            button.clicked.connect(lambda _=False, name=info.id: self.set_up_asked.emit(name))
            self.set_up_buttons[info.id] = button
            for column, widget in enumerate((plain_label(title, is_bold=True), self.states[info.id], button)):
                grid.addWidget(widget, row, column)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        hint = self.tr(
            "Papers are read on this computer. What you switch on here can read them too, for papers you choose."
        )
        layout.addWidget(plain_label(hint, is_quiet=True))
        layout.addLayout(grid)
        layout.addStretch(1)
        layout.addWidget(self.buttons)

    def show_state(self, engine: str, *, is_on: bool, has_keys: bool | None) -> None:
        """``has_keys`` is None where that is not known, as the key store did not answer."""
        switch = self.tr("Switched on") if is_on else self.tr("Switched off")
        keys = {True: self.tr("keys saved"), False: self.tr("no keys yet"), None: ""}[has_keys]
        self.states[engine].setText(self.tr(", ").join(part for part in (switch, keys) if part))
        fit_to_words(self)
