"""The numbers of a page."""

from __future__ import annotations

from desktop_ocr.engines.offline.hooks import HOOKS
from desktop_ocr.engines.offline.second_look import NOWHERE
from tests.engines.offline.printed import laid_out, printed


def test_each_number_stands_on_a_line_as_it_is_printed() -> None:
    lines = [printed("合计1,234.50元", 60, 60), printed("2024-05-06 12:30", 60, 120), printed("占98.5%", 60, 180)]
    found = HOOKS["numbers"](laid_out(*lines), NOWHERE)
    assert found["lines"].value.split("\n") == ["1,234.50", "2024-05-06", "12:30", "98.5%"]
    assert "alone" not in found


def test_a_page_of_numbers_is_told() -> None:
    lines = [printed(text, 60, 60 + 60 * row) for row, text in enumerate(("13800138000", "010-63504", "8.25"))]
    assert "alone" in HOOKS["numbers"](laid_out(*lines), NOWHERE)


def test_a_page_without_numbers() -> None:
    assert not HOOKS["numbers"](laid_out(printed("值班制度", 60, 60)), NOWHERE)
