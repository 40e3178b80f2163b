"""Dates in Chinese numerals, as diplomas and old certificates have them: 二〇二〇年十二月三十一日, 二〇二〇年七月."""

from __future__ import annotations

import re
from collections.abc import Iterator

_DIGITS = {char: place for place, char in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "○": 0,
    "O": 0,
    "0": 0,
    "元": 1,
    "正": 1,
}
_COUNTED = "一二三四五六七八九十"
_APART = rf"[^\d〇零○O元正{_COUNTED}]{{1,2}}"
"""年 and 月, or what they were misread as; not a numeral: of 十二月 no 二月 may be left."""
_DATE = re.compile(
    rf"(?<![\d〇零○{_COUNTED}])([〇零○O0一二三四五六七八九]{{4}})"
    rf"(?:{_APART}([元正{_COUNTED}]{{1,3}})(?:{_APART}([{_COUNTED}]{{1,3}}) ?日|月)|年)"
)


def written_dates(text: str) -> Iterator[tuple[str, int, int]]:
    """The dates as (normal form, start, end), in their order, as far as they are printed: a year, a month of it, a day.

    Of parts that are no number none.
    """
    for match in _DATE.finditer(text):
        year = "".join(str(_DIGITS[char]) for char in match[1])
        counts = [_count(part) for part in match.groups()[1:] if part]
        if all(counts):
            yield "-".join([year, *(f"{count:02d}" for count in counts)]), *match.span()


def _count(word: str) -> int:
    """A number below 100: 九 9, 十 10, 十二 12, 二十 20, 三十一 31; 0 for anything else."""
    tens, ten, ones = word.rpartition("十")
    if len(tens) > 1 or len(ones) > 1:
        return 0
    return 10 * bool(ten) * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0)
