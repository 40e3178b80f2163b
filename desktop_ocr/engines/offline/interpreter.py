"""Applies the rules of a kind to the rows of a page: rows + rules → readings.

A number that its check digit proves is taken first, wherever it stands, and what only a hook finds. Every other
field, in the order of its type file: under the headings of its columns, right of its label (in its cell, or over
several lines until another label), else below it, else on the line of another field, else around a seal, else by a
pattern or a word anywhere, else the largest print of its form, else where it stands on a card whose layout is fixed,
else by looking there again, else by a hook.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from desktop_ocr.domain import checks
from desktop_ocr.domain.document_type import DocumentType, FieldSpec, ValueKind
from desktop_ocr.domain.recognition import Reading
from desktop_ocr.domain.review import Verdict
from desktop_ocr.engines.offline import heads
from desktop_ocr.engines.offline.anchors import anchors
from desktop_ocr.engines.offline.conspicuous import largest
from desktop_ocr.engines.offline.hooks import HOOKS, name_and_finding
from desktop_ocr.engines.offline.labels import Label
from desktop_ocr.engines.offline.layout import Layout, Row
from desktop_ocr.engines.offline.matching import OFFERED, allowance, best_window, fold, may_hold
from desktop_ocr.engines.offline.normal_forms import normalise
from desktop_ocr.engines.offline.pairs import read_pairs
from desktop_ocr.engines.offline.placement import Placement, fit_placement
from desktop_ocr.engines.offline.rules import FieldRule, KindRules
from desktop_ocr.engines.offline.second_look import NOWHERE, LookAgain
from desktop_ocr.engines.offline.segments import Segment, in_lines
from desktop_ocr.engines.offline.surface import Surface
from desktop_ocr.engines.offline.tables import read_table
from desktop_ocr.engines.offline.values import Spelled, Value, spell

SOURCE = "offline"
SHORT_WORD = 4
LONG_WORD = 6
TELLING = 18
"""Length from which a number that fits its check digit tells what it is; shorter ones fit too often by chance."""
BETWEEN_LINES = {ValueKind.LINES: "\n"}
OVERLOOKED = 4.0
"""Heights right of a label in which a lost short value is looked for."""
OVERLOOKED_ALONE = 8.0
"""The same for one that stands in a column of its own."""
FULL_LINE = 1.3
"""Heights that a line may end before the widest one and still count as full."""
USUAL_PITCH = 1.15
"""Distance of two lines of a value, in heights of a line's box, where only one line is there to tell."""
END_CONFIDENCE = 0.9
"""Score from which a character that the detector did not see is believed."""


def interpret(
    kind: DocumentType, rules: KindRules, layout: Layout, look_again: LookAgain = NOWHERE
) -> tuple[Reading, ...]:
    """The readings of all fields of a kind that are found on the page."""
    page = _Finder(kind, rules, layout, look_again)
    readings: dict[str, Reading] = {}
    for key, rule in rules.fields.items():
        spec = kind.spec(key)
        value = page.find(spec, rule)
        if value:
            readings[key] = _reading(spec, value, layout, second_reading=rule.second_reading)
    if rules.pairs and (value := read_pairs(page.surface)):
        readings[rules.pairs] = _reading(kind.spec(rules.pairs), value, layout)
    if rules.all_text and (text := spell([row.glyphs for row in layout.rows], between_lines="\n")).text:
        characters = tuple(glyph.character for glyph in text.present)
        readings[rules.all_text] = _reading(kind.spec(rules.all_text), Value(text.text, text, characters), layout)
    return tuple(readings.values())


def _reading(spec: FieldSpec, value: Value, layout: Layout, *, second_reading: bool = False) -> Reading:
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
        agreed=second_reading and value.agreed,
    )


