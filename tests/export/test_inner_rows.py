"""The rows of tables on papers go to a table of their own, beside that of the papers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from desktop_ocr.domain.document_type import ColumnSpec, DocumentType, FieldSpec, ValueKind
from desktop_ocr.domain.tables import text_of
from desktop_ocr.export import write
from desktop_ocr.export.cells import Amount, Date, Identifier, Text, Tint, plain
from desktop_ocr.export.columns import ColumnChoice
from desktop_ocr.export.csv_file import Csv
from desktop_ocr.export.rows import build_tables, headings
from desktop_ocr.export.workbook_reading import read_sheets

BILL = DocumentType(
    "bill",
    "发票",
    "Bill",
    (
        FieldSpec("number", "号码", "Number", ValueKind.NUMBER, required=True),
        FieldSpec(
            "items",
            "明细",
            "Items",
            ValueKind.TABLE,
            columns=(
                ColumnSpec("name", "名称", "Name"),
                ColumnSpec("day", "日期", "Day", ValueKind.DATE),
                ColumnSpec("amount", "金额", "Amount", ValueKind.AMOUNT, sum="total"),
            ),
        ),
        FieldSpec("total", "合计", "Total", ValueKind.AMOUNT),
    ),
)
ROWS = text_of([{"name": "笔", "day": "2024年5月6日", "amount": "￥1,234.50"}, {"name": "纸", "amount": "***"}])


@pytest.fixture
def bills(make_document):
    return [
        make_document({"number": "0001", "items": ROWS, "total": "1234.50"}, kind=BILL),
        make_document({"number": "0002", "total": "1"}, kind=BILL),
        make_document({"number": "0003", "items": text_of([{"name": "书"}])}, kind=BILL, scores={"items": 0.1}),
    ]


def test_each_row_stands_with_the_number_of_its_paper(bills, sentence):
    papers, rows = build_tables(bills, "zh", sentence)
    assert (papers.key, papers.parent, rows.key, rows.parent) == ("bill", "", "bill.items", "bill")
    assert rows.title == "发票－明细"
    assert rows.columns == ("文件", "页", "号码", "名称", "日期", "金额", "状态")
    assert [cell.value for cell in rows.rows[0][2:6]] == [
        Identifier("0001"),
        Text("笔"),
        Date(date(2024, 5, 6)),
        Amount(Decimal("1234.50")),
    ]
    assert [[plain(cell.value) for cell in row[2:6]] for row in rows.rows[1:]] == [
        ["0001", "纸", "", "***"],
        ["0003", "书", "", ""],
    ]


def test_the_paper_itself_shows_the_first_column(bills, sentence):
    papers, _ = build_tables(bills, "en", sentence)
    shown = [plain(row[papers.columns.index("Items")].value) for row in papers.rows]
    assert shown == ["笔; 纸", "", "书"]


def test_what_needs_a_look_is_said_beside_its_rows(bills, sentence):
    _, rows = build_tables(bills, "en", sentence)
    assert [plain(row[-1].value) for row in rows.rows] == ["likely", "likely", "illegible"]
    assert [row[3].tint for row in rows.rows] == [Tint.NONE, Tint.NONE, Tint.ILLEGIBLE]


def test_without_rows_there_is_no_table_of_them(make_document, sentence):
    document = make_document({"number": "0002", "items": "三支笔"}, kind=BILL)
    [papers] = build_tables([document], "zh", sentence)
    assert plain(papers.rows[0][3].value) == "三支笔"


def test_the_headings_are_those_of_the_tables_and_can_be_chosen(bills, sentence):
    found = headings(bills, "zh")
    tables = build_tables(bills, "zh", sentence)
    assert [heading.title for heading in found] == [table.title for table in tables]
    assert [tuple(column.label for column in heading.columns) for heading in found] == [
        table.columns for table in tables
    ]
    chosen = ColumnChoice({"bill.items": ("items.amount", "number")})
    _, rows = build_tables(bills, "zh", sentence, chosen)
    assert rows.columns[:2] == ("金额", "号码")


def test_a_workbook_has_a_sheet_and_csv_a_file_for_them(bills, sentence, tmp_path):
    [book] = write(bills, tmp_path / "a.xlsx", sentence=sentence)
    assert [sheet.name for sheet in read_sheets(book.read_bytes())] == ["发票", "发票－明细"]
    files = write(bills, tmp_path / "a.csv", sentence=sentence)
    assert [file.name for file in files] == ["a.csv", "a-发票－明细.csv"]
    assert len(files[1].read_text("utf-8-sig").splitlines()) == 4
    tables = build_tables(bills, "zh", sentence)
    assert Csv().targets(tables, Path("b.csv"))[0] == Path("b.csv")
