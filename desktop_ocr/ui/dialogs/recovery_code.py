"""Shows the recovery code, and asks for two of its groups again so that it is known to be kept somewhere."""

from __future__ import annotations

import random
import re
import unicodedata

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_ocr.ui import tints
from desktop_ocr.ui.wrapped import fit_to_words, plain_label

COLUMNS = 3
ASKED = 2
"""How many groups are to be typed."""
CODE_SIZE = 1.6
"""Size of the code's text, beside the other text."""
TYPED = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhLatinOnly | Qt.InputMethodHint.ImhNoPredictiveText
"""No input method offers or learns what is typed from a code."""


class RecoveryCodeDialog(QDialog):
    """Accepted only when the two groups are right.  The code is out of sight while they are typed: from the clerk's
    own copy, not from the screen.  Left with Esc, the code is still to be saved.

    ``copy_asked`` and ``save_asked`` carry nothing; who answers them tells the clerk with ``say``.
    """

    copy_asked = Signal()
    save_asked = Signal()

    def __init__(self, code_text: str, parent: QWidget | None = None, *, rng: random.Random | None = None) -> None:
        super().__init__(parent)
        self._groups = tuple(re.split(r"[\s\-]+", code_text.strip()))
        chooser = rng or random.SystemRandom()
        self.asked = tuple(sorted(chooser.sample(range(1, len(self._groups) + 1), ASKED)))
        """The numbers of the groups to be typed; the first group is 1."""
        self.edits = {number: self._edit(number) for number in self.asked}
        self.setWindowTitle(self.tr("Recovery code"))
        self._make_buttons()
        self.pages = QStackedWidget()
        self.pages.addWidget(self._code_page())
        self.pages.addWidget(self._typing_page())
        self.notice = plain_label()
        self.notice.hide()
        layout = QVBoxLayout(self)
        layout.addWidget(self.pages, 1)
        layout.addWidget(self.notice)
        layout.addSpacing(self.fontMetrics().height() // 2)
        layout.addLayout(self._button_line())
        self._show_page(0)

    def say(self, sentence: str, *, is_error: bool = False) -> None:
        """One sentence below the page; an empty one takes it away."""
        ink = tints.BAD.ink.name() if is_error else ""
        self.notice.setStyleSheet(f"color: {ink}" if ink else "")
        self.notice.setText(sentence)
        self.notice.setVisible(bool(sentence))
        fit_to_words(self)

    def accept(self) -> None:
        """Enter and the last button: the other page, or the end where both groups are right."""
        if self.pages.currentIndex() == 0:
            self._show_page(1)
            return
        for number, edit in self.edits.items():
            if _forgiven(edit.text()) != _forgiven(self._groups[number - 1]):
                self.say(
                    self.tr("Group {number} is not right. Look at your copy.").format(number=number), is_error=True
                )
                edit.setFocus()
                edit.selectAll()
                return
        super().accept()

    # --- Parts ------------------------------------------------------------------------------------------------------

    def _make_buttons(self) -> None:
        self.copy_button = QPushButton(self.tr("Copy"))
        self.save_button = QPushButton(self.tr("Save as text file…"))
        self.back_button = QPushButton(self.tr("Show the code again"))
        self.later_button = QPushButton(self.tr("Later"))
        self.next_button = QPushButton()
        self.copy_button.clicked.connect(self._ask_copy)
        self.save_button.clicked.connect(self._ask_save)
        self.back_button.clicked.connect(self._go_back)
        self.later_button.clicked.connect(self.reject)
        self.next_button.clicked.connect(self.accept)

    def _button_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        for button in (self.copy_button, self.save_button, self.back_button):
            line.addWidget(button)
        line.addStretch(1)
        line.addWidget(self.next_button)
        line.addWidget(self.later_button)
        return line

    def _code_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(
            plain_label(
                self.tr(
                    "With this code your papers can be opened when this computer's key store is lost, "
                    "or from a copy on another computer. "
                    "Keep it on paper or in a safe place, not on this computer: whoever has it can read your papers."
                )
            )
        )
        column.addSpacing(self.fontMetrics().height() // 2)
        column.addLayout(self._code())
        column.addStretch(1)
        return page

    def _code(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(self.fontMetrics().height() // 2)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(self.font().pointSizeF() * CODE_SIZE)
        font.setWeight(QFont.Weight.DemiBold)
        for at, group in enumerate(self._groups):
            row, column = at // COLUMNS, at % COLUMNS * 2
            number = QLabel(str(at + 1))
            number.setProperty("quiet", "true")
            code = QLabel(group)
            code.setTextFormat(Qt.TextFormat.PlainText)
            code.setFont(font)
            code.setObjectName("group")
            grid.addWidget(number, row, column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(code, row, column + 1)
            grid.setColumnStretch(column + 1, 1)
        return grid

    def _typing_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(plain_label(self.tr("Type these two groups from your copy, so that you know it is good.")))
        column.addSpacing(self.fontMetrics().height() // 2)
        form = QFormLayout()
        for edit in self.edits.values():
            form.addRow(edit.accessibleName(), edit)
        column.addLayout(form)
        column.addStretch(1)
        return page

    def _edit(self, number: int) -> QLineEdit:
        edit = QLineEdit()
        edit.setAccessibleName(self.tr("Group {number}").format(number=number))
        edit.setInputMethodHints(TYPED)
        return edit

    # --- Pages ------------------------------------------------------------------------------------------------------

    def _show_page(self, at: int) -> None:
        self.pages.setCurrentIndex(at)
        self.copy_button.setVisible(at == 0)
        self.save_button.setVisible(at == 0)
        self.back_button.setVisible(at == 1)
        self.next_button.setText(self.tr("I have kept it") if at == 0 else self.tr("Confirm"))
        self.next_button.setDefault(True)
        self.say("")
        if at == 0:
            self.next_button.setFocus()
        else:
            self.edits[self.asked[0]].setFocus()

    def _go_back(self) -> None:
        for edit in self.edits.values():
            edit.clear()
        self._show_page(0)

    def _ask_copy(self) -> None:
        self.copy_asked.emit()

    def _ask_save(self) -> None:
        self.save_asked.emit()


def _forgiven(text: str) -> str:
    """Without what people do differently when they copy: case, spaces, wide letters, and O and I for figures."""
    narrow = unicodedata.normalize("NFKC", text).upper()
    return re.sub(r"[\s\-]", "", narrow).translate(str.maketrans("OIL", "011"))
