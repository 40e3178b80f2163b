"""The text found for a field → its value in the normal form of its kind: one function for each kind of value.

Nothing here guesses: characters are taken as read, but for what ``number_forms`` says of numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from desktop_ocr.domain.document_type import FieldSpec, ValueKind
from desktop_ocr.engines.offline import date_forms, number_forms, text_forms
from desktop_ocr.engines.offline.matching import fold
from desktop_ocr.engines.offline.rules import FieldRule
from desktop_ocr.engines.offline.values import Spelled, Value


def normalise(spec: FieldSpec, rule: FieldRule, spelled: Spelled) -> Value | None:
    """The value of a field in the text found for it; None when nothing in it can be the value."""
    if rule.pattern:
        match = rule.pattern.search(fold(spelled.text))
        if not match:
            return None
        spelled = spelled.part(*picked(match))
    return normal_form(spec, rule, spelled)


def picked(match: re.Match[str]) -> tuple[int, int]:
    """Where in a text the value is that a rule's pattern picks out of it: the first of its groups that took part."""
    spans = (match.span(group) for group in range(1, match.re.groups + 1))
    return next((span for span in spans if span[0] >= 0), match.span())


def normal_form(spec: FieldSpec, rule: FieldRule, spelled: Spelled) -> Value | None:
    """The text of a value, from which nothing is left to pick, in normal form."""
    return _NORMALISERS[spec.kind](spec, rule, spelled)


_NORMALISERS: dict[ValueKind, Callable[[FieldSpec, FieldRule, Spelled], Value | None]] = {
    ValueKind.TEXT: text_forms.as_printed,
    ValueKind.LINES: text_forms.as_printed,
    ValueKind.NAME: text_forms.name,
    ValueKind.ADDRESS: text_forms.without_blanks,
    ValueKind.CHOICE: text_forms.choice,
    ValueKind.NUMBER: number_forms.number,
    ValueKind.DATE: date_forms.date,
    ValueKind.EXPIRY: date_forms.expiry,
    ValueKind.TIME: date_forms.time,
    ValueKind.PERIOD: date_forms.period,
    ValueKind.AMOUNT: number_forms.amount,
    ValueKind.CAPITAL: text_forms.without_blanks,
    ValueKind.TABLE: text_forms.as_printed,
}
assert set(_NORMALISERS) == set(ValueKind)
