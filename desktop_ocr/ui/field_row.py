"""One field of the panel: label, editor, mark of its state, and under the active one what helps to decide."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFont, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from desktop_ocr.domain import cells
from desktop_ocr.domain.document_type import FieldSpec, ValueKind
from desktop_ocr.domain.recognition import TextLine
from desktop_ocr.domain.review import Correction, Field, FieldState
from desktop_ocr.domain.tables import rows_of
from desktop_ocr.ui import theme, tints
from desktop_ocr.ui.field_details import FieldDetails
from desktop_ocr.ui.field_editor import FieldEditor
from desktop_ocr.ui.reasons import Reasons
from desktop_ocr.ui.state_mark import StateMark
from desktop_ocr.ui.table_editor import TableEditor
from desktop_ocr.ui.text_doubts import TextDoubts
from desktop_ocr.ui.words import Words

ANY_WIDTH = 16_777_215
"""Qt's largest."""
Editor = FieldEditor | TableEditor


class FieldRow(QWidget):
    """Shows a field; its editor says what the clerk does."""

    hovered = Signal(str)  # the key, "" when the pointer leaves
    resized = Signal()

    def __init__(self, words: Words, reasons: Reasons, wire: Callable[[Editor], object] = lambda _: None) -> None:
        super().__init__()
        self._words, self._reasons, self._wire = words, reasons, wire
        self.field: Field | None = None
        self._details: FieldDetails | None = None
        self._is_hovered = False
        self._is_above: bool | None = None
        self.label, self.text, self.mark = QLabel(self), FieldEditor(self), StateMark(self)
        self._doubts = TextDoubts(self.text)
        self.table: TableEditor | None = None
        """Made when a table is to be shown for the first time."""
        self._is_table = False
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setBuddy(self.text)
        self.label.setWordWrap(True)
        self._grid = QGridLayout(self)
        self._grid.setColumnStretch(1, 1)
        self.text.frame_changed.connect(self._align)
        self.text.textChanged.connect(self.show_doubts)
        self.text.cursor_moved.connect(self.show_doubts)
        wire(self.text)

    @property
    def key(self) -> str:
        return self.field.spec.key if self.field else ""

    @property
    def editor(self) -> Editor:
        """The one that is shown."""
        return self.table if self._is_table and self.table is not None else self.text

    @property
    def spec(self) -> FieldSpec | None:
        return self.field.spec if self.field else None

    @property
    def is_active(self) -> bool:
        return self._details is not None

    # --- Showing ----------------------------------------------------------------------------------------------------

    def begin(self, field: Field) -> None:
        """Show another field, or that of another document."""
        self.field = field
        self._choose_editor(field)
        if self._is_table and self.table is not None:
            self.table.begin(field.spec.columns, field.value)
        else:
            self.text.set_kind(field.spec.kind)
            self.text.begin(field.value)
        self._refresh(field)

    def clear(self) -> None:
        """Show no field."""
        self.field = None
        self.text.begin("")
        if self.table is not None:
            self.table.begin((), "")

    def show_field(self, field: Field) -> None:
        """Show what the same field is now."""
        if _is_shown_as_table(field) != self._is_table:
            self.begin(field)
            return
        self.field = field
        if self._is_table and self.table is not None:
            self.table.show_value(field.spec.columns, field.value)
        else:
            self.text.show_value(field.value)
        self._refresh(field)

    def _choose_editor(self, field: Field) -> None:
        is_table = _is_shown_as_table(field)
        if is_table and self.table is None:
            self.table = TableEditor(self._words, self)
            self.setTabOrder(self.text, self.table.view)
            self.table.changed.connect(self.show_doubts)
            self._wire(self.table)
        if is_table != self._is_table:
            self._is_table, self._is_above = is_table, None
        self.text.setVisible(not is_table)
        if self.table is not None:
            self.table.setVisible(is_table)
        self.label.setBuddy(self.editor)

    def _refresh(self, field: Field) -> None:
        name, tint = self._words.name(field.spec), tints.of_field(field)
        if self.label.text() != name:
            self.label.setText(name)
        mark, _, word = self._words.field_state(field.state).partition(" ")
        if field.state is FieldState.EMPTY and field.needs_look:
            mark, word = "?", self.tr("Empty, needs a look")
        self.mark.show_state(mark if field.state is not FieldState.EMPTY or field.needs_look else "", word, tint)
        reasons = self._reasons.of(field)
        self.editor.setAccessibleName(self.tr("{field}: {state}").format(field=name, state=word))
        self.editor.setAccessibleDescription("\n".join(reasons))
        if self._details:
            self._details.show_reasons(reasons, tint)
        self.show_doubts()
        self.update()

    def show_doubts(self) -> None:
        """Red characters, and the alternatives for the one at the cursor."""
        if self.field is None or self.editor.is_composing:
            return
        if self._is_table and self.table is not None:
            self.table.show_doubts(cells.doubts_of(self.field, self.table.model.rows))
            if self._details:
                self._details.show_offers("", ())
                self._details.show_printed("")
            return
        self._doubts.show(self.field, self._details)

    def take_offer(self, number: int) -> None:
        """Put the alternative in the place of the doubtful character."""
        if not self._is_table:
            self._doubts.take_offer(number)

    def take_printed(self) -> None:
        """Put what the page shows in the place of what its file says."""
        if self.field:
            self.editor.replace_all(self.field.printed)

    def shown_part(self, lines: Sequence[TextLine] | None) -> Field | None:
        """The field with the place on the page to be looked at: of a table, the current cell's, where that is clear."""
        cell = self.table.current_cell if self._is_table and self.table is not None else None
        place = cells.place_of(lines, *cell) if cell is not None and lines is not None else None
        if self.field is None or place is None:
            return self.field
        return replace(self.field, correction=Correction(self.field.value, region=place))

    def set_details(self, details: FieldDetails | None) -> None:
        """Become the active row, or no longer be it."""
        if self._details is not None:
            self._details.printed_asked.disconnect(self.take_printed)
        if self._details is not None and details is None:
            self._grid.removeWidget(self._details)
            if self.table is not None:
                self.table.leave()
        self._details = details
        if details is not None:
            details.printed_asked.connect(self.take_printed)
            self._place_details(details)
            details.show()
        font = QFont()  # says nothing about the size, which the clerk can change
        font.setBold(details is not None)
        self.label.setFont(font)
        if self.field:
            self._refresh(self.field)

    def set_hovered(self, is_hovered: bool) -> None:
        if is_hovered != self._is_hovered:
            self._is_hovered = is_hovered
            self.update()

    # --- Layout -----------------------------------------------------------------------------------------------------

    def arrange(self, label_width: int, *, is_above: bool) -> None:
        """Label left of the editor, or above it where the panel is narrow for its text."""
        unit = self.fontMetrics().height()
        self._grid.setContentsMargins(unit, unit // 3, unit // 2, unit // 3)
        self._grid.setHorizontalSpacing(unit // 2)
        self._grid.setVerticalSpacing(unit // 3)
        self.label.setMinimumWidth(0 if self._is_table else label_width)
        self.label.setMaximumWidth(ANY_WIDTH if self._is_table else label_width)
        is_above = is_above or self._is_table
        if is_above == self._is_above:
            return
        self._is_above = is_above
        self._align()
        for widget in (self.label, self.text, self.table, self.mark):
            if widget is not None:
                self._grid.removeWidget(widget)
        top, side = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignLeft
        self.label.setAlignment(top | (side if is_above else Qt.AlignmentFlag.AlignRight))
        if is_above:
            self._grid.addWidget(self.label, 0, 1, 1, 2)
        else:
            self._grid.addWidget(self.label, 1, 0, top)
        if self._is_table:  # all of the width
            self._grid.addWidget(self.label, 0, 1)
            self._grid.addWidget(self.mark, 0, 2, top)
            self._grid.addWidget(self.editor, 1, 1, 1, 2)
        else:
            self._grid.addWidget(self.editor, 1, 1)
            self._grid.addWidget(self.mark, 1, 2, top)
        if self._details:
            self._place_details(self._details)

    def _align(self) -> None:
        """Label and mark stand beside the editor's first line."""
        unit, one_line = self.fontMetrics().height(), self.text.height_of_line()
        self.mark.setFixedSize(round(unit * 1.4), one_line)
        self.label.setContentsMargins(0, 0 if self._is_above else max(0, (one_line - unit) // 2), 0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def _place_details(self, details: FieldDetails) -> None:
        self._grid.addWidget(details, 2, 1, 1, 2)

    # --- Events -----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.is_active and not self._is_hovered:
            return
        painter, named = QPainter(self), theme.colours()
        tint = tints.of_field(self.field) if self.field else None
        is_calm = self.field is None or tint in (None, tints.GOOD) or not self.is_active
        painter.fillRect(self.rect(), QColor(named.hover) if is_calm or tint is None else tint.ground)
        if self.is_active:
            painter.setPen(QColor(named.border if is_calm or tint is None else tint.ink.name()))
            painter.setOpacity(0.4)
            right, bottom = self.width(), self.height() - 0.5
            painter.drawLine(QPointF(0, 0.5), QPointF(right, 0.5))
            painter.drawLine(QPointF(0, bottom), QPointF(right, bottom))
        painter.end()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.hovered.emit(self.key)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.hovered.emit("")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)


def _is_shown_as_table(field: Field) -> bool:
    """What somebody typed and is no table is a text."""
    return field.spec.kind is ValueKind.TABLE and (not field.value or rows_of(field.value) is not None)
