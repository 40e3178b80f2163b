"""Glyphs → a value in the normal form of its kind.

Nothing here guesses: characters are taken as read, except confusions that the alphabet of a number excludes (a letter
O in a row of digits is a zero), and one character that a check digit repairs from the engine's own alternatives.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from desktop_ocr.domain import checks
from desktop_ocr.domain.checking.base import FieldCheck
from desktop_ocr.domain.document_type import FieldSpec, ValueKind
from desktop_ocr.domain.recognition import Character
from desktop_ocr.domain.review import MASK_CHARACTERS, Verdict
from desktop_ocr.engines.offline.layout import Glyph
from desktop_ocr.engines.offline.matching import fold
from desktop_ocr.engines.offline.printed_dates import find_dates
from desktop_ocr.engines.offline.rules import ALPHABETS, FieldRule

WORD_GAP = 0.3
"""Empty space, in heights, that parts two Latin words or groups of digits."""
REPAIR_SCORE = 0.002
"""Alternatives below this score are not tried for a repair."""
REPAIRABLE = range(15, 20)
"""Lengths of the numbers with check digits; a number of another length lost characters, which no repair brings back."""

_SAME_LOOK = {
    "O": "0",
    "〇": "0",
    "Q": "0",
    "D": "0",
    "I": "1",
    "L": "1",
    "|": "1",
    "!": "1",
    "×": "X",
    "Z": "2",
    "S": "5",
    "B": "8",
}
_LEADING = ":：;；,，.。、·-—_ |"


@dataclass(frozen=True, slots=True)
class Spelled:
    """Text with the glyph behind each of its characters; None for a blank or line break put between."""

    text: str
    glyphs: tuple[Glyph | None, ...]

    def part(self, start: int, end: int) -> Spelled:
        return Spelled(self.text[start:end], self.glyphs[start:end])

    @property
    def present(self) -> tuple[Glyph, ...]:
        return tuple(glyph for glyph in self.glyphs if glyph is not None)


@dataclass(frozen=True, slots=True)
class Value:
    """A value in normal form, the text it was made of, and the characters of the value where they are one to one."""

    value: str
    spelled: Spelled
    characters: tuple[Character, ...]
    repaired: bool = False
    agreed: bool = False
    """A second reading that fails differently says the same; see ``Reading``."""


def spell(lines: Sequence[Sequence[Glyph]], *, between_lines: str = "") -> Spelled:
    """The text of lines of glyphs, with blanks where Latin words or groups of digits stand apart."""
    text: list[str] = []
    glyphs: list[Glyph | None] = []
    for number, line in enumerate(lines):
        if number and between_lines:
            text.append(between_lines)
            glyphs.append(None)
        for place, glyph in enumerate(line):
            if place and _parts(line[place - 1], glyph):
                text.append(" ")
                glyphs.append(None)
            text.append(glyph.text)
            glyphs.append(glyph)
    return Spelled("".join(text), tuple(glyphs))


def _parts(before: Glyph, glyph: Glyph) -> bool:
    if not (before.text.isascii() and glyph.text.isascii()):
        return False
    return glyph.spaced or glyph.left - before.right > WORD_GAP * glyph.height


def normalise(spec: FieldSpec, rule: FieldRule, spelled: Spelled) -> Value | None:
    """The value of a field in the text found for it; None when nothing in it can be the value."""
    if rule.pattern:
        match = rule.pattern.search(fold(spelled.text))
        if not match:
            return None
        group = 1 if rule.pattern.groups else 0
        spelled = spelled.part(*match.span(group))
    return _NORMALISERS[spec.kind](spec, rule, spelled)


def _as_printed(spec: FieldSpec, rule: FieldRule, spelled: Spelled) -> Value | None:
    start, end = 0, len(spelled.text)
    while start < end and _leads(spelled.text[start]):
        start += 1
    while start < end and spelled.text[end - 1] in " :：_|":
        end -= 1
    trimmed = spelled.part(start, end)
    if not trimmed.text:
        return None
    return Value(_tidy(trimmed.text), trimmed, _characters(trimmed))


def _leads(char: str) -> bool:
    """Punctuation and marks that no value begins with; what is left of a label is at times read as a tick."""
    return char in _LEADING or unicodedata.category(char) == "So"


_SQUARE_METRES = re.compile(r"(面积[:：]? ?\d[\d.,]*) ?(?:[mM][2²]?|²)(?![A-Za-z0-9²])")


def _tidy(text: str) -> str:
    """Brackets around Chinese text in one form: engines mix full-width and plain ones within a pair.

    The sign ㎡ is not among the characters of the models, which read m or ² for it; an area is in nothing else.
    """
    if any("\u4e00" <= char <= "\u9fff" for char in text):
        text = text.replace("(", "（").replace(")", "）")
    return _SQUARE_METRES.sub(r"\1㎡", text)


def _name(spec: FieldSpec, rule: FieldRule, spelled: Spelled) -> Value | None:
    value = _as_printed(spec, rule, spelled)
    if value is None or all(not char.isalpha() and char not in MASK_CHARACTERS for char in value.value):
        return None
    return replace(value, value=value.value.replace("・", "·").replace("•", "·").replace("．", "·").strip(" .,，。、"))


def _number(spec: FieldSpec, rule: FieldRule, spelled: Spelled) -> Value | None:
    alphabet = ALPHABETS[rule.alphabet] if rule.alphabet else None
    kept: list[tuple[str, Glyph]] = []
    as_read = 0
    for glyph in spelled.present:
        char = _in_alphabet(fold(glyph.text), alphabet)
        if char:
            kept.append((char, glyph))
            as_read += char in (fold(glyph.text), "*")
    if as_read * 2 <= len(kept):  # nothing, or a word whose letters look like digits
        return None
    text = "".join(char for char, _ in kept)
    value = Value(text, spelled, tuple(glyph.character for _, glyph in kept))
    return _repaired(spec, alphabet, value)


def _in_alphabet(char: str, alphabet: frozenset[str] | None) -> str:
    """The character, its look-alike if only that is in the alphabet, or nothing."""
    if char in MASK_CHARACTERS:
        return "*"
    if alphabet is None:
        return char if char.isalnum() or char == "-" else ""
    if char in alphabet:
        return char
    alike = _SAME_LOOK.get(char, "")
    return alike if alike in alphabet else ""


def _repaired(spec: FieldSpec, alphabet: frozenset[str] | None, value: Value) -> Value:
    """The value with one character replaced, if a check digit rejects what was read and accepts one replacement."""
    judges = [checks.FIELD_CHECKS[name] for name in spec.checks]
    if not judges or _accepted(judges, value.value) or len(value.value) not in REPAIRABLE:
        return value
    found: set[tuple[int, str]] = set()
    for place, character in enumerate(value.characters):
        for text, score in character.alternatives:
            char = _in_alphabet(fold(text), alphabet)
            changed = value.value[:place] + char + value.value[place + 1 :]
            if score >= REPAIR_SCORE and len(char) == 1 and _accepted(judges, changed):
                found.add((place, char))
    if len(found) != 1:
        return value
    place, char = found.pop()
    return replace(value, value=value.value[:place] + char + value.value[place + 1 :], repaired=True)


def _accepted(judges: Sequence[FieldCheck], text: str) -> bool:
    verdicts = {judge(text) for judge in judges}
    return Verdict.PROVES in verdicts and not verdicts & {Verdict.BREAKS, Verdict.DOUBTS}


def _date(spec: FieldSpec, rule: FieldRule, spelled: Spelled) -> Value | None:
    dates = find_dates(fold(spelled.text), past="past_date" in spec.checks)
    if not dates:
        return _unparsed(spelled)
    normal, start, end = dates[0]
    return Value(normal, spelled.part(start, end), _characters(spelled.part(start, end)))


def _period(spec: FieldSpec, rule: FieldRule, spelled: Spelled) -> Value | None:
    text = fold(spelled.text)
    dates = find_dates(text)
    if not dates:
        return _unparsed(spelled)
    first, last = dates[0], dates[min(1, len(dates) - 1)]
    part = spelled.part(first[1], last[2])
    if first is last:
        return Value(first[0], part, _characters(part))
    connector = re.search(r"[至到\-—~]", text[first[2] : last[1]])
    return Value(f"{first[0]}{connector[0] if connector else '至'}{last[0]}", part, _characters(part))


def _unparsed(spelled: Spelled) -> Value | None:
    """What stands where a date should be: shown as read, and broken by its form."""
    text = spelled.text.strip(_LEADING)
    return Value(text, spelled, _characters(spelled)) if text else None


def _expiry(spec: FieldSpec, rule: FieldRule, spelled: Spelled) -> Value | None:
    # The slash of embossed figures is often read as a one; five characters leave no other meaning.
    match = re.search(r"(?<!\d)(0[1-9]|1[0-2])\s*[/1I|]\s*(\d\d)(?!\d)", fold(spelled.text))
    if not match:
        return None
    part = spelled.part(*match.span())
    return Value(f"{match[1]}/{match[2]}", part, _characters(part))


def _choice(spec: FieldSpec, rule: FieldRule, spelled: Spelled) -> Value | None:
    """A word of the closed list that the text begins with, else the text as it was read."""
    printed = _as_printed(spec, rule, spelled)
    if printed is None:
        return None
    flat = printed.value.replace(" ", "")
    for choice in sorted(spec.choices, key=len, reverse=True):
        for form in (choice, *rule.words.get(choice, ())):
            if flat.startswith(form):
                part = printed.spelled.part(0, len(form))
                return Value(choice, part, _characters(part))
    return replace(printed, value=flat)


def _amount(spec: FieldSpec, rule: FieldRule, spelled: Spelled) -> Value | None:
    match = re.search(r"\d[\d,]*(?:\.\d+)?", fold(spelled.text))
    if not match:
        return None
    part = spelled.part(*match.span())
    return Value(match[0].replace(",", ""), part, _characters(part))


def _time(spec: FieldSpec, rule: FieldRule, spelled: Spelled) -> Value | None:
    match = re.search(r"(?<!\d)([01]?\d|2[0-3])\s*[:时点]\s*([0-5]?\d)(?!\d)", fold(spelled.text))
    if not match:
        return None
    part = spelled.part(*match.span())
    return Value(f"{match[1].zfill(2)}:{match[2].zfill(2)}", part, _characters(part))


def _without_blanks(spec: FieldSpec, rule: FieldRule, spelled: Spelled) -> Value | None:
    value = _as_printed(spec, rule, spelled)
    return replace(value, value=value.value.replace(" ", "")) if value else None


def _characters(spelled: Spelled) -> tuple[Character, ...]:
    return tuple(glyph.character for glyph in spelled.present)


_NORMALISERS: dict[ValueKind, Callable[[FieldSpec, FieldRule, Spelled], Value | None]] = {
    ValueKind.TEXT: _as_printed,
    ValueKind.LINES: _as_printed,
    ValueKind.NAME: _name,
    ValueKind.ADDRESS: _without_blanks,
    ValueKind.CHOICE: _choice,
    ValueKind.NUMBER: _number,
    ValueKind.DATE: _date,
    ValueKind.EXPIRY: _expiry,
    ValueKind.TIME: _time,
    ValueKind.PERIOD: _period,
    ValueKind.AMOUNT: _amount,
    ValueKind.CAPITAL: _without_blanks,
    ValueKind.TABLE: _as_printed,
}
assert set(_NORMALISERS) == set(ValueKind)
