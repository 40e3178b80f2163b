"""Forms of any kind: which page is one, and what stands on it."""

from __future__ import annotations

import json

from desktop_ocr.domain.recognition import TextLine
from desktop_ocr.engines.offline.free_forms import find_form
from desktop_ocr.engines.offline.interpreter import interpret
from desktop_ocr.engines.offline.rule_section import parse
from desktop_ocr.engines.offline.second_look import NOWHERE
from tests.engines.offline.printed import laid_out, printed
from tests.test_document_types import TYPES

ENTRIES = [
    ("姓名", "刘洋"),
    ("部门", "财务部"),
    ("工号", "A0012"),
    ("入职日期", "2020-12-09"),
    ("现住址", "深圳市南山区"),
]


def pairs(*lines: TextLine) -> list[tuple[str, str]]:
    kind = TYPES["form"]
    readings = interpret(kind, parse(kind.sections["offline"]), laid_out(*lines))
    rows = next((json.loads(reading.value) for reading in readings if reading.field == "pairs"), [])
    return [(row["label"], row["value"]) for row in rows]


def with_colons() -> list[TextLine]:
    return [printed(f"{label}：{value}", 80, 120 + 60 * place) for place, (label, value) in enumerate(ENTRIES)]


def in_cells(gap: float = 70) -> list[TextLine]:
    """Labels in the middle of their cells."""
    lines = []
    for place, (label, value) in enumerate(ENTRIES):
        y = 120 + 60 * place
        lines += [printed(label, 150 - 15 * len(label), y), printed(value, 210 + gap, y)]
    return lines


def is_form(*lines: TextLine) -> bool:
    return bool(find_form(laid_out(*lines), NOWHERE))


def test_labels_before_colons() -> None:
    assert pairs(printed("入职登记表", 350, 30), *with_colons()) == ENTRIES
    assert is_form(printed("入职登记表", 350, 30), *with_colons())


def test_labels_in_cells() -> None:
    assert pairs(printed("入职登记表", 350, 30), *in_cells()) == ENTRIES
    assert is_form(*in_cells())


def test_a_label_that_was_spread_is_one() -> None:
    spread = [printed("姓", 110, 120), printed("名", 170, 120), printed("刘洋", 280, 120)]
    assert pairs(*spread, *in_cells()[2:]) == ENTRIES


def test_a_label_may_have_latin_letters() -> None:
    assert ("E-mail", "a@b.cn") in pairs(printed("E-mail：a@b.cn", 80, 60), *with_colons())


def test_a_table_is_no_form() -> None:
    rows = [("茶杯", "红色"), ("水壶", "蓝色"), ("饭盒", "绿色"), ("书包", "黑色")]
    lines = [printed(word, 100 + 200 * column, 100 + 60 * place) for place, row in enumerate(rows)
             for column, word in enumerate(row)]  # fmt: skip
    assert not is_form(*lines)
    assert not pairs(*lines)


def test_a_text_with_a_few_colons_is_no_form() -> None:
    text = [printed("本办法由人事部门负责解释和修订自发布之日起施行", 40, 360 + 40 * place) for place in range(6)]
    assert not is_form(*with_colons()[:3], *text)


def test_a_page_hardly_legible_is_no_form() -> None:
    unsure = [
        printed(f"{label}：{value}", 80, 120 + 60 * place, score=0.7) for place, (label, value) in enumerate(ENTRIES)
    ]
    assert not is_form(*unsure)
