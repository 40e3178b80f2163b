"""Forms with labels in two languages, numbered labels, titles that tell where everything stands."""

from __future__ import annotations

import pytest

from desktop_ocr.engines.offline.interpreter import interpret
from desktop_ocr.engines.offline.kinds import detect_kind
from desktop_ocr.engines.offline.rule_section import parse
from tests.engines.offline.printed import laid_out, printed
from tests.engines.offline.test_interpreter import RULES, TYPES, values

TITLE = "中华人民共和国机动车行驶证"


def found(section: dict[str, object], key: str, *lines: object) -> dict[str, str]:
    layout = laid_out(*lines)  # type: ignore[arg-type]
    return {one.field: one.value for one in interpret(TYPES[key], parse(section), layout)}


OWNER = {"field": {"owner": {"labels": ["所有人"], "lines": 2}, "address": {"labels": ["住址"], "lines": 2}}}


def test_a_translation_on_the_line_of_a_value_is_no_part_of_it() -> None:
    lines = [printed("所有人", 80, 100), printed("Owner", 80, 130, size=20), printed("王京", 220, 120)]
    assert found(OWNER | {"captions": ["Owner"]}, "vehicle_license_front", *lines) == {"owner": "王京"}


def test_a_translation_does_not_end_a_value_of_two_lines() -> None:
    lines = [
        printed("住址", 80, 100), printed("Address", 80, 136, size=20),
        printed("北京市石景山区", 220, 100), printed("古城大街一号", 220, 134),
    ]  # fmt: skip
    read = found(OWNER | {"captions": ["Address"]}, "vehicle_license_front", *lines)
    assert read == {"address": "北京市石景山区古城大街一号"}


def test_a_translation_whose_end_was_lost_takes_no_character_of_the_value() -> None:
    lines = [printed("住址", 80, 81), printed("Addre吉林省通化市", 80, 100)]
    read = found(OWNER | {"captions": ["Address"]}, "vehicle_license_front", *lines)
    assert read == {"address": "吉林省通化市"}


def test_a_value_of_two_lines_may_begin_above_its_label() -> None:
    lines = [printed("住址", 80, 100), printed("北京市石景山区", 220, 82), printed("古城大街一号", 220, 116)]
    assert found(OWNER, "vehicle_license_front", *lines) == {"address": "北京市石景山区古城大街一号"}


def test_what_stands_left_of_the_end_of_a_label_is_no_further_line_of_its_value() -> None:
    lines = [printed("住址", 80, 100), printed("北京市石景山区", 150, 100), printed("北京市公", 105, 145)]
    assert found(OWNER, "vehicle_license_front", *lines) == {"address": "北京市石景山区"}


def test_the_second_character_of_a_spread_label_is_no_part_of_the_value() -> None:
    lines = [
        printed("使用性质", 80, 40), printed("非营运", 220, 40),
        printed("住", 80, 100), printed("址", 172, 103), printed("北京市石景山区", 208, 103),
    ]  # fmt: skip
    section: dict[str, object] = {"field": {"use": {"labels": ["使用性质"]}, "address": {"labels": ["住址"]}}}
    assert found(section, "vehicle_license_front", *lines)["address"] == "北京市石景山区"


@pytest.mark.parametrize("ordinal", ["", "22.", "7、"])
def test_a_number_before_a_label_belongs_to_it(ordinal: str) -> None:
    line = [printed(f"{ordinal}轴距(mm)", 80, 100), printed("2700", 400, 100)]
    section: dict[str, object] = {"field": {"wheelbase": {"labels": ["轴距(mm)"]}, "axles": {"labels": ["轴数"]}}}
    assert found(section, "vehicle_certificate", *line, printed("23.轴数", 500, 100), printed("2", 700, 100)) == {
        "wheelbase": "2700",
        "axles": "2",
    }


def test_digits_that_end_a_value_are_no_number_of_the_next_label() -> None:
    section: dict[str, object] = {"field": {"wheelbase": {"labels": ["轴距"]}, "axles": {"labels": ["轴数"]}}}
    lines = [printed("轴距", 80, 100), printed("2700.5", 200, 100), printed("轴数", 500, 100), printed("2", 700, 100)]
    assert found(section, "vehicle_certificate", *lines)["wheelbase"] == "2700.5"


class TestTitle:
    """The licence's title is from 182 to 795 thousandths of a card of 1000 × 682 pixels."""

    CARD = (printed(TITLE, 182, 45, size=47), printed("京AA5599", 165, 130, size=36))

    def test_alone_it_tells_where_a_field_stands(self) -> None:
        assert values("vehicle_license_front", *self.CARD) == {"plate_number": "京AA5599"}

    def test_and_what_the_paper_is(self) -> None:
        assert detect_kind(laid_out(*self.CARD), RULES, "general_text")[0] == "vehicle_license_front"

    def test_the_second_page_bears_another_one(self) -> None:
        second = printed(TITLE + "副页", 182, 45, size=47)
        assert detect_kind(laid_out(second, *self.CARD[1:]), RULES, "general_text")[0] == "vehicle_license_back"
        assert values("vehicle_license_front", second, self.CARD[1]) == {}


@pytest.mark.parametrize(
    ("printed_value", "wanted"),
    [
        ("1984/137", {"displacement": "1984", "power": "137"}),
        ("--/110", {"power": "110"}),
        ("—/110", {"power": "110"}),
        ("/110", {"power": "110"}),
    ],
)
def test_the_displacement_of_an_electric_car_is_not_its_power(printed_value: str, wanted: dict[str, str]) -> None:
    lines = printed("排量和功率(ml/kW)", 80, 100), printed(printed_value, 400, 100)
    assert values("vehicle_certificate", *lines) == wanted


def test_a_label_whose_unit_was_misread_gives_way_to_its_value() -> None:
    line = printed("13.排量和功率(m1/kW)：1598/110", 80, 100)
    assert values("vehicle_certificate", line) == {"displacement": "1598", "power": "110"}
