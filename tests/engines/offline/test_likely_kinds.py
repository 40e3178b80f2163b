"""Kinds of which too little is legible, told by their fields."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop_ocr import composition
from desktop_ocr.domain.recognition import Reading, TextLine
from desktop_ocr.engines.offline.interpreter import SOURCE, interpret
from desktop_ocr.engines.offline.kinds import detect_kind
from desktop_ocr.engines.offline.likely_kinds import LEAST_SHARE, MOST_TRIED, likely_kinds, told_by_fields
from desktop_ocr.engines.offline.rule_section import parse
from tests.engines.offline.printed import laid_out, printed

TYPES = {key: kind for key, kind in composition.load_catalogue().types.items() if SOURCE in kind.sections}
RULES = {key: parse(kind.sections[SOURCE]) for key, kind in TYPES.items()}


def told(*lines: TextLine) -> str:
    layout = laid_out(*lines)
    assert detect_kind(layout, RULES, "")[0] == ""
    return told_by_fields(likely_kinds(layout, RULES), TYPES, lambda key: interpret(TYPES[key], RULES[key], layout))[0]


def test_a_card_of_which_values_are_left_and_half_a_label() -> None:
    values = [printed("1990年5月1日", 260, 200), printed("北京市东城区东街1号", 260, 270), printed("女 汉", 260, 130)]
    assert told(printed("李梅花", 260, 60), *values, printed("11010519491231002X", 360, 400)) == "id_card_front"


def test_a_title_alone_is_no_card() -> None:
    assert told(printed("中毕人民共和国机动军驾驻证", 100, 60)) == ""


def test_a_form_that_asks_for_persons_is_no_card() -> None:
    assert told(printed("申请人姓名", 60, 60), printed("性别", 60, 160), printed("11010519491231002X", 300, 300)) == ""


def test_a_page_full_of_text_is_no_card() -> None:
    labels = [printed("姓名", 600, 60), printed("性别", 600, 100), printed("住址", 600, 140)]
    text = [printed("第一条", 60, 8 * place, size=8) for place in range(70)]
    assert likely_kinds(laid_out(*labels, *text[:20]), RULES)
    assert not likely_kinds(laid_out(*labels, *text), RULES)


def reading(key: str, value: str) -> Reading:
    return Reading(key, value, value, 0.99, SOURCE)


NUMBER, NAME = reading("id_number", "11010519491231002X"), reading("name", "李梅花")
BORN = reading("birth_date", "1949-12-31")


@pytest.mark.parametrize(
    ("share", "readings", "expected"),
    [
        (0.9, (NUMBER,), ""),  # one field may be anything's
        (0.4, (NUMBER, NAME), ""),  # too little of both
        (0.9, (NUMBER, NAME), "id_card_front"),
        (0.9, (NUMBER, replace(BORN, value="1949-12-3")), ""),  # without the form of its field
    ],
)
def test_how_much_it_takes(share: float, readings: tuple[Reading, ...], expected: str) -> None:
    assert told_by_fields([("id_card_front", share)], TYPES, lambda _: readings)[0] == expected


def test_of_what_hardly_anything_speaks_is_not_tried() -> None:
    tried = likely_kinds(laid_out(printed("姓名", 60, 60), printed("性别", 60, 160)), RULES)
    assert tried
    assert all(share >= LEAST_SHARE for _, share in tried)
    assert len(tried) <= MOST_TRIED


def test_running_text_that_speaks_of_papers_is_none_of_them() -> None:
    lines = [printed("培训结束后将统一组织考试，合格者颁发证书。", 60, 60 + 40 * row, size=30) for row in range(6)]
    closing = [printed("签发机关", 60, 340), printed("2025年2月14日", 500, 400)]
    assert likely_kinds(laid_out(*closing), RULES)
    assert not likely_kinds(laid_out(*lines, *closing), RULES)
