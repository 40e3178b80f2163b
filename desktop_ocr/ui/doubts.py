"""Which characters of a value are doubtful, and what the engine would have read instead.  No Qt."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from desktop_ocr.domain.recognition import Character, Reading
from desktop_ocr.domain.review import LIKELY_SCORE

MOST_OFFERS = 4


@dataclass(frozen=True, slots=True)
class Doubt:
    """A character to compare: its place in the text that stands in the editor, and what may be there instead.

    ``is_open`` until the clerk put another character in its place.
    """

    place: int
    score: float
    offers: tuple[str, ...]
    is_open: bool = True


def doubts(reading: Reading | None, text: str, likely_score: float = LIKELY_SCORE) -> tuple[Doubt, ...]:
    """The doubtful characters of a reading, as far as they can be found in the text that a clerk made of its value."""
    if reading is None:
        return ()
    unclear = {
        place: character
        for place, character in characters_of_value(reading).items()
        if character.confidence < likely_score
    }
    found = []
    for place, character in unclear.items():
        now = _place_in(reading.value, text, place)
        if now is not None:
            found.append(_doubt(character, reading.value[place], now, text[now]))
    return tuple(found)


def nearest(found: Sequence[Doubt], cursor: int | None) -> Doubt | None:
    """The doubt under or beside the cursor, else the nearest open one, else the nearest; None as cursor: the first."""

    def order(doubt: Doubt) -> tuple[bool, bool, int, bool]:
        if cursor is None:
            return (False, not doubt.is_open, doubt.place, False)
        touches = doubt.place in (cursor, cursor - 1)
        return (not touches, not (doubt.is_open or touches), abs(doubt.place - cursor), doubt.place < cursor)

    return min(found, key=order, default=None)


def characters_of_value(reading: Reading) -> dict[int, Character]:
    """The character that was read for each place of the value; empty where the value was put in another form."""
    places = [place for place, text in enumerate(reading.value) if not text.isspace()]
    read = [character for character in reading.characters if not character.text.isspace()]
    if len(places) != len(read):
        return {}
    pairs = dict(zip(places, read, strict=True))
    others = sum(_folded(reading.value[place]) != _folded(character.text) for place, character in pairs.items())
    return pairs if others <= 1 else {}  # one may have been repaired


def _doubt(character: Character, value: str, place: int, present: str) -> Doubt:
    read = (value, character.text, *(text for text, _ in character.alternatives))
    offers = [text for text in dict.fromkeys(read) if len(text) == 1 and not text.isspace() and text != present]
    return Doubt(place, character.confidence, tuple(offers[:MOST_OFFERS]), is_open=present == value)


def _place_in(value: str, text: str, place: int) -> int | None:
    """Where the character at a place of the value went when the value was changed to the text."""
    if value == text:
        return place
    for tag, start, end, now_start, now_end in _changes(value, text):
        if start <= place < end and (tag == "equal" or (tag == "replace" and end - start == now_end - now_start)):
            return now_start + place - start
    return None


@lru_cache(maxsize=4)
def _changes(value: str, text: str) -> tuple[tuple[str, int, int, int, int], ...]:
    """The steps from one text to the other; what is the same at both ends, most of it while typing, is not compared."""
    most = min(len(value), len(text))
    head = next((place for place in range(most) if value[place] != text[place]), most)
    rest = most - head
    tail = next((place for place in range(rest) if value[-1 - place] != text[-1 - place]), rest)
    inner = SequenceMatcher(None, value[head : len(value) - tail], text[head : len(text) - tail], autojunk=False)
    moved = ((tag, a + head, b + head, c + head, d + head) for tag, a, b, c, d in inner.get_opcodes())
    same_end = ("equal", len(value) - tail, len(value), len(text) - tail, len(text))
    return (("equal", 0, head, 0, head), *moved, same_end)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
