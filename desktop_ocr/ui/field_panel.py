"""The right pane: what kind of paper it is, and its fields, for a clerk who keeps the hands on the keyboard."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop_ocr.domain.document import Document
from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.review import Correction, FieldState
from desktop_ocr.ui import strip, theme
from desktop_ocr.ui.field_details import FieldDetails
from desktop_ocr.ui.field_row import FieldRow
from desktop_ocr.ui.kind_picker import KindPicker
from desktop_ocr.ui.reasons import Reasons
from desktop_ocr.ui.words import Words

ROOM = 16
"""Characters that an editor has room for beside its label; else the labels stand above."""
HIGH = 24
"""Heights of a line: a panel lower than this gives the room of its hints to the fields."""
FRAME = 4
"""Heights of a line: what margins and the mark take of a row's width."""
_LEGEND = (
    FieldState.PROVEN,
    FieldState.CONFIRMED,
    FieldState.LIKELY,
    FieldState.DOUBTFUL,
    FieldState.BROKEN,
    FieldState.ILLEGIBLE,
)


class FieldPanel(QWidget):
    """Shows a document and says what the clerk does with it; what that means is decided by who listens.

    ``edited`` comes when the clerk is done with a changed value, ``accepted`` on Enter (after ``edited``).  Before
    another document is made current, call ``commit``: a value that is half typed then is dropped.
    """

    kind_chosen = Signal(str)  # a key, "" to find it out
    edited = Signal(str, str)
    accepted = Signal(str, str)
    finish_asked = Signal()
    illegible_asked = Signal(str)
    reverted = Signal(str, object)  # a key, and the person's value (Correction or None) that it had before
    field_activated = Signal(str)
    field_hovered = Signal(str)

    def __init__(self, words: Words, kinds: Sequence[DocumentType], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._reasons = Reasons(words, self)
        self._document: Document | None = None
        self._identity: Hashable = None
        self._page: QImage | None = None
        self._rows: list[FieldRow] = []  # a row once made is kept; those beyond the fields are hidden
        self._count = 0
        self._active: FieldRow | None = None
        self._at_entry: Correction | None = None
        self._times_shown = 0
        self._strip_shown: object = None
        self.kind_picker = KindPicker(words, kinds)
        self.kind_picker.chosen.connect(self.kind_chosen)
        self.details = FieldDetails()
        self.details.hide()
        self.details.offer_chosen.connect(self._take_offer)
        self.details.illegible_asked.connect(self._ask_illegible)
        self.note, self._legend = _quiet_label(), _quiet_label()
        unit = self.fontMetrics().height()
        self.note.setContentsMargins(unit, unit // 2, unit, unit // 2)
        self._arrange()
        self.show_document(None)

    def _arrange(self) -> None:
        unit = self.fontMetrics().height()
        top, self._foot = QWidget(), QWidget()
        layout = QVBoxLayout(top)
        layout.setContentsMargins(unit, unit // 2, unit, unit // 2)
        layout.addWidget(self.kind_picker)
        self._list = QWidget()
        self._list_layout = QVBoxLayout(self._list)
        self._list_layout.setContentsMargins(0, unit // 2, 0, unit // 2)
        self._list_layout.setSpacing(0)
        self._list_layout.addWidget(self.note)
        self._list_layout.addStretch(1)
        self.details.setParent(self._list)
        self.scroll_area = QScrollArea()
        self.scroll_area.setWidget(self._list)
        self.scroll_area.setWidgetResizable(True)
        self.scroll_area.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroll_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._hint = _quiet_label(self.tr("Enter accepts and goes to the next one that needs a look"))
        self._legend.setText(
            "   ".join(self._words.field_state(state).replace(" ", "\N{NO-BREAK SPACE}") for state in _LEGEND)
        )
        layout = QVBoxLayout(self._foot)
        layout.setContentsMargins(unit, unit // 2, unit, unit // 2)
        layout.addWidget(self._hint)
        layout.addWidget(self._legend)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget, stretch in ((top, 0), (_Line(), 0), (self.scroll_area, 1), (_Line(), 0), (self._foot, 0)):
            layout.addWidget(widget, stretch)

    # --- Showing ----------------------------------------------------------------------------------------------------

    def show_document(self, document: Document | None, identity: Hashable = None) -> None:
        """Show a document.  The same one again: the clerk's cursor, focus and half-typed text stay.

        ``identity`` tells two documents of one page apart that is in work twice (the key in the batch, say); without
        it, a document is its file, page and place on the page.
        """
        identity = _identity(document) if identity is None else identity
        is_same = document is not None and self._document is not None and identity == self._identity
        if is_same and not self._commit_leaving(document):
            return  # what was committed came back as a later document, which is shown already
        self._times_shown += 1
        self._document, self._identity = document, identity
        self._show_kind(document)
        self._show_note(document)
        if is_same and document and not document.fields and not document.error:
            return  # it is being read anew: the fields come back
        if not is_same:
            self._strip_shown = None
        self._show_fields(document, is_same=is_same)

    def set_page(self, image: QImage | None) -> None:
        """The upright page that the strips are cut from."""
        self._page, self._strip_shown = image, None
        self._show_strip()

    def _show_kind(self, document: Document | None) -> None:
        asked = document.asked_type.key if document and document.asked_type else ""
        found = document.document_type.key if document and document.document_type else ""
        self.kind_picker.show_kind(asked, found)
        self.kind_picker.setEnabled(document is not None)

    def _show_note(self, document: Document | None) -> None:
        text = ""
        if document is None:
            text = self.tr("No paper is chosen")
        elif document.error:
            text = self._words.sentence(document.error)
        elif not document.fields:
            text = self._words.document_state(document.state)
        self.note.setText(text)
        self.note.setVisible(bool(text))

    def _commit_leaving(self, document: Document | None) -> bool:
        """Commit what is typed into fields that the document no longer has; False when that led to another one."""
        before, fields = self._times_shown, document.fields if document else ()
        if fields or (document and document.error):
            for row, field in zip(self._shown_rows(), [*fields, *[None] * self._count], strict=False):
                if field is None or row.spec != field.spec:
                    row.editor.commit()
        return before == self._times_shown

    def _show_fields(self, document: Document | None, *, is_same: bool) -> None:
        fields = document.fields if document else ()
        while len(self._rows) < len(fields):
            self._add_row()
        had_focus = self._active is not None and self._active.editor.hasFocus()
        self._count = len(fields)
        for row, field in zip(self._rows, fields, strict=False):
            if is_same and row.spec == field.spec:
                row.show_field(field)
            else:
                row.begin(field)
            row.setVisible(True)
        for row in self._rows[self._count :]:
            if row.field:
                row.editor.begin("")
                row.field = None
            row.setVisible(False)
        self._keep_active(had_focus=had_focus, is_same=is_same)
        self._arrange_rows()
        self._show_strip()

    def _keep_active(self, *, had_focus: bool, is_same: bool) -> None:
        """The active row stays so where it can: in another document only if the clerk is in it."""
        if self._active is not None and (self._active.field is None or not (is_same or had_focus)):
            self._set_active(None)
        elif self._active is not None and not is_same:
            self.field_activated.emit(self._active.key)
        if had_focus and self._active is None and self._count:
            self._rows[0].editor.enter()

    def _add_row(self) -> None:
        row = FieldRow(self._words, self._reasons)
        self._list_layout.insertWidget(self._list_layout.count() - 1, row)
        self.setTabOrder(self._rows[-1].editor if self._rows else self.kind_picker, row.editor)
        self._rows.append(row)
        editor = row.editor
        row.hovered.connect(self.field_hovered)
        row.resized.connect(self._row_resized)
        editor.entered.connect(self._entered)
        editor.committed.connect(self._committed)
        editor.accepted.connect(self._accepted)
        editor.reverted.connect(self._reverted)
        editor.illegible_asked.connect(self._ask_illegible)
        editor.finish_asked.connect(self.finish_asked)
        editor.neighbour_asked.connect(self._go_to_neighbour)
        editor.offer_asked.connect(self._take_offer)

    # --- Active field -----------------------------------------------------------------------------------------------

    def activate(self, key: str) -> None:
        """Put the keyboard into a field, as Tab does; a key that there is not is passed over."""
        if row := self._row(key):
            row.editor.enter()

    def active_key(self) -> str:
        """The field that the clerk is in or was in last; "" for none."""
        return self._active.key if self._active else ""

    def highlight(self, key: str, hovered: bool) -> None:
        """Show which field the pointer is on, elsewhere; at most one, and none for ""."""
        for row in self._rows:
            row.set_hovered(hovered and row.key == key)

    def typed(self) -> tuple[str, str] | None:
        """Field and text of the editor with the focus, if it holds what is not committed."""
        row = self._active
        if row is None or row.field is None or row.editor.is_composing or not row.editor.is_changed:
            return None
        return row.key, row.editor.toPlainText()

    def type(self, key: str, text: str) -> None:
        """Have a text stand in a field's editor as if the clerk had typed it and not left yet."""
        if row := self._row(key):
            row.editor.enter()
            row.editor.replace_all(text)

    def commit(self) -> None:
        """Take what is half typed as typed; ``edited`` tells of it."""
        for row in self._shown_rows():
            row.editor.commit()

    def _set_active(self, row: FieldRow | None) -> None:
        if row is self._active:
            return
        if self._active:
            self._active.set_details(None)
        self._active = row
        self.details.setVisible(row is not None)
        if row:
            row.set_details(self.details)
            self._show_strip()
            self.field_activated.emit(row.key)
            QTimer.singleShot(0, self, self._scroll_to_active)
        else:
            self.details.setParent(self._list)

    def _scroll_to_active(self) -> None:
        """The whole row with its strip, once it has its height."""
        if self._active:
            self._list_layout.activate()
            row = self._active
            bar, port = self.scroll_area.verticalScrollBar(), self.scroll_area.viewport().height()
            top, bottom = row.y(), row.y() + row.height()
            if bottom > bar.value() + port:
                bar.setValue(bottom - port)
            if top < bar.value():
                bar.setValue(top)

    def _row_resized(self) -> None:
        """The strip came, or the text grew: still all of it must be in sight."""
        if self.sender() is self._active:
            QTimer.singleShot(0, self, self._scroll_to_active)

    def _show_strip(self) -> None:
        field = self._active.field if self._active else None
        if field is None:
            return
        shown = (id(self._page), field.reading, field.region)
        if shown == self._strip_shown:
            return
        self._strip_shown = shown
        line = 1.0
        if field.region and self._page is not None and self._document and self._document.paper:
            line = strip.line_height(self._document.paper.lines, field, self._page.size())
        self.details.strip.show_part(self._page, field.region, line)

    # --- From the editors -------------------------------------------------------------------------------------------

    def _sending_row(self) -> FieldRow:
        editor = self.sender()
        return next(row for row in self._rows if row.editor is editor)

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
        place = self._rows.index(self._sending_row()) + direction
        if 0 <= place < self._count:
            self._rows[place].editor.enter()

    def _take_offer(self, number: int) -> None:
        if self._active:
            self._active.take_offer(number)

    def _ask_illegible(self) -> None:
        if row := self._active:
            if row.field:
                row.editor.begin(row.field.value)  # what is half typed must not come after it
            self.illegible_asked.emit(row.key)

    def _row(self, key: str) -> FieldRow | None:
        return next((row for row in self._shown_rows() if row.key == key), None)

    def _shown_rows(self) -> list[FieldRow]:
        return self._rows[: self._count]

    # --- Layout -----------------------------------------------------------------------------------------------------

    def _arrange_rows(self) -> None:
        """All labels beside their editors, or all above."""
        bold = self.font()
        bold.setBold(True)
        self.ensurePolished()
        widest = 0
        for row in self._shown_rows():
            label = QLabel(row.label.text())
            label.setFont(bold)
            widest = max(widest, label.sizeHint().width())
        metrics = self.fontMetrics()
        room = self.width() - widest - FRAME * metrics.height()
        is_above = room < ROOM * metrics.averageCharWidth()
        for row in self._shown_rows():
            row.arrange(self.width() // 2 if is_above else widest, is_above=is_above)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._foot.setVisible(self.height() >= HIGH * self.fontMetrics().height())
        self._arrange_rows()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._rows:
            self._arrange_rows()
        elif event.type() == QEvent.Type.PaletteChange and self._active and self._active.field:
            self._active.show_field(self._active.field)


def _identity(document: Document | None) -> Hashable:
    return (document.source.path, document.source.page, document.paper_index) if document else None


def _quiet_label(text: str = "") -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("quiet", True)
    label.setMargin(2)
    return label


class _Line(QWidget):
    """A quiet separator."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.colours().line))
        painter.end()
