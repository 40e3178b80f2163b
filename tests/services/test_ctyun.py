"""CTyun's double: lists of pictures, refusals by interface, answers."""

from __future__ import annotations

import base64
import io
import json
from typing import Any

import httpx
import pytest

from tests.specimens import render

from .client import jpeg
from .ctyun import NOTHING, CtyunDouble, Truth
from .ctyun.interfaces import GATEWAY, INTERFACES, Interface
from .ctyun_client import LICENCE, PICTURE, SEVERAL, ask, body_of, code, encoded, send

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
