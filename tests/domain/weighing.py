"""Fields weighed with their evidence, as a document does it."""

from __future__ import annotations

from desktop_ocr.domain import checks
from desktop_ocr.domain.document_type import CrossRule, DocumentType, FieldSpec, ValueKind
from desktop_ocr.domain.recognition import Reading
from desktop_ocr.domain.review import Correction, Field, Verdict
from tests.fakes import ID_CARD, MATCHING, reading


def weighed(kind: DocumentType, *readings: Reading | Correction | None) -> list[Field]:
    fields = []
    for spec, value in zip(kind.fields, readings, strict=True):
        machine = (value,) if isinstance(value, Reading) else ()
        fields.append(Field(spec, machine, value if isinstance(value, Correction) else None))
    return list(checks.weigh(kind, fields))


def id_card(**changed: str | Reading | Correction) -> dict[str, Field]:
    read: list[Reading | Correction | None] = []
    for key, value in {**MATCHING, **changed}.items():
        read.append(reading(key, value) if isinstance(value, str) else value)
    return {field.spec.key: field for field in weighed(ID_CARD, *read)}


def verdicts(field: Field, name: str) -> list[Verdict]:
    return [evidence.verdict for evidence in field.evidence if evidence.name == name]


def pair(
    rule: str, first: str | Reading, second: str | Reading, *, period: bool = False
) -> tuple[list[Verdict], list[Verdict]]:
    kind = DocumentType(
        "k",
        "种",
        "Kind",
        (
            FieldSpec("a", "甲", "A", ValueKind.DATE),
            FieldSpec("b", "乙", "B", ValueKind.PERIOD if period else ValueKind.DATE),
        ),
        (CrossRule(rule, ("a", "b")),),
    )
    read = [
        value if isinstance(value, Reading) else reading(key, value) for key, value in (("a", first), ("b", second))
    ]
    a, b = weighed(kind, *read)
    return verdicts(a, rule), verdicts(b, rule)
