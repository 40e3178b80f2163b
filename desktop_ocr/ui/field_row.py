"""One field of the panel: label, editor, mark of its state, and under the active one what helps to decide."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFont, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from desktop_ocr.domain.document_type import FieldSpec
from desktop_ocr.domain.review import Field, FieldState
from desktop_ocr.ui import doubts, theme, tints
from desktop_ocr.ui.doubts import Doubt
from desktop_ocr.ui.field_details import FieldDetails
from desktop_ocr.ui.field_editor import FieldEditor
from desktop_ocr.ui.reasons import Reasons
from desktop_ocr.ui.words import Words


class StateMark(QLabel):
    """The sign of a state in its colour."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._tint: tints.Tint | None = None
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def show_state(self, mark: str, word: str, tint: tints.Tint | None) -> None:
        self._tint = tint
        self.setText(mark)
        self.setToolTip(word)
        self.setAccessibleName(word)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self._tint.ink if self._tint else QColor(theme.colours().quiet))
        font = self.font()
        font.setBold(self._tint is not None)
        painter.setFont(font)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()


class FieldRow(QWidget):
    """Shows a field; its editor says what the clerk does."""

    hovered = Signal(str)  # the key, "" when the pointer leaves
    resized = Signal()

    def __init__(self, words: Words, reasons: Reasons) -> None:
        super().__init__()
        self._words, self._reasons = words, reasons
        self.field: Field | None = None
        self._found: tuple[Doubt, ...] = ()
        self._details: FieldDetails | None = None
        self._is_hovered = False
        self._is_above: bool | None = None
        self.label, self.editor, self.mark = QLabel(self), FieldEditor(self), StateMark(self)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setBuddy(self.editor)
        self.label.setWordWrap(True)
        self._grid = QGridLayout(self)
        self._grid.setColumnStretch(1, 1)
        self.editor.frame_changed.connect(self._align)
        self.editor.textChanged.connect(self.show_doubts)
        self.editor.cursor_moved.connect(self.show_doubts)

    @property
    def key(self) -> str:
        return self.field.spec.key if self.field else ""

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
        self.editor.set_kind(field.spec.kind)
        self.editor.begin(field.value)
        self._refresh(field)

    def show_field(self, field: Field) -> None:
        """Show what the same field is now."""
        self.field = field
        self.editor.show_value(field.value)
        self._refresh(field)

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
        text = self.editor.toPlainText()
        self._found = (
            doubts.doubts(self.field.reading, text, self.field.likely_score)
            if self._is_open_to_doubt(self.field)
            else ()
        )
        chosen = self._chosen() if self.is_active else None
        self.editor.paint_doubts(self._found, chosen)
        if self._details:
            self._details.show_offers(text[chosen.place] if chosen else "", chosen.offers if chosen else ())
            self._details.show_printed(self.field.printed if text != self.field.printed else "")
            place = chosen.place if chosen else self.editor.cursor_place() or 0
            self._details.strip.look_at(place / max(len(text), 1))

    def _is_open_to_doubt(self, field: Field) -> bool:
        """A person's value is not doubted, except while it is being worked on."""
        if field.correction is not None:
            return self.is_active and field.value != (field.reading.value if field.reading else "")
        return field.state is not FieldState.PROVEN

    def _chosen(self) -> Doubt | None:
        return doubts.nearest(self._found, self.editor.cursor_place())

    def take_offer(self, number: int) -> None:
        """Put the alternative in the place of the doubtful character."""
        chosen = self._chosen()
        if chosen and number < len(chosen.offers):
            self.editor.replace(chosen.place, chosen.place + 1, chosen.offers[number])

    def take_printed(self) -> None:
        """Put what the page shows in the place of what its file says."""
        if self.field:
            self.editor.replace_all(self.field.printed)

    def set_details(self, details: FieldDetails | None) -> None:
        """Become the active row, or no longer be it."""
        if self._details is not None:
            self._details.printed_asked.disconnect(self.take_printed)
        if self._details is not None and details is None:
            self._grid.removeWidget(self._details)
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
        self.label.setFixedWidth(label_width)
        if is_above == self._is_above:
            return
        self._is_above = is_above
        self._align()
        for widget in (self.label, self.editor, self.mark):
            self._grid.removeWidget(widget)
        top, side = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignLeft
        self.label.setAlignment(top | (side if is_above else Qt.AlignmentFlag.AlignRight))
        if is_above:
            self._grid.addWidget(self.label, 0, 1, 1, 2)
        else:
            self._grid.addWidget(self.label, 1, 0, top)
        self._grid.addWidget(self.editor, 1, 1)
        self._grid.addWidget(self.mark, 1, 2, top)
        if self._details:
            self._place_details(self._details)

    def _align(self) -> None:
        """Label and mark stand beside the editor's first line."""
        unit, one_line = self.fontMetrics().height(), self.editor.height_of_line()
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
