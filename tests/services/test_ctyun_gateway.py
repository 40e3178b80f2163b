"""The gateway before CTyun's double: signatures, clocks, what was bought, pace."""

from __future__ import annotations

import json
import uuid
from datetime import UTC
from typing import Any

import pytest

from .client import CLIENT
from .clock import VirtualClock
from .ctyun import CtyunDouble
from .ctyun.signature import signature, string_to_sign
from .ctyun_client import PICTURE, SEVERAL, body_of, code, send
from .facts import loaded


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


@pytest.mark.parametrize("key", ["code", "errorCode", "error"])
def test_the_gateway_may_speak_otherwise(ctyun: CtyunDouble, key: str) -> None:
    ctyun.account.gateway_key, ctyun.account.gateway_status = key, 401  # type: ignore[assignment]
    answer = send(ctyun, SEVERAL[0].path, b"{}", key="wrong")
    assert (answer.status_code, answer.json()[key]) == (401, 10020)
