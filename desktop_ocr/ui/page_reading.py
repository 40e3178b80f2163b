"""What a clerk points at on the page goes into the active field: the text in a box, or a line."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop_ocr.domain.document import Document
from desktop_ocr.domain.document_type import ValueKind
from desktop_ocr.domain.errors import ClerkError
from desktop_ocr.domain.geometry import Point, Quad
from desktop_ocr.domain.recognition import TextLine
from desktop_ocr.domain.review import Correction
from desktop_ocr.domain.typed import joined, normal_form, without_label
from desktop_ocr.ui.current import Current
from desktop_ocr.ui.field_panel import FieldPanel
from desktop_ocr.ui.tasks import Tasks
from desktop_ocr.ui.words import Words
from desktop_ocr.workflow.recognising import Recogniser


class PageReading(QObject):
    """``taken`` carries a field's key and its new value, which nobody has compared yet; ``told`` as in ``Review``."""

    taken = Signal(str, object)  # Correction
    told = Signal(str, bool)

    def __init__(
        self, current: Current, fields: FieldPanel, recogniser: Recogniser, words: Words, tasks: Tasks, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._current, self._fields = current, fields
        self._recogniser, self._words, self._tasks = recogniser, words, tasks

    def read_box(self, box: Quad, append: bool) -> None:
        """Read the text in a box (page coordinates) into the active field, or behind what stands there."""
        field, document = self._fields.active_key(), self._current.document
        if field and document is not None:
            self._fields.commit()
            self._tasks.start(self._read(self._current.document or document, field, box, append))
        else:
            self.told.emit(self.tr("Choose a field first; then draw a box around its text."), False)

    async def _read(self, document: Document, field: str, box: Quad, append: bool) -> None:
        try:
            text = await self._recogniser.read_box(document, box)
        except ClerkError as error:
            self.told.emit(self._words.sentence(error), True)
            return
        self._fields.commit()
        now = self._current.document
        if not text:
            self.told.emit(self.tr("No text was found in the box."), False)
        elif now is None or (now.source, now.paper_index) != (document.source, document.paper_index):
            return  # the clerk has gone on to another paper
        elif _said(now, field) != _said(document, field):
            self.told.emit(self.tr("The field was changed meanwhile; draw the box again."), False)
        else:
            self._take(now, field, text, box, append)

    def read_line_at(self, point: Point, append: bool) -> None:
        """Take the line of text at a point (page coordinates), without the label of the field it is for."""
        field, document = self._fields.active_key(), self._current.document
        line = _line_at(document, point) if document else None
        if field and document is not None and line is not None:
            self._fields.commit()
            self._take(self._current.document or document, field, line.text, line.region, append)

    def _take(self, document: Document, field: str, text: str, region: Quad, append: bool) -> None:
        one = next((one for one in document.fields if one.spec.key == field), None)
        if one is None:
            return  # it was read as another kind meanwhile
        text = without_label(one.spec, text)
        if one.spec.kind is ValueKind.TABLE:  # the region stays that of the whole
            new = Correction(self._fields.with_cell(field, text, append=append), region=one.region, is_checked=False)
        else:
            value = joined(one.spec.kind, one.value, text) if append else text
            new = Correction(normal_form(one.spec.kind, value), region=region, is_checked=False)
        self.taken.emit(field, new)
        self._fields.activate(field)


def _said(document: Document, field: str) -> Correction | None:
    return dict(document.corrections).get(field)


def _line_at(document: Document, point: Point) -> TextLine | None:
    """The line whose rectangle holds the point."""
    for line in document.paper.lines if document.paper else ():
        if _holds(line.region, point):
            return line
    return None


def _holds(quad: Quad, point: Point) -> bool:
    left, top, right, bottom = quad.bounds
    return left <= point.x <= right and top <= point.y <= bottom
