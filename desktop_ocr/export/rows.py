"""Reviewed documents → typed tables, one for each kind of paper.  Pure: no file is touched here.

What sort of cell a value becomes is decided here for all exporters: a digit that matters never becomes a number, a date
without a day never becomes a day.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, auto
from pathlib import PurePath
from typing import Literal, NamedTuple

from desktop_ocr.domain import dates
from desktop_ocr.domain.document import Document
from desktop_ocr.domain.document_type import DocumentType, FieldSpec, ValueKind
from desktop_ocr.domain.errors import ClerkError
from desktop_ocr.domain.review import DocumentState, Field, FieldState
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
    Column,
    ColumnChoice,
)

Language = Literal["zh", "en"]
Sentence = Callable[[ClerkError], str]
"""The words for an error, in the language of the export."""


@dataclass(frozen=True, slots=True)
class Text:
    text: str


@dataclass(frozen=True, slots=True)
class Identifier:
    """Digits and letters of which each one counts, leading zeros too."""

    text: str


@dataclass(frozen=True, slots=True)
class Date:
    """A day that Excel's calendar has."""

    day: date


@dataclass(frozen=True, slots=True)
class Amount:
    """A number that a spreadsheet keeps to the last digit."""

    amount: Decimal


@dataclass(frozen=True, slots=True)
class Link:
    """A file, shown by its name."""

    text: str
    path: PurePath


Value = Text | Identifier | Date | Amount | Link


class Tint(Enum):
    """What a cell's colour says; never the only sign, words stand in the columns beside."""

    NONE = auto()
    DOUBTFUL = auto()
    BROKEN = auto()
    ILLEGIBLE = auto()
    MISSING = auto()


@dataclass(frozen=True, slots=True)
class Cell:
    value: Value
    tint: Tint = Tint.NONE


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """``key`` is the document type's, or empty for the documents that could not be read."""

    key: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def plain(value: Value) -> str:
    """The value in characters, for files that know no types."""
    match value:
        case Text(text) | Identifier(text) | Link(text, _):
            return text
        case Date(day):
            return day.isoformat()
        case Amount(amount):
            return f"{amount:f}"


