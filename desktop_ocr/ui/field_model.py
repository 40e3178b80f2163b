"""The fields of one document, one a row: label, value, state, and why the value may be trusted or not."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop_ocr.domain.document import Document
from desktop_ocr.domain.review import Field
from desktop_ocr.ui import tints
from desktop_ocr.ui.reasons import Reasons
from desktop_ocr.ui.words import Words

LABEL, VALUE, STATE, WHY = range(4)

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_Role = Qt.ItemDataRole


class FieldModel(QAbstractTableModel):
    """Shows a document and owns nothing of it."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._reasons = Reasons(words, self)
        self._headers = (self.tr("Field"), self.tr("Value"), self.tr("State"), self.tr("Why"))
        self._fields: tuple[Field, ...] = ()

    def show(self, document: Document | None) -> None:
        self.beginResetModel()
        self._fields = document.fields if document else ()
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._fields)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._headers)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        if role != _Role.DisplayRole:
            return None
        return self._headers[section] if orientation == Qt.Orientation.Horizontal else section + 1

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        field = self._fields[index.row()]
        tint = tints.of_field(field)
        match role:
            case _Role.DisplayRole | _Role.ToolTipRole:
                return self._text(field, index.column())
            case _Role.BackgroundRole if tint:
                return tint.ground
            case _Role.ForegroundRole if tint:
                return tint.ink
        return None

    def _text(self, field: Field, column: int) -> str:
        if column == LABEL:
            return self._words.name(field.spec)
        if column == VALUE:
            return field.value
        if column == STATE:
            return self._words.field_state(field.state)
        return "\n".join(self._reasons.of(field))
