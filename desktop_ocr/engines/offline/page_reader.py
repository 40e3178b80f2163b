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
from desktop_ocr.engines.offline.detection import Corners, Image, find_lines
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
WANTED_HEIGHT = 22.0
"""Pixels of the smallest lines' boxes for which the fine look is scaled."""
FEW_LINES = 3
"""A page with fewer lines after the coarse look gets a fine one over all of it."""
MOST_ENLARGED = 1.6
"""A small picture is enlarged for the fine look up to this factor, never for the coarse one."""
KEPT_SHARE = 0.6
"""A fine look that finds fewer than this part of the coarse lines went wrong."""
MARGIN = 0.03
"""How far around the found text the fine look reaches, as a part of its size: short labels are easily missed."""
SENSE = 0.75
"""Mean score below which the page may lie on its side."""
FEW_CHARACTERS = 4
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
    quads = _look(image, models, coarse)
    turned = turn_of(image, quads, models, pool)
    page = _read_turned(image, quads, turned, models, pool, coarse)
    if quads and _sense(page) < SENSE:
        aside = 90 if turned in (0, 180) else 0
        view = turned_by(image, aside)
        head_down = is_upside_down(view, _look(view, models, coarse), models, pool)
        other = _read_turned(image, quads, aside + (180 if head_down else 0), models, pool, coarse)
        page = max(page, other, key=_sense)
    return page


def _read_turned(
    image: Image, quads: list[Corners], turned: int, models: Models, pool: ThreadPoolExecutor, coarse: int
) -> PageText:
    """The page turned by so much; ``quads`` are the lines found on it as it lay."""
    height, width = image.shape[:2]
    if turned == 180:
        # A page on its head has the same line boxes; each begins at its other end.
        quads = [np.roll(np.array([width, height], np.float32) - quad, 2, axis=0) for quad in quads]
    if turned:
        image = turned_by(image, turned)
        height, width = image.shape[:2]
    if turned in (90, 270):
        # Detection is at its best on level text.
        quads = _look(image, models, coarse)
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
    return np.ascontiguousarray(np.rot90(image, -degrees // 90))


def _look(image: Image, models: Models, coarse_side: int) -> list[Corners]:
    """The lines found at a coarse scale, or found again at a better one where they are too small there."""
    coarse = find_lines(image, models.detection, long_side=coarse_side)
    scale = min(1.0, coarse_side / max(image.shape[:2]))
    small = float(np.percentile([_height(quad) for quad in coarse], 10)) if coarse else 0.0
    if len(coarse) >= FEW_LINES and small * scale >= SHARP_HEIGHT:
        return coarse
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
    return fine if len(fine) >= len(coarse) * KEPT_SHARE else coarse


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
