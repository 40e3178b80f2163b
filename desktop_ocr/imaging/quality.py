"""How good a picture is for reading: measured on its lines of text, put into words of advice.

Where the limits come from: ``tests/benchmarks/quality.py`` reads generated papers that are blurred, darkened, blown out
and shrunk by steps, and prints how many values are still right beside what is measured here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.quality import Advice, Quality
from desktop_ocr.domain.recipe import PreparedImage
from desktop_ocr.imaging.arrays import Pixels, reduced, to_array, to_grey
from desktop_ocr.imaging.glare import find_glare
from desktop_ocr.imaging.sharpness import line_sharpness
from desktop_ocr.imaging.text_lines import Line, find_lines

BLURRED_BELOW = 0.48
"""Sharpness at which the first values are read wrongly; at 0.35 most are."""
DARK_BELOW = 0.12
"""Brightness of the paper; at 0.06 nothing is read."""
BRIGHT_ABOVE, FAINT_BELOW = 0.99, 0.55
"""Paper this white whose print has less contrast (0–1) than this was overexposed: thin strokes are gone."""
SMALL_BELOW = 7.0
"""Pixels of the smallest text; at 6 the first values are read wrongly."""
FEW_PIXELS = 11.0
"""Text of fewer pixels cannot be sharp: coming closer helps more than holding still."""
LARGE_GLARE = 0.006
"""Area of glare, in parts of the page, that is worth a word even where no text is known beneath it."""
COVERED = 0.1
"""Share of a field's place that glare must cover."""
PRINT_IN_LINE = 0.68
"""Height of the characters in parts of the height of a line's quad: engines leave room around."""
READ, FOUND = 0.12, 0.4
"""The height of the smallest text stands at this part of all heights: below lie a few boxes that hold no text; among
the lines that were found by their shape many do not."""
MOST_LINES = 24
"""More lines than these tell nothing new."""
AT_THE_EDGE = 1.5
"""Pixels from the picture's border at which a line is looked at for being cut."""


@dataclass(frozen=True, slots=True)
class _Print:
    """What the lines of text show: sharpness 0–1, brightness of paper and contrast of print (0–1), height in pixels."""

    sharpness: float
    paper: float
    contrast: float
    height: float


def measure(image: PreparedImage, text: Sequence[Quad] = ()) -> Quality:
    """The quality of a picture; ``text`` are the lines that were read, in page coordinates.

    Without them lines are looked for by their shape, which is less exact, and finds no text that is cut off.
    """
    grey = to_grey(image)
    places = [image.recipe.quad_from_page(quad).scaled(image.width, image.height) for quad in text]
    lines = [_line(place) for place in places] or find_lines(grey)
    printed = _printed(grey, lines, smallest=READ if text else FOUND)
    spots = find_glare(to_array(image))
    glare = tuple(image.recipe.quad_to_page(spot) for spot in spots)
    hides = sum(spot.width * spot.height for spot in spots) >= LARGE_GLARE
    hides = hides or any(_covered(quad, glare) > 0 for quad in text)
    cut = bool(text) and any(_is_cut(grey, line) for line in lines)
    return Quality(
        sharpness=printed.sharpness,
        brightness=printed.paper,
        glare=glare,
        text_height=printed.height,
        advice=tuple(_advice(printed, hides, cut)),
    )


def advice_at(quality: Quality, image: PreparedImage, region: Quad) -> tuple[Advice, ...]:
    """What is wrong with one field's place (page coordinates), most important first; empty where all is well."""
    place = image.recipe.quad_from_page(region).scaled(image.width, image.height)
    grey, line = _cut_out(image, _line(place))
    hides = _covered(region, quality.glare) > COVERED
    return tuple(_advice(_printed(grey, [line]), hides, False))


