"""Templates, finance papers, and the reading of any card."""

from __future__ import annotations

from typing import Any

from ...printed import printed
from ...truth import Truth
from ..errors import Refused
from ..filling import Filled, in_any_way
from ..request import Asked
from .bills import BILLS
from .lines import pages
from .places import location, probability
from .places import text as one_text


def template(asked: Asked, truth: Truth, name: str) -> dict[str, Any]:
    """One paper by a template; a paper without named values is given as its lines, unstructured."""
    if not truth.papers:
        raise Refused(272001 if asked.interface.id == "iocr_classifier" else 272000)
    found = in_any_way(asked, truth, "iocr_template") or in_any_way(asked, truth)
    text = enumerate(printed(truth, asked.size), start=1)
    ret = _fields(found[0]) if found else [_field(str(i), words, [quad]) for i, (words, quad) in text]
    data = {
        "ret": ret, "templateSign": asked.values.get("templateSign", ""), "templateName": name, "scores": 1.0,
        "isStructured": bool(found), "logId": "157570682594048", "templateMatchDegree": 0.98, "clockwiseAngle": 0.0,
    }  # fmt: skip
    return _enveloped(data)


def finance(asked: Asked, truth: Truth, name: str) -> dict[str, Any]:
    """All receipts on the picture, or one paper by an own template."""
    if asked.values.get("templateSign", "mixed_receipt") != "mixed_receipt":
        return template(asked, truth, name)
    found = in_any_way(asked, truth, *BILLS, "bank_receipt_new")
    if not found:
        raise Refused(272003)
    return _enveloped({"ret": [_receipt(one) for one in found], "isStructured": True, "logId": "157570682594049"})


def _receipt(one: Filled) -> dict[str, Any]:
    return {
        "templateSign": one.interface,
        "templateName": one.interface,
        **location([one.outline]),
        "ret": _fields(one),
    }


def _fields(one: Filled) -> list[dict[str, Any]]:
    return [_field(key, one_text(value), one.quads.get(key, ())) for key, value in one.values.items()]


def _field(name: str, word: str, quads: Any) -> dict[str, Any]:
    certain = {"probability": probability(variance=True)} if word else {}
    return {"word_name": name, "word": word, "location": location(quads if word else ()), **certain}


def _enveloped(data: dict[str, Any]) -> dict[str, Any]:
    return {"data": data, "error_code": 0, "error_msg": ""}


def general_ocr(asked: Asked, truth: Truth) -> dict[str, Any]:
    """One numbered entry per card; no places."""
    cards = {str(i): _card(one) for i, one in enumerate(in_any_way(asked, truth))}
    return {"results": cards, **pages(asked)}


def _card(one: Filled) -> dict[str, Any]:
    return {key: [{"words": value if isinstance(value, list) else [str(value)]}] for key, value in one.values.items()}
