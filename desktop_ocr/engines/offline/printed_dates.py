"""Dates as papers print them → their normal form: 1995年5月13日, 2012.03.04, 19950513, 长期, 03 8月/AUG 1981."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from desktop_ocr.domain import dates
from desktop_ocr.engines.offline.written_dates import written_dates

AHEAD = 20
"""Years that a date may lie in the future, where its year has but two digits."""

_LOOSE_DATE = re.compile(r"(\d{4})\D{1,3}(\d{1,2})(?:\D{1,3}(\d{1,2})(?: ?日)?|(?: ?月))?(?!\d)")
_COMPACT_DATE = re.compile(r"(?<!\d)(\d{4})(\d{2})(\d{2})(?!\d)")
_YEAR = re.compile(r"(?<!\d)(\d{4})年?(?!\d)")
_LONG_TERM = re.compile(r"长期|长斯|長期|永久|无固定期限")
_CHINESE_MONTHS = {
    "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10, "十一": 11, "十二": 12,
}  # fmt: skip
_MONTHS = {
    "JAN": 1, "ENE": 1, "FEB": 2, "FEV": 2, "FÉV": 2, "MAR": 3, "MRZ": 3, "APR": 4, "AVR": 4, "ABR": 4, "MAY": 5,
    "MAI": 5, "JUN": 6, "JUL": 7, "AUG": 8, "AOU": 8, "AOÛ": 8, "AGO": 8, "SEP": 9, "SET": 9, "OCT": 10, "OKT": 10,
    "NOV": 11, "DEC": 12, "DÉC": 12, "DIC": 12, "DEZ": 12,
}  # fmt: skip
"""Months by the first three letters of their English, French, German, Spanish and Portuguese names, as far as these
tell them apart."""
_NUMBER = r"(?P<number>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]) ?月"
_NAME = r"(?P<name>[A-ZÀ-Ý]{3,9}\.?(?: ?/ ?[A-ZÀ-Ý]{3,9}\.?)?)"
_NAMED_DATES = (
    re.compile(rf"(?<!\d)(?P<day>[0-3]?\d) ?(?:{_NUMBER} ?/? ?)?{_NAME} ?[,./-]? ?(?P<year>\d{{4}}|\d\d)(?!\d)"),
    re.compile(rf"(?<![\d年])(?P<day>[0-3]\d) {_NUMBER} ?/? ?(?P<year>\d{{4}})(?!\d)"),
    re.compile(rf"{_NAME} ?(?P<day>[0-3]?\d) ?,? ?(?P<year>\d{{4}})(?!\d)"),
)


def find_dates(text: str, *, past: bool = False) -> list[tuple[str, int, int]]:
    """All dates in a text (folded) as (normal form, start, end), in their order; 长期 too.

    ``past`` says that they cannot lie in the future, which decides the century of a year of two digits.
    """
    found = [(dates.LONG_TERM, *match.span()) for match in _LONG_TERM.finditer(text)]
    taken = [False] * len(text)
    for normal, start, end in (*_named(text, past), *written_dates(text), *_plain(text)):
        if not any(taken[start:end]):
            found += [(normal, start, end)] if normal else []
            taken[start:end] = [True] * (end - start)
    return sorted(found, key=lambda item: item[1])


def _plain(text: str) -> Iterator[tuple[str, int, int]]:
    for pattern in (_COMPACT_DATE, _LOOSE_DATE, _YEAR):
        for match in pattern.finditer(text):
            parts = [part for part in match.groups() if part]
            yield "-".join([parts[0], *(part.zfill(2) for part in parts[1:])]), *match.span()


def _named(text: str, past: bool) -> Iterator[tuple[str, int, int]]:
    """Dates whose month is a name; empty where a month is printed twice and does not say the same."""
    for pattern in _NAMED_DATES:
        for match in pattern.finditer(text):
            parts = match.groupdict()
            months = set(_months(parts.get("name", ""), parts.get("number") or ""))
            normal = f"{_year(match['year'], past)}-{min(months, default=0):02}-{match['day'].zfill(2)}"
            if months:
                yield normal if len(months) == 1 else "", *match.span()


def _months(name: str, number: str) -> Iterator[int]:
    for word in re.findall(r"[A-ZÀ-Ý]+", name):
        if word[:3] in _MONTHS:
            yield _MONTHS[word[:3]]
    if number:
        yield _CHINESE_MONTHS.get(number) or int(number)


def _year(text: str, past: bool) -> str:
    """A year of four digits; of two that which is nearest, and not far in the future."""
    if len(text) == 4:
        return text
    latest = date.today().year + (0 if past else AHEAD)
    year = latest // 100 * 100 + int(text)
    return str(year if year <= latest else year - 100)
