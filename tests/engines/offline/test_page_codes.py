"""Pages that show codes: what they say, and whether they are what the page is about."""

from __future__ import annotations

import json
from collections.abc import Sequence

from desktop_ocr.domain.geometry import Quad
from desktop_ocr.engines.offline.code import Code
from desktop_ocr.engines.offline.hooks import HOOKS
from desktop_ocr.engines.offline.second_look import NOWHERE, Nowhere
from tests.engines.offline.printed import laid_out, printed

SQUARE = Code("QR_CODE", "編號：7", Quad.rectangle(0.1, 0.1, 0.3, 0.4))
BARS = Code("CODE_128", "AB1234", Quad.rectangle(0.5, 0.1, 0.6, 0.2))
TEXT = [printed("各单位要高度重视，明确专人负责，确保数据真实", 60, 300 + 40 * row) for row in range(8)]


class Coded(Nowhere):
    def __init__(self, *codes: Code) -> None:
        self._codes = codes

    def codes(self) -> Sequence[Code]:
        return self._codes


def test_each_code_is_a_row_as_it_was_put_in() -> None:
    found = HOOKS["codes"](laid_out(), Coded(SQUARE, BARS))
    assert json.loads(found["rows"].value) == [
        {"symbology": "QR_CODE", "content": "編號：7"},
        {"symbology": "CODE_128", "content": "AB1234"},
    ]
    assert len(found["rows"].characters) == len("編號：7AB1234")


def test_no_code_no_finding() -> None:
    assert not HOOKS["codes"](laid_out(*TEXT), NOWHERE)


def test_what_stands_under_a_code_or_was_read_out_of_it_is_no_other_text() -> None:
    lines = [
        printed("AB 1234", 500, 130),
        printed("国国国国国国国", 110, 80, size=20),
        printed("固定资产标签", 60, 400),
    ]
    assert "alone" in HOOKS["codes"](laid_out(*lines), Coded(SQUARE, BARS))


def test_a_paper_that_bears_a_code_is_not_about_it() -> None:
    assert "alone" not in HOOKS["codes"](laid_out(*TEXT), Coded(BARS))


def test_large_codes_may_have_an_explanation() -> None:
    large = Code("CODE_128", "AB1234", Quad.rectangle(0.1, 0.1, 0.9, 0.4))
    lines = [printed("Start pattern and check", 60, 300 + 40 * row) for row in range(6)]
    assert "alone" in HOOKS["codes"](laid_out(*lines), Coded(large))
    assert "alone" not in HOOKS["codes"](laid_out(*TEXT, *lines), Coded(large))
