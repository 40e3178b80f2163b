"""The tables that stand on papers, such as the goods of invoices: all rows of a kind's papers in one table.

Each row says which paper it is of: its file and page, and the numbers that every paper of the kind has.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop_ocr.domain import typed
from desktop_ocr.domain.checking.rows import number_in
from desktop_ocr.domain.document import Document
from desktop_ocr.domain.document_type import ColumnSpec, DocumentType, FieldSpec, ValueKind
from desktop_ocr.domain.review import Field
from desktop_ocr.domain.tables import rows_of
from desktop_ocr.export.cells import FORMS
from desktop_ocr.export.columns import FILE, PAGE, STATE, Column, Heading
from desktop_ocr.export.draft import Draft, are_settled, tint_of
from desktop_ocr.export.words import FIELD_STATE_WORDS, INNER, SEMICOLON, Language, field_column, label, own_column


def tables_of(kind: DocumentType, documents: Sequence[Document]) -> list[FieldSpec]:
    """The fields with columns of which one of the documents has rows."""
    return [spec for spec in kind.fields if spec.columns and any(rows_of(_field(one, spec).value) for one in documents)]


def heading(kind: DocumentType, spec: FieldSpec, documents: Sequence[Document], language: Language) -> Heading:
    """``spec`` is one of ``tables_of``."""
    title = INNER.in_language(language).format(kind=label(kind, language), field=label(spec, language))
    columns = [own_column(key, language) for key in (FILE, PAGE)]
    columns += (field_column(number, language) for number in _numbers(kind))
    columns += (_column(spec, column, language) for column in spec.columns)
    columns.append(own_column(STATE, language))
    return Heading(f"{kind.key}.{spec.key}", title, tuple(columns), not are_settled(documents))


def drafts(kind: DocumentType, spec: FieldSpec, documents: Sequence[Document], language: Language) -> list[Draft]:
    """A row for each row of each document; the state is that of the whole field."""
    return [draft for document in documents for draft in _of_document(kind, spec, document, language)]


def summary(field: Field, language: Language) -> str:
    """What the row of the paper itself shows of a table: its first column; what is no table as it was typed."""
    rows = rows_of(field.value)
    if rows is None:
        return field.value
    first = field.spec.columns[0].key
    return SEMICOLON.in_language(language).join(row[first] for row in rows if first in row)


def _of_document(kind: DocumentType, spec: FieldSpec, document: Document, language: Language) -> Iterator[Draft]:
    field = _field(document, spec)
    tint = tint_of(field)
    for row in rows_of(field.value) or ():
        draft = Draft(language)
        draft.add_origin(document)
        for number in _numbers(kind):
            known = _field(document, number)
            draft.add(field_column(number, language), known.value, FORMS[number.kind], tint_of(known))
        for column in spec.columns:
            text = row.get(column.key, "")
            draft.add(_column(spec, column, language), _normal(column.kind, text), FORMS[column.kind], tint)
        draft.add_own(STATE, FIELD_STATE_WORDS[field.state].in_language(language), tint=tint)
        yield draft


def _numbers(kind: DocumentType) -> list[FieldSpec]:
    return [spec for spec in kind.fields if spec.kind is ValueKind.NUMBER and spec.required]


def _field(document: Document, spec: FieldSpec) -> Field:
    return next((field for field in document.fields if field.spec.key == spec.key), Field(spec))


def _column(spec: FieldSpec, column: ColumnSpec, language: Language) -> Column:
    """Its key is unlike those of the paper's fields."""
    return Column(f"{spec.key}.{column.key}", label(column, language))


def _normal(kind: ValueKind, text: str) -> str:
    """Cells are kept as they are printed; here amounts lose their sign of money, dates their words."""
    if kind is ValueKind.AMOUNT and (number := number_in(text)) is not None:
        return f"{number:f}"
    return typed.normal_form(kind, text)
