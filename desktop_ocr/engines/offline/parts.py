"""Parts of a paper that bear the same labels: mother and father, buyer and seller.

Labels of all parts, in reading order (parts that stand side by side one after the other), are cut into as many runs as
there are parts, so that no label is twice in a run, none is in the run of another's heading, and within a run they
follow each other as the fields do in the type file.  A label that names its part itself is of that part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations_with_replacement, pairwise, permutations

from desktop_ocr.engines.offline.labels import Label
from desktop_ocr.engines.offline.layout import Layout
from desktop_ocr.engines.offline.rules import KindRules

SAME_LINE = 0.6
"""Distance, in heights, below which two labels stand on one line of print."""
LEVEL = 3.0
"""The same between parts that stand side by side: papers in photos lie slanted."""
HEADING = 6.0
"""Heights by which the heading of a part may stand left of its labels."""
FOREIGN, TWICE, UNHEADED, UNORDERED = 100, 10, 5, 1
"""How wrong a run is for a label of another part in it, for one that it has twice, for standing under another part's
heading in want of its own (a part may be left out), and for a label out of order.
"""


def told_apart(labels: Sequence[Label], rules: KindRules, layout: Layout) -> list[Label]:
    """The labels, each of a field of the part that it stands in; one that no part has room for only ends values."""
    if not rules.parts:
        return list(labels)
    parts = list(rules.parts)
    own = [label for label in labels if _of_parts(label, rules)]
    ordered = _in_order(own, rules, layout)
    runs = _runs(ordered, len(parts), rules)
    told = {id(label): _told(label, part, run, rules) for part, run in zip(parts, runs, strict=True) for label in run}
    return [told.get(id(label), label) for label in labels]


def _of_parts(label: Label, rules: KindRules) -> bool:
    return bool(label.part or (label.field and rules.fields[label.field].part))


def _in_order(labels: Sequence[Label], rules: KindRules, layout: Layout) -> list[Label]:
    """As one reads: by columns where headings stand side by side, then line by line."""
    borders = _columns(_firsts(labels, layout), layout) or _repeats(labels, len(rules.parts), layout)
    lines: dict[int, tuple[int, int, float]] = {}
    column, line, last = 0, 0, None
    places = {id(label): _place(label, layout) for label in labels}
    for column in range(len(borders) + 1):
        inside = [label for label in labels if sum(places[id(label)][0] >= border for border in borders) == column]
        last = None
        for label in sorted(inside, key=lambda label: places[id(label)][1]):
            left, middle, height = places[id(label)]
            line += last is None or middle - last > SAME_LINE * height
            last = middle
            lines[id(label)] = (column, line, left)
    return sorted(labels, key=lambda label: lines[id(label)])


def _firsts(labels: Sequence[Label], layout: Layout) -> list[Label]:
    """The uppermost heading of each part, or label that names it."""
    firsts: dict[str, Label] = {}
    for label in sorted(labels, key=lambda label: _place(label, layout)[1]):
        if label.part:
            firsts.setdefault(label.part, label)
    return list(firsts.values())


def _repeats(labels: Sequence[Label], count: int, layout: Layout) -> list[float]:
    """Where the second and further columns begin, if lines of print have the same label once for each part."""
    begins = []
    for label in labels:
        left, middle, height = _place(label, layout)
        places = [_place(other, layout) for other in labels if label.field and other.field == label.field]
        lefts = sorted(place[0] for place in places if abs(place[1] - middle) < LEVEL * height)
        if len(lefts) == count and lefts[0] == left:
            begins.append([begin - height for begin in lefts[1:]])
    borders = [min(column) for column in zip(*begins, strict=True)]
    heads = [_place(label, layout) for label in labels if label.part]
    return [
        min([border, *(head[0] - 0.5 * head[2] for head in heads if 0 < border - head[0] < HEADING * head[2])])
        for border in borders
    ]


def _columns(headings: Sequence[Label], layout: Layout) -> list[float]:
    """Where the second and further columns begin, if the headings of the parts stand side by side."""
    places = sorted(_place(heading, layout) for heading in headings)
    beside = len(places) > 1 and all(
        abs(one[1] - two[1]) < two[0] - one[0] and abs(one[1] - two[1]) < LEVEL * one[2]
        for one, two in pairwise(places)
    )
    return [left - 0.5 * height for left, _, height in places[1:]] if beside else []


def _place(label: Label, layout: Layout) -> tuple[float, float, float]:
    """Left end, middle and height of a line."""
    glyphs = label.glyphs(layout)
    middle = sum(glyph.middle for glyph in glyphs) / len(glyphs)
    return min(glyph.left for glyph in glyphs), middle, max(glyph.height for glyph in glyphs)


def _runs(labels: Sequence[Label], count: int, rules: KindRules) -> list[list[Label]]:
    """The labels cut into ``count`` runs, one for each part, in the way that is least wrong; of equal ones the first
    runs are longest.  Parts whose headings were read may follow one another in any order.
    """

    def cut(places: Sequence[int]) -> list[list[Label]]:
        ends = [0, *places, len(labels)]
        return [list(labels[start:end]) for start, end in pairwise(ends)]

    ways = [cut(places) for places in combinations_with_replacement(range(len(labels) + 1), count - 1)]
    orders = list(permutations(range(count))) if any(label.part for label in labels) else [tuple(range(count))]
    in_turn = [[runs[place] for place in order] for order in orders for runs in ways]
    return min(in_turn, key=lambda runs: (_wrongness(runs, rules), [-len(run) for run in runs]))


def _wrongness(runs: Sequence[Sequence[Label]], rules: KindRules) -> int:
    order = {field: place for place, field in enumerate(rules.fields)}
    headed = {label.part for run in runs for label in run if label.part}
    wrong = 0
    for part, run in zip(rules.parts, runs, strict=True):
        fields = [rules.siblings(label.field)[0] for label in run if label.field]
        wrong += FOREIGN * sum(_only_part(label, rules) not in ("", part) for label in run)
        wrong += TWICE * (len(fields) - len(set(fields)))
        wrong += UNHEADED * (bool(run) and bool(headed) and bool(rules.parts[part]) and part not in headed)
        wrong += UNORDERED * sum(order[one] > order[two] for one, two in pairwise(fields))
    return wrong


def _only_part(label: Label, rules: KindRules) -> str:
    """The part that a heading or a label of no other part names; empty for a label that all of them have."""
    if label.part:
        return label.part
    siblings = rules.siblings(label.field)
    return rules.fields[label.field].part if len(siblings) == 1 else ""


def _told(label: Label, part: str, run: Sequence[Label], rules: KindRules) -> Label:
    if not label.field or label.part:
        return label
    field = next((key for key in rules.siblings(label.field) if rules.fields[key].part == part), "")
    first = next(other for other in run if other.field == label.field)
    is_named = any(other.field == field and other.part for other in run)
    return replace(label, field=field if label is first and not is_named else "")
