"""A clerk's way through the batch: from what needs a look to the next that does, finishing what lies behind."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from desktop_ocr.domain import masks
from desktop_ocr.ui import commands
from desktop_ocr.ui.current import Current
from desktop_ocr.ui.field_panel import FieldPanel
from desktop_ocr.ui.queue_panel import QueuePanel
from desktop_ocr.ui.words import Words
from desktop_ocr.workflow import reviewing
from desktop_ocr.workflow.batch import Batch


class GoingOn(QObject):
    """``told`` as in ``Review``."""

    told = Signal(str, bool)

    def __init__(
        self,
        batch: Batch,
        current: Current,
        queue: QueuePanel,
        fields: FieldPanel,
        words: Words,
        stack: QUndoStack,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._batch, self._current = batch, current
        self._queue, self._fields, self._words, self._stack = queue, fields, words, stack

    def enter_fields(self) -> None:
        """To the first field to look at, else to the first."""
        document = self._current.document
        if document is not None and document.fields:
            to_look_at = reviewing.fields_to_look_at(document)
            self._fields.activate(to_look_at[0] if to_look_at else document.fields[0].spec.key)

    def look_on(self, field: str) -> None:
        """To the next field that needs a look; nothing is accepted or finished by that."""
        self.go_on(field, finishes=False)

    def go_on(self, field: str, *, finishes: bool = True) -> None:
        """To the next field that needs a look; the document left behind is finished."""
        if self._current.key is None:
            return
        place = reviewing.next_place(self._batch, self._current.key, field)
        if place is not None and place.key == self._current.key:
            self._fields.activate(place.field)
            return
        if finishes:
            self._finish_current()
        if place is None:
            self.told.emit(self.tr("Nothing is left to look at."), False)
            return
        self._queue.select(place.key)
        self._fields.activate(place.field)

    def finish(self) -> None:
        """Ctrl+Enter: finished at once, unless something is broken, or required and empty."""
        document = self._current.document
        if document is None:
            return
        if document.recognition is None:  # one that failed, or is not read yet, keeps nobody from going on
            self._select_following()
            return
        if hindering := reviewing.obstacles(document):
            names = ", ".join(self._words.name(document.field(key).spec) for key in hindering)
            self.told.emit(self.tr("Not finished yet: {fields}").format(fields=names), True)
            self._fields.activate(hindering[0])
            return
        self._finish_current()
        self._select_following()

    def _finish_current(self) -> None:
        document = self._current.document
        ready = document is not None and document.recognition is not None and not document.finished
        if self._current.key is not None and document is not None and ready and not reviewing.obstacles(document):
            text = self.tr("Finish {name}").format(name=masks.file_name(document.source.name))
            self._stack.push(commands.Finish(text, self._batch, self._current.key))

    def _select_following(self) -> None:
        if self._current.key is None:
            return
        place = reviewing.next_document(self._batch, self._current.key)
        keys = list(self._batch)
        row = self._batch.row(self._current.key)
        if place is not None:
            self._queue.select(place.key)
            self._fields.activate(place.field)
        elif row + 1 < len(keys):
            self._queue.select(keys[row + 1])
