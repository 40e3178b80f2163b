"""Cards whose answers are like no other: identity card, licences with checks, bank card, number plate."""

from __future__ import annotations

import base64
import io
from typing import Any

from ...truth import WHOLE, Truth
from ..errors import Refused
from ..filling import Filled, all_filled, filled, other_side, wanted
from ..request import Asked
from .places import location, vertexes
from .words import answered, dict_words, named_words, required

_NO_ONE = {
    "front": ("姓名", "性别", "民族", "出生", "住址", "公民身份号码"),
    "back": ("签发机关", "签发日期", "失效日期"),
}
_QUALITY = {"IsClear": 1, "IsComplete": 1, "IsNoCover": 1}


def idcard(asked: Asked, truth: Truth) -> dict[str, Any]:
    """A card shown from its other side is read all the same, with a warning; no card at all is no error."""
    status, found = "normal", filled(asked, truth)
    if found is None:
        found = other_side(asked, truth)
        status = "reversed_side" if found else "other_type_card" if truth.papers else "non_idcard"
    side = asked.value("id_card_side")
    nobody = Filled(dict.fromkeys(_NO_ONE[side], ""), {}, WHOLE, f"idcard:{side}")
    answer = answered(named_words(asked, found or nobody))
    answer["image_status"] = truth.found.get("image_status", status)
    answer["idcard_number_type"] = 1 if found and found.values.get("公民身份号码") else -1
    if asked.wants("detect_risk"):
        temporary = any(paper.kind == "temporary_id_card" for paper in truth.papers)
        answer["risk_type"] = truth.found.get("risk_type", "temporary" if temporary else "normal")
        answer |= {key: truth.found[key] for key in ("edit_tool",) if key in truth.found}
    if asked.wants("detect_ps"):
        answer["card_ps"] = truth.found.get("card_ps", 0)
    if asked.wants("detect_quality"):
        answer["card_quality"] = truth.found.get("card_quality", _quality("propobility"))
    if found and asked.wants("detect_card"):
        answer["card_location"] = location([found.outline])
        answer["card_image"] = _cut(asked, answer["card_location"])
    if found and asked.wants("detect_photo") and found.side == "idcard:front":
        answer["photo_location"] = _portrait(location([found.outline]))
        answer["photo"] = _cut(asked, answer["photo_location"])
    return answer


def _quality(ending: str) -> dict[str, Any]:
    return {**_QUALITY, **{f"{key}_{ending}": 0.98 for key in _QUALITY}}


def _portrait(card: dict[str, int]) -> dict[str, int]:
    """Where the portrait stands on an upright card."""
    left, top, width, height = card.values()
    return {
        "left": round(left + 0.62 * width), "top": round(top + 0.17 * height),
        "width": round(0.31 * width), "height": round(0.58 * height),
    }  # fmt: skip


def _cut(asked: Asked, place: dict[str, int]) -> str:
    """That part of the picture as base64 of a JPEG."""
    from PIL import Image

    if asked.given != "image":
        return ""
    left, top, width, height = place.values()
    with Image.open(io.BytesIO(asked.content)) as image:
        part = image.convert("RGB").crop((left, top, left + max(1, width), top + max(1, height)))
    kept = io.BytesIO()
    part.save(kept, "JPEG", quality=80)
    return base64.b64encode(kept.getvalue()).decode()


def licence(asked: Asked, truth: Truth) -> dict[str, Any]:
    """Driving and vehicle licence: the checks work on their fronts only."""
    answer = dict_words(asked, truth)
    words = answer["words_result"]
    if asked.wants("unified_valid_period") and "有效期限" in words:
        words["有效起始日期"], words["失效日期"] = words.pop("有效期限"), words.pop("至", {"words": ""})
    if not wanted(asked).endswith(":back"):
        if asked.wants("quality_warn"):
            answer["warn_infos"] = truth.found.get("warn_infos", [])
            answer["quality_propobility"] = truth.found.get("quality_propobility", {"IsClear_propobility": 0.98})
        answer |= _risk(asked, truth)
    return answer


def _risk(asked: Asked, truth: Truth) -> dict[str, Any]:
    if not asked.wants("risk_warn"):
        return {}
    edited = {"edit_tool": truth.found["edit_tool"]} if "edit_tool" in truth.found else {}
    return {"risk_type": truth.found.get("risk_type", "normal"), **edited}


def business_license(asked: Asked, truth: Truth) -> dict[str, Any]:
    answer = dict_words(asked, truth) | _risk(asked, truth)
    if asked.wants("detect_quality"):
        answer["card_quality"] = truth.found.get("card_quality", _quality("probability"))
    return answer


def bankcard(asked: Asked, truth: Truth) -> dict[str, Any]:
    found = filled(asked, truth)
    if found is None:
        raise Refused(216631)
    result = dict(found.values)
    if asked.wants("location"):
        result["bank_card_number_location"] = location(found.quads.get("bank_card_number", ()))
    if asked.wants("detect_quality"):
        result["card_quality"] = truth.found.get("card_quality", _quality("probability"))
    return {"result": result}


def plate(asked: Asked, truth: Truth) -> dict[str, Any]:
    required(asked, truth)
    plates = [_plate(asked, truth, found) for found in all_filled(asked, truth, wanted(asked))]
    answer: dict[str, Any] = {"words_result": plates if asked.wants("multi_detect") else plates[0]}
    if asked.wants("detect_risk"):
        answer["edit_tool"] = truth.found.get("edit_tool", "")
    return answer


def _plate(asked: Asked, truth: Truth, found: Filled) -> dict[str, Any]:
    place = location(found.quads.get("number", ()))
    left, top, right, bottom = (
        place["left"], place["top"], place["left"] + place["width"], place["top"] + place["height"],
    )  # fmt: skip
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    cover = {"cover_info": truth.found.get("cover_info", [])} if asked.wants("detect_complete") else {}
    return {
        "number": found.values["number"],
        "color": found.values["color"],
        "probability": [0.99] * len(found.values["number"]),
        "vertexes_location": vertexes(corners),
        **cover,
    }
