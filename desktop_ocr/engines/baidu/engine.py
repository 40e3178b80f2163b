"""Baidu's engine: a page goes out as one picture, what comes back are papers.  It only waits; nothing is computed here.

plans → fit → requests → calling (ledger, pace, http) → statuses, codes → shapes → papers
"""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from functools import partial

from desktop_ocr.domain.calls import Origin, PaidCall
from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.errors import AnswerOdd, EngineOff, NothingFound, PageRefused, TaskUnfinished
from desktop_ocr.domain.recipe import PreparedImage
from desktop_ocr.domain.recognition import Recognition
from desktop_ocr.domain.remarks import Remark
from desktop_ocr.domain.sent_picture import Fitted
from desktop_ocr.domain.upload_limits import UploadLimits
from desktop_ocr.domain.wishes import OtherWay, Wish
from desktop_ocr.engines.baidu.codes import OWN_WORDS, refusal_in
from desktop_ocr.engines.baidu.facts import Interface
from desktop_ocr.engines.baidu.info import INFO
from desktop_ocr.engines.baidu.papers import Reader
from desktop_ocr.engines.baidu.places import Places
from desktop_ocr.engines.baidu.plans import RESULTS, UNIVERSAL_RESULT, Plan, other_ways, plan, wishes
from desktop_ocr.engines.baidu.requests import ADDRESS, Page, form, request
from desktop_ocr.engines.baidu.shapes import understand
from desktop_ocr.engines.baidu.tokens import AccessToken
from desktop_ocr.engines.baidu.understood import Understood
from desktop_ocr.engines.base import Options, Surroundings
from desktop_ocr.engines.calling import Caller, Change, Refusal, Way
from desktop_ocr.engines.http import Request
from desktop_ocr.engines.statuses import read_object

CALLS_A_SECOND = 2.0
"""Where neither the service nor the clerk says otherwise."""
SMALLER = 0.7
"""Of the characters that were too many."""
FIRST_LOOK, NEXT_LOOK, LAST_LOOK = 30.0, 4.0, 300.0
"""Seconds after which the universal one is asked for what became of a task, and until when."""
TABLE_LOOK, TABLE_LAST = 2.0, 20.0
_NOTHING = (Remark.NOT_AN_ID_CARD.said(), Remark.OTHER_CARD.said())


class BaiduEngine:
    """A ``ServiceEngine``."""

    info = INFO

    def __init__(self, surroundings: Surroundings) -> None:
        self._around = surroundings
        self._base = surroundings.base or ADDRESS
        client, clock = surroundings.client, surroundings.clock
        self._token = AccessToken(self._base, surroundings.keys, surroundings.tokens, client, clock)
        self.caller = Caller(client, surroundings.calls, clock, resends=lambda: surroundings.settings().resends)

    def reads(self, kind: DocumentType) -> bool:
        return INFO.section in kind.sections

    def calls_for(self, kind: DocumentType | None) -> tuple[str, ...]:
        return (plan(kind, self._around.settings()).interface.id,)

    def wishes(self, kind: DocumentType) -> tuple[Wish, ...]:
        return wishes(kind, self._around.settings())

    def other_ways(self, kind: DocumentType) -> tuple[OtherWay, ...]:
        return other_ways(kind)

    @property
    def counts_anew(self) -> bool:
        return self.caller.stops.is_over

    def resume(self) -> None:
        self.caller.stops.resume()

    async def try_keys(self) -> None:
        await self._token.try_keys()
        self.resume()  # keys that were refused before are not any more

    async def forget_keys(self) -> None:
        await self._token.forget()

    async def recognise(self, page: PreparedImage, kind: DocumentType | None, options: Options) -> Recognition:
        settings = self._around.settings()
        if not settings.is_on:
            raise EngineOff
        began = time.monotonic()
        how = plan(kind, settings)
        sending = _Sending(self, how, page, options.origin or _nobodys(page))
        understood = await sending.understood()
        if how.result is not None and understood.is_running:
            understood = await sending.outcome(how.result, understood.task)
        _check(understood)
        types = self._around.types()
        reader = Reader(how.result or how.interface, kind, types, Places(sending.fitted, understood.turned))
        sides = (page.width, page.height) if understood.turned in (0, 180) else (page.height, page.width)
        papers = reader.papers(understood)
        return Recognition(INFO.id, papers, understood.turned, *sides, time.monotonic() - began)

    # --- For what is sent -------------------------------------------------------------------------------------------

    async def fit(self, page: PreparedImage, limits: UploadLimits) -> Fitted:
        try:
            return await self._around.fit(page, limits)
        except ValueError:
            raise PageRefused from None

    async def token(self) -> str:
        return await self._token.get()

    async def renew(self, stale: str) -> None:
        await self._token.renew(stale)

    def address(self, interface: Interface) -> str:
        return f"{self._base}{interface.path}"

    def pace(self, interface: Interface) -> float:
        usual = float(interface.calls_a_second or CALLS_A_SECOND)
        return self._around.settings().pace(interface.id, usual)


