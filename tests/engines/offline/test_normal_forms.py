"""Text that was found for a field → the value in the normal form of its kind."""

from __future__ import annotations

import pytest

from desktop_ocr.domain.document_type import FieldSpec, ValueKind
from desktop_ocr.engines.offline.normal_forms import normalise
from desktop_ocr.engines.offline.rules import FieldRule
from desktop_ocr.engines.offline.values import spell
from tests.engines.offline.printed import laid_out, printed


def form(kind: ValueKind, text: str, rule: FieldRule) -> str | None:
    row = laid_out(printed(text, 60, 60)).rows[0]
    value = normalise(FieldSpec("x", "x", "x", kind), rule, spell([row.glyphs]))
    return value.value if value else None


FORMS = [
    (ValueKind.TEXT, "：·一式两份_", "一式两份"),
    (ValueKind.TEXT, "☑整栋(住宅)", "整栋（住宅）"),
    (ValueKind.TEXT, "建筑面积120.5m2", "建筑面积120.5㎡"),
    (ValueKind.TEXT, "」久居", "久居"),
    (ValueKind.TEXT, "5947x1972X2298mm", "5947×1972×2298mm"),
    (ValueKind.TEXT, "PZ611X115X22牌", "PZ611X115X22牌"),
    (ValueKind.TEXT, "：", None),
    (ValueKind.NAME, "买买提・吐尔逊。", "买买提·吐尔逊"),
    (ValueKind.NAME, "12:30", None),
    (ValueKind.ADDRESS, "ROAD 12 A", "ROAD12A"),
    (ValueKind.DATE, "2012.03.04起", "2012-03-04"),
    (ValueKind.DATE, "：不详", "不详"),
    (ValueKind.DATE, "：", None),
    (ValueKind.PERIOD, "2012.03.04-2022.03.03", "2012-03-04-2022-03-03"),
    (ValueKind.PERIOD, "自2012年3月4日至长期", "2012-03-04至长期"),
    (ValueKind.PERIOD, "2012.03.04 2022.03.03", "2012-03-04至2022-03-03"),
    (ValueKind.PERIOD, "2012.03.04", "2012-03-04"),
    (ValueKind.PERIOD, "不详", "不详"),
    (ValueKind.EXPIRY, "VALID 07/23", "07/23"),
    (ValueKind.EXPIRY, "07123", "07/23"),
    (ValueKind.EXPIRY, "13/23", None),
    (ValueKind.TIME, "8时5分", "08:05"),
    (ValueKind.TIME, "25:00", None),
    (ValueKind.AMOUNT, "￥1,234.50元", "1234.50"),
    (ValueKind.AMOUNT, "元", None),
    (ValueKind.NUMBER, "粤A-12 34", "粤A-1234"),
]


@pytest.mark.parametrize(("kind", "text", "wanted"), FORMS, ids=[f"{kind} {text}" for kind, text, _ in FORMS])
def test_the_normal_form(kind: ValueKind, text: str, wanted: str | None) -> None:
    assert form(kind, text, FieldRule()) == wanted


@pytest.mark.parametrize(("text", "wanted"), [("12O45Il", "1204511"), ("12**56", "12**56"), ("SOLD", None)])
def test_a_number_has_but_the_signs_of_its_alphabet(text: str, wanted: str | None) -> None:
    assert form(ValueKind.NUMBER, text, FieldRule(alphabet="digits")) == wanted


def test_a_number_that_begins_with_a_letter_has_one_there() -> None:
    spec = FieldSpec("x", "x", "x", ValueKind.NUMBER, form=r"[A-Z]\d{9}")
    for text, wanted in [("0586961215", "O586961215"), ("A586961215", "A586961215"), ("9586961215", "9586961215")]:
        value = normalise(spec, FieldRule(), spell([laid_out(printed(text, 60, 60)).rows[0].glyphs]))
        assert value and value.value == wanted


def test_what_is_left_of_a_label_is_no_part_of_an_address() -> None:
    assert form(ValueKind.ADDRESS, "址桂林市秀峰区", FieldRule(labels=("住址",))) == "桂林市秀峰区"


def office(offered: float) -> tuple[str, bool]:
    line = printed("黔南族白治州公安局", 60, 60, unsure={3: (("自", offered),)})
    value = normalise(FieldSpec("x", "x", "x", ValueKind.TEXT), FieldRule(), spell([laid_out(line).rows[0].glyphs]))
    assert value
    return value.value, value.repaired


def test_a_word_of_offices_is_put_right_where_the_engine_offers_it() -> None:
    assert office(0.1) == ("黔南族自治州公安局", True)
    assert office(0.001) == ("黔南族白治州公安局", False)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("E12345678", "E12345678"), ("H1234567801", "H1234567801"), ("GBR110078041502", "GBR110078041502"),
     ("11O1O519491231002X", "11010519491231002X"), ("号 11010519491231002X", "11010519491231002X")],
)  # fmt: skip
def test_letters_belong_to_the_number_of_a_document_and_not_to_an_id_number(text: str, wanted: str) -> None:
    assert form(ValueKind.NUMBER, text, FieldRule(alphabet="document")) == wanted
