"""The normal form of ``ValueKind.TABLE``: rows to text and back.

A table is JSON: a list of rows, each an object of texts by the key of a column; empty cells are left out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

Row = Mapping[str, str]


def rows_of(value: str) -> tuple[Row, ...] | None:
    """The rows of a value; None for what is no table, as a person may have typed."""
    try:
        rows = json.loads(value)
    except ValueError:
        return None
    if not isinstance(rows, list) or not all(map(_is_row, rows)):
        return None
    return tuple(rows)


def text_of(rows: Sequence[Row]) -> str:
    """The rows as a value; a table without rows is an empty value."""
    filled = [{key: text for key, text in row.items() if text} for row in rows]
    return json.dumps(filled, ensure_ascii=False, separators=(",", ":")) if filled else ""


def without_empty_end(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows up to the last that has something in it."""
    end = len(rows)
    while end and not any(rows[end - 1].values()):
        end -= 1
    return rows[:end]


def is_same_table(one: str, other: str) -> bool:
    """Whether two values are the same table, however they are written."""
    return one == other or (bool(one and other) and rows_of(one) is not None and rows_of(one) == rows_of(other))


def _is_row(row: object) -> bool:
    return isinstance(row, dict) and all(isinstance(text, str) for text in row.values())