class _Finder:
    """Finds the fields of one paper, one after the other."""

    def __init__(self, kind: DocumentType, rules: KindRules, layout: Layout, look_again: LookAgain) -> None:
        self.rules = rules
        self.look_again = look_again
        self.layout = layout
        self.surface = Surface(rules, layout)
        self.found: dict[str, Value] = {}
        self.texts: dict[str, Spelled] = {}
        """All that stood at the label of a field, of which its value may be a part."""
        self._hooked: dict[str, Mapping[str, Value]] = {}
        self.proven: dict[str, Value] = {}
        """What was found before all else."""
        for key, rule in rules.fields.items():
            spec = kind.spec(key)
            if value := self._proven(spec, rule) or (self._by_hook(spec, rule) if rule.is_hook_only else None):
                self.proven[key] = value
                self.surface.take(value.spelled.present)

    def _proven(self, spec: FieldSpec, rule: FieldRule) -> Value | None:
        """The number that its check digit proves, wherever it stands: its label may be lost, or another one's too.

        Of several persons' numbers the only one that was read may be anyone's.
        """
        if spec.kind is not ValueKind.NUMBER or rule.part:
            return None
        values = (normalise(spec, rule, spell([segment.glyphs])) for segment in self.surface.free())
        found = {
            value.value: value
            for value in values
            if value and not value.repaired and len(value.value) >= TELLING and _is_proven(spec, value)
        }
        return next(iter(found.values())) if len(found) == 1 else None

    def find(self, spec: FieldSpec, rule: FieldRule) -> Value | None:
        """The value of a field, by the first way that gives one that fits; else what is off its closed list or form."""
        if spec.key in self.proven:
            return self._take(spec, self.proven[spec.key])
        unfit: Value | None = None
        for way in (
            self._by_columns,
            self._by_label,
            self._by_sharing,
            self._under_seal,
            self._by_pattern,
            self._by_words,
            self._by_size,
            self._by_place,
            self._by_looking_again,
            self._by_hook,
        ):
            value = way(spec, rule)
            if value and (_is_off_its_list(spec, value) or (rule.hook and _is_off_its_form(spec, value))):
                unfit = unfit or value
            elif value:
                return self._take(spec, value)
        return self._take(spec, unfit) if unfit else None

    def _take(self, spec: FieldSpec, value: Value) -> Value:
        self.found[spec.key] = value
        self.surface.take(value.spelled.present)
        return value

    def _by_columns(self, spec: FieldSpec, rule: FieldRule) -> Value | None:
        return read_table(rule, self.layout) if rule.columns else None

    def _by_label(self, spec: FieldSpec, rule: FieldRule) -> Value | None:
        label = self.surface.label_of(spec.key)
        if label is None:
            return None
        for lines in self._texts_of(spec, rule, label):
            text = spell([part.glyphs for part in lines], between_lines=BETWEEN_LINES.get(spec.kind, ""))
            self.texts[spec.key] = text
            value = normalise(spec, rule, text)
            if value:
                return value
        return None

    def _texts_of(self, spec: FieldSpec, rule: FieldRule, label: Label) -> Iterator[list[Segment]]:
        """The lines that may be the value of a label, the likeliest first."""
        if self.rules.cells:
            if rule.below and (under := self.surface.under_heading(label, rule.lines)):
                yield under
            yield from self._in_cell(spec, rule, label)
            return
        if self.rules.pairs and rule.under_seal and (whole := self._more_than_found(label, rule)):
            yield [whole]
        for first in self._beginnings(spec, rule, label):
            lines = self._in_place(rule, self.surface.lines_from(first, rule.lines, label))
            if len(lines) < rule.lines and (more := self._overlooked_end(lines)):
                lines.append(more)
            yield lines

    def _in_cell(self, spec: FieldSpec, rule: FieldRule, label: Label) -> Iterator[list[Segment]]:
        """The lines in the cell of a label; where they cannot be the value, the line level with the label read anew.

        A cell with nothing in it is empty, unless a seal may cover it.
        """
        found = self.surface.in_cell(label, rule.lines)
        lines = [kept for line in found if (kept := self._unstamped(line))] if rule.under_seal else found
        may_be_torn = rule.under_seal and spec.kind is not ValueKind.LINES
        is_torn = may_be_torn and len(lines) < 2 and (lines != found or not lines or lines[0].is_torn)
        if is_torn and (again := self._read_anew(label, lines)):
            yield [again]
        if lines:
            yield lines
        if lost := self._overlooked(spec, rule, label):
            yield [lost]
        if lines and not is_torn and (spec.kind.needs_proof or rule.pattern) and (again := self._read_anew(label, ())):
            yield [again]

    def _read_anew(self, label: Label, lines: Sequence[Segment]) -> Segment | None:
        """The line in the cell of a label, read as one; as far as lines were found in it, if there are any."""
        left, top, right, bottom = self.surface.line_in_cell(label)
        ends = [line.right + line.height for line in lines if line.right > left]
        line = self.look_again.line(self.layout.frame.box(left, top, min([right, *ends]), bottom))
        rows = self.layout.laid_out([line]).rows if line else ()
        return Segment(label.row, rows[0].glyphs) if rows else None

    def _more_than_found(self, label: Label, rule: FieldRule) -> Segment | None:
        """The line right of a label read anew, if that gives more: a seal may have torn it, or hidden its end."""
        right = self.surface.right_of(label)
        found = self.surface.lines_from(right, rule.lines, label) if right else []
        again = self._read_anew(label, ())
        return again if again and len(again.glyphs) > sum(len(line.glyphs) for line in found) else None

    def _unstamped(self, line: Segment) -> Segment | None:
        """The line without the letters of a seal that lies over its end."""
        frame = self.layout.frame
        kept = tuple(
            glyph
            for glyph in line.glyphs
            if (region := frame.region([glyph])) is None or not self.look_again.is_stamp(region)
        )
        return Segment(line.row, kept) if kept else None

    def _beginnings(self, spec: FieldSpec, rule: FieldRule, label: Label) -> Iterator[Segment]:
        """Where the value of a label may begin, the likeliest place first."""
        if rule.beside and (right := self.surface.right_of(label, lines=rule.lines)):
            yield self.surface.without_rest_of(label, rule.labels, right)
        if rule.below:
            heads_column = not rule.beside or heads.is_one_of_several(self.surface, label)
            below = heads.column_below(self.surface, label) if heads_column else self.surface.below(label)
            if below:
                yield below
        if lost := self._overlooked(spec, rule, label):
            yield lost

    def _in_place(self, rule: FieldRule, lines: list[Segment]) -> list[Segment]:
        """The first line, and those of the others that stand where the value must on a card of fixed layout."""
        placement = self._placement() if rule.box and len(lines) > 1 else None
        if placement is None or rule.box is None:
            return lines
        bottom = placement.box(rule.box)[3]
        return [line for line in lines if line is lines[0] or line.middle < bottom]

    def _by_sharing(self, spec: FieldSpec, rule: FieldRule) -> Value | None:
        text = self.texts.get(rule.shares)
        return normalise(spec, rule, text) if text else None

    def _overlooked(self, spec: FieldSpec, rule: FieldRule, label: Label) -> Segment | None:
        """A short value between its label and the next one, which was lost when the whole line was read."""
        if not (spec.kind is ValueKind.CHOICE or rule.short):
            return None
        last = self.surface.glyphs_of(label)[-1]
        reach = OVERLOOKED_ALONE if rule.short else OVERLOOKED
        left, right = last.right + 0.1 * last.height, last.right + reach * last.height
        for other in self.surface.labels:
            first = self.surface.glyphs_of(other)[0]
            if abs(first.middle - last.middle) < last.height and first.left > last.right:
                right = min(right, first.left - 0.1 * last.height)
        if right - left < 0.7 * last.height:
            return None
        line = self.look_again.line(
            self.layout.frame.box(left, last.middle - last.height / 2, right, last.middle + last.height / 2)
        )
        is_rare = self.rules.cells and not spec.required
        if line is None or ((is_rare or rule.short) and line.confidence < END_CONFIDENCE):
            return None  # many cells of a form are empty, and anything may be read out of their borders
        found = self.layout.laid_out([line]).rows
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
        if self.surface.has_print(left, top, left + last.height, bottom):
            return None  # the detector saw what stands there: it is something else
        line = self.look_again.line(
            self.layout.frame.box(left - 0.2 * last.height, top, left + 2.5 * last.height, bottom)
        )
        if line is None or line.confidence < END_CONFIDENCE:
            return None
        rows = self.layout.laid_out([line]).rows
        return Segment(-1, rows[0].glyphs) if rows else None

    def _under_seal(self, spec: FieldSpec, rule: FieldRule) -> Value | None:
        """A value that a seal tore into fragments: its surroundings, found and read anew without red."""
        if not (rule.under_seal and rule.anywhere) or (self.rules.cells and rule.labels):
            return None
        for lines in self.look_again.around_seals():
            layout = self.layout.laid_out(lines)
            for row in reversed(layout.rows):
                value = normalise(spec, rule, spell([row.glyphs]))
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
                if _has_word(part, rule.without) or self.surface.is_taken(part.present):
                    continue
                value = normalise(spec, rule, part)
                if value:
                    found.append((value, part))
        if not found:
            return None
        best, self.texts[spec.key] = max(found, key=lambda item: _preference(spec, item[0]))
        return best

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
                plain, allowed = fold(word).replace(" ", ""), _word_allowance(word)
                for row in self.layout.rows:
                    if not may_hold(row.offered, plain, allowed):
                        continue
                    window = best_window(row.glyphs, plain, allowed, slack=int(word.isascii()))
                    if window:
                        cost, start, end = window
                        part = spell([row.glyphs[start:end]])
                        characters = tuple(glyph.character for glyph in part.present)
                        found.append(((rank == 0, len(word) - 2 * cost), Value(value, part, characters)))
        return max(found, key=lambda item: item[0])[1] if found else None

    def _by_size(self, spec: FieldSpec, rule: FieldRule) -> Value | None:
        """The largest print that has the form of the value."""
        if not (rule.largest and rule.pattern):
            return None
        known = [value.value for value in self.found.values()]
        piece = largest(self.surface, rule.pattern, lines=rule.lines, known=known)
        return normalise(spec, rule, piece) if piece else None

    def _by_place(self, spec: FieldSpec, rule: FieldRule) -> Value | None:
        """What stands where the value must be, on a card with a fixed layout whose label for it was not read."""
        placement = self._placement() if rule.box else None
        if placement is None or rule.box is None:
            return None
        has_form = spec.checks or spec.form or spec.choices or spec.kind.needs_proof
        if not has_form and not any(label.field for label in self.surface.labels):
            return None  # only a title was legible: what stands there may be anything
        left, top, right, bottom = placement.box(rule.box)
        inside = []
        for segment in self.surface.free():
            # Only what stands in the box: a label that was read as something else may be joined to the value.
            glyphs = tuple(
                g for g in segment.glyphs if left - 0.3 * g.height < (g.left + g.right) / 2 < right + g.height
            )
            if glyphs and top < segment.middle < bottom:
                inside.append(Segment(segment.row, glyphs))
        lines = in_lines(inside)[: rule.lines]
        return normalise(spec, rule, spell(lines)) if lines else None

    def _by_looking_again(self, spec: FieldSpec, rule: FieldRule) -> Value | None:
        """A word of a closed list, read by itself where it must stand; short words get lost within a long line."""
        placement = self._placement() if rule.box and spec.choices else None
        if placement is None or rule.box is None:
            return None
        line = self.look_again.line(self.layout.frame.box(*placement.box(rule.box)))
        rows = self.layout.laid_out([line]).rows if line else ()
        value = normalise(spec, rule, spell([rows[0].glyphs])) if rows else None
        return value if value and value.value in spec.choices else None

    def _by_hook(self, spec: FieldSpec, rule: FieldRule) -> Value | None:
        if not rule.hook:
            return None
        name, finding = name_and_finding(rule.hook)
        if name not in self._hooked:
            self._hooked[name] = HOOKS[name](self.layout, self.look_again)
        value = self._hooked[name].get(finding)
        if value and spec.choices and value.value not in spec.choices:
            meant = (choice for choice, words in rule.words.items() if value.value in words)
            value = replace(value, value=next(meant, value.value))
        return value

    def _placement(self) -> Placement | None:
        return fit_placement(anchors(self.rules, self.surface, self.found), self.rules.aspect)


