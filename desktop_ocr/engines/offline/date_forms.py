"""Dates, periods and times in normal form; where no date can be told, what stands there is shown as it was read."""

from __future__ import annotations

import re

from desktop_ocr.domain.document_type import FieldSpec
from desktop_ocr.engines.offline.matching import fold
from desktop_ocr.engines.offline.printed_dates import find_dates
from desktop_ocr.engines.offline.rules import FieldRule
from desktop_ocr.engines.offline.text_forms import LEADING
from desktop_ocr.engines.offline.values import Spelled, Value


def date(spec: FieldSpec, rule: FieldRule, spelled: Spelled) -> Value | None:
    """The first date."""
    dates = find_dates(fold(spelled.text), past="past_date" in spec.checks)
    if not dates:
        return _unparsed(spelled)
    normal, start, end = dates[0]
    part = spelled.part(start, end)
    return Value(normal, part, part.characters)


def period(spec: FieldSpec, rule: FieldRule, spelled: Spelled) -> Value | None:
    """The first two dates with the sign that joins them; a date alone is all that is known of a period."""
    text = fold(spelled.text)
    dates = find_dates(text)
    if not dates:
        return _unparsed(spelled)
    first, last = dates[0], dates[min(1, len(dates) - 1)]
    part = spelled.part(first[1], last[2])
    if first is last:
        return Value(first[0], part, part.characters)
    connector = re.search(r"[至到\-—~]", text[first[2] : last[1]])
    return Value(f"{first[0]}{connector[0] if connector else '至'}{last[0]}", part, part.characters)


def expiry(spec: FieldSpec, rule: FieldRule, spelled: Spelled) -> Value | None:
    """The month of a bank card, MM/YY."""
    # The slash of embossed figures is often read as a one; five characters leave no other meaning.
    match = re.search(r"(?<!\d)(0[1-9]|1[0-2])\s*[/1I|]\s*(\d\d)(?!\d)", fold(spelled.text))
    if not match:
        return None
    part = spelled.part(*match.span())
    return Value(f"{match[1]}/{match[2]}", part, part.characters)


def time(spec: FieldSpec, rule: FieldRule, spelled: Spelled) -> Value | None:
    """A time of day, HH:MM."""
    match = re.search(r"(?<!\d)([01]?\d|2[0-3])\s*[:时点]\s*([0-5]?\d)(?!\d)", fold(spelled.text))
    if not match:
        return None
    part = spelled.part(*match.span())
    return Value(f"{match[1].zfill(2)}:{match[2].zfill(2)}", part, part.characters)


def _unparsed(spelled: Spelled) -> Value | None:
    """What stands where a date should be: shown as read, and broken by its form."""
    text = spelled.text.strip(LEADING)
    return Value(text, spelled, spelled.characters) if text else None
