"""A picture of a page → its upright lines of text: how far to turn it, where the lines are, what they say.

Two looks: a coarse one over the whole picture finds the text, its direction and its size; a fine one, only where the
coarse one is not sharp enough, looks at the part that holds text at the scale that its smallest print needs.  Most
cards need the coarse look only, and a card in a large photo costs what a card costs.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from math import ceil, floor

import cv2
import numpy as np

from desktop_ocr.domain.geometry import Quad, enclosing
from desktop_ocr.domain.recognition import TextLine
from desktop_ocr.engines.offline.detection import Corners, Image, find_lines, in_reading_order
from desktop_ocr.engines.offline.direction import is_upside_down, turn_of
from desktop_ocr.engines.offline.line_reader import LineText, read_lines
from desktop_ocr.engines.offline.models import Models
from desktop_ocr.engines.offline.tall_boxes import told_apart

COARSE_SIDE = 640
"""Longest side of the coarse look, in pixels."""
THOROUGH_SIDE = 1280
"""The same where the usual look found no paper that we know: small print in a large picture."""
FINE_SIDE = 1280
"""Longest side of the fine look, in pixels."""
SHARP_HEIGHT = 18.0
"""Pixels of a line's box in the reduced picture from which the coarse look finds and separates it well."""
WANTED_HEIGHT = 16.0
"""Pixels of the smallest lines' boxes for which the fine look is scaled."""
CLOSE_HEIGHT = 34.0
"""The same where the coarse look took several lines for one."""
OVERLAP = 0.2
"""Part of a box that lies in another one from which the two hold lines that were not told apart."""
CROWDED = 0.25
"""Part of all boxes that are such, from which the look was not close enough."""
FEW_LINES = 3
"""A page with fewer lines after the coarse look gets a fine one over all of it."""
MOST_ENLARGED = 1.6
"""A small picture is enlarged for the fine look up to this factor, never for the coarse one."""
KEPT_SHARE = 0.6
"""A fine look that finds less than this part of the length of the coarse lines went wrong."""
MARGIN = 0.03
"""How far around the found text the fine look reaches, as a part of its size: short labels are easily missed."""
WIDENED = 0.25
"""Step by which a part that cuts text is widened, as a part of its longer side."""
MOST_ROUNDS = 4
BLURRED_HEIGHT = 11.0
"""Pixels of the smaller lines' boxes below which a look was not close enough."""
SENSE = 0.75
"""Mean score below which the page may lie on its side."""
FEW_CHARACTERS = 4
TURNS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}
SIDEWAYS = (90, 270)
"""Turns after which width is height."""
MIN_CONFIDENCE = 0.3
"""Lines below this mean score are texture, not text."""
MIN_CHARACTER_CONFIDENCE = 0.5
"""The same for a line of one character, as which anything may be read."""


@dataclass(frozen=True, slots=True)
class PageText:
    """The lines of a page that was turned clockwise by ``turned`` degrees; sizes are pixels of the turned page."""

    lines: tuple[TextLine, ...]
    turned: int
    width: int
    height: int
    image: Image = field(repr=False)
    """The turned page, for a second look at a part of it."""

    @property
    def print_share(self) -> float:
        """Part of the page (0–1) that its lines span."""
        area = enclosing(line.region for line in self.lines)
        return area.width * area.height if area else 0.0


def read_page(
    image: Image, models: Models, pool: ThreadPoolExecutor, *, coarse: int = COARSE_SIDE, upright: bool = False
) -> PageText:
    """Read a page (rows × columns × 3, BGR); line regions are in page coordinates of the turned page.

    A page that makes no sense as it was turned is read once more turned by another quarter, and the better one kept.
    One that is known to be ``upright`` is not turned.
    """
    quads = find_lines(image, models.detection, long_side=coarse)
    if len(quads) < FEW_LINES:
        quads = _fine_look(image, quads, models) or quads
    if upright:
        return _read_turned(image, quads, 0, models, pool, coarse)
    turned = turn_of(image, quads, models, pool)
    page = _read_turned(image, quads, turned, models, pool, coarse)
    if quads and _sense(page) < SENSE:
        aside = 90 if turned in (0, 180) else 0
        view = turned_by(image, aside)
        head_down = is_upside_down(view, find_lines(view, models.detection, long_side=coarse), models, pool)
        other = _read_turned(image, quads, aside + (180 if head_down else 0), models, pool, coarse)
        page = max(page, other, key=_sense)
    return page


