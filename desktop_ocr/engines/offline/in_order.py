"""Values that no label leads to, told by their turn: on a paper of one form the fields follow one another in one order.

On a poor photo labels are lost, which are smaller and paler than values.  What is left over between two values that
were found is the value of a field that stands between them, where it has the field's form and nothing else has it.
A value found so is proven by its check digit or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from desktop_ocr.domain import checks
from desktop_ocr.domain.document_type import DocumentType, FieldSpec, ValueKind
from desktop_ocr.domain.review import Verdict
from desktop_ocr.engines.offline.layout import Glyph
from desktop_ocr.engines.offline.normal_forms import normalise
from desktop_ocr.engines.offline.rules import FieldRule
from desktop_ocr.engines.offline.search import Search
from desktop_ocr.engines.offline.segments import Segment
from desktop_ocr.engines.offline.values import Value, spell

LEVEL = 0.6
"""Distance, in heights, below which two pieces of print stand on one line."""
SURE = 0.6
"""Mean score below which print without a label may be anything."""
LIKE_VALUE = 0.72
"""Height, as a part of that of the values found, below which print is that of a label or smaller."""
GAP = 0.4
"""Empty space, in heights, between a label and its value."""
MOST_LEFT = 6
"""Characters that may be left of a label."""
LONG_LABEL = 4
"""Characters from which one may be missing in a label, or too many."""
_PLACE = re.compile(r"[省市县区旗镇乡村路街巷号室组]")
_NAME = re.compile(r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]+[·•][\u3400-\u9fff·•]+")
_LEAST_ADDRESS = 6


def in_order(search: Search, kind: DocumentType) -> Iterator[tuple[str, Value]]:
    """The fields of ``order`` that were not found, as far as one piece of print can be the value of each."""
    is_new = True
    while is_new:
        is_new = False
        for key in search.rules.order:
            if key in search.found or not _is_looked_for(kind.spec(key)):
                continue
            if value := _by_turn(search, kind.spec(key), search.rules.fields[key]):
                search.take(key, value)
                is_new = True
                yield key, value


def _is_looked_for(spec: FieldSpec) -> bool:
    """What every paper of the kind has, and what its form tells from all else."""
    return spec.required or bool(spec.form) or spec.kind is ValueKind.ADDRESS


def _by_turn(search: Search, spec: FieldSpec, rule: FieldRule) -> Value | None:
    """The one value of the field's form in its turn; None for none and for several."""
    order = search.rules.order
    place = order.index(spec.key)
    before = next((search.found[key] for key in reversed(order[:place]) if key in search.found), None)
    after = next((search.found[key] for key in order[place + 1 :] if key in search.found), None)
    if before is None and after is None:
        return None
    is_alone = _is_found(search, order[place - 1 : place]) and _is_found(search, order[place + 1 : place + 2])
    free = [
        segment
        for segment in (_without_label(segment, rule) for segment in search.surface.untaken())
        if _follows(segment, before) and _precedes(segment, after) and not _is_label(search, segment)
    ]
    values: list[tuple[Segment, Value]] = []
    for segment in free:
        if values and _continues(segment, values[-1][0]):
            continue
        lines = _lines(segment, free, rule.lines)
        if (value := _value(search, spec, rule, lines)) and _has_form(spec, value, is_alone=is_alone):
            values.append((segment, value))
    return values[0][1] if len(values) == 1 else None


def _without_label(segment: Segment, rule: FieldRule) -> Segment:
    """The print without what is left of the field's own label before it."""
    for end in range(1, min(len(segment.glyphs), MOST_LEFT + 1)):
        before, after = segment.glyphs[end - 1], segment.glyphs[end]
        if after.left - before.right >= GAP * after.height:
            left = {char for glyph in segment.glyphs[:end] for char in glyph.costs}
            is_label = any(left & set(label) for label in rule.labels)
            return Segment(segment.row, segment.glyphs[end:]) if is_label else segment
    return segment


