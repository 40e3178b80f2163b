"""What the square of an invoice says, and what is not one."""

from __future__ import annotations

import pytest

from desktop_ocr.engines.offline.invoice_square import parse, told

ORDINARY = "01,04,054001900604,81940553,39166.00,20190918,30870412032674668315,81A6,"
DIGITAL = "01,32,,25235822729308223425,88250.90,20250616,,1339,"


def test_an_ordinary_invoice_says_the_amount_without_tax() -> None:
    square = parse(ORDINARY)
    assert square is not None
    assert not square.has_tax
    assert square.values({"amount": "39166.08"}) == {
        "invoice_code": "054001900604",
        "invoice_number": "81940553",
        "amount": "39166.00",
        "invoice_date": "2019-09-18",
        "check_code": "30870412032674668315",
    }


def test_a_digital_one_has_no_code_and_says_the_total() -> None:
    square = parse(DIGITAL)
    assert square is not None
    assert square.values({"total": "88250.90"}) == {
        "invoice_number": "25235822729308223425",
        "total": "88250.90",
        "invoice_date": "2025-06-16",
    }


def test_a_shortened_check_code_is_not_told_as_the_whole() -> None:
    square = parse(ORDINARY.replace("30870412032674668315", "668315"))
    assert square is not None
    assert square.check_code == "668315"
    assert "check_code" not in square.values({})


def test_an_amount_may_be_missing_or_negative() -> None:
    missing, negative = parse(DIGITAL.replace("88250.90", "")), parse(ORDINARY.replace("39166.00", "-39166.00"))
    assert missing is not None
    assert negative is not None
    assert "total" not in missing.values({"total": "1.00"})
    assert negative.values({"amount": "1.00"})["amount"] == "-39166.00"


def test_an_amount_is_that_sum_which_is_printed_so_and_none_where_none_is_printed() -> None:
    printed = {"amount": "88250.90", "total": "95310.97"}
    assert told(DIGITAL, printed)["amount"] == "88250.90"
    assert "total" not in told(DIGITAL, printed)
    assert told(DIGITAL, {}).keys() == {"invoice_number", "invoice_date"}


def test_an_amount_has_two_places_however_it_is_written() -> None:
    assert told(DIGITAL.replace("88250.90", "88250.9"), {"total": "1"})["total"] == "88250.90"


def test_another_square_tells_nothing() -> None:
    assert told("https://example.invalid", {"total": "1.00"}) == {}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://example.invalid/01,04",
        "MECARD:N:测试;;",
        ORDINARY.replace("01,04", "02,04"),
        ORDINARY.replace("81940553", "8194055"),
        ORDINARY.replace("20190918", "20190931"),
        ORDINARY.replace("20190918", "2019091"),
        ORDINARY.replace("39166.00", "39,166.00"),
        ORDINARY.replace("054001900604", "05400190060"),
        "33066335,2561920997,5e0d36,20220717,2201.40",
    ],
)
def test_what_is_no_square_of_an_invoice(text: str) -> None:
    assert parse(text) is None
