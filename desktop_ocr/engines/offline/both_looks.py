"""Two looks at one page as one: what one of them overlooked the other may have seen, and read better."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from desktop_ocr.domain.recognition import TextLine
from desktop_ocr.engines.offline.detection import Corners
from desktop_ocr.engines.offline.page_reader import PageText

SAME = 0.6
"""Part of all that two boxes cover which both cover, from which they hold the same line."""
APART = 0.15
"""Part of a box that others may cover where it holds a line of its own."""
BETTER = 0.02
"""Score by which the other reading of a line must be better."""


def both_looks(page: PageText, other: PageText) -> PageText:
    """The lines of ``page``, each in its better reading, and those that only ``other`` has.

    ``page`` itself where the other look adds nothing, or sees the page another way up.
    """
    if page.turned != other.turned:
        return page
    boxes, others = _boxes(page, page), _boxes(other, page)
    lines = [_better(line, box, other.lines, others) for line, box in zip(page.lines, boxes, strict=True)]
    for line, box in zip(other.lines, others, strict=True):
        if sum(_shared(box, known) for known in boxes) <= APART * cv2.contourArea(box):
            lines.append(line)
    if all(line is known for line, known in zip(lines, page.lines, strict=False)) and len(lines) == len(page.lines):
        return page
    lines.sort(key=lambda line: (line.region.centre.y, line.region.centre.x))
    return replace(page, lines=tuple(lines))


def _better(line: TextLine, box: Corners, lines: Sequence[TextLine], boxes: Sequence[Corners]) -> TextLine:
    same = [
        one
        for one, place in zip(lines, boxes, strict=True)
        if _likeness(box, place) >= SAME
        and one.confidence > line.confidence + BETTER
        and len(one.characters) >= len(line.characters)
    ]
    return max(same, key=lambda one: one.confidence, default=line)


def _likeness(one: Corners, other: Corners) -> float:
    shared = _shared(one, other)
    return shared / max(1.0, cv2.contourArea(one) + cv2.contourArea(other) - shared)


def _shared(one: Corners, other: Corners) -> float:
    if (one.min(axis=0) > other.max(axis=0)).any() or (other.min(axis=0) > one.max(axis=0)).any():
        return 0.0
    return float(cv2.intersectConvexConvex(one, other)[0])


def _boxes(read: PageText, page: PageText) -> list[Corners]:
    """The lines that were read, in pixels of ``page``."""
    return [np.array(line.region.scaled(page.width, page.height).corners, np.float32) for line in read.lines]
