"""The ``[ctyun]`` section of a type file: which of CTyun's interfaces reads a kind of paper.

[ctyun]
interface = "idcard"                # id of the interface
keys = { id_number = "idn" }        # our key of a field → its key in the answer
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop_ocr.domain.document_type import DocumentType


def check_section(section: Mapping[str, Any], kind: DocumentType) -> tuple[str, str] | None:
    """What is wrong with the section: the word and the problem, or None."""
    for word in section:
        if word not in ("interface", "keys"):
            return word, f"'{word}' is not one of interface, keys"
    if not isinstance(section.get("interface"), str) or not section["interface"]:
        return "interface", "an interface must be named"
    keys = section.get("keys", {})
    if not isinstance(keys, Mapping) or not all(isinstance(value, str) for value in keys.values()):
        return "keys", "'keys' must be a table of texts"
    known = {field.key for field in kind.fields}
    return next(((key, f"'{key}' is no field of this kind") for key in keys if key not in known), None)
