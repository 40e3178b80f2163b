"""From what was answered to readings: fields, normal forms, places on the page, scores, what has no field."""

from __future__ import annotations

import asyncio
import json
import threading
from dataclasses import replace
from typing import Any

import pytest

from desktop_ocr.composition import load_catalogue
from desktop_ocr.domain.document_type import DocumentType, FieldSpec, ValueKind
from desktop_ocr.domain.engine_settings import EngineSettings
from desktop_ocr.domain.errors import ApiKeyWrong, EngineOff, NothingFound, RefusedCall
from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.recognition import Recognition
from desktop_ocr.engines.baidu import kinds, requests, section
from desktop_ocr.engines.baidu.engine import BaiduEngine
from desktop_ocr.engines.base import Options, ServiceEngine
from tests.engines.baidu import documented
from tests.engines.baidu.documented import BOX, SURE
from tests.engines.surroundings import ORIGIN, PAGE, TOKEN, World, answers

SHIPPED = load_catalogue().types
TYPES = {**SHIPPED, **kinds.kinds(SHIPPED.values())}
ID_CARD = SHIPPED["id_card_front"]


def world(answer: dict[str, Any]) -> World:
    return World(answers(answer), TYPES)


def read(answer: dict[str, Any], kind: DocumentType | None, around: World | None = None) -> Recognition:
    around = around or world(answer)
    return asyncio.run(BaiduEngine(around.surroundings).recognise(PAGE, kind, Options(origin=ORIGIN)))


def bounds(region: Quad | None) -> tuple[float, ...]:
    assert region is not None
    return tuple(round(one, 6) for one in region.bounds)


def values(recognition: Recognition, paper: int = 0) -> dict[str, str]:
    return {one.field: one.value for one in recognition.papers[paper].readings}


def test_an_identity_card() -> None:
    printed = {
        **{"姓名": "李四", "性别": "女", "民族": "汉族", "出生": "19491231", "住址": "示例市 示例路1号"},
        **{"公民身份号码": "11010519491231002x"},
    }
    answer = {**documented.dict_words(printed), "risk_type": "copy", "photo": documented.PORTRAIT}
    recognition = read(answer, ID_CARD)
    assert values(recognition) == {
        **{"name": "李四", "sex": "女", "nation": "汉", "birth_date": "1949-12-31", "address": "示例市示例路1号"},
        **{"id_number": "11010519491231002X"},
    }
    (paper,) = recognition.papers
    assert paper.warnings == ("copy",)
    assert paper.portrait == b"\xff\xd8portrait"
    assert {bounds(one.region) for one in paper.readings} == {(0.1, 0.1, 0.6, 0.35)}
    assert recognition.engine == "baidu"


def test_the_other_side_is_read_as_what_it_is() -> None:
    answer = documented.dict_words({"签发机关": "示例市公安局", "签发日期": "20200101", "失效日期": "长期"})
    recognition = read({**answer, "image_status": "reversed_side"}, ID_CARD)
    assert recognition.papers[0].document_type == "id_card_back"
    assert values(recognition) == {"authority": "示例市公安局", "issue_date": "2020-01-01", "expiry_date": "长期"}
    assert recognition.papers[0].warnings == ("reversed_side",)


def test_what_is_no_identity_card_is_nothing_found() -> None:
    with pytest.raises(NothingFound):
        read({"words_result": {}, "image_status": "non_idcard", "log_id": 1}, ID_CARD)


@pytest.mark.parametrize(
    ("kind", "answer", "expected"),
    [
        ("license_plate", documented.plate({"number": "苏A·HS776", "color": "yellow_green"}), {"color": "黄绿色"}),
        (
            "bank_card",
            documented.result_object({"bank_card_number": "6225 8800 0000 0005"}),
            {"number": "6225880000000005"},
        ),
        ("bank_card", documented.result_object({"valid_date": "07/2031"}), {}),
        ("bank_card", {"log_id": 1, "result": {"bank_card_type": 2, "bank_name": ""}}, {}),
        ("passport", documented.dict_words({"性别": "男/M", "生日": "1981年08月03日"}), {}),
        ("vin", documented.lines({"words": "LSVAA 00000 0000 00X"}), {"vin": "LSVAA00000000000X"}),
    ],
)
def test_normal_forms(kind: str, answer: dict[str, Any], expected: dict[str, str]) -> None:
    found = values(read(answer, SHIPPED[kind]))
    for key, value in expected.items():
        assert found[next(spec.key for spec in SHIPPED[kind].fields if spec.key.endswith(key))] == value


