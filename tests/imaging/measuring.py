"""Where something was drawn."""

from __future__ import annotations

from collections.abc import Iterable

from PIL import Image, ImageChops

from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.recognition import TextLine

Bounds = tuple[float, float, float, float]


def ink(page: Image.Image, within: Bounds = (0, 0, 1, 1)) -> Bounds | None:
    """Left, top, right, bottom, in page coordinates, of all that is darker than paper inside ``within``."""
    size = page.size * 2
    box = [round(edge * side) for edge, side in zip(within, size, strict=True)]
    dark = ImageChops.invert(page.convert("L").crop(tuple(box))).point(lambda value: 255 * (value > 64))  # type: ignore[arg-type]
    found = dark.getbbox()
    if not found:
        return None
    left, top, right, bottom = ((edge + box[n % 2]) / size[n] for n, edge in enumerate(found))
    return left, top, right, bottom


def in_millimetres(bounds: Bounds | None, width: float, height: float) -> tuple[float, ...]:
    assert bounds is not None
    return tuple(edge * side for edge, side in zip(bounds, (width, height) * 2, strict=True))


def cells(lines: Iterable[TextLine]) -> Iterable[tuple[str, Quad]]:
    for line in lines:
        for character in line.characters:
            yield character.text, line.region.part(character.start, character.end)


def colour_at(page: Image.Image, x: float, y: float) -> tuple[int, ...]:
    """The colour at a place in parts of the page."""
    found = page.getpixel((int(x * page.width), int(y * page.height)))
    assert isinstance(found, tuple)
    return found
