"""Words that offices, regions and titles of bills end in: a character that such a word excludes is the one offered.

A value is changed only where the engine itself offers the character, and says that it was repaired: no proof rests on
it.  族白治州 is 族自治州, 公安园 is 公安局.
"""

from __future__ import annotations

from dataclasses import replace

from desktop_ocr.engines.offline.values import Value

WORDS = (
    "自治区", "自治州", "自治县", "自治旗",
    "收费票据", "公安局", "公安厅", "派出所", "交通警察", "警察支队", "警察大队", "警察总队", "车辆管理所",
)  # fmt: skip
OFFERED_SCORE = 0.02
"""Score from which an alternative counts as offered."""


def with_office_words(value: Value) -> Value:
    """The value with each such word in which one character was misread put right."""
    if len(value.value) != len(value.characters):
        return value
    text = value.value
    for word in WORDS:
        for start in range(len(text) - len(word) + 1):
            wrong = [place for place, char in enumerate(word) if text[start + place] != char]
            if len(wrong) == 1 and _is_offered(value, start + wrong[0], word[wrong[0]]):
                text = text[:start] + word + text[start + len(word) :]
    return replace(value, value=text, repaired=True) if text != value.value else value


def _is_offered(value: Value, place: int, char: str) -> bool:
    alternatives = value.characters[place].alternatives
    return any(other == char and score >= OFFERED_SCORE for other, score in alternatives)
