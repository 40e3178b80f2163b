"""Reviewed documents → typed tables, one for each kind of paper.  Pure: no file is touched here.

What sort of cell a value becomes is decided here for all exporters: a digit that matters never becomes a number, a date
without a day never becomes a day.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
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

_FILE = _Words("文件", "File")
_PAGE = _Words("页", "Page")
_PAPER = _Words("{page}（第 {paper} 张）", "{page} (paper {paper})")
_STATE = _Words("状态", "State")
_TO_LOOK_AT = _Words("待看的字段", "Fields to look at")
_NOTE = _Words("备注", "Note")
_CODE = _Words("代码", "Code")
_REASON = _Words("原因", "Reason")
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


def build_tables(documents: Iterable[Document], language: Language, sentence: Sentence) -> list[Table]:
    """A table for each kind, in the order the kinds first appear, then one of the documents without a result.

    No document is left out: one that failed after it had been read once stands in both, with the values it has.
    """
    kinds: dict[str, DocumentType] = {}
    rows: dict[str, list[_Draft]] = {}
    not_read: list[_Draft] = []
    for document in documents:
        kind = document.document_type
        was_read = kind is not None and (document.recognition is not None or bool(document.fields))
        if kind is not None and was_read:
            kinds.setdefault(kind.key, kind)
            rows.setdefault(kind.key, []).append(_result(document, kinds[kind.key], language))
        if document.error is not None or not was_read:
            not_read.append(_failure(document, language, sentence))

    tables = [
        _table(key, _label(kind, language), _columns(kind, language), rows[key], language)
        for key, kind in kinds.items()
    ]
    if not_read:
        columns = [word.in_language(language) for word in (_FILE, _PAGE, _STATE, _CODE, _REASON)]
        tables.append(_table("", _NOT_READ.in_language(language), columns, not_read, language))
    return tables


class _Draft:
    """A row in the making: cells, and notes on what their text lost."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.cells: list[Cell] = []
        self.notes: list[str] = []

    def add(self, label: str, text: str, form: Callable[[str], Value] = Text, tint: Tint = Tint.NONE) -> None:
        cleaned = clean(text)
        for happened, words in ((cleaned.removed, _REMOVED), (cleaned.cut, _CUT)):
            if happened:
                self.notes.append(words.in_language(self.language).format(label=label))
        self.cells.append(Cell(form(cleaned.text), tint))

    def add_origin(self, document: Document) -> None:
        """File and page; the number of the paper too where the page has several."""
        path = document.source.path
        self.add(_FILE.in_language(self.language), document.source.name, lambda name: Link(name, path))
        page = str(document.source.page)
        if document.recognition and len(document.recognition.papers) > 1:
            words = _PAPER.in_language(self.language)
            page = words.format(page=page, paper=document.paper_index + 1)
        self.add(_PAGE.in_language(self.language), page)

    def add_state(self, document: Document) -> None:
        state = document.state
        words = DOCUMENT_STATE_WORDS[state].in_language(self.language)
        self.add(_STATE.in_language(self.language), words, tint=_DOCUMENT_TINTS.get(state, Tint.NONE))


def _result(document: Document, kind: DocumentType, language: Language) -> _Draft:
    draft = _Draft(language)
    draft.add_origin(document)
    fields = {field.spec.key: field for field in document.fields}
    to_look_at = []
    for spec in kind.fields:
        field = fields.get(spec.key, Field(spec))
        state = field.state
        tint = Tint.MISSING if state is FieldState.EMPTY and spec.required else _FIELD_TINTS.get(state, Tint.NONE)
        draft.add(_label(spec, language), field.value, _FORMS[spec.kind], tint)
        if tint is not Tint.NONE:
            words = FIELD_STATE_WORDS[state].in_language(language)
            to_look_at.append(_LABEL_AND_STATE.in_language(language).format(label=_label(spec, language), state=words))
    draft.add_state(document)
    draft.add(_TO_LOOK_AT.in_language(language), _COMMA.in_language(language).join(to_look_at))
    return draft


def _failure(document: Document, language: Language, sentence: Sentence) -> _Draft:
    draft = _Draft(language)
    draft.add_origin(document)
    draft.add_state(document)
    error = document.error
    draft.add(_CODE.in_language(language), error.code if error else "")
    draft.add(_REASON.in_language(language), sentence(error) if error else "")
    return draft


def _columns(kind: DocumentType, language: Language) -> list[str]:
    before = [word.in_language(language) for word in (_FILE, _PAGE)]
    after = [word.in_language(language) for word in (_STATE, _TO_LOOK_AT)]
    return [*before, *(_label(spec, language) for spec in kind.fields), *after]


def _table(key: str, title: str, columns: Sequence[str], drafts: Sequence[_Draft], language: Language) -> Table:
    """The note comes last and only where there is one to make, so that it moves no other column."""
    columns = tuple(clean(column).text for column in columns)
    if not any(draft.notes for draft in drafts):
        return Table(key, title, columns, tuple(tuple(draft.cells) for draft in drafts))
    semicolon = _SEMICOLON.in_language(language)
    rows = tuple((*draft.cells, Cell(Text(clean(semicolon.join(draft.notes)).text))) for draft in drafts)
    return Table(key, title, (*columns, _NOTE.in_language(language)), rows)


def _label(named: DocumentType | FieldSpec, language: Language) -> str:
    return named.label_zh if language == "zh" else named.label_en
