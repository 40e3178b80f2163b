"""Polygons → how much of each pixel they cover; Pillow alone draws without half pixels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import ceil, floor, hypot, sqrt

from PIL import Image, ImageChops, ImageDraw

from desktop_ocr.imaging.ofd.shapes import Outline, Spot

FAR = 50_000.0
"""Pixels from where on a point is as good as any; Pillow counts in 32 bits."""
SMALL_AREA = 250_000
"""Pixels of a mask that may be drawn four times as wide and high; larger ones get twice."""

Mask = tuple[Image.Image, tuple[int, int]]
"""A grey image (255 where all of a pixel is covered) and where its corner lies on the canvas."""


def filled(outlines: list[Outline], size: tuple[int, int], *, is_even_odd: bool) -> Mask | None:
    """What the outlines enclose on a canvas of ``size``, all points in its pixels; None for nothing."""
    polygons = [[_near(point) for point in outline.points] for outline in outlines if len(outline.points) > 2]
    return _mask(polygons, size, is_even_odd=is_even_odd)


def stroked(outlines: list[Outline], size: tuple[int, int], width: float) -> Iterator[Mask]:
    """The lines of a pen ``width`` pixels wide, in as few masks as stay small: a frame is four thin ones."""
    group: list[list[Spot]] = []
    edges = [0.0, 0.0, 0.0, 0.0]
    for bar in (bar for outline in outlines for bar in _bars(outline, width)):
        xs, ys = zip(*bar, strict=True)
        own = [min(xs), min(ys), max(xs), max(ys)]
        if group:
            grown = [min(edges[0], own[0]), min(edges[1], own[1]), max(edges[2], own[2]), max(edges[3], own[3])]
            if (grown[2] - grown[0]) * (grown[3] - grown[1]) > SMALL_AREA:
                yield from filter(None, [_mask(group, size, is_united=True)])
                group = []
        edges = grown if group else own
        group.append(bar)
    yield from filter(None, [_mask(group, size, is_united=True)])


def _bars(outline: Outline, width: float) -> Iterator[list[Spot]]:
    """Each piece of a line as a rectangle, as much longer as its outer corners meet those of the next one."""
    points = [_near(point) for point in outline.points]
    if outline.is_closed:
        points.append(points[0])
    pieces = [(a, b, way) for a, b in pairwise(points) if (way := _way(a, b)) is not None]
    half, ways = width / 2, [way for _, _, way in pieces]
    joints = [_mitre(before, behind) for before, behind in pairwise(ways)]
    ends = _mitre(ways[-1], ways[0]) if ways and outline.is_closed else 0.0
    for (start, end, way), before, behind in zip(pieces, [ends, *joints], [*joints, ends], strict=False):
        x, y = way[0] * half, way[1] * half
        (ax, ay), (bx, by) = (start[0] - x * before, start[1] - y * before), (end[0] + x * behind, end[1] + y * behind)
        yield [(ax - y, ay + x), (bx - y, by + x), (bx + y, by - x), (ax + y, ay - x)]


def _way(a: Spot, b: Spot) -> Spot | None:
    """The unit vector from one point to another, or None for the same point."""
    length = hypot(b[0] - a[0], b[1] - a[1])
    return ((b[0] - a[0]) / length, (b[1] - a[1]) / length) if length else None


def _mitre(before: Spot, behind: Spot) -> float:
    """By how many half widths two lines go on behind their common point: the tangent of half the turn, at most 1."""
    cosine = before[0] * behind[0] + before[1] * behind[1]
    return sqrt(max(0.0, 1 - cosine) / (1 + cosine)) if cosine > 0 else 1.0


def _mask(
    polygons: list[list[Spot]], size: tuple[int, int], *, is_even_odd: bool = False, is_united: bool = False
) -> Mask | None:
    area = _area(polygons, size)
    if area is None:
        return None
    left, top, right, bottom = area
    width, height = right - left, bottom - top
    fine = 4 if width * height <= SMALL_AREA else 2
    large = [[((x - left) * fine, (y - top) * fine) for x, y in polygon] for polygon in polygons]
    mask = Image.new("L", (width * fine, height * fine))
    if is_united or len(large) == 1:
        brush = ImageDraw.Draw(mask)
        for polygon in large:
            brush.polygon(polygon, fill=255)
    else:
        mask = _wound(large, mask, is_even_odd=is_even_odd)
    return mask.reduce(fine), (left, top)


def _wound(polygons: Iterable[list[Spot]], mask: Image.Image, *, is_even_odd: bool) -> Image.Image:
    """Count, modulo 256, how often each place is gone round."""
    for polygon in polygons:
        xs, ys = zip(*polygon, strict=True)
        box = (
            max(0, floor(min(xs))),
            max(0, floor(min(ys))),
            min(mask.width, ceil(max(xs)) + 1),
            min(mask.height, ceil(max(ys)) + 1),
        )
        if box[0] >= box[2] or box[1] >= box[3]:
            continue
        turn = Image.new("L", (box[2] - box[0], box[3] - box[1]))
        way = 1 if is_even_odd or _signed_area(polygon) > 0 else 255
        ImageDraw.Draw(turn).polygon([(x - box[0], y - box[1]) for x, y in polygon], fill=way)
        mask.paste(ImageChops.add_modulo(mask.crop(box), turn), box)
    return mask.point([255 * (value & 1 if is_even_odd else value != 0) for value in range(256)])


def _signed_area(polygon: list[Spot]) -> float:
    return sum(x * v - u * y for (x, y), (u, v) in zip(polygon, polygon[1:] + polygon[:1], strict=True))


def _area(polygons: list[list[Spot]], size: tuple[int, int]) -> tuple[int, int, int, int] | None:
    """The part of the canvas the polygons meet."""
    if not polygons:
        return None
    xs, ys = [x for polygon in polygons for x, _ in polygon], [y for polygon in polygons for _, y in polygon]
    left, top = max(0, floor(min(xs))), max(0, floor(min(ys)))
    right, bottom = min(size[0], ceil(max(xs)) + 1), min(size[1], ceil(max(ys)) + 1)
    return (left, top, right, bottom) if left < right and top < bottom else None


def _near(point: Spot) -> Spot:
    return min(max(point[0], -FAR), FAR), min(max(point[1], -FAR), FAR)
