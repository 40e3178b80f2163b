"""CTyun's double: signatures, clocks, lists of pictures, refusals by interface, answers."""

from __future__ import annotations

import base64
import io
import json
import uuid
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import httpx
import pytest

from tests.specimens import render

from .client import CLIENT, jpeg
from .clock import VirtualClock
from .ctyun import NOTHING, CtyunDouble, Truth
from .ctyun.interfaces import GATEWAY, INTERFACES, Interface
from .ctyun.signature import signature, string_to_sign
from .facts import loaded

BEIJING = timezone(timedelta(hours=8))
PICTURE = jpeg(60, 40)
SEVERAL = [one for one in INTERFACES.values() if one.most_pictures > 1]
LICENCE = INTERFACES["business_license"]


def encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode()


def body_of(interface: Interface, *pictures: bytes | str) -> dict[str, Any]:
    texts = [encoded(picture) if isinstance(picture, bytes) else picture for picture in pictures]
    return {"Action": "BusinessCardOCR", "ImageData": texts[0]} if interface is LICENCE else {"data": texts}


def send(
    ctyun: CtyunDouble, path: str, body: bytes, *, zone: Any = BEIJING, late: float = 0, query: str = "",
    method: str = "POST", names: tuple[str, ...] = ("appkey", "ctyun-eop-request-id", "eop-date"),
    key: str = "", **changed: str,
) -> httpx.Response:  # fmt: skip
    """A signed call; `changed` headers are changed after signing ("" leaves one out)."""
    account, now = ctyun.account, datetime.fromtimestamp(ctyun.clock() + late, zone)
    headers = {
        "appkey": account.app_key,
        "ctyun-eop-request-id": str(uuid.uuid4()),
        "eop-date": now.strftime("%Y%m%dT%H%M%SZ"),
        "Content-Type": "application/json",
    }
    text = string_to_sign({name: headers[name] for name in names}, query, body)
    signed = signature(account.access_key, key or account.security_key, headers["eop-date"], text)
    headers["Eop-Authorization"] = f"{account.access_key} Headers={';'.join(names)} Signature={signed}"
    headers |= {name.replace("_", "-"): value for name, value in changed.items()}
    left = {name: value for name, value in headers.items() if value}
    return CLIENT.request(method, f"{ctyun.address}{path}{'?' * bool(query)}{query}", content=body, headers=left)


def ask(ctyun: CtyunDouble, interface: Interface, said: Any, **options: Any) -> dict[str, Any]:
    return dict(send(ctyun, interface.path, json.dumps(said).encode(), **options).json())


def code(ctyun: CtyunDouble, interface: Interface, said: Any, **options: Any) -> int:
    return int(ask(ctyun, interface, said, **options)["statusCode"])


@pytest.mark.parametrize("vector", loaded("ctyun_vectors.json"), ids=lambda vector: vector["name"])
def test_signatures_agree_with_the_vectors(vector: dict[str, Any]) -> None:
    signed = {name: vector["headers"][name] for name in vector["signed"]}
    text = string_to_sign(signed, vector["query"], vector["body"].encode())
    assert text == vector["string_to_sign"]
    assert signature(vector["ak"], vector["sk"], vector["headers"]["eop-date"], text) == vector["signature"]


def test_the_chain_of_keys_agrees_with_a_value_of_the_vendors_own_test() -> None:
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    text = f"ctyun-eop-request-id:27cfe4dc-e640-45f6-92ca-492ca73e8680\neop-date:20220525T160752Z\n{empty}"
    assert signature("1", "2", "20220525T160752Z", text) == "tHLSPg5bu8+UmVId4JFHq0Fr6VpfDIY9zkBPaW1yPzM="


