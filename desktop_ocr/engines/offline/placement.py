"""Where the fields of a card with a fixed layout must stand, once some of its labels were found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_ocr.domain.geometry import Point
from desktop_ocr.engines.offline.rules import Box


@dataclass(frozen=True, slots=True)
class Placement:
    """A similarity from the card (x and y as parts of its width and height) to the frame.

    u = a·X − b·Y + c, v = b·X + a·Y + d, with X = x · aspect and Y = y.
    """

    aspect: float
    a: float
    b: float
    c: float
    d: float

    def place(self, x: float, y: float) -> Point:
        wide = x * self.aspect
        return Point(self.a * wide - self.b * y + self.c, self.b * wide + self.a * y + self.d)

    def box(self, box: Box) -> Box:
        """The upright rectangle of the frame around a box of the card."""
        left, top, right, bottom = box
        corners = [self.place(x, y) for x in (left, right) for y in (top, bottom)]
        us, vs = [corner.x for corner in corners], [corner.y for corner in corners]
        return min(us), min(vs), max(us), max(vs)


def fit_placement(anchors: Sequence[tuple[Point, Point]], aspect: float) -> Placement | None:
    """Least squares over (place on the card, place in the frame); None for fewer than two places or all in one."""
    if len(anchors) < 2:
        return None
    sources = [Point(source.x * aspect, source.y) for source, _ in anchors]
    targets = [target for _, target in anchors]
    n = len(anchors)
    sx, sy = sum(p.x for p in sources) / n, sum(p.y for p in sources) / n
    tx, ty = sum(p.x for p in targets) / n, sum(p.y for p in targets) / n
    spread = sum((p.x - sx) ** 2 + (p.y - sy) ** 2 for p in sources)
    if spread < 1e-6:
        return None
    pairs = list(zip(sources, targets, strict=True))
    a = sum((s.x - sx) * (t.x - tx) + (s.y - sy) * (t.y - ty) for s, t in pairs) / spread
    b = sum((s.x - sx) * (t.y - ty) - (s.y - sy) * (t.x - tx) for s, t in pairs) / spread
    return Placement(aspect, a, b, tx - a * sx + b * sy, ty - b * sx - a * sy)
