"""Applies the rules of a kind to the rows of a page: rows + rules → readings.

For each field, in the order of its type file: right of its label (over several lines, until another label), else
below it, else by a pattern anywhere, else where the value stands on a card whose layout is fixed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from desktop_ocr.domain import checks
from desktop_ocr.domain.document_type import DocumentType, FieldSpec, ValueKind
from desktop_ocr.domain.geometry import Point, Quad
from desktop_ocr.domain.recognition import Reading, TextLine
from desktop_ocr.domain.review import Verdict
from desktop_ocr.engines.offline.labels import Label, place_labels
from desktop_ocr.engines.offline.layout import Glyph, Layout, Row, lay_out
from desktop_ocr.engines.offline.matching import allowance, best_window, fold
from desktop_ocr.engines.offline.placement import Placement, fit_placement
from desktop_ocr.engines.offline.rules import FieldRule, KindRules
from desktop_ocr.engines.offline.values import Spelled, Value, normalise, spell

SOURCE = "offline"
OVERLOOKED = 4.0
"""Heights right of a label in which a lost short value is looked for."""
FULL_LINE = 1.3
"""Heights that a line may end before the widest one and still count as full."""
USUAL_PITCH = 1.15
"""Distance of two lines of a value, in heights of a line's box, where only one line is there to tell."""
END_CONFIDENCE = 0.9
"""Score from which a character that the detector did not see is believed."""
SEAL_WORD_SHARE = 0.3
AROUND_SEAL = (4.0, 2.0, 17.0, 8.0)
"""Heights left, above, right and below of the word beside a seal in which the seal and what it covers stand."""
WIDE_GAP = 4.0
"""Empty space, in heights, that ends a value."""
LINE_PITCH = (0.5, 1.9)
"""Distance, in heights, between the middles of two lines of one value."""
INDENT = 1.7
"""Heights by which the next line of a value may start left or right of its first."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a row between labels and wide gaps."""

    row: int
    glyphs: tuple[Glyph, ...]

    @property
    def left(self) -> float:
        return self.glyphs[0].left

    @property
    def right(self) -> float:
        return self.glyphs[-1].right

    @property
    def middle(self) -> float:
        return (self.glyphs[0].middle + self.glyphs[-1].middle) / 2

    @property
    def height(self) -> float:
        return max(glyph.height for glyph in self.glyphs)


class LookAgain(Protocol):
    """Reads parts of the page once more; places are quads in page coordinates."""

    def line(self, place: Quad) -> TextLine | None:
        """One line, with nothing else in the picture; None when it is not legible."""
        ...

    def area(self, place: Quad) -> Sequence[TextLine]:
        """All lines found there when red ink is bleached."""
        ...


class Nowhere:
    """For pages that are not at hand any more."""

    def line(self, place: Quad) -> TextLine | None:
        return None

    def area(self, place: Quad) -> Sequence[TextLine]:
        return ()


NOWHERE = Nowhere()


def interpret(
    kind: DocumentType, rules: KindRules, layout: Layout, look_again: LookAgain = NOWHERE
) -> tuple[Reading, ...]:
    """The readings of all fields of a kind that are found on the page."""
    page = _Page(rules, layout, look_again)
    readings: dict[str, Reading] = {}
    for key, rule in rules.fields.items():
        spec = kind.spec(key)
        value = page.find(spec, rule)
        if value:
            readings[key] = _reading(spec, value, layout)
    if rules.all_text and (text := spell([row.glyphs for row in layout.rows], between_lines="\n")).text:
        characters = tuple(glyph.character for glyph in text.present)
        readings[rules.all_text] = _reading(kind.spec(rules.all_text), Value(text.text, text, characters), layout)
    return tuple(readings.values())


def _reading(spec: FieldSpec, value: Value, layout: Layout) -> Reading:
    scores = [character.confidence for character in value.characters]
    return Reading(
        field=spec.key,
        value=value.value,
        text=value.spelled.text,
        confidence=round(sum(scores) / len(scores), 4) if scores else 0.0,
        source=SOURCE,
        region=layout.frame.region(value.spelled.present),
        characters=value.characters,
        repaired=value.repaired,
    )


