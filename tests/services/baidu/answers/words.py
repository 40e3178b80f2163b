"""Interfaces that answer with one object of named values, in the six ways these are written."""

from __future__ import annotations

from typing import Any

from ...truth import Quad, Truth
from ..errors import Refused
from ..filling import Filled, filled
from ..request import Asked
from .places import location, probability

_ABSENT = "无"
_SEALS = {"company_seal", "seal_info", "supervision_seal", "supervision_seal_info"}


def required(asked: Asked, truth: Truth) -> Filled:
    """The paper asked for; raises Refused when it is not there."""
    found = filled(asked, truth)
    if found is None:
        raise Refused(282103 if truth.papers else 282102)
    return found


def answered(values: Any) -> dict[str, Any]:
    return {"words_result": values, "words_result_num": len(values)}


def named_words(asked: Asked, found: Filled) -> dict[str, Any]:
    """{key: {words, location?}}; what a licence does not have is said to be absent, in a place of no size."""
    absent = _ABSENT if asked.interface.id == "business_license" else ""
    values: dict[str, Any] = {}
    for key, value in found.values.items():
        values[key] = {"words": value or absent}
        if asked.interface.places:
            values[key]["location"] = location(found.quads.get(key, ()) if value else ())
    return values


def dict_words(asked: Asked, truth: Truth) -> dict[str, Any]:
    return answered(named_words(asked, required(asked, truth)))


def dict_str(asked: Asked, truth: Truth) -> dict[str, Any]:
    return answered(dict(required(asked, truth).values))


def dict_word_obj(asked: Asked, truth: Truth) -> dict[str, Any]:
    return answered({key: {"word": value} for key, value in required(asked, truth).values.items()}) | {"direction": "0"}


def dict_str_list(asked: Asked, truth: Truth) -> dict[str, Any]:
    values = required(asked, truth).values
    return answered({key: value if isinstance(value, list) else [value] * bool(value) for key, value in values.items()})


def dict_word_list(asked: Asked, truth: Truth) -> dict[str, Any]:
    found = required(asked, truth)
    if asked.interface.id == "air_ticket" and not asked.wants("multi_detect"):
        return answered({key: v[0] if isinstance(v, list) else v for key, v in found.values.items()})
    return answered(word_lists(asked, found))


def word_lists(asked: Asked, found: Filled) -> dict[str, list[dict[str, Any]]]:
    """{key: [{word, location?, probability?}]}"""
    values = {}
    for key, value in found.values.items():
        words = value if isinstance(value, list) else [value]
        quads = found.quads.get(key, ())
        places: list[tuple[Quad, ...]] = [(quad,) for quad in quads] if len(quads) == len(words) else [quads]
        places += [()] * (len(words) - len(places))
        values[key] = [_word(asked, word, place) for word, place in zip(words, places, strict=False)]
    return values


def _word(asked: Asked, word: Any, quads: tuple[Quad, ...]) -> dict[str, Any]:
    entry: dict[str, Any] = {"word": word}
    if asked.wants("location"):
        entry["location"] = location(quads)
    if asked.wants("probability"):
        entry["probability"] = probability()
    return entry


def vat(asked: Asked, truth: Truth) -> dict[str, Any]:
    """Texts, lists of texts, and the lines of goods, whose cells say in which row they stand."""
    found = required(asked, truth)
    hidden = set() if asked.wants("seal_tag") else _SEALS
    return answered({key: rows(key, value) for key, value in found.values.items() if key not in hidden})


def rows(key: str, value: Any) -> Any:
    if key.startswith("Commodity") and isinstance(value, list):
        return [{"row": str(i), "word": word} for i, word in enumerate(value, start=1)]
    return value
