"""The ``[baidu]`` section of a type file: which of Baidu's interfaces reads a kind of paper.

[baidu]
interface = "idcard"                      # id of the interface
parameters = { id_card_side = "front" }   # what tells it the kind, where it reads several
others = ["general_basic"]                # interfaces of the same shape that a clerk may choose instead
iocr = "id_card_front"                    # preset of the universal iOCR, if there is one
pairs = "others"                          # field of what has no field of its own, a line each
columns = { CommodityName = "名称" }      # keys of lines of goods → columns of the kind's table
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.engines.baidu import facts

WORDS = ("interface", "parameters", "others", "iocr", "pairs", "columns")


def check_section(section: Mapping[str, Any], kind: DocumentType) -> tuple[str, str] | None:
    """What is wrong with the section: the word and the problem, or None."""
    for word in section:
        if word not in WORDS:
            return word, f"'{word}' is not one of {', '.join(WORDS)}"
    if not (section.get("interface") or section.get("iocr")):
        return "interface", "an interface or an iocr preset must be named"
    for word, known in (("interface", facts.interfaces()), ("iocr", facts.presets())):
        name = section.get(word, "")
        if not isinstance(name, str):
            return word, f"'{word}' must be a text"
        if name and name not in known:
            return word, f"there is no {word} '{name}'"
    if problem := _check_others(section.get("others", []), section.get("interface", "")):
        return "others", problem
    pairs = section.get("pairs", "")
    if pairs and pairs not in {field.key for field in kind.fields}:
        return "pairs", f"'{pairs}' is no field of this kind"
    for word in ("parameters", "columns"):
        values = section.get(word, {})
        if not isinstance(values, Mapping) or not all(isinstance(value, str) for value in values.values()):
            return word, f"'{word}' must be a table of texts"
    parameters = section.get("parameters", {})
    return _check_parameters(parameters, str(section.get("interface", "")))


def _check_others(others: Any, interface: str) -> str:
    if not isinstance(others, list):
        return "'others' must be a list of interfaces"
    known = facts.interfaces()
    for name in others:
        if name not in known or "image" not in known[name].inputs:
            return f"there is no interface '{name}' that takes a picture"
        if not interface or known[name].shape != known[interface].shape:
            return f"'{name}' does not answer as '{interface}' does"
    return ""


def _check_parameters(parameters: Mapping[str, str], interface: str) -> tuple[str, str] | None:
    known = facts.interfaces()[interface].parameters if interface else {}
    for name, value in parameters.items():
        if name not in known:
            return name, f"interface '{interface}' has no parameter '{name}'"
        if not known[name].accepts(value):
            return name, f"'{value}' is no value of '{name}'"
    return None
