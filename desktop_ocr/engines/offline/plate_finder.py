"""Number plates on a photo: lines of text that are a plate's number, and patches of a plate's colour and shape.

Most plates are found as text.  Where a page has next to none, patches of blue, yellow and green are straightened and
read too: oblique plates, small ones, and those of two rows, whose upper row alone says little.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import cv2
import numpy as np

from desktop_ocr.domain.geometry import Quad, overlap
from desktop_ocr.domain.recognition import TextLine
from desktop_ocr.engines.offline.agreement import AGREED_SCORE
from desktop_ocr.engines.offline.detection import Corners, Image, in_reading_order
from desktop_ocr.engines.offline.line_reader import crop_line, grown, read_lines
from desktop_ocr.engines.offline.models import Models
from desktop_ocr.engines.offline.page_reader import PageText, line_of
from desktop_ocr.engines.offline.plate_colours import ground_colour
from desktop_ocr.engines.offline.plate_numbers import Plate, PlateNumber, looks_like_upper_row, number_in
from desktop_ocr.engines.offline.plate_patches import has_print, patches
from desktop_ocr.engines.offline.second_reading import read_otherwise

FEW_CHARACTERS = 100
"""A page with more of them is a paper: no patches of colour are looked for."""
MOST_PATCHES = 6
TWO_ROWS = 2.7
"""Width to height of a patch below which its plate may have two rows."""
PLATE_HEIGHT = 96
"""Pixels of a straightened plate; small ones are enlarged to it."""
GROWN = (0.25, 0.12)
"""How far the second look at a line reaches around it, along and across, in its heights."""
CUT_OFF = range(4, 8)
"""Letters and digits of a line that may be a plate's without its first or last character."""
MOST_CUT = 4
WIDER = (1.3, 0.05)
"""As ``GROWN``, where a character may be missing."""
DARK = 100
"""Level (of 255) below which the ground of a plate is dark."""
ONE_ROW, ROWS = ((0.0, 1.0),), ((0.0, 0.43), (0.36, 1.0))
"""From where to where the rows of a plate of two reach, as parts of its height (GA 36: 15–75 and 90–200 of 220 mm)."""
ROOM = 0.3
"""Heights of a line that the plate reaches beyond it."""
AROUND = (0.0, 0.6)
"""How far the surroundings of a plate are looked at, in its heights."""
OTHER_TONE = 35
"""Levels by which what is around a plate differs from its ground."""
SECOND_GROWN = (0.15, 0.05)
"""The same of the second reading, which tests.benchmarks.plates measures."""
SAME = 0.1
"""Overlap from which two finds are one plate."""


def find_plates(page: PageText, models: Models, pool: ThreadPoolExecutor) -> list[Plate]:
    """All plates of an upright page, the largest first."""
    found = list(_among_lines(page, models, pool))
    if sum(len(line.characters) for line in page.lines) < FEW_CHARACTERS:
        found += _cut_off(page, found, models, pool)
        sure = [plate for plate in found if plate.has_its_colour]
        quads = [quad for quad in patches(page.image) if not _is_among(_to_page(quad, page), sure)]
        found += _in_patches(quads[:MOST_PATCHES], page, models, pool)
    kept: list[Plate] = []
    for plate in sorted(found, key=lambda plate: _fit(plate.number, plate.colour), reverse=True):
        if not _is_among(plate.quad, kept):
            kept.append(plate)
    return sorted(kept, key=lambda plate: -plate.quad.width * plate.quad.height)


def _among_lines(page: PageText, models: Models, pool: ThreadPoolExecutor) -> Iterator[Plate]:
    for line in page.lines:
        uppers = [other for other in page.lines if looks_like_upper_row(other) and _stands_on(other, line, page)]
        for rows in ((line,), *((upper, line) for upper in uppers)):
            if (number := number_in(rows)) and (plate := _closer(rows, number, page, models, pool)):
                yield plate
                break


def _cut_off(page: PageText, found: Sequence[Plate], models: Models, pool: ThreadPoolExecutor) -> Iterator[Plate]:
    """Lines of a plate whose first or last character was overlooked: a red one on black, one in the dirt."""
    for line in [line for line in page.lines if _may_be_cut_off(line) and not _is_among(line.region, found)][:MOST_CUT]:
        quad = grown(_corners(line.region, page), WIDER)
        crop = crop_line(page.image, quad)
        is_dark = float(np.median(crop_line(page.image, _corners(line.region, page)))) < DARK
        for view in (crop, _without_colour(crop, is_dark=is_dark)):
            text = read_lines(view, [_whole(view)], models, pool, stamps=False)[0]
            longer = line_of(quad, text, page.width, page.height)
            if (number := number_in([longer])) and (plate := _closer([longer], number, page, models, pool)):
                yield plate
                break


def _may_be_cut_off(line: TextLine) -> bool:
    signs = [character.text for character in line.characters if character.text.isalnum()]
    serial = [sign for sign in signs if sign.isascii()]
    return len(signs) in CUT_OFF and len(serial) >= CUT_OFF[0] and any(sign.isdigit() for sign in serial)


def _without_colour(plate: Image, *, is_dark: bool) -> Image:
    """Red print as bright on black as white is, and as dark on white as black."""
    tones: Image = np.repeat(plate.max(axis=2, keepdims=True) if is_dark else plate.min(axis=2, keepdims=True), 3, 2)
    return tones


def _stands_on(upper: TextLine, lower: TextLine, page: PageText) -> bool:
    """Whether two lines may be the rows of one plate."""
    above, below = upper.region.scaled(page.width, page.height), lower.region.scaled(page.width, page.height)
    gap = below.centre.y - above.centre.y
    apart = abs(below.centre.x - above.centre.x)
    return 0.5 * below.height < gap < 1.6 * below.height and apart < 0.3 * below.width and above.width < below.width


