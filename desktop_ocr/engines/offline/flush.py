"""Tables whose cells begin where their headings do: cells that stand so close that they were read as one are cut there.

Where the columns begin is followed from row to row, for in a photo they do not run straight down.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from desktop_ocr.engines.offline.layout import Glyph

NEAR = 0.9
"""Heights from the edge of a column up to which print begins at it."""
CUT = 0.7
"""The same for a character in the middle of what was read as one."""


Piece = tuple[Glyph, ...]


class Edges:
    """Where the columns begin at the height of the last row that was seen."""

    def __init__(self, lefts: Iterable[float]) -> None:
        self._lefts = sorted(lefts)

    def cut(self, row: Sequence[Piece]) -> list[Piece]:
        """The pieces of a row, cut at the edges of all columns that one runs into from the edge of another."""
        cut = [part for piece in row for part in self._parts(piece)]
        self._follow(cut)
        return cut

    def _parts(self, piece: Piece) -> Iterator[Piece]:
        height = piece[0].height
        if not any(abs(piece[0].left - edge) < NEAR * height for edge in self._lefts):
            yield piece
            return
        start = 0
        for edge in self._lefts:
            if edge - piece[0].left < NEAR * height or piece[-1].right - edge < CUT * height:
                continue
            near = [at for at in range(start + 1, len(piece)) if abs(piece[at].left - edge) < CUT * height]
            if near:
                # A number is cut only for want of another place.
                place = min(near, key=lambda at: (_is_within_number(piece, at), abs(piece[at].left - edge)))
                yield piece[start:place]
                start = place
        yield piece[start:]

    def _follow(self, row: Sequence[Piece]) -> None:
        moved = [
            piece[0].left - edge
            for edge in self._lefts
            for piece in row
            if abs(piece[0].left - edge) < NEAR * piece[0].height
        ]
        if len(moved) > 1:
            self._lefts = [edge + median(moved) for edge in self._lefts]


def _is_within_number(piece: Piece, place: int) -> bool:
    """Whether two figures of a number, or one and its point, stand on both sides of a place."""
    return all(glyph.text.isdecimal() or glyph.text in ".:" for glyph in piece[place - 1 : place + 1])
