"""What Baidu's double answers: every interface in its shape, every kind of specimen under its keys."""

from __future__ import annotations

import base64
import io
import json

import pytest
from PIL import Image

from tests.specimens import render

from .baidu import NOTHING, BaiduDouble, Truth, everything
from .baidu.filling import _SIDES
from .baidu.interfaces import INTERFACES
from .client import ask, encoded, jpeg, texts
from .facts import loaded
from .truth import SAMPLES

MORE = {
    "iocr_classifier": {"classifierId": "1"},
    "iocr_finance": {"templateSign": "mixed_receipt"},
    "iocr_universal_request": {"templateSign": "id_card_front", "file_name": "a.jpg", "fileName": "a.jpg"},
}


def asked_with(baidu: BaiduDouble, interface: str) -> dict[str, str]:
    template = {"templateSign": next(iter(baidu.account.templates))} if interface == "iocr_template" else {}
    return MORE.get(interface, template)


ANSWERED_AT_ONCE = [name for name in INTERFACES if name not in ("table_getresult", "iocr_universal_result")]


@pytest.mark.parametrize("interface", ANSWERED_AT_ONCE)
def test_every_interface_finds_its_paper_among_all(baidu: BaiduDouble, interface: str) -> None:
    baidu.truths.tell(everything())
    answer = ask(baidu, interface, **asked_with(baidu, interface))
    assert answer.get("error_code", 0) == 0
    (call,) = baidu.log.calls()
    assert (call.interface, call.code, call.strangers) == (interface.replace("table_recorgnize", "table_begin"), 0, ())
    shape = INTERFACES[interface].shape
    if shape == "lines":
        assert "请于2024年03月04日前完成报名。" in texts(answer["words_result"])
    elif shape in ("tables", "forms"):
        assert {"1200.50", "费用报销明细表", "制表：赵六"} <= texts(answer)
    elif own := next((name for name in SAMPLES if name.split(":")[0] == interface), ""):
        assert texts(next(iter(loaded("baidu_samples.json")[own].values()))) <= texts(answer)


@pytest.mark.parametrize("sample", [name for name in SAMPLES if name.split(":")[0] in INTERFACES])
def test_all_values_of_a_sample_are_in_the_answer(baidu: BaiduDouble, sample: str) -> None:
    interface, _, side = sample.partition(":")
    baidu.truths.tell(Truth.sample(sample))
    sides = {_SIDES[interface]: side} if side else {}
    on = dict.fromkeys(("seal_tag", "multi_detect", "is_identify_virtual_waybill"), "true")
    known = INTERFACES[interface].parameters
    more = {name: value for name, value in on.items() if name in known}
    answer = ask(baidu, interface, **asked_with(baidu, interface), **sides, **more)
    told = texts(loaded("baidu_samples.json")[sample]) - {""}
    assert told - texts(answer) == set()


def test_cards_from_the_wrong_side_of_another_kind_and_none(baidu: BaiduDouble) -> None:
    baidu.truths.tell(Truth.sample("idcard:back"))
    other = ask(baidu, "idcard", id_card_side="front")
    assert other["image_status"] == "reversed_side"
    assert other["words_result"]["签发机关"]["words"] == "南京市公安局玄武分局"
    baidu.truths.tell(Truth.sample("bankcard"))
    assert ask(baidu, "idcard", id_card_side="front")["image_status"] == "other_type_card"
    baidu.truths.tell(NOTHING)
    nothing = ask(baidu, "idcard", id_card_side="front")
    assert nothing["image_status"] == "non_idcard"
    assert {entry["words"] for entry in nothing["words_result"].values()} == {""}


def test_checks_answer_only_when_asked(baidu: BaiduDouble) -> None:
    baidu.truths.tell(Truth.sample("idcard:front", risk_type="copy", edit_tool="Adobe", image_status="blurred"))
    keys = {"risk_type", "edit_tool", "card_ps", "card_quality", "photo", "card_image"}
    assert not keys & ask(baidu, "idcard", id_card_side="front").keys()
    switches = ("detect_risk", "detect_ps", "detect_quality", "detect_photo", "detect_card")
    answer = ask(baidu, "idcard", jpeg(400, 300), id_card_side="front", **dict.fromkeys(switches, "true"))
    assert keys <= answer.keys()
    assert (answer["image_status"], answer["risk_type"], answer["edit_tool"]) == ("blurred", "copy", "Adobe")
    with Image.open(io.BytesIO(base64.b64decode(answer["photo"]))) as photo:
        assert photo.size == (answer["photo_location"]["width"], answer["photo_location"]["height"])