class _Page:
    """The rows of one paper while its fields are taken out; what is used is not offered again."""

    def __init__(self, rules: KindRules, layout: Layout, look_again: LookAgain) -> None:
        self.rules = rules
        self.look_again = look_again
        self.layout = layout
        self.labels = place_labels(layout, rules)
        self.segments = list(_segments(layout.rows, self.labels))
        self.claimed = self._claims()
        self.used: set[int] = set()
        self.found: dict[str, Value] = {}
        self.texts: dict[str, Spelled] = {}
        """All that stood at the label of a field, of which its value may be a part."""

    def find(self, spec: FieldSpec, rule: FieldRule) -> Value | None:
        """The value of a field, by the first way that gives one; a word off its closed list only if none does."""
        unlisted: Value | None = None
        for way in (
            self._by_label,
            self._by_sharing,
            self._under_seal,
            self._by_pattern,
            self._by_words,
            self._by_place,
            self._by_looking_again,
        ):
            value = way(spec, rule)
            if value and spec.choices and value.value not in spec.choices:
                unlisted = unlisted or value
            elif value:
                return self._take(spec, value)
        return self._take(spec, unlisted) if unlisted else None

    def _take(self, spec: FieldSpec, value: Value) -> Value:
        self.found[spec.key] = value
        self.used.update(id(glyph) for glyph in value.spelled.present)
        return value

    def _by_label(self, spec: FieldSpec, rule: FieldRule) -> Value | None:
        label = next((label for label in self.labels if label.field == spec.key), None)
        if label is None:
            return None
        glyphs = self.layout.rows[label.row].glyphs[label.start : label.end]
        for first in self._beginnings(spec, rule, label, glyphs):
            lines = self._lines_from(first, rule.lines)
            if len(lines) < rule.lines and (more := self._overlooked_end(lines)):
                lines.append(more)
            text = spell([part.glyphs for part in lines])
            self.texts[spec.key] = text
            value = normalise(spec, rule, text)
            if value:
                return value
        return None

    def _beginnings(self, spec: FieldSpec, rule: FieldRule, label: Label, glyphs: Sequence[Glyph]) -> Iterator[Segment]:
        """Where the value of a label may begin, the likeliest place first."""
        if right := self._right_of(label, glyphs):
            yield right
        if rule.below and (below := self._below(glyphs)):
            yield below
        if lost := self._overlooked(spec, label, glyphs):
            yield lost

    def _by_sharing(self, spec: FieldSpec, rule: FieldRule) -> Value | None:
        text = self.texts.get(rule.shares)
        return normalise(spec, rule, text) if text else None

    def _claims(self) -> dict[int, Label]:
        """Which segment stands right of which label: it is no further line of another field's value."""
        claims: dict[int, Label] = {}
        for label in self.labels:
            after = self.layout.rows[label.row].glyphs[label.end :]
            for segment in self.segments:
                if after and segment.glyphs[0] is after[0]:
                    claims[id(segment)] = label
        return claims

    def _right_of(self, label: Label, glyphs: Sequence[Glyph]) -> Segment | None:
        """What stands right of a label: on its row, or on a box beside it that was not joined to the row."""
        beside = []
        for segment in self._free():
            if self.claimed.get(id(segment), label) is not label:
                continue
            gap = segment.left - glyphs[-1].right
            offset = abs(segment.glyphs[0].middle - glyphs[-1].middle) / glyphs[-1].height
            if segment.row == label.row and segment.left >= glyphs[-1].left and gap > -glyphs[-1].height:
                beside.append((0.0, gap, segment))
            elif offset < 0.8 and -0.5 * glyphs[-1].height < gap < 12 * glyphs[-1].height:
                beside.append((offset, gap, segment))
        candidates = [item for item in beside if not self._label_between(glyphs, item[2])]
        return min(candidates, key=lambda item: (item[0] > 0, item[1]))[2] if candidates else None

    def _overlooked(self, spec: FieldSpec, label: Label, glyphs: Sequence[Glyph]) -> Segment | None:
        """A short value between its label and the next one, which was lost when the whole line was read."""
        if spec.kind is not ValueKind.CHOICE:
            return None
        last = glyphs[-1]
        left, right = last.right + 0.1 * last.height, last.right + OVERLOOKED * last.height
        for other in self.labels:
            first = self.layout.rows[other.row].glyphs[other.start]
            if abs(first.middle - last.middle) < last.height and first.left > last.right:
                right = min(right, first.left - 0.1 * last.height)
        if right - left < 0.7 * last.height:
            return None
        line = self.look_again.line(
            self.layout.frame.box(left, last.middle - last.height / 2, right, last.middle + last.height / 2)
        )
        if line is None:
            return None
        found = lay_out([line], self.layout.frame.width, self.layout.frame.height).rows
        return Segment(label.row, found[0].glyphs) if found else None

    def _overlooked_end(self, lines: Sequence[Segment]) -> Segment | None:
        """The one or two characters that a full last line may have left to one more: too short to be detected."""
        first, last = lines[0], lines[-1]
        if last.right < max(line.right for line in lines) - FULL_LINE * last.height:
            return None
        if not self.rules.is_fixed:
            return None
        pitch = (last.middle - first.middle) / (len(lines) - 1) if len(lines) > 1 else USUAL_PITCH * last.height
        middle = last.middle + pitch
        left, top, bottom = lines[-1].left, middle - last.height / 2, middle + last.height / 2
        line = self.look_again.line(
            self.layout.frame.box(left - 0.2 * last.height, top, left + 2.5 * last.height, bottom)
        )
        if line is None or line.confidence < END_CONFIDENCE:
            return None
        rows = lay_out([line], self.layout.frame.width, self.layout.frame.height).rows
        return Segment(-1, rows[0].glyphs) if rows else None

    def _label_between(self, glyphs: Sequence[Glyph], segment: Segment) -> bool:
        """Another label stands between these glyphs and the segment on the same line of print."""
        for label in self.labels:
            other = self.layout.rows[label.row].glyphs[label.start : label.end]
            level = abs(other[0].middle - segment.glyphs[0].middle) < 0.8 * other[0].height
            if (
                level
                and glyphs[-1].right <= other[0].left + other[0].height * 0.5
                and other[-1].right <= segment.left + 1
            ):
                return True
        return False

    def _below(self, glyphs: Sequence[Glyph]) -> Segment | None:
        height = glyphs[0].height
        under = [
            segment
            for segment in self._free()
            if 0.5 < (segment.middle - glyphs[0].middle) / height < 2.5
            and segment.left < glyphs[-1].right + height
            and segment.right > glyphs[0].left - height
        ]
        return min(under, key=lambda segment: segment.middle) if under else None

    def _lines_from(self, first: Segment, most: int) -> list[Segment]:
        """A segment and the lines of print that go on under it."""
        lines = [first]
        while len(lines) < most:
            last = lines[-1]
            following = [
                segment
                for segment in self._free()
                if segment not in lines
                and id(segment) not in self.claimed
                and LINE_PITCH[0] < (segment.glyphs[0].middle - last.glyphs[0].middle) / last.height < LINE_PITCH[1]
                and abs(segment.left - first.left) < INDENT * first.height
                and 0.6 < segment.height / first.height < 1.6
            ]
            following.sort(key=lambda segment: segment.glyphs[0].middle)
            if not following or self._label_above(following[0], last):
                break
            lines.append(following[0])
        return lines

    def _label_above(self, segment: Segment, last: Segment) -> bool:
        """A label on the left begins another field between the line before and this one."""
        for label in self.labels:
            first = self.layout.rows[label.row].glyphs[label.start]
            begins = last.middle + 0.5 * last.height < first.middle < segment.middle + 0.3 * segment.height
            if begins and last.left - 12 * last.height < first.left < segment.right:
                return True
        return False

    def _under_seal(self, spec: FieldSpec, rule: FieldRule) -> Value | None:
        """A value that a seal tore into fragments: the surroundings of the seal, found and read anew without red."""
        if not rule.near_seal:
            return None
        word = fold(rule.near_seal)
        for row in self.layout.rows:
            window = best_window(row.glyphs, word, SEAL_WORD_SHARE * len(word))
            if window is None:
                continue
            first, last = row.glyphs[window[1]], row.glyphs[window[2] - 1]
            left, above, right, below = (reach * first.height for reach in AROUND_SEAL)
            box = (first.left - left, first.middle - above, last.right + right, first.middle + below)
            lines = self.look_again.area(self.layout.frame.box(*box))
            layout = lay_out(lines, self.layout.frame.width, self.layout.frame.height)
            for line in reversed(layout.rows):
                value = normalise(spec, rule, spell([line.glyphs]))
                if value:
                    return value
        return None

    def _by_pattern(self, spec: FieldSpec, rule: FieldRule) -> Value | None:
        """The best match of the pattern on the paper."""
        if not (rule.anywhere and rule.pattern):
            return None
        found = []
        for row in self._rows_under(rule):
            spelled = spell([row.glyphs])
            for match in rule.pattern.finditer(fold(spelled.text)):
                part = spelled.part(*match.span())
                if any(word in match[0] for word in rule.without) or any(id(g) in self.used for g in part.present):
                    continue
                value = normalise(spec, rule, part)
                if value:
                    found.append(value)
        return max(found, key=lambda value: _preference(spec, value)) if found else None

    def _rows_under(self, rule: FieldRule) -> Iterator[Row]:
        above = self.found.get(rule.under)
        for row in self.layout.rows:
            if rule.under and (above is None or row.glyphs[0].middle <= above.spelled.present[0].middle):
                continue
            yield row

    def _by_words(self, spec: FieldSpec, rule: FieldRule) -> Value | None:
        """The value whose word is printed on the paper.

        Among several the first word of a list wins (中国农业银行 over the BANK OF CHINA in its English name), then the
        longest.
        """
        if rule.labels:
            return None
        found = []
        for value, words in rule.words.items():
            for rank, word in enumerate(words):
                for row in self.layout.rows:
                    window = best_window(
                        row.glyphs, fold(word).replace(" ", ""), allowance(word), slack=int(word.isascii())
                    )
                    if window:
                        cost, start, end = window
                        part = spell([row.glyphs[start:end]])
                        characters = tuple(glyph.character for glyph in part.present)
                        found.append(((rank == 0, len(word) - 2 * cost), Value(value, part, characters)))
        return max(found, key=lambda item: item[0])[1] if found else None

    def _by_place(self, spec: FieldSpec, rule: FieldRule) -> Value | None:
        """What stands where the value must be, on a card with a fixed layout whose label for it was not read."""
        placement = self._placement() if rule.box else None
        if placement is None or rule.box is None:
            return None
        left, top, right, bottom = placement.box(rule.box)
        inside = []
        for segment in self._free():
            # Only what stands in the box: a label that was read as something else may be joined to the value.
            glyphs = tuple(
                g for g in segment.glyphs if left - 0.3 * g.height < (g.left + g.right) / 2 < right + g.height
            )
            if glyphs and top < segment.middle < bottom:
                inside.append(Segment(segment.row, glyphs))
        inside.sort(key=lambda segment: segment.middle)
        return normalise(spec, rule, spell([segment.glyphs for segment in inside[: rule.lines]])) if inside else None

    def _by_looking_again(self, spec: FieldSpec, rule: FieldRule) -> Value | None:
        """A word of a closed list, read by itself where it must stand; short words get lost within a long line."""
        placement = self._placement() if rule.box and spec.choices else None
        if placement is None or rule.box is None:
            return None
        line = self.look_again.line(self.layout.frame.box(*placement.box(rule.box)))
        rows = lay_out([line], self.layout.frame.width, self.layout.frame.height).rows if line else ()
        value = normalise(spec, rule, spell([rows[0].glyphs])) if rows else None
        return value if value and value.value in spec.choices else None

    def _placement(self) -> Placement | None:
        anchors = []
        for label in self.labels:
            box = self.rules.fields[label.field].label_box if label.field else None
            if box:
                glyphs = self.layout.rows[label.row].glyphs[label.start : label.end]
                target = Point(
                    (glyphs[0].left + glyphs[-1].right) / 2, sum(glyph.middle for glyph in glyphs) / len(glyphs)
                )
                anchors.append((Point((box[0] + box[2]) / 2, (box[1] + box[3]) / 2), target))
        for key, value in self.found.items():
            box = self.rules.fields[key].box
            if box and self.rules.fields[key].lines == 1:
                first = value.spelled.present[0]
                anchors.append((Point(box[0], (box[1] + box[3]) / 2), Point(first.left, first.middle)))
        return fit_placement(anchors, self.rules.aspect)

    def _free(self) -> Iterator[Segment]:
        for segment in self.segments:
            if not any(id(glyph) in self.used for glyph in segment.glyphs):
                yield segment


def _segments(rows: Sequence[Row], labels: Sequence[Label]) -> Iterator[Segment]:
    for index, row in enumerate(rows):
        taken = {place for label in labels if label.row == index for place in range(label.start, label.end)}
        stretch: list[Glyph] = []
        for place, glyph in enumerate(row.glyphs):
            if stretch and (place in taken or row.gap(place) > WIDE_GAP):
                yield Segment(index, tuple(stretch))
                stretch = []
            if place not in taken:
                stretch.append(glyph)
        if stretch:
            yield Segment(index, tuple(stretch))


def _preference(spec: FieldSpec, value: Value) -> tuple[bool, str, float, float, int]:
    """Proven by its check, then the latest expiry, then the date that stands lowest, then the largest print."""
    proven = any(checks.FIELD_CHECKS[name](value.value) is Verdict.PROVES for name in spec.checks)
    latest = f"{value.value[3:]}{value.value[:2]}" if spec.kind is ValueKind.EXPIRY else ""
    lowest = value.spelled.present[0].middle if spec.kind is ValueKind.DATE else 0.0
    return proven, latest, lowest, max(glyph.height for glyph in value.spelled.present), len(value.value)
