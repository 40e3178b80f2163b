"""Boxes that are taller than one line: two short lines set close, which the detector took for one, and headings that
are printed downwards, character under character.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import cv2
import numpy as np
from numpy.typing import NDArray

from desktop_ocr.domain.recognition import Character
from desktop_ocr.engines.offline.detection import Corners, Image
from desktop_ocr.engines.offline.line_reader import LineText, crop_line, read_lines
from desktop_ocr.engines.offline.models import Models

TALL = 1.2
"""Height of a box to that of the page's lines from which it may hold two."""
SHORT = 4.0
"""Width to height up to which a box may hold two lines: long lines are told apart by the detector."""
DOWNWARDS = 2.0
"""Height to width from which its characters may stand one under the other."""
MOST_TALL = 0.34
"""Part of a page's boxes that may be printed downwards; a page with more of them lies on its side."""
MIDDLE = (0.3, 0.7)
"""Part of a box in which the gap between its two lines is looked for."""
BLANK = 0.2
"""Ink in a row of pixels, as a part of the fullest row's, below which it is blank."""
SQUARE = 1.2
"""Most height of a character in widths of its line: strokes further apart belong to two."""
FLAT = 1.6
"""Width to height from which a character is none: in a box there is room beside it."""
SURE, READ_WELL = 0.75, 0.95
"""Mean score from which lines that were told apart are believed, and from which one that runs upwards does."""

Read = tuple[Corners, LineText]
"""A quad in pixels of the page and what it says."""


def told_apart(image: Image, read: Sequence[Read], models: Models, pool: ThreadPoolExecutor) -> list[Read]:
    """What was read, with each box that holds two lines replaced by both, and those printed downwards read so.

    The quad of a line that runs downwards begins at its top: its first edge is the right one.
    """
    if not read:
        return []
    usual = float(np.median([_size(quad)[1] for quad, _ in read]))
    upright = [quad for quad, _ in read if _is_downwards(quad)]
    found: list[Read] = []
    for quad, text in read:
        other: list[Read] = []
        if not _is_downwards(quad):
            other = _two_lines(image, quad, text, usual, models, pool)
        elif text.confidence < READ_WELL and len(upright) <= MOST_TALL * len(read):
            other = _downwards(image, quad, text, models, pool)
        found += other or [(quad, text)]
    return found


def _two_lines(
    image: Image, quad: Corners, text: LineText, usual: float, models: Models, pool: ThreadPoolExecutor
) -> list[Read]:
    width, height = _size(quad)
    if height < TALL * usual or width > SHORT * height:
        return []
    ink = _ink(crop_line(image, quad))
    first, last = (round(part * len(ink)) for part in MIDDLE)
    gap = first + int(ink[first:last].argmin()) if last > first else 0
    if not gap or ink[gap] > BLANK * min(ink[:gap].max(), ink[gap:].max()):
        return []
    halves = [_part(quad, 0.0, gap / len(ink)), _part(quad, gap / len(ink), 1.0)]
    texts = read_lines(image, halves, models, pool)
    read = list(zip(halves, texts, strict=True))
    more = sum(len(half.characters) for half in texts) > len(text.characters)
    return read if more and all(half.confidence >= SURE and not _is_flat(place, half) for place, half in read) else []


def _is_flat(quad: Corners, text: LineText) -> bool:
    """Whether its characters are wider than high, as the halves of one are (吕 is no two lines of 口)."""
    width, height = _size(quad)
    return width > FLAT * height * len(text.characters)


def _downwards(image: Image, quad: Corners, text: LineText, models: Models, pool: ThreadPoolExecutor) -> list[Read]:
    """The box as one line whose characters are put beside each other, if it makes sense so."""
    standing = np.roll(quad, -1, axis=0)
    crop = crop_line(image, standing)
    height, width = crop.shape[:2]
    places = list(_characters(_ink(crop), _extent(_ink(np.rot90(crop)))))
    if len(places) < 2:
        return []
    cells = [_cell(crop[top:bottom], width) for top, bottom in places]
    strip: Image = np.concatenate(cells, axis=1)
    whole = np.array([[0, 0], [strip.shape[1], 0], [strip.shape[1], width], [0, width]], np.float32)
    (found,) = read_lines(strip, [whole], models, pool)
    shown = [character for character in found.characters if not character.text.isspace()]
    if len(shown) != len(places) or found.confidence < max(SURE, text.confidence):
        return []
    characters = tuple(
        Character(one.text, one.confidence, top / height, bottom / height, one.alternatives)
        for one, (top, bottom) in zip(shown, places, strict=True)
    )
    return [(np.roll(standing, -1, axis=0), LineText(characters, found.confidence))]


def _extent(ink: NDArray[np.float32]) -> int:
    inked = np.flatnonzero(ink > BLANK * ink.max())
    return int(inked[-1] - inked[0] + 1) if len(inked) else 1


def _characters(ink: NDArray[np.float32], width: int) -> Iterator[tuple[int, int]]:
    """Top and bottom of each character in the rows of a line whose characters are ``width`` wide."""
    is_inked = np.concatenate(([False], ink > BLANK * ink.max(), [False]))
    edges = np.flatnonzero(is_inked[1:] != is_inked[:-1]).tolist()
    begin, end = (0, 0)
    for top, bottom in zip(edges[::2], edges[1::2], strict=True):
        if end and bottom - begin > SQUARE * width:
            yield begin, end
            begin = top
        begin, end = (begin if end else top), bottom
    if end:
        yield begin, end


def _cell(part: Image, side: int) -> Image:
    """A character in the middle of a square of its paper's colour."""
    paper = np.percentile(part.reshape(-1, 3), 90, axis=0).tolist()
    above = max(0, side - len(part)) // 2
    below = max(0, side - len(part) - above)
    cell: Image = cv2.copyMakeBorder(part, above, below, 0, 0, cv2.BORDER_CONSTANT, value=paper)
    square: Image = cv2.resize(cell, (side, side), interpolation=cv2.INTER_AREA)
    return square


def _ink(crop: Image) -> NDArray[np.float32]:
    """How much darker or lighter than its paper each row of pixels is; the borders of a cell do not count."""
    margin = crop.shape[1] // 10
    grey = cv2.cvtColor(crop[:, margin : crop.shape[1] - margin], cv2.COLOR_BGR2GRAY).astype(np.float32)
    contrast = np.abs(grey - np.median(grey))
    return np.asarray(np.where(contrast > contrast.max() / 3, contrast, 0).mean(axis=1), np.float32)


def _part(quad: Corners, top: float, bottom: float) -> Corners:
    """The part of a quad between two heights (0–1)."""
    left, right = quad[3] - quad[0], quad[2] - quad[1]
    corners = quad[0] + top * left, quad[1] + top * right, quad[1] + bottom * right, quad[0] + bottom * left
    return np.array(corners, np.float32)


def _size(quad: Corners) -> tuple[float, float]:
    """Length of a quad's first edge, and of the one across."""
    return float(np.hypot(*(quad[1] - quad[0]))), float(np.hypot(*(quad[3] - quad[0])))


def _is_downwards(quad: Corners) -> bool:
    (x, y), (width, height) = quad[1] - quad[0], _size(quad)
    return bool(abs(y) > abs(x)) and width >= DOWNWARDS * height
