"""Repeated rows: the headings of a table's columns → its rows, as the normal form of ``ValueKind.TABLE``.

Pieces of print between gaps belong to the column whose heading is nearest, however they are aligned under it.  A line
that has something only where text is wrapped goes on with the row above it; on narrow slips, where what is sold stands
on a line of its own above its figures, it begins the row.  Cells that were not read, or in one box with the cells below
them, are looked at once more.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest
from typing import Protocol

from desktop_ocr.domain.document_type import FieldSpec, ValueKind
from desktop_ocr.domain.review import NOTHING
from desktop_ocr.engines.offline.layout import Glyph
from desktop_ocr.engines.offline.legs import legs_of
from desktop_ocr.engines.offline.rules import Box, FieldRule
from desktop_ocr.engines.offline.search import Search
from desktop_ocr.engines.offline.table_lines import Heading, Line, TablePrint, has_figures
from desktop_ocr.engines.offline.twin_tables import side_by_side
from desktop_ocr.engines.offline.values import Value, spell

LAST_ROW = 6.0
"""Empty space under a row, in heights, with which a table ends."""
FOOT_OFF = 1.0
"""Heights by which what a machine printed may stand above or below the line of the form that it belongs to."""
CELL_SCORE = 0.9
"""Score from which something is believed to stand in a cell in which the detector saw nothing."""
STACKED_SCORE = 0.6
"""The same where it saw several cells as one."""
BESIDE_CELL = 0.3
"""Space on either side of a cell that is looked at, in heights."""
LINE_HEIGHT = 0.55
"""Half the height of a cell that is looked at, in heights of its line."""

BESIDE_BORDER = 0.2
"""Heights from the border of a column at which its cells and headings begin at least."""
SHORT = 2.0
"""Heights that a cell of one or two characters takes at most."""
BORDER = " |"
"""What the border of a cell may be read as."""

_AMOUNT = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_STROKED_ZERO = re.compile(r"(?<=[\d.])[Φφ]")
_STARS = str.maketrans("★☆✱＊※", "*****")
"""What the stars around the class of goods are taken for."""
Cells = dict[str, list[tuple[Glyph, ...]]]


class ReadLine(Protocol):
    def __call__(self, box: Box, /, *, sure: float) -> tuple[Glyph, ...]: ...


def read_table(search: Search, spec: FieldSpec, rule: FieldRule) -> Value | None:
    """The rows under the headings of ``rule.columns``, up to one of ``rule.ends``; None without two headings.

    Of tables side by side the first rows come first, then the second ones: so they are filled in.
    """
    tables = [_rows_of(TablePrint(rule, layout), search, rule) for layout in side_by_side(rule, search.layout)]
    rows = [row for level in zip_longest(*tables) for row in level if row]
    return _value(spec, rule, rows) if rows else None


def _rows_of(table: TablePrint, search: Search, rule: FieldRule) -> list[Cells]:
    if not table.is_there:
        return []
    wrapped = rule.wrapped or tuple(rule.columns)[:1]
    lines = list(_of_rows(table, wrapped))

    if rule.short_columns:
        for line in lines:
            _spread(table, line, wrapped)
    _look_again(table, lines, rule, wrapped[0], search.line_at)
    cells = [line.cells for line in lines]
    return cells if rule.legs else _rows(cells, wrapped)


def read_foot(search: Search, rule: FieldRule, column: str, words: Sequence[str]) -> tuple[Glyph, ...] | None:
    """What stands in a column of the table ``rule``, on the lowest line that begins with one of the words."""
    table = TablePrint(rule, search.layout)
    place = table.level_with(words) if table.is_there else None
    if place is None:
        return None
    level, height = place
    in_column = (piece for key, piece in table.at(level, FOOT_OFF * height) if key == column)
    return next((piece for piece in in_column if has_figures(piece)), None)


def _of_rows(table: TablePrint, wrapped: Sequence[str]) -> Sequence[Line]:
    """The lines that belong to rows: not the letters on the paper's edge, and not the sums of the form below."""
    lines = [line for line in table.lines() if set(line.cells) & set(wrapped) or _has_figures(line)]
    for place in range(1, len(lines)):
        if lines[place].level - lines[place - 1].level > LAST_ROW * lines[place].height:
            lines = lines[:place]
            break
    end = table.level_with(table.rule.ends)
    while lines and end and wrapped[0] not in lines[-1].cells and abs(end[0] - lines[-1].level) < FOOT_OFF * end[1]:
        lines.pop()
    return lines


def _has_figures(line: Line) -> bool:
    return any(has_figures(piece) for cell in line.cells.values() for piece in cell)


