"""Numbers of invoices and of those who are taxed."""

from __future__ import annotations

from datetime import date

import pytest

from desktop_ocr.domain.checking import invoices
from desktop_ocr.domain.document_type import FieldSpec, ValueKind
from desktop_ocr.domain.review import Field, Verdict
from tests.fakes import reading


def fields(*values: str) -> list[Field]:
    return [
        Field(FieldSpec(f"f{place}", "某", "Some", ValueKind.NUMBER), (reading(f"f{place}", value),))
        for place, value in enumerate(values)
    ]


@pytest.mark.parametrize(
    ("value", "verdict"),
    [
        ("91350100M000100Y43", Verdict.PROVES),
        ("11010519491231002X", Verdict.PROVES),  # a person's ID number
        ("91350100M000100Y44", Verdict.DOUBTS),
        ("410305123456789", None),
        ("91350100M000100Y4", None),
        ("91350100M000100Y4300", None),
    ],
)
def test_tax_numbers(value: str, verdict: Verdict | None) -> None:
    assert invoices.tax_number(value) is verdict


def test_a_number_that_is_printed_twice_proves_itself() -> None:
    assert list(invoices.printed_twice(fields("87654321", "87654321"))) == [(0, Verdict.PROVES), (1, Verdict.PROVES)]
    assert list(invoices.printed_twice(fields("87654321", "87654327"))) == [(0, Verdict.DOUBTS), (1, Verdict.DOUBTS)]


@pytest.mark.parametrize(
    ("kind", "number", "verdict"),
    [
        ("电子发票（普通发票）", "25317000000123456789", Verdict.SUPPORTS),
        ("电子发票（普通发票）", "87654321", Verdict.DOUBTS),
        ("增值税电子普通发票", "87654321", Verdict.SUPPORTS),
        ("增值税专用发票", "25317000000123456789", Verdict.DOUBTS),
    ],
)
def test_the_length_of_a_number_fits_the_kind(kind: str, number: str, verdict: Verdict) -> None:
    assert list(invoices.kind_of_number(fields(kind, number))) == [(1, verdict)]


def test_a_number_of_twenty_digits_begins_with_its_year() -> None:
    day = date(2025, 3, 29).isoformat()
    assert {verdict for _, verdict in invoices.year_of_issue(fields("25317000000123456789", day))} == {Verdict.SUPPORTS}
    assert {verdict for _, verdict in invoices.year_of_issue(fields("24317000000123456789", day))} == {Verdict.DOUBTS}
    assert list(invoices.year_of_issue(fields("87654321", day))) == []
