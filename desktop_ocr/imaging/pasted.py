"""Papers that lie on a plain ground: bills pasted on a sheet, cards on the glass of a scanner.

A scanner leaves neither shadows nor a desk to see edges against, but its ground is one colour, and even white bills
are another white.  What differs from the ground and fills its outline is a paper.  Print that stands on the ground
itself is a paper without a visible edge, or a remark on the sheet: it is one only among several that can be seen.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.outline import Outline
from desktop_ocr.domain.recipe import PreparedImage
from desktop_ocr.imaging.arrays import Pixels, reduced, to_array
from desktop_ocr.imaging.outlines import in_order

LONGEST = 900
"""Side, in pixels, to which the page is averaged down: so the noise of the ground goes."""
SMALLEST = 700
"""Pixels: the longer side of a page; nobody could read several papers on a smaller one."""
BORDER = 0.012
"""Part of the page's longer side along its edge that shows the ground."""
ROUNDS = 4
PLAIN = 0.7
"""Part of that border which must be of the ground's colour: papers may reach the edge."""
LEAST_STEP = 2.0
NOISE = 4.0
"""Difference of a paper from the ground, in grey levels, and in deviations of the ground's noise."""
MOST_NOISE = 4.0
"""Deviation, in grey levels, of a ground that is no plain one."""
BRIDGED = 0.008
"""Part of the longer side that gaps in a paper's edge may have."""
TORN_OFF = (0.02, 0.03, 0.045, 0.065)
"""The same between pieces of print of a paper that has no edge."""
LARGER = 1.5
"""How much larger such a paper may be than the largest whose edge can be seen."""
LEAST_SHARE = 0.018
"""Part of the page that a paper covers at least."""
MOST_SHARE = 0.6
"""Part of the page from which a paper is the page."""
SOLID = 0.9
"""Part of its outline that a paper fills."""
LONGEST_SHAPE = 6.0
"""Longer to shorter side: tickets of buses and receipts on rolls are long."""
LEAST_PRINT = 4.0
"""Deviation, in grey levels, of what is on a paper."""
FEWEST = 2
"""Papers with an edge to be seen from which a page is one of several papers."""
LOST = 0.0004
"""Part of the page that may differ from the ground beside the papers for them to be sure: specks, no print."""
MARGIN = 0.01
"""How far around print without an edge its outline lies, as a part of the page's longer side."""
MOST = 24

Mask = NDArray[np.uint8]
Corners = NDArray[np.float32]


def find_pasted(image: PreparedImage) -> tuple[Outline, ...]:
    """The papers on a plain page, from top to bottom, then from left to right; () where there are not several."""
    if max(image.width, image.height) < SMALLEST:
        return ()
    small, _ = reduced(to_array(image), LONGEST)
    mask = _off_ground(small)
    if mask is None:
        return ()
    papers, rest = _solid(mask, small)
    if len(papers) < FEWEST:
        return ()
    papers += _of_print(rest, papers)
    if len(papers) > MOST:
        return ()
    is_sure = _left_out(mask, papers) <= LOST * mask.size and not _overlap(papers, mask)
    height, width = mask.shape
    size = np.array([width, height], np.float32)
    outlines = [Outline(Quad.of((_clockwise(paper) / size).tolist()).clamped(), is_sure) for paper in papers]
    return in_order(outlines)


def _off_ground(picture: Pixels) -> Mask | None:
    """Where the page is not of its ground's colour; None where it has no plain ground."""
    height, width = picture.shape[:2]
    edge = max(2, round(BORDER * max(height, width)))
    is_border = np.ones((height, width), bool)
    is_border[edge:-edge, edge:-edge] = False
    ground, off_border = _lit_ground(picture, is_border)
    noise = 1.4826 * float(np.median(off_border))
    step = max(LEAST_STEP, NOISE * noise)
    if noise > MOST_NOISE or float((off_border <= step).mean()) < PLAIN:
        return None
    smooth = cv2.GaussianBlur(picture, (3, 3), 0).astype(np.float32)
    off = (np.abs(smooth - ground).max(axis=2) >= step).astype(np.uint8)
    opened: Mask = cv2.morphologyEx(off, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8)).astype(np.uint8)
    opened[is_border] = 0  # a sheet that was cut out of a photo has a rim of what it lay on
    return opened


