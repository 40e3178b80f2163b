"""Documents as the store keeps them, and back: what can be worked out again is not stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from desktop_ocr.domain.document import Document, Source
from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.errors import ClerkError, Unexpected, all_errors
from desktop_ocr.store.records import StoredDocument


def to_record(document: Document, number: int, place: float, *, exported_at: str = "") -> StoredDocument:
    """``number`` is the document's in the store, ``place`` its order in the batch."""
    source, error = document.source, document.error
    return StoredDocument(
        id=number,
        picture=source.picture,
        place=place,
        source_path=str(source.path),
        page=source.page,
        paper_index=document.paper_index,
        paper_count=document.paper_count,
        asked_type=document.asked_type.key if document.asked_type else "",
        document_type=document.document_type.key if document.document_type else "",
        recipe=document.recipe,
        corrections=document.corrections,
        recognition=document.recognition,
        error_code=error.code if error else "",
        error_facts=error.facts if error else {},
        finished=document.finished,
        is_new=document.is_new,
        is_incomplete=document.is_incomplete,
        engine=document.engine,
        is_sent=document.is_sent,
        exported_at=exported_at,
    )


def from_record(record: StoredDocument, types: Mapping[str, DocumentType], *, likely_score: float) -> Document:
    """The document as it was.  One whose kind is no longer there waits to be read again; a person's values stay."""
    source = Source(Path(record.source_path), record.page, picture=record.picture)
    document = Document(
        source,
        recipe=record.recipe,
        asked_type=types.get(record.asked_type),
        paper_index=record.paper_index,
        paper_count=record.paper_count,
        corrections=tuple(record.corrections),
        finished=record.finished,
        is_new=record.is_new,
        is_incomplete=record.is_incomplete,
        engine=record.engine,
        is_sent=record.is_sent,
    )
    kind = types.get(record.document_type)
    if record.error_code:
        return document.failed(_error(record.error_code, record.error_facts))
    if record.recognition is None:
        return replace(document, finished=False)
    if kind is None:
        return replace(document, finished=False, engine="")  # to send it once more nobody has asked
    return document.read_as(kind, record.recognition, likely_score=likely_score)


def _error(code: str, facts: Mapping[str, str | int]) -> ClerkError:
    for kind in all_errors():
        if getattr(kind, "code", "") == code:
            return kind(**facts)
    return Unexpected(kind=code)
