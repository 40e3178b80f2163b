"""Which papers the queue shows: by state, by a part of the name, and one in any case."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel

from desktop_ocr.domain.review import DocumentState
from desktop_ocr.ui.queue_model import QueueModel

_Index = QModelIndex | QPersistentModelIndex


class QueueFilter(QSortFilterProxyModel):
    """Rows in a state whose names have a part; and ``kept``, a key that is shown in any case."""

    def __init__(self, model: QueueModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.kept: int | None = None
        self._model = model
        self._state: DocumentState | None = None
        self._part = ""
        self.setSourceModel(model)

    def set(self, state: DocumentState | None, part: str) -> None:
        """Ask for a state (None for all) and a part of the name; nothing is kept then."""
        self.beginFilterChange()
        self.kept = None
        self._state, self._part = state, part.strip().casefold()
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def filterAcceptsRow(self, row: int, _parent: _Index) -> bool:
        model = self._model
        if (self._state is None or model.state(row) is self._state) and model.is_named(row, self._part):
            return True
        return self.kept is not None and model.key(row) == self.kept