def test_the_words_of_the_service_become_ours() -> None:
    card = SHIPPED["bank_card"]
    found = values(read({"log_id": 1, "result": {"bank_card_type": 2, "valid_date": "07/31", "bank_name": ""}}, card))
    assert sorted(found.values()) == ["07/31", "贷记卡"]
    assert values(read({"log_id": 1, "result": {"bank_card_type": 0}}, card)) == {}


def test_each_character_of_a_plate_has_its_own_score() -> None:
    answer = documented.plate({"number": "苏HS7766", "color": "blue"})
    answer["words_result"][0]["probability"] = [0.99, 0.99, 0.4, 0.99, 0.99, 0.99, 0.99]
    (number,) = [one for one in read(answer, SHIPPED["license_plate"]).papers[0].readings if one.field == "number"]
    assert [one.confidence for one in number.characters] == [0.99, 0.99, 0.4, 0.99, 0.99, 0.99, 0.99]
    assert number.weakest == 0.4


def test_the_worst_character_decides_where_only_that_is_told() -> None:
    answer = documented.dict_word_list({"name_chn": "袁运筹"})
    (name,) = read(answer, SHIPPED["hk_macau_permit_front"]).papers[0].readings
    assert (name.confidence, name.weakest) == (SURE["average"], SURE["min"])


def test_what_the_kind_has_no_field_for_keeps_its_name() -> None:
    recognition = read(documented.dict_words({"姓名": "李四", "别名": "小四"}), ID_CARD)
    assert recognition.papers[0].extras == (("别名", "小四"),)
    certificate = SHIPPED["certificate"]
    recognition = read(documented.general_ocr({"标题": "电工证", "工种": "低压"}), certificate)
    assert values(recognition)["others"] == "工种：低压"


def test_several_cards_are_several_papers() -> None:
    answer = documented.general_ocr({"标题": "低压电工证", "姓名": "张三"})
    answer["results"]["1"] = {"标题": [{"words": ["居民身份证"]}], "姓名": [{"words": ["李四"]}]}
    recognition = read(answer, None)
    assert recognition.papers[0].document_type == "certificate"
    assert len(recognition.papers) == 2
    assert "李四" in values(recognition, 1).values()


def test_the_lines_of_an_invoice_are_a_table() -> None:
    recognition = read(documented.vat({"InvoiceNum": "07285251"}), TYPES["vat_invoice"])
    assert values(recognition) == {"invoice_number": "07285251", "items": '[{"name": "服务费", "amount": "360.00"}]'}


def test_keys_that_say_what_another_says_are_one_value() -> None:
    number = "25312000000012345678"
    recognition = read(documented.vat({"InvoiceNum": number, "InvoiceNumDigit": number}), TYPES["vat_invoice"])
    assert values(recognition)["invoice_number"] == number


def test_the_lines_of_a_bill_without_a_file_are_a_table_under_the_services_keys() -> None:
    kind = kinds.kinds(())["baidu_online_taxi_itinerary"]
    around = world(documented.vat({"SellerName": "甲"}))
    around.types = {**TYPES, kind.key: kind}
    assert values(read({}, kind, around))["items"] == '[{"CommodityName": "服务费", "CommodityAmount": "360.00"}]'


