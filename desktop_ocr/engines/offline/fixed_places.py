"""Values by the place where they must stand, on a card whose layout is the same on all of its kind."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_ocr.domain.document_type import FieldSpec
from desktop_ocr.engines.offline.normal_forms import normalise
from desktop_ocr.engines.offline.rules import Box, FieldRule
from desktop_ocr.engines.offline.search import Search
from desktop_ocr.engines.offline.segments import Segment, in_lines
from desktop_ocr.engines.offline.values import Value, spell


def by_place(search: Search, spec: FieldSpec, rule: FieldRule) -> Value | None:
    """What stands where the value must be, on a card with a fixed layout whose label for it was not read."""
    box = _box_of(search, rule)
    if box is None:
        return None
    has_form = spec.checks or spec.form or spec.choices or spec.kind.needs_proof
    if not has_form and not any(label.field for label in search.surface.labels):
        return None  # only a title was legible: what stands there may be anything
    left, top, right, bottom = box
    inside = []
    for segment in search.surface.free():
        # Only what stands in the box: a label that was read as something else may be joined to the value.
        glyphs = tuple(g for g in segment.glyphs if left - 0.3 * g.height < (g.left + g.right) / 2 < right + g.height)
        if glyphs and top < segment.middle < bottom:
            inside.append(Segment(segment.row, glyphs))
    lines = in_lines(inside)[: rule.lines]
    return normalise(spec, rule, spell(lines)) if lines else None


def by_looking_again(search: Search, spec: FieldSpec, rule: FieldRule) -> Value | None:
    """A word of a closed list, read by itself where it must stand; short words get lost within a long line."""
    box = _box_of(search, rule) if spec.choices else None
    glyphs = search.line_at(box) if box else ()
    value = normalise(spec, rule, spell([glyphs])) if glyphs else None
    return value if value and value.value in spec.choices else None


def those_in_place(search: Search, rule: FieldRule, lines: Sequence[Segment]) -> list[Segment]:
    """The first line, and those of the others that stand where the value must on a card of fixed layout."""
    box = _box_of(search, rule) if len(lines) > 1 else None
    return [line for line in lines if box is None or line is lines[0] or line.middle < box[3]]


def _box_of(search: Search, rule: FieldRule) -> Box | None:
    """Where the value must stand in the frame, as far as enough was found to tell."""
    placement = search.placement() if rule.box else None
    return placement.box(rule.box) if placement and rule.box else None
