"""CSV as a spreadsheet program opens it."""

from __future__ import annotations

import csv
import io
import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_ocr import export
from desktop_ocr.domain.errors import ExportCorrupt, SourceDamaged
from desktop_ocr.export.base import unheard
from desktop_ocr.export.cells import Amount, Cell, Date, Identifier, Link, Table, Text
from desktop_ocr.export.cleaning import clean
from desktop_ocr.export.csv_file import Csv, guarded
from desktop_ocr.export.replacing import Disk

TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=())),
    st.text("=+-@\t\r\n＝＋－＠'\",; 　1."),
)


def table(*values, title="种类", key="kind"):
    return Table(key, title, ("列",), tuple((Cell(value),) for value in values))


def read(path):
    return list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), strict=True))


def test_bytes(tmp_path):
    path = tmp_path / "a.csv"
    values = [Text('引"号\n行'), Identifier("000123"), Date(date(1998, 11, 5)), Amount(Decimal("-12.50"))]
    values.append(Link("b.jpg", PurePosixPath("/b.jpg")))
    assert Csv().write([table(*values)], path, progress=unheard, disk=Disk()) == [path]
    assert path.read_bytes() == b"\xef\xbb\xbf" + (
        '"列"\r\n"引""号\n行"\r\n"000123"\r\n"1998-11-05"\r\n"-12.50"\r\n"b.jpg"\r\n'.encode()
    )


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "+86138",
        "-1+2",
        "-",
        "--1",
        "@SUM(A1)",
        "\t=1",
        "\n=1",
        "\r1",
        " =1",
        "　＝1",
        "＝1",
        "＋1",
        "－1",
        "＠a",
        "-1\n",
        "-１",
        "-.5",
        "-1e5",
        "﹦1",
    ],
)
def test_guarded(text):
    assert guarded(text) == "'" + text


@pytest.mark.parametrize("text", ["", "张三", "-1", "-12.50", "0", "'=1", "1-1", "a=b", "—", "110105194912310025"])
def test_left_alone(text):
    assert guarded(text) == text


@settings(max_examples=400, deadline=None)
@given(st.lists(TEXTS.map(lambda text: clean(text).text), max_size=20))
def test_any_text_reads_back_the_same(texts):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.csv")
        Csv().write([table(*map(Text, texts))], path, progress=unheard, disk=Disk())
        cells = [row[0] for row in read(path)[1:]]
    assert [cell.removeprefix("'") if cell != text else cell for cell, text in zip(cells, texts, strict=True)] == texts
    for cell in cells:
        assert cell.lstrip()[:1] not in tuple("=+@＝＋－＠")
        assert not cell.lstrip().startswith("-") or float(cell) <= 0


def test_names_of_the_files(tmp_path, make_document, bank_card, sentence):
    cards = make_document({"name": "张三"})
    bank = make_document({"number": "6222020111122220000"}, kind=bank_card)
    failed = make_document({}, kind=bank_card).failed(SourceDamaged())
    path = tmp_path / "out.csv"

    def names(*documents):
        written = export.write(documents, path, sentence=sentence)
        assert all(file.exists() for file in written)
        assert export.targets(documents, path, sentence=sentence) == written
        return [file.name for file in written]

    assert names(cards) == ["out.csv"]
    assert names(cards, bank) == ["out-身份证（人像面）.csv", "out-银行卡.csv"]
    assert names(bank, failed) == ["out.csv", "out-未读出.csv"]
    assert read(tmp_path / "out-未读出.csv")[1] == ["a.jpg", "1", "未读出", "E_DAMAGED", "Sentence for E_DAMAGED."]
    never_read = type(cards)(cards.source)
    assert names(never_read) == ["out.csv"]


def test_equal_titles_make_different_files(tmp_path):
    tables = [table(Text("1")), table(Text("2"), key="other")]
    written = Csv().write(tables, tmp_path / "a.csv", progress=unheard, disk=Disk())
    assert [path.name for path in written] == ["a-种类.csv", "a-种类 (2).csv"]
    assert [read(path)[1] for path in written] == [["1"], ["2"]]


@pytest.mark.parametrize("damage", [lambda c: c[:-1], lambda c: c[3:], lambda c: c.replace(b"1", b"2"), lambda c: b""])
def test_a_difference_is_noticed(tmp_path, damage):
    class Meddling(Disk):
        def read(self, path: Path) -> bytes:
            return damage(path.read_bytes())

    with pytest.raises(ExportCorrupt):
        Csv().write([table(Identifier("123"))], tmp_path / "a.csv", progress=unheard, disk=Meddling())
    assert list(tmp_path.iterdir()) == []
