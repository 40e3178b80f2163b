"""A specimen's values as a service writes them.

A pattern is text with fields in it: ``{birth_date:%Y%m%d}`` writes the dates in a field so, ``:4`` groups digits,
``:clock``, ``:bank``, ``:plate`` and ``:yen`` write a time, a code of a card, a colour in English and an amount,
``:20`` is the field only if it is that long. Of a field that holds a table as JSON, ``["items", "name"]`` is a column,
``["table", "*"]`` all rows as lists, ``{"of": "trips", "Fare": "amount"}`` objects with other keys.
"""

from __future__ import annotations

import json
import re
import string
from collections.abc import Mapping
from datetime import date
from typing import Any

from .truth import Paper, Quad

_PLATES = {
    "蓝色": "blue",
    "绿色": "green",
    "黄色": "yellow",
    "白色": "white",
    "黑色": "black",
    "黄绿色": "yellow_green",
}
_CARDS = {"借记卡": 1, "贷记卡": 2, "准贷记卡": 3, "预付费卡": 4}
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


Pattern = str | list[str] | dict[str, str]


def worded(pattern: Pattern, fields: Mapping[str, str]) -> Any:
    """A field that is not there is empty. The code of a card is a number."""
    if isinstance(pattern, list):
        name, column = pattern
        rows = table_rows(fields, name)
        return _as_lists(rows) if column == "*" else [row.get(column, "") for row in rows]
    if isinstance(pattern, dict):
        keys = {key: column for key, column in pattern.items() if key != "of"}
        rows = table_rows(fields, pattern["of"])
        return [{key: row.get(column, "") for key, column in keys.items()} for row in rows]
    if pattern == "{card_type:bank}":
        return _CARDS.get(fields.get("card_type", ""), 0)
    return pattern.format_map(_Fields({key: _Text(value) for key, value in fields.items()}))


def table_rows(fields: Mapping[str, str], name: str) -> list[dict[str, str]]:
    """The rows of a field that holds a table, cells by column."""
    return list(json.loads(fields.get(name) or "[]"))


def _as_lists(rows: list[dict[str, str]]) -> list[list[str]]:
    """Rows of the same length, in the order in which their columns first come."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    return [[row.get(column, "") for column in columns] for row in rows]


def quads_of(pattern: Pattern, paper: Paper) -> tuple[Quad, ...]:
    """The places of all fields in a pattern, in shares of the picture."""
    if isinstance(pattern, list):
        return _column_quads(pattern[0], pattern[1], paper)
    names = [pattern["of"]] if isinstance(pattern, dict) else _named(pattern)
    return tuple(quad for name in names for quad in paper.boxes.get(name, ()))


def _named(pattern: str) -> list[str]:
    return [name for _, name, _, _ in string.Formatter().parse(pattern) if name]


def _column_quads(name: str, column: str, paper: Paper) -> tuple[Quad, ...]:
    """Those of the column's cells if every cell has a place, else of the whole table."""
    cells = [cell for row in table_rows(paper.fields, name) for cell in row]
    quads = tuple(paper.boxes.get(name, ()))
    if column == "*" or len(cells) != len(quads):
        return quads
    return tuple(quad for cell, quad in zip(cells, quads, strict=True) if cell == column)


def pixels(quad: Quad, size: tuple[int, int]) -> Quad:
    (a, b), (c, d), (e, f), (g, h) = quad
    x, y = size
    return ((a * x, b * y), (c * x, d * y), (e * x, f * y), (g * x, h * y))


class _Text(str):
    def __format__(self, spec: str) -> str:
        if "%" in spec:
            return _DATE.sub(lambda found: date(*map(int, found.groups())).strftime(spec), self)
        if spec == "clock":
            return "{}时{}分".format(*self.split(":")) if self else ""
        if spec == "4":
            return " ".join(self[i : i + 4] for i in range(0, len(self), 4))
        if spec == "20":
            return self if len(self) == 20 else ""
        if spec == "yen":
            return f"¥{self}元" if self else ""
        if spec == "plate":
            return _PLATES.get(self, "unknow")
        return str(self)


class _Fields(dict[str, _Text]):
    def __missing__(self, key: str) -> _Text:
        return _Text()
