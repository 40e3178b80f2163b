"""Where the printed labels of a kind stand in the rows, exactly read or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from desktop_ocr.engines.offline.layout import Glyph, Layout, Row
from desktop_ocr.engines.offline.matching import allowance, may_hold, prefix_costs
from desktop_ocr.engines.offline.rules import KindRules

APART = 0.5
"""Empty space, in heights, that sets a label apart from the text before it."""
SPREAD = 1.05
"""Distance of the middles of two characters, in heights of their box, from which they are set apart; usual is 0.8."""
ALIGNED = 0.9
"""Heights up to which the edges of two labels stand in one column."""
SAME_LINE = 0.4
"""Distance, in heights, below which two labels stand on one line of print."""
LONG_LABEL = 4
"""Characters from which a label that was read exactly needs no gap before it; nor does one that is spread."""
TELLING_LABEL = 10
"""Characters from which a label that was read exactly is no part of a value, gap or not."""
ORDINAL_MARKS = frozenset(".．、")
ORDINAL_DIGITS = 2
GUESS_COST = 1.0
GUESS_SHARE = 0.4
"""A guess may have one wrong or missing character, or this part of them: enough in its place, too much elsewhere."""


class Span(NamedTuple):
    """A stretch of a row: its glyphs from ``start`` up to ``end``."""

    row: int
    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        return self.row == other.row and self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Label:
    """A label found: the field it belongs to (empty for a stop label), its row and its stretch of glyphs.

    ``more`` are the further lines of a label that was wrapped.  A caption (``is_caption``) ends no value, it only
    belongs to none.  A ``part`` is named by its heading, which is of no field, or by a label that has it before its
    own word (付款人账号).
    """

    field: str
    row: int
    start: int
    end: int
    cost: float
    size: int
    more: tuple[Span, ...] = ()
    is_caption: bool = False
    part: str = ""

    @property
    def spans(self) -> tuple[Span, ...]:
        return (Span(self.row, self.start, self.end), *self.more)

    def glyphs(self, layout: Layout) -> tuple[Glyph, ...]:
        return tuple(glyph for row, start, end in self.spans for glyph in layout.rows[row].glyphs[start:end])

    def overlaps(self, other: Label) -> bool:
        return any(one.overlaps(two) for one in self.spans for two in other.spans)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A word looked for as a label (folded, without blanks), and what a label that bears it is."""

    word: str
    field: str = ""
    inline: bool = False
    is_caption: bool = False
    part: str = ""

    def label(self, spans: Sequence[Span], cost: float) -> Label:
        (row, start, end), *more = spans
        return Label(self.field, row, start, end, cost, len(self.word), tuple(more), self.is_caption, self.part)


def wanted_words(rules: KindRules) -> Iterator[Wanted]:
    """All words that stand on papers of the kind as labels; of the same label in several parts one, and each with the
    headings of its own part before it.
    """
    for field, rule in rules.fields.items():
        if rules.siblings(field)[0] == field:
            for word in rule.labels:
                yield Wanted(word, field, inline=rule.inline)
        for heading in rules.parts.get(rule.part, ()):
            for word in rule.labels:
                yield Wanted(heading + word, field, inline=rule.inline, part=rule.part)
    for word in rules.stops:
        yield Wanted(word)
    for part, words in rules.parts.items():
        for word in words:
            yield Wanted(word, part=part)


def place_labels(layout: Layout, rules: KindRules, others: Sequence[Label] = ()) -> list[Label]:
    """At most one label for each field of each part, none overlapping: first sure ones, then guesses between them.

    ``others`` are sure ones that were found in other ways than on one line.
    """
    placed: list[Label] = []
    behind = {(span.row, span.end) for label in others if label.part for span in label.spans}
    sure = [*_candidates(layout, rules, guess=False, behind=behind), *others]
    for label in sorted(sure, key=lambda label: _rank(label, layout)):
        _place(label, placed, rules)
    guesses = _candidates(layout, rules, guess=True)
    for label in sorted(guesses, key=lambda label: _guess_rank(label, layout)):
        if _stands_right(label, placed, layout, rules):
            _place(label, placed, rules)
    for label in sorted(_captions(layout, rules), key=lambda label: _rank(label, layout)):
        _place(label, placed, rules)
    return placed


