"""Rules + rows → readings: labels misread, missing, joined; values over several lines; papers tilted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop_ocr import composition
from desktop_ocr.domain import checks
from desktop_ocr.domain.recognition import Reading, TextLine
from desktop_ocr.domain.review import Field, FieldState
from desktop_ocr.engines.offline.interpreter import interpret
from desktop_ocr.engines.offline.kinds import detect_kind
from desktop_ocr.engines.offline.rule_section import parse
from tests.engines.offline.printed import laid_out, printed
from tests.fakes import reading

TYPES = composition.load_catalogue().types
RULES = {key: parse(kind.sections["offline"]) for key, kind in TYPES.items()}
NUMBER = "440305199505132561"


def readings(key: str, *lines: TextLine) -> dict[str, Reading]:
    return {reading.field: reading for reading in interpret(TYPES[key], RULES[key], laid_out(*lines))}


def values(key: str, *lines: TextLine) -> dict[str, str]:
    return {field: reading.value for field, reading in readings(key, *lines).items()}


def card(tilt: float = 0, **changed: str) -> list[TextLine]:
    """An ID card with boxes as the detector gives them: labels and values joined."""
    text = {
        "name": "姓名刘洋",
        "sex": "性别女民族汉",
        "birth": "出生1995年5月13日",
        "address": "住址广东省深圳市南山区",
        "more": "腾讯大厦",
        "number": f"公民身份号码{NUMBER}",
    } | changed
    places = {"name": (76, 88), "sex": (76, 170), "birth": (76, 245), "address": (76, 330), "number": (80, 535)}
    lines = [printed(text[key], x, y, tilt=tilt) for key, (x, y) in places.items() if text[key]]
    return [*lines, printed(text["more"], 136, 385, tilt=tilt)]


TRUE = {
    "name": "刘洋",
    "sex": "女",
    "nation": "汉",
    "birth_date": "1995-05-13",
    "address": "广东省深圳市南山区腾讯大厦",
    "id_number": NUMBER,
}


@pytest.mark.parametrize("tilt", [-20, 0, 20])
def test_an_id_card_is_read_however_it_lies(tilt: float) -> None:
    assert values("id_card_front", *card(tilt)) == TRUE


@pytest.mark.parametrize(
    "misread",
    [
        {"sex": "性别女名族汉"},
        {"name": "姓各刘洋"},
        {"name": "名刘洋"},
        {"birth": "出牛1995年5月13日"},
        {"address": "往址广东省深圳市南山区"},
        {"number": f"公民身份号吗{NUMBER}"},
        {"number": f"公艮身分号码{NUMBER}"},
    ],
)
def test_a_misread_label_is_still_a_label(misread: dict[str, str]) -> None:
    assert values("id_card_front", *card(**misread)) == TRUE


def test_a_name_whose_label_was_not_read_is_found_by_its_place() -> None:
    lines = [line for line in card() if not line.text.startswith("姓名")]
    found = values("id_card_front", *lines, printed("刘洋", 205, 88))
    assert found["name"] == "刘洋"


def test_a_label_inside_an_address_ends_nothing() -> None:
    found = values("id_card_front", *card(address="住址湖南省姓名村出生街三号", more="民居"))
    assert found["address"] == "湖南省姓名村出生街三号民居"


def test_each_value_has_the_region_it_was_read_in() -> None:
    found = readings("id_card_front", *card())
    left, top, right, bottom = found["id_number"].region.bounds  # type: ignore[union-attr]
    assert left == pytest.approx((80 + 6 * 30) / 1000, abs=0.01)
    assert right == pytest.approx((80 + 6 * 30 + 18 * 15) / 1000, abs=0.01)
    assert (top, bottom) == pytest.approx((535 / 640, 565 / 640), abs=0.01)


def test_one_printed_line_gives_two_dates() -> None:
    found = values(
        "id_card_back",
        printed("签发机关深圳市公安局南山分局", 200, 430),
        printed("有效期限", 200, 500),
        printed("2017.08.12-2037.08.12", 380, 500),
    )
    assert found == {"authority": "深圳市公安局南山分局", "issue_date": "2017-08-12", "expiry_date": "2037-08-12"}


def test_long_term_stays_a_word() -> None:
    found = values(
        "id_card_back", printed("签发机关甲县公安局", 200, 430), printed("有效期限2017.08.12-长期", 200, 500)
    )
    assert found["expiry_date"] == "长期"
    assert found["issue_date"] == "2017-08-12"


def test_spread_labels_and_two_columns_of_an_old_licence() -> None:
    found = values(
        "business_license",
        printed("名", 110, 200),
        printed("称", 220, 200),
        printed("水獭的鱼有限公司", 260, 200),
        printed("住", 110, 250),
        printed("所安徽省合肥市望江西路666号", 220, 250),
        printed("法定代表人", 110, 300),
        printed("小智", 270, 300),
        printed("注册资本500万", 600, 300),
        printed("公司类型", 110, 350),
        printed("私营企业", 260, 350),
        printed("实收资本400万", 600, 350),
        printed("经营范围", 110, 420),
        printed("计算机领域的技术开发、技术转让，", 260, 420, pitch=0.8),
        printed("软件开发、销售。", 260, 460, pitch=0.8),
        printed("成立日期2006年10月24日", 110, 560),
    )
    assert found == {
        "name": "水獭的鱼有限公司",
        "address": "安徽省合肥市望江西路666号",
        "legal_representative": "小智",
        "registered_capital": "500万",
        "type": "私营企业",
        "paid_in_capital": "400万",
        "business_scope": "计算机领域的技术开发、技术转让，软件开发、销售。",
        "established_date": "2006-10-24",
    }


def test_a_card_number_in_separate_boxes_is_joined() -> None:
    found = values(
        "bank_card",
        printed("招商银行", 100, 60),
        printed("6225 7688", 100, 300),
        printed("8888 8888", 330, 300),
        printed("VALID THRU 07/23", 100, 400),
        printed("XIANG RI KUI", 100, 460),
    )
    assert found["card_number"] == "6225768888888888"
    assert found["valid_thru"] == "07/23"
    assert found["holder_name"] == "XIANG RI KUI"
    assert found["bank_name"] == "招商银行"


def test_words_on_a_bank_card_are_no_holder() -> None:
    found = values("bank_card", printed("6225 7688 8888 8888", 100, 300), printed("VALID THRU MONTH YEAR", 100, 400))
    assert "holder_name" not in found


def test_one_wrong_digit_is_repaired_from_the_alternatives_and_shown() -> None:
    wrong = "公民身份号码44030519950513256" + "7"
    unsure = {len(wrong) - 1: (("1", 0.3), ("2", 0.05))}
    found = readings("id_card_front", printed(wrong, 80, 535, unsure=unsure))["id_number"]
    assert (found.value, found.repaired) == (NUMBER, True)


def test_nothing_is_repaired_when_two_repairs_would_fit() -> None:
    # The last digit and the tenth can each make the check digit right.
    wrong = NUMBER[:-1] + "7"
    other = next(digit for digit in "0123456789" if checks_out(wrong[:13] + digit + wrong[14:]))
    text = f"公民身份号码{wrong}"
    unsure = {len(text) - 1: (("1", 0.3),), 6 + 13: ((other, 0.3),)}
    found = readings("id_card_front", printed(text, 80, 535, unsure=unsure))["id_number"]
    assert (found.value, found.repaired) == (wrong, False)


def checks_out(number: str) -> bool:
    from desktop_ocr.domain.checks import id_number

    return id_number(number) == "proves"


@pytest.mark.parametrize(
    ("key", "lines"),
    [
        ("id_card_front", card()),
        ("id_card_back", [printed("中华人民共和国", 250, 60), printed("居民身份证", 250, 130)]),
        ("bank_card", [printed("招商银行", 100, 60), printed("6225 7688 8888 8888", 100, 300)]),
        ("business_license", [printed("营业执照", 300, 60, size=60), printed("法定代表人毛华", 100, 300)]),
        ("general_text", [printed("关于召开会议的通知", 100, 60), printed("请各部门负责人准时到会", 100, 160)]),
        ("general_text", [printed("他的姓名和住址我都不知道", 100, 60)]),
        ("general_text", [printed("单号1234 5678 9012 3456", 100, 60)]),
        ("general_text", [printed("江苏银行社会保障", 100, 60), printed("6225 7688 8888 8888", 100, 300)]),
        ("general_text", [printed("中国银行业务回单", 100, 60), printed("6216 6001 0000 1233", 100, 300)]),
        ("general_text", [printed("开户行：招商银行", 100, 60), printed("账号：6225768888888888", 100, 300)]),
        (
            "general_text",
            [printed("申请人姓名", 60, 60), printed("性别", 60, 160), printed("11010519491231002X", 300, 300)],
        ),
        (
            "general_text",
            [
                printed("合同", 60, 60),
                printed("乙方身份证号11010519491231002X", 60, 300),
                printed("2023年5月6日", 60, 400),
            ],
        ),
        ("general_text", []),
    ],
)
def test_the_kind_is_what_the_paper_says_and_nothing_is_made_up(key: str, lines: list[TextLine]) -> None:
    assert detect_kind(laid_out(*lines), RULES, "general_text")[0] == key


def test_the_number_of_a_foreign_spouse_is_no_broken_id_number() -> None:
    """结婚证 of a foreigner: the passport's number with its letter, which nothing proves and nothing breaks."""
    lines = [
        *(printed(text, 60, y) for text, y in (("姓名 李玉", 100), ("国籍 中国", 150))),
        printed("身份证件号 440305199505132561", 60, 200),
        *(printed(text, 60, y) for text, y in (("姓名 SMITH", 300), ("国籍 英国", 350))),
        printed("身份证件号 E12345678", 60, 400),
    ]
    found = readings("marriage_certificate", *lines)
    assert found["two_id_number"].value == "E12345678"
    kind = TYPES["marriage_certificate"]
    keys = ("one_id_number", "two_id_number")
    one, two = checks.weigh(replace(kind, rules=()), [Field(kind.spec(key), (found[key],)) for key in keys])
    assert (one.state, two.state) == (FieldState.PROVEN, FieldState.DOUBTFUL)


