"""The colours of states, legible in both themes: a ground with ink on it, and the boxes on the page."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor

from desktop_ocr.domain.review import DocumentState, Field, FieldState
from desktop_ocr.ui import theme


@dataclass(frozen=True, slots=True)
class Tint:
    """``ground`` and ``ink`` in the theme that is shown when they are asked for: keep the tint, not its colours."""

    light: tuple[str, str]
    dark: tuple[str, str]

    @property
    def ground(self) -> QColor:
        return QColor((self.dark if theme.is_dark() else self.light)[0])

    @property
    def ink(self) -> QColor:
        return QColor((self.dark if theme.is_dark() else self.light)[1])


GOOD = Tint(light=("#e2f4e9", "#0c5a2f"), dark=("#15331f", "#9fe3b7"))
DOUBT = Tint(light=("#fff3d6", "#6b4300"), dark=("#3a2d0c", "#f6d184"))
BAD = Tint(light=("#fde5e5", "#8e1622"), dark=("#42191d", "#ffb4b4"))

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
# Paper is light in both themes, so these are the same in both.
_BOXES = {
    FieldState.PROVEN: "#15803d",
    FieldState.CONFIRMED: "#15803d",
    FieldState.LIKELY: "#5b73a6",
    FieldState.DOUBTFUL: "#b45f06",
    FieldState.BROKEN: "#c81e2d",
    FieldState.ILLEGIBLE: "#c81e2d",
    FieldState.EMPTY: "#00000000",
}
assert set(_FIELDS) == set(_BOXES) == set(FieldState)
assert set(_DOCUMENTS) == set(DocumentState)


def of_field(field: Field) -> Tint | None:
    if field.state is FieldState.EMPTY and field.needs_look:
        return DOUBT
    return _FIELDS[field.state]


def of_document(state: DocumentState) -> Tint | None:
    return _DOCUMENTS[state]


def box_colour(state: FieldState) -> QColor:
    """For the frame of a field's box on the page; wholly transparent where there is nothing to frame."""
    return QColor(_BOXES[state])
