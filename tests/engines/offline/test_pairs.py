"""Free reading of "label: value"."""

from __future__ import annotations

import tomllib

from desktop_ocr.domain.document_type import DocumentType, FieldSpec, ValueKind
from desktop_ocr.domain.recognition import TextLine
from desktop_ocr.engines.offline.interpreter import interpret
from desktop_ocr.engines.offline.rule_section import parse
from tests.engines.offline.printed import laid_out, printed

RULES = """
pairs = "others"
stops = ["性别", "级别"]
[field.name]
labels = ["姓名"]
"""
KIND = DocumentType(
    "paper",
    "证",
    "Paper",
    (FieldSpec("name", "姓名", "Name", ValueKind.NAME), FieldSpec("others", "其他", "Others", ValueKind.LINES)),
)


def read(*lines: TextLine) -> dict[str, str]:
    readings = interpret(KIND, parse(tomllib.loads(RULES)), laid_out(*lines))
    return {reading.field: reading.value for reading in readings}


def test_labels_before_colons_are_read_in_their_order_without_those_of_fields() -> None:
    found = read(
        printed("姓名：刘洋", 60, 100),
        printed("准操项目：低压电工作业", 60, 160),
        printed("复审单位：深圳市", 500, 160),
        printed("作业类别：电工", 60, 220),
    )
    assert found == {"name": "刘洋", "others": "准操项目：低压电工作业\n复审单位：深圳市\n作业类别：电工"}


def test_a_label_spread_before_its_colon_is_one() -> None:
    assert read(printed("工", 60, 100), printed("种：焊工", 150, 100)) == {"others": "工种：焊工"}


def test_a_value_before_a_label_is_no_part_of_it() -> None:
    found = read(printed("班组：甲乙", 60, 100), printed("岗位：电工", 320, 100))
    assert found["others"] == "班组：甲乙\n岗位：电工"


def test_a_label_without_colon_stands_in_a_column_of_labels() -> None:
    apart = (printed("职务", 60, 160), printed("主任", 220, 160))
    assert read(printed("性别", 60, 100), printed("男", 220, 100), *apart)["others"] == "性别：男\n职务：主任"
    assert "others" not in read(*apart)


def test_a_value_goes_on_under_itself() -> None:
    found = read(printed("单位：", 60, 100), printed("深圳市南山区", 170, 100), printed("精密仪器厂", 170, 136))
    assert found["others"] == "单位：深圳市南山区精密仪器厂"


def test_a_word_in_running_text_is_no_label() -> None:
    assert read(printed("学生刘洋", 60, 100), printed("性别男，汉族", 200, 100)) == {}
    assert read(printed("性别男", 60, 100)) == {"others": "性别：男"}


def test_a_time_is_no_label() -> None:
    assert read(printed("于10:30开始", 60, 100)) == {}
