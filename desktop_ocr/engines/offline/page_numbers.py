"""The hook ``numbers``: the numbers of a page and nothing else.

Findings: ``lines``, each number as it is printed on a line of its own, in reading order; ``alone``, the same only where
a page shows numbers and hardly anything else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from desktop_ocr.engines.offline.layout import Layout
from desktop_ocr.engines.offline.reading_order import lines_as_read
from desktop_ocr.engines.offline.second_look import LookAgain
from desktop_ocr.engines.offline.values import Spelled, Value, spell

NAME = "numbers"
MOSTLY = 0.9
"""Part of all characters that are digits and signs between them, on a page of numbers."""
FEWEST = 3
_NUMBER = re.compile(r"[-+]?\d+(?:[.,:/-]\d+)*%?")


def find_numbers(layout: Layout, look_again: LookAgain) -> Mapping[str, Value]:
    """See the module."""
    parts: list[Spelled] = []
    for line in lines_as_read(layout):
        spelled = spell([line])
        parts += (spelled.part(*match.span()) for match in _NUMBER.finditer(spelled.text))
    if not parts:
        return {}
    text = "\n".join(part.text for part in parts)
    glyphs = [glyph for place, part in enumerate(parts) for glyph in ((None,) * bool(place) + part.glyphs)]
    whole = Spelled(text, tuple(glyphs))
    value = Value(text, whole, whole.characters)
    printed = sum(len(row.glyphs) for row in layout.rows)
    is_alone = len(parts) >= FEWEST and len(whole.present) >= MOSTLY * printed
    return {"lines": value, "alone": value} if is_alone else {"lines": value}
