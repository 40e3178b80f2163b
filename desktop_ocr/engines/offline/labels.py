"""Where the printed labels of a kind stand in the rows, exactly read or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from desktop_ocr.engines.offline.layout import Glyph, Layout, Row
from desktop_ocr.engines.offline.matching import allowance, edit_cost, may_hold
from desktop_ocr.engines.offline.rules import KindRules

APART = 0.5
"""Empty space, in heights, that sets a label apart from the text before it."""
ALIGNED = 0.9
"""Heights up to which the edges of two labels stand in one column."""
SAME_LINE = 0.4
"""Distance, in heights, below which two labels stand on one line of print."""
LONG_LABEL = 4
"""Characters from which a label that was read exactly needs no gap before it."""
ORDINAL_MARKS = frozenset(".．、")
ORDINAL_DIGITS = 2
GUESS_COST = 1.0
GUESS_SHARE = 0.4
"""A guess may have one wrong or missing character, or this part of them: enough in its place, too much elsewhere."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label found: the field it belongs to (empty for a stop label), its row and its stretch of glyphs.

    An aside belongs to no field either; it is only left out.
    """

    field: str
    row: int
    start: int
    end: int
    cost: float
    size: int
    is_aside: bool = False

    def overlaps(self, other: Label) -> bool:
        return self.row == other.row and self.start < other.end and other.start < self.end


def place_labels(layout: Layout, rules: KindRules) -> list[Label]:
    """At most one label for each field, none overlapping: first those that are sure, then guesses between them."""
    placed: list[Label] = []
    sure = _candidates(layout, rules, guess=False)
    for label in sorted(sure, key=lambda label: _rank(label, layout)):
        _place(label, placed)
    guesses = _candidates(layout, rules, guess=True)
    for label in sorted(guesses, key=lambda label: _guess_rank(label, layout)):
        if _stands_right(label, placed, layout, rules):
            _place(label, placed)
    for label in sorted(_asides(layout, rules), key=lambda label: _rank(label, layout)):
        _place(label, placed)
    return placed


def _rank(label: Label, layout: Layout) -> tuple[float, ...]:
    """Labels that stand apart first, then the best read, then the longest, then from top to bottom."""
    joined = layout.rows[label.row].gap(label.start) < APART
    return joined, label.cost / label.size, -label.size, label.row


def _guess_rank(label: Label, layout: Layout) -> tuple[float, ...]:
    """The likeliest guess first; of two readings of one place the one with a gap behind it, then the longer."""
    row = layout.rows[label.row]
    ends_apart = label.end < len(row.glyphs) and row.gap(label.end) >= APART
    return label.cost, -label.size, label.row, not ends_apart, label.start - label.end


def _place(label: Label, placed: list[Label]) -> None:
    if label.field and any(other.field == label.field for other in placed):
        return
    if not any(label.overlaps(other) for other in placed):
        placed.append(label)


def _candidates(layout: Layout, rules: KindRules, *, guess: bool) -> Iterator[Label]:
    for field, words, inline in _words(rules):
        for word in words:
            allowed = max(GUESS_COST, GUESS_SHARE * len(word)) if guess else allowance(word)
            for index, row in enumerate(layout.rows):
                yield from _in_row(field, word, index, row, allowed=allowed, inline=inline, guess=guess)


def _asides(layout: Layout, rules: KindRules) -> Iterator[Label]:
    for word in rules.asides:
        for index, row in enumerate(layout.rows):
            for label in _in_row("", word, index, row, allowed=allowance(word), inline=False, guess=False):
                if row.gap(label.start) >= APART:
                    yield replace(label, is_aside=True)


def _words(rules: KindRules) -> Iterator[tuple[str, Sequence[str], bool]]:
    for field, rule in rules.fields.items():
        yield field, rule.labels, rule.inline
    yield "", rules.stops, False


def _in_row(
    field: str, word: str, index: int, row: Row, *, allowed: float, inline: bool, guess: bool
) -> Iterator[Label]:
    if not may_hold(row.offered, word, allowed):
        return
    slack = 1 if allowed >= GUESS_COST and len(word) > 1 else 0
    for start in range(len(row.glyphs)):
        begins = _ordinal(row, start)
        apart = inline or begins < start or row.gap(start) >= APART
        if not apart and (guess or len(word) < LONG_LABEL):
            continue
        for length in range(max(1, len(word) - slack), len(word) + slack + 1):
            if start + length > len(row.glyphs):
                break
            limit = allowed if apart else 0.0
            cost = edit_cost(row.glyphs[start : start + length], word, limit)
            if cost <= limit:
                yield Label(field, index, begins, start + length, cost, len(word))


def _ordinal(row: Row, start: int) -> int:
    """Where the number of a numbered label begins ("22.轴距"); the label's own start where it has none."""
    dot = start - 1
    if dot < 1 or row.glyphs[dot].text not in ORDINAL_MARKS:
        return start
    first = dot
    while first > max(0, dot - ORDINAL_DIGITS) and row.glyphs[first - 1].text.isdecimal():
        first -= 1
    return first if first < dot and row.gap(first) >= APART else start


def _stands_right(label: Label, placed: Sequence[Label], layout: Layout, rules: KindRules) -> bool:
    """A guess counts only in a column of labels that were read; on a card of fixed layout between its neighbours."""
    if not label.field:
        return False
    if rules.fields[label.field].inline and layout.rows[label.row].gap(label.start) < APART:
        # It follows a value without a gap: then a label must begin that line of print, and every character be there.
        complete = label.end - label.start == label.size
        return complete and any(other.row == label.row and other.end < label.start for other in placed)
    glyphs = _glyphs(label, layout)
    order = list(rules.fields)
    aligned = False
    for other in placed:
        if not other.field:
            continue
        others = _glyphs(other, layout)
        reach = ALIGNED * min(glyphs[0].height, others[0].height)
        if abs(glyphs[0].left - others[0].left) > reach and abs(glyphs[-1].right - others[-1].right) > reach:
            continue
        aligned = True
        if abs(glyphs[0].middle - others[0].middle) < SAME_LINE * glyphs[0].height:
            return False
        comes_before = order.index(label.field) < order.index(other.field)
        if rules.is_fixed and comes_before != (glyphs[0].middle < others[0].middle):
            return False
    return aligned


def _glyphs(label: Label, layout: Layout) -> tuple[Glyph, ...]:
    return layout.rows[label.row].glyphs[label.start : label.end]
