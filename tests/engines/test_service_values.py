"""What services answer, in the normal forms of our kinds of values."""

from __future__ import annotations

import pytest

from desktop_ocr.domain.document_type import FieldSpec, ValueKind
from desktop_ocr.engines.service_values import normal


@pytest.mark.parametrize(
    ("kind", "answered", "value"),
    [
        (ValueKind.DATE, "19491231", "1949-12-31"),
        (ValueKind.DATE, "2015年02月12日", "2015-02-12"),
        (ValueKind.DATE, "长期", "长期"),
        (ValueKind.DATE, "不详", "不详"),
        (ValueKind.PERIOD, "2007.07.27-2027.07.27", "2007-07-27-2027-07-27"),
        (ValueKind.PERIOD, "20070727 至 长期", "2007-07-27至长期"),
        (ValueKind.PERIOD, "2015年02月12日", "2015-02-12"),
        (ValueKind.EXPIRY, "07/21", "07/21"),
        (ValueKind.EXPIRY, "07/2021", "07/21"),
        (ValueKind.TIME, "9:05", "09:05"),
        (ValueKind.AMOUNT, "¥155.30元", "155.30"),
        (ValueKind.AMOUNT, "339. 62", "339.62"),
        (ValueKind.AMOUNT, "Y1,234.5", "1234.5"),
        (ValueKind.AMOUNT, "(小写)¥1,234.56", "1234.56"),
        (ValueKind.AMOUNT, "-12.50", "-12.50"),
        (ValueKind.AMOUNT, "120.5㎡", "120.5"),
        (ValueKind.AMOUNT, "120.5 m2", "120.5"),
        (ValueKind.AMOUNT, "3500克", "3500"),
        (ValueKind.AMOUNT, "5000万元", "5000万元"),
        (ValueKind.AMOUNT, "(1,234.56)", "(1,234.56)"),
        (ValueKind.AMOUNT, "1.234,56", "1.234,56"),
        (ValueKind.AMOUNT, "1e3", "1e3"),
        (ValueKind.AMOUNT, "13%", "13%"),
        (ValueKind.NUMBER, "6225 8800 0000 0005", "6225880000000005"),
        (ValueKind.NUMBER, "11010519491231002x", "11010519491231002X"),
        (ValueKind.NUMBER, "1101051949****002X", "1101051949****002X"),
        (ValueKind.NUMBER, "苏A·HS776", "苏AHS776"),
        (ValueKind.ADDRESS, "示例市 示例路\n1号", "示例市示例路1号"),
        (ValueKind.NAME, "阿卜杜拉・买买提", "阿卜杜拉·买买提"),
        (ValueKind.TEXT, "示例(集团)", "示例（集团）"),
        (ValueKind.TEXT, "A(B)", "A(B)"),
        (ValueKind.LINES, "一\n二", "一\n二"),
        (ValueKind.CAPITAL, "壹佰 元整", "壹佰元整"),
        (ValueKind.TABLE, '[{"1": "a b"}]', '[{"1": "a b"}]'),
        (ValueKind.DATE, "  ", ""),
    ],
)
def test_normal_forms(kind: ValueKind, answered: str, value: str) -> None:
    assert normal(FieldSpec("x", "x", "x", kind), answered) == value


@pytest.mark.parametrize(
    ("choices", "answered", "value"),
    [
        (("男", "女"), "男/M", "男"),
        (("男", "女"), "F", "女"),
        (("男/M", "女/F"), "男/M", "男/M"),
        (("汉", "回"), "汉族", "汉"),
        (("蓝色", "黄色", "黄绿色"), "yellow_green", "黄绿色"),
        (("A", "B", "AB"), "AB", "AB"),
        (("A", "B", "AB"), "AB型", "AB"),
        (("汉", "回"), "未知", "未知"),
    ],
)
def test_words_of_closed_lists(choices: tuple[str, ...], answered: str, value: str) -> None:
    assert normal(FieldSpec("x", "x", "x", ValueKind.CHOICE, choices=choices), answered) == value
