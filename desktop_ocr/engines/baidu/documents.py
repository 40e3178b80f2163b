"""Answers about several papers at once: bills on one sheet, cards on one picture, pages of one file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from desktop_ocr.domain.remarks import Remark
from desktop_ocr.engines.baidu.codes import failed_task
from desktop_ocr.engines.baidu.parts import entries, place, rows, score, scores, table, text
from desktop_ocr.engines.baidu.remarking import remarks
from desktop_ocr.engines.baidu.understood import Card, Entry, Line, Understood

Answer = Mapping[str, Any]


def multi_docs(answer: Answer) -> Understood:
    """Bills on one sheet, each with its type."""
    cards = []
    for one in rows(answer.get("words_result")):
        found = table(one)
        read = tuple(entry for key, value in table(found.get("result")).items() for entry in entries(key, value))
        cards.append(Card(read, text(found.get("type")), place(found), score(found.get("probability"))))
    return Understood(tuple(cards))


def waybill(answer: Answer) -> Understood:
    """Courier's labels."""
    found = rows(answer.get("words_result"))
    cards = (
        tuple(entry for key, value in table(one).items() if key != "image_info" for entry in entries(key, value))
        for one in found
    )
    return Understood(tuple(map(Card, cards)))


def general_ocr(answer: Answer) -> Understood:
    """Cards in one picture, by their numbers; each value is a list of lists of texts."""
    found = table(answer.get("results"))
    cards = []
    for key in sorted(found, key=lambda name: (len(name), name)):
        read = tuple(entry for name, value in table(found[key]).items() for entry in entries(name, value))
        title = next((entry.text for entry in read if entry.key == "标题"), "")
        cards.append(Card(read, title))
    pages = text(answer.get("pdf_file_size")) or text(answer.get("ofd_file_size"))
    return Understood(tuple(cards), pages=int(pages) if pages.isdecimal() else 1)


def iocr_template(answer: Answer) -> Understood:
    """The fields drawn in a template; or, of several bills on a sheet, those of each."""
    data = table(answer.get("data"))
    found = rows(data.get("ret"))
    if any("ret" in table(one) for one in found):
        cards = [
            Card(
                tuple(map(_drawn, rows(table(one).get("ret")))),
                text(table(one).get("templateSign")),
                place(one),
                score(table(one).get("templateMatchDegree")),
            )
            for one in found
        ]
        return Understood(tuple(cards))
    if data.get("isStructured") is False:  # no template fits: all that is there are lines
        read = (_drawn(one) for one in found)
        lines = tuple(Line(entry.text, entry.place, entry.mean, entry.least) for entry in read if entry.text)
        return Understood((), lines, remarks=(Remark.TEMPLATE_MISSED.said(),))
    kind = text(data.get("templateSign"))
    card = Card(tuple(map(_drawn, found)), kind, score=score(data.get("templateMatchDegree")))
    return Understood((card,))


def _drawn(one: object) -> Entry:
    found = table(one)
    mean, least = scores(found.get("probability"))
    return Entry(text(found.get("word_name")), text(found.get("word")), place(found.get("location")), mean, least)


def multi_cards(answer: Answer) -> Understood:
    """Cards of several kinds in one picture."""
    cards = []
    for one in rows(answer.get("words_result")):
        about = table(table(one).get("card_info"))
        found = table(table(one).get("card_result"))
        read = tuple(entry for key, value in found.items() for entry in entries(key, value))
        where = place(about.get("card_location"))
        cards.append(Card(read, text(about.get("card_type")), where, remarks=remarks(about)))
    return Understood(tuple(cards))


def mixed_cards(answer: Answer) -> Understood:
    """Cards and licences in one picture, their fields as in a template."""
    cards = []
    for one in rows(answer.get("words_result")):
        found = table(one)
        read = tuple(map(_drawn, rows(found.get("license_info"))))
        where, sure = place(found.get("location")), score(found.get("probability"))
        cards.append(Card(read, text(found.get("card_type")), where, sure))
    return Understood(tuple(cards))


def universal_result(answer: Answer) -> Understood:
    """What became of a task: still running, failed, or papers on all pages of a file.

    Raises ``RefusedTask`` for a task that failed: however often it is asked after, it will have failed.
    """
    task = table(answer.get("task_result")) or table(answer.get("result"))
    status = text(task.get("status")).lower()
    if status == "failed":
        raise failed_task(answer, text(task.get("error_code")), text(task.get("reason")))
    if status != "success":
        return Understood(is_running=True, task=text(task.get("task_id")))
    cards = [_of_task(table(one)) for one in rows(answer.get("words_result"))]
    return Understood(tuple(cards), task=text(task.get("task_id")))


def _of_task(found: Answer) -> Card:
    read = table(found.get("kv_result"))
    page = text(found.get("page_num"))
    known = ("single_key", "combo_key", "full_result", "other_result")
    parts = {name: read.get(name) for name in known}
    return Card(
        (
            *(entry for key, value in table(parts["single_key"]).items() for entry in entries(key, value)),
            *(entry for key, value in table(parts["combo_key"]).items() for entry in _combined(key, value)),
            *(entry for name in known[2:] for entry in _flat(name, parts[name])),
        ),
        text(found.get("doc_type")),
        place(found.get("doc_location")),
        page=int(page) if page.isdecimal() else 1,
    )


def _combined(parent: str, value: object) -> Iterator[Entry]:
    """A table: each of its rows is an object of values by column."""
    for number, row in enumerate(rows(value), 1):
        for key, leaf in table(row).items():
            for entry in entries(f"{parent}/{key}", leaf):
                yield Entry(entry.key, entry.text, entry.place, entry.mean, entry.least, row=str(number))


def _flat(name: str, value: object) -> Iterator[Entry]:
    """What is there beside the keys: an object of values, or a list of lines."""
    if isinstance(value, Mapping) and not {"words", "word"} & set(value):
        for key, one in value.items():
            yield from entries(key, one)
    elif value:
        yield from entries(name, value)
