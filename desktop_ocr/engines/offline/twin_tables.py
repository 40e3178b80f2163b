"""Tables whose rows go on in a second table beside the first, under the same headings: the print of each by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from desktop_ocr.engines.offline.layout import Layout, Row
from desktop_ocr.engines.offline.matching import allowance, plain
from desktop_ocr.engines.offline.rules import FieldRule

MARGIN = 0.5
"""Heights left of the first heading of a table at which its print may begin."""
GAP = 0.35
"""Empty space, in heights, between the last column of one table and the first one of the next."""


def side_by_side(rule: FieldRule, layout: Layout) -> list[Layout]:
    """The page cut where the first heading stands once more on its line; all of it where it does not."""
    first = next(iter(rule.columns.values()))
    borders = max((_borders(row, word) for row in layout.rows for word in first), key=len, default=[])
    cuts = [[0, *(_cut(row, border) for border in borders), len(row.glyphs)] for row in layout.rows]
    return [_strip(layout, cuts, place) for place in range(len(borders) + 1)]


def _borders(row: Row, word: str) -> list[float]:
    """Where the second and further ones of a heading begin."""
    starts = sorted(_starts(row, plain(word), 0, len(row.glyphs)))
    return [row.glyphs[start].left - MARGIN * row.glyphs[start].height for start in starts[1:]]


def _starts(row: Row, word: str, begin: int, end: int) -> Iterator[int]:
    """All places of a word in a stretch of a row."""
    window = Row(row.glyphs[begin:end]).window(word, allowance(word), slack=0)
    if window:
        first, last = begin + window[1], begin + window[2]
        yield first
        yield from _starts(row, word, begin, first)
        yield from _starts(row, word, last, end)


def _cut(row: Row, border: float) -> int:
    """The gap of a row that is nearest to a border: under perspective no column is upright."""
    glyphs = row.glyphs
    gaps = [(0, float("-inf"), glyphs[0].left), (len(glyphs), glyphs[-1].right, float("inf"))]
    gaps += [
        (place, before.right, after.left)
        for place, (before, after) in enumerate(pairwise(glyphs), 1)
        if row.gap(place) >= GAP
    ]
    return min(gaps, key=lambda gap: max(gap[1] - border, border - gap[2], 0.0))[0]


def _strip(layout: Layout, cuts: Sequence[Sequence[int]], place: int) -> Layout:
    strips = (Row(row.glyphs[ends[place] : ends[place + 1]]) for row, ends in zip(layout.rows, cuts, strict=True))
    return replace(layout, rows=tuple(row for row in strips if row.glyphs))
