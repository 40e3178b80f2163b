"""The papers in work, one a row: file, kind, state, and for one that failed the sentence that says why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import count
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop_ocr.domain.document import Document
from desktop_ocr.domain.review import DocumentState
from desktop_ocr.ui import tints
from desktop_ocr.ui.words import Words

FILE, KIND, STATE, NOTE = range(4)

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_Role = Qt.ItemDataRole


class QueueModel(QAbstractTableModel):
    """Holds the documents until there is a batch below the window.  A key names a row for good, wherever it moves."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._headers = (self.tr("File"), self.tr("Kind"), self.tr("State"), self.tr("Note"))
        self._keys: list[int] = []
        self._documents: list[Document] = []
        self._next_key = count()
        self._states: Counter[DocumentState] = Counter()

    # --- The documents ----------------------------------------------------------------------------------------------

    def documents(self) -> list[Document]:
        return list(self._documents)

    def document(self, row: int) -> Document:
        return self._documents[row]

    def key(self, row: int) -> int:
        return self._keys[row]

    def waiting(self) -> list[tuple[int, Document]]:
        """Key and document of each that nobody has begun to read."""
        pairs = zip(self._keys, self._documents, strict=True)
        return [(key, document) for key, document in pairs if document.state is DocumentState.QUEUED]

    def in_state(self, *states: DocumentState) -> int:
        """How many documents are in one of the states."""
        return sum(self._states[state] for state in states)

    def add(self, documents: Sequence[Document]) -> None:
        self._insert(len(self._documents), documents)

    def put(self, key: int, papers: Sequence[Document]) -> None:
        """Replace a document by what was found on its page: one paper or more."""
        row = self._keys.index(key)
        first, *others = papers
        self._states[self._documents[row].state] -= 1
        self._states[first.state] += 1
        self._documents[row] = first
        self.dataChanged.emit(self.index(row, 0), self.index(row, NOTE))
        self._insert(row + 1, others)

    def _insert(self, row: int, documents: Sequence[Document]) -> None:
        if not documents:
            return
        self.beginInsertRows(QModelIndex(), row, row + len(documents) - 1)
        self._documents[row:row] = documents
        self._keys[row:row] = [next(self._next_key) for _ in documents]
        self._states.update(document.state for document in documents)
        self.endInsertRows()

    # --- Qt's questions ---------------------------------------------------------------------------------------------

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._documents)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._headers)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        if role != _Role.DisplayRole:
            return None
        return self._headers[section] if orientation == Qt.Orientation.Horizontal else section + 1

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        document = self._documents[index.row()]
        tint = tints.of_document(document.state)
        match role:
            case _Role.DisplayRole:
                return self._text(document, index.column())
            case _Role.ToolTipRole:
                return str(document.source.path) if index.column() == FILE else self._text(document, index.column())
            case _Role.BackgroundRole if tint:
                return tint.ground
            case _Role.ForegroundRole if tint:
                return tint.ink
        return None

    def _text(self, document: Document, column: int) -> str:
        if column == FILE:
            return self.name(document)
        if column == KIND:
            return self._words.name(document.document_type) if document.document_type else ""
        if column == STATE:
            return self._words.document_state(document.state)
        return self._words.sentence(document.error) if document.error else ""

    def name(self, document: Document) -> str:
        """The file's name, with page and paper where they are not the first and only."""
        name = document.source.name
        if document.source.page > 1:
            name = self.tr("{file}, page {number}").format(file=name, number=document.source.page)
        if document.recognition and len(document.recognition.papers) > 1:
            name = self.tr("{file}, paper {number}").format(file=name, number=document.paper_index + 1)
        return name
