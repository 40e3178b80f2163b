"""A bill with goods: its kind, and the paper as an engine read it, with a doubtful character and a wrong row."""

from __future__ import annotations

from pathlib import Path

from desktop_ocr.domain.document import Document, Source
from desktop_ocr.domain.document_type import ColumnSpec, DocumentType, FieldSpec, ValueKind
from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.recognition import Character, Paper, Reading, Recognition, TextLine
from desktop_ocr.domain.tables import text_of

COLUMNS = (
    ColumnSpec("name", "货物或应税劳务、服务名称", "Goods"),
    ColumnSpec("unit", "单位", "Unit"),
    ColumnSpec("quantity", "数量", "Quantity", ValueKind.AMOUNT),
    ColumnSpec("price", "单价", "Price", ValueKind.AMOUNT),
    ColumnSpec("amount", "金额", "Amount", ValueKind.AMOUNT, sum="net"),
    ColumnSpec("tax_rate", "税率", "Rate"),
    ColumnSpec("tax", "税额", "Tax", ValueKind.AMOUNT),
)
KIND = DocumentType(
    "test_bill",
    "测试发票",
    "Test bill",
    (
        FieldSpec("number", "发票号码", "Number", ValueKind.NUMBER),
        FieldSpec("goods", "货物", "Goods", ValueKind.TABLE, columns=COLUMNS),
        FieldSpec("net", "合计金额", "Net", ValueKind.AMOUNT),
        FieldSpec("free", "表格", "Any table", ValueKind.TABLE),
    ),
)
ROWS = [
    dict(zip([one.key for one in COLUMNS], cells, strict=True))
    for cells in (
        ("*电子计算机*笔记本电脑", "台", "2", "4500.00", "9000.00", "13%", "1170.00"),
        ("*纸制品*复印纸", "箱", "10", "105.50", "1055.00", "13%", "137.15"),
        ("*文具*中性笔", "盒", "5", "24.00", "130.00", "13%", "16.90"),
    )
]
"""The amount of the last row is no product: 5 × 24 is 120."""
UNCLEAR = (1, "price")


def bill() -> Document:
    lines, characters = [], []
    for number, row in enumerate(ROWS):
        top = 0.3 + 0.05 * number
        for place, (column, text) in enumerate(row.items()):
            region = Quad.rectangle(0.05 + 0.13 * place, top, 0.15 + 0.13 * place, top + 0.03)
            weak = (number, column) == UNCLEAR
            read = tuple(
                Character(one, 0.6 if weak and at == 0 else 0.99, at / len(text), (at + 1) / len(text))
                for at, one in enumerate(text)
            )
            lines.append(TextLine(read, 0.99, region))
            characters += read
    value, whole = text_of(ROWS), Quad.rectangle(0.05, 0.3, 0.95, 0.45)
    readings = (
        Reading("number", "12345678", "12345678", 0.99, "fake"),
        Reading("goods", value, "", 0.99, "fake", whole, tuple(characters)),
        Reading("net", "10185.00", "10185.00", 0.99, "fake"),
    )
    paper = Paper(KIND.key, 1.0, tuple(lines), readings)
    return Document(Source(Path("bill.png"))).read_as(KIND, Recognition("fake", (paper,), 0, 1000, 1000, 0.1))
