"""What an engine's calls cost and how many are free, how fast they may come, and what may be spent in a month."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QFormLayout,
    QHeaderView,
    QSpinBox,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop_ocr.domain.engine_settings import OTHERS, EngineSettings
from desktop_ocr.ui.money import yuan
from desktop_ocr.ui.wrapped import plain_label
from desktop_ocr.workflow.accounts import Counters

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_Role = Qt.ItemDataRole
YUAN = 1000
MOST_YUAN = 1_000_000
ROWS = 6


@dataclass(frozen=True, slots=True)
class Line:
    """An interface and the papers that are read by it, in words."""

    interface: str
    title: str


class CostsPage(QWidget):
    def __init__(self, settings: EngineSettings, lines: Sequence[Line], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before = settings
        self.cap = QSpinBox()
        self.cap.setRange(0, MOST_YUAN)
        self.cap.setPrefix("¥ ")
        self.cap.lineEdit().setTextMargins(5, 0, 0, 0)  # the style sheet's padding does not reach it
        self.cap.setSpecialValueText(self.tr("¥ 0: only free calls"))
        self.cap.setValue(settings.cap // YUAN)
        self.cap.setAccessibleName(self.tr("Limit for a month"))
        self.counters = plain_label()
        others = Line(OTHERS, self.tr("All others"))
        headings = (
            self.tr("Kind of paper"),
            self.tr("Price, yuan"),
            self.tr("Free a month"),
            self.tr("Calls a second"),
        )
        self.model = CostsModel(settings, (others, *lines), headings, self)
        self.table = QTableView()
        self.resends = QCheckBox(self.tr("Send once more by itself where no result came (may be billed twice)"))
        self.resends.setChecked(settings.resends)
        self._arrange()

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        form = QFormLayout()
        form.addRow(self.tr("Limit for a month"), self.cap)
        layout.addLayout(form)
        layout.addWidget(self.counters)
        hint = self.tr(
            "Prices in yuan and free calls are guesses until you enter those of your contract. "
            "An empty cell counts as that of all others."
        )
        layout.addWidget(plain_label(hint, is_quiet=True))
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Prices"))
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(False)
        self.table.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.SelectedClicked
        )
        self.table.verticalHeader().hide()
        self.table.setStyleSheet("QTableView::item { padding: 0px 0.5em; }")  # in line with the headings
        heading = self.table.horizontalHeader()
        heading.setSectionsClickable(False)
        heading.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        heading.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        row = self.fontMetrics().height() * 2
        self.table.verticalHeader().setDefaultSectionSize(row)
        self.table.setMinimumHeight(row * ROWS)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.resends)

    def show_counters(self, counters: Counters) -> None:
        """What was asked of the engine today and this month."""
        today, month = counters.today, counters.this_month
        sentence = self.tr(
            "Today: {today} calls, {today_cost}. This month: {month} calls, {month_cost}; {left} of the limit are left."
        )
        text = sentence.format(
            today=today.calls + today.unsure_calls,
            today_cost=self._cost(today.cost, today.unsure_cost),
            month=month.calls + month.unsure_calls,
            month_cost=self._cost(month.cost, month.unsure_cost),
            left=yuan(counters.left),
        )
        self.counters.setText(text)

    @staticmethod
    def _cost(cost: int, unsure: int) -> str:
        """ "≤" where it is not known whether all of it was billed."""
        return f"≤ {yuan(cost + unsure)}" if unsure else yuan(cost)

    @property
    def settings(self) -> EngineSettings:
        """Those before, with what was changed here."""
        cap = self._before.cap if self.cap.value() == self._before.cap // YUAN else self.cap.value() * YUAN
        return replace(self.model.settings, cap=cap, resends=self.resends.isChecked())


class CostsModel(QAbstractTableModel):
    """Prices, free calls and pace by interface; a cell that is emptied counts as that of all others."""

    def __init__(
        self, settings: EngineSettings, lines: Sequence[Line], headings: Sequence[str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._settings, self._lines, self._headings = settings, list(lines), headings
        self._columns: list[dict[str, float]] = [
            {name: price / YUAN for name, price in settings.prices.items()},
            {name: float(count) for name, count in settings.free_calls.items()},
            dict(settings.calls_a_second),
        ]

    @property
    def settings(self) -> EngineSettings:
        prices, free, pace = self._columns
        return replace(
            self._settings,
            prices={name: round(value * YUAN) for name, value in prices.items()},
            free_calls={name: round(value) for name, value in free.items()},
            calls_a_second=dict(pace),
        )

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._headings)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.isValid() and index.column() else flags

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, column = self._lines[index.row()], index.column()
        if role == _Role.TextAlignmentRole and column:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role not in (_Role.DisplayRole, _Role.EditRole, _Role.ToolTipRole):
            return None
        if column == 0:
            return line.title
        value = self._columns[column - 1].get(line.interface)
        return "" if value is None else f"{value:g}"

    def setData(self, index: _Index, value: Any, role: int = _Role.EditRole) -> bool:
        if role != _Role.EditRole or not index.isValid() or not index.column():
            return False
        text, column = str(value).strip().lstrip("¥"), index.column() - 1
        values, interface = self._columns[column], self._lines[index.row()].interface
        if not text:
            values.pop(interface, None)
        else:
            number = _number(text)
            if number is None or (column == 2 and number == 0):
                return False
            values[interface] = number
        self.dataChanged.emit(index, index)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._headings):
            return None
        if role == _Role.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return self._headings[section] if role == _Role.DisplayRole else None


def _number(text: str) -> float | None:
    """A comma parts thousands where it stands as one that does, and is a decimal point elsewhere."""
    parts_thousands = re.fullmatch(r"[1-9]\d{0,2}(,\d{3})+(\.\d*)?", text)
    try:
        number = float(text.replace(",", "" if parts_thousands else "."))
    except ValueError:
        return None
    return number if 0 <= number <= MOST_YUAN else None
