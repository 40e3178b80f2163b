"""The right pane: what kind of paper it is, and its fields, for a clerk who keeps the hands on the keyboard."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop_ocr.domain.document import Document
from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.review import FieldState
from desktop_ocr.ui import theme
from desktop_ocr.ui.field_list import FieldList
from desktop_ocr.ui.kind_picker import KindPicker
from desktop_ocr.ui.portrait import PortraitLabel
from desktop_ocr.ui.words import Words
from desktop_ocr.ui.wrapped import plain_label

HIGH = 24
"""Heights of a line: a panel lower than this gives the room of its hints to the fields."""
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
    cell_shown = Signal(str, object)  # of which field, and where the cell before the clerk stands (Quad or None)

    def __init__(self, words: Words, kinds: Sequence[DocumentType], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._document: Document | None = None
        self._identity: Hashable = None
        self._times_shown = 0
        self.kind_picker = KindPicker(words, kinds)
        self.list = FieldList(words, self.kind_picker)
        self.note, self.details = self.list.note, self.list.details
        self.portrait = PortraitLabel()
        self._arrange()
        self._connect()
        self.show_document(None)

    def _arrange(self) -> None:
        unit = self.fontMetrics().height()
        top, self._foot = QWidget(), QWidget()
        head = QHBoxLayout(top)
        head.setContentsMargins(unit, unit // 2, unit, unit // 2)
        layout = QVBoxLayout()
        layout.addWidget(self.kind_picker)
        head.addLayout(layout, 1)
        head.addWidget(self.portrait)
        legend = "   ".join(self._words.field_state(state).replace(" ", "\N{NO-BREAK SPACE}") for state in _LEGEND)
        self.sent_note = _hint(self.tr("↗ A picture of this paper left this computer"))
        layout.addWidget(self.sent_note)
        layout.addStretch(1)
        layout = QVBoxLayout(self._foot)
        layout.setContentsMargins(unit, unit // 2, unit, unit // 2)
        layout.addWidget(_hint(self.tr("Enter accepts and goes to the next one that needs a look")))
        layout.addWidget(_hint(legend))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget, stretch in ((top, 0), (_Line(), 0), (self.list, 1), (_Line(), 0), (self._foot, 0)):
            layout.addWidget(widget, stretch)

    def _connect(self) -> None:
        self.kind_picker.chosen.connect(self.kind_chosen)
        self.list.edited.connect(self.edited)
        self.list.accepted.connect(self.accepted)
        self.list.finish_asked.connect(self.finish_asked)
        self.list.illegible_asked.connect(self.illegible_asked)
        self.list.reverted.connect(self.reverted)
        self.list.activated.connect(self.field_activated)
        self.list.hovered.connect(self.field_hovered)
        self.list.cell_shown.connect(self.cell_shown)

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
        self.list.set_lines(document.paper.lines if document and document.paper else None)
        if is_same and document and not document.fields and not document.error:
            return  # it is being read anew: the fields come back
        self.list.show_fields(document.fields if document else (), is_same=is_same)

    def set_page(self, image: QImage | None) -> None:
        """The upright page that the strips are cut from."""
        self.list.set_page(image)

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
        elif document.is_incomplete:
            text = self.tr("Parts of this picture are missing. Please compare every field.")
        self.list.show_note(text)
        self.sent_note.setVisible(document is not None and document.is_sent)

    def _commit_leaving(self, document: Document | None) -> bool:
        """Commit what is typed into fields that the document no longer has; False when that led to another one."""
        before, fields = self._times_shown, document.fields if document else ()
        if fields or (document and document.error):
            self.list.commit_leaving(fields)
        return before == self._times_shown

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._foot.setVisible(self.height() >= HIGH * self.fontMetrics().height())

    # --- Fields -----------------------------------------------------------------------------------------------------

    def activate(self, key: str) -> None:
        """Put the keyboard into a field, as Tab does; a key that there is not is passed over."""
        if row := self.list.row(key):
            row.editor.enter()

    def active_key(self) -> str:
        """The field that the clerk is in or was in last; "" for none."""
        return self.list.active.key if self.list.active else ""

    def highlight(self, key: str, hovered: bool) -> None:
        """Show which field the pointer is on, elsewhere; at most one, and none for ""."""
        for row in self.list.rows:
            row.set_hovered(hovered and row.key == key)

    def typed(self) -> tuple[str, str] | None:
        """Field and text of the editor with the focus, if it holds what is not committed."""
        row = self.list.active
        if row is None or row.field is None or row.editor.is_composing or not row.editor.is_changed:
            return None
        return row.key, row.editor.toPlainText()

    def type(self, key: str, text: str) -> None:
        """Have a text stand in a field's editor as if the clerk had typed it and not left yet."""
        if row := self.list.row(key):
            row.editor.enter()
            row.editor.replace_all(text)

    def with_cell(self, key: str, text: str, *, append: bool) -> str:
        """The value of a field that is a table with a text in its current cell, or behind what stands there."""
        row = self.list.row(key)
        return row.table.with_cell(text, append=append) if row is not None and row.table is not None else text

    def commit(self) -> None:
        """Take what is half typed as typed; ``edited`` tells of it."""
        for row in self.list.shown():
            row.editor.commit()


def _identity(document: Document | None) -> Hashable:
    return (document.source.path, document.source.page, document.paper_index) if document else None


def _hint(text: str) -> QLabel:
    label = plain_label(text, is_quiet=True)
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
