"""A clerk's way through the batch: joins the three panes, turns what was done in them into steps that can be undone."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop_ocr.domain.document import Document
from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.errors import ClerkError
from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.recipe import Recipe
from desktop_ocr.domain.review import Correction, DocumentState, Field, Reason, Verdict
from desktop_ocr.domain.typed import normal_form
from desktop_ocr.ui import commands
from desktop_ocr.ui.adjusting import Adjusting
from desktop_ocr.ui.dialogs.reason import ReasonDialog
from desktop_ocr.ui.field_panel import FieldPanel
from desktop_ocr.ui.page_reading import PageReading
from desktop_ocr.ui.page_view import PageView, ShownRegion
from desktop_ocr.ui.paper_steps import PaperSteps
from desktop_ocr.ui.pictures import to_qimage
from desktop_ocr.ui.queue_panel import QueuePanel
from desktop_ocr.ui.tasks import Tasks, answer
from desktop_ocr.ui.words import Words
from desktop_ocr.workflow import reviewing
from desktop_ocr.workflow.batch import Added, Batch, Change, Changed
from desktop_ocr.workflow.batch_reading import BatchReading
from desktop_ocr.workflow.previews import Previews
from desktop_ocr.workflow.recognising import Recogniser

FIRST_CROP = Quad.rectangle(0.05, 0.05, 0.95, 0.95)
"""Where a new crop begins, in page coordinates."""
_PageId = tuple[int | None, str, int, Recipe]
"""Key in the batch, file, page in it, how it is shown."""


class Review(QObject):
    """``told`` has something to say to the clerk: the sentence, and whether it is about an error."""

    told = Signal(str, bool)
    changed = Signal()

    def __init__(
        self,
        batch: Batch,
        reading: BatchReading,
        recogniser: Recogniser,
        types: Mapping[str, DocumentType],
        words: Words,
        tasks: Tasks,
        panes: tuple[QueuePanel, PageView, FieldPanel],
    ) -> None:
        super().__init__()
        self.undo_stack = QUndoStack(self)
        self.key: int | None = None
        self._batch, self._reading, self._recogniser = batch, reading, recogniser
        self._words, self._tasks = words, tasks
        self.papers = PaperSteps(batch, types, words, self.undo_stack, self)
        self.queue, self.page, self.fields = panes
        self.page_reading = PageReading(self._current, self.fields, recogniser, words, tasks, self)
        self._previews = Previews(recogniser.decode, recogniser.contents)
        self.adjusting = Adjusting(
            batch, self.undo_stack, self.page.adjust_strip, lambda: self.key, self._previews, words, tasks, self
        )
        self._task: asyncio.Task[None] | None = None
        self._shown_page: _PageId | None = None
        self._is_loading = self._is_asking = self._is_stopped = False
        self._seen: tuple[int | None, bool] = (None, False)
        self._thumbnails: list[int] = []
        self._drawing_thumbnails = False
        batch.subscribe(self._batch_changed)
        self._connect()

    def _connect(self) -> None:
        self.queue.current_changed.connect(self.show)
        self.queue.entered.connect(self._go_into_fields)
        self.queue.delete_asked.connect(self.papers.remove)
        self.queue.model.thumbnails_wanted.connect(self._want_thumbnails)
        self.page.region_clicked.connect(self.fields.activate)
        self.page.region_hovered.connect(self._hover_on_page)
        self.page.box_drawn.connect(self.page_reading.read_box)
        self.page.place_clicked.connect(self.page_reading.read_line_at)
        self.page_reading.taken.connect(self._take_from_page)
        self.page_reading.told.connect(self.told)
        self.page.turn_asked.connect(self.turn)
        self.page.crop_asked.connect(self.crop)
        self.page.adjust_asked.connect(self.adjusting.toggle_strip)
        self.adjusting.told.connect(self.told)
        self.changed.connect(self.adjusting.refresh)
        self.page.crop_chosen.connect(self._set_crop)
        self.fields.field_activated.connect(self._activated)
        self.fields.field_hovered.connect(self._hover_in_fields)
        self.fields.edited.connect(self.correct)
        self.fields.accepted.connect(self.accept)
        self.fields.finish_asked.connect(self.finish)
        self.fields.reverted.connect(self.take_back)
        self.fields.illegible_asked.connect(self.mark_illegible)
        self.fields.kind_chosen.connect(self.ask_type)

    # --- Showing ----------------------------------------------------------------------------------------------------

    @property
    def document(self) -> Document | None:
        return self._batch.document(self.key) if self.key is not None and self.key in self._batch else None

    def show(self, key: int | None) -> None:
        """Make a document the current one; what was half typed into the one before is kept."""
        self.fields.commit()
        self.key = key if key is not None and key in self._batch else None
        self._reading.first = self.key
        self._refresh()

    def _refresh(self) -> None:
        document = self.document
        self.fields.show_document(document, self.key)
        if document is None:
            self._shown_page = None
            self.page.show_message("")
        else:
            self._show_page(document)
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
            self._go_into_fields()

    def _go_into_fields(self) -> None:
        """To the first field to look at, else to the first."""
        document = self.document
        if document is not None and document.fields:
            to_look_at = reviewing.fields_to_look_at(document)
            self.fields.activate(to_look_at[0] if to_look_at else document.fields[0].spec.key)

    def _show_page(self, document: Document) -> None:
        regions = self._regions(document)
        page = (self.key, str(document.source.path), document.source.page, document.shown_recipe)
        if document.error:
            self._shown_page = None
            self.page.show_message(self._words.sentence(document.error))
            self.fields.set_page(None)
        elif page == self._shown_page:
            self.page.set_regions(regions)
        else:
            if not _is_same_but_for_light(page, self._shown_page):
                self.page.show_message("")  # nobody works on the page of another paper meanwhile
                self.fields.set_page(None)
            self._shown_page = page
            if not self._is_loading:
                self._is_loading = True
                self._tasks.start(self._load_pages())

    async def _load_pages(self) -> None:
        """The page that is looked at; of those passed over meanwhile only the last."""
        loaded = None
        try:
            while self.document is not None and self._shown_page is not None and self._shown_page != loaded:
                loaded = self._shown_page
                await self._load_page(self.document, loaded)
        finally:
            self._is_loading = False

    async def _load_page(self, document: Document, page: _PageId) -> None:
        try:
            image = to_qimage(await self._previews.page(document))
        except ClerkError as error:
            if page == self._shown_page:
                self.page.show_message(self._words.sentence(error))
            return
        now = self.document
        if page == self._shown_page and now is not None:
            self.page.show_page(image, self._regions(now))
            self.fields.set_page(image)

    def _regions(self, document: Document) -> list[ShownRegion]:
        return [
            ShownRegion(one.spec.key, one.region, one.state, self._words.name(one.spec))
            for one in document.fields
            if one.region
        ]

    def _hover_on_page(self, field: str) -> None:
        self.fields.highlight(field, bool(field))

    def _hover_in_fields(self, field: str) -> None:
        self.page.highlight(field or None, hovered=True)

    def _activated(self, field: str) -> None:
        self.page.highlight(field or None)
        if field:
            self.page.ensure_shown(field)

    def _want_thumbnails(self, keys: Sequence[int]) -> None:
        self._thumbnails = list(keys)
        if not self._drawing_thumbnails:
            self._drawing_thumbnails = True
            self._tasks.start(self._draw_thumbnails())

    async def _draw_thumbnails(self) -> None:
        try:
            while self._thumbnails:
                key = self._thumbnails.pop(0)
                if key in self._batch and not self._batch.document(key).error:
                    await self._draw_thumbnail(key)
        finally:
            self._drawing_thumbnails = False

    async def _draw_thumbnail(self, key: int) -> None:
        try:
            image = await self._previews.thumbnail(self._batch.document(key))
        except ClerkError:
            return  # reading will say it, or has said it
        if key in self._batch:
            self.queue.model.set_thumbnail(key, to_qimage(image))

    # --- The batch --------------------------------------------------------------------------------------------------

    def take(self, documents: Sequence[Document]) -> None:
        """New documents: they are read at once."""
        keys = self._batch.add(documents)
        if self.key is None and keys:
            self.page.canvas.setFocus()  # from the welcome page; on to the fields once they are read
            self.queue.select(keys[0])

    def _batch_changed(self, change: Change) -> None:
        if self.key is not None and self.key not in self._batch:
            self.key = None
        if self.key is None or (isinstance(change, Changed) and self._batch.key_at(change.row) == self.key):
            self._refresh()
        if isinstance(change, Added):
            self._is_stopped = False
        if isinstance(change, Added | Changed) and not self._is_stopped:
            self.read_waiting()
        self.changed.emit()

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
        if self.page.canvas.isHidden():
            self._shown_page = None  # perhaps it can be shown now
        self.papers.read_again(self._keys())

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

    def _push(self, command: QUndoCommand) -> None:
        self.undo_stack.push(command)

    def correct(self, field: str, value: str, reason: Reason = Reason.NONE) -> None:
        """A person's value; the same as before is no step."""
        document = self.document
        if document is None or self.key is None:
            return
        one = self._field(field)
        new = Correction(normal_form(one.spec.kind, value) if one else value, reason)
        if one is None:  # typed while the page is read anew: kept for when the field is there again
            self._push(commands.Correct(self.tr("Change a field"), self._batch, self.key, field, new))
        elif one.correction != new and (one.correction or reason is not Reason.NONE or value != one.value):
            self._push_correction(one, new)

    def _push_correction(self, field: Field, new: Correction | None) -> None:
        if self.key is not None:
            text = self.tr("Change {field}").format(field=self._words.name(field.spec))
            self._push(commands.Correct(text, self._batch, self.key, field.spec.key, new))

    def _take_from_page(self, field: str, new: Correction) -> None:
        one = self._field(field)
        if one is not None:
            self._push_correction(one, new)

    def _current(self) -> Document | None:
        return self.document

    def accept(self, field: str, value: str) -> None:
        """Enter: the value is confirmed and the next field that needs a look comes; a broken one asks for a reason."""
        one = self._field(field)
        if one is None:
            return
        value = normal_form(one.spec.kind, value)
        if reviewing.may_accept(one, value):
            self._confirm(one, value)
            self.go_on(field)
        elif one.breaks_a_rule:
            if not self._is_asking:
                self._is_asking = True
                self._tasks.start(self._ask_reason(one, value))
        else:
            self.told.emit(self.tr("This field must not be empty. Type it, or mark it as illegible."), True)

    def _confirm(self, field: Field, value: str) -> None:
        kept = field.correction
        if kept is None or kept.value != value or not kept.is_checked:
            self._push_correction(field, Correction(value, region=kept.region if kept else None))

    async def _ask_reason(self, field: Field, value: str) -> None:
        key = self.key
        try:
            sentences = [self._words.reason(item) for item in field.evidence if item.verdict is Verdict.BREAKS]
            dialog = ReasonDialog(self._words.name(field.spec), "\n".join(sentences), self.fields)
            is_answered = await answer(dialog)
        finally:
            self._is_asking = False
        if is_answered and key == self.key:
            kept = "" if dialog.reason is Reason.UNREADABLE else value
            self._push_correction(field, Correction(kept, dialog.reason))
            self.go_on(field.spec.key)

    def mark_illegible(self, field: str) -> None:
        """A person says that nobody can read it."""
        one = self._field(field)
        if one is not None:
            self._push_correction(one, Correction("", Reason.UNREADABLE))
            self.go_on(field)

    def take_back(self, field: str, before: Correction | None) -> None:
        """Esc: as it was when the clerk came into the field."""
        one = self._field(field)
        if one is not None and one.correction != before:
            self._push_correction(one, before)

    def _field(self, key: str) -> Field | None:
        """None while the page is read anew, and once it is another kind."""
        fields = self.document.fields if self.document else ()
        return next((one for one in fields if one.spec.key == key), None)

    def look_on(self, field: str) -> None:
        """To the next field that needs a look; nothing is accepted or finished by that."""
        self.go_on(field, finishes=False)

    def go_on(self, field: str, *, finishes: bool = True) -> None:
        """To the next field that needs a look; the document left behind is finished."""
        if self.key is None:
            return
        place = reviewing.next_place(self._batch, self.key, field)
        if place is not None and place.key == self.key:
            self.fields.activate(place.field)
            return
        if finishes:
            self._finish_current()
        if place is None:
            self.told.emit(self.tr("Nothing is left to look at."), False)
            return
        self.queue.select(place.key)
        self.fields.activate(place.field)

    def finish(self) -> None:
        """Ctrl+Enter: finished at once, unless something is broken, or required and empty."""
        document = self.document
        if document is None:
            return
        if document.recognition is None:  # one that failed, or is not read yet, keeps nobody from going on
            self._select_following()
            return
        if hindering := reviewing.obstacles(document):
            names = ", ".join(self._words.name(document.field(key).spec) for key in hindering)
            self.told.emit(self.tr("Not finished yet: {fields}").format(fields=names), True)
            self.fields.activate(hindering[0])
            return
        self._finish_current()
        self._select_following()

    def _finish_current(self) -> None:
        document = self.document
        ready = document is not None and document.recognition is not None and not document.finished
        if self.key is not None and document is not None and ready and not reviewing.obstacles(document):
            text = self.tr("Finish {name}").format(name=document.source.name)
            self._push(commands.Finish(text, self._batch, self.key))

    def _select_following(self) -> None:
        if self.key is None:
            return
        place = reviewing.next_document(self._batch, self.key)
        keys = list(self._batch)
        row = self._batch.row(self.key)
        if place is not None:
            self.queue.select(place.key)
            self.fields.activate(place.field)
        elif row + 1 < len(keys):
            self.queue.select(keys[row + 1])

    def ask_type(self, kind: str) -> None:
        """Have the current paper read as a kind, with "" as the kind that it shows."""
        self.page.canvas.setFocus()  # from the list of kinds; on to the fields once they are read
        self.papers.ask_type(self._keys(), kind)

    def turn(self, degrees: int) -> None:
        """Turn the current page clockwise."""
        self.papers.turn(self._keys(), degrees)

    def _keys(self) -> list[int]:
        return [] if self.key is None else [self.key]

    def crop(self) -> None:
        """Let the clerk draw a crop on the page."""
        document = self.document
        if document is not None and self._shown_page is not None:
            self.page.begin_crop(document.shown_crop or FIRST_CROP)

    def _set_crop(self, quad: Quad) -> None:
        if self.key is not None:
            self.papers.crop(self.key, quad)


def _is_same_but_for_light(page: _PageId, shown: _PageId | None) -> bool:
    """Whether everything on a page lies where it lies on the one that is shown."""
    return shown is not None and page[:3] == shown[:3] and page[3].has_same_places(shown[3])
