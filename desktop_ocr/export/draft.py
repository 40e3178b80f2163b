"""A row of an export in the making."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from desktop_ocr.domain.document import Document
from desktop_ocr.domain.review import DocumentState, Field, FieldState
from desktop_ocr.export.cells import Cell, Link, Text, Tint, Value
from desktop_ocr.export.cleaning import clean
from desktop_ocr.export.columns import FILE, PAGE, STATE, Column
from desktop_ocr.export.words import CUT, DOCUMENT_STATE_WORDS, PAPER, REMOVED, SEMICOLON, Language, own_column

_FIELD_TINTS = {
    FieldState.DOUBTFUL: Tint.DOUBTFUL,
    FieldState.BROKEN: Tint.BROKEN,
    FieldState.ILLEGIBLE: Tint.ILLEGIBLE,
}
_DOCUMENT_TINTS = {DocumentState.NEEDS_LOOK: Tint.DOUBTFUL, DocumentState.FAILED: Tint.BROKEN}
assert set(_FIELD_TINTS) == {state for state in FieldState if state.needs_look}


def tint_of(field: Field) -> Tint:
    """What the colour of a field's cells says of it."""
    if field.state is FieldState.EMPTY and field.needs_look:
        return Tint.MISSING
    return _FIELD_TINTS.get(field.state, Tint.NONE)


SETTLED = frozenset({DocumentState.READY, DocumentState.FINISHED})
"""Where nobody has to look any more; rows of other documents must show their state."""


def are_settled(documents: Iterable[Document]) -> bool:
    return all(document.state in SETTLED for document in documents)


class Draft:
    """A row in the making: cells, and notes on what the text of which column lost."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.cells: list[Cell] = []
        self.notes: list[tuple[str, str]] = []

    def add(self, column: Column, text: str, form: Callable[[str], Value] = Text, tint: Tint = Tint.NONE) -> None:
        cleaned = clean(text)
        for happened, words in ((cleaned.removed, REMOVED), (cleaned.cut, CUT)):
            if happened:
                self.notes.append((column.key, words.in_language(self.language).format(label=column.label)))
        self.cells.append(Cell(form(cleaned.text), tint))

    def add_own(self, key: str, text: str, form: Callable[[str], Value] = Text, tint: Tint = Tint.NONE) -> None:
        """A column that is no field of the paper."""
        self.add(own_column(key, self.language), text, form, tint)

    def add_origin(self, document: Document) -> None:
        """File and page; the number of the paper too where the page has several."""
        path = document.source.path
        self.add_own(FILE, document.source.name, lambda name: Link(name, path))
        page = str(document.source.page)
        if document.paper_count > 1:
            words = PAPER.in_language(self.language)
            page = words.format(page=page, paper=document.paper_index + 1)
        self.add_own(PAGE, page)

    def add_state(self, document: Document) -> None:
        state = document.state
        words = DOCUMENT_STATE_WORDS[state].in_language(self.language)
        self.add_own(STATE, words, tint=_DOCUMENT_TINTS.get(state, Tint.NONE))

    def notes_on(self, keys: Collection[str]) -> str:
        semicolon = SEMICOLON.in_language(self.language)
        return clean(semicolon.join(note for key, note in self.notes if key in keys)).text
