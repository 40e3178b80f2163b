"""The hook ``numbers``: whether a page holds numbers and next to nothing else, as lists of readings do.

Finding: ``alone``, all its characters.  Evidence for a kind only, and only where print alone tells none.
"""

from __future__ import annotations

from collections.abc import Mapping
from statistics import mean

from desktop_ocr.engines.offline.layout import Layout, Row
from desktop_ocr.engines.offline.second_look import LookAgain
from desktop_ocr.engines.offline.values import Value, spell

NAME = "numbers"
LEAST_ROWS = 3
LEAST_DIGITS = 12
SHARE = 0.75
"""Part of all letters and figures that are figures: units stand beside some."""
COLUMNS = 0.5
"""Part of the lines that stand in columns, from which the page is a table."""
COLUMN_GAP = 2.0
"""Empty space between two columns, in heights."""
CLEAR = 0.9
"""Mean score of the print: of a card badly seen the number may be all that was read."""


def find_numbers(layout: Layout, look_again: LookAgain) -> Mapping[str, Value]:
    """See the module."""
    printed = [glyph for row in layout.rows for glyph in row.glyphs if glyph.text.isalnum()]
    digits = sum(glyph.text.isdecimal() for glyph in printed)
    if len(layout.rows) < LEAST_ROWS or digits < LEAST_DIGITS or digits < SHARE * len(printed):
        return {}
    if sum(_has_columns(row) for row in layout.rows) > COLUMNS * len(layout.rows):
        return {}
    if mean(glyph.character.confidence for glyph in printed) < CLEAR:
        return {}
    spelled = spell([row.glyphs for row in layout.rows], between_lines="\n")
    return {"alone": Value(spelled.text, spelled, spelled.characters)}


def _has_columns(row: Row) -> bool:
    return any(row.gap(place) > COLUMN_GAP for place in range(1, len(row.glyphs)))
