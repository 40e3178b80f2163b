"""Reviewed documents → typed tables, one for each kind of paper, each followed by those of the tables on its papers.

Pure: no file is touched here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from desktop_ocr.domain.document import Document
from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.errors import ClerkError
from desktop_ocr.domain.review import Field
from desktop_ocr.export import inner_rows, whole_tables
from desktop_ocr.export.cells import FORMS, Cell, Table, Text, Tint
from desktop_ocr.export.cleaning import clean
from desktop_ocr.export.columns import (
    CODE,
    EVERY_COLUMN,
    FILE,
    NOTE,
    PAGE,
    REASON,
    STATE,
    TO_LOOK_AT,
    ColumnChoice,
    Heading,
)
from desktop_ocr.export.draft import Draft, are_settled, tint_of
from desktop_ocr.export.words import (
    COMMA,
    FIELD_STATE_WORDS,
    LABEL_AND_STATE,
    NOT_READ,
    Language,
    field_column,
    label,
    own_column,
)

Sentence = Callable[[ClerkError], str]
"""The words for an error, in the language of the export."""


def build_tables(
    documents: Iterable[Document], language: Language, sentence: Sentence, columns: ColumnChoice = EVERY_COLUMN
) -> list[Table]:
    """A table for each kind, in the order the kinds first appear, then one of the documents without a result.

    Behind a kind's table come those of the rows that stand in tables on its papers.

    No document is left out: one that failed after it had been read once stands in both, with the values it has.
    """
    read, not_read = _by_kind(documents)
    tables = []
    for kind, papers in read:
        drafts = [_result(document, kind, language) for document in papers]
        tables.append(_table(_heading(kind, papers, language), drafts, columns, language))
        for spec in inner_rows.tables_of(kind, papers):
            heading = inner_rows.heading(kind, spec, papers, language)
            rows = inner_rows.drafts(kind, spec, papers, language)
            tables.append(replace(_table(heading, rows, columns, language), parent=kind.key))
        tables += whole_tables.whole_tables(kind, papers, language)
    if not_read:
        drafts = [_failure(document, language, sentence) for document in not_read]
        tables.append(_table(_heading(None, not_read, language), drafts, columns, language))
    return tables


def headings(documents: Iterable[Document], language: Language) -> list[Heading]:
    """The tables that ``build_tables`` would make, without their rows and without those whose columns nobody knows."""
    read, not_read = _by_kind(documents)
    found = []
    for kind, papers in read:
        found.append(_heading(kind, papers, language))
        specs = inner_rows.tables_of(kind, papers)
        found += (inner_rows.heading(kind, spec, papers, language) for spec in specs)
    return found + ([_heading(None, not_read, language)] if not_read else [])


def _by_kind(documents: Iterable[Document]) -> tuple[list[tuple[DocumentType, list[Document]]], list[Document]]:
    kinds: dict[str, tuple[DocumentType, list[Document]]] = {}
    not_read: list[Document] = []
    for document in documents:
        kind = document.document_type
        was_read = kind is not None and (document.recognition is not None or bool(document.fields))
        if kind is not None and was_read:
            kinds.setdefault(kind.key, (kind, []))[1].append(document)
        if document.error is not None or not was_read:
            not_read.append(document)
    return list(kinds.values()), not_read


def _heading(kind: DocumentType | None, documents: Sequence[Document], language: Language) -> Heading:
    """For a kind, or without one for the documents that were not read."""
    state_needed = not are_settled(documents)
    if kind is None:
        columns = [own_column(key, language) for key in (FILE, PAGE, STATE, CODE, REASON)]
        return Heading("", NOT_READ.in_language(language), tuple(columns), state_needed)
    before = [own_column(key, language) for key in (FILE, PAGE)]
    fields = [field_column(spec, language) for spec in kind.fields]
    after = [own_column(key, language) for key in (STATE, TO_LOOK_AT)]
    return Heading(kind.key, label(kind, language), (*before, *fields, *after), state_needed)


def _result(document: Document, kind: DocumentType, language: Language) -> Draft:
    draft = Draft(language)
    draft.add_origin(document)
    fields = {field.spec.key: field for field in document.fields}
    to_look_at = []
    for spec in kind.fields:
        field = fields.get(spec.key, Field(spec))
        state = field.state
        tint = tint_of(field)
        value = _shown(field, language)
        draft.add(field_column(spec, language), value, FORMS[spec.kind], tint)
        if tint is not Tint.NONE:
            words = FIELD_STATE_WORDS[state].in_language(language)
            to_look_at.append(LABEL_AND_STATE.in_language(language).format(label=label(spec, language), state=words))
    draft.add_state(document)
    draft.add_own(TO_LOOK_AT, COMMA.in_language(language).join(to_look_at))
    return draft


def _shown(field: Field, language: Language) -> str:
    if field.spec.columns:
        return inner_rows.summary(field, language)
    return whole_tables.summary(field, language) if whole_tables.is_whole(field) else field.value


def _failure(document: Document, language: Language, sentence: Sentence) -> Draft:
    draft = Draft(language)
    draft.add_origin(document)
    draft.add_state(document)
    error = document.error
    draft.add_own(CODE, error.code if error else "")
    draft.add_own(REASON, sentence(error) if error else "")
    return draft


def _table(heading: Heading, drafts: Sequence[Draft], choice: ColumnChoice, language: Language) -> Table:
    """The note comes last and only where there is one to make, so that it moves no other column."""
    keys = [column.key for column in heading.columns]
    places = choice.places(heading.key, keys, state_needed=heading.state_needed)
    labels = tuple(clean(heading.columns[place].label).text for place in places)
    rows = tuple(tuple(draft.cells[place] for place in places) for draft in drafts)
    shown = {keys[place] for place in places}
    notes = [draft.notes_on(shown) for draft in drafts]
    if any(notes):
        labels = (*labels, own_column(NOTE, language).label)
        rows = tuple((*row, Cell(Text(note))) for row, note in zip(rows, notes, strict=True))
    return Table(heading.key, heading.title, labels, rows)
