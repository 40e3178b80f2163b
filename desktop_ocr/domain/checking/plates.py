"""Number plates of motor vehicles (GA 36): what may stand in which place, and on a ground of which colour.

A plate has no check digit: its grammar tells what cannot be one, and never that every character was read right.
"""

from __future__ import annotations

import string
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from desktop_ocr.domain.checking.base import SURE_SCORE
from desktop_ocr.domain.review import Field, Verdict

BLUE, GREEN, YELLOW_GREEN, YELLOW, WHITE, BLACK = "蓝色", "绿色", "黄绿色", "黄色", "白色", "黑色"

PROVINCES = frozenset("京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼")
"""The 31 short names of provinces, autonomous regions and municipalities."""
_DIGITS = frozenset(string.digits)
_OFFICES = frozenset(string.ascii_uppercase) - set("I")
"""Letters of the office that gave the plate; O stands on older ones of the police."""
_SERIAL = frozenset(string.digits + string.ascii_uppercase) - set("IO")
_ENERGY = frozenset("ABCDEFGHJK")
"""New energy: A to E run on batteries alone (D first), F to K do not (F first)."""
_ARMY = frozenset("VZKHEBSLJNGC")
"""First letters of the forces."""


@dataclass(frozen=True, slots=True)
class PlateForm:
    """One form of plate: the characters that may stand in each place, and the colours of its ground."""

    places: tuple[Set[str], ...]
    colours: Set[str]
    office: int = 2
    """Characters before the dot; on a plate of two rows they are the upper one."""
    rows: int = 2
    """Rows that it has at most."""

    @property
    def is_telling(self) -> bool:
        """Whether it has a Chinese character; else other letters and digits may look like it."""
        return any(min(place) > "\u3000" for place in self.places)

    def matches(self, number: str) -> bool:
        return len(number) == len(self.places) and all(
            char in allowed for char, allowed in zip(number, self.places, strict=True)
        )


def _form(*places: Set[str] | str, on: Sequence[str], office: int = 2, rows: int = 2) -> PlateForm:
    return PlateForm(tuple(frozenset(place) for place in places), frozenset(on), office, rows)


FORMS = (
    _form(PROVINCES, _OFFICES, *[_SERIAL] * 5, on=(BLUE, YELLOW)),
    _form(PROVINCES, _OFFICES, _ENERGY, _SERIAL, *[_DIGITS] * 4, on=(GREEN,), rows=1),
    _form(PROVINCES, _OFFICES, *[_DIGITS] * 5, _ENERGY, on=(YELLOW_GREEN, GREEN), rows=1),
    _form(PROVINCES, _OFFICES, *[_SERIAL] * 4, "学挂", on=(YELLOW,)),
    _form(PROVINCES, _OFFICES, *[_SERIAL] * 4, "警", on=(WHITE,)),
    _form("粤", "Z", *[_SERIAL] * 4, "港澳", on=(BLACK,)),
    _form(PROVINCES, _OFFICES, *[_SERIAL] * 4, "领", on=(BLACK,)),
    _form(*[_DIGITS] * 6, "使", on=(BLACK,), office=3, rows=1),
    _form("使", *[_DIGITS] * 6, on=(BLACK,), office=4, rows=1),
    _form(PROVINCES, "X", *[_SERIAL] * 4, "应", "急", on=(WHITE,)),
    # Armed police, of a province or of the headquarters, and the army; their rows are read as one.
    _form("W", "J", PROVINCES, *[_DIGITS] * 4, _SERIAL, on=(WHITE,), office=3),
    _form("W", "J", *[_DIGITS] * 4, _SERIAL, on=(WHITE,)),
    _form(_ARMY, _OFFICES, *[_DIGITS] * 5, on=(WHITE,)),
)


def forms_of(number: str) -> Iterator[PlateForm]:
    """The forms that a number has; none for what cannot be a plate."""
    return (form for form in FORMS if form.matches(number))


def plate_number(value: str) -> Verdict | None:
    """号牌号码, GA 36: place by place."""
    return Verdict.SUPPORTS if any(forms_of(value)) else Verdict.BREAKS


def plate_colour(fields: Sequence[Field]) -> Iterator[tuple[int, Verdict]]:
    """(number, colour of the ground): new energy is green, police white; one that was not read right seldom agrees."""
    forms = list(forms_of(fields[0].value))
    if not forms:
        return
    if any(fields[1].value in form.colours for form in forms):
        yield 0, Verdict.SUPPORTS
        yield 1, Verdict.SUPPORTS
    elif fields[0].reading is None or fields[0].reading.weakest >= SURE_SCORE:
        yield 1, Verdict.DOUBTS
    else:
        yield 0, Verdict.DOUBTS
        yield 1, Verdict.DOUBTS
