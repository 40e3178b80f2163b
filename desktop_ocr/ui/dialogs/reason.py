"""Asks why a value is kept although it breaks a rule."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from desktop_ocr.domain.review import Reason
from desktop_ocr.ui.wrapped import plain_label


class ReasonDialog(QDialog):
    """``reason`` is the answer, ``Reason.NONE`` until it is accepted."""

    def __init__(self, label: str, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reason = Reason.NONE
        self.setWindowTitle(self.tr("Keep this value?"))
        self._choices = {
            Reason.AS_PRINTED: self.tr("It says so on the paper"),
            Reason.UNREADABLE: self.tr("It cannot be read"),
            Reason.OTHER: self.tr("Another reason"),
        }
        layout = QVBoxLayout(self)
        layout.addWidget(plain_label(label, is_bold=True))
        layout.addWidget(plain_label(sentence))
        layout.addSpacing(self.fontMetrics().height() // 2)
        layout.addWidget(plain_label(self.tr("Why do you keep this value?")))
        self.buttons = [self._button(number, reason) for number, reason in enumerate(self._choices, start=1)]
        for button in self.buttons:
            layout.addWidget(button)
        cancel = QPushButton(self.tr("Back to the field (Esc)"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        layout.addSpacing(self.fontMetrics().height() // 2)
        layout.addWidget(cancel)
        width = self.fontMetrics().horizontalAdvance("x") * 60
        layout.activate()
        # As high as the wrapped sentence needs: a dialog asks for that only when it is wide already.
        self.setMinimumSize(width, layout.totalHeightForWidth(width))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocus()  # on no button: the Enter that was meant for the field must not answer

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focus = self.focusWidget()
            if isinstance(focus, QPushButton) and focus.hasFocus() and not event.isAutoRepeat():
                focus.click()
            return
        reasons = dict(zip("123", self._choices, strict=True))
        if reason := reasons.get(event.text()):
            self._choose(reason)
            return
        super().keyPressEvent(event)

    def _button(self, number: int, reason: Reason) -> QPushButton:
        button = QPushButton(f"{number}   {self._choices[reason]}")
        button.setAccessibleName(self._choices[reason])
        button.setAutoDefault(False)
        button.setProperty("reason", reason.value)
        button.setStyleSheet("text-align: left; padding: 6px 12px;")
        button.clicked.connect(self._clicked)
        return button

    def _clicked(self) -> None:
        self._choose(Reason(self.sender().property("reason")))

    def _choose(self, reason: Reason) -> None:
        self.reason = reason
        self.accept()
