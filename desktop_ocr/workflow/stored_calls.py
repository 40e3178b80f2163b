"""The paid calls of engines in the store: what is left to spend, what leaves, what came back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from desktop_ocr.domain.calls import KeptAnswer, PaidCall
from desktop_ocr.domain.egress import Sent
from desktop_ocr.domain.engine_settings import EngineSettings
from desktop_ocr.domain.errors import AnswerCutOff, AnswerOdd, CallUnknown, CapReached
from desktop_ocr.domain.spending import YUAN, Spent, calls_made, is_over_cap, month_began, price
from desktop_ocr.store.clock import Clock, SystemClock
from desktop_ocr.store.ledger import CallKey, CallUnsettled
from desktop_ocr.store.store import Store
from desktop_ocr.store.store_thread import StoreThread

BILLED = frozenset({AnswerOdd.code, AnswerCutOff.code})
"""Failures of calls that were answered, and so paid for."""


class StoredCalls:
    """``Calls`` and ``Tokens`` of the engines' contract.  ``thread`` gives the store's, which is open by then.

    ``leaving`` is told the number of a paper of which a page leaves, once that is on the list.
    """

    def __init__(
        self,
        thread: Callable[[], StoreThread],
        settings: Callable[[str], EngineSettings],
        clock: Clock | None = None,
    ) -> None:
        self._thread, self._settings, self._clock = thread, settings, clock or SystemClock()
        self.leaving: Callable[[int], None] = lambda _: None

    async def kept(self, call: PaidCall) -> KeptAnswer | None:
        return await self._thread().run(_kept, _key(call))

    async def begin(self, call: PaidCall, *, again: bool) -> int:
        settings = self._settings(call.engine)
        return await self._thread().run(_begin, call, settings, self._clock.now(), again=again)

    async def mark_sent(self, number: int, call: PaidCall) -> None:
        await self._thread().run(_mark_sent, number, self._leaving(call))
        if call.is_page:
            self.leaving(call.origin.document)

    async def keep_answer(self, number: int, content: bytes, size: tuple[int, int]) -> None:
        await self._thread().run(_keep_answer, number, content, size)

    async def finish(self, number: int) -> None:
        await self._thread().run(_finish, number)

    async def fail(self, number: int, code: str) -> None:
        await self._thread().run(_fail, number, code)

    async def lose(self, number: int, code: str) -> None:
        await self._thread().run(_lose, number, code)

    async def note_sent(self, call: PaidCall) -> None:
        await self._thread().run(_note, self._leaving(call))

    async def keep_free(self, call: PaidCall, content: bytes) -> None:
        await self._thread().run(_keep_free, call, content)

    async def get(self, name: str) -> bytes | None:
        found = await self._thread().run(Store.recall, name)
        return found if isinstance(found, bytes) else None

    async def set(self, name: str, content: bytes | None) -> None:
        await self._thread().run(Store.remember, name, content)

    def _leaving(self, call: PaidCall) -> Sent:
        document = call.origin.document
        return Sent(self._clock.now(), call.engine, call.interface, document, call.size, call.host, call.is_page)


def _key(call: PaidCall) -> CallKey:
    options: dict[str, str | int | bool] = {**call.options}
    if call.origin.part:
        options["part"] = call.origin.part
    return CallKey(call.origin.digest, call.engine, call.interface, options)


# --- On the store's thread ------------------------------------------------------------------------------------------


def _kept(store: Store, key: CallKey) -> KeptAnswer | None:
    if (unread := store.ledger.unread_answer(key)) is not None:
        return KeptAnswer(unread.content, unread.call, unread.size)
    answer = store.ledger.answer_for(key)
    return KeptAnswer(answer.content, size=answer.size) if answer is not None else None


def _begin(store: Store, call: PaidCall, settings: EngineSettings, now: datetime, *, again: bool) -> int:
    spent = store.ledger.spent_since(month_began(now), call.engine)
    cost = price(settings, call.interface, calls_made(spent, call.interface)) if call.is_page else 0
    if is_over_cap(settings, sum(spent.values(), Spent()), cost):
        raise CapReached(cap=f"{settings.cap / YUAN:g}")
    try:
        return store.ledger.begin(_key(call), document=call.origin.document, cost=cost, again=again)
    except CallUnsettled:
        raise CallUnknown from None


def _mark_sent(store: Store, number: int, leaving: Sent) -> None:
    store.ledger.mark_sent(number, leaving)


def _keep_answer(store: Store, number: int, content: bytes, size: tuple[int, int]) -> None:
    store.ledger.keep_answer(number, content, size)


def _finish(store: Store, number: int) -> None:
    store.ledger.finish(number)


def _fail(store: Store, number: int, code: str) -> None:
    store.ledger.fail(number, code, is_billed=code in BILLED)


def _lose(store: Store, number: int, code: str) -> None:
    store.ledger.lose(number, code)


def _keep_free(store: Store, call: PaidCall, content: bytes) -> None:
    store.ledger.keep_free(_key(call), content, document=call.origin.document)


def _note(store: Store, leaving: Sent) -> None:
    store.egress.note(leaving)
