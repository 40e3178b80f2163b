"""The colours of states: a light ground with dark ink on it, legible whatever the palette is."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor

from desktop_ocr.domain.review import DocumentState, Field, FieldState


@dataclass(frozen=True, slots=True)
class Tint:
    ground: QColor
    ink: QColor


GOOD = Tint(QColor("#d9f0e3"), QColor("#0a3622"))
DOUBT = Tint(QColor("#fff3cd"), QColor("#4d3800"))
BAD = Tint(QColor("#f8d7da"), QColor("#58151c"))

_FIELDS = {
    FieldState.PROVEN: GOOD,
    FieldState.CONFIRMED: GOOD,
    FieldState.LIKELY: None,
    FieldState.DOUBTFUL: DOUBT,
    FieldState.BROKEN: BAD,
    FieldState.ILLEGIBLE: BAD,
    FieldState.EMPTY: None,
}
_DOCUMENTS = {
    DocumentState.QUEUED: None,
    DocumentState.READING: None,
    DocumentState.NEEDS_LOOK: DOUBT,
    DocumentState.READY: None,
    DocumentState.FINISHED: GOOD,
    DocumentState.FAILED: BAD,
}
assert set(_FIELDS) == set(FieldState)
assert set(_DOCUMENTS) == set(DocumentState)


def of_field(field: Field) -> Tint | None:
    if field.state is FieldState.EMPTY and field.spec.required:
        return DOUBT
    return _FIELDS[field.state]


def of_document(state: DocumentState) -> Tint | None:
    return _DOCUMENTS[state]
