"""A table of plain rows, and the view of it that the bin and the backups share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
_NOWHERE = QModelIndex()
_Item = TypeVar("_Item")
ROWS = 8
"""Rows that are seen without scrolling."""
LETTERS = 74
"""Width of the table, in widths of an x."""


class RowsModel(QAbstractTableModel, Generic[_Item]):
    """Shows items under headings; a subclass says what stands in the cells of one."""

    numbers: frozenset[int] = frozenset()
    """Columns that stand to the right."""

    def __init__(self, headings: Sequence[str], items: Sequence[_Item], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headings, self._items = tuple(headings), tuple(items)

    def cells(self, item: _Item) -> Sequence[str]:
        raise NotImplementedError

    @property
    def items(self) -> tuple[_Item, ...]:
        return self._items

    def show_items(self, items: Sequence[_Item]) -> None:
        self.beginResetModel()
        self._items = tuple(items)
        self.endResetModel()

    # --- Qt's questions ---------------------------------------------------------------------------------------------

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._items)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._headings)

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role in (_Role.DisplayRole, _Role.ToolTipRole):  # a narrow column cuts long names
            return self.cells(self._items[index.row()])[index.column()]
        if role == _Role.TextAlignmentRole:
            return self._side(index.column())
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._headings):
            return None
        if role == _Role.DisplayRole:
            return self._headings[section]
        return self._side(section) if role == _Role.TextAlignmentRole else None

    def _side(self, column: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if column in self.numbers else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter


class RowsView(QTableView):
    """Whole rows; the first column takes the room that is left.  Tab leaves the table, Enter is the dialog's."""

    def __init__(self, name: str, model: QAbstractTableModel, mode: QAbstractItemView.SelectionMode) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(mode)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setStyleSheet("QTableView::item { padding: 0px 0.5em; border: none; }")  # in line with the headings
        self.setItemDelegate(_RowDelegate(self))
        self.verticalHeader().hide()
        heading = self.horizontalHeader()
        heading.setHighlightSections(False)
        heading.setSectionsClickable(False)
        heading.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        heading.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        heading.setMinimumSectionSize(self.fontMetrics().horizontalAdvance("x") * 10)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() * 3 // 2)

    @property
    def chosen_rows(self) -> list[int]:
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def sizeHint(self) -> QSize:
        row, letter = self.verticalHeader().defaultSectionSize(), self.fontMetrics().horizontalAdvance("x")
        return QSize(letter * LETTERS, row * (ROWS + 1))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), self.verticalHeader().defaultSectionSize() * 4)


class _RowDelegate(QStyledItemDelegate):
    """Draws no frame around one cell where only rows can be chosen."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus
