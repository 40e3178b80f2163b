"""Documents to export, made without an engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePath, PurePosixPath

import pytest

from desktop_ocr.domain.document import Document, Source
from desktop_ocr.domain.document_type import DocumentType, FieldSpec, ValueKind
from desktop_ocr.domain.errors import ClerkError
from desktop_ocr.domain.recognition import Paper, Reading, Recognition

MakeDocument = Callable[..., Document]

SOURCE = PurePosixPath("/scans/a.jpg")

ID_CARD = DocumentType(
    "id_card_front",
    "身份证（人像面）",
    "ID card (portrait side)",
    (
        FieldSpec("name", "姓名", "Name", ValueKind.NAME, required=True),
        FieldSpec("number", "号码", "Number", ValueKind.NUMBER, required=True),
        FieldSpec("birth", "出生", "Born", ValueKind.DATE),
        FieldSpec("fee", "金额", "Amount", ValueKind.AMOUNT),
        FieldSpec("remark", "备考", "Remark", ValueKind.LINES),
    ),
)
BANK_CARD = DocumentType(
    "bank_card", "银行卡", "Bank card", (FieldSpec("number", "卡号", "Card number", ValueKind.NUMBER, required=True),)
)


@pytest.fixture
def id_card() -> DocumentType:
    return ID_CARD


@pytest.fixture
def bank_card() -> DocumentType:
    return BANK_CARD


@pytest.fixture
def make_document() -> MakeDocument:
    """A document that was read: values by field key; scores of 0.9 unless told by key in ``scores``."""

    def make(
        values: Mapping[str, str],
        *,
        kind: DocumentType = ID_CARD,
        path: PurePath = SOURCE,
        scores: Mapping[str, float] | None = None,
        papers: int = 1,
        paper_index: int = 0,
    ) -> Document:
        readings = tuple(
            Reading(key, value, value, (scores or {}).get(key, 0.9), "test") for key, value in values.items()
        )
        paper = Paper(kind.key, 1.0, (), readings)
        recognition = Recognition("test", (paper,) * papers, 0, 100, 100, 0.1)
        return Document(Source(path)).read_as(kind, recognition, paper_index)

    return make


@pytest.fixture
def sentence() -> Callable[[ClerkError], str]:
    return lambda error: f"Sentence for {error.code}."
