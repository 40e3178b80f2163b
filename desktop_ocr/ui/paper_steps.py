"""What a clerk does to whole papers, to one or to many at once: each time one step that can be undone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from desktop_ocr.domain.document import Document
from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.geometry import Quad
from desktop_ocr.ui import commands
from desktop_ocr.ui.words import Words
from desktop_ocr.workflow.batch import Batch

AT_HOME = "offline"
"""The section of kinds that the engine at home reads."""


class PaperSteps(QObject):
    """Keys of papers that are no longer in the batch are passed over.

    ``service_needed``: papers, and the kind as which they are to be read and only services can.
    """

    service_needed = Signal(tuple, str)

    def __init__(
        self, batch: Batch, types: Mapping[str, DocumentType], words: Words, stack: QUndoStack, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._batch, self._types, self._words, self._stack = batch, types, words, stack

    def turn(self, keys: Sequence[int], degrees: int) -> None:
        """Turn pages clockwise; those that cannot be shown stay as they are."""
        shown = {key: document for key, document in self.documents(keys).items() if document.error is None}
        if shown:
            text = self.tr("Turn the page") if len(shown) == 1 else self.tr("Turn pages: %n", "", len(shown))
            recipes = {key: document.turned_by_hand(degrees) for key, document in shown.items()}
            self._stack.push(commands.SetRecipes(text, self._batch, recipes))

    def crop(self, key: int, quad: Quad) -> None:
        """Crop a page to a quad that was drawn on it as it is shown."""
        for document in self.documents([key]).values():
            recipe = document.cropped_by_hand(quad)
            self._stack.push(commands.SetRecipes(self.tr("Crop the page"), self._batch, {key: recipe}))

    def ask_type(self, keys: Sequence[int], kind: str) -> None:
        """Have papers read as a kind, with "" as the kind that they show.

        The engine at home would read one that only services read as whatever it finds: that is asked of a service.
        """
        chosen = self._types.get(kind)
        if chosen is not None and chosen.sections and AT_HOME not in chosen.sections:
            self.service_needed.emit(tuple(keys), kind)
            return
        others = [key for key, document in self.documents(keys).items() if document.asked_type != chosen]
        if others:
            name = self._words.name(chosen) if chosen else self.tr("Detect")
            text = self.tr("Kind of paper: {kind}").format(kind=name)
            self._stack.push(commands.AskType(text, self._batch, others, chosen))

    def remove(self, keys: Sequence[int]) -> None:
        """Take papers out of the batch; the files stay."""
        there = list(self.documents(keys))
        if there:
            text = self.tr("Remove papers: %n", "", len(there))
            self._stack.push(commands.Remove(text, self._batch, there))

    def were_sent_for(self, keys: Sequence[int]) -> bool:
        """Whether any of them was read by a service: to have it read again may cost, and is asked about first."""
        return any(document.engine and document.recognition for document in self.documents(keys).values())

    def read_again(self, keys: Sequence[int]) -> None:
        """A person's values stay.  No step: what is found takes the place of what was found before."""
        for key in self.documents(keys):
            self._batch.read_again(key)

    def try_anyway(self, keys: Sequence[int]) -> None:
        """Have what is left of damaged pages read.  No step: there is nothing that could come back."""
        for key in self.documents(keys):
            self._batch.try_anyway(key)

    def documents(self, keys: Sequence[int]) -> dict[int, Document]:
        """The papers of these keys."""
        return {key: self._batch.document(key) for key in keys if key in self._batch}
