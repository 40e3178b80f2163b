"""Tables whose rows begin with labels, as those of a journey: "自 FROM" beside the first town, "至 TO" beside more."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_ocr.engines.offline.layout import Glyph, Row
from desktop_ocr.engines.offline.matching import allowance, plain


def label_of(row: Row, words: Sequence[str]) -> tuple[Glyph, ...]:
    """The glyphs of the first of the words that the row begins with; none where it begins with none."""
    for word in map(plain, words):
        found = row.window(word, allowance(word))
        if found and found[1] == 0:
            return row.glyphs[: found[2]]
    return ()


def without_label(row: Row, words: Sequence[str]) -> tuple[Glyph, ...]:
    """The print of a row behind its label."""
    return row.glyphs[len(label_of(row, words)) :]
