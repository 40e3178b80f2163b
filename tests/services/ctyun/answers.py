"""A truth in the shape of each interface; "front" is the side with the emblem here."""

from __future__ import annotations

from typing import Any

from ..facts import loaded
from ..printed import printed
from ..truth import Paper, Quad, Truth
from ..wording import pixels, worded

_KINDS: dict[str, dict[str, dict[str, str]]] = loaded("ctyun_kinds.json")
_CARD = ("name", "sex", "nation", "birthday", "idn", "addr", "org", "validperiod")
_PLATES = {"蓝色": "蓝牌", "黄色": "黄牌", "绿色": "新能源绿牌"}

Size = tuple[int, int]


def answer(interface: str, truth: Truth, size: Size) -> dict[str, Any]:
    """One element of returnObj, or all of it for the licence."""
    return _ANSWERS[interface](truth, size)


def general_ocr(truth: Truth, size: Size) -> dict[str, Any]:
    lines = [
        {"name": str(i), "text": text, "box": [round(number, 2) for point in quad for number in point]}
        for i, (text, quad) in enumerate(printed(truth, size))
    ]
    return {"text_line": len(lines), "detail": lines}


def idcard(truth: Truth, size: Size) -> dict[str, Any]:
    found = next((values for _, values in _read(truth, "idcard")), {})
    detail = {key: found.get(key, "") for key in _CARD}
    constant = {"idcard_face": "no face", "demo_image": "demo_image", "risk": "normal"}
    return {"note": found.get("note", ""), "detail": detail, **constant}


def license_plate(truth: Truth, size: Size) -> dict[str, Any]:
    plates = []
    for paper, values in _read(truth, "license_plate"):
        corners = _around(paper.boxes.get("number", ()), size)
        kind = _PLATES.get(values["plate_type"], values["plate_type"])
        plates.append({"box": corners, "plate_type": kind, "platelicense": values["platelicense"], "confidence": 0.99})
    return {"number of plate licenses": len(plates), "detail": plates}


def business_license(truth: Truth, size: Size) -> dict[str, Any]:
    found = next((dict(values) for _, values in _read(truth, "business_license")), None)
    if found is None:
        return {"license_type": "Not Business License", "detail": {}}
    if not found["real_captial"]:  # only licences in two columns have it
        del found["real_captial"]
    return {"license_type": "Business License", "detail": found}


_ANSWERS = {
    "general_ocr": general_ocr,
    "idcard": idcard,
    "license_plate": license_plate,
    "business_license": business_license,
}


def _read(truth: Truth, interface: str) -> list[tuple[Paper, dict[str, str]]]:
    """Papers that the interface knows, with their values by its keys."""
    found = []
    for paper in truth.papers:
        if paper.told_as == interface:
            found.append((paper, dict(paper.fields)))
        elif keys := _KINDS.get(paper.kind, {}).get(interface):
            found.append((paper, {key: worded(pattern, paper.fields) for key, pattern in keys.items()}))
    return found


def _around(quads: tuple[Quad, ...], size: Size) -> list[list[int]]:
    """The corners of the upright rectangle around all of them, clockwise from the top left."""
    points = [point for quad in quads for point in pixels(quad, size)] or [(0.0, 0.0)]
    left, top = round(min(x for x, _ in points)), round(min(y for _, y in points))
    right, bottom = round(max(x for x, _ in points)), round(max(y for _, y in points))
    return [[left, top], [right, top], [right, bottom], [left, bottom]]
