"""The papers on a page: where each of them lies.

Edges are found on a small copy of the page and joined to lines; four lines that meet are a candidate; what is seen
along its sides weighs it against the others (see `outlining.judging`); the chosen ones are laid on their edges on more
pixels and judged once more.  Runs in a worker process; nothing here needs to know what the paper is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np

from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.outline import Outline
from desktop_ocr.domain.recipe import PreparedImage
from desktop_ocr.imaging.outlining import judging
from desktop_ocr.imaging.outlining.edges import Array, Bytes, Edges, edges_of
from desktop_ocr.imaging.outlining.lines import find_lines
from desktop_ocr.imaging.outlining.quads import quads_of
from desktop_ocr.imaging.outlining.refining import refined


@dataclass(frozen=True, slots=True)
class Look:
    """How close to look: long side in px of the copy on which lines are found and of that on which they are refined."""

    small: int
    large: int
    lines: int
    candidates: int
    sure: float
    """Logit from which cropping is safe: less is seen on a smaller copy, so more is asked."""


USUAL = Look(small=640, large=1800, lines=72, candidates=80, sure=2.4)
QUICK = Look(small=360, large=640, lines=40, candidates=30, sure=4.0)
OFFERED = 0.0
"""Logit of an outline that is worth showing."""
REACH = 5.0
"""Pixels of the small copy within which a side may be moved onto its edge."""
TWIN = 1.0
"""How much less sure (logit) each of two outlines of one size may be."""
ALIKE = 0.02
"""Part by which their sides may differ."""
LEAST_SHARE = 0.025
"""Part of the picture that a paper covers at least."""
FULL = 0.9
"""Part of the picture from which a paper is the picture."""
LEAST_TOGETHER = 0.12
"""Part of the picture that all papers together cover at least, for any to be sure."""
LEAST_SIDE = 48
"""Pixels: a smaller picture shows no paper on anything."""


def find_outlines(image: PreparedImage, *, quick: bool = False) -> tuple[Outline, ...]:
    """The outlines of up to six papers on a page, from top to bottom, then from left to right; () for none.

    A page that is itself the paper (a scan, a picture that was cropped already) has none.  ``quick`` is for the frames
    of a camera: less is found, and in a third of the time.
    """
    if min(image.width, image.height) < LEAST_SIDE:
        return ()
    picture = np.frombuffer(image.pixels, np.uint8).reshape(image.height, image.width, 3)
    look = QUICK if quick else USUAL
    finds = judged(picture, look)
    whole = image.width * image.height
    if any(find.logit >= OFFERED and find.area > FULL * whole for find in finds):
        return ()  # straightening it would only blur its small print
    shown = [find for find in finds if find.logit >= OFFERED and find.area >= LEAST_SHARE * whole]
    # Whoever photographs papers fills the picture with them; a chip and a logo alone lie on a paper that fills it.
    is_about_papers = sum(find.area for find in shown) >= LEAST_TOGETHER * whole
    page = np.array([image.width, image.height], np.float32)
    return in_order(
        Outline(
            Quad.of((_from_top_left(find.corners) / page).tolist()).clamped(),
            is_about_papers and (find.logit >= look.sure or _has_twin(find, shown, look)),
        )
        for find in shown
    )


@dataclass(frozen=True, slots=True, eq=False)  # arrays have no one truth
class Find:
    """An outline in px of the page, what was measured of it, and how sure it is (a logit)."""

    corners: Array
    measures: Array
    logit: float

    @property
    def area(self) -> float:
        return float(cv2.contourArea(self.corners))


def judged(picture: Bytes, look: Look) -> list[Find]:
    """The outlines of a page (rows × columns × 3, RGB), however unsure."""
    large = reduced(picture, look.large)
    small = reduced(large, look.small)
    edges = edges_of(small)
    corners, measures = candidates(edges, look)
    enlarged, back = large.shape[1] / small.shape[1], small.shape[1] / picture.shape[1]
    finds = []
    choices = judging.chosen(corners, judging.plausibility(measures))
    for choice in choices:
        # A pixel's middle is half a pixel from its corner, whatever its size.
        place = (choice.corners + 0.5) * enlarged - 0.5
        place = (refined(large, place.astype(np.float32), REACH * enlarged) + 0.5) / enlarged
        final = judging.final_measures(edges, choices, choice, (place - 0.5).astype(np.float32))
        finds.append(Find((place / back).astype(np.float32), final, judging.sureness(final)))
    return finds


def candidates(edges: Edges, look: Look) -> tuple[Array, Array]:
    """Quads on the small copy (n × 4 × 2, px) and what was measured of each (n × measures)."""
    lines = find_lines(edges, _planes(edges), look.lines)
    corners, score = quads_of(lines, edges.size, look.candidates)
    return corners, judging.candidate_measures(edges, corners, score)


def _planes(edges: Edges) -> list[Bytes]:
    """Where lines are looked for: brightness, and the colours that a desk and a paper of one brightness differ in."""
    first, second = edges.lab[..., 1], edges.lab[..., 2]
    return [edges.lab[..., 0], cv2.addWeighted(first, 3, second, -3, 128)]


def reduced(picture: Bytes, long_side: int) -> Bytes:
    """The picture with its long side at most so long; halved first, which is many times faster than the rest."""
    while max(picture.shape[:2]) >= 2 * long_side:
        picture = cv2.resize(picture, (picture.shape[1] // 2, picture.shape[0] // 2), interpolation=cv2.INTER_AREA)
    scale = long_side / max(picture.shape[:2])
    if scale >= 1:
        return picture
    size = (max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[0] * scale)))
    reduced: Bytes = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    return reduced


def _has_twin(find: Find, others: list[Find], look: Look) -> bool:
    """Whether another outline of its very size, both nearly sure, speaks for it: the other side of a card, say."""
    nearly = [other for other in others if other.logit >= look.sure - TWIN]
    if find not in nearly:
        return False
    sides = _sides(find.corners)
    return any(other is not find and np.abs(_sides(other.corners) / sides - 1).max() < ALIKE for other in nearly)


def _sides(corners: Array) -> Array:
    """Mean length of the shorter and of the longer two sides."""
    lengths = np.hypot(*(np.roll(corners, -1, axis=0) - corners).T)
    return np.sort((lengths[:2] + lengths[2:]) / 2)


def _from_top_left(corners: Array) -> Array:
    """Clockwise corners, the one nearest to the page's top left first."""
    return np.roll(corners, -int(np.argmin(np.hypot(*corners.T))), axis=0)


def in_order(outlines: Iterable[Outline]) -> tuple[Outline, ...]:
    """From top to bottom; those whose middles stand about level, from left to right."""
    rows: list[list[Outline]] = []
    for outline in sorted(outlines, key=lambda outline: outline.quad.centre.y):
        top, bottom = rows[-1][0].quad.bounds[1::2] if rows else (0.0, 0.0)
        if rows and outline.quad.centre.y < (top + 2 * bottom) / 3:
            rows[-1].append(outline)
        else:
            rows.append([outline])
    return tuple(outline for row in rows for outline in sorted(row, key=lambda outline: outline.quad.centre.x))
