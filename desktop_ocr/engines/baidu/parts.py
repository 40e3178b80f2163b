"""The parts that answers are made of, in all the spellings they come in; what is odd is as if it were not there."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from desktop_ocr.domain.geometry import Quad
from desktop_ocr.engines.baidu.understood import Entry, Line

ABSENT = "无"
"""What the service writes where a paper has no such field."""
MOST = 20_000
"""Pixels; a place further out is none."""
_OF_ENTRIES = frozenset({"words", "word", "location", "vertexes_location", "probability", "row"})
"""What the object of a value has, where that of a row has names of columns."""


def table(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def rows(value: object) -> Sequence[Any]:
    """The elements of a list; of one thing alone, that."""
    if isinstance(value, list):
        return value
    return [value] if isinstance(value, Mapping) else []


def text(value: object) -> str:
    """A text; numbers as they are written, lists of texts one below the other."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return str(int(value) if value.is_integer() else value) if math.isfinite(value) else ""
    if isinstance(value, list):
        return "\n".join(filter(None, map(text, value)))
    if isinstance(value, Mapping):
        return text(value.get("words", value.get("word")))
    return ""


def number(value: object) -> float | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            return None
    if isinstance(value, int | float) and math.isfinite(value):
        return float(value)
    return None


def score(value: object) -> float | None:
    found = number(value)
    return None if found is None else min(max(found, 0.0), 1.0)


def place(value: object) -> Quad | None:
    """A box, four points, or a pair of a box and its corners; None for none and for one without area."""
    if isinstance(value, list):
        return _points(value)
    found = table(value)
    if "box" in found or "cbox" in found:
        return _points(found.get("box")) or _box(found.get("cbox"))
    sides = [number(found.get(name)) for name in ("left", "top", "width", "height")]
    if any(side is None for side in sides):
        return None
    return _rectangle(*(side or 0.0 for side in sides))


def entries(key: str, value: object) -> Iterator[Entry]:
    """The values under one key: texts, objects of a text and its place, or lists of these; or a list of rows, each an
    object of such values by column.
    """
    if isinstance(value, list):
        for number, one in enumerate(value, 1):
            found = _row(one, str(number)) if _is_row(one) else entries(key, one)
            yield from found
    elif isinstance(value, Mapping):
        yield _entry(key, value)
    else:
        yield Entry(key, _present(text(value), None))


def _is_row(value: object) -> bool:
    return isinstance(value, Mapping) and bool(value) and not _OF_ENTRIES & set(value)


def _row(value: Mapping[str, Any], number: str) -> Iterator[Entry]:
    for key, leaf in value.items():
        for entry in entries(key, leaf):
            yield replace(entry, row=number)


def _entry(key: str, value: Mapping[str, Any]) -> Entry:
    where = place(value.get("location")) or place(value.get("vertexes_location"))
    mean, least = scores(value.get("probability"))
    return Entry(key, _present(text(value), where), where, mean, least, row=text(value.get("row")))


def line(value: object) -> Line | None:
    found = table(value)
    words = text(found)
    if not words:
        return None
    where = place(found.get("vertexes_location")) or place(found.get("location"))
    return Line(words, where, *scores(found.get("probability")))


def scores(value: object) -> tuple[float | None, float | None]:
    """The mean and the least; of a number alone both are that."""
    if isinstance(value, Mapping):
        mean = score(value.get("average"))
        least = score(value.get("min"))
        return mean, mean if least is None else least
    if isinstance(value, list):
        found = [one for one in map(score, value) if one is not None]
        return (sum(found) / len(found), min(found)) if found else (None, None)
    found_one = score(value)
    return found_one, found_one


def _present(words: str, where: Quad | None) -> str:
    """Empty where the service says that there is no such field: it gives no place for it either."""
    return "" if words == ABSENT and where is None else words


def _points(value: object) -> Quad | None:
    if not isinstance(value, list) or len(value) != 4:
        return None
    corners = []
    for one in value:
        pair = (one.get("x"), one.get("y")) if isinstance(one, Mapping) else one
        if not isinstance(pair, Sequence) or len(pair) != 2:
            return None
        x, y = number(pair[0]), number(pair[1])
        if x is None or y is None or max(abs(x), abs(y)) > MOST:
            return None
        corners.append((x, y))
    quad = Quad.of(corners)
    return quad if quad.width > 0 and quad.height > 0 else None


def _box(value: object) -> Quad | None:
    if not isinstance(value, list) or len(value) != 4:
        return None
    sides = [number(one) for one in value]
    return None if any(one is None for one in sides) else _rectangle(*(one or 0.0 for one in sides))


def _rectangle(left: float, top: float, width: float, height: float) -> Quad | None:
    if width <= 0 or height <= 0 or max(abs(left), abs(top), width, height) > MOST:
        return None
    return Quad.rectangle(left, top, left + width, top + height)
