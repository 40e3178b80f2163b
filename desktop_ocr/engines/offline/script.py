"""Which script a paper is printed in: papers of the mainland use simplified characters (GB 2312 and rare names).

    simplified   papers of the mainland
    traditional  papers on which names stand as in Hong Kong, Macau and Taiwan: nothing is changed
    as_printed   either: the script of most characters on the page that are of one only

The model knows both scripts and sometimes prefers the traditional form of what is printed simplified (汉 → 漢, with
scores up to 0.98).  Where it offers a simplified form as well, that one is taken.  A character is traditional here when
Big5 has it and GB 2312 has not; rare name characters that only look so (喆) keep their form, as nothing rivals them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from desktop_ocr.domain.recognition import Character

RIVAL_SCORE = 0.001
"""Score from which a simplified alternative replaces a traditional character."""

SIMPLIFIED = "simplified"
TRADITIONAL = "traditional"
AS_PRINTED = "as_printed"
SCRIPTS = (SIMPLIFIED, TRADITIONAL, AS_PRINTED)


def script_of(characters: Iterable[Character]) -> str:
    """Simplified or traditional: what most characters are that are of one script only, as they were read."""
    balance = sum(is_traditional(one.text) - is_simplified(one.text) for one in characters)
    return TRADITIONAL if balance > 0 else SIMPLIFIED


def to_simplified(character: Character) -> Character:
    """The character, or its best simplified alternative where the one chosen is traditional."""
    if not is_traditional(character.text):
        return character
    for text, score in character.alternatives:
        if score < RIVAL_SCORE:
            break
        if is_simplified(text):
            others = ((character.text, character.confidence), *(a for a in character.alternatives if a[0] != text))
            return replace(character, text=text, alternatives=others)
    return character


@cache
def is_traditional(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" and _in(char, "big5") and not _in(char, "gb2312")


@cache
def is_simplified(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" and _in(char, "gb2312") and not _in(char, "big5")


def _in(char: str, charset: str) -> bool:
    try:
        char.encode(charset)
    except UnicodeEncodeError:
        return False
    return True
