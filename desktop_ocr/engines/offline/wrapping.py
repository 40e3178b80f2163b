"""Labels that do not stand on one line: wrapped in a narrow cell, or printed downwards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop_ocr.engines.offline.labels import APART, Label, Span, Wanted, wanted_words
from desktop_ocr.engines.offline.layout import Glyph, Layout
from desktop_ocr.engines.offline.matching import allowance, edit_cost, may_hold, plain
from desktop_ocr.engines.offline.rules import KindRules

WRAPPED = 4
"""Characters from which a label is printed over several lines."""
MOST_LINES = 3
PITCH = (0.4, 1.6)
"""Distance of two lines of a label, in heights of their boxes; those of lines set close overlap."""
TORN = 0.7
"""Empty space, in heights, that no line of such a label has: what stands there is in the next cell."""
STACKED_PITCH = (0.7, 3.0)
"""The same for characters printed downwards: they are set as wide apart as the cell is high."""
CLOSE = 0.2
"""Empty space, in heights, between a character of a heading printed downwards and what stands beside it."""
ALIGNED = 1.1
"""Heights up to which the lines of a label begin, end or have their middle at one place."""


def wrapped_labels(layout: Layout, rules: KindRules) -> Iterator[Label]:
    """All places where a label of the kind stands over several lines; cost and place as of those on one line."""
    for wanted in wanted_words(rules):
        if wanted.is_caption or (wanted.part and wanted.field):
            continue  # in a narrow cell the heading of a part stands over the label
        allowed = allowance(wanted.word)
        if len(wanted.word) >= WRAPPED:
            yield from _wrapped(layout, wanted, wanted.word, (), 0.0, allowed)
        yield from _stacked(layout, wanted, (), 0.0, allowed)


def stacked_words(layout: Layout, word: str) -> Iterator[Label]:
    """All places where a word is printed downwards, character under character."""
    yield from _stacked(layout, Wanted(plain(word)), (), 0.0, allowance(plain(word)))


def _wrapped(
    layout: Layout, wanted: Wanted, rest: str, above: tuple[Span, ...], cost: float, allowed: float
) -> Iterator[Label]:
    """``rest`` is what is left of the word under the lines ``above``."""
    last_line = len(above) + 1 == MOST_LINES
    for split in range(len(rest) if last_line else 1, len(rest) + 1):
        if not above and split == len(rest):
            continue
        for span, own_cost in _places(layout, rest[:split], above, allowed - cost, PITCH):
            spans = (*above, span)
            if split == len(rest):
                yield wanted.label(spans, cost + own_cost)
            else:
                yield from _wrapped(layout, wanted, rest[split:], spans, cost + own_cost, allowed)


def _stacked(layout: Layout, wanted: Wanted, above: tuple[Span, ...], cost: float, allowed: float) -> Iterator[Label]:
    word = wanted.word
    if len(word) < 2 or word.isascii():
        return
    if len(above) == len(word):
        yield wanted.label(above, cost)
        return
    for span, own_cost in _places(layout, word[len(above)], above, allowed - cost, STACKED_PITCH):
        row = layout.rows[span.row]
        # A heading stands in a narrow cell of its own, close to the cells beside it.
        apart = CLOSE if wanted.part else APART
        if row.gap(span.start) >= apart and (span.end == len(row.glyphs) or row.gap(span.end) >= apart):
            yield from _stacked(layout, wanted, (*above, span), cost + own_cost, allowed)


def _places(
    layout: Layout, word: str, above: Sequence[Span], allowed: float, pitch: tuple[float, float]
) -> Iterator[tuple[Span, float]]:
    """Where a part of a label stands under the part before, and what it costs to read it there."""
    for index, row in enumerate(layout.rows):
        if not may_hold(row.offered, word, allowed):
            continue
        for start in range(len(row.glyphs) - len(word) + 1):
            # One of the ends must be as printed: that spares most places a closer look.
            last = row.glyphs[start + len(word) - 1]
            if word[0] not in row.glyphs[start].costs and word[-1] not in last.costs:
                continue
            if any(row.gap(place) > TORN for place in range(start + 1, start + len(word))):
                continue
            span = Span(index, start, start + len(word))
            if above and not _follows(layout, above[-1], span, pitch):
                continue
            cost = edit_cost(row.glyphs[start : span.end], word, allowed)
            if cost <= allowed and cost < len(word) and (row.gap(start) >= APART or cost == 0):
                yield span, cost


def _follows(layout: Layout, before: Span, span: Span, pitch: tuple[float, float]) -> bool:
    one, two = (_glyphs(layout, line) for line in (before, span))
    height = (one[0].height + two[0].height) / 2
    if not pitch[0] < (two[0].middle - one[0].middle) / height < pitch[1]:
        return False
    shifts = two[0].left - one[0].left, two[-1].right - one[-1].right
    return min(abs(shifts[0]), abs(shifts[1]), abs(sum(shifts) / 2)) < ALIGNED * height


def _glyphs(layout: Layout, span: Span) -> tuple[Glyph, ...]:
    return layout.rows[span.row].glyphs[span.start : span.end]