def _advice(printed: _Print, hides: bool, cut: bool) -> Iterator[Advice]:
    """The most important first: what cannot be put right in the picture comes before what a new one only betters."""
    if hides:
        yield Advice.GLARE
    if cut:
        yield Advice.CUT_OFF
    if printed.paper < DARK_BELOW:
        yield Advice.TOO_DARK
    if printed.paper > BRIGHT_ABOVE and printed.contrast < FAINT_BELOW:
        yield Advice.TOO_BRIGHT
    is_blurred = printed.sharpness < BLURRED_BELOW
    if 0 < printed.height < SMALL_BELOW or (is_blurred and 0 < printed.height < FEW_PIXELS):
        yield Advice.CLOSER
    elif is_blurred and printed.height:
        yield Advice.BLURRED


def _line(place: Quad) -> Line:
    """A line that was read, in pixels; a tilted or standing one by the rectangle around it."""
    return Line(*place.bounds, place.height * PRINT_IN_LINE)


def _printed(grey: Pixels, lines: Sequence[Line], smallest: float = READ) -> _Print:
    strips = [(strip, line.height) for line in lines if (strip := _strip(grey, line)).size]
    strips = strips[:: -(-len(strips) // MOST_LINES) or 1]
    if not strips:
        small, _ = reduced(grey, 320)
        between, _ = cv2.threshold(small, 0, 255, cv2.THRESH_OTSU)
        return _Print(0.0, float(np.median(small[small >= between])) / 255, 1.0, 0.0)
    ranges = [np.percentile(strip, (4, 80)) / 255 for strip, _ in strips]
    sharp = [value for strip, height in strips if (value := line_sharpness(strip, height)) is not None]
    heights = sorted(height for _, height in strips)
    return _Print(
        sharpness=float(np.median(sharp)) if sharp else 0.0,
        paper=float(np.median([paper for _, paper in ranges])),
        contrast=float(np.median([paper - ink for ink, paper in ranges])),
        height=heights[int(len(heights) * smallest)],
    )


def _strip(grey: Pixels, line: Line) -> Pixels:
    left, top = max(int(line.left), 0), max(int(line.top), 0)
    return grey[top : max(int(line.bottom) + 1, 0), left : max(int(line.right) + 1, 0)]


def _cut_out(image: PreparedImage, line: Line) -> tuple[Pixels, Line]:
    """The grey pixels of a line alone, and the line in them."""
    pixels = to_array(image)
    left, top = max(int(line.left), 0), max(int(line.top), 0)
    part = pixels[top : max(int(line.bottom) + 1, 0), left : max(int(line.right) + 1, 0)]
    grey = cv2.cvtColor(part, cv2.COLOR_RGB2GRAY) if part.size else np.empty((0, 0), np.uint8)
    return grey, Line(0.0, 0.0, grey.shape[1], grey.shape[0], line.height)


def _covered(region: Quad, spots: Sequence[Quad]) -> float:
    """The share of a region's rectangle that lies under the spots, each taken for the rectangle around it."""
    left, top, right, bottom = region.bounds
    area = (right - left) * (bottom - top)
    if area <= 0:
        return 0.0
    shared = 0.0
    for spot in spots:
        x0, y0, x1, y1 = spot.bounds
        shared += max(0.0, min(right, x1) - max(left, x0)) * max(0.0, min(bottom, y1) - max(top, y0))
    return shared / area


def _is_cut(grey: Pixels, line: Line) -> bool:
    """Whether a line comes to a border of the picture and strokes go on beyond it."""
    height, width = grey.shape
    strip = _strip(grey, line)
    if not strip.size:
        return False
    ink, paper = (float(level) for level in np.percentile(strip, (4, 80)))
    borders = (
        (line.left <= AT_THE_EDGE, strip[:, :2]),
        (line.top <= AT_THE_EDGE, strip[:2]),
        (line.right >= width - AT_THE_EDGE, strip[:, -2:]),
        (line.bottom >= height - AT_THE_EDGE, strip[-2:]),
    )
    for is_there, border in borders:
        # A desk or a shadow at the border is dark all along; strokes are dark here and there.
        strokes = float(np.count_nonzero(border < (ink + paper) / 2)) / border.size
        if is_there and 0.04 <= strokes <= 0.7 and paper - ink > 30:
            return True
    return False
