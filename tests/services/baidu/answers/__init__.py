"""A truth in the shape that an interface answers with: one function per shape.

To add a shape, write a function (Asked, Truth) -> answer without log_id, raising Refused where nothing is found.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...truth import Truth
from ..request import Asked
from . import bills, cards, iocr, sheets, words
from .lines import lines, pages

Shape = Callable[[Asked, Truth], dict[str, Any]]

_SHAPES: dict[str, Shape] = {
    "lines": lines,
    "dict_words": words.dict_words,
    "dict_str": words.dict_str,
    "dict_word_obj": words.dict_word_obj,
    "dict_word_list": words.dict_word_list,
    "dict_str_list": words.dict_str_list,
    "vat": words.vat,
    "result_object": cards.bankcard,
    "plate": cards.plate,
    "multi_docs": bills.multi_docs,
    "waybill": bills.waybill,
    "codes": sheets.codes,
    "forms": sheets.forms,
    "tables": sheets.tables,
    "seal": sheets.seals,
    "general_ocr": iocr.general_ocr,
}
_OWN: dict[str, Shape] = {
    "idcard": cards.idcard,
    "driving_license": cards.licence,
    "vehicle_license": cards.licence,
    "business_license": cards.business_license,
}
"""Interfaces that say more than their shape does."""


def answer(asked: Asked, truth: Truth) -> dict[str, Any]:
    """Raises Refused."""
    shape = _OWN.get(asked.interface.id) or _SHAPES[asked.interface.shape]
    said = shape(asked, truth)
    if asked.wants("detect_direction"):
        said["direction"] = truth.turned // 90
    return {**said, **pages(asked)}