def _rank(label: Label, layout: Layout) -> tuple[float, ...]:
    """Labels that stand apart first, or tell what they are, then the best read, longest, on one line, topmost."""
    joined = layout.rows[label.row].gap(label.start) < APART and (label.cost > 0 or label.size < TELLING_LABEL)
    return joined, label.cost / label.size, -label.size, len(label.more), label.row


def _guess_rank(label: Label, layout: Layout) -> tuple[float, ...]:
    """The likeliest guess first; of two readings of one place the one with a gap behind it, then the longer."""
    row = layout.rows[label.row]
    ends_apart = label.end < len(row.glyphs) and row.gap(label.end) >= APART
    return label.cost, -label.size, label.row, not ends_apart, label.start - label.end


def _place(label: Label, placed: list[Label], rules: KindRules) -> None:
    most = 1 if label.part else len(rules.siblings(label.field)) if label.field else 0
    if label.field and sum(other.field == label.field and other.part == label.part for other in placed) >= most:
        return
    if not any(label.overlaps(other) for other in placed):
        placed.append(label)


def _candidates(
    layout: Layout, rules: KindRules, *, guess: bool, behind: Set[tuple[int, int]] = frozenset()
) -> Iterator[Label]:
    """``behind`` are places, by row and glyph, that are known to begin a cell."""
    for wanted in wanted_words(rules):
        if guess and not wanted.field:
            continue
        word = wanted.word
        allowed = max(GUESS_COST, GUESS_SHARE * len(word)) if guess else allowance(word)
        for index, row in enumerate(layout.rows):
            starts = {place for line, place in behind if line == index}
            yield from _in_row(wanted, index, row, starts, allowed=allowed, guess=guess, in_columns=rules.cells)


def _captions(layout: Layout, rules: KindRules) -> Iterator[Label]:
    for word in rules.captions:
        for index, row in enumerate(layout.rows):
            wanted = Wanted(word, is_caption=True)
            yield from _in_row(wanted, index, row, set(), allowed=allowance(word), guess=False, in_columns=rules.cells)


def _in_row(
    wanted: Wanted, index: int, row: Row, starts: Set[int], *, allowed: float, guess: bool, in_columns: bool
) -> Iterator[Label]:
    """``in_columns``: in a form a value may fill its cell up to the next label, which then stands in its column."""
    word = wanted.word
    if not may_hold(row.offered, word, allowed):
        return
    slack = 1 if allowed >= GUESS_COST and len(word) > 1 else 0
    for start in range(len(row.glyphs)):
        # Any line of Latin print has most letters of a caption: one that begins as it does is looked at.
        # And the first letter of what names a part is mostly all that tells it from another part.
        begins_as_it = word[0] in row.glyphs[start].costs
        if not begins_as_it and (wanted.is_caption or (wanted.part and wanted.field)):
            continue
        begins = start if wanted.is_caption else _ordinal(row, start)
        apart = wanted.inline or begins < start or row.gap(start) >= APART or start in starts
        is_plain = len(word) >= LONG_LABEL or _is_spread(row, start, len(word))
        if not apart and not (in_columns and len(word) > 1 if guess else is_plain):
            continue
        limit = allowed if apart else 0.0
        for length, cost in prefix_costs(row.glyphs[start : start + len(word) + slack], word, limit):
            if length >= max(1, len(word) - slack):
                end = start + length
                while wanted.is_caption and end > start + 1 and _is_foreign(word, row.glyphs[end - 1]):
                    end -= 1
                yield wanted.label([Span(index, begins, end)], cost)


def _is_foreign(word: str, glyph: Glyph) -> bool:
    """A Chinese character is no part of a Latin word whose last letters were lost: a value begins with it."""
    return word.isascii() and not glyph.text.isascii()


def _is_spread(row: Row, start: int, length: int) -> bool:
    """Characters set wide apart, as those of a short label over its cell: no value is printed so."""
    glyphs = row.glyphs[start : start + length]
    return len(glyphs) > 1 and all(
        two.left + two.right - one.left - one.right > 2 * SPREAD * two.height for one, two in pairwise(glyphs)
    )


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
    row = layout.rows[label.row]
    if rules.cells and label.end < len(row.glyphs) and row.gap(label.end) < APART:
        return False  # in a form the border of a cell stands between a label and what follows it
    glyphs = label.glyphs(layout)
    order = list(rules.fields)
    aligned = False
    for other in placed:
        if not other.field:
            continue
        others = other.glyphs(layout)
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
