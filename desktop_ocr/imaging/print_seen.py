"""Which of the outlines on a photo hold print: a keyboard beside a paper has edges too, and nothing to read."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.outline import Outline
from desktop_ocr.domain.recipe import PreparedImage
from desktop_ocr.imaging.arrays import Pixels, to_grey
from desktop_ocr.imaging.text_lines import find_lines

LONGEST = 800.0
"""Side, in pixels, to which a paper is straightened to be looked at."""
FEW = 0.2
"""Part of the lines of the outline with the most, below which one with hardly any bears no print."""
HARDLY_ANY = 3


def with_print(image: PreparedImage, outlines: Sequence[Outline]) -> tuple[Outline, ...]:
    """The outlines without those that hold no print while another does."""
    if len(outlines) < 2:
        return tuple(outlines)
    grey = to_grey(image)
    lines = [_lines(_straightened(grey, outline.quad)) for outline in outlines]
    least = min(FEW * max(lines), HARDLY_ANY)
    return tuple(outline for outline, count in zip(outlines, lines, strict=True) if count >= least)


def _lines(paper: Pixels) -> int:
    """Lines of text, whichever way the paper lies."""
    return max(len(find_lines(paper)), len(find_lines(cv2.rotate(paper, cv2.ROTATE_90_CLOCKWISE).astype(np.uint8))))


def _straightened(grey: Pixels, quad: Quad) -> Pixels:
    height, width = grey.shape[:2]
    placed = quad.scaled(width, height)
    scale = min(1.0, LONGEST / max(placed.width, placed.height, 1.0))
    size = max(8, round(placed.width * scale)), max(8, round(placed.height * scale))
    goal = np.array([(0, 0), (size[0], 0), size, (0, size[1])], np.float32)
    turn = cv2.getPerspectiveTransform(np.array(placed.corners, np.float32), goal)
    straight: Pixels = cv2.warpPerspective(grey, turn, size).astype(np.uint8)
    return straight
