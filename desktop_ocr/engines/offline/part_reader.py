"""A second look at a part of a page that was read: one place by itself, or the surroundings of its seals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import cv2
import numpy as np

from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.recognition import TextLine
from desktop_ocr.engines.offline.detection import Corners, Image, find_lines
from desktop_ocr.engines.offline.line_reader import crop_line, read_lines
from desktop_ocr.engines.offline.models import Models
from desktop_ocr.engines.offline.page_reader import PageText, is_text, line_of, surroundings
from desktop_ocr.engines.offline.rulings import find_rulings
from desktop_ocr.engines.offline.seals import find_seals, is_only_red, without_red
from desktop_ocr.engines.offline.table_grid import Ruling

PART_CONFIDENCE = 0.6
"""A place that is read by itself, without knowing that text is there, must give a better score than this."""
MOST_SEALS = 2
BESIDE_SEAL, ABOVE_SEAL, UNDER_SEAL = 0.9, 0.1, 0.25
"""How far the print around a seal is looked at, as parts of its width and height."""
PALE_PRINT = 2.5
"""Contrast with which print in the colour of the form is read where a stamp lay over it."""
SEAL_PART_SIDE, SEAL_LOOK_SIDE = 896, 448
"""Pixels to which the surroundings of a seal are reduced at most: to read lines, and to find them."""


def read_part(page: PageText, place: Quad, models: Models, pool: ThreadPoolExecutor) -> TextLine | None:
    """Read one place (a quad in page coordinates) as a line by itself; None when nothing legible is there."""
    return read_parts(page, [place], models, pool)[0]


def read_parts(
    page: PageText, places: Sequence[Quad], models: Models, pool: ThreadPoolExecutor
) -> list[TextLine | None]:
    """The same of several places."""
    texts = read_lines(page.image, [_corners(place, page) for place in places], models, pool)
    return [
        TextLine(text.characters, text.confidence, place) if text.confidence >= PART_CONFIDENCE else None
        for text, place in zip(texts, places, strict=True)
    ]


def is_stamp(page: PageText, place: Quad) -> bool:
    """Whether nothing but red ink is at a place (a quad in page coordinates)."""
    return is_only_red(crop_line(page.image, _corners(place, page)))


def read_around_seals(page: PageText, models: Models, pool: ThreadPoolExecutor) -> Iterator[list[TextLine]]:
    """The lines that each seal touches or stands beside, found and read without its red ink, the lowest seal first."""
    if not page.lines:
        return
    left, top, right, bottom = surroundings([_corners(line.region, page) for line in page.lines], page.image)
    for seal in find_seals(page.image[top:bottom, left:right])[:MOST_SEALS]:
        yield _read_around(seal.scaled(right - left, bottom - top).moved(left, top), page, models, pool)


def read_without_red(
    page: PageText, places: Sequence[Quad], models: Models, pool: ThreadPoolExecutor
) -> list[TextLine]:
    """What stands in places (quads in page coordinates), each read as a line of dark print when red ink is bleached."""
    read = []
    for place in places:
        crop = crop_line(page.image, _corners(place, page))
        bleached = without_red(crop)
        strip = _darkened(crop if bleached is None else bleached)
        height, width = strip.shape[:2]
        whole = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
        (text,) = read_lines(strip, [whole], models, pool)
        if is_text(text):
            read.append(TextLine(text.characters, text.confidence, place))
    return read


def _darkened(part: Image) -> Image:
    """With more contrast: print in a colour like the stamp's is pale where that was bleached."""
    paper = float(np.percentile(part, 75))
    dark: Image = np.clip(paper + PALE_PRINT * (part.astype(np.float32) - paper), 0, 255).astype(np.uint8)
    return dark


def rulings_around(page: PageText) -> tuple[Ruling, ...]:
    """The strokes of ruled lines on the part of the page that holds print."""
    if not page.lines:
        return ()
    quads = [_corners(line.region, page) for line in page.lines]
    height = float(np.median([np.hypot(*(quad[3] - quad[0])) for quad in quads]))
    return find_rulings(page.image, surroundings(quads, page.image), height)


def _read_around(seal: Quad, page: PageText, models: Models, pool: ThreadPoolExecutor) -> list[TextLine]:
    left, top, right, bottom = seal.bounds
    wide, high = right - left, bottom - top
    left, right = max(0, int(left - wide * BESIDE_SEAL)), min(page.width, int(right + wide * BESIDE_SEAL))
    top, bottom = max(0, int(top - high * ABOVE_SEAL)), min(page.height, int(bottom + high * UNDER_SEAL))
    part: Image = page.image[top:bottom, left:right]
    scale = min(1.0, SEAL_PART_SIDE / max(part.shape[:2]))
    part = cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else part
    part = part if (bleached := without_red(part)) is None else bleached
    quads = find_lines(part, models.detection, long_side=SEAL_LOOK_SIDE)
    corner = np.array([left, top], np.float32)
    return [
        line_of(quad / np.float32(scale) + corner, text, page.width, page.height)
        for quad, text in zip(quads, read_lines(part, quads, models, pool), strict=True)
        if is_text(text)
    ]


def _corners(place: Quad, page: PageText) -> Corners:
    return np.array(place.scaled(page.width, page.height).corners, np.float32)
