"""The editor of a value that is a table: its cells as a small spreadsheet, and the keys that add and remove rows.

To the panel it is what ``FieldEditor`` is for one value: the same questions, the same signals.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop_ocr.domain.cells import CellDoubt, Place
from desktop_ocr.domain.document_type import ColumnSpec
from desktop_ocr.domain.tables import Row, is_same_table, rows_of, text_of, without_empty_end
from desktop_ocr.ui.table_model import TableModel
from desktop_ocr.ui.table_view import TableView
from desktop_ocr.ui.words import Words

ROWS = 8
"""That are seen without scrolling."""


class TableEditor(QWidget):
    """``committed`` comes with each cell that is changed; the others as those of ``FieldEditor``.

    ``cell_entered`` comes when another cell is the current one.
    """

    entered = Signal()
    committed = Signal(str)
    accepted = Signal(str)
    finish_asked = Signal()
    neighbour_asked = Signal(int)
    offer_asked = Signal(int)  # never: a cell has none
    illegible_asked = Signal()
    reverted = Signal()
    cell_entered = Signal()
    changed = Signal()

    is_composing = False
    """The input method writes into a cell's own editor."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = self._at_entry = ""
        self._columns: Sequence[ColumnSpec] = ()
        self._is_in = False
        self.model = TableModel(words, self)
        self.view = TableView(self.model, self)
        self.insert_button = _button(self.tr("+ Row"), self.tr("An empty row above this one (Insert)"))
        self.remove_button = _button(self.tr("− Row"), self.tr("Remove the row (Ctrl+Delete)"))
        self.setFocusProxy(self.view)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        line = QHBoxLayout()
        line.addWidget(self.insert_button)
        line.addWidget(self.remove_button)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.view)
        layout.addLayout(line)
        self._connect()

    def _connect(self) -> None:
        view = self.view
        self.model.edited.connect(self._cells_changed)
        self.model.rowsInserted.connect(self._fit)
        self.model.rowsRemoved.connect(self._fit)
        self.insert_button.clicked.connect(view.insert_row)
        self.remove_button.clicked.connect(view.remove_rows)
        view.entered_table.connect(self._come_in)
        view.accept_asked.connect(self._accept)
        view.finish_asked.connect(self.finish_asked)
        view.illegible_asked.connect(self.illegible_asked)
        view.neighbour_asked.connect(self.neighbour_asked)
        view.escape_asked.connect(self._escape)
        view.selectionModel().currentChanged.connect(self._current_changed)

    # --- Value ------------------------------------------------------------------------------------------------------

    @property
    def is_changed(self) -> bool:
        return not is_same_table(self.toPlainText(), self._known)

    def toPlainText(self) -> str:
        """The value as it stands, with what is being typed into a cell."""
        editor, index = self.view.open_editor, self.view.currentIndex()
        if editor is None or not index.isValid():
            return self.model.value
        rows = [dict(row) for row in self.model.rows]
        number, column = self.model.place(index)
        rows += [{} for _ in range(number + 1 - len(rows))]
        rows[number][column] = editor.text().strip()
        return text_of(without_empty_end(rows))

    def begin(self, columns: Sequence[ColumnSpec], value: str) -> None:
        """Show the value of another document or field."""
        self._known = self._at_entry = value
        self._is_in = False
        self._put(columns, value)
        if self.hasFocus():
            self.view.go_to(0, 0)

    def show_value(self, columns: Sequence[ColumnSpec], value: str) -> None:
        """Show the value that the document has now, unless the clerk is changing it."""
        if not self.is_changed and not is_same_table(value, self.model.value):
            now = self.view.currentIndex()
            self._put(columns, value)
            self._at_entry = value
            self.view.go_to(now.row(), now.column())
        self._known = value

    def replace_all(self, text: str) -> None:
        """As the clerk's edit that is not told yet."""
        if rows_of(text) is not None:
            self.model.begin(self._columns, text)
            self._fit()

    def enter(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def commit(self) -> None:
        """The clerk is done with it: a cell that is being typed counts, and what changed is told."""
        self.view.close_cell()
        self._tell()

    def with_cell(self, text: str, *, append: bool) -> str:
        """The value with a text in the current cell, or behind what stands there."""
        index = self.view.currentIndex()
        number, column = self.model.place(index) if index.isValid() else (0, self._first_column)
        rows = [dict(row) for row in self.model.rows]
        rows += [{} for _ in range(number + 1 - len(rows))]
        before = rows[number].get(column, "") if append else ""
        rows[number][column] = f"{before} {text}".strip()
        return text_of(rows)

    @property
    def current_cell(self) -> tuple[Sequence[Row], Place] | None:
        """The rows, and which cell of them is the current one."""
        index = self.view.currentIndex()
        return (self.model.rows, self.model.place(index)) if index.isValid() else None

    def show_doubts(self, found: Mapping[Place, CellDoubt]) -> None:
        self.model.show_doubts(found)

    def setAccessibleName(self, name: str) -> None:
        """Of the cells, which have the focus."""
        self.view.setAccessibleName(name)

    def setAccessibleDescription(self, description: str) -> None:
        self.view.setAccessibleDescription(description)

    def hasFocus(self) -> bool:
        """Also while a cell is being typed."""
        focus = QApplication.focusWidget()
        return focus is not None and (focus is self.view or self.view.isAncestorOf(focus))

    @property
    def _first_column(self) -> str:
        return self.model.place(self.model.index(0, 0))[1]

    def _put(self, columns: Sequence[ColumnSpec], value: str) -> None:
        self._columns = columns
        self.model.begin(columns, value)
        self.view.fit_columns()
        self._fit()

    def _cells_changed(self) -> None:
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        value = self.model.value
        if not is_same_table(value, self._known):
            self._known = value
            self.committed.emit(value)

    # --- Keys and focus ---------------------------------------------------------------------------------------------

    def _come_in(self) -> None:
        if not self._is_in:  # else from a cell that was typed
            self._is_in, self._at_entry = True, self._known
            if (first := self.model.first_doubt) is not None:
                self.view.go_to(first.row(), first.column())
        self.entered.emit()
        self.cell_entered.emit()

    def leave(self) -> None:
        """The clerk is in another field."""
        self._is_in = False

    def _accept(self) -> None:
        self.commit()
        self.accepted.emit(self._known)

    def _escape(self) -> None:
        """As it was when the clerk came in."""
        if not is_same_table(self._known, self._at_entry):
            self._put(self._columns, self._at_entry)
            self._known = self._at_entry
            self.reverted.emit()

    def _current_changed(self) -> None:
        if self.hasFocus():
            self.cell_entered.emit()

    # --- Size -------------------------------------------------------------------------------------------------------

    def height_of_line(self) -> int:
        return self.view.horizontalHeader().sizeHint().height()

    def _fit(self) -> None:
        """As high as its rows, up to some."""
        view, line = self.view, self.fontMetrics().height() * 3 // 2
        view.verticalHeader().setDefaultSectionSize(line)
        rows = min(self.model.rowCount(), ROWS)
        has_bar = view.horizontalHeader().length() > view.viewport().width()
        bar = view.horizontalScrollBar().sizeHint().height() if has_bar else 0
        view.setFixedHeight(self.height_of_line() + rows * line + bar + 2 * view.frameWidth() + 2)
        self.setFixedHeight(view.height() + 2 + self.insert_button.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.view.fit_columns()
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 8, self.minimumHeight())


def _button(text: str, hint: str) -> QPushButton:
    button = QPushButton(text)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys do the same
    button.setAutoDefault(False)
    button.setToolTip(hint)
    button.setAccessibleName(hint)
    button.setStyleSheet("min-width: 0; padding: 0.1em 0.45em;")
    return button
