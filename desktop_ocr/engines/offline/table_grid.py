"""What the tables of a page are made of: places upright with the table, and cells that may reach over others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop_ocr.domain.geometry import Point
from desktop_ocr.engines.offline.layout import Glyph


@dataclass(frozen=True, slots=True)
class Ruling:
    """A stroke seen on a page, perhaps of a ruled line: its ends, in page coordinates."""

    start: Point
    end: Point


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the page in the coordinates of a ``Levelling``."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Stretch:
    """Print without a wide gap on one line: its glyphs, and where it lies upright with the table."""

    glyphs: tuple[Glyph, ...]
    left: float
    right: float
    middle: float


@dataclass(frozen=True, slots=True)
class GridCell:
    """The first row and column that it reaches over, the place of all of them, and the print in it."""

    row: int
    column: int
    box: Box
    print: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True)
class TableGrid:
    """A table found on a page; ``cut`` are cells across whose borders print was read as one stretch."""

    rows: int
    columns: int
    cells: tuple[GridCell, ...]
    is_ruled: bool
    cut: frozenset[tuple[int, int]] = frozenset()

    @property
    def print(self) -> Iterator[Glyph]:
        return (glyph for cell in self.cells for stretch in cell.print for glyph in stretch.glyphs)

    @property
    def characters(self) -> int:
        return sum(1 for _ in self.print)

    @property
    def filled(self) -> int:
        return sum(bool(cell.print) for cell in self.cells)


def clustered(places: Sequence[float], reach: float) -> list[list[int]]:
    """Indices of places by groups, ascending; within a group no one is further than ``reach`` from its mean."""
    groups: list[list[int]] = []
    for index in sorted(range(len(places)), key=places.__getitem__):
        if groups and places[index] - sum(places[one] for one in groups[-1]) / len(groups[-1]) <= reach:
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups
