"""Tables, codes and seals."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Sequence
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
        "header": _around(one, "title", "location"),
        "body": [_cell(asked, *cell) for cell in _cells(one)],
        "footer": _around(one, "foot", "location"),
    }


def _around(one: Filled, name: str, place: str) -> list[dict[str, Any]]:
    """The lines above or below a table, with where they stand under `place`."""
    return [{"words": text, place: vertexes(one.quads[name][0])} for text in one.values.get(name, [])]


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
    certain = probability(variance=True)
    return {
        "vertexes_location": vertexes(one.outline),
        "header": _around(one, "title", "vertexes_location"),
        "body": [
            {"row": row, "column": column, "words": text, "vertexes_location": vertexes(quad), "probability": certain}
            for row, column, text, quad in _cells(one)
        ],
        "footer": _around(one, "foot", "vertexes_location"),
    }


def _cells(one: Filled) -> list[tuple[int, int, str, Quad]]:
    """(row, column, text, place), row by row; all are taken to be of one size."""
    rows, quads = one.values["rows"], one.quads.get("rows", ())
    a, b, c, d = _corners(quads) if quads else one.outline
    cells = []
    for row, texts in enumerate(rows):
        upper, lower = row / len(rows), (row + 1) / len(rows)
        top, bottom = (_at(a, d, upper), _at(b, c, upper)), (_at(a, d, lower), _at(b, c, lower))
        for column, text in enumerate(texts):
            left, right = column / len(texts), (column + 1) / len(texts)
            place = (_at(*top, left), _at(*top, right), _at(*bottom, right), _at(*bottom, left))
            cells.append((row, column, text, place))
    return cells


def _corners(quads: Sequence[Quad]) -> Quad:
    left, top, width, height = location(quads).values()
    return ((left, top), (left + width, top), (left + width, top + height), (left, top + height))


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
