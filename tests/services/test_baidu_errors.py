"""Every error of Baidu's double can be had on demand; other deeds too."""

from __future__ import annotations

import threading

import httpx
import pytest

from .baidu import BaiduDouble
from .baidu.errors import MESSAGES
from .client import CLIENT, PICTURE, ask, encoded, token_of


def test_all_documented_codes_are_known() -> None:
    assert len(MESSAGES) == 45


@pytest.mark.parametrize("code", MESSAGES)
def test_each_code_on_demand_once(baidu: BaiduDouble, code: int) -> None:
    baidu.refuse(code)
    answer = ask(baidu, "general_basic")
    assert answer["error_code"] == code
    assert answer["error_msg"]
    assert answer["log_id"] > 2**53
    assert "error_code" not in ask(baidu, "general_basic")
    assert [call.code for call in baidu.log.calls()] == [code, 0]


def test_a_deed_waits_for_its_interface(baidu: BaiduDouble) -> None:
    baidu.refuse(18, times=2, interface="web_image")
    assert "error_code" not in ask(baidu, "general_basic")
    assert [ask(baidu, "web_image").get("error_code") for _ in range(3)] == [18, 18, None]


def test_an_unknown_code(baidu: BaiduDouble) -> None:
    baidu.refuse(987654)
    assert ask(baidu, "general_basic")["error_code"] == 987654


def raw(baidu: BaiduDouble, token: str) -> httpx.Response:
    form = {"image": encoded(PICTURE)}
    return CLIENT.post(f"{baidu.address}/rest/2.0/ocr/v1/general_basic", params={"access_token": token}, data=form)


def test_other_bytes_and_a_cut_connection(baidu: BaiduDouble) -> None:
    token = token_of(baidu)
    baidu.send(b"busy", status=503, worked=False, Retry_After="3")
    answer = raw(baidu, token)
    assert (answer.status_code, answer.headers["Retry-After"], answer.content) == (503, "3", b"busy")
    for late in (False, True):
        baidu.cut(late=late)
        with pytest.raises(httpx.RemoteProtocolError):
            raw(baidu, token)
    assert [call.code for call in baidu.log.calls()] == [503, None, None]
    assert len(baidu.log.duplicates()) == 1


def test_held_calls_are_written_down_and_answered_later(baidu: BaiduDouble) -> None:
    token, answers = token_of(baidu), []
    baidu.hold()
    threads = [threading.Thread(target=lambda: answers.append(raw(baidu, token))) for _ in range(3)]
    for thread in threads:
        thread.start()
    assert baidu.log.wait_for(3)
    assert [call.code for call in baidu.log.calls()] == [None] * 3
    baidu.let_go()
    for thread in threads:
        thread.join()
    assert [answer.json()["words_result_num"] for answer in answers] == [0] * 3
