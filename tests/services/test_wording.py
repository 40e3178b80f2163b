"""Patterns: a specimen's values as a service writes them."""

from __future__ import annotations

import json

import pytest

from .printed import printed
from .truth import Paper, Quad, Truth
from .wording import Pattern, quads_of, worded

ROWS = [{"name": "纸", "amount": "2.00"}, {"name": "笔", "unit": "支", "amount": "3.50"}]
FIELDS = {"day": "2024-03-04", "span": "2024-03-04-2034-03-03", "number": "6225758000000005", "items": json.dumps(ROWS)}


def box(i: int) -> Quad:
    return ((0.0, i / 10), (0.5, i / 10), (0.5, i / 10 + 0.05), (0.0, i / 10 + 0.05))


PAPER = Paper("any", FIELDS, {"items": tuple(box(i) for i in range(5)), "day": (box(6),), "number": (box(7), box(8))})


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("{day:%Y%m%d}", "20240304"),
        ("{span:%Y.%m.%d}", "2024.03.04-2034.03.03"),
        ("{number:4}", "6225 7580 0000 0005"),
        ("{number:20}", ""),
        ("{absent:%Y}/{absent:yen}/{day}", "//2024-03-04"),
        (["items", "name"], ["纸", "笔"]),
        (["items", "unit"], ["", "支"]),
        (["items", "*"], [["纸", "2.00", ""], ["笔", "3.50", "支"]]),
        ({"of": "items", "N": "name", "U": "unit"}, [{"N": "纸", "U": ""}, {"N": "笔", "U": "支"}]),
        (["absent", "name"], []),
    ],
    ids=str,
)
def test_patterns(pattern: Pattern, expected: object) -> None:
    assert worded(pattern, FIELDS) == expected


def test_places_of_patterns() -> None:
    assert quads_of("{day:%Y} {number}", PAPER) == (box(6), box(7), box(8))
    assert quads_of(["items", "amount"], PAPER) == (box(1), box(4))
    assert quads_of(["items", "*"], PAPER) == tuple(box(i) for i in range(5))
    assert quads_of({"of": "items", "N": "name"}, PAPER) == tuple(box(i) for i in range(5))


def test_what_is_printed() -> None:
    lines = [text for text, _ in printed(Truth((PAPER,)), (100, 100))]
    assert lines == ["纸", "2.00", "笔", "支", "3.50", "2024-03-04", "62257580", "00000005"]
