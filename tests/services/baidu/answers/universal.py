"""What the universal reading has found when its task is done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...printed import printed
from ...truth import Quad, Truth
from ..filling import Filled, all_filled, in_any_way
from ..interfaces import PRESETS
from ..request import Asked
from .bills import BILLS
from .places import location

_CHECKS = ("image_status", "risk_type", "edit_tool", "card_ps", "card_quality", "warn_infos", "quality_propobility")


def documents(asked: Asked, truth: Truth) -> list[dict[str, Any]]:
    """All papers on all pages: each page of a PDF or OFD holds the same ones here."""
    preset = PRESETS.get(asked.values.get("templateSign", ""))
    found = _as_preset(asked, truth, preset) if preset else in_any_way(asked, truth)
    if not found:
        return [_unknown(asked, truth, page) for page in range(1, asked.pages + 1)]
    kind = preset["name"] if preset else "其他"
    return [_document(one, kind, page, truth) for page in range(1, asked.pages + 1) for one in found]


def _as_preset(asked: Asked, truth: Truth, preset: dict[str, Any]) -> list[Filled]:
    if preset["interface"] == "multiple_invoice":
        return in_any_way(asked, truth, *BILLS)
    sides = [value for name, value in preset["parameters"].items() if name.endswith(("_side", "permit_type"))]
    return all_filled(asked, truth, ":".join([preset["interface"], *sides]))


def _document(one: Filled, kind: str, page: int, truth: Truth) -> dict[str, Any]:
    single, combined = {}, {}
    for key, value in one.values.items():
        quads = one.quads.get(key, ())
        if isinstance(value, list) and any(isinstance(entry, dict) for entry in value):
            combined[key] = [{leaf: _words(text, quads) for leaf, text in entry.items()} for entry in value]
        elif isinstance(value, list):
            places = [(quad,) for quad in quads] if len(quads) == len(value) else [quads] * len(value)
            single[key] = [_words(text, place) for text, place in zip(value, places, strict=True)]
        else:
            single[key] = [_words(value, quads)]
    goods = {key: single.pop(key) for key in list(single) if key.startswith("Commodity")}
    if goods:
        rows = max(map(len, goods.values()))
        combined["货物或应税劳务、服务信息"] = [
            {key: words[row] for key, words in goods.items() if row < len(words)} for row in range(rows)
        ]
    checks = {key: truth.found[key] for key in _CHECKS if key in truth.found}
    return {
        "page_num": page,
        "doc_type": kind,
        "doc_location": _place([one.outline]),
        "kv_result": {"single_key": single, "combo_key": combined, **({"other_result": checks} if checks else {})},
    }


def _words(value: Any, quads: Sequence[Quad]) -> dict[str, Any]:
    return {"words": str(value), "location": _place(quads)}


def _place(quads: Sequence[Quad]) -> dict[str, Any]:
    """Both forms, or nothing in both."""
    if not quads:
        return {"box": None, "cbox": None}
    around = location(quads)
    left, top, width, height = around.values()
    box = [[left, top], [left + width, top], [left + width, top + height], [left, top + height]]
    return {"box": box, "cbox": [left, top, width, height]}


def _unknown(asked: Asked, truth: Truth, page: int) -> dict[str, Any]:
    """A page that holds nothing of what was asked for is read as plain text."""
    text = [_words(line, [quad]) for line, quad in printed(truth, asked.size)]
    return {
        "page_num": page, "doc_type": "其他", "doc_location": None,
        "kv_result": {"single_key": {}, "combo_key": {}, "full_result": text},
    }  # fmt: skip
