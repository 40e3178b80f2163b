"""Tables whose columns are known only from the paper: each is a sheet of its own, its cells where the paper has them.

Its first row is the sheet's head.  A cell that is plainly a decimal number is one, so that a clerk can add it up; what
might be a number of something (leading zeros, many digits) stays as it is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import PurePath

from desktop_ocr.domain.document import Document
from desktop_ocr.domain.document_type import DocumentType, ValueKind
from desktop_ocr.domain.review import Field
from desktop_ocr.domain.tables import Row, rows_of
from desktop_ocr.export.cells import Amount, Table, Text, Value
from desktop_ocr.export.cleaning import clean
from desktop_ocr.export.columns import Column
from desktop_ocr.export.draft import Draft, tint_of
from desktop_ocr.export.words import INNER, SEMICOLON, Language, label

_NUMBER = re.compile(r"-?(0|[1-9]\d{0,2}(,\d{3})+|[1-9]\d{0,10})(\.\d{1,4})?")


def whole_tables(kind: DocumentType, documents: Sequence[Document], language: Language) -> Iterator[Table]:
    """One for each table of each paper, in their order."""
    for document in documents:
        for field in document.fields:
            if is_whole(field) and (rows := rows_of(field.value)):
                title = INNER.in_language(language).format(
                    kind=label(kind, language), field=PurePath(document.source.name).stem
                )
                yield _table(f"{kind.key}.{field.spec.key}", title, field, rows, language, parent=kind.key)


def is_whole(field: Field) -> bool:
    return field.spec.kind is ValueKind.TABLE and not field.spec.columns


def summary(field: Field, language: Language) -> str:
    """What the row of the paper itself shows: the table's head; what is no table as it was typed."""
    rows = rows_of(field.value)
    if rows is None:
        return field.value
    return SEMICOLON.in_language(language).join(rows[0].values()) if rows else ""


def _table(key: str, title: str, field: Field, rows: Sequence[Row], language: Language, *, parent: str) -> Table:
    columns = [Column(name, name) for name in _columns(rows)]
    head = tuple(clean(rows[0].get(column.key, "")).text for column in columns)
    drafts = []
    for row in rows[1:]:
        draft = Draft(language)
        for column in columns:
            draft.add(column, row.get(column.key, ""), _value, tint_of(field))
        drafts.append(tuple(draft.cells))
    return Table(key, title, head, tuple(drafts), parent)


def _columns(rows: Sequence[Row]) -> list[str]:
    """All that lie between the first and the last: columns are counted; others as they come."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    if all(name.isdecimal() for name in names):
        return [str(number) for number in range(1, max(map(int, names), default=0) + 1)]
    return names


def _value(text: str) -> Value:
    return Amount(Decimal(text.replace(",", ""))) if _NUMBER.fullmatch(text) else Text(text)
