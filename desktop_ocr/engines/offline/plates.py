"""The hook ``plates``: the most prominent number plate of a picture.

Findings: ``number``; ``colour`` of its ground; ``alone``, the number once more, only where the picture shows plates and
next to nothing else that is printed: evidence for the kind, since papers speak of plates too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop_ocr.domain.checking.plates import WHITE
from desktop_ocr.engines.offline.layout import Glyph, Layout, row_of
from desktop_ocr.engines.offline.plate_numbers import Plate
from desktop_ocr.engines.offline.second_look import LookAgain
from desktop_ocr.engines.offline.values import Spelled, Value

NAME = "plates"
OTHER_TEXT = 60
"""Characters beside each plate that a photo of cars may hold: names of makes, a dealer's frame, the camera's clock."""
OTHER_TEXT_ON_PAPER = 12
"""The same for plates of the colour of what is around them, as print on paper is."""


def find_plate(layout: Layout, look_again: LookAgain) -> Mapping[str, Value]:
    """See the module."""
    plates = look_again.plates()
    if not plates:
        return {}
    first = plates[0]
    glyphs = [glyph for line in first.lines for glyph in row_of(line, layout.frame).glyphs]
    spelled = Spelled(first.number.value, _own(first, glyphs))
    number = Value(first.number.value, spelled, first.number.characters, agreed=first.agreed and first.has_its_colour)
    found = {"number": number}
    if first.colour:
        found["colour"] = Value(first.colour, Spelled(first.colour, tuple(glyphs)), first.number.characters)
    if are_alone(plates, layout):
        found["alone"] = number
    return found


def _own(plate: Plate, glyphs: Sequence[Glyph]) -> tuple[Glyph, ...]:
    """The glyphs of the number, without the dot and what bolts and rim were read as."""
    places = {(one.start, one.end, one.confidence) for one in plate.number.characters}
    own = tuple(
        glyph for glyph in glyphs if (glyph.character.start, glyph.character.end, glyph.character.confidence) in places
    )
    return own if len(own) == len(plate.number.characters) else tuple(glyphs)


def are_alone(plates: Sequence[Plate], layout: Layout) -> bool:
    """Whether a page shows plates and is no paper that speaks of them: their grounds are those of plates."""
    real = [plate for plate in plates if plate.has_its_colour]
    if not real:
        return False
    on_paper = all(plate.colour == WHITE and not plate.stands_out for plate in real)
    printed = sum(len(row.glyphs) for row in layout.rows) - sum(len(plate.number.value) for plate in plates)
    return printed <= (OTHER_TEXT_ON_PAPER if on_paper else OTHER_TEXT) * len(real)
