"""The hook ``codes``: what the bar codes and squares of a page say.

Findings: ``rows``, a row for each code with its ``symbology`` and ``content``; ``alone``, the same only where the page
shows codes and hardly anything else: evidence for the kind, since most papers bear a code.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop_ocr.domain.recognition import Character, TextLine
from desktop_ocr.domain.tables import text_of
from desktop_ocr.engines.offline.code import Code
from desktop_ocr.engines.offline.layout import Glyph, Layout, row_of
from desktop_ocr.engines.offline.script import TRADITIONAL
from desktop_ocr.engines.offline.second_look import LookAgain
from desktop_ocr.engines.offline.values import Spelled, Value

NAME = "codes"
LARGE = 0.1
"""Part of the picture that codes cover, from which it is about them, …"""
FEW = 200
"""… as long as no more characters stand around them."""
OTHER_TEXT = 20
"""Characters beside each code that a label may bear: a price, a name, what to do with the code."""


def find_codes(layout: Layout, look_again: LookAgain) -> Mapping[str, Value]:
    """See the module."""
    codes = look_again.codes()
    if not codes:
        return {}
    glyphs = [glyph for code in codes for glyph in _glyphs(code, layout)]
    rows = text_of([{"symbology": code.symbology, "content": code.text} for code in codes])
    spelled = Spelled(rows, tuple(glyphs))
    value = Value(rows, spelled, spelled.characters)
    return {"rows": value, "alone": value} if are_alone(codes, layout) else {"rows": value}


def are_alone(codes: Sequence[Code], layout: Layout) -> bool:
    """Whether little is printed that is neither in a code nor what stands under it, or they are most of the picture."""
    said = {_bare(code.text) for code in codes}
    other = 0
    for row in layout.rows:
        text = _bare(row.text)
        if not any(text and (text in words or words in text) for words in said):
            other += sum(not _is_inside(glyph, codes, layout) for glyph in row.glyphs)
    covered = sum(code.region.width * code.region.height for code in codes)
    return other <= (FEW if covered >= LARGE else OTHER_TEXT * len(codes))


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text)).upper()


def _is_inside(glyph: Glyph, codes: Sequence[Code], layout: Layout) -> bool:
    """What was read out of the bars themselves."""
    place = layout.frame.region([glyph])
    if place is None:
        return False
    x, y = place.centre
    return any(
        left <= x <= right and top <= y <= bottom for left, top, right, bottom in (c.region.bounds for c in codes)
    )


def _glyphs(code: Code, layout: Layout) -> Sequence[Glyph]:
    """What it says, spread over its place: so a reading knows where it comes from."""
    step = 1 / len(code.text)
    characters = [
        Character(text=text, confidence=1.0, start=place * step, end=(place + 1) * step)
        for place, text in enumerate(code.text)
    ]
    return row_of(TextLine(tuple(characters), 1.0, code.region), layout.frame, TRADITIONAL).glyphs
