"""What the numbers and areas of property certificates say of one another."""

from __future__ import annotations

import pytest

from desktop_ocr.domain.document_type import CrossRule, DocumentType, FieldSpec, ValueKind
from desktop_ocr.domain.review import Verdict
from tests.domain.weighing import verdicts, weighed
from tests.fakes import reading

PROVES, SUPPORTS, DOUBTS, BREAKS = Verdict.PROVES, Verdict.SUPPORTS, Verdict.DOUBTS, Verdict.BREAKS


def said(rule: str, first: str, second: str, kinds: tuple[ValueKind, ValueKind]) -> tuple[list[Verdict], list[Verdict]]:
    specs = tuple(FieldSpec(key, key, key, kind) for key, kind in zip("ab", kinds, strict=True))
    kind = DocumentType("k", "种", "Kind", specs, (CrossRule(rule, ("a", "b")),))
    one, two = weighed(kind, reading("a", first), reading("b", second))
    return verdicts(one, rule), verdicts(two, rule)


@pytest.mark.parametrize(
    ("number", "registered", "wanted"),
    [
        ("粤（2020）深圳市不动产权第0012345号", "2020-05-06", [SUPPORTS]),
        ("粤（2020）深圳市不动产权第0012345号", "2021-05-06", [DOUBTS]),
        ("深房地字第5000012345号", "2020-05-06", []),
        ("粤（2020）深圳市不动产权第0012345号", "2020年", []),
    ],
)
def test_the_year_of_a_number_never_proves_a_date(number: str, registered: str, wanted: list[Verdict]) -> None:
    assert said("year_in_number", number, registered, (ValueKind.TEXT, ValueKind.DATE)) == (wanted, wanted)


@pytest.mark.parametrize(
    ("inner", "whole", "wanted"),
    [
        ("70.20", "89.5", ([], [])),
        ("89.50", "89.5", ([], [])),
        ("789.20", "89.5", ([BREAKS], [DOUBTS])),
        ("七十", "89.5", ([], [])),
    ],
)
def test_an_inner_area_is_not_larger(inner: str, whole: str, wanted: tuple[list[Verdict], list[Verdict]]) -> None:
    assert said("inner_area_is_smaller", inner, whole, (ValueKind.AMOUNT, ValueKind.AMOUNT)) == wanted
