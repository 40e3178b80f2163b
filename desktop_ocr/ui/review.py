"""Joins the three panes over the batch: which paper is the current one, what was done in a pane, what is read."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop_ocr.domain.document import Document
from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.review import DocumentState
from desktop_ocr.ui.adjusting import Adjusting
from desktop_ocr.ui.current import Current
from desktop_ocr.ui.field_panel import FieldPanel
from desktop_ocr.ui.field_steps import FieldSteps
from desktop_ocr.ui.going_on import GoingOn
from desktop_ocr.ui.page_reading import PageReading
from desktop_ocr.ui.page_showing import PageShowing
from desktop_ocr.ui.page_view import PageView
from desktop_ocr.ui.paper_steps import PaperSteps
from desktop_ocr.ui.queue_panel import QueuePanel
from desktop_ocr.ui.tasks import Tasks
from desktop_ocr.ui.thumbnails import Thumbnails
from desktop_ocr.ui.words import Words
from desktop_ocr.workflow.batch import Batch
from desktop_ocr.workflow.batch_reading import BatchReading
from desktop_ocr.workflow.batch_unfolding import BatchUnfolding
from desktop_ocr.workflow.changes import Added, Change, Changed
from desktop_ocr.workflow.previews import Previews
from desktop_ocr.workflow.recognising import Recogniser


class Review(QObject):
    """``told`` has something to say to the clerk: the sentence, and whether it is about an error."""

    told = Signal(str, bool)
    changed = Signal()

    def __init__(
        self,
        batch: Batch,
        work: tuple[BatchUnfolding, BatchReading],
        recogniser: Recogniser,
        types: Mapping[str, DocumentType],
        words: Words,
        tasks: Tasks,
        panes: tuple[QueuePanel, PageView, FieldPanel],
    ) -> None:
        super().__init__()
        self.undo_stack = QUndoStack(self)
        self.queue, self.page, self.fields = panes
        self._unfolding, self._reading = work
        self._batch, self._tasks = batch, tasks
        self._current = current = Current(batch)
        self.papers = PaperSteps(batch, types, words, self.undo_stack, self)
        self.field_steps = FieldSteps(batch, current, words, tasks, self.undo_stack, self.fields, self)
        previews = Previews(recogniser.decode, recogniser.contents, recogniser.passwords)
        self.page_showing = PageShowing(current, self.page, self.fields, previews, words, tasks, self)
        self.page_reading = PageReading(current, self.fields, recogniser, words, tasks, self)
        self.thumbnails = Thumbnails(batch, self.queue.model, previews, tasks, self)
        self.going_on = GoingOn(batch, current, self.queue, self.fields, words, self.undo_stack, self)
        self.adjusting = Adjusting(
            batch, self.undo_stack, self.page.adjust_strip, current, previews, words, tasks, self
        )
        self._task: asyncio.Task[None] | None = None
        self._looking: asyncio.Task[None] | None = None
        self._is_stopped = False
        self._seen: tuple[int | None, bool] = (None, False)
        batch.subscribe(self._batch_changed)
        self._connect()

    def _connect(self) -> None:
        self.queue.current_changed.connect(self.show)
        self.queue.entered.connect(self.going_on.enter_fields)
        self.queue.delete_asked.connect(self.papers.remove)
        self.page.box_drawn.connect(self.page_reading.read_box)
        self.page.place_clicked.connect(self.page_reading.read_line_at)
        self.page_reading.taken.connect(self.field_steps.take)
        self.page_reading.told.connect(self.told)
        self.page.turn_asked.connect(self.turn)
        self.page.crop_asked.connect(self.page_showing.begin_crop)
        self.page.message.try_asked.connect(self._try_anyway)
        self.page.adjust_asked.connect(self.adjusting.toggle_strip)
        self.adjusting.told.connect(self.told)
        self.changed.connect(self.adjusting.refresh)
        self.page.crop_chosen.connect(self._set_crop)
        self.fields.edited.connect(self.field_steps.correct)
        self.fields.accepted.connect(self.field_steps.accept)
        self.fields.reverted.connect(self.field_steps.take_back)
        self.fields.illegible_asked.connect(self.field_steps.mark_illegible)
        self.field_steps.settled.connect(self.going_on.go_on)
        self.field_steps.told.connect(self.told)
        self.fields.finish_asked.connect(self.going_on.finish)
        self.going_on.told.connect(self.told)
        self.fields.kind_chosen.connect(self.ask_type)

    # --- Showing ----------------------------------------------------------------------------------------------------

    @property
    def key(self) -> int | None:
        """Of the current paper."""
        return self._current.key

    @property
    def document(self) -> Document | None:
        """The current paper."""
        return self._current.document

    def show(self, key: int | None) -> None:
        """Make a document the current one; what was half typed into the one before is kept."""
        self.fields.commit()
        self._current.key = key if key is not None and key in self._batch else None
        self._unfolding.first = self._reading.first = self.key
        self._refresh()

    def _refresh(self) -> None:
        document = self.document
        self.fields.show_document(document, self.key)
        self.page_showing.show(document)
        if document is not None:
            self._activate_first(document)
        self.changed.emit()

    def _activate_first(self, document: Document) -> None:
        """When a document comes into view or is read, its first field to look at.

        Not while a field is in work or a crop is drawn, nor while the clerk goes through the list: Enter leads on from
        there.
        """
        seen = (self.key, bool(document.fields))
        if seen == self._seen:
            return
        self._seen = seen
        is_elsewhere = isinstance(QApplication.focusWidget(), QLineEdit) or self.queue.list.hasFocus()
        is_elsewhere = is_elsewhere or self.page.canvas.crop is not None
        if not is_elsewhere and not self.fields.active_key():
            self.going_on.enter_fields()

    # --- The batch --------------------------------------------------------------------------------------------------

    def take(self, documents: Sequence[Document]) -> None:
        """New documents: they are looked into and read at once."""
        self._is_stopped = False
        keys = self._batch.add(documents)
        if self.key is None and keys:
            self.page.canvas.setFocus()  # from the welcome page; on to the fields once they are read
            self.queue.select(keys[0])

    def _batch_changed(self, change: Change) -> None:
        if self.key is not None and self.key not in self._batch:
            self._current.key = None
        if self.key is None or (isinstance(change, Changed) and self._batch.key_at(change.row) == self.key):
            self._refresh()
        self._look_into_new()
        if isinstance(change, Added | Changed) and not self._is_stopped:
            self.read_waiting()
        self.changed.emit()

    def _look_into_new(self) -> None:
        """How many pages, how many papers: also while reading is stopped, or the list would not say what is there."""
        if self._unfolding.is_needed and (self._looking is None or self._looking.done()):
            self._looking = self._tasks.start(self._unfolding.run())

    def read_waiting(self) -> None:
        """Read what waits, unless that is going on already."""
        if not self._batch.count(DocumentState.QUEUED):
            return
        if self._task is None or self._task.done():
            self._task = self._tasks.start(self._reading.run())
        else:
            self._reading.wake()

    def stop_reading(self) -> None:
        """What waits stays where it is, until reading is begun again or new papers come."""
        self._is_stopped = True
        if self._task is not None:
            self._task.cancel()
        self.changed.emit()

    def resume_reading(self) -> None:
        self._is_stopped = False
        self.read_waiting()
        self.changed.emit()

    @property
    def is_stopped(self) -> bool:
        """Whether papers wait because the clerk has stopped reading."""
        return self._is_stopped

    def read_again(self) -> None:
        """The current paper; a person's values stay."""
        self.page_showing.forget_failed()
        self.papers.read_again(self._current.keys)

    def _try_anyway(self) -> None:
        self.page.setFocus()  # from the button, which goes; on to the fields once they are read
        self.papers.try_anyway(self._current.keys)

    # --- Steps ------------------------------------------------------------------------------------------------------

    def close(self) -> None:
        """At the end: Qt crashes when steps made in Python are freed together with their stack in a cycle."""
        self.undo_stack.clear()

    def undo(self) -> None:
        """Take back the last step, in the sight of the clerk: its paper is shown."""
        step = self.undo_stack.command(self.undo_stack.index() - 1)
        self.undo_stack.undo()
        self._show_paper_of(step, self.tr("Undone: {step}"))

    def redo(self) -> None:
        step = self.undo_stack.command(self.undo_stack.index())
        self.undo_stack.redo()
        self._show_paper_of(step, self.tr("Done again: {step}"))

    def _show_paper_of(self, step: QUndoCommand, sentence: str) -> None:
        there = [key for key in getattr(step, "keys", ()) if key in self._batch]
        if there and self.key not in there:
            self.queue.select(there[0])
        self.told.emit(sentence.format(step=step.text()), False)

    def ask_type(self, kind: str) -> None:
        """Have the current paper read as a kind, with "" as the kind that it shows."""
        self.page.canvas.setFocus()  # from the list of kinds; on to the fields once they are read
        self.papers.ask_type(self._current.keys, kind)

    def turn(self, degrees: int) -> None:
        """Turn the current page clockwise."""
        self.papers.turn(self._current.keys, degrees)

    def _set_crop(self, quad: Quad) -> None:
        if self.key is not None:
            self.papers.crop(self.key, quad)
