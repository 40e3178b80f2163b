"""Repeated rows: the headings of a table's columns → its rows, as the normal form of ``ValueKind.TABLE``.

Pieces of print between gaps belong to the column whose heading is nearest, however they are aligned under it.  A line
that has something only where text is wrapped (the first column) goes on with the row above it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from desktop_ocr.engines.offline.layout import Glyph, Layout, Row
from desktop_ocr.engines.offline.matching import allowance, plain
from desktop_ocr.engines.offline.rules import FieldRule
from desktop_ocr.engines.offline.segments import pieces
from desktop_ocr.engines.offline.values import Value, spell

PIECE_GAP = 1.0
"""Empty space, in heights, that parts the cells of a row."""
LEVEL = 1.6
"""Heights that the headings of one table may stand higher or lower than one another: some are wrapped."""
LAST_ROW = 6.0
"""Empty space under a row, in heights, with which a table ends."""


@dataclass(frozen=True, slots=True)
class _Heading:
    column: str
    left: float
    right: float
    middle: float
    height: float


def read_table(rule: FieldRule, layout: Layout) -> Value | None:
    """The rows under the headings of ``rule.columns``, up to one of ``rule.ends``; None without two headings."""
    headings = _headings(rule, layout)
    if len(headings) < 2:
        return None
    rows: list[dict[str, list[tuple[Glyph, ...]]]] = []
    bottom = max(heading.middle + heading.height / 2 for heading in headings)
    for line in layout.rows:
        middle = sum(glyph.middle for glyph in line.glyphs) / len(line.glyphs)
        height = line.glyphs[0].height
        if middle - height / 4 < bottom:
            continue
        if any(_window(line, word) for word in rule.ends) or middle - bottom > LAST_ROW * height:
            break
        bottom = middle + height / 2
        cells: dict[str, list[tuple[Glyph, ...]]] = {}
        for piece in pieces(line.glyphs, PIECE_GAP):
            cells.setdefault(_column(piece, headings), []).append(piece)
        if rows and set(cells) == {next(iter(rule.columns))}:
            for column, more in cells.items():
                rows[-1].setdefault(column, []).extend(more)
        else:
            rows.append(cells)
    return _value(rule, rows) if rows else None


def _headings(rule: FieldRule, layout: Layout) -> list[_Heading]:
    """The best place of each heading, of those that stand on one level the most."""
    found = []
    for column, words in rule.columns.items():
        for row in layout.rows:
            window = next((place for word in words if (place := _window(row, word))), None)
            if window:
                glyphs = row.glyphs[window[0] : window[1]]
                found.append(_Heading(column, glyphs[0].left, glyphs[-1].right, glyphs[0].middle, glyphs[0].height))
    levels = [{one.column: one for one in found if abs(one.middle - at.middle) < LEVEL * at.height} for at in found]
    return sorted(max(levels, key=len).values(), key=lambda heading: heading.left) if levels else []


def _window(row: Row, word: str) -> tuple[int, int] | None:
    word = plain(word)
    window = row.window(word, allowance(word))
    return window[1:] if window else None


def _column(piece: Sequence[Glyph], headings: Sequence[_Heading]) -> str:
    left, right = piece[0].left, piece[-1].right

    def distance(heading: _Heading) -> tuple[float, float]:
        """Empty space between piece and heading, then how far their middles are apart."""
        space = max(heading.left - right, left - heading.right, 0.0)
        return space, abs(heading.left + heading.right - left - right)

    return min(headings, key=distance).column


def _value(rule: FieldRule, rows: Sequence[dict[str, list[tuple[Glyph, ...]]]]) -> Value:
    spelled = [{column: spell(row[column]).text for column in rule.columns if column in row} for row in rows]
    text = spell([piece for row in rows for cell in row.values() for piece in cell], between_lines="\n")
    return Value(json.dumps(spelled, ensure_ascii=False, separators=(",", ":")), text, text.characters)
