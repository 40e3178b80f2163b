"""A paid call from its page to its answer: written down, sent at its pace, tried again only where that is safe.

    kept already? → begin → pace → sent → one request → the raw answer kept → understood → done

Each attempt is a call of its own in the ledger.  What may have been billed is never sent again by itself.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Generic, TypeVar

from desktop_ocr.domain.calls import PaidCall
from desktop_ocr.domain.errors import (
    CallUnknown,
    CapReached,
    ClerkError,
    KeyringShut,
    KeysMissing,
    NothingFound,
    PageRefused,
    QuotaUsedUp,
    RefusedAccess,
    RefusedPace,
    RefusedPicture,
    ServiceError,
    StoreError,
    TaskUnfinished,
    TooManyCalls,
)
from desktop_ocr.domain.spending import day_began
from desktop_ocr.engines.base import Calls
from desktop_ocr.engines.clock import Clock
from desktop_ocr.engines.faults import NEEDS_CHANGE, Fault, Outcome, What
from desktop_ocr.engines.http import Answer, Client, Request
from desktop_ocr.engines.pace import Pace
from desktop_ocr.engines.statuses import fault_in
from desktop_ocr.engines.stops import EVERYWHERE, Stops

LONGEST_PAUSE, SHORTEST_PAUSE = 8.0, 0.5
"""Of the waits between attempts, in seconds: at random up to twice as long each time."""
KEEP_TRIES, KEEP_PAUSE = 5, 2.0
"""How often, and with what pause, the disk is asked to take an answer that was paid for."""
OUR_OWN = (CallUnknown, CapReached, KeysMissing, KeyringShut)
"""Reasons not to begin a call, which say nothing of the service; they are asked after for each page anew."""
T = TypeVar("T")


class Change(StrEnum):
    """What has to be different for a call to fare better."""

    CREDENTIALS = "credentials"
    SMALLER = "smaller"
    TIME = "time"


CHANGES = {What.FORBIDDEN: Change.CREDENTIALS, What.TOO_LARGE: Change.SMALLER, What.CLOCK: Change.TIME}
assert set(CHANGES) == NEEDS_CHANGE


@dataclass(eq=False)
class Refusal(Exception):
    """The service said no: ``retries`` times more it is asked all the same, after ``wait`` seconds at least.

    ``change``: only after that; ``is_too_fast``: all calls go on more slowly; ``ends_at_midnight``: of China, as quotas
    of a day do.
    """

    error: ServiceError
    retries: int = 0
    wait: float = 0.0
    change: Change | None = None
    is_too_fast: bool = False
    ends_at_midnight: bool = False


@dataclass(frozen=True, slots=True)
class Way(Generic[T]):
    """How one kind of call is made.

    ``request`` makes it anew for each attempt.  ``read`` understands the raw answer; it raises ``Refusal``,
    ``AnswerOdd`` and ``AnswerCutOff``.  ``change`` is asked to change what ``request`` makes, and says whether it
    could.  ``was_sent`` is told the size (as in ``KeptAnswer``) of what a kept answer answers.  ``own_words`` as in ``fault_in``; ``lane`` are the calls that the service counts together.  ``is_task``:
    what is answered is only the promise of an answer.
    """

    request: Callable[[], Awaitable[Request]]
    read: Callable[[bytes], T]
    lane: str
    calls_a_second: float
    change: Callable[[Change], Awaitable[bool]]
    own_words: Collection[str] = ()
    is_task: bool = False
    was_sent: Callable[[tuple[int, int]], None] = lambda _: None


class Caller:
    """Of one engine and account.  ``chance`` gives numbers from 0 to 1; ``resends`` as in ``EngineSettings``."""

    def __init__(
        self,
        client: Client,
        calls: Calls,
        clock: Clock,
        *,
        resends: Callable[[], bool] = lambda: False,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self.pace, self.stops = Pace(clock), Stops(clock)
        self.clock = clock
        self._client, self._calls = client, calls
        self._resends, self._chance = resends, chance
        self._same: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def answer(self, call: PaidCall, way: Way[T]) -> T:
        """What a paid call brings, from the ledger if it was made before.  Raises ``ServiceError``, ``StoreError``."""
        async with self._same[call.identity]:  # the same page twice in a batch is paid for once
            if (found := await self._kept(call, way)) is not None:
                return found[0]
            return await self._made(call, way)

    async def ask(self, call: PaidCall, way: Way[T]) -> T:
        """What a question brings that costs nothing and changes nothing: it may be asked again, so that it is never
        among the calls of which nobody knows whether they were paid for.
        """
        async with self._same[call.identity]:
            if (found := await self._kept(call, way)) is not None:
                return found[0]
            return await self._tried(call, way, lambda _: self._asked(call, way))

    # --- Within -----------------------------------------------------------------------------------------------------

    async def _kept(self, call: PaidCall, way: Way[T]) -> tuple[T] | None:
        """The answer that is there already, in a tuple.  A person's word to pay again is for what was lost: an answer
        that came since, to another paper of the same page, is as good.  Only a task that is gone is handed in anew.
        """
        kept = await self._calls.kept(call)
        if kept is None or (call.origin.again and kept.number is None and way.is_task):
            return None
        try:
            found = way.read(kept.content)
        except (Refusal, ServiceError) as failure:
            error = failure.error if isinstance(failure, Refusal) else failure
            if kept.number is not None:
                await self._calls.fail(kept.number, error.code)
            if isinstance(failure, Refusal) and failure.retries:  # cost nothing, and would have been asked once more
                return None
            raise error from None
        if kept.number is not None:
            await self._calls.finish(kept.number)
        way.was_sent(kept.size)
        return (found,)

    async def _made(self, call: PaidCall, way: Way[T]) -> T:
        again = call.origin.again

        async def attempt(number: int) -> T:
            return await self._paid(call, way, again=again or number > 0)

        return await self._tried(call, way, attempt)

    async def _tried(self, call: PaidCall, way: Way[T], attempt: Callable[[int], Awaitable[T]]) -> T:
        """Attempts, until one succeeds or no more are allowed."""
        self.stops.check(way.lane)
        tries: Counter[str] = Counter()
        while True:
            until: datetime | None = None
            try:
                found = await attempt(tries.total())
            except Fault as fault:
                told: ServiceError = fault.error
                reason, retries, wait = fault.what.value, fault.retries, fault.wait or 0.0
                change = CHANGES.get(fault.what)
                if fault.what is What.TOO_MANY:
                    self.pace.slow_down(way.lane)
                if fault.outcome is Outcome.AMBIGUOUS and not call.is_page:
                    told, retries = TaskUnfinished(), 1  # asked for again later, for free
                elif fault.outcome is Outcome.AMBIGUOUS and self._resends():
                    retries = 1
            except Refusal as refusal:
                told, reason, retries, wait = refusal.error, refusal.error.code, refusal.retries, refusal.wait
                change = refusal.change
                until = day_began(self.clock.now()) + timedelta(days=1) if refusal.ends_at_midnight else None
                if refusal.is_too_fast:
                    self.pace.slow_down(way.lane)
            except ServiceError as error:
                if not isinstance(error, OUR_OWN):
                    self._note(error, way.lane)
                raise
            else:
                self.stops.note_success()
                return found
            if tries[reason] >= retries or (change is not None and not await way.change(change)):
                self._note(told, way.lane, until)
                raise told
            tries[reason] += 1
            await self.clock.sleep(max(wait, self._pause(tries[reason]) if change is None else 0.0))

    async def _paid(self, call: PaidCall, way: Way[T], *, again: bool) -> T:
        """One attempt.  Raises ``Fault``, ``Refusal``, ``AnswerOdd``, ``AnswerCutOff``; the ledger knows of it then."""
        request = await way.request()
        number = await self._begun(call, again=again)
        is_sent = False
        try:
            async with self.pace.turn(way.lane, way.calls_a_second):
                self.stops.check(way.lane)  # while it waited, another one may have been refused
                await self._calls.mark_sent(number, call)
            is_sent = True
            answer = await self._checked(request, way)
        except Fault as fault:
            await self._close(number, fault)
            raise
        except BaseException:  # called off, or our bug
            end = self._calls.lose if is_sent else self._calls.fail
            await end(number, "E_CALL_UNKNOWN" if is_sent else "")
            raise
        if not await self._has_kept(number, answer.content, request.size):
            return way.read(answer.content)
        try:
            found = way.read(answer.content)
        except Refusal as refusal:
            await self._calls.fail(number, refusal.error.code)
            raise
        except ServiceError as error:
            await self._calls.fail(number, error.code)
            raise
        await self._calls.finish(number)
        return found

    async def _has_kept(self, number: int, content: bytes, size: tuple[int, int]) -> bool:
        """Whether the answer is on the disk.  Where that is full, say, it is paid for all the same: the clerk gets what
        it says, and the ledger has it as a call that was sent.
        """
        for attempt in range(KEEP_TRIES):
            if attempt:
                await self.clock.sleep(KEEP_PAUSE)
            with contextlib.suppress(StoreError):
                await self._calls.keep_answer(number, content, size)
                return True
        return False

    async def _begun(self, call: PaidCall, *, again: bool) -> int:
        """The call's number.  One that is called off in that moment is closed again, or it would be in the way."""
        beginning = asyncio.ensure_future(self._calls.begin(call, again=again))
        try:
            return await asyncio.shield(beginning)
        except asyncio.CancelledError:
            with contextlib.suppress(ClerkError):
                await self._calls.fail(await beginning, "")
            raise

    async def _asked(self, call: PaidCall, way: Way[T]) -> T:
        request = await way.request()
        async with self.pace.turn(way.lane, way.calls_a_second):
            await self._calls.note_sent(call)
        answer = await self._checked(request, way)
        found = way.read(answer.content)
        await self._calls.keep_free(call, answer.content)
        return found

    async def _checked(self, request: Request, way: Way[T]) -> Answer:
        answer = await self._client.ask(request)
        if fault := fault_in(answer, self.clock.now(), way.own_words):
            raise fault
        return answer

    async def _close(self, number: int, fault: Fault) -> None:
        if fault.outcome is Outcome.AMBIGUOUS:
            await self._calls.lose(number, fault.error.code)
            return
        if fault.outcome is Outcome.EXECUTED:
            await self._calls.keep_answer(number, fault.content, (0, 0))
        await self._calls.fail(number, fault.error.code)

    def _pause(self, attempt: int) -> float:
        """At random: machines that failed together do not come back together."""
        return self._chance() * min(LONGEST_PAUSE, float(SHORTEST_PAUSE * 2**attempt))

    def _note(self, error: ServiceError, lane: str, until: datetime | None = None) -> None:
        if isinstance(error, NothingFound | RefusedPicture | PageRefused | TaskUnfinished):  # this page's own fault
            self.stops.note_success()
            return
        if isinstance(error, RefusedPace | TooManyCalls):  # the page waits, and the queue is slower: no failure
            return
        of_interface = isinstance(error, QuotaUsedUp | RefusedAccess)
        self.stops.note_failure(error, lane if of_interface else EVERYWHERE, until)
