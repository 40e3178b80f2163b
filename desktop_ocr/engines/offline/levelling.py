"""A table as it lies on the page → upright: its rows level and its columns upright, whatever the perspective.

The rows of a table in perspective are lines through one far point, and so are its columns.  A place has the
coordinates ``u``, ``v`` of the column line and the row line through it, each measured where it crosses the axis
through the origin.  Distances are not kept, order and alignment are: that is all a table is made of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

from desktop_ocr.domain.geometry import Point
from desktop_ocr.engines.offline.layout import Layout

ROUNDS = 8
OUTLIER = 0.02
"""Slope against that of all at which a line counts half: it is another one, or a letter on a seal."""
STEADY = 40.0
"""Heights of text over which slopes must change for the change to be told from chance."""
STROKE = 1.2
"""Length, in heights, from which a stroke may be part of a ruled line."""
STEADY_ROW = 5.0
"""Width of a row, in heights, from which it tells how print slopes."""
ASLANT = 0.3
"""Slope against the print from which a stroke is neither a row nor a column."""
RULED = 20.0
"""Length, in heights, of all upright strokes together, from which they tell how columns lean."""
LEANS, CHANGES = np.arange(-0.3, 0.301, 0.02), np.arange(-0.3, 0.301, 0.06)
"""How far columns may lean from being square to the rows, and how much more from the page's one side to the other."""
FLUSH = 0.3
"""Heights within which ends of print are flush."""
SQUARE = 0.1
"""How much worse columns are that lean by their whole height: most tables are square."""
FEWEST = 6
"""Stretches of print in rows with several from which columns are told."""


@dataclass(frozen=True, slots=True)
class Levelling:
    """Slopes are ``row + row_change * v`` of the line at ``v``, and ``column + column_change * u``; pixels."""

    origin: Point
    row: float = 0.0
    row_change: float = 0.0
    column: float = 0.0
    column_change: float = 0.0

    def level(self, point: Point) -> Point:
        """Frame → u, v."""
        x, y = point.x - self.origin.x, point.y - self.origin.y
        return Point(
            (x - self.column * y) / (1 + self.column_change * y), (y - self.row * x) / (1 + self.row_change * x)
        )

    def back(self, point: Point) -> Point:
        """u, v → frame."""
        u, v = point
        along, down = self.row + self.row_change * v, self.column + self.column_change * u
        x = (u + down * v) / (1 - along * down)
        return Point(x + self.origin.x, v + along * x + self.origin.y)


Stroke = tuple[Point, Point]
"""A line on the page, in pixels of the frame."""


def pencil(strokes: Sequence[Stroke], origin: Point, least: float) -> tuple[float, float]:
    """Slope at the origin and its change, of lines that run to one far point; nothing without a line.

    Lines are from left to right.  Long ones count more; those that run otherwise hardly.  The change is told only where
    the lines are spread over more than ``least`` pixels.
    """
    if not strokes:
        return 0.0, 0.0
    ends = np.array([(start.x, start.y, end.x, end.y) for start, end in strokes], float)
    ends -= (*origin, *origin)
    wide = np.maximum(ends[:, 2] - ends[:, 0], 1.0)
    slopes = (ends[:, 3] - ends[:, 1]) / wide
    crossings = (ends[:, 1] + ends[:, 3]) / 2 - slopes * (ends[:, 0] + ends[:, 2]) / 2
    flat, change = float(_weighted_median(slopes, wide)), 0.0
    spread = float(np.percentile(crossings, 90) - np.percentile(crossings, 10)) if len(strokes) > 2 else 0.0
    for _ in range(ROUNDS):
        off = slopes - flat - change * crossings
        weights = wide / (1 + (off / OUTLIER) ** 2)
        total = weights.sum()
        middle, mean = (weights * crossings).sum() / total, (weights * slopes).sum() / total
        if spread > least:
            away = crossings - middle
            change = float((weights * away * (slopes - mean)).sum() / max((weights * away**2).sum(), 1e-9))
        flat = float(mean - change * middle)
    return flat, change


