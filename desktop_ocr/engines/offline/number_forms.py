"""Numbers and amounts in normal form.

A character that the alphabet of a number excludes is the one that it looks like (a letter O in a row of digits is a
zero); one that a check digit excludes is repaired from the engine's own alternatives, where only one of them fits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from desktop_ocr.domain import checks
from desktop_ocr.domain.checking.base import FieldCheck
from desktop_ocr.domain.document_type import FieldSpec
from desktop_ocr.domain.review import MASK_CHARACTERS, NOTHING, Verdict
from desktop_ocr.engines.offline.layout import Glyph
from desktop_ocr.engines.offline.matching import fold
from desktop_ocr.engines.offline.rules import ALPHABETS, FieldRule
from desktop_ocr.engines.offline.values import Spelled, Value

REPAIR_SCORE = 0.002
"""Alternatives below this score are not tried for a repair."""
REPAIRABLE = range(15, 20)
"""Lengths of the numbers with check digits; a number of another length lost characters, which no repair brings back."""
ID_DIGITS = 13
"""Digits from which on a number is no passport's or permit's."""

_SAME_LOOK = {
    "O": "0",
    "〇": "0",
    "Φ": "0",
    "Ø": "0",
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

_AMOUNT = re.compile(
    r"(?P<minus>(?<![\w.)-])-(?=[¥￥]?\s?\d)|[¥￥]-)?[¥￥]?\s?(?P<figures>\d[\d,]*(?:\.\d+)?)"
    r"|(?P<stars>(?<![\w*])\*{2,4}(?![\w*]))"
)

_LETTERS = {"0": "O", "1": "I", "2": "Z", "5": "S", "8": "B"}


def number(spec: FieldSpec, rule: FieldRule, spelled: Spelled) -> Value | None:
    """The characters of the number's alphabet, one to one; what else stands among them falls away."""
    alphabet = _alphabet(rule, spelled)
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
    text = _in_form(spec, text)
    value = Value(text, spelled, tuple(glyph.character for _, glyph in kept))
    return _repaired(spec, alphabet, value)


def _in_form(spec: FieldSpec, text: str) -> str:
    """The number with a letter in the first place, where its form has one and a figure that looks like it was read."""
    letter = _LETTERS.get(text[0])
    if letter and spec.form and not re.fullmatch(spec.form, text) and re.fullmatch(spec.form, letter + text[1:]):
        return letter + text[1:]
    return text


def _alphabet(rule: FieldRule, spelled: Spelled) -> frozenset[str] | None:
    """The characters that a number may have; where documents of any kind are named, so many digits are an ID number."""
    name = rule.alphabet
    if name == "document" and sum(fold(glyph.text) in ALPHABETS["digits"] for glyph in spelled.present) >= ID_DIGITS:
        name = "id"
    return ALPHABETS[name] if name else None


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


def amount(spec: FieldSpec, rule: FieldRule, spelled: Spelled) -> Value | None:
    """The first figures, without the commas that group them; with a minus that stands before them or the currency.

    Stars alone stand where there is no amount.
    """
    match = _AMOUNT.search(fold(spelled.text))
    if not match:
        return None
    part = spelled.part(*match.span("stars" if match["stars"] else "figures"))
    if match["stars"]:
        return Value(NOTHING, part, part.characters)
    minus = "-" if match["minus"] else ""
    return Value(minus + match["figures"].replace(",", ""), part, part.characters)
