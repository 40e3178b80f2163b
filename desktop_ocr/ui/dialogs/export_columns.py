"""Which columns the tables have, for each kind of paper."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGroupBox, QHBoxLayout, QPushButton, QVBoxLayout

from desktop_ocr.export.columns import ColumnChoice, Heading
from desktop_ocr.ui.dialogs.column_list import ColumnList


class ColumnsBox(QGroupBox):
    """``choice`` is what the clerk wants, also for kinds that are not shown; ``changed`` comes after it changed."""

    changed = Signal()

    def __init__(self, choice: ColumnChoice) -> None:
        super().__init__()
        self.choice = choice
        self._headings: list[Heading] = []
        self.kind = QComboBox()
        self.kind.setAccessibleName(self.tr("Kind of paper"))
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.list = ColumnList()
        self.up, self.down = QPushButton(self.tr("Up")), QPushButton(self.tr("Down"))
        self.up.setToolTip(self.tr("Move the column up (Alt+Up)"))
        self.down.setToolTip(self.tr("Move the column down (Alt+Down)"))
        self.reset = QPushButton(self.tr("All"))
        self.reset.setToolTip(self.tr("Show all columns in their usual order"))
        self._arrange()
        self.kind.currentIndexChanged.connect(self._show_columns)
        self.list.edited.connect(self._edited)
        self.up.clicked.connect(self._move_up)
        self.down.clicked.connect(self._move_down)
        self.reset.clicked.connect(self._show_all)

    def _arrange(self) -> None:
        self.setTitle(self.tr("Columns"))
        layout = QVBoxLayout(self)
        layout.addWidget(self.kind)
        layout.addWidget(self.list, 1)
        line = QHBoxLayout()
        for button in (self.up, self.down, self.reset):
            line.addWidget(button)
        layout.addLayout(line)

    @property
    def has_columns(self) -> bool:
        """There are tables, and each has at least one column."""
        shown = self.choice.shown
        return bool(self._headings) and all(shown.get(heading.key, ("all",)) for heading in self._headings)

    def show_headings(self, headings: Sequence[Heading]) -> None:
        """The tables of the chosen papers; the one that was shown stays if it can."""
        self._headings = list(headings)
        before = self.kind.currentData()
        self.kind.blockSignals(True)
        self.kind.clear()
        for heading in headings:
            self.kind.addItem(heading.title, heading.key)
        self.kind.setCurrentIndex(max(self.kind.findData(before), 0) if headings else -1)
        self.kind.blockSignals(False)
        self._show_columns()

    @property
    def _heading(self) -> Heading | None:
        place = self.kind.currentIndex()
        return self._headings[place] if 0 <= place < len(self._headings) else None

    def _show_columns(self) -> None:
        heading = self._heading
        if heading:
            keys, needed = [column.key for column in heading.columns], heading.state_needed
            shown = self.choice.places(heading.key, keys, state_needed=needed)
            self.list.fill(heading.columns, shown, state_needed=needed)
        else:
            self.list.clear()
        for widget in (self.list, self.up, self.down, self.reset, self.kind):
            widget.setEnabled(heading is not None)

    def _edited(self) -> None:
        if heading := self._heading:
            self.choice = ColumnChoice({**self.choice.shown, heading.key: self.list.shown()})
            self.changed.emit()

    def _show_all(self) -> None:
        if heading := self._heading:
            self.choice = ColumnChoice({key: on for key, on in self.choice.shown.items() if key != heading.key})
            self._show_columns()
            self.changed.emit()

    def _move_up(self) -> None:
        self.list.move_current(-1)

    def _move_down(self) -> None:
        self.list.move_current(1)
