"""What a line says: the picture of one line → characters with scores, places and alternatives.

PP-OCRv6 recognition, decoded greedily (CTC): one class per step of 8 pixels, repeats and blanks dropped.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from desktop_ocr.domain.recognition import Character
from desktop_ocr.engines.offline.detection import Corners, Image
from desktop_ocr.engines.offline.models import Models
from desktop_ocr.engines.offline.seals import without_red

HEIGHT = 48
"""Pixels of the line picture the model reads."""
STEP = 8
"""Pixels of it for each step of the output."""
MIN_WIDTH, MAX_WIDTH = 96, 2400
SECOND_WIDTH, SECOND_SCORE = 320, 0.95
"""A short line below this score is read again on a wider canvas, as the model saw short lines in training."""
UNDER_STAMP = 0.15
"""Score that the reading under a stamp may lack and still be taken."""
ALTERNATIVES = 4
ALTERNATIVE_SCORE = 0.0002


@dataclass(frozen=True, slots=True)
class LineText:
    """The characters of one line; ``confidence`` is their mean score, 0 for none."""

    characters: tuple[Character, ...]
    confidence: float


def read_lines(
    image: Image, quads: list[Corners], models: Models, pool: ThreadPoolExecutor, *, stamps: bool = True
) -> list[LineText]:
    """Read the lines in the given quads (pixels of ``image``), in the order given; the longest start first.

    Red is taken for ``stamps`` over the print, or is print itself.
    """
    crops = [crop_line(image, quad) for quad in quads]
    order = sorted(range(len(crops)), key=lambda index: -crops[index].shape[1] / crops[index].shape[0])
    futures = {index: pool.submit(_read if stamps else _read_plain, crops[index], models) for index in order}
    return [futures[index].result() for index in range(len(crops))]


def crop_line(image: Image, quad: Corners) -> Image:
    """The content of a quad as an upright picture, not enlarged."""
    width = max(4, round(float(np.hypot(*(quad[1] - quad[0])) + np.hypot(*(quad[2] - quad[3]))) / 2))
    height = max(4, round(float(np.hypot(*(quad[3] - quad[0])) + np.hypot(*(quad[2] - quad[1]))) / 2))
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(quad.astype(np.float32), target)
    crop: Image = cv2.warpPerspective(
        image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return crop


def grown(quad: Corners, by: tuple[float, float]) -> Corners:
    """A quad that reaches further, along and across, by parts of its height."""
    along, across = quad[1] - quad[0], quad[3] - quad[0]
    length, height = max(1.0, float(np.hypot(*along))), float(np.hypot(*across))
    u, v = along / length * height * by[0], across * by[1]
    wider: Corners = (quad + np.stack([-u - v, u - v, u + v, v - u])).astype(np.float32)
    return wider


def _read(crop: Image, models: Models) -> LineText:
    text = _read_plain(crop, models)
    unstamped = without_red(crop)
    if unstamped is None:
        return text
    under = _read_plain(unstamped, models)
    # Print under a stamp loses characters without losing score; red print alone leaves nothing to read under it.
    return under if under.confidence >= text.confidence - UNDER_STAMP else text


def _read_plain(crop: Image, models: Models) -> LineText:
    text = _read_at(crop, models, MIN_WIDTH)
    if text.confidence < SECOND_SCORE and crop.shape[1] * HEIGHT < SECOND_WIDTH * crop.shape[0]:
        again = _read_at(crop, models, SECOND_WIDTH)
        return max(text, again, key=lambda reading: reading.confidence)
    return text


def _read_at(crop: Image, models: Models, min_width: int) -> LineText:
    """Read on a canvas of at least ``min_width`` pixels."""
    height, width = crop.shape[:2]
    inner = min(MAX_WIDTH, max(8, round(width * HEIGHT / height)))
    canvas = max(min_width, -(-inner // STEP) * STEP)
    resized = cv2.resize(crop, (inner, HEIGHT), interpolation=cv2.INTER_AREA if height > HEIGHT else cv2.INTER_LINEAR)
    planes = np.zeros((1, 3, HEIGHT, canvas), np.float32)
    planes[0, :, :, :inner] = resized.transpose(2, 0, 1)
    planes[0, :, :, :inner] *= np.float32(2 / 255)
    planes[0, :, :, :inner] -= 1
    scores = models.recognition.run(None, {"x": planes})[0][0]
    return _decode(scores, models.characters, span=inner / canvas)


def _decode(scores: NDArray[np.float32], characters: tuple[str, ...], *, span: float) -> LineText:
    """Greedy CTC; ``scores`` is steps × classes, ``span`` the part of the steps that shows the line."""
    best = scores.argmax(axis=1)
    starts = np.flatnonzero((best != 0) & (best != np.concatenate(([0], best[:-1]))))
    if not len(starts):
        return LineText((), 0.0)
    peaks = []
    for start in starts:
        end = start
        while end + 1 < len(best) and best[end + 1] == best[start]:
            end += 1
        peaks.append(start + int(scores[start : end + 1, best[start]].argmax()))
    centres = [(int(peak) + 0.5) / (len(best) * span) for peak in peaks]
    found = []
    for place, peak in enumerate(peaks):
        left, right = _extent(centres, place)
        found.append(
            Character(
                text=characters[best[peak]],
                confidence=round(float(scores[peak, best[peak]]), 4),
                start=left,
                end=right,
                alternatives=_alternatives(scores[peak], characters),
            )
        )
    visible = [char.confidence for char in found if char.text != " "]
    return LineText(tuple(found), round(sum(visible) / len(visible), 4) if visible else 0.0)


def _extent(centres: list[float], place: int) -> tuple[float, float]:
    """Where a character begins and ends: half way to its neighbours, and no wider to one side than to the other."""
    here = centres[place]
    before = (here - centres[place - 1]) / 2 if place else None
    after = (centres[place + 1] - here) / 2 if place + 1 < len(centres) else None
    if before is None and after is None:
        return 0.0, 1.0
    reach = min(half for half in (before, after) if half is not None)
    left = here - min(reach * 1.5, before if before is not None else here)
    right = here + min(reach * 1.5, after if after is not None else 1 - here)
    return max(0.0, left), min(1.0, right)


def _alternatives(scores: NDArray[np.float32], characters: tuple[str, ...]) -> tuple[tuple[str, float], ...]:
    leading = np.argpartition(scores, -ALTERNATIVES - 2)[-ALTERNATIVES - 2 :]
    ranked = sorted(((float(scores[index]), int(index)) for index in leading), reverse=True)[1:]
    kept = [(characters[index], round(score, 5)) for score, index in ranked if index and score >= ALTERNATIVE_SCORE]
    return tuple(kept[:ALTERNATIVES])
