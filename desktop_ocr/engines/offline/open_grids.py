"""Tables without upright lines: rows are told by the print that stands on one level, columns by what stays empty.

Lines between rows help: where each row has its own, what stands between two of them is one row, however it is wrapped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

import numpy as np

from desktop_ocr.engines.offline.ruled_lines import Line
from desktop_ocr.engines.offline.table_grid import Box, GridCell, Stretch, TableGrid, clustered

ONE_LEVEL = 0.45
"""Distance, in heights of text, up to which print stands on one level."""
FAR = 3.6
"""Distance of two rows, in the usual distance, with which a table ends."""
FEWEST_ROWS, FEWEST_COLUMNS = 3, 2
BRIDGED = 0.12
"""Part of the rows that may have print where two columns are parted: one long cell, a heading over two."""
NARROWEST_GAP = 0.35
"""Heights that stay empty between two columns."""
ENDS_LEVEL = 0.4
"""Heights within which stretches end at one place."""
COMMON = 0.3
"""Part of the stretches in a column that end within it at one place, where a second column follows closely."""
CUT_REACH = 0.8
"""Heights from the border of two columns within which print that goes over it is cut."""
BIN = 0.2
"""Heights: how finely empty columns are looked for."""
WRAPPED = 1.7
"""Distance, in heights, up to which a line goes on with the cells of the row next to it."""
FULL_ROW = 0.5
"""Part of the columns from which a line is a row and no wrapped part of one."""
RULED_WIDTH = 0.6
"""Part of the table's width from which a level line is one of it."""
FEW_LEVELS = 1.9
"""Lines of print between two ruled lines, on the average, up to which those part rows."""


def open_grids(stretches: Sequence[Stretch], level: Sequence[Line], height: float) -> Iterator[TableGrid]:
    """The tables that print alone tells, from the top."""
    for block in _blocks(_levels(stretches, height), height):
        if grid := _grid(block, level, height):
            yield grid


Level = list[Stretch]
"""Print on one level, from left to right."""


def _levels(stretches: Sequence[Stretch], height: float) -> list[Level]:
    groups = clustered([stretch.middle for stretch in stretches], ONE_LEVEL * height)
    return [sorted((stretches[index] for index in group), key=lambda one: one.left) for group in groups]


def _blocks(levels: Sequence[Level], height: float) -> Iterator[list[Level]]:
    """Levels that follow one another closely, from the first to the last with several stretches."""
    pitches = [_at(after) - _at(before) for before, after in pairwise(levels)]
    usual = median(pitches) if pitches else 0.0
    block: list[Level] = []
    for one in levels:
        if block and _at(one) - _at(block[-1]) > FAR * max(usual, height):
            yield from _trimmed(block)
            block = []
        block.append(one)
    yield from _trimmed(block)


def _trimmed(block: Sequence[Level]) -> Iterator[list[Level]]:
    several = [index for index, one in enumerate(block) if len(one) > 1]
    if len(several) >= FEWEST_ROWS - 1:
        yield list(block[several[0] : several[-1] + 1])


def _grid(block: list[Level], level: Sequence[Line], height: float) -> TableGrid | None:
    edges = _best_edges(block, height)
    if len(edges) < FEWEST_COLUMNS + 1:
        return None
    lines = [line for line in level if line.covered(edges[0], edges[-1]) >= RULED_WIDTH]
    block = [[part for stretch in one for part in _parted(stretch, edges, height)] for one in block]
    rows = _rows(block, edges, lines, height)
    if len(rows) < FEWEST_ROWS:
        return None
    ends = [(max(_at(one) for one in before) + min(_at(one) for one in after)) / 2 for before, after in pairwise(rows)]
    tops = [_at(rows[0][0]) - height, *ends]
    bottoms = [*ends, _at(rows[-1][-1]) + height]
    cells = []
    for row, levels in enumerate(rows):
        held: dict[int, list[Stretch]] = {}
        for one in levels:
            for stretch, column in zip(one, _columns(one, edges), strict=True):
                held.setdefault(column, []).append(stretch)
        for column in range(len(edges) - 1):
            box = Box(edges[column], tops[row], edges[column + 1], bottoms[row])
            cells.append(GridCell(row, column, box, tuple(held.get(column, ()))))
    return TableGrid(len(rows), len(edges) - 1, tuple(cells), False)


def _edges(block: Sequence[Level], height: float) -> list[float]:
    """Where columns begin and end: in the middle of what is empty in nearly all rows."""
    several = [one for one in block if len(one) > 1]
    left = min(stretch.left for one in several for stretch in one)
    right = max(stretch.right for one in several for stretch in one)
    step = BIN * height
    counts = np.zeros(max(1, int((right - left) / step)) + 1, int)
    for one in several:
        taken = np.zeros_like(counts, bool)
        for stretch in one:
            taken[int((stretch.left - left) / step + 0.5) : int((stretch.right - left) / step + 0.5) + 1] = True
        counts += taken
    most = BRIDGED * len(several) if len(several) >= 2 * FEWEST_ROWS else 0
    edges, start = [left - height], None
    for index, count in enumerate(counts):
        if count <= most and start is None:
            start = index
        elif count > most and start is not None:
            if (index - start) * step >= NARROWEST_GAP * height and start:
                least = counts[start:index].min()
                free = [place for place in range(start, index) if counts[place] == least]
                edges.append(left + (free[0] + free[-1] + 1) / 2 * step)
            start = None
    return [*edges, right + height]


