"""Asks which pages of a long file are wanted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QRadioButton, QVBoxLayout, QWidget

from desktop_ocr.domain import page_ranges
from desktop_ocr.ui.eager_keys import EagerKeys
from desktop_ocr.ui.wrapped import fit_to_words, plain_label
from desktop_ocr.workflow.unfolding import MANY


class PagesDialog(QDialog):
    """``pages`` is the answer when it is accepted, none of them where the file is left out; rejected: there is none."""

    def __init__(self, name: str, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = count
        self._is_left_out = False
        self.setWindowTitle(self.tr("Which pages?"))
        self.some_choice = QRadioButton(self.tr("These pages:"))
        self.all_choice = QRadioButton(self.tr("All pages"))
        self.some_choice.setChecked(True)
        self.edit = QLineEdit(f"1-{min(MANY, count)}")
        self.edit.setAccessibleName(self.some_choice.text())
        self.edit.setPlaceholderText("1-20, 35, 40-")
        self.told = plain_label(is_quiet=True)
        self.take_button = QPushButton(self.tr("Take these pages"))
        self.leave_button = QPushButton(self.tr("Leave the file out"))
        self._arrange(self.tr("“{file}” has %n pages. Which of them are wanted?", "", count).format(file=name))
        self.edit.textEdited.connect(self._choose_some)
        self.edit.textChanged.connect(self._follow)
        self.some_choice.toggled.connect(self._follow)
        self.take_button.clicked.connect(self.accept)
        self.leave_button.clicked.connect(self._leave_out)
        self._follow()
        fit_to_words(self)
        self.edit.selectAll()
        self.edit.setFocus()
        self.eager_keys = EagerKeys(self)

    @property
    def pages(self) -> Sequence[int]:
        """Rising, from 1; none where what was typed means nothing, or the file is left out."""
        if self._is_left_out:
            return ()
        if self.all_choice.isChecked():
            return range(1, self._count + 1)
        return page_ranges.parse(self.edit.text(), self._count) or ()

    def _arrange(self, question: str) -> None:
        layout = QVBoxLayout(self)
        layout.addWidget(plain_label(question))
        line = QHBoxLayout()
        line.addWidget(self.some_choice)
        line.addWidget(self.edit, 1)
        layout.addLayout(line)
        layout.addWidget(self.all_choice)
        layout.addWidget(self.told)
        layout.addSpacing(self.fontMetrics().height() // 2)
        layout.addStretch(1)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.take_button)
        line.addWidget(self.leave_button)
        layout.addLayout(line)
        self.take_button.setDefault(True)

    def _leave_out(self) -> None:
        self._is_left_out = True
        self.accept()

    def _choose_some(self) -> None:
        self.some_choice.setChecked(True)

    def _follow(self) -> None:
        count = len(self.pages)
        self.take_button.setEnabled(count > 0)
        if count:
            self.told.setText(self.tr("Pages that are taken in: %n", "", count))
        else:
            self.told.setText(self.tr("Write pages like 1-20, 35, 40-; the last page is %n.", "", self._count))