class _Words(NamedTuple):
    zh: str
    en: str

    def in_language(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en


FIELD_STATE_WORDS = {
    FieldState.PROVEN: _Words("已证实", "proven"),
    FieldState.CONFIRMED: _Words("已确认", "confirmed"),
    FieldState.LIKELY: _Words("可信", "likely"),
    FieldState.DOUBTFUL: _Words("待看", "doubtful"),
    FieldState.BROKEN: _Words("不符", "breaks a rule"),
    FieldState.ILLEGIBLE: _Words("看不清", "illegible"),
    FieldState.EMPTY: _Words("空", "empty"),
}
DOCUMENT_STATE_WORDS = {
    DocumentState.QUEUED: _Words("排队", "Queued"),
    DocumentState.READING: _Words("识别中", "Reading"),
    DocumentState.NEEDS_LOOK: _Words("待看", "Needs a look"),
    DocumentState.READY: _Words("就绪", "Ready"),
    DocumentState.FINISHED: _Words("已完成", "Finished"),
    DocumentState.FAILED: _Words("未读出", "Not read"),
}
_FIELD_TINTS = {
    FieldState.DOUBTFUL: Tint.DOUBTFUL,
    FieldState.BROKEN: Tint.BROKEN,
    FieldState.ILLEGIBLE: Tint.ILLEGIBLE,
}
_DOCUMENT_TINTS = {DocumentState.NEEDS_LOOK: Tint.DOUBTFUL, DocumentState.FAILED: Tint.BROKEN}
SETTLED = frozenset({DocumentState.READY, DocumentState.FINISHED})
"""Where nobody has to look any more; rows of other documents must show their state."""

_COLUMN_WORDS = {
    FILE: _Words("文件", "File"),
    PAGE: _Words("页", "Page"),
    STATE: _Words("状态", "State"),
    TO_LOOK_AT: _Words("待看的字段", "Fields to look at"),
    CODE: _Words("代码", "Code"),
    REASON: _Words("原因", "Reason"),
    NOTE: _Words("备注", "Note"),
}
_PAPER = _Words("{page}（第 {paper} 张）", "{page} (paper {paper})")
_NOT_READ = DOCUMENT_STATE_WORDS[DocumentState.FAILED]
_LABEL_AND_STATE = _Words("{label}（{state}）", "{label} ({state})")
_COMMA = _Words("、", ", ")
_SEMICOLON = _Words("；", "; ")
_REMOVED = _Words("{label}：删去了不能显示的字符", "{label}: unprintable characters removed")
_CUT = _Words("{label}：太长，后面截去", "{label}: too long, the end was cut off")

_DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_EXACT_DIGITS = 15
"""Spreadsheet programs compute in binary and keep so many digits."""
_FIRST_EXCEL_DAY = date(1900, 3, 1)
"""Before it Excel counts a 29 February 1900 that was not, and other programs do not."""


def _date(text: str) -> Value:
    day = dates.whole(text)
    return Date(day) if day and day >= _FIRST_EXCEL_DAY else Text(text)


def _amount(text: str) -> Value:
    digits = sum(character.isdigit() for character in text)
    return Amount(Decimal(text)) if digits <= _EXACT_DIGITS and _DECIMAL.fullmatch(text) else Text(text)


_FORMS: dict[ValueKind, Callable[[str], Value]] = {
    ValueKind.TEXT: Text,
    ValueKind.LINES: Text,
    ValueKind.NAME: Text,
    ValueKind.ADDRESS: Text,
    ValueKind.CHOICE: Text,
    ValueKind.NUMBER: Identifier,
    ValueKind.DATE: _date,
    ValueKind.EXPIRY: Identifier,
    ValueKind.TIME: Identifier,
    ValueKind.PERIOD: Text,
    ValueKind.AMOUNT: _amount,
    ValueKind.CAPITAL: Text,
    ValueKind.TABLE: Text,  # becomes a sheet of its own once values are more than strings
}

assert set(FIELD_STATE_WORDS) == set(FieldState)
assert set(DOCUMENT_STATE_WORDS) == set(DocumentState)
assert set(_FORMS) == set(ValueKind)
assert set(_FIELD_TINTS) == {state for state in FieldState if state.needs_look}


@dataclass(frozen=True, slots=True)
class Heading:
    """What a table will be called, and the columns there are to choose from; ``key`` as that of ``Table``."""

    key: str
    title: str
    columns: tuple[Column, ...]
    state_needed: bool


def build_tables(
    documents: Iterable[Document], language: Language, sentence: Sentence, columns: ColumnChoice = EVERY_COLUMN
) -> list[Table]:
    """A table for each kind, in the order the kinds first appear, then one of the documents without a result.

    No document is left out: one that failed after it had been read once stands in both, with the values it has.
    """
    read, not_read = _by_kind(documents)
    tables = []
    for kind, papers in read:
        drafts = [_result(document, kind, language) for document in papers]
        tables.append(_table(_heading(kind, papers, language), drafts, columns, language))
    if not_read:
        drafts = [_failure(document, language, sentence) for document in not_read]
        tables.append(_table(_heading(None, not_read, language), drafts, columns, language))
    return tables


def headings(documents: Iterable[Document], language: Language) -> list[Heading]:
    """The tables that ``build_tables`` would make, without their rows."""
    read, not_read = _by_kind(documents)
    found = [_heading(kind, papers, language) for kind, papers in read]
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
    state_needed = any(document.state not in SETTLED for document in documents)
    if kind is None:
        columns = [_own_column(key, language) for key in (FILE, PAGE, STATE, CODE, REASON)]
        return Heading("", _NOT_READ.in_language(language), tuple(columns), state_needed)
    before = [_own_column(key, language) for key in (FILE, PAGE)]
    fields = [_field_column(spec, language) for spec in kind.fields]
    after = [_own_column(key, language) for key in (STATE, TO_LOOK_AT)]
    return Heading(kind.key, _label(kind, language), (*before, *fields, *after), state_needed)


class _Draft:
    """A row in the making: cells, and notes on what the text of which column lost."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.cells: list[Cell] = []
        self.notes: list[tuple[str, str]] = []

    def add(self, column: Column, text: str, form: Callable[[str], Value] = Text, tint: Tint = Tint.NONE) -> None:
        cleaned = clean(text)
        for happened, words in ((cleaned.removed, _REMOVED), (cleaned.cut, _CUT)):
            if happened:
                self.notes.append((column.key, words.in_language(self.language).format(label=column.label)))
        self.cells.append(Cell(form(cleaned.text), tint))

    def add_own(self, key: str, text: str, form: Callable[[str], Value] = Text, tint: Tint = Tint.NONE) -> None:
        """A column that is no field of the paper."""
        self.add(_own_column(key, self.language), text, form, tint)

    def add_origin(self, document: Document) -> None:
        """File and page; the number of the paper too where the page has several."""
        path = document.source.path
        self.add_own(FILE, document.source.name, lambda name: Link(name, path))
        page = str(document.source.page)
        if document.paper_count > 1:
            words = _PAPER.in_language(self.language)
            page = words.format(page=page, paper=document.paper_index + 1)
        self.add_own(PAGE, page)

    def add_state(self, document: Document) -> None:
        state = document.state
        words = DOCUMENT_STATE_WORDS[state].in_language(self.language)
        self.add_own(STATE, words, tint=_DOCUMENT_TINTS.get(state, Tint.NONE))

    def notes_on(self, keys: Collection[str]) -> str:
        semicolon = _SEMICOLON.in_language(self.language)
        return clean(semicolon.join(note for key, note in self.notes if key in keys)).text


def _result(document: Document, kind: DocumentType, language: Language) -> _Draft:
    draft = _Draft(language)
    draft.add_origin(document)
    fields = {field.spec.key: field for field in document.fields}
    to_look_at = []
    for spec in kind.fields:
        field = fields.get(spec.key, Field(spec))
        state = field.state
        tint = Tint.MISSING if state is FieldState.EMPTY and field.needs_look else _FIELD_TINTS.get(state, Tint.NONE)
        draft.add(_field_column(spec, language), field.value, _FORMS[spec.kind], tint)
        if tint is not Tint.NONE:
            words = FIELD_STATE_WORDS[state].in_language(language)
            to_look_at.append(_LABEL_AND_STATE.in_language(language).format(label=_label(spec, language), state=words))
    draft.add_state(document)
    draft.add_own(TO_LOOK_AT, _COMMA.in_language(language).join(to_look_at))
    return draft


def _failure(document: Document, language: Language, sentence: Sentence) -> _Draft:
    draft = _Draft(language)
    draft.add_origin(document)
    draft.add_state(document)
    error = document.error
    draft.add_own(CODE, error.code if error else "")
    draft.add_own(REASON, sentence(error) if error else "")
    return draft


def _table(heading: Heading, drafts: Sequence[_Draft], choice: ColumnChoice, language: Language) -> Table:
    """The note comes last and only where there is one to make, so that it moves no other column."""
    keys = [column.key for column in heading.columns]
    places = choice.places(heading.key, keys, state_needed=heading.state_needed)
    labels = tuple(clean(heading.columns[place].label).text for place in places)
    rows = tuple(tuple(draft.cells[place] for place in places) for draft in drafts)
    shown = {keys[place] for place in places}
    notes = [draft.notes_on(shown) for draft in drafts]
    if any(notes):
        labels = (*labels, _own_column(NOTE, language).label)
        rows = tuple((*row, Cell(Text(note))) for row, note in zip(rows, notes, strict=True))
    return Table(heading.key, heading.title, labels, rows)


def _own_column(key: str, language: Language) -> Column:
    return Column(key, _COLUMN_WORDS[key].in_language(language))


def _field_column(spec: FieldSpec, language: Language) -> Column:
    return Column(spec.key, _label(spec, language))


def _label(named: DocumentType | FieldSpec, language: Language) -> str:
    return named.label_zh if language == "zh" else named.label_en
