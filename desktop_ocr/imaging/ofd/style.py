"""Colours and pens of page objects, with what they inherit from draw parameters."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from desktop_ocr.imaging.ofd.xml import is_true, number, numbers

Colour = tuple[int, int, int, int]
"""Red, green, blue, opacity; 0–255."""

BLACK: Colour = (0, 0, 0, 255)
LINE_WIDTH = 0.353
"""Millimetres, where nothing is said."""
_DEPTH = 10
"""Draw parameters that refer to others that refer to others."""


@dataclass(frozen=True, slots=True)
class Style:
    """None for what is not drawn; ``width`` of the pen in the object's own units."""

    fill: Colour | None
    stroke: Colour | None
    width: float
    is_even_odd: bool


def style_of(element: Element, inherited: list[Element], *, is_text: bool) -> Style:
    """Letters are filled and paths are stroked unless they say something else."""
    sources = [element, *inherited]
    opacity = number(element.get("Alpha"), 255) / 255
    width = next((number(source.get("LineWidth"), LINE_WIDTH) for source in sources if source.get("LineWidth")), None)
    return Style(
        _colour(sources, "FillColor", opacity) if is_true(element.get("Fill"), is_text) else None,
        _colour(sources, "StrokeColor", opacity) if is_true(element.get("Stroke"), not is_text) else None,
        LINE_WIDTH if width is None else max(0.0, width),
        element.get("Rule", "").lower().replace("-", "") == "evenodd",
    )


def parameters(number_of: str | None, known: dict[str, Element]) -> list[Element]:
    """The draw parameter of that number and those it builds upon, nearest first."""
    found: list[Element] = []
    while number_of and (element := known.get(number_of)) is not None and len(found) < _DEPTH:
        found.append(element)
        number_of = element.get("Relative")
    return found


def _colour(sources: list[Element], name: str, opacity: float) -> Colour:
    for source in sources:
        if (element := source.find(name)) is not None:
            # A shading is drawn in its first colour.
            values = element.get("Value") or next((part.get("Value") for part in element.iter("Color")), None)
            red, green, blue = _rgb(list(numbers(values)))
            return red, green, blue, _byte(number(element.get("Alpha"), 255) * opacity)
    return *BLACK[:3], _byte(255 * opacity)


def _rgb(values: list[float]) -> tuple[int, int, int]:
    """Grey, RGB or CMYK by how many numbers there are."""
    if len(values) == 1:
        values *= 3
    elif len(values) == 4:
        values = [(255 - value) * (255 - values[3]) / 255 for value in values[:3]]
    if len(values) != 3:
        return 0, 0, 0
    return _byte(values[0]), _byte(values[1]), _byte(values[2])


def _byte(value: float) -> int:
    return round(min(max(value, 0.0), 255.0))
