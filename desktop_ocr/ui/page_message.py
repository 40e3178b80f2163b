"""What stands in place of a page that cannot be shown: why, and what can be done about it, a button for each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop_ocr.domain.remedies import Remedy
from desktop_ocr.ui.wrapped import plain_label


class PageMessage(QWidget):
    """``remedy_asked`` carries a remedy's value; those that only the clerk can do have no button."""

    try_asked = Signal()
    remedy_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentence = plain_label()
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.try_button = QPushButton(self.tr("Try anyway"))
        self.try_button.setToolTip(self.tr("Reads what is left of the picture; every field must then be compared"))
        self.try_button.setAutoDefault(True)  # Enter presses it
        self.try_button.clicked.connect(self.try_asked)
        self.remedy_buttons = {
            Remedy.TRY_AGAIN: QPushButton(self.tr("Try again")),
            Remedy.READ_AGAIN: QPushButton(self.tr("Read again (may be billed again)")),
            Remedy.READ_OFFLINE: QPushButton(self.tr("Read offline (free)")),
            Remedy.GIVE_UP: QPushButton(self.tr("Give up (into the bin)")),
            Remedy.CHECK_KEYS: QPushButton(self.tr("Check the keys…")),
            Remedy.CHECK_SETTINGS: QPushButton(self.tr("Check the settings…")),
            Remedy.OPEN_CONSOLE: QPushButton(self.tr("Open the service's console")),
            Remedy.CHANGE_KIND: QPushButton(self.tr("Read as another kind…")),
        }
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 24, 24, 24)
        self._column.setSpacing(self.fontMetrics().height() // 2)
        self._column.addStretch(1)
        self._column.addWidget(self._sentence)
        self._column.addSpacing(self.fontMetrics().height() // 2)
        self._column.addWidget(self.try_button, 0, Qt.AlignmentFlag.AlignHCenter)
        for remedy, button in self.remedy_buttons.items():
            button.setAutoDefault(True)
            button.setProperty("remedy", remedy.value)
            button.clicked.connect(self._ask)
            self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(1)
        self.tell("")

    def text(self) -> str:
        return self._sentence.text()

    def tell(self, sentence: str, *, may_be_tried: bool = False, remedies: Sequence[Remedy] = ()) -> None:
        """``remedies``: the best first; the buttons stand in that order."""
        self._sentence.setText(sentence)
        self.setAccessibleName(sentence)
        self.try_button.setVisible(may_be_tried)
        first = self._column.indexOf(self.try_button) + 1
        offered = [remedy for remedy in remedies if remedy in self.remedy_buttons]
        for place, remedy in enumerate(offered):
            button = self.remedy_buttons[remedy]
            self._column.removeWidget(button)
            self._column.insertWidget(first + place, button, 0, Qt.AlignmentFlag.AlignHCenter)
            before = self.remedy_buttons[offered[place - 1]] if place else self
            self.setTabOrder(before, button)
        for remedy, button in self.remedy_buttons.items():
            button.setVisible(remedy in offered)

    def _ask(self) -> None:
        self.remedy_asked.emit(self.sender().property("remedy"))