def _best_edges(block: Sequence[Level], height: float) -> list[float]:
    """Headings may stand at one side of their columns and figures at the other: without them columns are told better.

    But a column may be empty under its heading.
    """
    headings, body = block[0], [one for one in block[1:] if len(one) > 1]
    if len(body) < FEWEST_ROWS - 1:
        return _edges(block, height)
    edges = _edges(body, height)
    if len(headings) < len(edges):
        return edges
    missing = len(headings) - len(edges) + 1
    ends = _common_ends(body, edges, height)
    return sorted([*edges, *ends]) if len(ends) == missing else _edges(block, height)


def _common_ends(body: Sequence[Level], edges: Sequence[float], height: float) -> list[float]:
    """Where many stretches end within a column that others go on from: two columns that nearly touch, found as one."""
    found = []
    for start, end in pairwise(edges):
        inside = [stretch for one in body for stretch in one if start < stretch.left and stretch.right < end]
        for group in clustered([stretch.right for stretch in inside], ENDS_LEVEL * height):
            place = max(inside[index].right for index in group) + 0.1 * height
            further = [one for one in inside if one.left < place - height and one.right > place + height]
            if further and len(group) >= COMMON * len(inside) and len(group) + len(further) >= 0.9 * len(inside):
                found.append(place)
    return found


def _columns(level: Level, edges: Sequence[float]) -> list[int]:
    """The column of each stretch: in their order, no two in one where there are enough; the nearest altogether."""
    count = len(edges) - 1
    if len(level) > count:
        return [_column(stretch, edges) for stretch in level]
    costs = [[_away(stretch, edges, column) for column in range(count)] for stretch in level]
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ())] * (count + 1)
    for cost in costs:
        after: list[tuple[float, tuple[int, ...]]] = [(float("inf"), ())]
        for column in range(count):
            before, chosen = best[column]
            after.append(min(after[-1], (before + cost[column], (*chosen, column)), key=lambda one: one[0]))
        best = after
    return list(best[-1][1])


def _parted(stretch: Stretch, edges: Sequence[float], height: float) -> Iterator[Stretch]:
    """A stretch that goes over the border of two columns, in two where it changes from figures to words or back."""
    for edge in edges:
        if not stretch.left + height / 2 < edge < stretch.right - height / 2:
            continue
        wide = (stretch.right - stretch.left) / max(1e-6, stretch.glyphs[-1].right - stretch.glyphs[0].left)
        for index, (before, after) in enumerate(pairwise(stretch.glyphs), 1):
            place = stretch.left + ((before.right + after.left) / 2 - stretch.glyphs[0].left) * wide
            if before.text.isdigit() != after.text.isdigit() and abs(place - edge) < CUT_REACH * height:
                yield replace(stretch, glyphs=stretch.glyphs[:index], right=place)
                yield replace(stretch, glyphs=stretch.glyphs[index:], left=place)
                return
    yield stretch


def _away(stretch: Stretch, edges: Sequence[float], column: int) -> float:
    """How much of a stretch lies outside a column, and a little how far its middle is from the column's."""
    start, end = edges[column], edges[column + 1]
    inside = max(0.0, min(stretch.right, end) - max(stretch.left, start))
    outside = stretch.right - stretch.left - inside
    return outside + abs(stretch.left + stretch.right - start - end) / 10


def _column(stretch: Stretch, edges: Sequence[float]) -> int:
    """The one that it lies in for the most part."""
    shared = [min(stretch.right, end) - max(stretch.left, start) for start, end in pairwise(edges)]
    return max(range(len(shared)), key=shared.__getitem__)


def _rows(block: Sequence[Level], edges: Sequence[float], lines: Sequence[Line], height: float) -> list[list[Level]]:
    inside = [line.at for line in lines if _at(block[0]) - 3 * height < line.at < _at(block[-1]) + 3 * height]
    bands: dict[int, list[Level]] = {}
    for one in block:
        bands.setdefault(sum(at < _at(one) for at in inside), []).append(one)
    if len(bands) >= FEWEST_ROWS and len(block) <= FEW_LEVELS * len(bands):
        return list(bands.values())
    full = [len({_column(stretch, edges) for stretch in one}) >= FULL_ROW * (len(edges) - 1) for one in block]
    rows: list[list[Level]] = []
    waiting: list[Level] = []
    for index, one in enumerate(block):
        if full[index]:
            rows.append([*waiting, one])
            waiting = []
            continue
        above = _at(one) - _at(block[index - 1]) if index else float("inf")
        below = _at(block[index + 1]) - _at(one) if index + 1 < len(block) else float("inf")
        if above <= min(WRAPPED * height, 0.75 * below) and rows and not waiting:
            rows[-1].append(one)
        elif below <= min(WRAPPED * height, 0.75 * above) and full[index + 1]:
            waiting.append(one)
        else:
            rows += [[level] for level in [*waiting, one]]
            waiting = []
    return rows + [[level] for level in waiting]


def _at(level: Level) -> float:
    return sum(stretch.middle for stretch in level) / len(level)
