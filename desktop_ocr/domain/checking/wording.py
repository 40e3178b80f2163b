"""Marks that printed text has in pairs."""

from __future__ import annotations

from desktop_ocr.domain.review import Verdict


def brackets_in_pairs(value: str) -> Verdict | None:
    """In printed names and lists every bracket is closed; one that is not tells of text that was lost."""
    depth = 0
    for char in value.translate(str.maketrans("（）", "()")):
        depth += (char == "(") - (char == ")")
        if depth < 0:
            return Verdict.DOUBTS
    return Verdict.DOUBTS if depth else None
