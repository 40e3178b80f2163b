"""The JSON that ``recognize --format json`` prints: a public contract (README, "JSON"), versioned by ``schema``.

A change that could break a reader raises SCHEMA; new keys do not.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from desktop_ocr import messages
from desktop_ocr.domain.document import Document
from desktop_ocr.domain.errors import ClerkError
from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.quality import Quality
from desktop_ocr.domain.recognition import TextLine
from desktop_ocr.domain.review import Field

SCHEMA = 1
PLACES = 5
"""Decimal places of coordinates: a hundredth of a pixel on a page of a thousand."""


def to_json(documents: Iterable[Document]) -> dict[str, Any]:
    """The answer as plain values for ``json.dumps``."""
    return {"schema": SCHEMA, "documents": [document_to_json(document) for document in documents]}


def document_to_json(document: Document) -> dict[str, Any]:
    """One document; one that never was read has neither fields nor lines."""
    recognition, paper = document.recognition, document.paper
    return {
        "file": str(document.source.path),
        "page": document.source.page,
        "paper": document.paper_index,
        "quad": _quad(paper.quad or document.shown_crop) if paper else None,
        "document_type": document.document_type.key if document.document_type else None,
        "type_confidence": paper.type_confidence if paper else None,
        "engine": recognition.engine if recognition else None,
        "seconds": recognition.seconds if recognition else None,
        "width": recognition.width if recognition else None,
        "height": recognition.height if recognition else None,
        "turned": (recognition.turned + document.recipe.turn) % 360 if recognition else None,
        "state": document.state.value,
        "incomplete": document.is_incomplete,
        "fields": [_field(field) for field in document.fields],
        "lines": [_line(line) for line in paper.lines] if paper else [],
        "warnings": list(paper.warnings) if paper else [],
        "data": [{"key": key, "value": value} for key, value in recognition.values] if recognition else [],
        "quality": _quality(recognition.quality) if recognition and recognition.quality else None,
        "error": _error(document.error) if document.error else None,
    }


def _field(field: Field) -> dict[str, Any]:
    reading = field.reading
    evidence = [(item, messages.reason(item)) for item in field.evidence]
    return {
        "key": field.spec.key,
        "label_zh": field.spec.label_zh,
        "label_en": field.spec.label_en,
        "baidu_key": field.spec.baidu_key,
        "value": field.value,
        "text": reading.text if reading else "",
        "printed": field.printed,
        "confidence": reading.confidence if reading else None,
        "state": field.state.value,
        "evidence": [
            {"name": item.name, "verdict": item.verdict.value, "message_zh": words.zh, "message_en": words.en}
            for item, words in evidence
        ],
        "region": _quad(reading.region) if reading else None,
        "advice": [one.value for one in reading.advice] if reading else [],
    }


def _line(line: TextLine) -> dict[str, Any]:
    return {"text": line.text, "confidence": line.confidence, "region": _quad(line.region)}


def _quality(quality: Quality) -> dict[str, Any]:
    return {
        "sharpness": round(quality.sharpness, PLACES),
        "brightness": round(quality.brightness, PLACES),
        "text_height": round(quality.text_height, 1),
        "glare": [_quad(spot) for spot in quality.glare],
        "advice": [one.value for one in quality.advice],
    }


def _error(error: ClerkError) -> dict[str, str]:
    words = messages.sentence(error)
    return {"code": error.code, "message_zh": words.zh, "message_en": words.en}


def _quad(quad: Quad | None) -> list[list[float]] | None:
    return [[round(x, PLACES), round(y, PLACES)] for x, y in quad.clamped().corners] if quad else None
