"""Where the characters of a text object stand: TextCode with its X, Y, DeltaX, DeltaY."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from xml.etree.ElementTree import Element

from desktop_ocr.imaging.ofd.xml import number, numbers

HALF, FULL = 0.5, 1.0
"""How wide a character is where nothing else tells, in parts of the size: Latin, Chinese."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A character at the left end of its base line; ``width`` of its cell along the base line.

    In the object's own units; ``glyph`` is its number in an embedded font, if the object names one; ``is_first`` of its
    TextCode.
    """

    text: str
    x: float
    y: float
    width: float
    is_first: bool
    glyph: int | None = None


def placed(element: Element, size: float) -> Iterator[Placed]:
    """The characters of all TextCodes of a text object, blanks included."""
    glyphs = _glyphs(element)
    is_down = round(number(element.get("ReadDirection"), 0) / 90) % 4 in (1, 3)
    code = x = y = 0.0
    for part in element.iterfind("TextCode"):
        text = _clean(part.text or "")
        x, y = number(part.get("X"), x), number(part.get("Y"), y)
        across, down = part.get("DeltaX"), part.get("DeltaY")
        steps_x, steps_y = deltas(across, len(text) - 1), deltas(down, len(text) - 1)
        width = 0.0
        for place, letter in enumerate(text):
            own = usual_width(letter) * size
            is_last = place == len(text) - 1
            step_x = 0.0 if is_last else steps_x[place] if across else 0.0 if down or is_down else own
            step_y = 0.0 if is_last else steps_y[place] if down else own if is_down and not across else 0.0
            # A last character is at least as wide as the one before it, if that is of its kind.
            before = width if place and usual_width(text[place - 1]) == usual_width(letter) else 0.0
            width = min(step_x, size) if step_x > 0 and not step_y else min(max(before, own), size)
            yield Placed(letter, x, y, width, place == 0, glyphs.get(int(code) + place))
            x, y = x + step_x, y + step_y
        code += len(text)


def deltas(text: str | None, count: int) -> list[float]:
    """``count`` steps out of "1.5 g 3 2.0 1.5", where ``g n d`` stands for n times d; the last one goes on."""
    steps = list(islice(_steps(text or ""), max(0, count)))
    return steps + [steps[-1] if steps else 0.0] * (count - len(steps))


def _steps(text: str) -> Iterator[float]:
    words = iter(text.split())
    for word in words:
        if word != "g":
            yield number(word, 0.0)
            continue
        times, step = number(next(words, ""), 0.0), number(next(words, ""), 0.0)
        for _ in range(int(times)):
            yield step


def usual_width(letter: str) -> float:
    return FULL if unicodedata.east_asian_width(letter) in "WFA" else HALF


def _clean(text: str) -> str:
    # Who indents the file puts line ends around the text; a blank in it stays, it has a place of its own.
    text = text.strip("\r\n\t") if "\n" not in text else text.strip()
    return "".join(letter for letter in text if letter == " " or unicodedata.category(letter) not in ("Cc", "Cs"))


def _glyphs(element: Element) -> dict[int, int]:
    """Place of a character in the whole object → its glyph; only where one character is one glyph."""
    found: dict[int, int] = {}
    for part in element.iterfind("CGTransform"):
        start = int(number(part.get("CodePosition"), 0))
        codes, glyphs = (number(part.get(name), 1) for name in ("CodeCount", "GlyphCount"))
        if codes == glyphs:
            values = numbers(part.findtext("Glyphs"))
            found.update((start + place, int(value)) for place, value in enumerate(values))
    return found
