"""Workbooks as another reader, openpyxl, sees them."""

from __future__ import annotations

import tempfile
import zipfile
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path, PurePosixPath, PureWindowsPath
from urllib.parse import urlparse
from urllib.request import url2pathname

import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from desktop_ocr import export
from desktop_ocr.domain.errors import ExportCorrupt, SourceDamaged
from desktop_ocr.export import workbook_reading
from desktop_ocr.export.base import unheard
from desktop_ocr.export.cells import Amount, Cell, Date, Identifier, Link, Table, Text, Tint
from desktop_ocr.export.cleaning import clean
from desktop_ocr.export.excel import Excel, link_address
from desktop_ocr.export.replacing import Disk

NASTY = ["=1+1", "@SUM(A1)", "-1", "+1", "_x0041_", "_x0041_x0042_", "<r>", "</r>", "<t>", "&", "]]>", "'", " ", "\n"]
TEXTS = st.lists(
    st.one_of(st.sampled_from(NASTY), st.text(st.characters(exclude_categories=()), max_size=12)), max_size=5
).map(lambda pieces: clean("".join(pieces)).text)
DAYS = st.dates(min_value=date(1900, 3, 1))
AMOUNTS = st.decimals(-(10**9), 10**9, places=4, allow_nan=False)


def one_column(values, tint=Tint.NONE):
    return Table("kind", "种类", ("列",), tuple((Cell(value, tint),) for value in values))


def write(tables, path, **options):
    assert Excel(**options).write(tables, path, progress=unheard, disk=Disk()) == [path]
    return openpyxl.load_workbook(path, rich_text=False)


def column(sheet):
    return [row[0].value for row in sheet.iter_rows(min_row=2)]


def test_whole_export(tmp_path, make_document, bank_card, sentence):
    source = tmp_path / "张三.jpg"
    documents = [
        make_document(
            {
                "name": "=1+1",
                "number": "110105194912310025",
                "birth": "1998-11-05",
                "fee": "-1234.50",
                "remark": "一\n二",
            },
            path=source,
        ),
        make_document({"name": "@SUM(A1)", "number": "000123", "birth": "1998-11", "fee": "1" * 16}),
        make_document({"number": "6222020111122220000"}, kind=bank_card),
        make_document({}).failed(SourceDamaged()),
    ]
    path = tmp_path / "out.xlsx"
    heard = []
    written = export.write(documents, path, sentence=sentence, progress=lambda *numbers: heard.append(numbers))
    assert written == [path] == export.targets(documents, path, sentence=sentence)
    assert heard == [(5, 5)]

    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["身份证（人像面）", "银行卡", "未读出"]
    cards = book["身份证（人像面）"]
    assert [cell.value for cell in cards[1]] == [
        "文件",
        "页",
        "姓名",
        "号码",
        "出生",
        "金额",
        "备考",
        "状态",
        "待看的字段",
    ]
    assert all(cell.font.bold for cell in cards[1])
    first, second = list(cards.iter_rows(min_row=2, max_row=3))
    assert [cell.value for cell in first[:7]] == [
        "张三.jpg",
        "1",
        "=1+1",
        "110105194912310025",
        datetime(1998, 11, 5),
        -1234.5,
        "一\n二",
    ]
    assert [cell.data_type for cell in first[:7]] == ["s", "s", "s", "s", "d", "n", "s"]
    assert [cell.number_format for cell in first[:7]] == ["@", "@", "@", "@", "yyyy-mm-dd", "0.00", "@"]
    assert [cell.value for cell in second[2:6]] == ["@SUM(A1)", "000123", "1998-11", "1" * 16]
    assert {cell.number_format for cell in second} == {"@"}
    assert first[6].alignment.wrap_text
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref is not None