@pytest.mark.parametrize(
    ("expected", "options"),
    [
        (0, {}),
        (0, {"names": ("ctyun-eop-request-id", "eop-date")}),
        (0, {"query": "b=2&a=1"}),
        (0, {"late": 299}),
        (10020, {"late": 301}),
        (10020, {"late": -301}),
        (10020, {"zone": UTC}),
        (10020, {"key": "another"}),
        (10020, {"names": ("eop-date", "appkey", "ctyun-eop-request-id")}),
        (10020, {"names": ("appkey", "eop-date")}),
        (10020, {"Eop_Authorization": ""}),
        (10020, {"Eop_Authorization": "x Headers =a; b Signature=c"}),
        (10002, {"Eop_Authorization": "x Headers=ctyun-eop-request-id;eop-date Signature=c"}),
        (10020, {"ctyun_eop_request_id": str(uuid.UUID(int=7))}),
        (40002, {"appkey": ""}),
        (40006, {"appkey": "another"}),
        (40008, {"method": "PUT"}),
        (40008, {"Content_Type": "text/plain"}),
    ],
    ids=str,
)
def test_the_gateway(ctyun: CtyunDouble, expected: int, options: dict[str, Any]) -> None:
    assert code(ctyun, SEVERAL[0], body_of(SEVERAL[0], PICTURE), **options) == expected


def test_the_body_that_is_hashed_is_the_body_that_is_sent(ctyun: CtyunDouble) -> None:
    body = json.dumps(body_of(SEVERAL[0], PICTURE)).encode()
    headers = dict(send(ctyun, SEVERAL[0].path, body).request.headers)
    other = body.replace(b": ", b":")
    assert CLIENT.post(ctyun.address + SEVERAL[0].path, content=body, headers=headers).json()["statusCode"] == 0
    del headers["content-length"]
    assert CLIENT.post(ctyun.address + SEVERAL[0].path, content=other, headers=headers).json()["statusCode"] == 10020


def test_other_clocks(ctyun: CtyunDouble) -> None:
    said = body_of(SEVERAL[0], PICTURE)
    ctyun.account.zone = "utc"
    assert (code(ctyun, SEVERAL[0], said), code(ctyun, SEVERAL[0], said, zone=UTC)) == (10020, 0)
    ctyun.account.zone = "either"
    assert (code(ctyun, SEVERAL[0], said), code(ctyun, SEVERAL[0], said, zone=UTC)) == (0, 0)


def test_what_was_not_bought(ctyun: CtyunDouble) -> None:
    one, said = SEVERAL[0], body_of(SEVERAL[0], PICTURE)
    ctyun.account.left[one.id] = 0
    assert code(ctyun, one, said) == 51002
    ctyun.account.left[one.id] = 1
    assert [code(ctyun, one, said), code(ctyun, one, said)] == [0, 51003]
    ctyun.account.expired.add(one.id)
    assert code(ctyun, one, said) == 51001
    ctyun.account.enabled.clear()
    assert code(ctyun, one, said) == 50002
    assert send(ctyun, "/v1/aiop/api/2z0yhhrzgv0g/tts/predict", b"{}").json()["statusCode"] == 50003


def test_pace_and_the_size_of_a_body(ctyun: CtyunDouble, virtual_clock: VirtualClock) -> None:
    body = json.dumps(body_of(SEVERAL[0], PICTURE)).encode()
    ctyun.account.qps = 2
    assert [send(ctyun, SEVERAL[0].path, body).status_code for _ in range(3)] == [200, 200, 429]
    virtual_clock.advance(1)
    ctyun.account.most_body = len(body) - 1
    assert send(ctyun, SEVERAL[0].path, body).status_code == 413


BODIES: dict[str, Any] = {
    "no_json": b"{",
    "no_object": [],
    "missing": {},
    "no_list": {"data": "x"},
    "no_picture": {"data": []},
}


@pytest.mark.parametrize("interface", SEVERAL, ids=lambda one: one.id)
def test_refusals_of_a_whole_list(ctyun: CtyunDouble, interface: Interface) -> None:
    for reason, said in BODIES.items():
        body = said if isinstance(said, bytes) else json.dumps(said).encode()
        answer = send(ctyun, interface.path, body).json()
        number, text = interface.refusals[reason]
        assert answer == {"statusCode": number, "message": "error", "details": text, "error": f"AI_OP_{number}"}
    assert send(ctyun, interface.path, b"").json()["statusCode"] in (400003, 4001)
    assert code(ctyun, interface, body_of(interface, *[PICTURE] * 50)) == 0
    assert code(ctyun, interface, body_of(interface, *[PICTURE] * 51)) == interface.refusals["too_many"][0]


