"""What a person types, in normal form."""

from __future__ import annotations

import pytest

from desktop_ocr.domain.document_type import FieldSpec, ValueKind
from desktop_ocr.domain.typed import joined, normal_form, without_label


@pytest.mark.parametrize(
    ("kind", "typed", "meant"),
    [
        (ValueKind.DATE, "2011-4-3", "2011-04-03"),
        (ValueKind.DATE, "20110403", "2011-04-03"),
        (ValueKind.DATE, "2011年04月03日", "2011-04-03"),
        (ValueKind.DATE, "2011 年 4 月", "2011-04"),
        (ValueKind.DATE, "２０１１.4.3", "2011-04-03"),
        (ValueKind.DATE, "长期有效", "长期"),
        (ValueKind.DATE, "2011-02-30", "2011-02-30"),  # no such day: stays, and breaks its rule
        (ValueKind.DATE, "11-4-3", "11-4-3"),  # which century?
        (ValueKind.EXPIRY, "8/28", "08/28"),
        (ValueKind.EXPIRY, "0828", "08/28"),
        (ValueKind.EXPIRY, "08/2028", "08/28"),
        (ValueKind.PERIOD, "2015.2.12-长期", "2015.2.12-长期"),  # a dash within a date or between two?
        (ValueKind.PERIOD, "2015.2.12 至 2035.2.11", "2015-02-12至2035-02-11"),
        (ValueKind.NUMBER, "1101 0519 4912 3100 2x", "11010519491231002X"),
        (ValueKind.NAME, " Li  Si", " Li  Si"),
    ],
)
def test_only_one_thing_can_be_meant(kind: ValueKind, typed: str, meant: str) -> None:
    assert normal_form(kind, typed) == meant
    assert normal_form(kind, meant) == meant


def test_a_line_without_its_label() -> None:
    spec = FieldSpec("term", "营业期限", "Term", ValueKind.DATE)
    assert without_label(spec, "营业 期限：长期") == "长期"
    assert without_label(spec, "营业期限") == "营业期限"
    assert without_label(spec, "长期") == "长期"


def test_pieces_are_joined() -> None:
    assert joined(ValueKind.ADDRESS, "深圳市", " 2号") == "深圳市2号"
    assert joined(ValueKind.NAME, "LI", "SI") == "LI SI"
    assert joined(ValueKind.LINES, "a", "b") == "a\nb"