def test_exchanged_numbers_of_mother_and_father_are_not_proven() -> None:
    kind = TYPES["birth_certificate"]
    woman, man = "11010519491231002X", "110105194912310038"
    for mother, father, state in ((woman, man, FieldState.PROVEN), (man, woman, FieldState.DOUBTFUL)):
        numbers = {"mother_id_number": mother, "father_id_number": father}
        fields = [Field(kind.spec(key), (reading(key, value),)) for key, value in numbers.items()]
        assert {field.state for field in checks.weigh(replace(kind, rules=()), fields)} == {state}


@pytest.mark.parametrize(("title", "part"), [("往来香港签注", "hk"), ("往来澳门签注", "mc")])
def test_the_only_endorsement_belongs_to_the_place_it_names(title: str, part: str) -> None:
    lines = [
        printed(title, 60, 60),
        *(printed(text, x, 120) for text, x in (("种类", 60), ("探亲(T)", 160), ("往返有效", 500), ("2次", 660))),
        *(printed(text, x, 180) for text, x in (("有效期", 60), ("2020.03.04-2021.03.03", 160))),
        *(printed(text, x, 240) for text, x in (("备注", 60), ("一签多行", 160))),
    ]
    wanted = {"type": "探亲（T）", "trips": "2次", "validity": "2020-03-04-2021-03-03", "remarks": "一签多行"}
    assert values("hk_macau_permit_back", *lines) == {f"{part}_{key}": value for key, value in wanted.items()}