def test_rows_that_are_objects_of_values_are_a_table() -> None:
    answer = documented.vat({})
    answer["words_result"] = {
        "TotalFare": "30.50",
        "items": [{"ItemId": "1", "StartPlace": "人民路", "Fare": "9.70"}, {"ItemId": "2", "Fare": "20.80"}],
    }
    assert values(read(answer, TYPES["online_taxi_itinerary"])) == {
        "total": "30.50",
        "trips": '[{"number": "1", "from": "人民路", "amount": "9.70"}, {"number": "2", "amount": "20.80"}]',
    }


def test_lists_of_values_side_by_side_are_rows() -> None:
    answer = documented.dict_word_list({"name": "李栗"})
    flights = {"starting_station": ["郑州", "海口"], "destination_station": ["海口", "郑州"], "flight": ["CA1", "CA2"]}
    answer["words_result"] |= {key: [{"word": word} for word in words] for key, words in flights.items()}
    assert values(read(answer, TYPES["air_itinerary"])) == {
        "name": "李栗",
        "flights": '[{"from": "郑州", "to": "海口", "flight": "CA1"}, {"from": "海口", "to": "郑州", "flight": "CA2"}]',
    }


def test_a_kind_of_a_file_names_the_columns_of_its_table() -> None:
    table = FieldSpec("goods", "货物", "Goods", ValueKind.TABLE)
    columns = {"CommodityName": "名称", "CommodityAmount": "金额"}
    kind = DocumentType("x", "x", "x", (table,), sections={"baidu": {"interface": "vat_invoice", "columns": columns}})
    assert section.check_section(kind.sections["baidu"], kind) is None
    around = world(documented.vat({}))
    around.types = {**TYPES, "x": kind}
    assert values(read({}, kind, around)) == {"goods": '[{"名称": "服务费", "金额": "360.00"}]'}


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"interface": "idcards"}, "interface"),
        ({"interface": "idcard", "iocr": "id_card_font"}, "iocr"),
        ({"interface": "idcard", "parameters": {"id_card_side": "top"}}, "id_card_side"),
        ({"interface": "idcard", "parameters": {"side": "front"}}, "side"),
        ({"interface": "idcard", "pairs": "nowhere"}, "pairs"),
        ({"interface": "idcard", "columns": {"a": 1}}, "columns"),
        ({"interface": "idcard", "column": {}}, "column"),
    ],
)
def test_a_section_that_is_wrong_says_where(wrong: dict[str, Any], word: str) -> None:
    found = section.check_section(wrong, ID_CARD)
    assert found is not None
    assert found[0] == word


def test_places_outside_the_page_are_cut_to_it_or_left_out() -> None:
    answer = documented.dict_words({"姓名": "李四", "住址": "示例路"})
    answer["words_result"]["姓名"]["location"] = {**BOX, "top": -3}
    answer["words_result"]["住址"]["location"] = {**BOX, "top": -64}
    name, address = sorted(read(answer, ID_CARD).papers[0].readings, key=lambda one: one.field, reverse=True)
    assert bounds(name.region) == (0.1, 0.0, 0.6, 0.1)
    assert address.region is None


def test_places_turn_with_the_page() -> None:
    answer = {**documented.dict_words({"姓名": "李四"}), "direction": 1}
    recognition = read(answer, ID_CARD)
    assert recognition.turned == 90
    assert (recognition.width, recognition.height) == (PAGE.height, PAGE.width)
    region = recognition.papers[0].readings[0].region
    assert region is not None
    expected = Quad.rectangle(4 / 40, 2 / 20, 24 / 40, 7 / 20).turned(90).bounds
    assert region.bounds == pytest.approx(expected)
    assert region.bounds == pytest.approx((*region.top_left, *region.bottom_right))


def test_nothing_leaves_before_it_is_switched_on() -> None:
    around = world({})
    around.settings = EngineSettings()
    with pytest.raises(EngineOff):
        read({}, ID_CARD, around)
    assert not around.asked
    assert not around.tokens_asked


