"""Interfaces that read lines of text, whatever the paper is."""

from __future__ import annotations

from typing import Any

from ...printed import printed
from ...truth import Quad, Truth
from ..interfaces import PAGE
from ..request import Asked
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
