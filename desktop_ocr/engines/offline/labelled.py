"""What stands at the label of a field: in its cell, right of it and over several lines, or below it."""

from __future__ import annotations

from collections.abc import Iterator

from desktop_ocr.domain.document_type import FieldSpec, ValueKind
from desktop_ocr.engines.offline.fixed_places import those_in_place
from desktop_ocr.engines.offline.heads import column_below, is_one_of_several
from desktop_ocr.engines.offline.labels import Label
from desktop_ocr.engines.offline.lost_print import (
    more_than_found,
    overlooked,
    overlooked_end,
    read_anew,
    unstamped,
    without_stamp,
)
from desktop_ocr.engines.offline.normal_forms import normalise
from desktop_ocr.engines.offline.rules import FieldRule
from desktop_ocr.engines.offline.search import Search
from desktop_ocr.engines.offline.segments import Segment
from desktop_ocr.engines.offline.values import Value, spell

BETWEEN_LINES = {ValueKind.LINES: "\n"}


def by_label(search: Search, spec: FieldSpec, rule: FieldRule) -> Value | None:
    """The first of the texts at the label that can be the value."""
    label = search.surface.label_of(spec.key)
    if label is None:
        return None
    for lines in _texts_of(search, spec, rule, label):
        text = spell([part.glyphs for part in lines], between_lines=BETWEEN_LINES.get(spec.kind, ""))
        search.texts[spec.key] = text
        value = normalise(spec, rule, text)
        if value:
            return value
    return None


def by_sharing(search: Search, spec: FieldSpec, rule: FieldRule) -> Value | None:
    """Another part of the text that stood at the label of another field."""
    text = search.texts.get(rule.shares)
    return normalise(spec, rule, text) if text else None


def _texts_of(search: Search, spec: FieldSpec, rule: FieldRule, label: Label) -> Iterator[list[Segment]]:
    """The lines that may be the value of a label, the likeliest first."""
    if search.rules.cells:
        if rule.below and (under := search.surface.under_heading(label, rule.lines)):
            yield under
        yield from _in_cell(search, spec, rule, label)
        return
    if search.rules.pairs and rule.under_seal and (whole := more_than_found(search, label, rule)):
        yield [whole]
    for first in _beginnings(search, spec, rule, label):
        lines = those_in_place(search, rule, search.surface.lines_from(first, rule.lines, label))
        if len(lines) < rule.lines and (more := overlooked_end(search, lines)):
            lines.append(more)
        yield lines
    if rule.under_seal and not search.rules.pairs and (again := read_anew(search, label)):
        yield [again]
    if rule.under_seal and spec.kind is ValueKind.AMOUNT and (bare := without_stamp(search, label)):
        yield [bare]


def _in_cell(search: Search, spec: FieldSpec, rule: FieldRule, label: Label) -> Iterator[list[Segment]]:
    """The lines in the cell of a label; where they cannot be the value, the line level with the label read anew.

    A cell with nothing in it is empty, unless a seal may cover it.
    """
    found = search.surface.in_cell(label, rule.lines)
    lines = [kept for line in found if (kept := unstamped(search, line))] if rule.under_seal else found
    may_be_torn = rule.under_seal and spec.kind is not ValueKind.LINES
    is_torn = may_be_torn and len(lines) < 2 and (lines != found or not lines or lines[0].is_torn)
    if is_torn and (again := read_anew(search, label, lines)):
        yield [again]
    if lines:
        yield lines
    if lost := overlooked(search, spec, rule, label):
        yield [lost]
    if lines and not is_torn and (spec.kind.needs_proof or rule.pattern) and (again := read_anew(search, label)):
        yield [again]


def _beginnings(search: Search, spec: FieldSpec, rule: FieldRule, label: Label) -> Iterator[Segment]:
    """Where the value of a label may begin, the likeliest place first."""
    surface = search.surface
    if rule.beside and (right := surface.right_of(label, lines=rule.lines)):
        yield surface.without_rest_of(label, rule.labels, right)
    if rule.below:
        heads_column = not rule.beside or is_one_of_several(surface, label)
        under = None if heads_column else surface.below(label)
        yield from column_below(surface, label) if heads_column else [under] if under else []
    if lost := overlooked(search, spec, rule, label):
        yield lost