class _Sending:
    """One page on its way: the picture that is sent, and the token it is sent with."""

    def __init__(self, engine: BaiduEngine, how: Plan, page: PreparedImage, origin: Origin) -> None:
        self._engine, self._how, self._page, self._origin = engine, how, page, origin
        self._limits = how.interface.limits
        self._fitted: Fitted | None = None
        self._sent = b""
        self._token = ""
        self._was_sent = False
        self._size = (0, 0)
        """Of the page in the picture that a kept answer answers: it may have had to be a smaller one."""

    @property
    def fitted(self) -> Fitted:
        """What was sent: places in its answer are places in it.  Where that is not known, what would be sent."""
        assert self._fitted is not None, "asked for before it was sent"
        return replace(self._fitted, content_size=self._size) if all(self._size) else self._fitted

    async def understood(self) -> Understood:
        """The answer to the page."""
        interface, wanted = self._how.interface, self._how.parameters
        body = await self._body()
        call = self._call(interface, wanted, len(body))

        async def made() -> Request:
            self._was_sent = True
            body = await self._body()
            return replace(await self._request(interface, body), size=self.fitted.content_size)

        def was_sent(size: tuple[int, int]) -> None:
            self._size = size

        way = self._way(interface, made, partial(_read, self._how.shape))
        return await self._engine.caller.answer(call, replace(way, was_sent=was_sent))

    async def outcome(self, interface: Interface, task: str) -> Understood:
        """What became of a task.  Raises ``TaskUnfinished``: it goes on, and is asked for the next time."""
        if not task:
            raise AnswerOdd
        is_universal = interface.id == UNIVERSAL_RESULT
        wanted = {"task_id": task} if is_universal else {"request_id": task, "result_type": "json"}
        body = form(interface, None, wanted)
        call = replace(self._call(interface, wanted, len(body)), is_page=False)
        look, last = (NEXT_LOOK, LAST_LOOK) if is_universal else (TABLE_LOOK, TABLE_LAST)
        if self._was_sent:
            await self._engine.caller.clock.sleep(FIRST_LOOK if is_universal else look)

        def read(content: bytes) -> Understood:
            found = _read(interface.shape, content)
            if found.is_running:
                raise Refusal(TaskUnfinished(), retries=round(last / look), wait=look)
            return found

        made = partial(self._request, interface, body)
        return await self._engine.caller.ask(call, self._way(interface, made, read))

    def _call(self, interface: Interface, wanted: Mapping[str, str], size: int) -> PaidCall:
        host = Request(self._engine.address(interface)).host
        return PaidCall(INFO.id, interface.id, self._origin, dict(wanted), size, host)

    def _way(
        self, interface: Interface, made: Callable[[], Awaitable[Request]], read: Callable[[bytes], Understood]
    ) -> Way[Understood]:
        return Way(
            request=made,
            read=read,
            lane=interface.path,
            calls_a_second=self._engine.pace(interface),
            change=self._change,
            own_words=OWN_WORDS,
            is_task=interface.id in RESULTS,
        )

    async def _request(self, interface: Interface, body: bytes) -> Request:
        self._token = await self._engine.token()
        return request(self._engine.address(interface), self._token, body)

    async def _body(self) -> bytes:
        assert self._limits is not None, "a page is only sent where pages are taken"
        if self._fitted is None:
            self._fitted, self._sent = await self._engine.fit(self._page, self._limits), b""
        if not self._sent:  # ten million characters would hold up the window; and once is enough
            page = Page(content=self._fitted.content)
            self._sent = await asyncio.to_thread(form, self._how.interface, page, self._how.parameters)
        return self._sent

    async def _change(self, change: Change) -> bool:
        if change is Change.CREDENTIALS:
            await self._engine.renew(self._token)
            return True
        if change is Change.SMALLER and self._limits is not None and self._fitted is not None:
            characters = round(min(self._limits.characters, self._fitted.characters) * SMALLER)
            self._limits, self._fitted = replace(self._limits, characters=characters), None
            return True
        return False


def _read(shape: str, content: bytes) -> Understood:
    """A raw answer, understood.  Raises ``Refusal``, ``AnswerOdd``, ``AnswerCutOff``."""
    answer = read_object(content)
    if refusal := refusal_in(answer):
        raise refusal
    try:
        return understand(shape, answer)
    except RecursionError:
        raise AnswerOdd from None


def _check(understood: Understood) -> None:
    """Raises ``NothingFound`` where the service says that no such card is in the picture, and read nothing."""
    if any(entry.text for card in understood.cards for entry in card.entries):
        return
    if any(one in understood.remarks for one in _NOTHING):
        raise NothingFound(number=understood.remarks[0], log_id="-")


def _nobodys(page: PreparedImage) -> Origin:
    """Of a page that is no file's: told by its pixels."""
    return Origin(hashlib.sha256(page.pixels).hexdigest(), f"{page.width}x{page.height}")
