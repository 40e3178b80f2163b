"""A picture of a page → its upright lines of text: how far to turn it, where the lines are, what they say.

Two looks: a coarse one over the whole picture finds the text, its direction and its size; a fine one, only where the
coarse one is not sharp enough, looks at the part that holds text at the scale that its smallest print needs.  Most
cards need the coarse look only, and a card in a large photo costs what a card costs.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import cv2
import numpy as np

from desktop_ocr.domain.geometry import Quad, enclosing
from desktop_ocr.domain.recognition import TextLine
from desktop_ocr.engines.offline.detection import Corners, Image, find_lines, in_reading_order
from desktop_ocr.engines.offline.direction import is_upside_down, turn_of
from desktop_ocr.engines.offline.line_reader import LineText, read_lines
from desktop_ocr.engines.offline.models import Models

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
FEW_LINES = 3
"""A page with fewer lines after the coarse look gets a fine one over all of it."""
MOST_ENLARGED = 1.6
"""A small picture is enlarged for the fine look up to this factor, never for the coarse one."""
KEPT_SHARE = 0.6
"""A fine look that finds less than this part of the length of the coarse lines went wrong."""
MARGIN = 0.03
"""How far around the found text the fine look reaches, as a part of its size: short labels are easily missed."""
SENSE = 0.75
"""Mean score below which the page may lie on its side."""
FEW_CHARACTERS = 4
TURNS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}
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


def read_page(image: Image, models: Models, pool: ThreadPoolExecutor, *, coarse: int = COARSE_SIDE) -> PageText:
    """Read a page (rows × columns × 3, BGR); line regions are in page coordinates of the turned page.

    A page that makes no sense as it was turned is read once more turned by another quarter, and the better one kept.
    """
    quads = find_lines(image, models.detection, long_side=coarse)
    if len(quads) < FEW_LINES:
        quads = _fine_look(image, quads, models) or quads
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
    keep = 0.0 if turned in (90, 270) else min(1.0, coarse / max(width, height))
    quads = _fine_look(image, quads, models, keep=keep) or quads
    texts = read_lines(image, quads, models, pool)
    lines = [line_of(quad, text, width, height) for quad, text in zip(quads, texts, strict=True) if is_text(text)]
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
    """The lines found again at the scale that suits them; none where the ones found at a scale ``keep`` are as good."""
    small = float(np.percentile([_height(quad) for quad in coarse], 10)) if coarse else 0.0
    if len(coarse) >= FEW_LINES and small * keep >= SHARP_HEIGHT:
        return []
    if len(coarse) < FEW_LINES:
        # Hardly anything found: text too small or too blurred for this scale, wherever it is.
        left, top, right, bottom = 0, 0, image.shape[1], image.shape[0]
        wanted = MOST_ENLARGED
    else:
        left, top, right, bottom = surroundings(coarse, image)
        wanted = min(MOST_ENLARGED, WANTED_HEIGHT / small)
    part = image[top:bottom, left:right]
    side = round(min(FINE_SIDE, max(part.shape[:2]) * wanted))
    offset = np.array([left, top], np.float32)
    fine = [quad + offset for quad in find_lines(part, models.detection, long_side=side, enlarge=True)]
    return fine if sum(map(_length, fine)) >= sum(map(_length, coarse)) * KEPT_SHARE else []


def surroundings(quads: list[Corners], image: Image) -> tuple[int, int, int, int]:
    points = np.concatenate(quads)
    (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
    margin = MARGIN * max(right - left, bottom - top) + 2 * max(_height(quad) for quad in quads)
    height, width = image.shape[:2]
    return (
        max(0, int(left - margin)),
        max(0, int(top - margin)),
        min(width, int(right + margin) + 1),
        min(height, int(bottom + margin) + 1),
    )


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