def test_several_documents_of_mixed_text_hold_no_formula(tmp_path):
    path = tmp_path / "a.xlsx"
    write([one_column([Text(text) for text in NASTY])], path)
    with zipfile.ZipFile(path) as package:
        assert b"<f>" not in b"".join(package.read(name) for name in package.namelist())


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(TEXTS, min_size=4, max_size=30))
@example(
    ["<r>&</r>", "<r><t>x</t></r>", "_x0041_x0042_", "<r>_x0041_x0042_x0043_</r>", "_x0041_", "_x000D_", " a ", "\t"]
)
@example(["長" * 32_767, "_x0041_" + "x" * 32_760])
def test_any_text_reads_back_the_same(texts):
    with tempfile.TemporaryDirectory() as folder:
        book = write([one_column([Text(text) for text in texts])], Path(folder, "a.xlsx"))
        assert column(book.active) == [text or None for text in texts]
        assert all(row[0].number_format == "@" for row in book.active.iter_rows())


@settings(max_examples=30, deadline=None)
@given(st.lists(DAYS, min_size=1, max_size=30), st.lists(AMOUNTS, min_size=1, max_size=30))
def test_dates_and_amounts_read_back_the_same(days, amounts):
    with tempfile.TemporaryDirectory() as folder:
        dates_, numbers = one_column([Date(day) for day in days]), one_column([Amount(amount) for amount in amounts])
        first, second = write([dates_, numbers], Path(folder, "a.xlsx")).worksheets
        assert [moment.date() for moment in column(first)] == days
        assert [Decimal(repr(float(number))) for number in column(second)] == amounts


@pytest.mark.parametrize(("amount", "number_format"), [("7", "0"), ("7.5", "0.0"), ("-0.125", "0.000")])
def test_amounts_show_the_decimals_they_have(tmp_path, amount, number_format):
    sheet = write([one_column([Amount(Decimal(amount))])], tmp_path / "a.xlsx").active
    assert sheet["A2"].number_format == number_format
    assert sheet["A2"].value == float(amount)


def test_states_are_coloured(tmp_path):
    tables = [one_column([Identifier("1"), Date(date(2020, 1, 1)), Amount(Decimal(1))], tint) for tint in Tint]
    sheets = write(tables, tmp_path / "a.xlsx").worksheets
    colours = [{sheet.cell(row, 1).fill.fgColor.rgb for row in (2, 3, 4)} for sheet in sheets]
    assert all(len(colour) == 1 for colour in colours)
    assert len({colour.pop() for colour in colours}) == len(Tint)


@pytest.mark.parametrize(
    "name", ["张 三.jpg", "100%.jpg", "a#b.jpg", "a%20b.jpg", "plain.jpg", "[x]{y}^`'&.jpg", "ü?.png"]
)
def test_link_leads_to_the_file(tmp_path, name):
    source = tmp_path / "文件 夹#1" / name
    sheet = write([one_column([Link(name, source)])], tmp_path / "a.xlsx").active
    assert sheet["A2"].value == name
    address = urlparse(sheet["A2"].hyperlink.target)
    assert address.scheme == "file"
    assert (address.query, address.fragment, sheet["A2"].hyperlink.location) == ("", "", None)
    assert Path(url2pathname(address.path)) == source


def test_link_of_a_name_with_bytes_that_are_no_text(tmp_path):
    source = PurePosixPath("/scans/a\udcff.jpg")
    sheet = write([one_column([Link("a.jpg", source)])], tmp_path / "a.xlsx").active
    assert sheet["A2"].hyperlink.target == "File:///scans/a%FF.jpg"


@pytest.mark.parametrize(
    ("path", "address"),
    [
        (r"C:\扫描\张 三#1.jpg", r"file:///C:\扫描\张%20三%231.jpg"),
        (r"\\server\share\100%.jpg", r"file:///\\server\share\100%25.jpg"),
        (r"\\?\C:\long\a.jpg", r"file:///C:\long\a.jpg"),
        (r"\\?\UNC\server\share\a.jpg", r"file:///\\server\share\a.jpg"),
    ],
)
def test_link_on_windows(tmp_path, path, address):
    """The form in which Excel itself writes links; the read-back check sees that XlsxWriter keeps it."""
    source = PureWindowsPath(path)
    assert link_address(source) == address
    sheet = write([one_column([Link("a.jpg", source)])], tmp_path / "a.xlsx").active
    assert sheet["A2"].hyperlink.target == address