def _has_word(part: Spelled, words: Sequence[str]) -> bool:
    """Whether one of the words is printed there; long ones may be read loosely (UNONPAY)."""
    text = fold(part.text)
    loosely = [word for word in words if len(word) >= LONG_WORD]
    return any(word in text for word in words) or any(
        best_window(part.present, word, allowance(word)) for word in loosely
    )


def _word_allowance(word: str) -> float:
    """Short Chinese words differ by one character (贷记卡, 准贷记卡): there only what the engine offers counts."""
    return allowance(word) if word.isascii() or len(word) > SHORT_WORD else 2 * OFFERED


def _is_off_its_list(spec: FieldSpec, value: Value) -> bool:
    return bool(spec.choices) and value.value not in spec.choices


def _is_off_its_form(spec: FieldSpec, value: Value) -> bool:
    return checks.check_form(spec, value.value) is Verdict.BREAKS


def _is_proven(spec: FieldSpec, value: Value) -> bool:
    return any(checks.FIELD_CHECKS[name](value.value) is Verdict.PROVES for name in spec.checks)


def _preference(spec: FieldSpec, value: Value) -> tuple[bool, str, float, float, int]:
    """Proven by its check, then the latest expiry, then the date that stands lowest, then the largest print."""
    latest = f"{value.value[3:]}{value.value[:2]}" if spec.kind is ValueKind.EXPIRY else ""
    lowest = value.spelled.present[0].middle if spec.kind is ValueKind.DATE else 0.0
    return (
        _is_proven(spec, value),
        latest,
        lowest,
        max(glyph.height for glyph in value.spelled.present),
        len(value.value),
    )
