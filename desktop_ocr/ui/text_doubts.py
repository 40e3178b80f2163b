"""Which characters of a value are red in its editor, and what the engine offers for the one at the cursor."""

from __future__ import annotations

from desktop_ocr.domain.review import Field, FieldState
from desktop_ocr.ui import doubts
from desktop_ocr.ui.doubts import Doubt
from desktop_ocr.ui.field_details import FieldDetails
from desktop_ocr.ui.field_editor import FieldEditor


class TextDoubts:
    """Of the value in one editor."""

    def __init__(self, editor: FieldEditor) -> None:
        self._editor = editor
        self._found: tuple[Doubt, ...] = ()

    def show(self, field: Field, details: FieldDetails | None) -> None:
        """``details`` are those of the active field, None where it is another one."""
        text, is_active = self._editor.toPlainText(), details is not None
        is_open = _is_open_to_doubt(field, is_active=is_active)
        self._found = doubts.doubts(field.reading, text, field.likely_score) if is_open else ()
        chosen = self._chosen() if is_active else None
        self._editor.paint_doubts(self._found, chosen)
        if details is not None:
            details.show_offers(text[chosen.place] if chosen else "", chosen.offers if chosen else ())
            details.show_printed(field.printed if text != field.printed else "")
            place = chosen.place if chosen else self._editor.cursor_place() or 0
            details.strip.look_at(place / max(len(text), 1))

    def take_offer(self, number: int) -> None:
        """Put the alternative in the place of the doubtful character."""
        chosen = self._chosen()
        if chosen and number < len(chosen.offers):
            self._editor.replace(chosen.place, chosen.place + 1, chosen.offers[number])

    def _chosen(self) -> Doubt | None:
        return doubts.nearest(self._found, self._editor.cursor_place())


def _is_open_to_doubt(field: Field, *, is_active: bool) -> bool:
    """A person's value is not doubted, except while it is being worked on."""
    if field.correction is not None:
        return is_active and field.value != (field.reading.value if field.reading else "")
    return field.state is not FieldState.PROVEN
