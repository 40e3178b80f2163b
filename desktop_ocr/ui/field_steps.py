"""What a clerk does to one field of the current paper: each time one step that can be undone."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QWidget

from desktop_ocr.domain.document_type import ValueKind
from desktop_ocr.domain.review import Correction, Field, Reason, Verdict
from desktop_ocr.domain.typed import normal_form
from desktop_ocr.ui import commands
from desktop_ocr.ui.current import Current
from desktop_ocr.ui.dialogs.reason import ReasonDialog
from desktop_ocr.ui.tasks import Tasks, answer
from desktop_ocr.ui.words import Words
from desktop_ocr.workflow import reviewing
from desktop_ocr.workflow.batch import Batch


class FieldSteps(QObject):
    """``settled`` carries the key of a field that the clerk is done with; ``told`` as in ``Review``.

    ``pane`` is what questions stand over.
    """

    settled = Signal(str)
    told = Signal(str, bool)

    def __init__(
        self,
        batch: Batch,
        current: Current,
        words: Words,
        tasks: Tasks,
        stack: QUndoStack,
        pane: QWidget,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._batch, self._current, self._words = batch, current, words
        self._tasks, self._stack, self._pane = tasks, stack, pane
        self._is_asking = False

    def correct(self, field: str, value: str, reason: Reason = Reason.NONE) -> None:
        """A person's value; the same as before is no step."""
        key = self._current.key
        if key is None or self._current.document is None:
            return
        one = self._field(field)
        new = Correction(normal_form(one.spec.kind, value) if one else value, reason)
        if one is not None and one.spec.kind is ValueKind.TABLE and one.state.needs_look:
            new = replace(new, is_checked=False)  # one cell was typed: nobody has compared the others yet
        if one is None:  # typed while the page is read anew: kept for when the field is there again
            self._stack.push(commands.Correct(self.tr("Change a field"), self._batch, key, field, new))
        elif one.correction != new and (one.correction or reason is not Reason.NONE or value != one.value):
            self._push(one, new)

    def take(self, field: str, new: Correction) -> None:
        """A value that was made elsewhere, on the page say."""
        one = self._field(field)
        if one is not None:
            self._push(one, new)

    def accept(self, field: str, value: str) -> None:
        """Enter: the value is confirmed and the next field that needs a look comes; a broken one asks for a reason."""
        one = self._field(field)
        if one is None:
            return
        value = normal_form(one.spec.kind, value)
        if reviewing.may_accept(one, value):
            self._confirm(one, value)
            self.settled.emit(field)
        elif one.breaks_a_rule:
            if not self._is_asking:
                self._is_asking = True
                self._tasks.start(self._ask_reason(one, value))
        else:
            self.told.emit(self.tr("This field must not be empty. Type it, or mark it as illegible."), True)

    def mark_illegible(self, field: str) -> None:
        """A person says that nobody can read it."""
        one = self._field(field)
        if one is not None:
            self._push(one, Correction("", Reason.UNREADABLE))
            self.settled.emit(field)

    def take_back(self, field: str, before: Correction | None) -> None:
        """Esc: as it was when the clerk came into the field."""
        one = self._field(field)
        if one is not None and one.correction != before:
            self._push(one, before)

    def _confirm(self, field: Field, value: str) -> None:
        kept = field.correction
        if kept is None or kept.value != value or not kept.is_checked:
            self._push(field, Correction(value, region=kept.region if kept else None))

    async def _ask_reason(self, field: Field, value: str) -> None:
        key = self._current.key
        try:
            sentences = [self._words.reason(item) for item in field.evidence if item.verdict is Verdict.BREAKS]
            dialog = ReasonDialog(self._words.name(field.spec), "\n".join(sentences), self._pane)
            is_answered = await answer(dialog)
        finally:
            self._is_asking = False
        if is_answered and key == self._current.key:
            kept = "" if dialog.reason is Reason.UNREADABLE else value
            self._push(field, Correction(kept, dialog.reason))
            self.settled.emit(field.spec.key)

    def _push(self, field: Field, new: Correction | None) -> None:
        if self._current.key is not None:
            merges = field.spec.kind is not ValueKind.TABLE  # there, each cell is a step
            text = self.tr("Change {field}").format(field=self._words.name(field.spec))
            self._stack.push(commands.Correct(text, self._batch, self._current.key, field.spec.key, new, merges=merges))

    def _field(self, key: str) -> Field | None:
        """None while the page is read anew, and once it is another kind."""
        document = self._current.document
        return next((one for one in document.fields if one.spec.key == key), None) if document else None
