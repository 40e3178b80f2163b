"""The left pane: the papers of the batch, found by state and name, one of them the current."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_ocr.ui.queue_filter import QueueFilter
from desktop_ocr.ui.queue_list import QueueList
from desktop_ocr.ui.queue_model import KEY, QueueModel
from desktop_ocr.ui.revealing import Revealing
from desktop_ocr.ui.search_field import SearchField
from desktop_ocr.ui.state_box import StateBox

SOON = 60
"""Milliseconds after which counts and thumbnails follow what happened."""

_ClearAndSelect = QItemSelectionModel.SelectionFlag.ClearAndSelect


class QueuePanel(QWidget):
    """``current_changed`` carries a key; the document stays current when a filter hides it.

    ``entered`` comes with Enter in the list: on to the fields.  ``search_left`` comes when the clerk gave up searching,
    and the list has the focus.  ``delete_asked`` and ``menu_asked`` (with a place on the screen) carry the keys of the
    selected rows.
    """

    current_changed = Signal(int)
    search_left = Signal()
    entered = Signal()
    delete_asked = Signal(list)
    menu_asked = Signal(QPoint, list)

    def __init__(self, model: QueueModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self._current: int | None = None
        self._is_quiet = False
        self._left: set[int] = set()
        """Keys that were current: a filter may now hide them."""
        self.names = Revealing(self)
        self.names.changed.connect(model.show_names)
        self.filter = QueueFilter(model, self)
        self.state_box = StateBox(model.batch)
        self.search = SearchField()
        self.list = QueueList()
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._arrange()
        self._connect()
        self.state_box.show_counts()

    def _arrange(self) -> None:
        self.search.setAccessibleName(self.tr("Search file names"))
        self.search.setPlaceholderText(self.tr("Search file names"))
        self.search.setClearButtonEnabled(True)
        self.list.setAccessibleName(self.tr("Papers"))
        self.list.empty_text = self.tr("No such papers")
        self.filter.rowsAboutToBeRemoved.connect(self._make_way)  # before Qt, which would go to the row above
        self.list.setModel(self.filter)
        head = QVBoxLayout()
        head.setContentsMargins(8, 8, 8, 8)
        head.setSpacing(6)
        head.addWidget(self.state_box)
        head.addWidget(self.search)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.list, 1)

    def _connect(self) -> None:
        self.state_box.currentIndexChanged.connect(self._refilter)
        self.search.textChanged.connect(self._refilter)
        self.list.activated.connect(self.entered)
        self.search.entered.connect(self._go_to_first)
        self.search.left.connect(self._leave_search)
        self.list.selectionModel().currentChanged.connect(self._current_moved)
        self.list.delete_pressed.connect(self._ask_delete)
        self.list.menu_wanted.connect(self._ask_menu)
        self._soon.timeout.connect(self._catch_up)
        for happened in (
            self.filter.rowsInserted,
            self.filter.rowsRemoved,
            self.model.rowsInserted,
            self.model.rowsRemoved,
            self.model.dataChanged,
            self.list.verticalScrollBar().valueChanged,
            self.list.resized,
        ):
            happened.connect(self._start_soon)

    # --- The current document, and the selected ones ----------------------------------------------------------------

    @property
    def current(self) -> int | None:
        """The key of the current document."""
        return self._current

    def select(self, key: int) -> None:
        """Make a document the current one, even if the filter would hide it.  Raises KeyError."""
        self.filter.kept = key
        source = self.model.index_of(key)
        if not self.filter.mapFromSource(source).isValid():
            self.model.look_again(key)
        index = self.filter.mapFromSource(source)
        self.list.selectionModel().setCurrentIndex(index, _ClearAndSelect)
        self.list.scrollTo(index)

    def selected(self) -> list[int]:
        """The keys of the selected documents, in the order of the rows."""
        rows = sorted(self.list.selectionModel().selectedIndexes(), key=QModelIndex.row)
        return [index.data(KEY) for index in rows]

    def _current_moved(self, index: QModelIndex) -> None:
        if self._is_quiet:
            return
        key = index.data(KEY) if index.isValid() else None
        if key == self._current:
            return
        if self._current is not None:
            self._left.add(self._current)
            self._start_soon()
        self._current = self.filter.kept = key
        if key is not None:
            self.current_changed.emit(key)

    def _make_way(self, _parent: QModelIndex, first: int, last: int) -> None:
        """After the current row the next one is current, if there is one."""
        below = self.filter.index(last + 1, 0)
        if not self._is_quiet and below.isValid() and first <= self.list.currentIndex().row() <= last:
            self.list.selectionModel().setCurrentIndex(below, _ClearAndSelect)

    def _ask_delete(self) -> None:
        if keys := self.selected():
            self.delete_asked.emit(keys)

    def _ask_menu(self, place: QPoint) -> None:
        if keys := self.selected():
            self.menu_asked.emit(place, keys)

    # --- The filter -------------------------------------------------------------------------------------------------

    def _refilter(self) -> None:
        """Show what is asked for.  The current document stays the current one, in the list or not."""
        with self._quiet():
            self.filter.set(self.state_box.state, self.search.text())
            self._mark_current()
        self._start_soon()

    def _mark_current(self) -> None:
        selection = self.list.selectionModel()
        index = QModelIndex()
        if self._current is not None and self._current in self.model.batch:
            index = self.filter.mapFromSource(self.model.index_of(self._current))
        if index.isValid():
            self.filter.kept = self._current
            selection.setCurrentIndex(index, _ClearAndSelect)
            self.list.scrollTo(index)
        else:
            selection.clear()

    def _go_to_first(self) -> None:
        """Of the papers that were found; into the list, where the arrow keys go to the others."""
        if not self.filter.rowCount():
            return
        if self.search.text().strip():
            self.list.selectionModel().setCurrentIndex(self.filter.index(0, 0), _ClearAndSelect)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_search(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search_left.emit()

    @contextmanager
    def _quiet(self) -> Iterator[None]:
        self._is_quiet = True
        try:
            yield
        finally:
            self._is_quiet = False

    # --- What follows soon ------------------------------------------------------------------------------------------

    def _start_soon(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _catch_up(self) -> None:
        left, self._left = self._left, set()
        for key in left - {self._current}:
            self.model.look_again(key)
        self.state_box.show_counts()
        if self.isVisible():
            self.model.want_thumbnails(self._visible_keys())

    def _visible_keys(self) -> list[int]:
        count = self.filter.rowCount()
        first = self.list.indexAt(QPoint(1, 1)).row()
        last = self.list.indexAt(QPoint(1, self.list.viewport().height() - 1)).row()
        rows = range(max(first, 0), (last if last >= 0 else count - 1) + 1)
        return [self.filter.index(row, 0).data(KEY) for row in rows]
