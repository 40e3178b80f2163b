"""Free reading of "label: value": labels that no type file knows, told from how they are printed.

A label is print before a colon, or set apart from what follows it in a column of labels that are known.  On a form that
has neither, its words tell: see ``form_words``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from desktop_ocr.engines.offline.form_words import grid_labels
from desktop_ocr.engines.offline.labels import ALIGNED, APART, LONG_LABEL, Label
from desktop_ocr.engines.offline.layout import Glyph, Layout, Row
from desktop_ocr.engines.offline.values import Value, spell

LONGEST = 12
"""Characters of the longest label that is taken for one."""
EVEN = 0.4
"""Difference of two gaps, in heights, up to which characters are spread evenly: one label."""
COLUMN_GAP = 0.8
"""Empty space, in heights, between a label without colon and its value."""
ALONE = 2.0
"""Empty space before a short label, in heights, from which it stands in no running text."""
MOST_LINES = 6
COLON = "："
_BEFORE_VALUES = re.compile(r"^[^\w(（《〈\[【“\"+-]+")
"""Marks that no value begins with: the colon, and what it is at times read as."""


class Paper(Protocol):
    """What is asked of the surface of a paper."""

    @property
    def layout(self) -> Layout: ...
    @property
    def labels(self) -> Sequence[Label]: ...
    def glyphs_of(self, label: Label) -> tuple[Glyph, ...]: ...
    def value_of(self, label: Label, most: int) -> Sequence[Sequence[Glyph]]: ...


def free_labels(layout: Layout, known: Sequence[Label]) -> list[Label]:
    """Labels of no field, where none is known."""
    found = list(known)
    for finder in (_before_colons, _in_columns):
        edges = [label.glyphs(layout)[0] for label in found]
        for index, row in enumerate(layout.rows):
            for start, end in finder(row, edges):
                label = Label("", index, start, end, 0.0, end - start)
                if not any(label.overlaps(other) for other in found):
                    found.append(label)
    if not found:
        found = [Label("", index, start, end, 0.0, end - start) for index, start, end in grid_labels(layout)]
    return found[len(known) :]


def _before_colons(row: Row, edges: Sequence[Glyph]) -> Iterator[tuple[int, int]]:
    for place, glyph in enumerate(row.glyphs):
        if glyph.text not in (":", COLON):
            continue
        start = place
        while start > 0 and place - start < LONGEST and _may_be_before_colon(row.glyphs[start - 1]):
            if start < place and row.gap(start) > APART:
                spread = place - start == 1 or abs(row.gap(start) - row.gap(start + 1)) < EVEN
                if not spread:
                    break
            start -= 1
        if place - start >= 2 and row.gap(start) >= APART:
            yield start, place


def _in_columns(row: Row, edges: Sequence[Glyph]) -> Iterator[tuple[int, int]]:
    starts = [place for place in range(len(row.glyphs)) if row.gap(place) >= COLUMN_GAP]
    for start, end in pairwise(starts):
        glyphs = row.glyphs[start:end]
        if 2 <= len(glyphs) <= LONGEST and all(_may_be_label(glyph) for glyph in glyphs):
            first = glyphs[0]
            if any(edge is not first and abs(edge.left - first.left) < ALIGNED * first.height for edge in edges):
                yield start, end


def _may_be_label(glyph: Glyph) -> bool:
    return "\u4e00" <= glyph.text <= "\u9fff" or glyph.text in "()（）/、"


def _may_be_before_colon(glyph: Glyph) -> bool:
    """Of a label with Latin letters (QQ, E-mail) only a colon tells that it is one."""
    return _may_be_label(glyph) or (glyph.text.isascii() and glyph.text.isalpha()) or glyph.text == "-"


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and the lines of its value, and how that is shown."""

    label: Sequence[Glyph]
    value: Sequence[Sequence[Glyph]]
    shown: str


def pairs_of(paper: Paper) -> list[Pair]:
    """The labels of no field with their values that no field took, in their order on the paper."""
    pairs: list[Pair] = []
    free = [label for label in paper.labels if not (label.field or label.is_caption or label.part)]
    for label in sorted(free, key=lambda label: (label.row, label.start)):
        value = paper.value_of(label, MOST_LINES)
        alone = label.size >= LONG_LABEL or paper.layout.rows[label.row].gap(label.start) > ALONE
        if not value or not (alone or _is_set_apart(paper.glyphs_of(label)[-1], value[0][0])):
            continue
        shown = _BEFORE_VALUES.sub("", spell(value).text).rstrip(" :：_|")
        if shown:
            pairs.append(Pair(paper.glyphs_of(label), value, shown))
    return pairs


def read_pairs(paper: Paper, *, as_table: bool = False) -> Value | None:
    """The pairs as one value: a line "label：value" each, or the rows of a table with the columns ``label`` and
    ``value``.
    """
    pairs = pairs_of(paper)
    if not pairs:
        return None
    spelled = spell([line for pair in pairs for line in (pair.label, *pair.value)], between_lines="\n")
    said = [(spell([pair.label]).text, pair.shown) for pair in pairs]
    return Value(_as_table(said) if as_table else _as_lines(said), spelled, spelled.characters)


def _as_lines(pairs: Sequence[tuple[str, str]]) -> str:
    return "\n".join(f"{label}{COLON}{value}" for label, value in pairs)


def _as_table(pairs: Sequence[tuple[str, str]]) -> str:
    rows = [{"label": label, "value": value} for label, value in pairs]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def _is_set_apart(last: Glyph, first: Glyph) -> bool:
    """Whether a value is set apart from its label: within running text the same short word is no label."""
    return first.text in (":", COLON) or first.left - last.right > APART * min(first.height, last.height)