def _is_found(search: Search, keys: Sequence[str]) -> bool:
    return not keys or keys[0] in search.found


def _lines(first: Segment, free: Sequence[Segment], most: int) -> list[Segment]:
    lines = [first]
    for segment in free:
        if len(lines) < most and _continues(segment, lines[-1]):
            lines.append(segment)
    return lines


def _continues(segment: Segment, last: Segment) -> bool:
    pitch = (segment.glyphs[0].middle - last.glyphs[0].middle) / last.height
    return 0.5 < pitch < 1.9 and abs(segment.left - last.left) < 1.7 * last.height


def _follows(segment: Segment, value: Value | None) -> bool:
    return value is None or _comes_before(value.spelled.present[-1], segment.glyphs[0])


def _precedes(segment: Segment, value: Value | None) -> bool:
    return value is None or _comes_before(segment.glyphs[-1], value.spelled.present[0])


def _comes_before(one: Glyph, other: Glyph) -> bool:
    """On an earlier line, or further left on the same one."""
    offset = other.middle - one.middle
    if abs(offset) < LEVEL * max(one.height, other.height):
        return one.right < other.left + 0.5 * other.height
    return offset > 0


def _value(search: Search, spec: FieldSpec, rule: FieldRule, lines: Sequence[Segment]) -> Value | None:
    scores = [glyph.character.confidence for line in lines for glyph in line.glyphs]
    if sum(scores) < SURE * len(scores) or _is_small(search, lines[0]):
        return None
    if spec.choices:
        return _choice(spec, rule, lines[0])
    spelled = spell([line.glyphs for line in lines])
    value = normalise(spec, rule, spelled)
    if value:
        search.texts[spec.key] = spelled
    return value


def _choice(spec: FieldSpec, rule: FieldRule, segment: Segment) -> Value | None:
    """The word of the list with which the print begins or ends: two short values may stand close (男 汉)."""
    for length in range(len(segment.glyphs), 0, -1):
        for part in (segment.glyphs[:length], segment.glyphs[-length:]):
            value = normalise(spec, rule, spell([part]))
            if value and value.value in spec.choices and len(value.value) >= length:
                return value
    return None


def _is_small(search: Search, segment: Segment) -> bool:
    """Smaller than the values that were found."""
    heights = sorted(value.spelled.present[0].height for value in search.found.values())
    return bool(heights) and segment.height < LIKE_VALUE * heights[len(heights) // 2]


def _is_label(search: Search, segment: Segment) -> bool:
    """Like a label of the kind, or words that no value has, however badly read."""
    rules = search.rules
    words = {*rules.stops, *(word for rule in rules.fields.values() for word in rule.labels)}
    return any(_may_be(word, segment.glyphs) for word in words if len(word) > 1)


def _may_be(word: str, glyphs: Sequence[Glyph]) -> bool:
    """Half the characters of the word, which is hardly longer or shorter."""
    if abs(len(glyphs) - len(word)) > (len(word) >= LONG_LABEL):
        return False
    return sum(any(char in glyph.costs for glyph in glyphs) for char in word) >= len(word) / 2


def _has_form(spec: FieldSpec, value: Value, *, is_alone: bool) -> bool:
    """Whether the value can hardly be that of another field; with ``is_alone`` only this one is missing there."""
    text = value.value
    verdicts = {checks.check_form(spec, text), *(checks.FIELD_CHECKS[name](text) for name in spec.checks)}
    if {Verdict.BREAKS, Verdict.DOUBTS} & verdicts:
        return False
    if spec.choices:
        return True
    if spec.kind is ValueKind.NAME:
        return bool(_NAME.fullmatch(text))
    if spec.kind is ValueKind.ADDRESS:
        return len(text) >= _LEAST_ADDRESS and bool(_PLACE.search(text))
    if spec.kind is ValueKind.NUMBER:
        return bool(spec.form or spec.checks)
    return bool(spec.form) or spec.kind.needs_proof or is_alone
