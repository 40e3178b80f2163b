"""What a table of an export consists of: typed cells.

What sort of cell a value becomes is decided here for all exporters: a digit that matters never becomes a number, a date
without a day never becomes a day.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, auto
from pathlib import PurePath

from desktop_ocr.domain import dates
from desktop_ocr.domain.document_type import ValueKind


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
    """``key`` is the document type's, or empty for the documents that could not be read.

    ``parent`` is the key of the table whose rows these rows belong to, where they are those of a table on a paper.
    """

    key: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    parent: str = ""


def plain(value: Value) -> str:
    """The value in characters, for files that know no types."""
    match value:
        case Text(text) | Identifier(text) | Link(text, _):
            return text
        case Date(day):
            return day.isoformat()
        case Amount(amount):
            return f"{amount:f}"


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


FORMS: dict[ValueKind, Callable[[str], Value]] = {
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
    ValueKind.TABLE: Text,  # what a clerk typed and is none: else it is a table of its own (see inner_rows)
}
assert set(FORMS) == set(ValueKind)
