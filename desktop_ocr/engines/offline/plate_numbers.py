"""What was read on a plate → its number: the grammar of plates tells letters from digits, and words from plates.

Nothing is guessed: a character stays what was read, becomes its look-alike where the alphabet of its place excludes
what was read (an O in a serial is a zero), or becomes what the engine itself would have read else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace

from desktop_ocr.domain.checking.plates import FORMS, PROVINCES, PlateForm
from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.recognition import Character, TextLine
from desktop_ocr.engines.offline.matching import fold
from desktop_ocr.engines.offline.script import to_simplified

OFFERED_SCORE = 0.005
"""Score from which what the engine would have read else is taken where the alphabet excludes what it read."""
FOLD_COST = 0.3
"""What a look-alike costs, against 1 for something else that the engine offers."""
MOST_COST = 2.0
"""No number is made of more than two characters that were read as others."""
MOST_AROUND = 2
"""Characters that bolts and the rim may add to a plate's own."""

SURPLUS_COST = 0.5
"""What it costs to leave a sign at an end out."""
_SIMPLIFIED = str.maketrans("滬遼魯蘇贛閩陝貴雲寧粵瓊學領應掛", "沪辽鲁苏赣闽陕贵云宁粤琼学领应挂")
_ALIKE = ("O0", "Q0", "D0", "I1", "L1", "B8", "Z2", "S5", "G6")


@dataclass(frozen=True, slots=True)
class PlateNumber:
    """A number that fits a form, its characters as they were chosen, and what that cost (0: as read)."""

    value: str
    characters: tuple[Character, ...]
    form: PlateForm
    cost: float

    @property
    def weakest(self) -> float:
        """The score of its least certain character."""
        return min(char.confidence for char in self.characters)


@dataclass(frozen=True, slots=True)
class Plate:
    """A plate on a page: its number, the colour of its ground, its rows and where it is, in page coordinates.

    ``stands_out`` says whether the page around it has another tone than its ground: print on paper does not.
    ``agreed`` says whether a second reading that fails differently gave the same number, and both were sure of it.
    """

    number: PlateNumber
    colour: str
    lines: tuple[TextLine, ...]
    quad: Quad
    stands_out: bool = True
    agreed: bool = False

    @property
    def has_its_colour(self) -> bool:
        """Whether its form stands on such a ground."""
        return self.colour in self.number.form.colours


def number_in(lines: Sequence[TextLine], colour: str | None = None) -> PlateNumber | None:
    """The number in the rows of a plate (one or two, from the top); None where they cannot be a plate's.

    Of several numbers that could be meant, the one nearest to what was read is taken, then one whose form stands on
    such a ground.  Letters and digits alone, as the army has them, may be anything: once the ground was looked at
    (``colour``, empty where it could not be told) they are a plate on their own ground only.
    """
    rows = [_signs(line) for line in lines]
    forms = [form for form in FORMS if colour is None or form.is_telling or colour in form.colours]
    found = [number for form in forms if len(rows) <= form.rows for number in _as_form(rows, form)]
    if not found:
        return None
    return min(found, key=lambda number: (number.cost, bool(colour) and colour not in number.form.colours))


def _signs(line: TextLine) -> list[Character]:
    """Letters, digits and Chinese characters; the dot between office and serial is no part of the number."""
    folded = (replace(one, text=fold(one.text).translate(_SIMPLIFIED)) for one in map(to_simplified, line.characters))
    return [one for one in folded if one.text.isalnum()]


def _as_form(rows: Sequence[Sequence[Character]], form: PlateForm) -> Iterator[PlateNumber]:
    if len(rows) == 1:
        yield from _windows(rows[0], form.places, form)
        return
    for upper in _windows(rows[0], form.places[: form.office], form):
        for lower in _windows(rows[1], form.places[form.office :], form):
            cost = upper.cost + lower.cost
            if cost <= MOST_COST:
                yield PlateNumber(upper.value + lower.value, (*upper.characters, *lower.characters), form, cost)


def _windows(signs: Sequence[Character], places: Sequence[Set[str]], form: PlateForm) -> Iterator[PlateNumber]:
    around = len(signs) - len(places)
    for start in range(around + 1) if around <= MOST_AROUND else ():
        chosen, cost = [], SURPLUS_COST * around
        for sign, allowed in zip(signs[start:], places, strict=False):
            char, price = _in_place(sign, allowed)
            cost += price
            if char is None or cost > MOST_COST:
                break
            chosen.append(char)
        else:
            yield PlateNumber("".join(char.text for char in chosen), tuple(chosen), form, cost)


def _in_place(sign: Character, allowed: Set[str]) -> tuple[Character | None, float]:
    """What a sign is in a place where only these characters may stand, and what it costs to say so."""
    if sign.text in allowed:
        return sign, 0.0
    alike = {pair.replace(sign.text, "") for pair in _ALIKE if sign.text in pair} & allowed
    offered = [
        (char, score) for text, score in sign.alternatives if (char := fold(text)) in allowed and score >= OFFERED_SCORE
    ]
    if len(alike) == 1:
        return replace(sign, text=alike.pop()), FOLD_COST
    if not offered:
        return None, 0.0
    text, score = offered[0]
    return replace(sign, text=text, confidence=score), 1.0


def looks_like_upper_row(line: TextLine) -> bool:
    """Whether a line may be the upper of two rows: a province and the letter of an office, or WJ and a province."""
    text = "".join(one.text for one in _signs(line))
    return 1 <= len(text) <= MOST_AROUND + 2 and (text[0] in PROVINCES or text.startswith("WJ"))
