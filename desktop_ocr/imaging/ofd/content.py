"""Layers of a page → what is to be drawn, flat and in order, each with its way onto the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice, repeat
from xml.etree.ElementTree import Element

from desktop_ocr.domain.errors import SourceArchive
from desktop_ocr.imaging.ofd.archive import Archive
from desktop_ocr.imaging.ofd.document import Page, Resources
from desktop_ocr.imaging.ofd.matrix import IDENTITY, Matrix, after, matrix_of, moved, turned
from desktop_ocr.imaging.ofd.style import Style, parameters, style_of
from desktop_ocr.imaging.ofd.text_codes import Placed, placed
from desktop_ocr.imaging.ofd.xml import is_true, number, numbers

MAX_ITEMS = 100_000
"""Objects and characters of one page; composites may multiply each other."""
_NESTED = 8


@dataclass(frozen=True, slots=True)
class Text:
    """A text object; ``turn`` turns each character on its place, ``stretch`` is its width in parts of the usual one."""

    number: str
    font: str
    size: float
    stretch: float
    turn: Matrix
    characters: tuple[Placed, ...]
    style: Style
    matrix: Matrix
    resources: Resources
    archive: Archive


@dataclass(frozen=True, slots=True)
class Shape:
    """A path object; ``data`` in its own units."""

    data: str
    style: Style
    matrix: Matrix


@dataclass(frozen=True, slots=True)
class Picture:
    """An image object: the unit square is the picture; ``read`` gives the bytes, or raises SourceDamaged."""

    read: Callable[[], bytes]
    opacity: float
    matrix: Matrix


Item = Text | Shape | Picture


def items(page: Page, outer: Matrix = IDENTITY) -> Iterator[Item]:
    """All objects of the layers of a page; raises SourceArchive for more than 100,000 of them.

    ``outer`` maps millimetres of the page, from its top left corner, to where it is put.
    """
    room = _Room()
    matrix = after(page.origin, outer)
    for layer in page.layers:
        yield from _walk(layer, page, matrix, parameters(layer.get("DrawParam"), page.resources.parameters), room, 0)


def items_of(block: Element, page: Page, outer: Matrix) -> Iterator[Item]:
    """The objects of a block whose coordinates ``outer`` maps to the page, as it is drawn."""
    return _walk(block, page, outer, [], _Room(), 0)


class _Room:
    """Counts what a page holds."""

    def __init__(self) -> None:
        self.left = MAX_ITEMS

    def take(self, count: int) -> None:
        self.left -= count
        if self.left < 0:
            raise SourceArchive


def _walk(
    block: Element, page: Page, outer: Matrix, inherited: list[Element], room: _Room, depth: int
) -> Iterator[Item]:
    for element in block:
        room.take(1)
        if not is_true(element.get("Visible"), True):
            continue
        if element.tag in ("PageBlock", "Content"):
            yield from _walk(element, page, outer, inherited, room, depth)
            continue
        sources = [*parameters(element.get("DrawParam"), page.resources.parameters), *inherited]
        matrix = _matrix(element, outer)
        match element.tag:
            case "TextObject":
                text = _text(element, page, matrix, sources)
                room.take(len(text.characters))
                yield text
            case "PathObject":
                data = element.findtext("AbbreviatedData") or ""
                yield Shape(data, style_of(element, sources, is_text=False), matrix)
            case "ImageObject":
                file = page.resources.media.get(element.get("ResourceID", ""), "")
                yield Picture(partial(page.body.archive.read, file), number(element.get("Alpha"), 255) / 255, matrix)
            case "CompositeObject":
                unit = page.resources.composites.get(element.get("ResourceID", ""))
                if unit is not None and depth < _NESTED:
                    yield from _walk(unit, page, matrix, sources, room, depth + 1)


def _matrix(element: Element, outer: Matrix) -> Matrix:
    """From the object's own units to the page: its CTM, then the corner of its boundary, then what it lies in."""
    left, top, width, height = islice(chain(numbers(element.get("Boundary")), repeat(0.0)), 4)
    own = matrix_of(element.get("CTM"))
    if element.tag == "ImageObject" and not element.get("CTM"):
        own = (width, 0.0, 0.0, height, 0.0, 0.0)
    return after(own, after(moved(left, top), outer))


def _text(element: Element, page: Page, matrix: Matrix, sources: list[Element]) -> Text:
    size = abs(number(element.get("Size"), 0.0))
    stretch = abs(number(element.get("HScale"), 1.0)) or 1.0
    return Text(
        element.get("ID", ""),
        element.get("Font", ""),
        size,
        stretch,
        turned(number(element.get("CharDirection"), 0.0)),
        tuple(placed(element, size * stretch)),
        style_of(element, sources, is_text=True),
        matrix,
        page.resources,
        page.body.archive,
    )
