"""A paid call: written down before it leaves, tried again only where that is safe, never paid twice."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import httpx
import pytest

from desktop_ocr.domain.calls import PaidCall
from desktop_ocr.domain.errors import (
    AnswerCutOff,
    AnswerOdd,
    CallUnknown,
    ClockOff,
    FailedWithin,
    LoginNeeded,
    NoNetwork,
    PageRefused,
    QueueStopped,
    QuotaUsedUp,
    ServiceBroken,
    ServiceDown,
    ServiceError,
    ServiceForbids,
    ServiceUnreachable,
    StoreFull,
    TooManyCalls,
    UploadBroken,
)
from desktop_ocr.engines.calling import Caller, Change, Refusal, Way
from desktop_ocr.engines.http import MOST_BYTES, Request
from desktop_ocr.engines.pace import SLOWER, SPARE
from desktop_ocr.engines.statuses import read_object
from tests.engines.surroundings import ORIGIN, MemoryCalls, World, answers

CALL = PaidCall("baidu", "idcard", ORIGIN, {"side": "front"}, 100, "service.test")
ADDRESS = "https://service.test/ocr?access_token=secret"
GOOD = {"words_result": {}}
GATEWAY = {"content-type": "text/html"}


class Asking:
    """A caller, and how often what was changed."""

    def __init__(self, *contents: Any, may_change: bool = True, resends: bool = False) -> None:
        self.world = World(answers(*contents))
        self.changes: list[Change] = []
        self.may_change = may_change
        world = self.world
        self.caller = Caller(world.client, world.calls, world.clock, resends=lambda: resends, chance=lambda: 1.0)

    async def change(self, change: Change) -> bool:
        self.changes.append(change)
        return self.may_change

    async def request(self) -> Request:
        return Request(ADDRESS, b"image=x")

    def read(self, content: bytes) -> dict[str, Any]:
        found = read_object(content)
        if number := found.get("error_code"):
            error = QuotaUsedUp if number == 17 else FailedWithin
            raise Refusal(
                error(number=str(number), log_id="1"), retries=0 if number == 17 else 1, ends_at_midnight=number == 17
            )
        return found

    def ask(self, call: PaidCall = CALL) -> dict[str, Any]:
        return asyncio.run(self.asked(call))

    async def asked(self, call: PaidCall = CALL) -> dict[str, Any]:
        way = Way(self.request, self.read, "/ocr", 2.0, self.change, ("error_code",))
        return await self.caller.answer(call, way)

    @property
    def states(self) -> list[str]:
        return list(self.world.calls.states.values())


def html(status: int, **headers: str) -> httpx.Response:
    return httpx.Response(status, html="<html>gateway</html>", headers=headers)


FAULTS: dict[str, tuple[Any, type[ServiceError], int, str]] = {
    "connect refused": (httpx.ConnectError("x"), ServiceUnreachable, 4, "failed"),
    "connect time-out": (httpx.ConnectTimeout("x"), ServiceUnreachable, 4, "failed"),
    "upload stalls": (httpx.WriteTimeout("x"), UploadBroken, 3, "failed"),
    "upload breaks": (httpx.WriteError("x"), UploadBroken, 3, "failed"),
    "no answer": (httpx.ReadTimeout("x"), CallUnknown, 1, "unknown"),
    "reset": (httpx.ReadError("x"), CallUnknown, 1, "unknown"),
    "closed without an answer": (
        httpx.RemoteProtocolError("Server disconnected without sending a response."),
        CallUnknown,
        1,
        "unknown",
    ),
    "short body": (httpx.RemoteProtocolError("peer closed connection, incomplete"), CallUnknown, 1, "unknown"),
    "not HTTP": (httpx.RemoteProtocolError("illegal status line"), LoginNeeded, 1, "failed"),
    "500": (httpx.Response(500), ServiceBroken, 1, "unknown"),
    "504": (httpx.Response(504), ServiceBroken, 1, "unknown"),
    "502 of a gateway": (html(502), ServiceDown, 2, "failed"),
    "503 with a time": (httpx.Response(503, headers={"retry-after": "7"}), ServiceDown, 2, "failed"),
    "503 of the service": (httpx.Response(503, text="oops"), ServiceBroken, 1, "unknown"),
    "429": (httpx.Response(429, headers={"retry-after": "99"}), TooManyCalls, 6, "failed"),
    "401": (httpx.Response(401), ServiceForbids, 2, "failed"),
    "403": (httpx.Response(403), ServiceForbids, 2, "failed"),
    "403 and the clock is wrong": (
        httpx.Response(403, headers={"date": "Sun, 01 Mar 2026 09:00:00 GMT"}),
        ClockOff,
        2,
        "failed",
    ),
    "400": (httpx.Response(400), PageRefused, 1, "failed"),
    "413": (httpx.Response(413), PageRefused, 2, "failed"),
    "302": (httpx.Response(302, headers={"location": "https://login.test"}), LoginNeeded, 1, "failed"),
    "a web page": (html(200), LoginNeeded, 1, "failed"),
    "cut off": (httpx.Response(200, text='{"words_result": {"姓名'), AnswerCutOff, 1, "failed"),
    "huge": (httpx.Response(200, content=b" " * (MOST_BYTES + 1)), AnswerOdd, 1, "failed"),
    "deep": (httpx.Response(200, text="[" * 100_000), AnswerOdd, 1, "failed"),
    "no object": (httpx.Response(200, text="[1]"), AnswerOdd, 1, "failed"),
    "no text": (httpx.Response(200, content=b'{"\xff\xff\xff": 1}'), AnswerOdd, 1, "failed"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_every_fault_ends_as_stated(name: str) -> None:
    what, error, calls, state = FAULTS[name]
    asking = Asking(what)
    with pytest.raises(error) as raised:
        asking.ask()
    assert type(raised.value) is error
    assert len(asking.world.asked) == calls
    assert asking.states == ["failed"] * (calls - 1) + [state]
    assert "secret" not in repr(raised.value) + str(raised.value.__cause__) + str(raised.value.__context__)


def test_a_name_that_is_not_found_is_no_network() -> None:
    import socket

    error = httpx.ConnectError("x")
    error.__cause__ = OSError("x")
    error.__cause__.__cause__ = socket.gaierror(-2, "x")
    asking = Asking(error)
    with pytest.raises(NoNetwork):
        asking.ask()
    assert len(asking.world.asked) == 4


def test_a_wrong_character_set_or_content_type_does_no_harm() -> None:
    content = '{"words_result": {"姓名": "张三"}}'.encode("gb18030")
    asking = Asking(httpx.Response(200, content=content, headers={"content-type": "text/html"}))
    assert asking.ask() == {"words_result": {"姓名": "张三"}}


def test_a_service_that_comes_back_is_asked_once_more_after_the_time_it_says() -> None:
    asking = Asking(httpx.Response(503, headers={"retry-after": "7"}), GOOD)
    assert asking.ask() == GOOD
    assert asking.states == ["failed", "done"]
    assert max(asking.world.clock.slept) == 7.0


def test_nobody_is_waited_for_longer_than_a_minute() -> None:
    asking = Asking(httpx.Response(429, headers={"retry-after": "3600"}), GOOD)
    asking.ask()
    assert max(asking.world.clock.slept) == 60.0


def test_the_same_page_is_paid_for_once() -> None:
    asking = Asking(GOOD)

    async def both() -> list[dict[str, Any]]:
        return list(await asyncio.gather(asking.asked(), asking.asked()))

    assert asyncio.run(both()) == [GOOD, GOOD]
    assert asking.states == ["done"]


def test_what_may_have_been_billed_is_sent_again_only_on_a_person_s_word() -> None:
    asking = Asking(httpx.ReadTimeout("x"), GOOD)
    with pytest.raises(CallUnknown):
        asking.ask()
    with pytest.raises(CallUnknown):
        asking.ask()
    assert len(asking.world.asked) == 1
    assert asking.ask(replace(CALL, origin=replace(ORIGIN, again=True))) == GOOD
    assert asking.states == ["unknown", "done"]


def test_where_it_is_set_so_it_is_sent_once_more() -> None:
    asking = Asking(httpx.ReadTimeout("x"), httpx.ReadTimeout("x"), GOOD, resends=True)
    with pytest.raises(CallUnknown):
        asking.ask()
    assert asking.states == ["unknown", "unknown"]


def test_called_off_under_way_nobody_knows() -> None:
    asking = Asking(asyncio.CancelledError())
    asking.world.handler = answers(GOOD)

    async def called_off() -> None:
        async def never(_: Request) -> None:
            await asyncio.Event().wait()

        asking.world.client.ask = never  # type: ignore[method-assign, assignment]
        task = asyncio.ensure_future(asking.asked())
        while asking.states != ["sent"]:
            await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(called_off())
    assert asking.states == ["unknown"]


def test_called_off_before_it_leaves_it_never_left() -> None:
    asking = Asking(GOOD)

    async def called_off() -> None:
        async def never(_: float) -> None:
            await asyncio.Event().wait()

        asking.world.clock.sleep = never  # type: ignore[method-assign]
        task = asyncio.ensure_future(asking.asked())
        while asking.states != ["queued"]:
            await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(called_off())
    assert asking.states == ["failed"]
    assert not asking.world.asked


def test_an_answer_left_over_from_a_crash_is_read_and_not_asked_for_again() -> None:
    asking = Asking(GOOD)
    calls = asking.world.calls
    calls.states[1], calls.same[CALL.identity], calls.answers[1] = "answered", [1], b'{"words_result": {"a": "b"}}'
    assert asking.ask() == {"words_result": {"a": "b"}}
    assert asking.states == ["done"]
    assert not asking.world.asked


@pytest.mark.parametrize("failures", [2, 99])
def test_an_answer_that_the_disk_does_not_take_is_not_lost(failures: int) -> None:
    asking, keep_answer = Asking(GOOD), MemoryCalls.keep_answer
    calls = asking.world.calls
    left = iter(range(failures))

    async def full(number: int, content: bytes, size: tuple[int, int]) -> None:
        if next(left, None) is not None:
            raise StoreFull
        await keep_answer(calls, number, content, size)

    calls.keep_answer = full  # type: ignore[method-assign]
    assert asking.ask() == GOOD
    assert asking.states == ["done" if failures == 2 else "sent"]
    assert len(asking.world.asked) == 1


def test_a_refusal_left_over_from_a_crash_is_asked_once_more_as_it_would_have_been() -> None:
    asking = Asking(GOOD)
    calls = asking.world.calls
    calls.states[1], calls.same[CALL.identity], calls.answers[1] = "answered", [1], b'{"error_code": 282000}'
    assert asking.ask() == GOOD
    assert asking.states == ["failed", "done"]


def test_a_person_s_word_for_a_second_paper_of_the_page_does_not_pay_for_what_is_there_by_now() -> None:
    asking = Asking(httpx.ReadTimeout("x"), GOOD)
    with pytest.raises(CallUnknown):
        asking.ask()
    again = replace(CALL, origin=replace(ORIGIN, again=True))
    assert asking.ask(again) == asking.ask(again) == GOOD
    assert asking.states == ["unknown", "done"]


def test_what_waits_for_its_turn_is_not_sent_any_more_once_the_quota_is_used_up() -> None:
    asking = Asking({"error_code": 17}, GOOD)

    async def pages() -> list[object]:
        calls = [PaidCall("baidu", "idcard", ORIGIN, {"page": str(page)}) for page in range(4)]
        return list(await asyncio.gather(*map(asking.asked, calls), return_exceptions=True))

    assert {type(found) for found in asyncio.run(pages())} == {QuotaUsedUp}
    assert len(asking.world.asked) == 1
    assert asking.states == ["failed"] * 4
    asking.world.clock.move(24 * 3600)  # and not forgotten when it ends
    assert asking.ask() == GOOD


def test_a_call_that_needs_a_change_is_not_repeated_without_one() -> None:
    asking = Asking(httpx.Response(413), GOOD, may_change=False)
    with pytest.raises(PageRefused):
        asking.ask()
    assert asking.changes == [Change.SMALLER]
    assert len(asking.world.asked) == 1


def test_the_service_s_own_word_counts_whatever_the_status() -> None:
    asking = Asking(httpx.Response(400, json={"error_code": 282000}), GOOD)
    assert asking.ask() == GOOD
    assert asking.states == ["failed", "done"]


def test_nothing_more_is_sent_once_the_quota_is_used_up() -> None:
    asking = Asking({"error_code": 17}, GOOD)
    for _ in range(3):
        with pytest.raises(QuotaUsedUp):
            asking.ask()
    assert len(asking.world.asked) == 1
    asking.caller.stops.resume()
    assert asking.ask() == GOOD


def test_the_quota_of_a_day_is_there_again_after_midnight_in_china() -> None:
    asking = Asking({"error_code": 17}, GOOD)
    with pytest.raises(QuotaUsedUp):
        asking.ask()
    asking.world.clock.move(8 * 3600 - 60)  # it was eight in the morning in London, with a second or so for the call
    with pytest.raises(QuotaUsedUp):
        asking.ask()
    asking.world.clock.move(120)
    assert asking.ask() == GOOD


def test_a_service_that_asks_for_time_is_asked_more_slowly_and_stops_nothing() -> None:
    asking = Asking(*[httpx.Response(429)] * 42, GOOD)

    async def pages(count: int) -> None:
        for page in range(count):
            with pytest.raises(TooManyCalls):
                await asking.asked(PaidCall("baidu", "idcard", ORIGIN, {"page": str(page)}))

    asyncio.run(pages(7))
    asking.world.clock.slept.clear()
    assert asking.ask() == GOOD
    assert max(asking.world.clock.slept) == pytest.approx(SPARE / 2.0 * SLOWER)


def test_nothing_more_is_sent_after_five_failures_in_a_row() -> None:
    asking = Asking(httpx.Response(500))

    async def pages(count: int) -> None:
        for page in range(count):
            with pytest.raises(ServiceBroken):
                await asking.asked(PaidCall("baidu", "idcard", ORIGIN, {"page": str(page)}))

    asyncio.run(pages(5))
    with pytest.raises(QueueStopped) as raised:
        asking.ask()
    assert raised.value.facts == {"count": 5}
    assert len(asking.world.asked) == 5
