"""Interfaces that read lines of text, whatever the paper is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ..interfaces import PAGE
from ..request import Asked
from ..truth import Paper, Quad, Truth
from .places import location, probability, vertexes


def lines(asked: Asked, truth: Truth) -> dict[str, Any]:
    found = [_line(asked, text, quad) for text, quad in printed(truth, asked.size)]
    answer: dict[str, Any] = {"words_result": found, "words_result_num": len(found)}
    if asked.wants("paragraph"):
        answer["paragraphs_result"] = [{"words_result_idx": [i]} for i in range(len(found))]
        answer["paragraphs_result_num"] = len(found)
    if asked.wants("detect_language"):
        answer["language"] = 3
    return answer


def pages(asked: Asked) -> dict[str, str]:
    """How many pages the file has, when one was asked for."""
    return {f"{asked.given}_size": str(asked.pages)} if asked.given in PAGE else {}


def printed(truth: Truth, size: tuple[int, int]) -> list[tuple[str, Quad]]:
    """All values as lines with their places in px, from top to bottom."""
    width, height = size
    found = [
        (text, ((a * width, b * height), (c * width, d * height), (e * width, f * height), (g * width, h * height)))
        for paper in truth.papers
        for text, ((a, b), (c, d), (e, f), (g, h)) in _of(paper)
    ]
    return sorted(found, key=lambda line: (line[1][0][1], line[1][0][0]))


def _of(paper: Paper) -> Iterator[tuple[str, Quad]]:
    for key, quads in paper.boxes.items():
        value = paper.fields.get(key, "")
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


def _line(asked: Asked, text: str, quad: Quad) -> dict[str, Any]:
    line: dict[str, Any] = {"words": text}
    if asked.interface.places:
        line["location"] = location([quad])
        if asked.value("recognize_granularity") == "small":
            line["chars"] = _characters(text, line["location"], certain=asked.wants("char_probability"))
    if asked.wants("probability"):
        line["probability"] = probability(variance=True)
    if asked.wants("vertexes_location"):
        line["vertexes_location"] = vertexes(quad)
    return line


def _characters(text: str, place: dict[str, int], *, certain: bool) -> list[dict[str, Any]]:
    step = place["width"] / max(1, len(text))
    return [
        {
            "char": letter,
            "location": {**place, "left": round(place["left"] + i * step), "width": round(step)},
            **({"prob": 0.99} if certain else {}),
        }
        for i, letter in enumerate(text)
    ]