def _closer(
    rows: Sequence[TextLine], number: PlateNumber, page: PageText, models: Models, pool: ThreadPoolExecutor
) -> Plate | None:
    """The plate read once more in a picture of its rows alone; the reading that fits better counts.

    None where its ground says that it is no plate.
    """
    colour = _ground_of(rows, number, page)
    own = [_corners(_print_of(row, number), page) for row in rows]
    quads = [grown(quad, GROWN) for quad in own]
    again = [
        line_of(quad, text, page.width, page.height)
        for quad, text in zip(quads, read_lines(page.image, quads, models, pool, stamps=False), strict=True)
    ]
    readings = [(fit, lines) for lines in (rows, again) if (fit := number_in(lines, colour))]
    if not readings:
        return None
    best, lines = max(readings, key=lambda reading: _fit(reading[0], colour))
    around = np.concatenate(quads)
    quad = quads[0] if len(quads) == 1 else in_reading_order(cv2.boxPoints(cv2.minAreaRect(around)))
    quad = grown(quad, (ROOM, ROOM))
    agreed = _agrees(best, _read_otherwise(own, colour, page, models, pool))
    return Plate(best, colour, tuple(lines), _to_page(quad, page), _stands_out(quad, page), agreed)


def _read_otherwise(
    rows: Sequence[Corners], colour: str, page: PageText, models: Models, pool: ThreadPoolExecutor
) -> PlateNumber | None:
    """A second reading that fails differently: without colour, smaller, in another part of the picture."""
    texts = read_otherwise(page.image, [grown(row, SECOND_GROWN) for row in rows], models, pool)
    return number_in(
        [line_of(row, text, page.width, page.height) for row, text in zip(rows, texts, strict=True)], colour
    )


def _agrees(one: PlateNumber, other: PlateNumber | None) -> bool:
    """Whether two readings are the same number as it was read, sure of every character."""
    if other is None or one.value != other.value or one.cost or other.cost:
        return False
    return min(one.weakest, other.weakest) >= AGREED_SCORE


def _stands_out(quad: Corners, page: PageText) -> bool:
    inside = crop_line(page.image, quad)
    around = crop_line(page.image, grown(quad, AROUND))
    strip = round(around.shape[0] * AROUND[1] / 3)
    beyond = np.concatenate([around[:strip], around[-strip:]])
    return abs(float(np.percentile(inside, 75)) - float(np.median(beyond))) > OTHER_TONE


def _ground_of(rows: Sequence[TextLine], number: PlateNumber, page: PageText) -> str:
    """The colour of the ground between the characters of a number, of its lower row where there are two."""
    office = number.form.office
    first = office if len(rows) > 1 else 0
    centres = [(char.start + char.end) / 2 for char in number.characters[first:]]
    gaps = [(before + after) / 2 for before, after in pairwise(centres)]
    # Between office and serial there is a dot.
    gaps = gaps if first else [*gaps[: office - 1], *gaps[office:]]
    row = crop_line(page.image, _corners(rows[-1].region, page))
    return ground_colour(row, gaps, office=0 if first else office - 1)


def _print_of(row: TextLine, number: PlateNumber) -> Quad:
    """The part of a row in which the number's own characters stand."""
    places = {(char.start, char.end) for char in number.characters}
    own = [char for char in row.characters if (char.start, char.end) in places]
    return row.region.part(min(char.start for char in own), max(char.end for char in own))


def _fit(number: PlateNumber, colour: str) -> tuple[bool, float, float]:
    scores = [char.confidence for char in number.characters]
    return colour in number.form.colours, -number.cost, sum(scores) / len(scores)


def _in_patches(quads: Sequence[Corners], page: PageText, models: Models, pool: ThreadPoolExecutor) -> Iterator[Plate]:
    for quad in quads:
        straight = _straightened(page.image, quad)
        if not has_print(straight):
            continue
        height, width = straight.shape[:2]
        for rows in (ONE_ROW, ROWS) if width < TWO_ROWS * height else (ONE_ROW,):
            places = [_strip(quad, *row) for row in rows]
            texts = read_lines(straight, [_strip(_whole(straight), *row) for row in rows], models, pool, stamps=False)
            lines = tuple(
                line_of(place, text, page.width, page.height) for place, text in zip(places, texts, strict=True)
            )
            if number := number_in(lines):
                colour = _ground_of(lines, number, page)
                if number := number_in(lines, colour):
                    yield Plate(number, colour, lines, _to_page(quad, page))
                    break


def _straightened(image: Image, quad: Corners) -> Image:
    crop = crop_line(image, quad)
    scale = PLATE_HEIGHT / crop.shape[0]
    enlarged: Image = cv2.resize(crop, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC) if scale > 1 else crop
    return enlarged


def _whole(image: Image) -> Corners:
    height, width = image.shape[:2]
    return np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)


def _strip(quad: Corners, top: float, bottom: float) -> Corners:
    """The part of a quad between two parts of its height."""
    left, right = quad[3] - quad[0], quad[2] - quad[1]
    strip: Corners = np.stack(
        [quad[0] + top * left, quad[1] + top * right, quad[1] + bottom * right, quad[0] + bottom * left]
    ).astype(np.float32)
    return strip


def _corners(place: Quad, page: PageText) -> Corners:
    return np.array(place.scaled(page.width, page.height).corners, np.float32)


def _to_page(quad: Corners, page: PageText) -> Quad:
    return Quad.of((float(x) / page.width, float(y) / page.height) for x, y in quad).clamped()


def _is_among(quad: Quad, plates: Sequence[Plate]) -> bool:
    return any(overlap(quad, plate.quad) > SAME for plate in plates)