def test_licences_unify_terms_and_warn_on_their_fronts(baidu: BaiduDouble) -> None:
    baidu.truths.tell(
        Truth.sample("driving_license:front", warn_infos=["shadow"]) + Truth.sample("driving_license:back")
    )
    plain = ask(baidu, "driving_license")
    assert {"有效期限", "至"} <= plain["words_result"].keys()
    assert "warn_infos" not in plain
    full = ask(baidu, "driving_license", unified_valid_period="true", quality_warn="true", risk_warn="true")
    assert {"有效起始日期", "失效日期"} <= full["words_result"].keys()
    assert (full["warn_infos"], full["risk_type"]) == (["shadow"], "normal")
    back = ask(baidu, "driving_license", driving_license_side="back", quality_warn="true", risk_warn="true")
    assert not {"warn_infos", "risk_type"} & back.keys()


def test_one_plate_or_several(baidu: BaiduDouble) -> None:
    baidu.truths.tell(
        Truth.sample("license_plate") + Truth.sample("license_plate", {"number": "苏B1", "color": "green"})
    )
    assert ask(baidu, "license_plate")["words_result"]["number"] == "苏A00001"
    many = ask(baidu, "license_plate", multi_detect="true")["words_result"]
    assert [plate["number"] for plate in many] == ["苏A00001", "苏B1"]


def test_absent_values_of_a_licence_stand_nowhere(baidu: BaiduDouble) -> None:
    baidu.truths.tell(Truth.sample("business_license", {"单位名称": "示范", "法人": ""}))
    words = ask(baidu, "business_license")["words_result"]
    assert words["法人"] == {"words": "无", "location": {"left": 0, "top": 0, "width": 0, "height": 0}}


def test_words_have_places_and_confidence_when_asked(baidu: BaiduDouble) -> None:
    baidu.truths.tell(Truth.sample("real_estate_certificate"))
    (first, second) = ask(baidu, "real_estate_certificate")["words_result"]["权利人"]
    assert (first, second) == ({"word": "李四"}, {"word": "王五"})
    full = ask(baidu, "real_estate_certificate", location="true", probability="true")["words_result"]["权利人"]
    assert [{*entry} for entry in full] == [{"word", "location", "probability"}] * 2
    assert full[0]["location"]["top"] < full[1]["location"]["top"]


def test_goods_stand_in_rows_and_seals_are_read_when_asked(baidu: BaiduDouble) -> None:
    baidu.truths.tell(Truth.sample("vat_invoice"))
    words = ask(baidu, "vat_invoice")["words_result"]
    assert words["CommodityTaxRate"] == [{"row": "1", "word": "6%"}, {"row": "2", "word": "13%"}]
    assert "seal_info" not in words
    assert ask(baidu, "vat_invoice", seal_tag="true")["words_result"]["company_seal"] == "1"


def test_several_bills(baidu: BaiduDouble) -> None:
    baidu.truths.tell(Truth.sample("taxi_receipt") + Truth.sample("train_ticket") + Truth.sample("lines"))
    bills = ask(baidu, "multiple_invoice")["words_result"]
    assert [bill["type"] for bill in bills] == ["taxi_receipt", "train_ticket"]
    assert bills[0]["result"]["TotalFare"] == [{"word": "¥54.30元"}]
    receipts = ask(baidu, "iocr_finance", templateSign="mixed_receipt")["data"]["ret"]
    assert [{**field}["word"] for field in receipts[1]["ret"] if field["word_name"] == "train_num"] == ["G7001"]


def test_nothing_found(baidu: BaiduDouble) -> None:
    codes = {
        name: ask(baidu, name, **asked_with(baidu, name)).get("error_code", 0)
        for name in ("bankcard", "passport", "iocr_template", "iocr_classifier", "iocr_finance", "table", "general_ocr")
    }
    assert codes == {
        "bankcard": 216631, "passport": 282102, "iocr_template": 272000, "iocr_classifier": 272001,
        "iocr_finance": 272003, "table": 0, "general_ocr": 0,
    }  # fmt: skip
    assert ask(baidu, "accurate")["words_result"] == []


def test_lines_with_all_there_is(baidu: BaiduDouble) -> None:
    baidu.truths.tell(Truth.of(render("general_text", 2, long_side=900)))
    asked = {"recognize_granularity": "small", "char_probability": "true", "vertexes_location": "true"}
    answer = ask(baidu, "accurate", jpeg(500, 800), paragraph="true", probability="true", **asked)
    line = answer["words_result"][0]
    assert {*line} == {"words", "location", "chars", "probability", "vertexes_location"}
    assert "".join(entry["char"] for entry in line["chars"]) == line["words"]
    assert len(answer["paragraphs_result"]) == answer["words_result_num"]
    tops = [line["location"]["top"] for line in answer["words_result"]]
    assert tops == sorted(tops)


def test_answers_are_utf8_json_with_large_numbers(baidu: BaiduDouble) -> None:
    baidu.truths.tell(Truth.sample("general_ocr"))
    answer = ask(baidu, "general_ocr")
    assert answer["log_id"] > 2**53
    assert answer["results"]["0"]["标题"] == [{"words": ["低压电工证"]}]
    assert json.loads(json.dumps(answer)) == answer
    assert encoded(b"x") == "eA=="
