"""A second reading of a place, in a way that fails differently: without colour, at another size, cut out otherwise.

The model is the same, so what it takes one character for another by is not noticed where the print itself is ambiguous
(0 and O): an agreement counts only where it was measured to (``second_reading`` in a field's rules).
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import cv2
import numpy as np

from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.recognition import TextLine
from desktop_ocr.engines.offline.detection import Corners, Image
from desktop_ocr.engines.offline.line_reader import LineText, crop_line, grown, read_lines
from desktop_ocr.engines.offline.models import Models
from desktop_ocr.engines.offline.page_reader import PageText

SMALLER = 0.7
WIDER = 1.15
"""Stretch of the second view along the line: its characters meet the steps of the model elsewhere."""
REACH = (0.7, 0.12)
"""How far the second view of a value reaches around it, along and across, in heights: what the first reading cut off at
an end is seen in it, and then the two do not agree."""


def read_otherwise(
    image: Image, quads: list[Corners], models: Models, pool: ThreadPoolExecutor, *, stretch: float = 1.0
) -> list[LineText]:
    """The lines in the given quads (pixels of ``image``), read in grey and smaller."""
    return [
        read_lines(view, [_whole(view)], models, pool, stamps=False)[0]
        for view in (_other_view(image, quad, stretch) for quad in quads)
    ]


def read_value_otherwise(page: PageText, place: Quad, models: Models, pool: ThreadPoolExecutor) -> TextLine:
    """The line of a value at a place (a quad in page coordinates), read otherwise."""
    corners = np.array(place.scaled(page.width, page.height).corners, np.float32)
    quad = grown(corners, REACH)
    (text,) = read_otherwise(page.image, [quad], models, pool, stretch=WIDER)
    region = Quad.of((float(x) / page.width, float(y) / page.height) for x, y in quad)
    return TextLine(text.characters, text.confidence, region)


def _other_view(image: Image, quad: Corners, stretch: float) -> Image:
    grey = cv2.cvtColor(crop_line(image, quad), cv2.COLOR_BGR2GRAY)
    small = cv2.resize(grey, None, fx=SMALLER * stretch, fy=SMALLER, interpolation=cv2.INTER_AREA)
    view: Image = cv2.cvtColor(small, cv2.COLOR_GRAY2BGR)
    return view


def _whole(image: Image) -> Corners:
    height, width = image.shape[:2]
    return np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
