"""Answers that are tables, and those that are only the promise of one."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from desktop_ocr.engines.baidu.parts import line, number, rows, table, text
from desktop_ocr.engines.baidu.understood import Card, Entry, Line, Understood

Answer = Mapping[str, Any]
TABLE = "table"
"""The key of an entry that is a whole table, as ``ValueKind.TABLE`` has it; its columns are counted from 1."""
FINISHED = "3"
"""Of a task: 1 is not begun, 2 under way."""


def tables(answer: Answer) -> Understood:
    """Tables of a page, with the lines above and below each."""
    cards: list[Card] = []
    lines: list[Line] = []
    for one in rows(answer.get("tables_result")):
        found = table(one)
        cells = [(_count(cell, "row_start"), _count(cell, "col_start"), text(cell)) for cell in rows(found.get("body"))]
        cards.append(Card((Entry(TABLE, as_table(cells)),)))
        lines += _lines(found)
    return Understood(tuple(cards), tuple(lines))


def forms(answer: Answer) -> Understood:
    """The same of the older interface, whose cells have no extent."""
    cards: list[Card] = []
    lines: list[Line] = []
    for one in rows(answer.get("forms_result")):
        found = table(one)
        cells = [(_count(cell, "row"), _count(cell, "column"), text(cell)) for cell in rows(found.get("body"))]
        cards.append(Card((Entry(TABLE, as_table(cells)),)))
        lines += _lines(found)
    return Understood(tuple(cards), tuple(lines))


def as_table(cells: list[tuple[int, int, str]]) -> str:
    """Cells (row, column, text) as the value of a table."""
    by_row: defaultdict[int, dict[int, str]] = defaultdict(dict)
    for row, column, words in cells:
        if words:
            by_row[row][column] = f"{by_row[row][column]}\n{words}" if column in by_row[row] else words
    first = min((column for cells_of in by_row.values() for column in cells_of), default=0)
    written = [
        {str(column - first + 1): by_row[row][column] for column in sorted(by_row[row])} for row in sorted(by_row)
    ]
    return json.dumps(written, ensure_ascii=False)


def _count(cell: object, name: str) -> int:
    return int(number(table(cell).get(name)) or 0)


def _lines(found: Answer) -> Iterator[Line]:
    for part in ("header", "body", "footer"):
        for one in rows(found.get(part)):
            cell = {
                **table(one),
                "vertexes_location": table(one).get("cell_location", table(one).get("vertexes_location")),
            }
            if (read := line(cell)) is not None:
                yield read


def task_request(answer: Answer) -> Understood:
    """A table that was handed in: the id is in a list."""
    ids = (text(table(one).get("request_id")) for one in rows(answer.get("result")))
    return Understood(task=next(filter(None, ids), ""), is_running=True)


def task_result(answer: Answer) -> Understood:
    """What became of it: a text of JSON, or the address of a file for a spreadsheet program."""
    found = table(answer.get("result"))
    task = text(found.get("request_id"))
    if text(found.get("ret_code")) != FINISHED:
        return Understood(task=task, is_running=True)
    data = found.get("result_data")
    if isinstance(data, str):
        try:
            data = json.loads(data)
        except (ValueError, RecursionError):
            data = {"address": data}
    read = table(data)
    if "address" in read:
        return Understood((Card((Entry("result_data", text(read["address"])),)),), task=task)
    inner = forms({"forms_result": read.get("forms", read.get("forms_result", []))})
    return Understood(inner.cards, inner.lines, task=task)


def universal_submit(answer: Answer) -> Understood:
    """The id of a task, in either of two places."""
    for name in ("task_result", "result"):
        if task := text(table(answer.get(name)).get("task_id")):
            return Understood(task=task, is_running=True)
    return Understood()
