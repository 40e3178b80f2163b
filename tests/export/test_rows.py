"""Documents become tables of rightly typed cells."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path, PurePosixPath

import pytest

from desktop_ocr.domain.document import Document, Source
from desktop_ocr.domain.document_type import DocumentType, FieldSpec, ValueKind
from desktop_ocr.domain.errors import SourceDamaged, WorkerDied
from desktop_ocr.domain.review import Correction, Reason
from desktop_ocr.export.cells import Amount, Date, Identifier, Link, Text, Tint, Value, plain
from desktop_ocr.export.rows import build_tables

ROOT = Path(__file__).resolve().parents[2]


def one_value(make_document, sentence, kind: ValueKind, value: str) -> Value:
    paper = DocumentType("kind", "种类", "Kind", (FieldSpec("field", "字段", "Field", kind),))
    [table] = build_tables([make_document({"field": value}, kind=paper)], "zh", sentence)
    return table.rows[0][2].value


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (ValueKind.NUMBER, "110105194912310025", Identifier("110105194912310025")),
        (ValueKind.NUMBER, "000123", Identifier("000123")),
        (ValueKind.DATE, "1998-11-05", Date(date(1998, 11, 5))),
        (ValueKind.DATE, "1900-03-01", Date(date(1900, 3, 1))),
        (ValueKind.DATE, "9999-12-31", Date(date(9999, 12, 31))),
        (ValueKind.DATE, "1900-02-28", Text("1900-02-28")),
        (ValueKind.DATE, "1998-11", Text("1998-11")),
        (ValueKind.DATE, "1998", Text("1998")),
        (ValueKind.DATE, "1998-02-30", Text("1998-02-30")),
        (ValueKind.DATE, "长期", Text("长期")),
        (ValueKind.AMOUNT, "1234.50", Amount(Decimal("1234.50"))),
        (ValueKind.AMOUNT, "-12", Amount(Decimal(-12))),
        (ValueKind.AMOUNT, "1234567890123.45", Amount(Decimal("1234567890123.45"))),
        (ValueKind.AMOUNT, "12345678901234.56", Text("12345678901234.56")),
        (ValueKind.AMOUNT, "1,234.50", Text("1,234.50")),
        (ValueKind.AMOUNT, "007", Text("007")),
        (ValueKind.AMOUNT, "１２", Text("１２")),
        (ValueKind.AMOUNT, "NaN", Text("NaN")),
        (ValueKind.AMOUNT, "1e5", Text("1e5")),
        (ValueKind.EXPIRY, "12/28", Identifier("12/28")),
        (ValueKind.PERIOD, "2015-02-12至2035-02-11", Text("2015-02-12至2035-02-11")),
        (ValueKind.LINES, "一\r\n二", Text("一\n二")),
        (ValueKind.TEXT, "=1+1", Text("=1+1")),
    ],
)
def test_type_of_a_cell(make_document, sentence, kind, text, expected):
    assert one_value(make_document, sentence, kind, text) == expected


@pytest.mark.parametrize("kind", ValueKind)
def test_empty_value_is_an_empty_cell(make_document, sentence, kind):
    assert plain(one_value(make_document, sentence, kind, "")) == ""


def test_amount_keeps_its_decimals():
    assert plain(Amount(Decimal("-12.50"))) == "-12.50"
    assert plain(Amount(Decimal("0.000000001"))) == "0.000000001"


def test_columns_in_both_languages(make_document, sentence):
    document = make_document({"name": "张三"})
    [zh] = build_tables([document], "zh", sentence)
    [en] = build_tables([document], "en", sentence)
    assert (zh.key, zh.title, en.title) == ("id_card_front", "身份证（人像面）", "ID card (portrait side)")
    assert zh.columns == ("文件", "页", "姓名", "号码", "出生", "金额", "备考", "状态", "待看的字段")
    assert en.columns == ("File", "Page", "Name", "Number", "Born", "Amount", "Remark", "State", "Fields to look at")


def test_what_needs_a_look_is_said_in_words_and_tint(make_document, sentence):
    document = make_document({"name": "张三", "birth": "1998-11-05", "remark": "x"}, scores={"remark": 0.1})
    [table] = build_tables([document], "zh", sentence)
    cells = dict(zip(table.columns, table.rows[0], strict=True))
    assert plain(cells["待看的字段"].value) == "号码（空）、出生（待看）、备考（看不清）"
    assert plain(cells["状态"].value) == "待看"
    tints = {column: cell.tint for column, cell in cells.items() if cell.tint is not Tint.NONE}
    assert tints == {
        "号码": Tint.MISSING,
        "出生": Tint.DOUBTFUL,
        "备考": Tint.ILLEGIBLE,
        "状态": Tint.DOUBTFUL,
    }
    [table] = build_tables([document], "en", sentence)
    assert plain(table.rows[0][-1].value) == "Number (empty), Born (doubtful), Remark (illegible)"


def test_of_an_incomplete_page_every_field_is_to_be_looked_at(make_document, sentence, id_card):
    whole = make_document({"name": "张三", "number": "1"})
    document = replace(whole, is_incomplete=True).read_as(id_card, whole.recognition)
    [table] = build_tables([document], "en", sentence)
    looked_at = "Name (doubtful), Number (doubtful), Born (empty), Amount (empty), Remark (empty)"
    assert plain(table.rows[0][-1].value) == looked_at


def test_a_persons_value_is_exported_and_needs_no_look(make_document, sentence):
    document = make_document({"name": "张三", "number": "123"})
    document = document.corrected("number", Correction("456", Reason.AS_PRINTED))
    [table] = build_tables([replace(document, finished=True)], "zh", sentence)
    assert [plain(cell.value) for cell in table.rows[0]] == ["a.jpg", "1", "张三", "456", "", "", "", "已完成", ""]


def test_paper_number_where_a_page_has_several(make_document, sentence):
    documents = [make_document({"name": "张"}, papers=2, paper_index=index) for index in (0, 1)]
    [table] = build_tables(documents, "zh", sentence)
    assert [plain(row[1].value) for row in table.rows] == ["1（第 1 张）", "1（第 2 张）"]


def test_a_table_for_each_kind_in_order_of_appearance(make_document, bank_card, sentence):
    path = PurePosixPath("/scans/b.png")
    documents = [
        make_document({"number": "6222020111122220000"}, kind=bank_card, path=path),
        make_document({"name": "张三"}),
        make_document({"number": "6222020111122220001"}, kind=bank_card),
    ]
    tables = build_tables(documents, "zh", sentence)
    assert [(table.title, len(table.rows)) for table in tables] == [("银行卡", 2), ("身份证（人像面）", 1)]
    assert tables[0].rows[0][0].value == Link("b.png", path)


def test_no_document_is_lost(make_document, sentence):
    path = PurePosixPath("/scans/x.jpg")
    failed = Document(Source(path, page=3)).failed(SourceDamaged())
    waiting = Document(Source(path))
    failed_later = make_document({"name": "张三"}).failed(WorkerDied())
    cards, rest = build_tables([failed, waiting, failed_later], "zh", sentence)
    assert [plain(row[2].value) for row in cards.rows] == ["张三"]
    assert (rest.key, rest.title, rest.columns) == ("", "未读出", ("文件", "页", "状态", "代码", "原因"))
    assert [[plain(cell.value) for cell in row] for row in rest.rows] == [
        ["x.jpg", "3", "未读出", "E_DAMAGED", "Sentence for E_DAMAGED."],
        ["x.jpg", "1", "排队", "", ""],
        ["a.jpg", "1", "未读出", "E_WORKER", "Sentence for E_WORKER."],
    ]


def test_lost_characters_are_noted_in_a_last_column(make_document, sentence):
    documents = [
        make_document({"name": "张\x00三", "remark": "长" * 40_000}),
        make_document({"name": "李四", "remark": "短"}),
    ]
    [table] = build_tables(documents, "zh", sentence)
    assert table.columns[-1] == "备注"
    assert plain(table.rows[0][2].value) == "张三"
    assert len(plain(table.rows[0][6].value)) == 32_767
    assert [plain(row[-1].value) for row in table.rows] == [
        "姓名：删去了不能显示的字符；备考：太长，后面截去",
        "",
    ]


def test_importing_the_package_loads_no_writer():
    """The window starts with this package; XlsxWriter comes when it is needed."""
    program = "import sys, desktop_ocr.export; sys.exit('xlsxwriter' in sys.modules)"
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)