def _read_turned(
    image: Image, quads: list[Corners], turned: int, models: Models, pool: ThreadPoolExecutor, coarse: int
) -> PageText:
    """The page turned by so much; ``quads`` are the lines found on it as it lay."""
    height, width = image.shape[:2]
    quads = [turned_corners(quad, turned, width, height) for quad in quads]
    image = turned_by(image, turned)
    height, width = image.shape[:2]
    # Detection is at its best on level text: what was found on a page that lay on its side is found once more.
    keep = 0.0 if turned in SIDEWAYS else min(1.0, coarse / max(width, height))
    quads = _fine_look(image, quads, models, keep=keep) or quads
    read = list(zip(quads, read_lines(image, quads, models, pool), strict=True))
    read = told_apart(image, read, models, pool)
    lines = [line_of(quad, text, width, height) for quad, text in read if is_text(text)]
    lines.sort(key=lambda line: (line.region.centre.y, line.region.centre.x))
    return PageText(tuple(lines), turned, width, height, image)


def _sense(page: PageText) -> float:
    """How much of what was read is language: the mean score of the lines, the longer the weightier."""
    characters = sum(len(line.characters) for line in page.lines)
    if characters < FEW_CHARACTERS:
        return 0.0
    return sum(line.confidence * len(line.characters) for line in page.lines) / characters


def turned_by(image: Image, degrees: int) -> Image:
    """The picture turned clockwise by quarters."""
    turned: Image = cv2.rotate(image, TURNS[degrees]) if degrees else image
    return turned


def turned_corners(quad: Corners, degrees: int, width: int, height: int) -> Corners:
    """The quad of a line after its picture of ``width`` × ``height`` was turned clockwise by quarters."""
    x, y = quad[:, 0], quad[:, 1]
    turned = {0: (x, y), 90: (height - y, x), 180: (width - x, height - y), 270: (y, width - x)}[degrees]
    return in_reading_order(np.stack(turned, axis=1))


def _fine_look(image: Image, coarse: list[Corners], models: Models, *, keep: float = 0.0) -> list[Corners]:
    """The lines found again at the scale that suits them; none where the ones found at a scale ``keep`` are as good.

    Small print is easily missed by the coarse look, so this one widens its part of the page as long as it finds text at
    its border, and looks closer as long as the text is smaller than the coarse lines were.
    """
    height, width = image.shape[:2]
    if len(coarse) < FEW_LINES:
        # Hardly anything found: text too small or too blurred for this scale, wherever it is.
        side = round(min(FINE_SIDE, max(width, height) * MOST_ENLARGED))
        return find_lines(image, models.detection, long_side=side, enlarge=True)
    is_crowded = _are_crowded(coarse)
    if _small(coarse) * keep >= SHARP_HEIGHT and not is_crowded:
        return []
    wanted = CLOSE_HEIGHT if is_crowded else WANTED_HEIGHT
    area, found = surroundings(coarse, image), coarse
    for _ in range(MOST_ROUNDS):
        left, top, right, bottom = area
        long_side = max(right - left, bottom - top)
        side = round(min(FINE_SIDE, long_side * min(MOST_ENLARGED, wanted / _small(found))))
        offset = np.array([left, top], np.float32)
        part = image[top:bottom, left:right]
        fine = [quad + offset for quad in find_lines(part, models.detection, long_side=side, enlarge=True)]
        if not fine:
            return []
        found = fine
        is_blurred = side < FINE_SIDE and _small(found) * side / long_side < BLURRED_HEIGHT
        wider = _widened(area, found, image)
        if wider == area and not is_blurred:
            break
        area = wider
    return found if sum(map(_length, found)) >= sum(map(_length, coarse)) * KEPT_SHARE else []


