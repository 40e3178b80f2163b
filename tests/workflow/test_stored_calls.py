"""Paid calls in a real store: never beyond the cap, never twice, and the window's questions about them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_ocr.domain.calls import KeptAnswer, Origin, PaidCall
from desktop_ocr.domain.engine_settings import OTHERS, EngineSettings
from desktop_ocr.domain.errors import CallUnknown, CapReached
from desktop_ocr.domain.spending import Estimate, Spent
from desktop_ocr.store.database import open_database
from desktop_ocr.store.migrations import migrate
from desktop_ocr.store.pictures import PictureFiles
from desktop_ocr.store.store import Store
from desktop_ocr.store.store_thread import StoreThread
from desktop_ocr.workflow.accounts import Accounts
from desktop_ocr.workflow.stored_calls import StoredCalls
from tests.store.conftest import MovedClock
from tests.store.values import KEY

CALL = PaidCall("baidu", "idcard", Origin("ab" * 32, "page 1", 7), {"side": "front"}, 1234, "service.test")
SETTINGS = EngineSettings(is_on=True, cap=100, prices={OTHERS: 40})


class Desk:
    """A store with its thread, and what is asked of it."""

    def __init__(self, folder: Path, settings: EngineSettings = SETTINGS) -> None:
        self.clock, self.settings = MovedClock(), settings

        def opened() -> Store:
            connection = open_database(folder / "store.db", KEY)
            migrate(connection)
            return Store(connection, PictureFiles(folder / "images", bytes(32)), self.clock)

        self.thread = StoreThread(opened)
        self.calls = StoredCalls(lambda: self.thread, lambda _: self.settings, self.clock)
        self.accounts = Accounts(lambda: self.thread, lambda _: self.settings, self.clock)

    async def done(self, call: PaidCall, answer: bytes = b"{}") -> int:
        number = await self.calls.begin(call, again=call.origin.again)
        await self.calls.mark_sent(number, call)
        await self.calls.keep_answer(number, answer, (40, 20))
        await self.calls.finish(number)
        return number


def at_desk(folder: Path, work: Callable[[Desk], Awaitable[None]], settings: EngineSettings = SETTINGS) -> None:
    async def whole() -> None:
        desk = Desk(folder, settings)
        try:
            await work(desk)
        finally:
            await desk.thread.close()

    asyncio.run(whole())


def other(number: int, interface: str = "idcard") -> PaidCall:
    return replace(CALL, interface=interface, origin=Origin(f"{number:064x}"))


def test_what_was_made_before_is_free(tmp_path: Path) -> None:
    async def work(desk: Desk) -> None:
        assert await desk.calls.kept(CALL) is None
        await desk.done(CALL, b'{"a": 1}')
        assert await desk.calls.kept(CALL) == KeptAnswer(b'{"a": 1}', size=(40, 20))
        assert await desk.calls.kept(replace(CALL, options={"side": "back"})) is None
        assert await desk.calls.kept(replace(CALL, origin=replace(CALL.origin, part="page 2"))) is None
        assert await desk.calls.kept(replace(CALL, size=1, host="x")) is not None

    at_desk(tmp_path, work)


def test_an_answer_left_over_says_whose_it_is(tmp_path: Path) -> None:
    async def work(desk: Desk) -> None:
        number = await desk.calls.begin(CALL, again=False)
        await desk.calls.mark_sent(number, CALL)
        await desk.calls.keep_answer(number, b"{}", (40, 20))
        assert await desk.calls.kept(CALL) == KeptAnswer(b"{}", number, (40, 20))

    at_desk(tmp_path, work)


def test_a_call_whose_fate_is_unknown_waits_for_a_person(tmp_path: Path) -> None:
    async def work(desk: Desk) -> None:
        number = await desk.calls.begin(CALL, again=False)
        await desk.calls.mark_sent(number, CALL)
        await desk.calls.lose(number, "E_CALL_UNKNOWN")
        with pytest.raises(CallUnknown):
            await desk.calls.begin(CALL, again=False)
        assert [call.id for call in await desk.accounts.unsettled()] == [number]
        counters = await desk.accounts.counters("baidu")
        assert (counters.this_month, counters.left) == (Spent(0, 0, 1, 40), 60)
        await desk.accounts.settle(number)
        assert await desk.accounts.unsettled() == []
        await desk.calls.begin(CALL, again=False)

    at_desk(tmp_path, work)


def test_nothing_is_begun_beyond_the_cap(tmp_path: Path) -> None:
    async def work(desk: Desk) -> None:
        await desk.calls.begin(other(1), again=False)  # about to be sent: its money is spent
        await desk.done(other(2))
        with pytest.raises(CapReached) as raised:
            await desk.done(other(3))
        assert raised.value.facts == {"cap": "0.1"}
        await desk.done(replace(other(4), is_page=False))  # costs nothing
        desk.clock.move(days=31)
        await desk.done(other(3))

    at_desk(tmp_path, work)


def test_free_calls_come_first_and_a_refusal_costs_nothing(tmp_path: Path) -> None:
    async def work(desk: Desk) -> None:
        number = await desk.calls.begin(other(1), again=False)
        await desk.calls.mark_sent(number, other(1))
        await desk.calls.fail(number, "E_REFUSED_QUOTA")
        await desk.done(other(2))
        await desk.done(other(3))
        counters = await desk.accounts.counters("baidu")
        assert counters.today == counters.this_month == Spent(2, 40)
        assert await desk.accounts.estimate("baidu", {"idcard": 1, "passport": 2}) == Estimate(3, 1, 80, False)

    at_desk(tmp_path, work, replace(SETTINGS, free_calls={OTHERS: 1}))


def test_an_answer_of_no_use_was_paid_for(tmp_path: Path) -> None:
    async def work(desk: Desk) -> None:
        number = await desk.calls.begin(CALL, again=False)
        await desk.calls.mark_sent(number, CALL)
        await desk.calls.keep_answer(number, b"<", (40, 20))
        await desk.calls.fail(number, "E_ANSWER")
        assert (await desk.accounts.counters("baidu")).this_month == Spent(1, 40)

    at_desk(tmp_path, work)


def test_what_left_is_listed_before_it_leaves(tmp_path: Path) -> None:
    async def work(desk: Desk) -> None:
        number = await desk.calls.begin(CALL, again=False)
        assert await desk.accounts.egress() == []
        await desk.calls.mark_sent(number, CALL)
        await desk.calls.note_sent(replace(CALL, is_page=False, size=9))
        asked, sent = await desk.accounts.egress()
        assert (sent.engine, sent.document, sent.size, sent.host) == ("baidu", 7, 1234, "service.test")
        assert (asked.is_page, asked.size) == (False, 9)
        assert await desk.accounts.sent_documents() == {7}

    at_desk(tmp_path, work)


def test_a_question_that_is_free_is_never_unknown_and_counts_nowhere(tmp_path: Path) -> None:
    asked = replace(CALL, interface="iocr_universal_result", options={"task_id": "1"}, is_page=False)

    async def work(desk: Desk) -> None:
        await desk.calls.note_sent(asked)
        assert await desk.thread.run(Store.recover) == []
        assert await desk.calls.kept(asked) is None
        await desk.calls.keep_free(asked, b"{}")
        assert await desk.calls.kept(asked) == KeptAnswer(b"{}")
        assert await desk.accounts.unsettled() == []
        assert (await desk.accounts.counters("baidu")).today == Spent()

    at_desk(tmp_path, work)


def test_tokens_are_kept_with_the_work(tmp_path: Path) -> None:
    async def work(desk: Desk) -> None:
        assert await desk.calls.get("baidu.token") is None
        await desk.calls.set("baidu.token", b"secret")
        assert await desk.calls.get("baidu.token") == b"secret"
        await desk.calls.set("baidu.token", None)
        assert await desk.calls.get("baidu.token") is None

    at_desk(tmp_path, work)
