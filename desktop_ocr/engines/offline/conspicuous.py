"""What stands out on a paper without labels and without a fixed layout: the largest print that has a certain form.

A name on a business card is told by its surname and by its size; so are the company and what a person does there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from desktop_ocr.engines.offline.layout import Glyph
from desktop_ocr.engines.offline.matching import fold
from desktop_ocr.engines.offline.segments import WIDE_GAP
from desktop_ocr.engines.offline.surface import Surface
from desktop_ocr.engines.offline.values import Spelled, spell

APART = 0.45
"""Empty space, in heights, between two pieces of print on one line."""
LATIN_APART = 1.0
"""The same between Latin letters and figures."""
SLIGHTLY_APART, WIDER = 0.28, 3.0
"""A smaller gap parts two pieces too, if it is that many times as wide as is usual on its line."""
OTHER_SIZE = 1.25
"""Ratio of heights from which two neighbours are pieces of their own."""
CONTINUES = (0.6, 2.2)
"""Distance, in heights, of the next line of a piece."""


def largest(surface: Surface, pattern: re.Pattern[str], *, lines: int = 1, known: Sequence[str] = ()) -> Spelled | None:
    """The piece with the largest print that the pattern matches wholly, of equals the uppermost.

    With ``lines``, pieces under one another are tried as one too.  A piece that only repeats a part of a ``known``
    value (a company's short name in its logo) is not taken.
    """
    pieces = list(_pieces(surface))
    best: tuple[float, float, Spelled] | None = None
    for piece in pieces:
        for spelled in _grown(piece, pieces, lines):
            text = fold(spelled.text).strip()
            if not pattern.fullmatch(text) or any(text in fold(value) for value in known):
                continue
            rank = (max(glyph.height for glyph in piece), -piece[0].middle)
            if best is None or rank > best[:2]:
                best = (*rank, spelled)
            break
    return best[2] if best else None


def _grown(piece: Sequence[Glyph], pieces: Sequence[Sequence[Glyph]], lines: int) -> Iterator[Spelled]:
    """The piece with the lines of the same size under it, the longest first."""
    chain = [piece]
    while len(chain) < lines:
        last = chain[-1]
        height = last[0].height
        below = [
            other
            for other in pieces
            if CONTINUES[0] < (other[0].middle - last[0].middle) / height < CONTINUES[1]
            and max(other[0].height, height) < OTHER_SIZE * min(other[0].height, height)
            and (abs(other[0].left - last[0].left) < height or abs(other[-1].right - last[-1].right) < height)
        ]
        if not below:
            break
        chain.append(min(below, key=lambda other: other[0].middle))
    for count in range(len(chain), 0, -1):
        yield spell(chain[:count])


def _pieces(surface: Surface) -> Iterator[tuple[Glyph, ...]]:
    """What is left of each line: cut where the size changes or a gap is, and cut at smaller gaps too.

    Characters set apart one by one are a piece together.
    """
    for segment in surface.untaken():
        usual = median(_gap(*pair) for pair in pairwise(segment.glyphs)) if len(segment.glyphs) > 1 else 0.0
        coarse = _joined(_cut(segment.glyphs, APART))
        yield from coarse
        fine = _joined(_cut(segment.glyphs, max(SLIGHTLY_APART, WIDER * usual)))
        yield from (piece for piece in fine if piece not in coarse)


def _joined(pieces: Iterable[tuple[Glyph, ...]]) -> list[tuple[Glyph, ...]]:
    joined: list[tuple[Glyph, ...]] = []
    spread = False
    for piece in pieces:
        single = len(piece) == 1
        if single and spread and _is_spread(joined[-1][-1], piece[0]):
            joined[-1] += piece
        else:
            joined.append(piece)
        spread = single
    return joined


def _cut(glyphs: Sequence[Glyph], apart: float) -> Iterator[tuple[Glyph, ...]]:
    piece: list[Glyph] = []
    for glyph in glyphs:
        # Latin words are part of one piece: between them is a blank.
        is_latin = bool(piece) and piece[-1].text.isascii() and glyph.text.isascii()
        if piece and (_gap(piece[-1], glyph) > (LATIN_APART if is_latin else apart) or _differ(piece[-1], glyph)):
            yield tuple(piece)
            piece = []
        piece.append(glyph)
    if piece:
        yield tuple(piece)


def _is_spread(before: Glyph, glyph: Glyph) -> bool:
    return _gap(before, glyph) < WIDE_GAP and not _differ(before, glyph)


def _gap(before: Glyph, glyph: Glyph) -> float:
    return (glyph.left - before.right) / min(before.height, glyph.height)


def _differ(before: Glyph, glyph: Glyph) -> bool:
    return max(before.height, glyph.height) > OTHER_SIZE * min(before.height, glyph.height)
