"""Ruled lines of a table, from the strokes that were seen of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop_ocr.engines.offline.levelling import STROKE, Levelling, Stroke, downwards, is_along, rightwards
from desktop_ocr.engines.offline.table_grid import clustered

ONE_LINE = 0.3
"""Distance, in heights of text, up to which strokes are pieces of one ruled line."""
TORN = 3.0
"""Gap, in heights, up to which what is seen of a line belongs together."""
LEAST_LINE = 2.2
"""Length of a ruled line, in heights."""
STRAIGHT = (0.05, 0.1)
"""Off its direction a stroke of a row or column is by less than this part of its length, and of the print's height."""


@dataclass(frozen=True, slots=True)
class Line:
    """A level or upright ruled line: where it stands, and from where to where pieces of it are seen."""

    at: float
    seen: tuple[tuple[float, float], ...]

    @property
    def start(self) -> float:
        return self.seen[0][0]

    @property
    def end(self) -> float:
        return self.seen[-1][1]

    def covered(self, start: float, end: float) -> float:
        """The part of a stretch along which it is seen."""
        inside = sum(max(0.0, min(end, right) - max(start, left)) for left, right in self.seen)
        return inside / max(end - start, 1e-6)


def level_lines(strokes: Sequence[Stroke], levelling: Levelling, height: float) -> list[Line]:
    """The lines along the rows."""
    found = []
    for start, end in map(rightwards, filter(is_along, strokes)):
        (left, first), (right, last) = levelling.level(start), levelling.level(end)
        if right - left > STROKE * height and abs(last - first) < STRAIGHT[0] * (right - left) + STRAIGHT[1] * height:
            found.append(((first + last) / 2, left, right))
    return _lines(found, height)


def upright_lines(strokes: Sequence[Stroke], levelling: Levelling, height: float) -> list[Line]:
    """The lines along the columns."""
    found = []
    for start, end in map(downwards, (stroke for stroke in strokes if not is_along(stroke))):
        (first, top), (last, bottom) = levelling.level(start), levelling.level(end)
        if bottom - top > STROKE * height and abs(last - first) < STRAIGHT[0] * (bottom - top) + STRAIGHT[1] * height:
            found.append(((first + last) / 2, top, bottom))
    return _lines(found, height)


def _lines(strokes: Sequence[tuple[float, float, float]], height: float) -> list[Line]:
    """Strokes (place, start, end) on one line as a ruled line; what is too short for one is left out."""
    lines = []
    for group in clustered([stroke[0] for stroke in strokes], ONE_LINE * height):
        pieces = [strokes[index] for index in group]
        length = sum(end - start for _, start, end in pieces)
        at = sum(at * (end - start) for at, start, end in pieces) / length
        for seen in _runs(_united([(start, end) for _, start, end in pieces], height / 4), TORN * height):
            if sum(end - start for start, end in seen) >= LEAST_LINE * height:
                lines.append(Line(at, seen))
    return lines


def _runs(spans: Sequence[tuple[float, float]], gap: float) -> Iterator[tuple[tuple[float, float], ...]]:
    """Pieces of a line by the stretches in which they follow one another: beyond a wide gap is another thing."""
    run: list[tuple[float, float]] = []
    for span in spans:
        if run and span[0] - run[-1][1] > gap:
            yield tuple(run)
            run = []
        run.append(span)
    if run:
        yield tuple(run)


def rejoined(lines: Sequence[Line], height: float) -> list[Line]:
    """Lines of one table: what stands on one level is one of them again."""
    groups = clustered([line.at for line in lines], ONE_LINE * height)
    return [
        Line(
            sum(lines[index].at for index in group) / len(group),
            tuple(sorted(span for index in group for span in lines[index].seen)),
        )
        for group in groups
    ]


def _united(spans: Sequence[tuple[float, float]], gap: float) -> list[tuple[float, float]]:
    united: list[tuple[float, float]] = []
    for start, end in sorted(spans):
        if united and start - united[-1][1] <= gap:
            united[-1] = united[-1][0], max(united[-1][1], end)
        else:
            united.append((start, end))
    return united