def test_links_beyond_excels_limits_are_text(tmp_path):
    long = PurePosixPath("/", "x" * 2_080)
    values = [Link("long", long), *(Link(str(number), PurePosixPath("/a")) for number in range(3))]
    sheet = write([one_column(values)], tmp_path / "a.xlsx", links_per_sheet=2).active
    assert [(cell.value, cell.hyperlink is not None) for cell in sheet["A"][1:]] == [
        ("long", False),
        ("0", True),
        ("1", True),
        ("2", False),
    ]


def test_rows_beyond_a_sheet_go_on_in_another(tmp_path):
    tables = [one_column([Text(str(number)) for number in range(5)]), one_column([Text("last")])]
    book = write(tables, tmp_path / "a.xlsx", rows_per_sheet=2)
    assert book.sheetnames == ["种类", "种类 (2)", "种类 (3)", "种类 (4)"]
    assert [column(sheet) for sheet in book] == [["0", "1"], ["2", "3"], ["4"], ["last"]]
    assert {sheet["A1"].value for sheet in book} == {"列"}


def test_widths_follow_the_text(tmp_path):
    table = Table(
        "kind",
        "t",
        ("a", "b", "c"),
        ((Cell(Text("1")), Cell(Text("汉" * 10 + "\n" + "x" * 12)), Cell(Text("x" * 500))),),
    )
    widths = write([table], tmp_path / "a.xlsx").active.column_dimensions
    assert [round(widths[letter].width) for letter in "ABC"] == [9, 22, 61]  # openpyxl adds Excel's margin


class Meddling(Disk):
    """Changes the workbook between writing and reading back."""

    def __init__(self, part: str, old: bytes, new: bytes) -> None:
        self._part, self._old, self._new = part, old, new

    def read(self, path: Path) -> bytes:
        changed = BytesIO()
        with zipfile.ZipFile(path) as before, zipfile.ZipFile(changed, "w") as after:
            for name in before.namelist():
                content = before.read(name)
                if name == self._part:
                    assert self._old in content
                    content = content.replace(self._old, self._new)
                after.writestr(name, content)
        return changed.getvalue()


SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (STRINGS, b"110105194912310025", b"110105194912310020"),
        (SHEET, b"<v>12.5</v>", b"<v>12.50001</v>"),
        (SHEET, b"<v>12.5</v>", b"<f>12.5</f><v>12.5</v>"),
        (SHEET, b'<c r="A2"', b'<c r="A3"'),
        ("xl/workbook.xml", "种类".encode(), "种内".encode()),
        ("xl/worksheets/_rels/sheet1.xml.rels", b"a.jpg", b"b.jpg"),
        (SHEET, b"</sheetData>", b""),
        (SHEET, b' t="s"', b' t="str"'),
    ],
)
def test_a_difference_is_noticed(tmp_path, part, old, new):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    values = [Identifier("110105194912310025"), Amount(Decimal("12.5")), Link("a", PurePosixPath("/a.jpg"))]
    with pytest.raises(ExportCorrupt) as caught:
        Excel().write([one_column(values)], path, progress=unheard, disk=Meddling(part, old, new))
    assert caught.value.facts == {"name": "a.xlsx"}
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [b"old"]


@pytest.mark.parametrize("content", [b"", b"PK", b"x" * 100])
def test_reader_refuses_what_is_no_workbook(content):
    with pytest.raises(workbook_reading.Unreadable):
        workbook_reading.read_sheets(content)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_reader_survives_damage(data):
    """Any byte changed or cut: the workbook reads the same, or is refused; never another exception."""
    content = _small_workbook()
    damaged = bytearray(content)
    damaged[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
    try:
        workbook_reading.read_sheets(bytes(damaged[: data.draw(st.integers(0, len(content)))]))
        workbook_reading.read_sheets(bytes(damaged))
    except workbook_reading.Unreadable:
        pass


@cache
def _small_workbook() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.xlsx")
        write([one_column([Text("x")])], path)
        return path.read_bytes()