def _lit_ground(picture: Pixels, is_border: NDArray[np.bool_]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The ground as it would be without papers, and how far each pixel of the border is off it.

    On a scan it is one colour, on a photo the light falls off to one side: each colour is a plane, laid through the
    border without what does not fit.
    """
    height, width = picture.shape[:2]
    down, along = np.nonzero(is_border)
    places = np.stack([np.ones_like(down), along / width, down / height], axis=1).astype(np.float32)
    border = picture[is_border].astype(np.float32)
    planes = np.zeros((3, 3), np.float32)
    planes[0] = np.median(border, axis=0)
    for _ in range(ROUNDS):
        off = np.abs(border - places @ planes).max(axis=1)
        fits = off <= max(LEAST_STEP, 3.0 * float(np.median(off)))
        planes = np.linalg.lstsq(places[fits], border[fits], rcond=None)[0].astype(np.float32)
    off = np.abs(border - places @ planes).max(axis=1)
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    ground = planes[0] + columns[..., None] / width * planes[1] + rows[..., None] / height * planes[2]
    return ground.astype(np.float32), off.astype(np.float32)


def _solid(mask: Mask, picture: Pixels) -> tuple[list[Corners], Mask]:
    """The papers whose edge can be seen, and what differs from the ground beside them.

    A bar of a code is solid too, but long or without anything on it.
    """
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    reach = max(3, round(BRIDGED * max(mask.shape)))
    closed = _closed(mask, reach)
    contours, _ = cv2.findContours(closed, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    papers = []
    rest = mask.copy()
    for contour in contours:
        box = cv2.boxPoints(cv2.minAreaRect(contour)).astype(np.float32)
        area, share = cv2.contourArea(contour), cv2.contourArea(box) / mask.size
        is_paper = LEAST_SHARE <= share <= MOST_SHARE and area >= SOLID * cv2.contourArea(box)
        if is_paper and not _is_long(box) and _has_print(grey, box):
            papers.append(_grown(box, 1))
            cv2.fillConvexPoly(rest, _grown(box, reach).astype(np.int32), 0)
    return papers, rest


def _is_long(box: Corners) -> bool:
    sides = np.hypot(*(box[:2] - box[1:3]).T)
    return float(sides.max()) > LONGEST_SHAPE * float(sides.min())


def _has_print(grey: Pixels, box: Corners) -> bool:
    inside = np.zeros_like(grey)
    cv2.fillConvexPoly(inside, _grown(box, -0.1 * float(np.hypot(*(box[1] - box[0])))).astype(np.int32), 1)
    shown = grey[inside > 0]
    return shown.size > 0 and float(shown.std()) >= LEAST_PRINT


def _of_print(rest: Mask, papers: Sequence[Corners]) -> list[Corners]:
    """Papers of the ground's own colour, by their print; they end where others begin.

    Pieces of print are joined further and further, until each is as large as a paper; nothing is one that is larger
    than those that can be seen: it would be two.
    """
    largest = max(map(cv2.contourArea, papers))
    found: list[Corners] = []
    for part in TORN_OFF:
        reach = max(3, round(part * max(rest.shape)))
        joined = _closed(rest, 2 * reach + 1)
        for paper in papers:
            cv2.fillConvexPoly(joined, paper.astype(np.int32), 0)
        contours, _ = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
        boxes = [cv2.boxPoints(cv2.minAreaRect(contour)).astype(np.float32) for contour in contours]
        boxes = [_grown(box, MARGIN * max(rest.shape)) for box in boxes if cv2.contourArea(box) > LOST * rest.size]
        fitting = [box for box in boxes if LEAST_SHARE * rest.size <= cv2.contourArea(box) <= LARGER * largest]
        if len(fitting) == len(boxes):
            return fitting
        found = fitting
    return found


def _closed(mask: Mask, reach: int) -> Mask:
    """Gaps closed, without the frame of the picture holding anything together."""
    padded = cv2.copyMakeBorder(mask, reach, reach, reach, reach, cv2.BORDER_CONSTANT, value=0)
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (reach, reach))
    closed: Mask = cv2.morphologyEx(padded, cv2.MORPH_CLOSE, kernel).astype(np.uint8)
    return closed[reach:-reach, reach:-reach].copy()


def _grown(box: Corners, by: float) -> Corners:
    """A rectangle with its sides moved outwards, in pixels."""
    along, down = box[1] - box[0], box[3] - box[0]
    along, down = (by * side / max(1e-6, float(np.hypot(*side))) for side in (along, down))
    return box + np.array([-along - down, along - down, along + down, down - along], np.float32)


def _left_out(mask: Mask, papers: Sequence[Corners]) -> int:
    """Pixels."""
    left = mask.copy()
    for paper in papers:
        cv2.fillConvexPoly(left, _grown(paper, 1.5).astype(np.int32), 0)
    return int(left.sum())


def _overlap(papers: Sequence[Corners], mask: Mask) -> bool:
    least = 0.002 * mask.size
    return any(
        cv2.intersectConvexConvex(one, other)[0] > least for place, one in enumerate(papers) for other in papers[:place]
    )


def _clockwise(corners: Corners) -> Corners:
    """Clockwise, from the corner nearest to the top left."""
    middle = corners.mean(axis=0)
    angles = np.arctan2(*(corners - middle).T[::-1])
    ordered = corners[np.argsort(angles)]
    return np.roll(ordered, -int(np.argmin(ordered.sum(axis=1))), axis=0)
