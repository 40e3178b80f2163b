"""What is printed on the papers of a picture, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from .truth import Paper, Quad, Truth
from .wording import pixels, table_rows


def printed(truth: Truth, size: tuple[int, int]) -> list[tuple[str, Quad]]:
    """All values as lines with their places in px, from top to bottom."""
    found = [(text, pixels(quad, size)) for paper in truth.papers for text, quad in _of(paper)]
    return sorted(found, key=lambda line: (line[1][0][1], line[1][0][0]))


def _of(paper: Paper) -> Iterator[tuple[str, Quad]]:
    for key, quads in paper.boxes.items():
        value = paper.fields.get(key, "")
        if str(value).startswith('[{"'):
            value = [cell for row in table_rows(paper.fields, key) for cell in row.values()]
        texts = [_text(entry) for entry in value] if isinstance(value, list) else _parts(_text(value), quads)
        yield from zip(texts, quads, strict=False)


def _text(value: Any) -> str:
    return " ".join(map(str, value.values())) if isinstance(value, dict) else str(value)


def _parts(value: str, quads: Sequence[Quad]) -> list[str]:
    """A value as it was broken into lines: at its own ends of lines, else by the width of each."""
    own = value.split("\n")
    if len(own) == len(quads) or not quads:
        return own
    widths = [abs(b[0] - a[0]) + abs(b[1] - a[1]) for a, b, _, _ in quads]
    flat, at, parts = value.replace("\n", ""), 0.0, []
    for width in widths:
        end = at + len(flat) * width / sum(widths)
        parts.append(flat[round(at) : round(end)])
        at = end
    return parts
