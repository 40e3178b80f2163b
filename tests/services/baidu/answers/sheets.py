"""Tables, codes and seals."""

from __future__ import annotations

import base64
import io
import json
from typing import Any

from ...truth import Quad, Truth
from ..filling import Filled, all_filled
from ..request import Asked
from .places import location, probability, vertexes


def codes(asked: Asked, truth: Truth) -> dict[str, Any]:
    found = []
    for one in all_filled(asked, truth, "qrcode"):
        for kind, texts in one.values.items():
            for text, quad in zip(texts, one.quads[kind], strict=True):
                place = {"location": location([quad])} if asked.wants("location") else {}
                found.append({"type": kind, "text": [text], **place})
    return {"codes_result": found, "codes_result_num": len(found)}


def seals(asked: Asked, truth: Truth) -> dict[str, Any]:
    found = []
    for one in all_filled(asked, truth, "seal"):
        minor = [{"words": text, "probability": 0.97} for text in one.values["minor"]]
        seal = {
            "type": "circle", "color": "red", "location": location(one.quads["major"]), "probability": 0.99,
            "major": {"words": one.values["major"], "probability": 0.98}, "minor": minor,
        }  # fmt: skip
        found.append(seal | {key: "" for key in ("seal_image",) if asked.wants("return_image")})
    return {"result": found, "result_num": len(found)}


def tables(asked: Asked, truth: Truth) -> dict[str, Any]:
    found = all_filled(asked, truth, "table")
    answer: dict[str, Any] = {"tables_result": [_table(asked, one) for one in found], "table_num": len(found)}
    if asked.wants("return_excel"):
        answer["excel_file"] = base64.b64encode(workbook(found)).decode()
    return answer


def _table(asked: Asked, one: Filled) -> dict[str, Any]:
    return {
        "table_location": vertexes(one.outline),
        "header": [{"words": text, "location": vertexes(one.quads["title"][0])} for text in one.values["title"]],
        "body": [_cell(asked, *cell) for cell in _cells(one)],
        "footer": [{"words": text, "location": vertexes(one.quads["foot"][0])} for text in one.values["foot"]],
    }


def _cell(asked: Asked, row: int, column: int, text: str, quad: Quad) -> dict[str, Any]:
    contents = {"contents": [{"words": text, "poly_location": vertexes(quad)}]} if asked.wants("cell_contents") else {}
    return {
        "row_start": row, "row_end": row + 1, "col_start": column, "col_end": column + 1, "words": text,
        "cell_location": vertexes(quad), **contents,
    }  # fmt: skip


def forms(asked: Asked, truth: Truth) -> dict[str, Any]:
    found = [_form(one) for one in all_filled(asked, truth, "table")]
    return {"forms_result": found, "forms_result_num": len(found)}


def _form(one: Filled) -> dict[str, Any]:
    titles, feet = one.values["title"], one.values["foot"]
    return {
        "vertexes_location": vertexes(one.outline),
        "header": [{"words": text, "vertexes_location": vertexes(one.quads["title"][0])} for text in titles],
        "body": [
            {
                "row": row, "column": column, "words": text, "vertexes_location": vertexes(quad),
                "probability": probability(variance=True),
            }
            for row, column, text, quad in _cells(one)
        ],
        "footer": [{"words": text, "vertexes_location": vertexes(one.quads["foot"][0])} for text in feet],
    }  # fmt: skip


def _cells(one: Filled) -> list[tuple[int, int, str, Quad]]:
    """(row, column, text, place), row by row."""
    cells = []
    for row, (texts, (a, b, c, d)) in enumerate(zip(one.values["rows"], one.quads["rows"], strict=True)):
        for column, text in enumerate(texts):
            left, right = column / len(texts), (column + 1) / len(texts)
            cells.append((row, column, text, (_at(a, b, left), _at(a, b, right), _at(d, c, right), _at(d, c, left))))
    return cells


def _at(start: tuple[float, float], end: tuple[float, float], share: float) -> tuple[float, float]:
    return (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)


def workbook(found: list[Filled]) -> bytes:
    """All tables as an Excel file."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    for one in found:
        for row in one.values["rows"]:
            sheet.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def task_data(asked: Asked, truth: Truth) -> str:
    """What a finished asynchronous task holds as text: the same tables in the older words."""
    forms_found = forms(asked, truth)
    return json.dumps(
        {"form_num": forms_found["forms_result_num"], "forms": forms_found["forms_result"]}, ensure_ascii=False
    )
