"""Places in a text.  Python counts characters, Qt counts units of UTF-16: rare Chinese characters are two of those."""

from __future__ import annotations


def qt_position(text: str, place: int) -> int:
    """Qt's position before the character at a place."""
    return place + sum(char > "\uffff" for char in text[:place])


def place_at(text: str, position: int) -> int:
    """The place of the character that stands at or around Qt's position."""
    units = 0
    for place, char in enumerate(text):
        units += 2 if char > "\uffff" else 1
        if units > position:
            return place
    return len(text)
