"""The ``[baidu]`` section of a type file: which of Baidu's interfaces reads a kind of paper.

[baidu]
interface = "idcard"                      # id of the interface
parameters = { id_card_side = "front" }   # what tells it the kind, where it reads several
iocr = "id_card_front"                    # preset of the universal iOCR, if there is one
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop_ocr.domain.document_type import DocumentType


def check_section(section: Mapping[str, Any], kind: DocumentType) -> tuple[str, str] | None:
    """What is wrong with the section: the word and the problem, or None."""
    for word in section:
        if word not in ("interface", "parameters", "iocr"):
            return word, f"'{word}' is not one of interface, parameters, iocr"
    if not (section.get("interface") or section.get("iocr")):
        return "interface", "an interface or an iocr preset must be named"
    for word in ("interface", "iocr"):
        if not isinstance(section.get(word, ""), str):
            return word, f"'{word}' must be a text"
    parameters = section.get("parameters", {})
    if not isinstance(parameters, Mapping) or not all(isinstance(value, str) for value in parameters.values()):
        return "parameters", "'parameters' must be a table of texts"
    return None
