"""What the rows of a bill must hold among themselves and against its sums."""

from __future__ import annotations

import pytest

from desktop_ocr.domain.checking.rows import number_in, rows_multiply
from desktop_ocr.domain.document_type import ColumnSpec, CrossRule, DocumentType, FieldSpec, ValueKind
from desktop_ocr.domain.review import Verdict
from desktop_ocr.domain.tables import rows_of, text_of
from tests.fakes import reading

from .weighing import verdicts, weighed

COLUMNS = (ColumnSpec("name", "名称", "Name"), ColumnSpec("amount", "金额", "Amount", ValueKind.AMOUNT, sum="total"))
KIND = DocumentType(
    "bill",
    "票据",
    "Bill",
    (
        FieldSpec("items", "明细", "Items", ValueKind.TABLE, columns=COLUMNS),
        FieldSpec("total", "合计", "Total", ValueKind.AMOUNT),
    ),
    (CrossRule("rows_sum", ("items", "total")),),
)


def row(**cells: str) -> dict[str, str]:
    return cells


def summed(*amounts: str, total: str, score: float = 0.999) -> tuple[list[Verdict], list[Verdict]]:
    rows = text_of([row(name="笔", amount=amount) for amount in amounts])
    items, sum_ = weighed(KIND, reading("items", rows, score=score), reading("total", total, score=score))
    return verdicts(items, "rows_sum"), verdicts(sum_, "rows_sum")


def test_a_table_is_written_and_read_back_without_its_empty_cells() -> None:
    value = text_of([row(name="*文具*笔", unit="", amount="5.00"), row(name="纸")])
    assert value == '[{"name":"*文具*笔","amount":"5.00"},{"name":"纸"}]'
    assert rows_of(value) == ({"name": "*文具*笔", "amount": "5.00"}, {"name": "纸"})
    assert text_of([]) == ""


@pytest.mark.parametrize("text", ["", "笔 5.00", "{}", "[1]", '[{"amount":5}]', '["a"]', "null"])
def test_what_is_no_table_has_no_rows(text: str) -> None:
    assert rows_of(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [("5999.00", "5999.00"), ("￥1,234.50", "1234.50"), ("-50.18", "-50.18"), ("¥-3", "-3"), ("12元", "12")],
)
def test_a_number_as_bills_print_it(text: str, number: str) -> None:
    assert str(number_in(text)) == number


@pytest.mark.parametrize("text", ["", "***", "12,34", "1.2.3", "免税", "三"])
def test_what_is_no_number(text: str) -> None:
    assert number_in(text) is None


GOODS = row(name="笔", quantity="3", price="1.333333", amount="4.00", tax_rate="13%", tax="0.52")


@pytest.mark.parametrize(
    ("rows", "verdict"),
    [
        ([GOODS], Verdict.SUPPORTS),
        ([GOODS, row(name="费", amount="100.00", tax_rate="6%", tax="6.00")], Verdict.SUPPORTS),
        ([GOODS | row(amount="4.10")], Verdict.DOUBTS),
        ([GOODS, GOODS | row(tax="0.62")], Verdict.DOUBTS),
        ([GOODS | row(quantity="8")], Verdict.DOUBTS),
        ([GOODS | row(total="4.52")], Verdict.SUPPORTS),
        ([GOODS | row(total="4.50")], Verdict.DOUBTS),
        ([row(name="书", amount="38.00", tax_rate="免税", tax="***")], None),
        ([row(name="书")], None),
        ([], None),
    ],
)
def test_rows_multiply(rows: list[dict[str, str]], verdict: Verdict | None) -> None:
    assert rows_multiply(text_of(rows)) is verdict


def test_rows_that_add_up_prove_the_sum_and_support_the_table() -> None:
    assert summed("4.00", "96.00", "-10.00", total="90.00") == ([Verdict.SUPPORTS], [Verdict.PROVES])


def test_of_an_unsure_reading_they_prove_nothing() -> None:
    assert summed("4.00", "96.00", total="100.00", score=0.95) == ([Verdict.SUPPORTS], [Verdict.SUPPORTS])


def test_rows_that_do_not_add_up_are_doubtful_for_one_may_be_missing() -> None:
    assert summed("4.00", "96.00", total="104.00") == ([Verdict.DOUBTS], [Verdict.DOUBTS])


def test_a_cell_that_is_no_number_says_nothing() -> None:
    assert summed("4.00", "九", total="100.00") == ([], [])
