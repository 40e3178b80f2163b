"""Documents as text for a terminal: one block a paper, its fields aligned, in both languages."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from desktop_ocr import messages
from desktop_ocr.domain.document import Document
from desktop_ocr.domain.review import Field, FieldState

MARKS = {
    FieldState.PROVEN: "✓",
    FieldState.CONFIRMED: "☑",
    FieldState.LIKELY: "○",
    FieldState.DOUBTFUL: "?",
    FieldState.BROKEN: "!",
    FieldState.ILLEGIBLE: "×",
    FieldState.EMPTY: "–",
}
assert set(MARKS) == set(FieldState)

LEGEND = "✓ 已证实 proven   ○ 可信 likely   ? 待看 doubtful   ! 不符 broken   × 看不清 illegible   – 缺 missing"


def block(document: Document) -> Iterator[str]:
    """The lines to print of one paper."""
    page = f" ({document.source.page})" if document.source.page > 1 else ""
    name = f"{document.source.path}{page}"
    if document.error:
        words = messages.sentence(document.error)
        yield f"{name}  [{document.error.code}]"
        yield f"  {words.zh}"
        yield f"  {words.en}"
        return
    kind = document.document_type
    if kind is None or document.recognition is None:
        yield name
        return
    yield f"{name}  {kind.label_zh} / {kind.label_en}  {document.recognition.seconds:.2f} s"
    shown = [field for field in document.fields if field.value or field.spec.required]
    labels = [f"{field.spec.label_zh} {field.spec.label_en}" for field in shown]
    column = max((_width(label) for label in labels), default=0)
    for field, label in zip(shown, labels, strict=True):
        yield f"  {MARKS[field.state]} {label}{' ' * (column - _width(label))}  {_value(field)}"


def _value(field: Field) -> str:
    indented = field.value.replace("\n", "\n      ")
    trouble = [messages.reason(item).zh for item in field.evidence if item.verdict in ("breaks", "doubts")]
    return f"{indented}  ({'；'.join(trouble)})" if trouble else indented


def _width(text: str) -> int:
    """Columns of a terminal: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
