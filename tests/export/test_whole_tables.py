"""A table that is known only from its paper goes to a sheet of its own, as it stands there."""

from __future__ import annotations

from decimal import Decimal

import pytest

from desktop_ocr.domain.document_type import DocumentType, FieldSpec, ValueKind
from desktop_ocr.domain.tables import text_of
from desktop_ocr.export import write
from desktop_ocr.export.cells import Amount, Text, plain
from desktop_ocr.export.rows import build_tables, headings
from desktop_ocr.export.workbook_reading import read_sheets

PAGE = DocumentType("table", "表格", "Table", (FieldSpec("rows", "内容", "Rows", ValueKind.TABLE),))
ROWS = [
    {"1": "姓名", "2": "工号", "4": "金额"},
    {"1": "甲", "2": "007", "4": "1,234.50"},
    {},
    {"4": "123456789012345678"},
]


@pytest.fixture
def pages(make_document):
    return [
        make_document({"rows": text_of(ROWS)}, kind=PAGE),
        make_document({"rows": text_of([{"1": "甲"}])}, kind=PAGE),
    ]


def test_each_paper_has_a_table_of_its_own_with_its_cells_in_place(pages, sentence):
    papers, first, second = build_tables(pages, "zh", sentence)
    assert (papers.parent, first.parent, second.parent) == ("", "table", "table")
    assert first.columns == ("姓名", "工号", "", "金额")
    assert [[plain(cell.value) for cell in row] for row in first.rows] == [
        ["甲", "007", "", "1234.50"],
        ["", "", "", ""],
        ["", "", "", "123456789012345678"],
    ]
    assert (second.columns, second.rows) == (("甲",), ())


def test_only_what_is_plainly_an_amount_is_a_number(pages, sentence):
    _, first, _ = build_tables(pages, "zh", sentence)
    assert first.rows[0][1].value == Text("007")
    assert first.rows[0][3].value == Amount(Decimal("1234.50"))
    assert first.rows[2][3].value == Text("123456789012345678")


def test_the_row_of_the_paper_shows_the_head(pages, sentence):
    papers, *_ = build_tables(pages, "zh", sentence)
    assert plain(papers.rows[0][papers.columns.index("内容")].value) == "姓名；工号；金额"


def test_what_was_typed_and_is_no_table_stands_with_the_paper(make_document, sentence):
    [papers] = build_tables([make_document({"rows": "三支笔"}, kind=PAGE)], "zh", sentence)
    assert plain(papers.rows[0][papers.columns.index("内容")].value) == "三支笔"


def test_a_workbook_has_a_sheet_for_each_and_nobody_is_asked_for_their_columns(pages, sentence, tmp_path):
    [book] = write(pages, tmp_path / "a.xlsx", sentence=sentence)
    names = [sheet.name for sheet in read_sheets(book.read_bytes())]
    assert len(names) == len(set(names)) == 3
    assert [heading.key for heading in headings(pages, "zh")] == ["table"]