def _look_again(table: TablePrint, lines: Sequence[Line], rule: FieldRule, first: str, look: ReadLine) -> None:
    """Read the cells of stacks, and the short ones that are missing in rows with figures."""
    begins = [line.cells[first][0][0].left for line in lines if first in line.cells and _has_figures(line)]
    at = {heading.column: heading for heading in table.headings}
    for line in lines:
        stacked = {stack.column for stack in table.stacks if stack.top < line.level < stack.bottom}
        short = set(rule.short_columns) - set(line.cells) if _has_figures(line) else set()
        for column in sorted(stacked | short):
            extents = _extents(table, at[column]) if column in at and column not in line.cells else ()
            for left, right in extents:
                middle, half = table.middle(line.level, left), LINE_HEIGHT * line.height
                sure = STACKED_SCORE if column in stacked else CELL_SCORE
                glyphs = look((left, middle - half, right, middle + half), sure=sure)
                if glyphs and not _is_stroke(glyphs):
                    line.cells[column] = [glyphs]
                    break
        if begins and short and first in at and first not in line.cells:
            left, half = min(begins) - LINE_HEIGHT * line.height, LINE_HEIGHT * line.height
            middle = table.middle(line.level, left)
            if glyphs := look((left, middle - half, at[first].right, middle + half), sure=CELL_SCORE):
                line.cells[first] = [glyphs]


def _is_stroke(glyphs: Sequence[Glyph]) -> bool:
    """Whether it is what a ruled line is read for."""
    return len(glyphs) == 1 and glyphs[0].text in "一-—_|丨lI"


def _spread(table: TablePrint, line: Line, wrapped: Sequence[str]) -> None:
    """Give one of two figures that stand under one heading to the empty column beside it: a machine that fills in a
    form may print them nearer to the next heading than to their own.
    """
    order = [heading.column for heading in table.headings]
    for before, column in pairwise(order):
        if (
            before not in wrapped
            and column not in wrapped
            and before not in line.cells
            and len(line.cells.get(column, ())) > 1
        ):
            line.cells[before] = [line.cells[column].pop(0)]
    for column, after in pairwise(order):
        if column not in wrapped and after not in line.cells and len(line.cells.get(column, ())) > 1:
            line.cells[after] = [line.cells[column].pop()]


def _extents(table: TablePrint, heading: Heading) -> Iterator[tuple[float, float]]:
    """Where the cells of a column may be: where several of them were read as one, in a table whose cells begin where
    their headings do there, with no border beside them, and about its heading, half way to the next ones.
    """
    for stack in table.stacks:
        if stack.column == heading.column:
            yield stack.left - BESIDE_CELL * heading.height, stack.right + BESIDE_CELL * heading.height
    place = table.headings.index(heading)
    if table.rule.flush:
        edge = BESIDE_BORDER * heading.height
        following = (other.left - 3 * edge for other in table.headings[place + 1 : place + 2])
        yield heading.left - edge, min([heading.left + SHORT * heading.height, *following])
    before = table.headings[place - 1].right if place else heading.left - 2 * heading.height
    after = table.headings[place + 1].left if place + 1 < len(table.headings) else heading.right + 2 * heading.height
    yield (before + heading.left) / 2, (after + heading.right) / 2


def _rows(lines: Sequence[Cells], wrapped: Sequence[str]) -> list[Cells]:
    """The lines as rows, wrapped text joined to the row that it belongs to."""

    def is_text(cells: Cells) -> bool:
        return set(cells) <= set(wrapped)

    if any(wrapped[0] not in cells for cells in lines):
        for cells in lines:
            _mend_name(cells, wrapped)
    names_stand_above = len(lines) > 1 and is_text(lines[0]) and any(wrapped[0] not in cells for cells in lines)
    rows: list[Cells] = []
    is_open = False
    for cells in lines:
        goes_on = is_open if names_stand_above else is_text(cells)
        if rows and goes_on:
            for column, more in cells.items():
                rows[-1].setdefault(column, []).extend(more)
        else:
            rows.append(cells)
        is_open = is_text(cells)
    return rows


def _mend_name(cells: Cells, wrapped: Sequence[str]) -> None:
    """Put the end of a name on a line of its own, which reaches under other headings, to its beginning."""
    first, others = wrapped[0], [column for column in cells if column not in wrapped]
    if first not in cells or not others or any(has_figures(piece) for column in others for piece in cells[column]):
        return
    for column in others:
        for piece in cells.pop(column):
            if piece[0].left > cells[first][-1][-1].right:  # else it was read twice
                cells[first].append(piece)


def _value(spec: FieldSpec, rule: FieldRule, rows: Sequence[Cells]) -> Value:
    kinds = {column.key: column.kind for column in spec.columns}
    spelled = [
        {column: _cell(spell(row[column]).text, kinds.get(column)) for column in rule.columns if column in row}
        for row in rows
    ]
    if rule.legs:
        spelled = legs_of(spelled, next(iter(rule.columns)), rule.legs)
    text = spell([piece for row in rows for cell in row.values() for piece in cell], between_lines="\n")
    return Value(json.dumps(spelled, ensure_ascii=False, separators=(",", ":")), text, text.characters)


def _cell(text: str, kind: ValueKind | None) -> str:
    """The text of a cell; where an amount stands, the figures of it, or the stars that stand for none."""
    text = _STROKED_ZERO.sub("0", text.translate(_STARS)).strip(BORDER)
    if kind is not ValueKind.AMOUNT:
        return text
    if match := _AMOUNT.search(text.replace(" ", "")):
        return match[0].replace(",", "")
    return text if any(char.isdigit() for char in text) or len(text) > len(NOTHING) + 1 else NOTHING
