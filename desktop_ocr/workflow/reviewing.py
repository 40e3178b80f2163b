"""How a clerk goes through a batch: which field comes next, what may be accepted, what may be finished."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from desktop_ocr.domain.document import Document
from desktop_ocr.domain.quality import Advice
from desktop_ocr.domain.review import DocumentState, Field, FieldState
from desktop_ocr.workflow.batch import Batch

MOST_ADVICE = 2


@dataclass(frozen=True, slots=True)
class Place:
    """A field of a document in the batch."""

    key: int
    field: str


def fields_to_look_at(document: Document) -> list[str]:
    return [field.spec.key for field in document.fields if field.needs_look]


def next_place(batch: Batch, key: int, field: str) -> Place | None:
    """The next field that needs a look: after this one in its document, then before it, then in other documents.

    Those that follow come first.  None when nothing is left to look at.
    """
    document = batch.document(key)
    order = [one.spec.key for one in document.fields]
    start = order.index(field) + 1 if field in order else 0
    waiting = [one for one in fields_to_look_at(document) if one != field]
    for one in (*order[start:], *order[:start]):
        if one in waiting:
            return Place(key, one)
    return next_document(batch, key)


def next_document(batch: Batch, key: int) -> Place | None:
    """The first field to look at in the next document that needs a look; None when no other does."""
    for other in _others(batch, key):
        if found := fields_to_look_at(batch.document(other)):
            return Place(other, found[0])
    return None


def _others(batch: Batch, key: int) -> Iterator[int]:
    keys, row = batch.keys(), batch.row(key)
    for other in (*keys[row + 1 :], *keys[:row]):
        if batch.state(other) is DocumentState.NEEDS_LOOK:
            yield other


def may_accept(field: Field, value: str) -> bool:
    """Whether Enter accepts the value as it stands: none that breaks a rule, nor none where one is required."""
    if value == field.value and field.breaks_a_rule:
        return False
    return bool(value) or not field.spec.required


def obstacles(document: Document) -> list[str]:
    """The fields that keep a document from being finished: broken ones, and required ones that are empty.

    A person's word that a field is unreadable removes the obstacle.
    """
    return [field.spec.key for field in document.fields if field.is_obstacle]


def page_advice(document: Document) -> tuple[Advice, ...]:
    """What is worth saying of a document's picture, most important first: nothing where all was read well."""
    quality = document.recognition.quality if document.recognition else None
    if quality is None or document.error is not None or document.state is DocumentState.FINISHED:
        return ()
    is_worth_it = quality.is_bad or bool(fields_to_look_at(document))
    return quality.advice[:MOST_ADVICE] if is_worth_it else ()


def remarks(document: Document) -> tuple[str, ...]:
    """What a service remarked on a paper that was read: see ``remarks``."""
    return document.paper.warnings if document.paper is not None and document.error is None else ()


def field_advice(field: Field) -> tuple[Advice, ...]:
    """What is wrong with the picture where a field was read; nothing where a person or a proof stands for the value."""
    if field.reading is None or field.correction is not None or field.state is FieldState.PROVEN:
        return ()
    return field.reading.advice