def test_every_parameter_can_be_set_for_a_kind() -> None:
    around = world(documented.dict_words({"姓名": "李四"}))
    around.settings = replace(around.settings, parameters={ID_CARD.key: {"detect_card": "true", "detect_ps": "false"}})
    read({}, ID_CARD, around)
    body = around.asked[0].content.decode()
    # The preset's, the type file's, and the clerk's over them.
    assert "detect_risk=true" in body
    assert "id_card_side=front" in body
    assert "detect_card=true" in body
    assert "detect_ps=false" in body


def test_a_value_that_is_none_is_told_and_not_sent() -> None:
    around = world({})
    around.settings = replace(around.settings, parameters={ID_CARD.key: {"detect_card": "perhaps"}})
    with pytest.raises(RefusedCall):
        read({}, ID_CARD, around)
    assert not around.asked


def test_it_is_an_engine_that_asks_a_service() -> None:
    engine = BaiduEngine(world({}).surroundings)
    assert isinstance(engine, ServiceEngine)
    assert engine.calls_for(ID_CARD) == ("idcard",)
    assert engine.calls_for(None) == ("general_ocr",)
    assert engine.info.is_service


def test_the_same_page_is_asked_for_once() -> None:
    around = world(documented.dict_words({"姓名": "李四"}))
    first = read({}, ID_CARD, around)
    second = read({}, ID_CARD, around)
    assert first.papers == second.papers
    assert len(around.asked) == 1


def test_with_keys_that_are_refused_the_service_is_asked_once_and_again_when_they_were_tried() -> None:
    around = world(documented.dict_words({"姓名": "李四"}))
    wrong = {"error": "invalid_client", "error_description": "unknown client id"}
    around.token = answers(wrong, wrong, TOKEN)
    engine = BaiduEngine(around.surroundings)

    async def read_once() -> Recognition:
        return await engine.recognise(PAGE, ID_CARD, Options(origin=ORIGIN))

    async def whole() -> None:
        for _ in range(3):
            with pytest.raises(ApiKeyWrong):
                await read_once()
        assert len(around.tokens_asked) == 1
        with pytest.raises(ApiKeyWrong):
            await engine.try_keys()
        await engine.try_keys()
        assert values(await read_once()) == {"name": "李四"}

    asyncio.run(whole())
    assert list(around.calls.states.values()) == ["done"]


def test_what_has_no_name_comes_into_no_field() -> None:
    kind = replace(ID_CARD, fields=(FieldSpec("age", "年龄", "Age", ValueKind.TEXT), *ID_CARD.fields))
    found = read(documented.dict_words({"": "5", "姓名": "张三"}), kind).papers[0]
    assert [(one.field, one.value) for one in found.readings] == [("name", "张三")]


def test_a_page_is_encoded_once_and_not_on_the_thread_of_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    threads, encode = [], requests.encoded

    def encoded(content: bytes) -> bytes:
        threads.append(threading.current_thread())
        return encode(content)

    monkeypatch.setattr(requests, "encoded", encoded)
    read(documented.dict_words({"姓名": "张三"}), ID_CARD)
    assert len(threads) == 1
    assert threads[0] is not threading.current_thread()


def test_rows_of_an_insurance_policy_go_to_the_table_that_they_are_of() -> None:
    answered = {
        "InsBilNo": "P000000000001",
        "InsPerLst": [{"InsCltNa2": "李四"}, {"InsCltNa2": "王五", "InsCltGd2": "男"}],
        "BenPerLst": [],
        "InsPrdList": [{"InsPrdNam": "示范终身寿险", "InsPerAmt": "5000.00"}],
    }
    found = values(read(documented.dict_str(answered), SHIPPED["insurance_policy"]))
    assert json.loads(found["insured"]) == [{"name": "李四"}, {"name": "王五", "sex": "男"}]
    assert json.loads(found["products"]) == [{"name": "示范终身寿险", "premium": "5000.00"}]
    assert "beneficiaries" not in found


def test_what_a_form_says_is_a_table_of_labels_and_values() -> None:
    recognition = read(documented.general_ocr({"标题": "登记表", "部门": "财务部"}), SHIPPED["form"])
    assert values(recognition) == {"title": "登记表", "pairs": '[{"label": "部门", "value": "财务部"}]'}
