"""The shapes of Baidu's answers, and what each of them says.

One function for each; what an interface answers is looked at, not what its tables call it.  Keys that nobody knows are
entries under their own names.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping
from typing import Any

from desktop_ocr.engines.baidu.documents import (
    general_ocr,
    iocr_template,
    mixed_cards,
    multi_cards,
    multi_docs,
    universal_result,
    waybill,
)
from desktop_ocr.engines.baidu.parts import entries, line, place, rows, score, table, text
from desktop_ocr.engines.baidu.remarking import remarks
from desktop_ocr.engines.baidu.tables import forms, tables, task_request, task_result, universal_submit
from desktop_ocr.engines.baidu.understood import Card, Entry, Line, Understood

Answer = Mapping[str, Any]
TURNS = {0: 0, 1: 90, 2: 180, 3: 270}
"""The service counts quarters counter-clockwise by which the picture is turned: so it is turned back clockwise."""
OF_THE_CARD = frozenset({"bank_card_number_location", "card_quality"})
"""In a result of single values: what is no value."""


def understand(shape: str, answer: Answer) -> Understood:
    """What an answer of a shape says; raises KeyError for a shape that is none."""
    return SHAPES[shape](answer)


def turned(answer: Answer) -> int:
    direction = text(answer.get("direction"))
    return TURNS.get(int(direction), 0) if direction.lstrip("-").isdecimal() else 0


def portrait(answer: Answer) -> bytes:
    """The picture of the holder that was cut out; a file, not looked into here."""
    encoded = answer.get("photo")
    if not isinstance(encoded, str):
        return b""
    try:
        return base64.b64decode(encoded, validate=True)
    except (ValueError, binascii.Error):
        return b""


def _with_all(answer: Answer, cards: tuple[Card, ...] = (), lines: tuple[Line, ...] = ()) -> Understood:
    return Understood(cards, lines, turned(answer), remarks(answer), portrait(answer))


def lines(answer: Answer) -> Understood:
    """A list of lines; where it is an object after all, its entries are."""
    found = answer.get("words_result")
    if isinstance(found, Mapping):
        return fields(answer)
    read = tuple(one for one in map(line, rows(found)) if one is not None)
    return _with_all(answer, lines=read)


def fields(answer: Answer) -> Understood:
    """An object of values by key, in any spelling."""
    found = answer.get("words_result")
    if isinstance(found, list):
        if any(isinstance(one, Mapping) and "words" in one for one in found):
            return lines(answer)
        return _with_all(answer, tuple(_card(one) for one in rows(found)))
    return _with_all(answer, (_card(table(found)),))


def _card(found: object) -> Card:
    return Card(tuple(entry for key, value in table(found).items() for entry in entries(key, value)))


def result(answer: Answer) -> Understood:
    """An object of single values; places have keys of their own."""
    found = table(answer.get("result"))
    where = {key.removesuffix("_location"): place(value) for key, value in found.items() if key.endswith("_location")}
    card = Card(
        tuple(
            Entry(key, text(value), where.get(key))
            for key, value in found.items()
            if key not in OF_THE_CARD and not key.endswith("_location")
        )
    )
    return Understood((card,), (), turned(answer), remarks({**answer, **found}))


def plates(answer: Answer) -> Understood:
    """One plate or a list of them; each says how sure it is of each character."""
    cards = []
    for one in rows(answer.get("words_result")):
        found = table(one)
        said = found.get("probability")
        each = tuple(value for value in map(score, said if isinstance(said, list) else ()) if value is not None)
        mean, least = (sum(each) / len(each), min(each)) if each else (None, None)
        where = place(found.get("vertexes_location"))
        number = Entry("number", text(found.get("number")), where, mean, least, each)
        colour = Entry("color", text(found.get("color")), where)
        others = [
            Entry(key, text(value))
            for key, value in found.items()
            if key not in ("number", "color", "probability", "vertexes_location", "edit_tool", "cover_info")
        ]
        cards.append(Card((number, colour, *others), place=where, remarks=remarks(found)))
    return _with_all(answer, tuple(cards))


def codes(answer: Answer) -> Understood:
    """Bar codes: what each of them says, a row for each."""
    entries: list[Entry] = []
    read: list[Line] = []
    for one in rows(answer.get("codes_result")):
        where = place(table(one).get("location"))
        said = table(one).get("text")
        for words in filter(None, map(text, said if isinstance(said, list) else [said])):
            read.append(Line(words, where))
            entries.append(Entry("type", text(table(one).get("type")), where, row=str(len(read))))
            entries.append(Entry("text", words, where, row=str(len(read))))
    return _with_all(answer, (Card(tuple(entries)),) if entries else (), tuple(read))


def seals(answer: Answer) -> Understood:
    """What is written on seals: the most of it first."""
    read = []
    for one in rows(answer.get("result")):
        where = place(table(one).get("location"))
        minor = table(one).get("minor")
        for part in (table(one).get("major"), *(minor if isinstance(minor, list) else ())):
            if words := text(part):
                sure = score(table(part).get("probability"))
                read.append(Line(words, where, sure, sure))
    return _with_all(answer, lines=tuple(read))


SHAPES: dict[str, Callable[[Answer], Understood]] = {
    "lines": lines,
    "dict_words": fields,
    "dict_str": fields,
    "dict_word_obj": fields,
    "dict_word_list": fields,
    "dict_str_list": fields,
    "vat": fields,
    "result_object": result,
    "plate": plates,
    "multi_docs": multi_docs,
    "waybill": waybill,
    "codes": codes,
    "forms": forms,
    "tables": tables,
    "task_request_list": task_request,
    "task_result": task_result,
    "iocr_template": iocr_template,
    "iocr_finance": iocr_template,
    "general_ocr": general_ocr,
    "iocr_universal_submit": universal_submit,
    "iocr_universal_result": universal_result,
    "seal": seals,
    "multi_cards": multi_cards,
    "mixed_cards": mixed_cards,
}
