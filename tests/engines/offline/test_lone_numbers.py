"""Pages of numbers: which page is one, and what is taken from it."""

from __future__ import annotations

import pytest

from desktop_ocr.domain.recognition import TextLine
from desktop_ocr.engines.offline.interpreter import interpret
from desktop_ocr.engines.offline.lone_numbers import find_numbers
from desktop_ocr.engines.offline.rule_section import parse
from desktop_ocr.engines.offline.second_look import NOWHERE
from tests.engines.offline.printed import laid_out, printed
from tests.test_document_types import TYPES


def below(*texts: str, score: float = 0.99) -> list[TextLine]:
    return [printed(text, 100, 60 + 60 * place, score=score) for place, text in enumerate(texts)]


def is_of_numbers(*lines: TextLine) -> bool:
    return bool(find_numbers(laid_out(*lines), NOWHERE))


def test_numbers_with_a_few_units_are_such_a_page() -> None:
    assert is_of_numbers(*below("26537994.3 Hz", "12.8", "18542171kWh"))


@pytest.mark.parametrize(
    "lines",
    [
        below("26537994", "18542171"),
        below("1", "2", "3"),
        below("合计金额 1200元", "收到日期 20240301", "经办人工号 8812"),
        below("26537994", "18542171", "77182", score=0.7),
        [printed(text, x, y) for y in (60, 140, 220) for x, text in ((60, "40213"), (400, "88120"))],
    ],
    ids=["few", "short", "labelled", "illegible", "columns"],
)
def test_others_are_none(lines: list[TextLine]) -> None:
    assert not is_of_numbers(*lines)


def test_every_number_is_on_a_line_of_its_own() -> None:
    kind = TYPES["numbers"]
    lines = below("No.20384756 220V", "4583.7 m2", "+86-10 12:30", "A12")
    (reading,) = interpret(kind, parse(kind.sections["offline"]), laid_out(*lines))
    assert reading.value.split("\n") == ["20384756", "220", "4583.7", "+86-10", "12:30"]
