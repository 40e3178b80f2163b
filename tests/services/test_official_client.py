"""The vendor's own client works against the double as it would against the service."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from aip import AipOcr
from PIL import Image

from .baidu import BaiduDouble, Truth, everything
from .baidu.account import SCOPE
from .baidu.interfaces import INTERFACES
from .call_log import TOKEN, digest
from .client import PICTURE, jpeg
from .clock import VirtualClock
from .official import METHODS, ask_officially, asked_with, official_client

ADDRESS = "http://example.invalid/a.jpg"


def _pdf() -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", (60, 80)).save(kept, "PDF")
    return kept.getvalue()


PDF = _pdf()


@pytest.fixture
def client(baidu: BaiduDouble) -> Iterator[AipOcr]:
    baidu.truths.tell(everything())
    client = official_client(baidu)
    yield client
    client.s.close()


def needed(baidu: BaiduDouble, interface: str) -> dict[str, str]:
    known = INTERFACES[interface]
    options = {name: p.values[0] for name, p in known.parameters.items() if p.required}
    if "classifier" in interface:
        options["classifierId"] = "1"
    elif known.one_of:
        options["templateSign"] = next(iter(baidu.account.templates))
    return options


@pytest.mark.parametrize("interface", METHODS)
def test_a_picture(baidu: BaiduDouble, client: AipOcr, interface: str) -> None:
    options = needed(baidu, interface)
    answer = ask_officially(client, interface, PICTURE, options)
    assert answer.get("error_code", 0) == 0
    assert "log_id" in answer
    (call,) = baidu.log.calls()
    assert (call.interface, call.form, call.strangers) == (interface, options, ())
    assert call.files == {"image": digest(PICTURE)}


WITH_ADDRESS, WITH_PDF = asked_with("Url", "url"), asked_with("Pdf", "pdf_file")


@pytest.mark.parametrize("interface", WITH_ADDRESS)
def test_an_address(baidu: BaiduDouble, client: AipOcr, interface: str) -> None:
    options = needed(baidu, interface)
    assert ask_officially(client, interface, ADDRESS, options).get("error_code", 0) == 0
    (call,) = baidu.log.calls()
    assert call.interface in (interface, f"{interface}_url")
    assert (call.form, call.files) == ({**options, "url": ADDRESS}, {})


@pytest.mark.parametrize("interface", WITH_PDF)
def test_a_pdf(baidu: BaiduDouble, client: AipOcr, interface: str) -> None:
    options = needed(baidu, interface)
    assert ask_officially(client, interface, PDF, options).get("error_code", 0) == 0
    (call,) = baidu.log.calls()
    assert (call.interface, call.form, call.files) == (interface, options, {"pdf_file": digest(PDF)})


def test_enough_ways_are_tried() -> None:
    assert len({*METHODS.values()}) == 48
    assert (len(WITH_ADDRESS), len(WITH_PDF)) == (42, 20)


TAKES_OPTIONS = [name for name in METHODS if INTERFACES[name].parameters and name != "online_taxi_itinerary"]


@pytest.mark.parametrize("interface", TAKES_OPTIONS)
def test_all_parameters_at_once(baidu: BaiduDouble, client: AipOcr, interface: str) -> None:
    known = INTERFACES[interface].parameters
    options = {name: p.values[0] if p.values else "x" for name, p in known.items()} | needed(baidu, interface)
    assert ask_officially(client, interface, jpeg(200, 120), options).get("error_code", 0) == 0
    (call,) = baidu.log.calls()
    assert (call.form, call.strangers) == (options, ())


def test_a_table_fetched_later(baidu: BaiduDouble, client: AipOcr) -> None:
    baidu.tables.seconds = 0
    answer = client.tableRecognition(PICTURE, {"result_type": "json"})
    assert answer["result"]["ret_code"] == 3
    assert [call.interface for call in baidu.log.calls()] == ["table_begin", "table_getresult"]


def test_one_token_for_many_calls_and_a_new_one_for_one_that_is_unknown(baidu: BaiduDouble, client: AipOcr) -> None:
    for _ in range(3):
        client.basicGeneral(PICTURE)
    assert len(baidu.log.calls(TOKEN)) == 1
    baidu.gate.revoke_tokens()
    assert "error_code" not in client.basicGeneral(PICTURE)
    assert len(baidu.log.calls(TOKEN)) == 2
    assert [call.code for call in baidu.log.calls()] == [0, 0, 0, 110, 0]


@pytest.mark.filterwarnings("ignore:.*utcnow:DeprecationWarning")
def test_without_the_scope_it_signs_in_the_older_way(baidu: BaiduDouble, client: AipOcr) -> None:
    baidu.account.scope = SCOPE.replace("brain_all_scope", "")
    assert client.basicGeneral(PICTURE)["error_code"] == 14


@pytest.mark.parametrize(("code", "interface"), [(17, "idcard"), (18, "general_basic"), (216201, "vat_invoice")])
def test_errors_reach_it(baidu: BaiduDouble, client: AipOcr, code: int, interface: str) -> None:
    baidu.refuse(code)
    assert ask_officially(client, interface, PICTURE, needed(baidu, interface))["error_code"] == code


def test_a_wrong_side_is_refused_to_it_too(baidu: BaiduDouble, client: AipOcr, virtual_clock: VirtualClock) -> None:
    assert client.idcard(PICTURE, "Front")["error_code"] == 216100
    assert client.idcard(b"no picture", "front")["error_code"] == 216201
    baidu.truths.tell(Truth.sample("idcard:front"))
    virtual_clock.advance(10)
    assert client.idcard(PICTURE, "front")["words_result"]["姓名"]["words"] == "李四"
