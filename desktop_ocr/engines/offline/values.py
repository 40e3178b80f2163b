"""What a value is: text in the normal form of its kind, with the glyphs on the page that it was made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_ocr.domain.recognition import Character
from desktop_ocr.engines.offline.layout import Glyph

WORD_GAP = 0.3
"""Empty space, in heights, that parts two Latin words or groups of digits."""


@dataclass(frozen=True, slots=True)
class Spelled:
    """Text with the glyph behind each of its characters; None for a blank or line break put between."""

    text: str
    glyphs: tuple[Glyph | None, ...]

    def part(self, start: int, end: int) -> Spelled:
        return Spelled(self.text[start:end], self.glyphs[start:end])

    @property
    def present(self) -> tuple[Glyph, ...]:
        return tuple(glyph for glyph in self.glyphs if glyph is not None)

    @property
    def characters(self) -> tuple[Character, ...]:
        return tuple(glyph.character for glyph in self.present)


@dataclass(frozen=True, slots=True)
class Value:
    """A value in normal form, the text it was made of, and the characters of the value where they are one to one."""

    value: str
    spelled: Spelled
    characters: tuple[Character, ...]
    repaired: bool = False
    agreed: bool = False
    """A second reading that fails differently says the same; see ``Reading``."""


def spell(lines: Sequence[Sequence[Glyph]], *, between_lines: str = "") -> Spelled:
    """The text of lines of glyphs, with blanks where Latin words or groups of digits stand apart."""
    text: list[str] = []
    glyphs: list[Glyph | None] = []
    for number, line in enumerate(lines):
        if number and between_lines:
            text.append(between_lines)
            glyphs.append(None)
        for place, glyph in enumerate(line):
            if place and _parts(line[place - 1], glyph):
                text.append(" ")
                glyphs.append(None)
            text.append(glyph.text)
            glyphs.append(glyph)
    return Spelled("".join(text), tuple(glyphs))


def _parts(before: Glyph, glyph: Glyph) -> bool:
    if not (before.text.isascii() and glyph.text.isascii()):
        return False
    return glyph.spaced or glyph.left - before.right > WORD_GAP * glyph.height
