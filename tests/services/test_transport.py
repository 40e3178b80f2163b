"""A double without a socket answers as one with a socket does."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from .baidu import BaiduDouble, Truth
from .client import PICTURE, ask, encoded, token_of
from .clock import VirtualClock
from .transport import DoubleTransport

PATH = "http://double.invalid/rest/2.0/ocr/v1/general_basic"


def test_the_same_answer_and_log(baidu: BaiduDouble) -> None:
    baidu.truths.tell(Truth.sample("lines"))
    by_socket = ask(baidu, "general_basic")
    with httpx.Client(transport=DoubleTransport(baidu.respond)) as client:
        said = client.post(PATH, params={"access_token": token_of(baidu)}, data={"image": encoded(PICTURE)}).json()
    assert said["words_result"] == by_socket["words_result"]
    one, two = baidu.log.calls()
    assert (one.content, one.size) == (two.content, two.size)


def test_thousands_of_calls_on_a_clock_that_is_moved(baidu: BaiduDouble, virtual_clock: VirtualClock) -> None:
    baidu.account.qps = 5
    token = token_of(baidu)

    async def calls() -> set[int]:
        codes = set()
        async with httpx.AsyncClient(transport=DoubleTransport(baidu.respond)) as client:
            for _ in range(1000):
                answer = await client.post(PATH, params={"access_token": token}, data={"image": encoded(PICTURE)})
                codes.add(answer.json().get("error_code", 0))
                virtual_clock.advance(0.2)
        return codes

    assert asyncio.run(calls()) == {0}
    assert baidu.log.busiest() == 5


def test_a_cut_connection(baidu: BaiduDouble) -> None:
    baidu.cut()
    with httpx.Client(transport=DoubleTransport(baidu.respond)) as client, pytest.raises(httpx.RemoteProtocolError):
        client.post(PATH)
