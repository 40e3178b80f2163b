"""Values without a legible label, told by their turn between those that were found."""

from __future__ import annotations

import pytest

from desktop_ocr import composition
from desktop_ocr.domain.recognition import TextLine
from desktop_ocr.engines.offline.interpreter import SOURCE, interpret
from desktop_ocr.engines.offline.rule_section import RuleError, parse
from tests.engines.offline.printed import laid_out, printed

KIND = composition.load_catalogue().types["temporary_id_card"]
RULES = parse(KIND.sections[SOURCE])

NAME = printed("曾福中", 260, 60)
SEX_AND_NATION = printed("男 汉", 260, 130, pitch=1.6)
BORN = printed("1996年10月16日", 260, 200)
ADDRESS = [printed("绵阳市梓潼县大桥镇龙泉庄", 260, 270), printed("9组179号", 260, 306)]
NUMBER = printed("510725199610160412", 360, 380)
AUTHORITY = printed("双峰县公安局", 300, 450)
TERM = printed("2023.10.05-2024.01.05", 300, 520)


def found(*lines: TextLine) -> dict[str, str]:
    return {reading.field: reading.value for reading in interpret(KIND, RULES, laid_out(*lines))}


def test_a_card_of_which_no_label_was_read() -> None:
    assert found(NAME, SEX_AND_NATION, BORN, *ADDRESS, NUMBER, AUTHORITY, TERM) == {
        "name": "曾福中",
        "sex": "男",
        "nation": "汉",
        "birth_date": "1996-10-16",
        "address": "绵阳市梓潼县大桥镇龙泉庄9组179号",
        "id_number": "510725199610160412",
        "authority": "双峰县公安局",
        "issue_date": "2023-10-05",
        "expiry_date": "2024-01-05",
    }


def test_nothing_is_told_where_nothing_was_found_before_or_after() -> None:
    assert found(NAME) == {}


def test_of_two_that_may_be_the_value_none_is_taken() -> None:
    assert "birth_date" not in found(BORN, printed("1990年1月2日", 660, 240), NUMBER, TERM)


@pytest.mark.parametrize(
    "line",
    [
        printed("性别", 260, 130),  # a label
        printed("曾福中", 260, 60, size=14),  # much smaller than the values
        printed("曾福中", 260, 60, score=0.5),  # hardly legible
        printed("曾福中", 260, 600),  # after what follows the name
    ],
)
def test_what_is_no_name(line: TextLine) -> None:
    assert "name" not in found(line, BORN, *ADDRESS, NUMBER, TERM)


def test_a_value_stays_with_its_own_label() -> None:
    labelled = [printed("签发机关", 60, 450), AUTHORITY, printed("姓名", 60, 60)]
    assert "name" not in found(*labelled, BORN, NUMBER, TERM)


def test_print_before_what_comes_before_is_no_value() -> None:
    assert "birth_date" not in found(printed("1990年1月2日", 260, 40), NAME, SEX_AND_NATION, *ADDRESS, NUMBER, TERM)


def test_a_value_that_breaks_a_check_is_not_taken_for_lack_of_a_better_one() -> None:
    wrong = printed("510725199610160413", 360, 380)
    assert "id_number" not in found(NAME, SEX_AND_NATION, BORN, *ADDRESS, wrong, AUTHORITY, TERM)


def test_an_order_of_unknown_fields_is_refused() -> None:
    with pytest.raises(RuleError, match="order"):
        parse({"order": ["name", "shoe_size"], "field": {"name": {"labels": ["姓名"]}}})
