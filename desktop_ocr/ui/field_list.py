"""The fields one under the other: rows that are made once and kept, one of them the active one, with its details."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop_ocr.domain.recognition import TextLine
from desktop_ocr.domain.review import Correction, Field
from desktop_ocr.ui.field_details import FieldDetails
from desktop_ocr.ui.field_row import Editor, FieldRow
from desktop_ocr.ui.reasons import Reasons
from desktop_ocr.ui.table_editor import TableEditor
from desktop_ocr.ui.words import Words
from desktop_ocr.ui.wrapped import plain_label

ROOM = 16
"""Characters that an editor has room for beside its label; else the labels stand above."""
FRAME = 4
"""Heights of a line: what margins and the mark take of a row's width."""


class FieldList(QScrollArea):
    """Signals as those of ``FieldPanel``.  Tab comes into the first row from the widget ``before``."""

    edited = Signal(str, str)
    accepted = Signal(str, str)
    finish_asked = Signal()
    illegible_asked = Signal(str)
    reverted = Signal(str, object)
    activated = Signal(str)
    hovered = Signal(str)
    cell_shown = Signal(str, object)

    def __init__(self, words: Words, before: QWidget) -> None:
        super().__init__()
        self._words, self._before = words, before
        self._reasons = Reasons(words, self)
        self.rows: list[FieldRow] = []
        """All that were ever needed; those beyond the fields are hidden."""
        self._count = 0
        self.active: FieldRow | None = None
        self._at_entry: Correction | None = None
        self._lines: Sequence[TextLine] | None = None
        self.details = FieldDetails()
        self.details.hide()
        self.details.offer_chosen.connect(self._take_offer)
        self.details.illegible_asked.connect(self._ask_illegible)
        self.note = plain_label(is_quiet=True)
        self._arrange()

    def _arrange(self) -> None:
        unit = self.fontMetrics().height()
        self.note.setMargin(2)
        self.note.setContentsMargins(unit, unit // 2, unit, unit // 2)
        self._inner = QWidget()
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(0, unit // 2, 0, unit // 2)
        self._column.setSpacing(0)
        self._column.addWidget(self.note)
        self._column.addStretch(1)
        self.details.setParent(self._inner)
        self.setWidget(self._inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def shown(self) -> list[FieldRow]:
        """One row for each field."""
        return self.rows[: self._count]

    def row(self, key: str) -> FieldRow | None:
        return next((row for row in self.shown() if row.key == key), None)

    # --- Showing ----------------------------------------------------------------------------------------------------

    def show_note(self, text: str) -> None:
        """Words above the fields; "" for none."""
        self.note.setText(text)
        self.note.setVisible(bool(text))

    def set_page(self, image: QImage | None) -> None:
        """The upright page that the strips are cut from."""
        self.details.set_page(image)
        self._show_part()

    def set_lines(self, lines: Sequence[TextLine] | None) -> None:
        """The lines that were read on the page; None where it is not read."""
        self._lines = lines

    def show_fields(self, fields: Sequence[Field], *, is_same: bool) -> None:
        """``is_same``: of the same document as before; the clerk's cursor, focus and half-typed text stay."""
        if not is_same:
            self.details.forget_part()
        while len(self.rows) < len(fields):
            self._add_row()
        had_focus = self.active is not None and self.active.editor.hasFocus()
        self._count = len(fields)
        for row, field in zip(self.rows, fields, strict=False):
            if is_same and row.spec == field.spec:
                row.show_field(field)
            else:
                row.begin(field)
            row.setVisible(True)
        for row in self.rows[self._count :]:
            if row.field:
                row.clear()
            row.setVisible(False)
        self._keep_active(had_focus=had_focus, is_same=is_same)
        self._arrange_rows()
        self._show_part()

    def commit_leaving(self, fields: Sequence[Field]) -> None:
        """Take as typed what is half typed into rows of which ``fields`` will make others, or none."""
        for row, field in zip(self.shown(), [*fields, *[None] * self._count], strict=False):
            if field is None or row.spec != field.spec:
                row.editor.commit()

    def _keep_active(self, *, had_focus: bool, is_same: bool) -> None:
        """The active row stays so where it can: in another document only if the clerk is in it."""
        if self.active is not None and (self.active.field is None or not (is_same or had_focus)):
            self._set_active(None)
        elif self.active is not None and not is_same:
            self.activated.emit(self.active.key)
        if had_focus and self.active is None and self._count:
            self.rows[0].editor.enter()

    def _add_row(self) -> None:
        row = FieldRow(self._words, self._reasons, self._wire)
        self._column.insertWidget(self._column.count() - 1, row)
        before = self.rows[-1] if self.rows else None
        self.setTabOrder((before.table.view if before.table else before.text) if before else self._before, row.text)
        self.rows.append(row)
        row.hovered.connect(self.hovered)
        row.resized.connect(self._row_resized)

    def _wire(self, editor: Editor) -> None:
        editor.entered.connect(self._entered)
        editor.committed.connect(self._committed)
        editor.accepted.connect(self._accepted)
        editor.reverted.connect(self._reverted)
        editor.illegible_asked.connect(self._ask_illegible)
        editor.finish_asked.connect(self.finish_asked)
        editor.neighbour_asked.connect(self._go_to_neighbour)
        editor.offer_asked.connect(self._take_offer)
        if isinstance(editor, TableEditor):
            editor.cell_entered.connect(self._show_part)

    # --- Active row -------------------------------------------------------------------------------------------------

    def _set_active(self, row: FieldRow | None) -> None:
        if row is self.active:
            return
        if self.active:
            self.active.set_details(None)
        self.active = row
        self.details.setVisible(row is not None)
        if row:
            row.set_details(self.details)
            self._show_part()
            self.activated.emit(row.key)
            QTimer.singleShot(0, self, self._scroll_to_active)
        else:
            self.details.setParent(self._inner)

    def _scroll_to_active(self) -> None:
        """The whole row with its strip, once it has its height."""
        if self.active:
            self._column.activate()
            row = self.active
            bar, port = self.verticalScrollBar(), self.viewport().height()
            top, bottom = row.y(), row.y() + row.height()
            if bottom > bar.value() + port:
                bar.setValue(bottom - port)
            if top < bar.value():
                bar.setValue(top)

    def _row_resized(self) -> None:
        """The strip came, or the text grew: still all of it must be in sight."""
        if self.sender() is self.active:
            QTimer.singleShot(0, self, self._scroll_to_active)

    def _show_part(self) -> None:
        if self.active and (field := self.active.shown_part(self._lines)):
            self.details.show_part(field, self._lines)
            is_cell = self.active.field is not field
            self.cell_shown.emit(field.spec.key, field.region if is_cell else None)

    # --- From the editors -------------------------------------------------------------------------------------------

    def _sending_row(self) -> FieldRow:
        editor = self.sender()
        return next(row for row in self.rows if row.editor is editor)

    def _entered(self) -> None:
        row = self._sending_row()
        if row.field:
            self._at_entry = row.field.correction
            self._set_active(row)

    def _committed(self, text: str) -> None:
        if key := self._sending_row().key:
            self.edited.emit(key, text)

    def _reverted(self) -> None:
        self.reverted.emit(self._sending_row().key, self._at_entry)

    def _accepted(self, text: str) -> None:
        self.accepted.emit(self._sending_row().key, text)

    def _go_to_neighbour(self, direction: int) -> None:
        place = self.rows.index(self._sending_row()) + direction
        if 0 <= place < self._count:
            self.rows[place].editor.enter()

    def _take_offer(self, number: int) -> None:
        if self.active:
            self.active.take_offer(number)

    def _ask_illegible(self) -> None:
        if row := self.active:
            if row.field:
                row.begin(row.field)  # what is half typed must not come after it
            self.illegible_asked.emit(row.key)

    # --- Layout -----------------------------------------------------------------------------------------------------

    def _arrange_rows(self) -> None:
        """All labels beside their editors, or all above."""
        bold = self.font()
        bold.setBold(True)
        self.ensurePolished()
        widest = 0
        for row in self.shown():
            label = QLabel(row.label.text())
            label.setFont(bold)
            widest = max(widest, label.sizeHint().width())
        metrics = self.fontMetrics()
        room = self.width() - widest - FRAME * metrics.height()
        is_above = room < ROOM * metrics.averageCharWidth()
        for row in self.shown():
            row.arrange(self.width() // 2 if is_above else widest, is_above=is_above)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange_rows()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.rows:
            self._arrange_rows()
        elif event.type() == QEvent.Type.PaletteChange and self.active and self.active.field:
            self.active.show_field(self.active.field)