def _are_crowded(quads: list[Corners]) -> bool:
    """Whether many boxes lie upon the next line's, as they do where small print stands close to it."""
    crowded: set[int] = set()
    for place, one in enumerate(quads):
        for before, other in enumerate(quads[:place]):
            if _lie_upon_each_other(one, other):
                crowded |= {place, before}
    return len(crowded) >= CROWDED * len(quads)


def _lie_upon_each_other(one: Corners, other: Corners) -> bool:
    """Not beside each other, as two pieces of one line do: the shorter one stands above or below the longer one."""
    if (one.min(axis=0) > other.max(axis=0)).any() or (other.min(axis=0) > one.max(axis=0)).any():
        return False
    long, short = (one, other) if _length(one) >= _length(other) else (other, one)
    along = float((short.mean(axis=0) - long.mean(axis=0)) @ (long[1] - long[0])) / max(1.0, _length(long))
    shared = cv2.intersectConvexConvex(one, other)[0]
    return abs(along) < _length(long) / 2 and shared > OVERLAP * min(cv2.contourArea(one), cv2.contourArea(other))


def _small(quads: list[Corners]) -> float:
    """The height of the smaller lines."""
    return float(np.percentile([_height(quad) for quad in quads], 10))


Area = tuple[int, int, int, int]
"""Left, top, right and bottom of a part of the page, in pixels."""


def surroundings(quads: list[Corners], image: Image) -> Area:
    """The part of the page that holds the lines, with a margin."""
    left, top, right, bottom = _bounds(quads)
    margin = MARGIN * max(right - left, bottom - top) + 2 * max(_height(quad) for quad in quads)
    return _within(image, left - margin, top - margin, right + margin, bottom + margin)


def _widened(area: Area, quads: list[Corners], image: Image) -> Area:
    """The part moved outwards on the sides on which a line stands close to its border."""
    close = max(_small(quads), MARGIN * max(area[2] - area[0], area[3] - area[1]) / 2)
    step = WIDENED * max(area[2] - area[0], area[3] - area[1])
    inner = _bounds(quads)
    left, top = (area[side] - step * (inner[side] < area[side] + close) for side in (0, 1))
    right, bottom = (area[side] + step * (inner[side] > area[side] - close) for side in (2, 3))
    return _within(image, left, top, right, bottom)


def _bounds(quads: list[Corners]) -> tuple[float, float, float, float]:
    points = np.concatenate(quads)
    (left, top), (right, bottom) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
    return left, top, right, bottom


def _within(image: Image, left: float, top: float, right: float, bottom: float) -> Area:
    height, width = image.shape[:2]
    return max(0, floor(left)), max(0, floor(top)), min(width, ceil(right)), min(height, ceil(bottom))


def _length(quad: Corners) -> float:
    return float(np.hypot(*(quad[1] - quad[0])))


def _height(quad: Corners) -> float:
    return float(np.hypot(*(quad[3] - quad[0])))


def is_text(text: LineText) -> bool:
    return text.confidence >= (MIN_CONFIDENCE if len(text.characters) > 1 else MIN_CHARACTER_CONFIDENCE)


def line_of(quad: Corners, text: LineText, width: int, height: int) -> TextLine:
    region = Quad.of((float(x) / width, float(y) / height) for x, y in quad)
    return TextLine(text.characters, text.confidence, region)


def to_bgr(width: int, height: int, pixels: bytes) -> Image:
    """RGB bytes as the array the models want."""
    image: Image = cv2.cvtColor(np.frombuffer(pixels, np.uint8).reshape(height, width, 3), cv2.COLOR_RGB2BGR)
    return image
