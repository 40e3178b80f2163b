"""Dates in Chinese numerals, as diplomas and old certificates have them: 二〇二〇年十二月三十一日."""

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
_DATE = re.compile(
    r"([〇零○O0一二三四五六七八九]{4})年 ?([元正一二三四五六七八九十]{1,3})月 ?([一二三四五六七八九十]{1,3}) ?日"
)


def written_dates(text: str) -> Iterator[tuple[str, int, int]]:
    """The dates as (normal form, start, end), in their order; of parts that are no number none."""
    for match in _DATE.finditer(text):
        year = "".join(str(_DIGITS[char]) for char in match[1])
        month, day = _count(match[2]), _count(match[3])
        if month and day:
            yield f"{year}-{month:02d}-{day:02d}", *match.span()


def _count(word: str) -> int:
    """A number below 100: 九 9, 十 10, 十二 12, 二十 20, 三十一 31; 0 for anything else."""
    tens, ten, ones = word.rpartition("十")
    if len(tens) > 1 or len(ones) > 1:
        return 0
    return 10 * bool(ten) * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0)
