"""A clerk's choice of columns, and the tables it makes."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import PurePosixPath

import pytest
from openpyxl import load_workbook

from desktop_ocr import export
from desktop_ocr.domain.document import Document, Source
from desktop_ocr.domain.errors import SourceDamaged
from desktop_ocr.domain.review import Correction, Reason
from desktop_ocr.export.cells import plain
from desktop_ocr.export.columns import EVERY_COLUMN, FILE, PAGE, STATE, TO_LOOK_AT, Column, ColumnChoice
from desktop_ocr.export.rows import build_tables, headings

KEYS = ["@file", "name", "number", "@state"]


@pytest.mark.parametrize(
    ("chosen", "state_needed", "expected"),
    [
        ((), False, KEYS),
        ((), True, KEYS),
        (("number", "name"), False, ["number", "name"]),
        (("number", "name"), True, ["number", "name", "@state"]),
        (("@state", "name"), True, ["@state", "name"]),
        (("gone", "name"), False, ["name"]),
        (("name", "name"), False, ["name"]),
        (("gone",), False, KEYS),
    ],
)
def test_places(chosen, state_needed, expected):
    choice = ColumnChoice({"kind": chosen})
    assert [KEYS[place] for place in choice.places("kind", KEYS, state_needed=state_needed)] == expected


def test_kind_without_a_choice_shows_all():
    assert ColumnChoice({"other": ("name",)}).places("kind", KEYS) == [0, 1, 2, 3]


def test_choice_survives_settings():
    choice = ColumnChoice({"id_card_front": ("name", FILE), "": ()})
    assert ColumnChoice.from_plain(json.loads(json.dumps(choice.plain()))) == choice


@pytest.mark.parametrize("value", [None, "", 3, [], {"kind": "name"}, {"kind": None}])
def test_spoilt_settings_are_no_choice(value):
    assert ColumnChoice.from_plain(value) == EVERY_COLUMN


def test_headings_are_those_of_the_tables(make_document, bank_card, sentence):
    documents = [
        make_document({"name": "张三"}),
        make_document({"number": "6222020111122220000"}, kind=bank_card),
        Document(Source(PurePosixPath("/scans/x.jpg"))).failed(SourceDamaged()),
    ]
    for language in ("zh", "en"):
        found = headings(documents, language)
        tables = build_tables(documents, language, sentence)
        assert [(one.key, one.title) for one in found] == [(table.key, table.title) for table in tables]
        assert [[c.label for c in one.columns] for one in found] == [list(table.columns) for table in tables]
    assert headings([], "zh") == []


def test_own_columns_differ_from_fields_of_the_same_name(make_document):
    [heading] = headings([make_document({"name": "张三"})], "en")
    assert heading.columns[0] == Column(FILE, "File")
    assert [column.key for column in heading.columns[-2:]] == [STATE, TO_LOOK_AT]
    assert all(
        column.key.startswith("@") == (column.key in (FILE, PAGE, STATE, TO_LOOK_AT)) for column in heading.columns
    )


def settled(document: Document) -> Document:
    """Finished, and what is missing of what it must have is accounted for."""
    for field in document.fields:
        if field.is_obstacle:
            document = document.corrected(field.spec.key, Correction("", Reason.OTHER))
    return replace(document, finished=True)


def test_columns_in_the_order_chosen(make_document, sentence):
    document = settled(make_document({"name": "张三", "number": "123"}))
    choice = ColumnChoice({"id_card_front": ("number", FILE, "name", "gone")})
    [table] = build_tables([document], "zh", sentence, choice)
    assert table.columns == ("号码", "文件", "姓名")
    assert [plain(cell.value) for cell in table.rows[0]] == ["123", "a.jpg", "张三"]


def test_state_is_hidden_only_when_all_are_settled(make_document, sentence):
    choice = ColumnChoice({"id_card_front": ("name",), "": (FILE,)})
    done, doubtful = settled(make_document({"name": "张三"})), make_document({"name": "李四"})
    failed = Document(Source(PurePosixPath("/scans/x.jpg"))).failed(SourceDamaged())
    assert [table.columns for table in build_tables([done], "zh", sentence, choice)] == [("姓名",)]
    cards, rest = build_tables([done, doubtful, failed], "zh", sentence, choice)
    assert cards.columns == ("姓名", "状态")
    assert [plain(row[1].value) for row in cards.rows] == ["已完成", "待看"]
    assert rest.columns == ("文件", "状态")


def test_note_speaks_of_shown_columns_only(make_document, sentence):
    document = settled(make_document({"name": "张\x00三", "remark": "a\x00b"}))
    shown = build_tables([document], "zh", sentence, ColumnChoice({"id_card_front": ("name",)}))[0]
    assert (shown.columns, plain(shown.rows[0][1].value)) == (("姓名", "备注"), "姓名：删去了不能显示的字符")
    [hidden] = build_tables([document], "zh", sentence, ColumnChoice({"id_card_front": ("number",)}))
    assert hidden.columns == ("号码",)


def test_written_file_has_the_chosen_columns(make_document, sentence, tmp_path):
    document = settled(make_document({"name": "张三", "number": "123"}))
    choice = ColumnChoice({"id_card_front": ("number", "name")})
    [path] = export.write([document], tmp_path / "a.xlsx", sentence=sentence, columns=choice)
    rows = load_workbook(path).worksheets[0].iter_rows(values_only=True)
    assert list(rows) == [("号码", "姓名"), ("123", "张三")]
