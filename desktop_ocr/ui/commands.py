"""What the clerk does, as steps that can be undone.  Every step calls the batch with the old value or the new one,
and names its papers by their ``keys``.

What reading finds is no step: undoing never takes away a reading, and a reading never takes away a person's value.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtGui import QUndoCommand

from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.recipe import Recipe
from desktop_ocr.domain.review import Correction
from desktop_ocr.workflow.batch import Batch
from desktop_ocr.workflow.changes import Taken

_EDIT, _ADJUST, _NEVER = 1, 2, -1


class Correct(QUndoCommand):
    """A person's value for a field; values typed one after the other into one field are one step, if it ``merges``."""

    def __init__(
        self, text: str, batch: Batch, key: int, field: str, new: Correction | None, *, merges: bool = True
    ) -> None:
        super().__init__(text)
        self._merges = merges
        self._batch, self.key, self.field, self._new = batch, key, field, new
        self.keys = (key,)
        self._old = dict(batch.document(key).corrections).get(field)

    def id(self) -> int:
        return _EDIT if self._merges else _NEVER

    def redo(self) -> None:
        self._batch.correct(self.key, self.field, self._new)

    def undo(self) -> None:
        self._batch.correct(self.key, self.field, self._old)

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, Correct) or (other.key, other.field) != (self.key, self.field):
            return False
        self._new = other._new
        return True


class SetRecipes(QUndoCommand):
    """Turns, a crop and other edits; the pages, named by their keys, are then read anew."""

    def __init__(self, text: str, batch: Batch, new: Mapping[int, Recipe]) -> None:
        super().__init__(text)
        self._batch, self._new = batch, dict(new)
        self._old = {key: batch.document(key).recipe for key in new}
        self.keys = tuple(new)

    def redo(self) -> None:
        self._set(self._new)

    def undo(self) -> None:
        self._set(self._old)

    def _set(self, recipes: Mapping[int, Recipe]) -> None:
        for key, recipe in recipes.items():
            self._batch.set_recipe(key, recipe)


class Adjust(SetRecipes):
    """Brightness and contrast of a page; those chosen one after the other are one step, and none where all is back."""

    def id(self) -> int:
        return _ADJUST

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, Adjust) or other.keys != self.keys:
            return False
        self._new = other._new
        self.setObsolete(self._new == self._old)
        return True


class AskType(QUndoCommand):
    """The kind of paper that the clerk chose, or None to find it out; the pages are then read anew."""

    def __init__(self, text: str, batch: Batch, keys: Sequence[int], new: DocumentType | None) -> None:
        super().__init__(text)
        self._batch, self._new = batch, new
        self._old = {key: batch.document(key).asked_type for key in keys}
        self.keys = tuple(keys)

    def redo(self) -> None:
        for key in self._old:
            self._batch.ask_type(key, self._new)

    def undo(self) -> None:
        for key, kind in self._old.items():
            self._batch.ask_type(key, kind)


class Finish(QUndoCommand):
    """A person's word that a document is done."""

    def __init__(self, text: str, batch: Batch, key: int) -> None:
        super().__init__(text)
        self._batch, self.key = batch, key
        self.keys = (key,)

    def redo(self) -> None:
        self._batch.finish(self.key, True)

    def undo(self) -> None:
        self._batch.finish(self.key, False)


class Remove(QUndoCommand):
    """Documents taken out of the batch."""

    def __init__(self, text: str, batch: Batch, keys: Sequence[int]) -> None:
        super().__init__(text)
        self._batch, self.keys = batch, tuple(keys)
        self._taken: list[Taken] = []

    def redo(self) -> None:
        self._taken = self._batch.remove(self.keys)

    def undo(self) -> None:
        self._batch.restore(self._taken)
