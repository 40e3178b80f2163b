"""Values told by their size and form, on papers without labels; kinds whose labels are those of the ID card."""

from __future__ import annotations

import pytest

from desktop_ocr import composition
from desktop_ocr.domain.recognition import TextLine
from desktop_ocr.engines.offline.interpreter import interpret
from desktop_ocr.engines.offline.kinds import detect_kind
from desktop_ocr.engines.offline.rule_section import parse
from tests.engines.offline.printed import laid_out, printed

TYPES = composition.load_catalogue().types
RULES = {key: parse(kind.sections["offline"]) for key, kind in TYPES.items()}


def values(key: str, *lines: TextLine) -> dict[str, str]:
    return {reading.field: reading.value for reading in interpret(TYPES[key], RULES[key], laid_out(*lines))}


def kind_of(*lines: TextLine) -> str:
    return detect_kind(laid_out(*lines), RULES, "general_text")[0]


def business_card(*name: TextLine) -> list[TextLine]:
    return [
        printed("深圳市华瑞科技有限公司", 120, 60, size=36),
        *name,
        printed("手机：138 0013 8000", 100, 330, size=26),
        printed("电话：0755-88886666", 100, 370, size=26),
        printed("传真：0755-88886667", 500, 370, size=26),
        printed("E-mail：li.na@huarui.example", 100, 410, size=26),
        printed("地址：广东省深圳市南山区科技路8号", 100, 450, size=26),
        printed("邮编：518000", 100, 490, size=26),
    ]


class TestBusinessCard:
    def test_labels_patterns_and_size(self) -> None:
        lines = business_card(printed("李娜", 100, 180, size=60), printed("销售经理", 300, 200, size=30))
        assert kind_of(*lines) == "business_card"
        assert values("business_card", *lines) == {
            "name": "李娜",
            "title": "销售经理",
            "company": "深圳市华瑞科技有限公司",
            "mobile": "13800138000",
            "phone": "0755-88886666",
            "fax": "0755-88886667",
            "email": "li.na@huarui.example",
            "address": "广东省深圳市南山区科技路8号",
            "postal_code": "518000",
        }

    @pytest.mark.parametrize(
        "name",
        [
            [printed("李娜销售经理", 100, 180, size=50)],
            [
                printed("李", 100, 180, size=50),
                printed("娜", 210, 180, size=50),
                printed("销售经理", 400, 190, size=30),
            ],
            [
                printed("李娜", 100, 180, size=50),
                printed("市场部", 300, 170, size=26),
                printed("销售经理", 300, 210, size=26),
            ],
        ],
        ids=["joined", "spread", "with a department"],
    )
    def test_a_name_is_parted_from_the_title(self, name: list[TextLine]) -> None:
        read = values("business_card", *business_card(*name))
        assert (read["name"], read["title"]) == ("李娜", "销售经理")

    def test_the_short_name_of_the_company_is_not_a_persons(self) -> None:
        read = values(
            "business_card",
            *business_card(
                printed("华瑞", 700, 170, size=80),
                printed("李娜", 100, 180, size=50),
                printed("经理", 400, 190, size=30),
            ),
        )
        assert read["name"] == "李娜"

    def test_a_title_that_begins_as_a_surname_is_no_name(self) -> None:
        assert "name" not in values("business_card", *business_card(printed("高级工程师", 100, 180, size=50)))

    def test_a_page_of_many_lines_is_no_card(self) -> None:
        lines = business_card(printed("李娜", 100, 180, size=60), printed("销售经理", 300, 200, size=30))
        more = [printed("其他文字", 100, 560 + 40 * at, size=26) for at in range(20)]
        assert kind_of(*lines, *more) == "general_text"


def person_card(number: str, *more: TextLine, nation: str = "民族汉") -> list[TextLine]:
    return [
        printed("姓名刘洋", 76, 60),
        printed(f"性别女{nation}", 76, 120),
        printed("出生1995年5月13日", 76, 180),
        printed("住址广东省深圳市南山区", 76, 240),
        printed(f"公民身份号码{number}", 76, 340),
        *more,
    ]


TERM = [printed("签发机关深圳市公安局", 76, 400), printed("有效期限2019.06.16-2019.09.16", 76, 460)]
LASTING = [
    printed("居民身份证", 300, 520),
    printed("签发机关深圳市公安局", 76, 400),
    printed("有效期限2019.06.16-2039.06.16", 76, 460),
]


class TestCardsLikeTheIdCard:
    @pytest.mark.parametrize(
        ("lines", "kind"),
        [
            (person_card("440305199505132561"), "id_card_front"),
            (person_card("440305199505132561", *TERM), "temporary_id_card"),
            (person_card("440305199505132561", *LASTING), "id_card_front"),
            (person_card("810000199505132563", nation=""), "residence_permit_front"),
        ],
        ids=["id card", "temporary", "both sides of an id card", "residence permit"],
    )
    def test_are_told_apart(self, lines: list[TextLine], kind: str) -> None:
        assert kind_of(*lines) == kind

    def test_dates_are_found_without_their_label(self) -> None:
        lines = person_card("440305199505132561", printed("2019.06.16-2019.09.16", 300, 460))
        read = values("temporary_id_card", *lines)
        assert (read["issue_date"], read["expiry_date"]) == ("2019-06-16", "2019-09-16")

    def test_what_is_left_of_a_label_is_no_part_of_the_number(self) -> None:
        lines = person_card("1440305199505132561")
        assert values("temporary_id_card", *lines)["id_number"] == "440305199505132561"