def png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + bytes(8) + width.to_bytes(4, "big") + height.to_bytes(4, "big")


SPOILED: dict[str, bytes | str] = {
    "base64": "no*base64",
    "format": b"GIF89a" + bytes(40),
    "sides": jpeg(32, 40),
    "size": PICTURE + bytes(10 * 2**20),
}


@pytest.mark.parametrize("interface", SEVERAL, ids=lambda one: one.id)
def test_a_spoiled_picture_fails_alone(ctyun: CtyunDouble, interface: Interface) -> None:
    answer = ask(ctyun, interface, body_of(interface, PICTURE, *SPOILED.values(), PICTURE))
    assert answer["statusCode"] == 0
    assert answer["message"] == {"success": 2, "fail": 4}
    codes = [element.get("err_code") for element in answer["returnObj"]]
    assert codes == [None, *[interface.refusals[reason][0] for reason in SPOILED], None]


@pytest.mark.parametrize(("side", "good"), [(32, False), (33, True), (4999, True), (5000, False)])
def test_sides(ctyun: CtyunDouble, side: int, good: bool) -> None:
    (one, two) = ask(ctyun, SEVERAL[0], body_of(SEVERAL[0], png(side, 100), png(100, side)))["returnObj"]
    assert ("err_code" not in one, "err_code" not in two) == (good, good)


def test_plates_may_name_their_failures_otherwise(ctyun: CtyunDouble) -> None:
    ctyun.account.plate_error_keys = ("errorCode", "errorMessage")
    plates = INTERFACES["license_plate"]
    (element,) = ask(ctyun, plates, body_of(plates, "*"))["returnObj"]
    assert element == {"errorCode": 4008, "errorMessage": "base64数据处理异常"}


def test_refusals_of_the_licence(ctyun: CtyunDouble) -> None:
    good = body_of(LICENCE, PICTURE)
    cases: dict[str, Any] = {
        "missing": {"Action": "BusinessCardOCR"},
        "stranger": {**good, "data": []},
        "no_text": {**good, "ImageData": [1]},
        "action": {**good, "Action": "OCR"},
        "no_picture": {**good, "ImageData": ""},
        "base64": {**good, "ImageData": "*"},
        "format": {**good, "ImageData": encoded(b"GIF89a")},
        "size": {**good, "ImageData": encoded(PICTURE + bytes(7 * 2**20))},
        "picture": {**good, "ImageData": encoded(b"\xff\xd8nothing")},
        "sides": {**good, "ImageData": encoded(jpeg(20, 60))},
        "no_object": [],
    }
    for reason, said in cases.items():
        number, text = LICENCE.refusals[reason]
        assert (reason, ask(ctyun, LICENCE, said)["statusCode"]) == (reason, number)
        assert ask(ctyun, LICENCE, said)["message"] == text


@pytest.mark.parametrize("interface", INTERFACES.values(), ids=lambda one: one.id)
def test_alphabets(ctyun: CtyunDouble, interface: Interface) -> None:
    picture = png(100, 100) + b"\xfb\xef\xbe\xff"
    urlsafe, standard = encoded(picture), base64.b64encode(picture).decode()
    assert urlsafe != standard
    read = {}
    for alphabet in ("urlsafe", "standard", "either"):
        ctyun.account.alphabet[interface.id] = alphabet
        answers = [ask(ctyun, interface, body_of(interface, text)) for text in (urlsafe, standard)]
        read[alphabet] = [str(interface.refusals["base64"][0]) not in json.dumps(answer) for answer in answers]
    assert read == {"urlsafe": [True, False], "standard": [False, True], "either": [True, True]}


CODES = [(one, number) for one in INTERFACES.values() for number in [*one.codes, *GATEWAY, 987654]]


@pytest.mark.parametrize(("interface", "number"), CODES, ids=lambda value: str(getattr(value, "id", value)))
def test_every_code_on_demand(ctyun: CtyunDouble, interface: Interface, number: int) -> None:
    ctyun.refuse(number)
    said = body_of(interface, PICTURE)
    assert [code(ctyun, interface, said), code(ctyun, interface, said)] == [number, 0]
    assert [call.code for call in ctyun.log.calls()] == [number, 0]


