"""What fixes the layout of a card on the page: labels, printed words and values that were found where they must stand.

Each anchor is a place on the card (0–1 of its width and height) and the same place in the frame.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from desktop_ocr.domain.geometry import Point
from desktop_ocr.engines.offline.labels import APART
from desktop_ocr.engines.offline.layout import Layout
from desktop_ocr.engines.offline.matching import allowance
from desktop_ocr.engines.offline.rules import KindRules, Landmark
from desktop_ocr.engines.offline.surface import Surface
from desktop_ocr.engines.offline.values import Value

Anchor = tuple[Point, Point]


def anchors(rules: KindRules, surface: Surface, found: Mapping[str, Value]) -> list[Anchor]:
    """All anchors of a paper, of which some values are found already."""
    return [*_of_labels(rules, surface), *_of_values(rules, found), *_of_landmarks(rules, surface.layout)]


def _of_labels(rules: KindRules, surface: Surface) -> Iterator[Anchor]:
    for label in surface.labels:
        box = rules.fields[label.field].label_box if label.field else None
        if box:
            glyphs = surface.glyphs_of(label)
            middle = sum(glyph.middle for glyph in glyphs) / len(glyphs)
            yield (
                Point((box[0] + box[2]) / 2, (box[1] + box[3]) / 2),
                Point((glyphs[0].left + glyphs[-1].right) / 2, middle),
            )


def _of_values(rules: KindRules, found: Mapping[str, Value]) -> Iterator[Anchor]:
    for key, value in found.items():
        box = rules.fields[key].box
        if box and rules.fields[key].lines == 1:
            first = value.spelled.present[0]
            yield Point(box[0], (box[1] + box[3]) / 2), Point(first.left, first.middle)


def _of_landmarks(rules: KindRules, layout: Layout) -> Iterator[Anchor]:
    """Both ends of each, so that one alone tells size and direction."""
    for landmark in rules.landmarks:
        left, top, right, bottom = landmark.box
        if ends := _ends(landmark, layout):
            middle = (top + bottom) / 2
            yield Point(left, middle), ends[0]
            yield Point(right, middle), ends[1]


def _ends(landmark: Landmark, layout: Layout) -> tuple[Point, Point] | None:
    """Where the words begin and end in the first line that has all of them and does not go on."""
    allowed = allowance(landmark.text)
    for row in layout.rows:
        if window := row.window(landmark.text, allowed, slack=0):
            _, start, end = window
            first, last = row.glyphs[start], row.glyphs[end - 1]
            if end == len(row.glyphs) or row.gap(end) >= APART:
                return Point(first.left, first.middle), Point(last.right, last.middle)
    return None
