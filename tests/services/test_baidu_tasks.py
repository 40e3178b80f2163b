"""Work of Baidu's double that is fetched later."""

from __future__ import annotations

import json

import pytest

from .baidu import BaiduDouble, Truth
from .baidu.interfaces import PRESETS
from .client import ask
from .clock import VirtualClock

NAMES = {"file_name": "a.jpg", "fileName": "a.jpg"}


def submitted(baidu: BaiduDouble, sign: str) -> str:
    return str(ask(baidu, "iocr_universal_request", templateSign=sign, **NAMES)["task_result"]["task_id"])


def test_a_table_in_the_older_way(baidu: BaiduDouble, virtual_clock: VirtualClock) -> None:
    baidu.truths.tell(Truth.sample("table"))
    name = ask(baidu, "table_begin")["result"][0]["request_id"]
    running = ask(baidu, "table_getresult", request_id=name)["result"]
    assert (running["ret_code"], running["percent"], running["result_data"]) == (2, 50, "")
    virtual_clock.advance(30)
    assert ask(baidu, "table_getresult", request_id=name)["result"]["result_data"].endswith(".xls")
    done = ask(baidu, "table_getresult", request_id=name, result_type="json")["result"]
    assert done["ret_code"] == 3
    (form,) = json.loads(done["result_data"])["forms"]
    assert [cell["words"] for cell in form["body"] if cell["row"] == 1] == ["李四", "会计", "586.00"]


def test_tables_that_fail(baidu: BaiduDouble) -> None:
    unknown = ask(baidu, "table_getresult", request_id="12_34")
    assert (unknown["error_code"], unknown["error_msg"]) == (282808, "request id: 12_34 not exist")
    baidu.tables.reason = "blurred"
    name = ask(baidu, "table_begin")["result"][0]["request_id"]
    assert ask(baidu, "table_getresult", request_id=name)["error_code"] == 282810


def test_the_universal_reading_takes_thirty_seconds(baidu: BaiduDouble, virtual_clock: VirtualClock) -> None:
    baidu.truths.tell(Truth.sample("idcard:front", risk_type="copy"))
    name = submitted(baidu, "id_card_front")
    virtual_clock.advance(29.9)
    running = ask(baidu, "iocr_universal_result", task_id=name)
    assert (running["task_result"]["status"], running["words_result"]) == ("Running", None)
    virtual_clock.advance(0.1)
    done = ask(baidu, "iocr_universal_result", task_id=name)
    assert done["task_result"]["status"] == "Success"
    (paper,) = done["words_result"]
    assert paper["kv_result"]["single_key"]["姓名"][0]["words"] == "李四"
    assert paper["kv_result"]["other_result"] == {"risk_type": "copy"}
    assert (paper["page_num"], paper["doc_type"]) == (1, "身份证正面")


def test_a_task_that_fails_and_one_that_is_unknown(baidu: BaiduDouble, virtual_clock: VirtualClock) -> None:
    baidu.universal.reason = "picture is broken"
    name = submitted(baidu, "bank_card")
    virtual_clock.advance(30)
    failed = ask(baidu, "iocr_universal_result", task_id=name)
    assert (failed["task_result"]["status"], failed["task_result"]["reason"]) == ("Failed", "picture is broken")
    assert ask(baidu, "iocr_universal_result", task_id="task-x")["error_code"] == 283016


@pytest.mark.parametrize("sign", PRESETS)
def test_every_preset_reads_its_paper(baidu: BaiduDouble, virtual_clock: VirtualClock, sign: str) -> None:
    preset = PRESETS[sign]
    side = [value for name, value in preset["parameters"].items() if name.endswith(("_side", "permit_type"))]
    sample = "vat_invoice" if sign == "multiple_invoice" else ":".join([preset["interface"], *side])
    baidu.truths.tell(Truth.sample(sample) + Truth.sample("general_ocr"))
    name = submitted(baidu, sign)
    virtual_clock.advance(30)
    (paper,) = ask(baidu, "iocr_universal_result", task_id=name)["words_result"]
    told = Truth.sample(sample).papers[0].fields
    found = paper["kv_result"]["single_key"]
    assert {key for key, value in told.items() if not key.startswith("Commodity")} == {*found}
    assert paper["doc_type"] == preset["name"]


def test_goods_are_combined_and_other_papers_are_text(baidu: BaiduDouble, virtual_clock: VirtualClock) -> None:
    baidu.truths.tell(Truth.sample("vat_invoice"))
    bill, card = submitted(baidu, "multiple_invoice"), submitted(baidu, "id_card_front")
    virtual_clock.advance(30)
    (paper,) = ask(baidu, "iocr_universal_result", task_id=bill)["words_result"]
    rows = paper["kv_result"]["combo_key"]["货物或应税劳务、服务信息"]
    assert [row["CommodityAmount"]["words"] for row in rows] == ["339.62", "200.00"]
    (text,) = ask(baidu, "iocr_universal_result", task_id=card)["words_result"]
    assert text["doc_type"] == "其他"
    assert "07285251" in [line["words"] for line in text["kv_result"]["full_result"]]
