"""The cells of a field that is a table, for Qt's views: with an empty row at the end, in which another one begins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from desktop_ocr.domain.cells import CellDoubt, Place
from desktop_ocr.domain.document_type import ColumnSpec, ValueKind
from desktop_ocr.domain.tables import Row, rows_of, text_of, without_empty_end
from desktop_ocr.ui import tints
from desktop_ocr.ui.words import Words

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
_NOWHERE = QModelIndex()
MARK = int(_Role.UserRole) + 1
"""The sign of a doubt, "" for none."""
NUMBERS = frozenset({ValueKind.AMOUNT, ValueKind.NUMBER})
MOST_COLUMNS = 200
"""Of a table that is shown with all columns up to its last: a service's answer may say anything."""
_MARKS = {CellDoubt.UNCLEAR: "?", CellDoubt.DOES_NOT_FIT: "≠"}


class TableModel(QAbstractTableModel):
    """``edited`` comes after each change by the clerk; several cells that are pasted are one."""

    edited = Signal()

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._columns: list[ColumnSpec] = []
        self._is_free = False
        self._rows: list[dict[str, str]] = []
        self._doubts: Mapping[Place, CellDoubt] = {}

    # --- The value --------------------------------------------------------------------------------------------------

    def begin(self, columns: Sequence[ColumnSpec], value: str) -> None:
        """``value`` is a table or nothing.  Without columns of its own it has those of its rows, more as pasted."""
        self.beginResetModel()
        self._is_free = not columns
        self._rows = [dict(row) for row in rows_of(value) or ()] if value else []
        self._columns = list(columns) if columns else _free_columns(self._rows)
        self._doubts = {}
        self.endResetModel()

    @property
    def rows(self) -> Sequence[Row]:
        return self._rows

    @property
    def value(self) -> str:
        """Empty rows at the end do not count; those between others stand between tables."""
        return text_of(without_empty_end(self._rows))

    def place(self, index: _Index) -> Place:
        return index.row(), self._columns[index.column()].key

    @property
    def first_doubt(self) -> QModelIndex | None:
        """The first cell that needs a look, by rows."""
        keys = [column.key for column in self._columns]
        there = sorted((row, keys.index(key)) for row, key in self._doubts if key in keys)
        return self.index(*there[0]) if there else None

    def show_doubts(self, found: Mapping[Place, CellDoubt]) -> None:
        if found != self._doubts:
            self._doubts = found
            self._tell(0, 0, self.rowCount() - 1, self.columnCount() - 1)

    # --- Changes by the clerk ---------------------------------------------------------------------------------------

    def put(self, row: int, column: int, cells: Sequence[Sequence[str]]) -> None:
        """Cells from there on; rows are added as needed, columns only where the kind has none of its own."""
        widest = max((len(line) for line in cells), default=0)
        if self._is_free and column + widest > len(self._columns):
            self._add_columns(column + widest - len(self._columns))
        if row + len(cells) > len(self._rows):
            self._add_rows(row + len(cells) - len(self._rows))
        for down, line in enumerate(cells):
            for across, text in enumerate(line[: len(self._columns) - column]):
                self._set(row + down, column + across, text)
        self._tell(row, column, row + len(cells) - 1, min(column + widest, len(self._columns)) - 1)
        self.edited.emit()

    def insert_row(self, row: int) -> None:
        """An empty one before that one."""
        if row <= len(self._rows):
            self.beginInsertRows(QModelIndex(), row, row)
            self._rows.insert(row, {})
            self.endInsertRows()
            self.edited.emit()

    def remove_rows_at(self, rows: Sequence[int]) -> None:
        there = sorted({row for row in rows if row < len(self._rows)}, reverse=True)
        for row in there:
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._rows[row]
            self.endRemoveRows()
        if there:
            self.edited.emit()

    def _add_rows(self, count: int) -> None:
        first = len(self._rows)
        self.beginInsertRows(QModelIndex(), first, first + count - 1)
        self._rows += [{} for _ in range(count)]
        self.endInsertRows()

    def _add_columns(self, count: int) -> None:
        first = len(self._columns)
        self.beginInsertColumns(QModelIndex(), first, first + count - 1)
        self._columns += [_free_column(str(number)) for number in range(first + 1, first + count + 1)]
        self.endInsertColumns()

    def _set(self, row: int, column: int, text: str) -> None:
        key = self._columns[column].key
        if text.strip():
            self._rows[row][key] = text.strip()
        else:
            self._rows[row].pop(key, None)

    def _tell(self, top: int, left: int, bottom: int, right: int) -> None:
        if self._columns:
            self.dataChanged.emit(self.index(top, left), self.index(bottom, right))

    # --- Qt's questions ---------------------------------------------------------------------------------------------

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows) + 1

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable if index.isValid() else super().flags(index)

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column, doubt = self._columns[index.column()], self._doubts.get(self.place(index))
        text = self._rows[index.row()].get(column.key, "") if index.row() < len(self._rows) else ""
        if role in (_Role.DisplayRole, _Role.EditRole):
            return text
        if role == _Role.TextAlignmentRole:
            return _side(column)
        if role == _Role.ForegroundRole:
            return tints.DOUBT.ink if doubt else None
        if role == MARK:
            return _MARKS[doubt] if doubt else ""
        if role == _Role.ToolTipRole:
            return "\n".join(one for one in (text, self._sentence(doubt)) if one)
        if role == _Role.AccessibleTextRole:
            return ", ".join(one for one in (self._words.name(column), text, self._sentence(doubt)) if one)
        return None

    def _sentence(self, doubt: CellDoubt | None) -> str:
        if doubt is CellDoubt.UNCLEAR:
            return self.tr("A character was unclear; please compare")
        return self.tr("Does not fit with the rest of its row; please compare") if doubt else ""

    def setData(self, index: _Index, value: Any, role: int = _Role.EditRole) -> bool:
        if not index.isValid() or role != _Role.EditRole:
            return False
        text = " ".join(str(value).split())
        if text != self.data(index):
            self.put(index.row(), index.column(), [[text]])
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            if role == _Role.DisplayRole:
                return str(section + 1) if section < len(self._rows) else "+"
            return int(Qt.AlignmentFlag.AlignCenter) if role == _Role.TextAlignmentRole else None
        if not 0 <= section < len(self._columns):
            return None
        if role in (_Role.DisplayRole, _Role.ToolTipRole):
            return self._words.name(self._columns[section])
        return _side(self._columns[section]) if role == _Role.TextAlignmentRole else None


def _free_columns(rows: Sequence[Row]) -> list[ColumnSpec]:
    """Those that the rows have: numbers in their order, and none left out between."""
    keys = list(dict.fromkeys(key for row in rows for key in row)) or ["1"]
    if all(key.isdecimal() and int(key) <= MOST_COLUMNS for key in keys):
        keys = [str(number) for number in range(1, max(map(int, keys)) + 1)]
    return [_free_column(key) for key in keys]


def _free_column(key: str) -> ColumnSpec:
    return ColumnSpec(key, key, key)


def _side(column: ColumnSpec) -> int:
    side = Qt.AlignmentFlag.AlignRight if column.kind in NUMBERS else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)
