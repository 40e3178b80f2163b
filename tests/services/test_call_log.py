"""The log of calls: spans, duplicates, egress."""

from __future__ import annotations

import json
import socket
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from .baidu import BaiduDouble
from .call_log import TOKEN, Call, CallLog, digest
from .client import PICTURE, ask, encoded, jpeg, token_of
from .clock import VirtualClock


def at(*times: float) -> CallLog:
    log = CallLog()
    for time in times:
        log.came(Call(time, "a", 1))
    return log


@pytest.mark.parametrize(
    ("times", "most"),
    [((), 0), ((5,), 1), ((0, 0.5, 1.0), 2), ((0, 0.5, 0.99), 3), ((0, 1, 2, 3), 1), ((3.0, 0.1, 3.05, 9), 2)],
)
def test_the_busiest_second(times: tuple[float, ...], most: int) -> None:
    assert at(*times).busiest() == most


@given(st.lists(st.integers(0, 40).map(lambda tenth: tenth / 10), max_size=12))
def test_the_busiest_second_is_that_of_counting_from_every_call(times: list[float]) -> None:
    counted = max((sum(0 <= round(other - time, 6) < 1 for other in times) for time in times), default=0)
    assert at(*times).busiest() == counted


def test_paid_twice_or_perhaps(baidu: BaiduDouble) -> None:
    ask(baidu, "general_basic")
    ask(baidu, "general_basic", jpeg(colour="red"))
    ask(baidu, "general_basic", detect_direction="true")
    ask(baidu, "web_image")
    assert baidu.log.duplicates() == []
    baidu.refuse(18)
    ask(baidu, "general_basic")
    assert baidu.log.duplicates() == [], "refused calls are not charged"
    ask(baidu, "general_basic")
    assert len(baidu.log.duplicates()) == 1
    assert baidu.log.duplicates(free=("general_basic",)) == []


def test_what_left_the_machine(baidu: BaiduDouble, virtual_clock: VirtualClock) -> None:
    ask(baidu, "idcard", id_card_side="front", extra="1")
    (call,) = baidu.log.calls("idcard")
    assert baidu.log.egress() == [("idcard", call.size, digest(PICTURE))]
    assert (call.at, call.names) == (virtual_clock(), {"image", "id_card_side", "extra"})
    assert call.form == {"id_card_side": "front", "extra": "1"}
    assert call.strangers == ("extra",)
    assert len(baidu.log.calls(TOKEN)) == 1
    baidu.log.clear()
    assert baidu.log.calls() == []


def test_a_file_of_it_holds_no_values(tmp_path: Path) -> None:
    path = tmp_path / "calls.jsonl"
    with BaiduDouble(log=path) as baidu:
        ask(baidu, "idcard", id_card_side="front")
        ask(baidu, "idcard", id_card_side="neither")
    token, *calls = [json.loads(line) for line in path.read_text("utf-8").splitlines()][::1]
    assert token["interface"] == TOKEN
    assert [call["code"] for call in calls if call["interface"] == "idcard"] == [0, 216100]
    assert calls[0]["form"] == ["id_card_side"]


@pytest.mark.parametrize(("share", "came"), [(0.5, 0), (1.0, 1)])
def test_a_client_that_dies_is_written_down_if_its_request_came_whole(
    baidu: BaiduDouble, share: float, came: int
) -> None:
    body = urlencode({"image": encoded(PICTURE)}).encode()
    lines = ["Host: x", "Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    path = f"/rest/2.0/ocr/v1/general_basic?access_token={token_of(baidu)}"
    head = "\r\n".join([f"POST {path} HTTP/1.1", *lines, "", ""]).encode()
    with socket.create_connection(("127.0.0.1", httpx.URL(baidu.address).port or 0)) as own:
        own.sendall(head + body[: int(len(body) * share)])
    assert baidu.log.wait_for(came, 10)
    ask(baidu, "web_image")
    assert [call.interface for call in baidu.log.calls()] == ["general_basic"] * came + ["web_image"]