def _weighted_median(values: np.ndarray, weights: np.ndarray) -> float:
    order = np.argsort(values)
    sums = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(sums, sums[-1] / 2)])


def levelling_of(layout: Layout, print_: Sequence[Stroke], strokes: Sequence[Stroke], height: float) -> Levelling:
    """How the rows and columns of a page run, by its print and its ruled strokes; ``height`` is that of print."""
    ends = [(row.glyphs[0], row.glyphs[-1]) for row in layout.rows]
    texts = [
        (Point(first.left, first.middle), Point(last.right, last.middle))
        for first, last in ends
        if last.right - first.left > STEADY_ROW * height
    ]
    origin = Point(
        median(glyph.left for row in layout.rows for glyph in row.glyphs),
        median(glyph.middle for row in layout.rows for glyph in row.glyphs),
    )
    along = [rightwards(stroke) for stroke in strokes if is_along(stroke) and _length(stroke) > 2 * STROKE * height]
    row, row_change = pencil([*texts, *along], origin, STEADY * height / 4)
    down = [
        (Point(start.y, start.x), Point(end.y, end.x))
        for start, end in (downwards(stroke) for stroke in strokes if not is_along(stroke))
        if end.y - start.y > STROKE * height and abs((end.x - start.x) / (end.y - start.y) + row) < ASLANT
    ]
    is_ruled = sum(end.x - start.x for start, end in down) > RULED * height
    turned = Point(origin.y, origin.x)
    if is_ruled:
        column, column_change = pencil(down, turned, STEADY * height / 4)
        return Levelling(origin, row, row_change, column, column_change)
    return _steepest(print_, Levelling(origin, row, row_change, -row), height)


def is_along(stroke: Stroke) -> bool:
    """Along the print rather than across it."""
    start, end = stroke
    return abs(end.x - start.x) > abs(end.y - start.y)


def _length(stroke: Stroke) -> float:
    return float(np.hypot(stroke[1].x - stroke[0].x, stroke[1].y - stroke[0].y))


def rightwards(stroke: Stroke) -> Stroke:
    return stroke if stroke[0].x < stroke[1].x else (stroke[1], stroke[0])


def downwards(stroke: Stroke) -> Stroke:
    return stroke if stroke[0].y < stroke[1].y else (stroke[1], stroke[0])


def _steepest(found: Sequence[Stroke], rough: Levelling, height: float) -> Levelling:
    """How columns lean, told by print alone: looked along them, print stands one under the other, flush at one side or
    in the middle, and most of the page's width stays empty.
    """
    if len(found) < FEWEST:
        return rough
    ends = np.array([(*start, *end) for start, end in found], float)
    ends -= (*rough.origin, *rough.origin)
    wide = max(float(np.abs(ends[:, ::2]).max()), 1.0)

    def spread(lean: float, change: float) -> float:
        u = (ends[:, ::2] - lean * ends[:, 1::2]) / np.maximum(1 + change * ends[:, 1::2], 0.2)
        places = np.round((u - u.min()) / (FLUSH * height)).astype(int)
        covered = np.zeros(int(places.max()) + 3)
        np.add.at(covered, places[:, 0], 1)
        np.add.at(covered, places[:, 1] + 1, -1)
        flush = (np.bincount(one) for one in (places[:, 0], places[:, 1], places.sum(axis=1) // 2))
        total = np.sqrt(np.maximum(np.cumsum(covered), 0)).sum() + sum(np.sqrt(counts).sum() for counts in flush)
        return float(total) * (1 + SQUARE * (abs(lean - rough.column) + abs(change * wide)))

    tried = ((lean, change / wide) for lean in rough.column + LEANS for change in CHANGES)
    lean, change = min(tried, key=lambda one: spread(*one))
    return Levelling(rough.origin, rough.row, rough.row_change, float(lean), float(change))
