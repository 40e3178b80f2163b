"""What a person types, in the normal form of its kind (see ``ValueKind``), where it can mean only one thing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from desktop_ocr.domain import dates
from desktop_ocr.domain.document_type import FieldSpec, ValueKind

_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2})\s*日?|\s*月)?", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_EXPIRY = re.compile(r"(\d{1,2})\s*[-/.]\s*(?:20)?(\d{2})", re.ASCII)
_COMPACT_EXPIRY = re.compile(r"(\d{2})(\d{2})", re.ASCII)
_TO = re.compile(r"\s*(?:至|到|—|–|~|～|\s-\s)\s*")


def normal_form(kind: ValueKind, text: str) -> str:
    """The value meant by ``text``; what cannot be told for sure stays as it was typed."""
    put_right = _KINDS.get(kind)
    return put_right(text) if put_right else text


def without_label(spec: FieldSpec, line: str) -> str:
    """A line of a paper without the field's own label at its start."""
    spaced = r"\s*".join(re.escape(char) for char in spec.label_zh)
    return re.sub(rf"^\s*{spaced}\s*[:：]?\s*", "", line) or line


def joined(kind: ValueKind, before: str, after: str) -> str:
    """Two pieces of a value as one: in lines, or as one line."""
    if kind is ValueKind.LINES and before:
        return f"{before}\n{after}"
    return in_one_line(before, after.strip())


def in_one_line(before: str, after: str) -> str:
    """A space between words of Latin script, none between Chinese characters."""
    needs_space = before and after and all(end.isascii() and end.isalnum() for end in (before[-1], after[0]))
    return f"{before} {after}" if needs_space else before + after


def _date(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain.startswith(dates.LONG_TERM):
        return dates.LONG_TERM
    match = _DATE.fullmatch(plain) or _COMPACT.fullmatch(plain)
    if not match:
        return text
    year, month, day = (match[1], match[2], match[3])
    found = "-".join([year, month.zfill(2), *([day.zfill(2)] if day else [])])
    return found if dates.parse(found) else text


def _period(text: str) -> str:
    ends = _TO.split(text.strip())
    if len(ends) != 2:
        return _date(text)
    found = "至".join(_date(end) for end in ends)
    return found if dates.split_period(found) else text


def _expiry(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).strip()
    match = _EXPIRY.fullmatch(plain) or _COMPACT_EXPIRY.fullmatch(plain)
    return f"{match[1].zfill(2)}/{match[2]}" if match else text


def _number(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


_KINDS: dict[ValueKind, Callable[[str], str]] = {
    ValueKind.DATE: _date,
    ValueKind.PERIOD: _period,
    ValueKind.EXPIRY: _expiry,
    ValueKind.NUMBER: _number,
}
