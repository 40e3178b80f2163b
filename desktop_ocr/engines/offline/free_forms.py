"""The hook ``form``: whether a page is a form, of which no type file knows what it asks.

Finding: ``sheet``, the labels and values of a page on which most that is printed is one of both.  Evidence for a kind
only, and only where print alone tells none.
"""

from __future__ import annotations

from collections.abc import Mapping
from statistics import mean

from desktop_ocr.engines.offline.layout import Layout
from desktop_ocr.engines.offline.pairs import pairs_of
from desktop_ocr.engines.offline.rules import KindRules
from desktop_ocr.engines.offline.second_look import LookAgain
from desktop_ocr.engines.offline.surface import Surface
from desktop_ocr.engines.offline.values import Value, spell

NAME = "form"
LEAST = 4
"""Pairs of a label and a value."""
SHARE = 0.6
"""Part of all characters that belong to them: in a text a colon stands here and there."""
CLEAR = 0.9
"""Mean score of the print: a paper of another kind, badly seen, may look like a form."""
_FREE = KindRules(fields={}, pairs=NAME)


def find_form(layout: Layout, look_again: LookAgain) -> Mapping[str, Value]:
    """See the module."""
    printed = [glyph for row in layout.rows for glyph in row.glyphs]
    if not printed or mean(glyph.character.confidence for glyph in printed) < CLEAR:
        return {}
    pairs = pairs_of(Surface(_FREE, layout))
    lines = [line for pair in pairs for line in (pair.label, *pair.value)]
    if len(pairs) < LEAST or sum(map(len, lines)) < SHARE * len(printed):
        return {}
    spelled = spell(lines, between_lines="\n")
    return {"sheet": Value(spelled.text, spelled, spelled.characters)}
