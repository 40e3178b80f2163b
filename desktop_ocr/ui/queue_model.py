"""The papers in work, one a row, as a list for Qt's views; small pictures of those that are looked at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QImage

from desktop_ocr.domain import masks
from desktop_ocr.domain.document import Document
from desktop_ocr.domain.review import DocumentState
from desktop_ocr.ui import tints
from desktop_ocr.ui.kept_thumbnails import KeptThumbnails
from desktop_ocr.ui.words import DOCUMENT_MARKS, Words
from desktop_ocr.workflow import reviewing
from desktop_ocr.workflow.batch import Batch
from desktop_ocr.workflow.changes import Added, Change, Changed, Removed

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_Role = Qt.ItemDataRole

KEY = int(_Role.UserRole) + 1
DOCUMENT = KEY + 1
NAME = KEY + 2
KIND_TEXT = KEY + 3
STATE_TEXT = KEY + 4
TINT = KEY + 5
THUMBNAIL = KEY + 6
IS_SENT = KEY + 7


@dataclass(frozen=True, slots=True)
class _Row:
    """A document as the views know it, who are told of a change while the batch has made it already."""

    key: int
    document: Document
    state: DocumentState
    searched: str
    shown: str
    """The file's name, masked."""


class QueueModel(QAbstractListModel):
    """Mirrors the batch.  Who shows rows says which with ``want_thumbnails``; ``thumbnails_wanted`` asks for the keys
    of those that have none, each time in place of what was asked before, and ``set_thumbnail`` answers.

    Numbers of persons in files' names are masked, except while ``show_names`` has them shown.
    """

    thumbnails_wanted = Signal(list)

    def __init__(self, batch: Batch, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.batch = batch
        self._words = words
        self._rows: list[_Row] = [_row(key, batch.document(key)) for key in batch.keys()]  # noqa: SIM118
        self._thumbnails = KeptThumbnails(batch)
        self._shows_names = False
        self._held: frozenset[str] = frozenset()
        unsubscribe = batch.subscribe(self._follow)
        self.destroyed.connect(unsubscribe)

    # --- The batch --------------------------------------------------------------------------------------------------

    def _follow(self, change: Change) -> None:
        match change:
            case Added(row, count):
                self._insert(row, count)
            case Changed(row):
                self._change(row)
            case Removed(row, count):
                self._remove(row, count)

    def _insert(self, row: int, count: int) -> None:
        keys = [self.batch.key_at(at) for at in range(row, row + count)]
        self.beginInsertRows(QModelIndex(), row, row + count - 1)
        self._rows[row:row] = [_row(key, self.batch.document(key)) for key in keys]
        self.endInsertRows()

    def _change(self, row: int) -> None:
        before = self._rows[row]
        now = _row(before.key, self.batch.document(before.key))
        self._rows[row] = now
        may_ask_again = before.state is DocumentState.FAILED and now.state is not DocumentState.FAILED
        self._thumbnails.follow(now.key, now.document.paper_recipe, may_ask_again=may_ask_again)
        self._emit_changed(row)

    def _remove(self, row: int, count: int) -> None:
        self.beginRemoveRows(QModelIndex(), row, row + count - 1)
        for one in self._rows[row : row + count]:
            self._thumbnails.forget(one.key)
        del self._rows[row : row + count]
        self.endRemoveRows()

    def _emit_changed(self, row: int, *roles: int) -> None:
        index = self.index(row)
        self.dataChanged.emit(index, index, list(roles))

    # --- Questions --------------------------------------------------------------------------------------------------

    def key(self, row: int) -> int:
        return self._rows[row].key

    def state(self, row: int) -> DocumentState:
        return self._rows[row].state

    def is_named(self, row: int, part: str) -> bool:
        """Whether a file's name has that part; ``part`` must be casefolded."""
        return part in self._rows[row].searched

    @property
    def has_masked_names(self) -> bool:
        return any(row.shown != row.document.source.name for row in self._rows)

    def show_names(self, is_shown: bool) -> None:
        """In full, or masked again."""
        self._shows_names = is_shown
        if self._rows:
            roles = [int(_Role.DisplayRole), NAME, int(_Role.ToolTipRole), int(_Role.AccessibleTextRole)]
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1), roles)

    def show_held(self, engines: frozenset[str]) -> None:
        """The engines that read nothing at the moment: what waits for them is held up."""
        if engines != self._held:
            self._held = engines
            if self._rows:
                roles = [STATE_TEXT, int(_Role.AccessibleTextRole)]
                self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1), roles)

    def index_of(self, key: int) -> QModelIndex:
        """Raises KeyError."""
        return self.index(self.batch.row(key))

    def look_again(self, key: int) -> None:
        """Have filters look at a row anew."""
        if key in self.batch:
            self._emit_changed(self.batch.row(key))

    # --- Thumbnails -------------------------------------------------------------------------------------------------

    def want_thumbnails(self, keys: Iterable[int]) -> None:
        """These are looked at: ask for what is not there and not asked for already."""
        if wanted := self._thumbnails.wanted(keys):
            self.thumbnails_wanted.emit(wanted)

    def set_thumbnail(self, key: int, image: QImage) -> None:
        """One whose paper was turned or cut out since it was asked for is left aside, and wanted again."""
        if key not in self.batch:
            return
        self._thumbnails.put(key, image)
        self._emit_changed(self.batch.row(key), THUMBNAIL)

    # --- Qt's questions ---------------------------------------------------------------------------------------------

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role in (_Role.DisplayRole, NAME):
            return self._name(row)
        if role == KEY:
            return row.key
        if role == DOCUMENT:
            return row.document
        if role == KIND_TEXT:
            return self._kind(row.document)
        if role == STATE_TEXT:
            return self._state(row)
        if role == TINT:
            return tints.of_document(row.state)
        if role == THUMBNAIL:
            return self._thumbnails.get(row.key)
        if role == IS_SENT:
            return row.document.is_sent
        if role == _Role.ToolTipRole:
            return self._tool_tip(row.document)
        if role == _Role.AccessibleTextRole:
            parts = (self._name(row), self._kind(row.document), self._state(row), self._sent(row.document))
            return ", ".join(part for part in parts if part)
        return None

    def _name(self, row: _Row) -> str:
        """The file's name, with page and paper where they are not the first and only."""
        document = row.document
        name = document.source.name if self._shows_names else row.shown
        if document.source.page > 1:
            name = self.tr("{file}, page {number}").format(file=name, number=document.source.page)
        if document.paper_count > 1:
            name = self.tr("{file}, paper {number}").format(file=name, number=document.paper_index + 1)
        return name

    def _kind(self, document: Document) -> str:
        kind = document.document_type or document.asked_type
        return self._words.name(kind) if kind else ""

    def _state(self, row: _Row) -> str:
        """Mark and words: how much there is to look at, or what went wrong."""
        mark = DOCUMENT_MARKS[row.state]
        if row.document.error:
            return f"{mark} {self._words.sentence(row.document.error)}"
        if row.state is DocumentState.QUEUED and row.document.engine in self._held:
            return self.tr("‖ Held up")
        text = self._words.document_state(row.state)
        if row.state is DocumentState.NEEDS_LOOK:
            text = f"{mark} " + self.tr("%n to look at", "", len(reviewing.fields_to_look_at(row.document)))
        return self.tr("{state}, incomplete").format(state=text) if row.document.is_incomplete else text

    def _sent(self, document: Document) -> str:
        return self.tr("A picture of it left this computer") if document.is_sent else ""

    def _tool_tip(self, document: Document) -> str:
        path = str(document.source.path)
        path = path if self._shows_names else masks.file_name(path)
        error = self._words.sentence(document.error) if document.error else ""
        return "\n".join(line for line in (path, self._sent(document), error) if line)


def _row(key: int, document: Document) -> _Row:
    name = document.source.name
    return _Row(key, document, document.state, name.casefold(), masks.file_name(name))