@pytest.mark.parametrize("key", ["code", "errorCode", "error"])
def test_the_gateway_may_speak_otherwise(ctyun: CtyunDouble, key: str) -> None:
    ctyun.account.gateway_key, ctyun.account.gateway_status = key, 401  # type: ignore[assignment]
    answer = send(ctyun, SEVERAL[0].path, b"{}", key="wrong")
    assert (answer.status_code, answer.json()[key]) == (401, 10020)


def picture(image: Any) -> bytes:
    kept = io.BytesIO()
    image.save(kept, "PNG")
    return kept.getvalue()


def test_cards_have_their_sides_named_the_other_way_round(ctyun: CtyunDouble) -> None:
    front, back = render("id_card_front", 1, long_side=500), render("id_card_back", 1, long_side=500)
    shown = [picture(front.image), picture(back.image), PICTURE]
    ctyun.truths.tell(Truth.of(front), shown[0])
    ctyun.truths.tell(Truth.of(back), shown[1])
    cards = INTERFACES["idcard"]
    one, two, three = ask(ctyun, cards, body_of(cards, *shown))["returnObj"]
    assert (one["note"], two["note"], three["note"]) == ("back", "front", "")
    assert one["detail"]["idn"] == front.fields["id_number"]
    assert two["detail"]["org"] == back.fields["authority"]
    assert two["detail"]["validperiod"].startswith(back.fields["issue_date"].replace("-", ".") + "-")
    assert {*one["detail"]} == {"name", "sex", "nation", "birthday", "idn", "addr", "org", "validperiod"}
    assert {*three["detail"].values()} == {""}
    (call,) = ctyun.log.calls("idcard")
    assert len(call.files) == 3
    assert ctyun.log.files_twice() == []


def test_a_licence_or_none(ctyun: CtyunDouble) -> None:
    assert ask(ctyun, LICENCE, body_of(LICENCE, PICTURE))["returnObj"]["license_type"] == "Not Business License"
    licence = render("business_license", 1, long_side=500)
    ctyun.truths.tell(Truth.of(licence))
    answer = ask(ctyun, LICENCE, body_of(LICENCE, PICTURE))
    assert answer["message"] == "success"
    assert answer["returnObj"]["license_type"] == "Business License"
    assert answer["returnObj"]["detail"]["name"] == licence.fields["name"]
    assert ("real_captial" in answer["returnObj"]["detail"]) == ("paid_in_capital" in licence.fields)


def test_plates_and_lines(ctyun: CtyunDouble) -> None:
    plate, text = render("license_plate", 1, long_side=600), render("general_text", 1, long_side=600)
    ctyun.truths.tell(Truth.of(plate))
    plates = INTERFACES["license_plate"]
    (found,) = ask(ctyun, plates, body_of(plates, picture(plate.image)))["returnObj"]
    assert found["number of plate licenses"] == 1
    assert found["detail"][0]["platelicense"] == plate.fields["number"]
    assert [len(corner) for corner in found["detail"][0]["box"]] == [2] * 4
    ctyun.truths.tell(Truth.of(text))
    lines = INTERFACES["general_ocr"]
    (found,) = ask(ctyun, lines, body_of(lines, picture(text.image)))["returnObj"]
    assert [line["text"] for line in found["detail"]] == text.fields["text"].split("\n")
    assert {len(line["box"]) for line in found["detail"]} == {8}
    ctyun.truths.tell(NOTHING)
    assert ask(ctyun, lines, body_of(lines, PICTURE))["returnObj"] == [{"text_line": 0, "detail": []}]


def test_deeds(ctyun: CtyunDouble) -> None:
    one, said = SEVERAL[0], body_of(SEVERAL[0], PICTURE)
    ctyun.send(b"busy", status=503, worked=False, Retry_After="2")
    answer = send(ctyun, one.path, json.dumps(said).encode())
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
    ctyun.cut()
    with pytest.raises(httpx.RemoteProtocolError):
        ask(ctyun, one, said)
    assert code(ctyun, one, said) == 0
    assert [call.code for call in ctyun.log.calls()] == [503, None, 0]
    assert len(ctyun.log.duplicates()) == 1
    assert len(ctyun.log.files_twice()) == 1
