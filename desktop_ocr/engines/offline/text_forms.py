"""Text, names and words of closed lists in normal form: without what is left of a label before them.

Like all normal forms they take the rule of their field, and are None where the text can be no value.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from desktop_ocr.domain.document_type import FieldSpec
from desktop_ocr.domain.review import MASK_CHARACTERS
from desktop_ocr.engines.offline.office_words import with_office_words
from desktop_ocr.engines.offline.rules import FieldRule
from desktop_ocr.engines.offline.values import Spelled, Value

LEADING = ":：;；,，.。、·-—_ |」』】)）"
"""Marks that no value begins with."""
_SQUARE_METRES = re.compile(r"(面积[:：]? ?\d[\d.,]*) ?(?:[mM][2²]?|²)(?![A-Za-z0-9²])")
_DIMENSIONS = re.compile(r"(?<![A-Za-z0-9])(\d{3,5})[xX×*](\d{3,5})[xX×*](\d{2,5})(?=mm|$|[^A-Za-z0-9])")


def as_printed(spec: FieldSpec, rule: FieldRule, spelled: Spelled) -> Value | None:
    """The text without the marks around it."""
    start, end = 0, len(spelled.text)
    while start < end and _leads(spelled.text[start]):
        start += 1
    while start < end and spelled.text[end - 1] in " :：_|":
        end -= 1
    trimmed = spelled.part(start, end)
    if not trimmed.text:
        return None
    return with_office_words(Value(_tidy(trimmed.text), trimmed, trimmed.characters))


def _leads(char: str) -> bool:
    """Punctuation and marks that no value begins with; what is left of a label is at times read as a tick."""
    return char in LEADING or unicodedata.category(char) == "So"


def _tidy(text: str) -> str:
    """Brackets around Chinese text in one form: engines mix full-width and plain ones within a pair.

    The sign ㎡ is not among the characters of the models, which read m or ² for it; an area is in nothing else.
    Between three dimensions stands the sign of multiplication, whatever a printer or an engine put there.
    """
    if any("\u4e00" <= char <= "\u9fff" for char in text):
        text = text.replace("(", "（").replace(")", "）")
    return _DIMENSIONS.sub(r"\1×\2×\3", _SQUARE_METRES.sub(r"\1㎡", text))


def name(spec: FieldSpec, rule: FieldRule, spelled: Spelled) -> Value | None:
    """Anything with a letter, or masked; all points within a name are the same one."""
    value = as_printed(spec, rule, spelled)
    if value is None or all(not char.isalpha() and char not in MASK_CHARACTERS for char in value.value):
        return None
    return replace(value, value=value.value.replace("・", "·").replace("•", "·").replace("．", "·").strip(" .,，。、"))


def without_blanks(spec: FieldSpec, rule: FieldRule, spelled: Spelled) -> Value | None:
    """The text, in which blanks are only room between its lines and groups, and before it the end of a label."""
    value = as_printed(spec, rule, spelled)
    if value and len(value.value) > 1 and value.value[0] in {label[-1] for label in rule.labels if not label.isascii()}:
        value = as_printed(spec, rule, value.spelled.part(1, len(value.spelled.text)))
    return replace(value, value=value.value.replace(" ", "")) if value else None


def choice(spec: FieldSpec, rule: FieldRule, spelled: Spelled) -> Value | None:
    """A word of the closed list that the text begins with, else the text as it was read."""
    printed = as_printed(spec, rule, spelled)
    if printed is None:
        return None
    flat = printed.value.replace(" ", "")
    for word in sorted(spec.choices, key=len, reverse=True):
        for form in (word, *rule.words.get(word, ())):
            if flat.startswith(form):
                part = printed.spelled.part(0, len(form))
                return Value(word, part, part.characters)
    return replace(printed, value=flat)
