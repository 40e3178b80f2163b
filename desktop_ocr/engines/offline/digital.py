"""The lines of a page that carries its own text: the letters of the file where the pixels bear them out, else what was
read.

A file may say one thing and show another: a font whose letters are numbered anew gives nonsense, a careless or a sly
author anything.  So the pixels are read as well, and only a text layer that mostly agrees with them is believed, and
of it no line further than the pixels bear it out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from desktop_ocr.domain.geometry import Quad, shared_area
from desktop_ocr.domain.recognition import Mismatch, Reading, TextLine
from desktop_ocr.engines.offline import disputes
from desktop_ocr.engines.offline.disputes import LookAgain
from desktop_ocr.engines.offline.grid import Grid

BELIEVED = 0.7
"""How much of what the pixels say the file's letters must say too; print that is read well agrees to more than 0.9."""
INSIDE = 0.3
"""Part of a line of the file from which it is looked at as one that may stand where something was read."""
COVERED = 0.5
"""Part of a line that was read from which on the file has a line for it."""


def merged(read: Sequence[TextLine], digital: Sequence[TextLine], look_again: LookAgain) -> tuple[TextLine, ...]:
    """The file's own lines, and what was read beside them (in a picture, a seal); what was read where the file's
    letters are not what the page shows.  Both in page coordinates of the same upright page.

    Characters of which the two say different things, and those that are in the file alone, come with a low confidence
    and a ``mismatch``.
    """
    seen = [line for line in digital if line.text.strip()]
    grid = Grid([line.region for line in seen])
    if not seen or _agreement(read, seen, grid) < BELIEVED:
        return tuple(read)
    lines, used = disputes.settled(read, seen, look_again)
    among = set(used)
    lines += [line for line in read if line not in among and not _is_said(line, seen, grid)]
    return tuple(sorted(lines, key=lambda line: (line.region.centre.y, line.region.centre.x)))


def otherwise_printed(readings: Sequence[Reading], printed: Sequence[Reading]) -> Iterator[Reading]:
    """Of what was read from the pixels alone that which stands against disputed letters: second readings of fields."""
    said = {reading.field: reading.value for reading in readings if reading.mismatch is Mismatch.DISPUTED}
    return (reading for reading in printed if said.get(reading.field, reading.value) != reading.value)


def turned(lines: Sequence[TextLine], degrees: int) -> list[TextLine]:
    """Lines of the page as it was drawn, after it was turned clockwise by quarters."""
    return [replace(line, region=line.region.turned(degrees)) for line in lines] if degrees else list(lines)


def _agreement(read: Sequence[TextLine], digital: Sequence[TextLine], grid: Grid) -> float:
    """Part (0–1) of the characters read, where the file has letters, that these letters are too."""
    common = of = 0
    for line in read:
        text = _letters(line.text)
        near = (digital[place] for place in grid.near(line.region))
        under = "".join(_letters(one.text) for one in near if shared_area(line.region, one.region) > 0)
        if under and text:
            blocks = SequenceMatcher(None, text, under, autojunk=False).get_matching_blocks()
            common += sum(block.size for block in blocks)
            of += len(text)
    return common / of if of else 0.0


def _letters(text: str) -> str:
    return "".join(text.split())


def _is_said(line: TextLine, letters: Sequence[TextLine], grid: Grid) -> bool:
    """Whether the file has a line for what was read: it covers it, or says the same inside a box drawn too large."""
    if _covered(line.region, letters, grid) >= COVERED:
        return True
    near = (letters[place] for place in grid.near(line.region))
    inside = (
        one for one in near if shared_area(one.region, line.region) > INSIDE * shared_area(one.region, one.region)
    )
    return _letters(line.text) in "".join(_letters(one.text) for one in inside)


def _covered(region: Quad, lines: Sequence[TextLine], grid: Grid) -> float:
    """Part of a region that lines cover, which do not overlap each other."""
    area = shared_area(region, region)
    covered = sum(shared_area(region, lines[place].region) for place in grid.near(region))
    return min(1.0, covered / area) if area > 0 else 1.0
