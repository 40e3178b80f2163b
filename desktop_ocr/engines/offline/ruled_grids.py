"""Tables whose cells are ruled: from lines to a lattice, from the lattice to cells.

Between two neighbours of the lattice stands a border or none; those without one are one cell.  So cells that reach
over others need no rule of their own, and a border with small gaps is still one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from desktop_ocr.engines.offline.ruled_lines import Line, rejoined
from desktop_ocr.engines.offline.table_grid import Box, GridCell, Stretch, TableGrid

TOUCHING = 0.8
"""Distance, in heights, from which the ends of two lines do not meet."""
IS_BORDER = 0.45
"""Part of a side of a cell that must be seen ruled."""
OPEN_SIDE = 1.5
"""Heights that lines of rows go on beyond the last upright line where a table has no outer border."""
PRINTED_OVER = 0.3
"""Distance, in heights, of print from a border, with which it is none: what is seen there is the edge of a tint."""
FEWEST_CELLS = 4


def ruled_grids(
    level: Sequence[Line], upright: Sequence[Line], stretches: Sequence[Stretch], height: float
) -> Iterator[TableGrid]:
    """The ruled tables of a page, from the top, of those with several cells that hold print."""
    for met in sorted(_meeting(level, upright, height), key=lambda both: both[0][0].at):
        rows, columns = (rejoined(lines, height) for lines in met)
        if len(rows) < 2 or not columns:
            continue
        columns += _open_sides(columns, rows, height)
        rows += _open_sides(rows, columns, height)
        grid = _grid(
            sorted(rows, key=lambda line: line.at), sorted(columns, key=lambda line: line.at), stretches, height
        )
        if grid.filled >= FEWEST_CELLS and grid.columns > 1 and grid.rows > 1:
            yield grid


def _meeting(level: Sequence[Line], upright: Sequence[Line], height: float) -> Iterator[tuple[list[Line], list[Line]]]:
    """Lines that meet one another, as one table's do."""
    reach = TOUCHING * height
    left, over = list(level), list(upright)
    while left:
        rows, columns, is_grown = [left.pop(0)], list[Line](), True
        while is_grown:
            more = [line for line in over if any(_meet(row, line, reach) for row in rows)]
            over = [line for line in over if line not in more]
            columns += more
            further = [line for line in left if any(_meet(line, column, reach) for column in columns)]
            left = [line for line in left if line not in further]
            rows += further
            is_grown = bool(more or further)
        yield rows, columns


def _meet(row: Line, column: Line, reach: float) -> bool:
    return any(start - reach <= column.at <= end + reach for start, end in row.seen) and any(
        start - reach <= row.at <= end + reach for start, end in column.seen
    )


def _open_sides(lines: Sequence[Line], across: Sequence[Line], height: float) -> list[Line]:
    """The borders that a table lacks where the lines across go on beyond its last line."""
    first, last = min(line.at for line in lines), max(line.at for line in lines)
    span = (min(line.at for line in across), max(line.at for line in across))
    beyond = OPEN_SIDE * height
    before = [line.start for line in across if line.start < first - beyond]
    after = [line.end for line in across if line.end > last + beyond]
    ends = [min(before)] if 2 * len(before) > len(across) else []
    ends += [max(after)] if 2 * len(after) > len(across) else []
    return [Line(end, (span,)) for end in ends]


def _grid(rows: Sequence[Line], columns: Sequence[Line], stretches: Sequence[Stretch], height: float) -> TableGrid:
    one_of: dict[tuple[int, int], tuple[int, int]] = {}
    places = [(row, column) for row in range(len(rows) - 1) for column in range(len(columns) - 1)]

    def first_of(place: tuple[int, int]) -> tuple[int, int]:
        while place in one_of:
            place = one_of[place]
        return place

    def join(place: tuple[int, int], other: tuple[int, int]) -> None:
        one, two = sorted((first_of(place), first_of(other)))
        if one != two:
            one_of[two] = one

    for row, column in places:
        top, bottom = rows[row].at, rows[row + 1].at
        left, right = columns[column].at, columns[column + 1].at
        if column and columns[column].covered(top, bottom) < IS_BORDER:
            join((row, column), (row, column - 1))
        is_printed_over = any(
            left < (one.left + one.right) / 2 < right and abs(one.middle - top) < PRINTED_OVER * height
            for one in stretches
        )
        if row and (is_printed_over or rows[row].covered(left, right) < IS_BORDER):
            join((row, column), (row - 1, column))
    members: defaultdict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for place in places:
        members[first_of(place)].append(place)
    boxes = {
        first: Box(
            min(columns[column].at for _, column in inside),
            min(rows[row].at for row, _ in inside),
            max(columns[column + 1].at for _, column in inside),
            max(rows[row + 1].at for row, _ in inside),
        )
        for first, inside in members.items()
    }
    levels, edges = [line.at for line in rows], [line.at for line in columns]
    held: defaultdict[tuple[int, int], list[Stretch]] = defaultdict(list)
    cut: set[tuple[int, int]] = set()
    for stretch in stretches:
        if not levels[0] < stretch.middle < levels[-1]:
            continue
        row = _between(levels, stretch.middle)
        parts = list(_parts(stretch, edges))
        owners = [first_of((row, column)) for column, _ in parts]
        merged: dict[tuple[int, int], list[Stretch]] = defaultdict(list)
        for owner, (_, part) in zip(owners, parts, strict=True):
            merged[owner].append(part)
        for owner, pieces in merged.items():
            held[owner].append(_joined(pieces))
        if len(merged) > 1 or (parts and sum(len(part.glyphs) for _, part in parts) < len(stretch.glyphs)):
            cut.update(merged)
    cells = tuple(GridCell(*first, boxes[first], tuple(held[first])) for first in members)
    return TableGrid(len(rows) - 1, len(columns) - 1, cells, True, frozenset(cut))


def _between(edges: Sequence[float], place: float) -> int:
    return max(0, sum(edge <= place for edge in edges) - 1)


def _parts(stretch: Stretch, edges: Sequence[float]) -> Iterator[tuple[int, Stretch]]:
    """A stretch cut at upright lines; what stands beside the table is left out."""
    wide = (stretch.right - stretch.left) / max(1e-6, stretch.glyphs[-1].right - stretch.glyphs[0].left)
    start = stretch.glyphs[0].left
    part: list[int] = []
    before = None
    ends = [
        (stretch.left + (glyph.left - start) * wide, stretch.left + (glyph.right - start) * wide)
        for glyph in stretch.glyphs
    ]
    for index, (left, right) in enumerate(ends):
        middle = (left + right) / 2
        column = _between(edges, middle) if edges[0] < middle < edges[-1] else None
        if part and column != before:
            if before is not None:
                yield before, _piece(stretch, part, ends)
            part = []
        part.append(index)
        before = column
    if part and before is not None:
        yield before, _piece(stretch, part, ends)


def _piece(stretch: Stretch, part: Sequence[int], ends: Sequence[tuple[float, float]]) -> Stretch:
    glyphs = tuple(stretch.glyphs[index] for index in part)
    return Stretch(glyphs, ends[part[0]][0], ends[part[-1]][1], stretch.middle)


def _joined(pieces: Sequence[Stretch]) -> Stretch:
    glyphs = tuple(glyph for piece in pieces for glyph in piece.glyphs)
    return Stretch(glyphs, pieces[0].left, pieces[-1].right, pieces[0].middle)
