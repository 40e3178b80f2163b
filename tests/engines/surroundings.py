"""What engines that ask a service get in tests: a network of one function, a clock to be moved, a short memory."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from desktop_ocr.domain.calls import KeptAnswer, Origin, PaidCall
from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.engine_settings import EngineSettings
from desktop_ocr.domain.errors import CallUnknown
from desktop_ocr.domain.recipe import PreparedImage
from desktop_ocr.domain.sent_picture import Fitted
from desktop_ocr.domain.upload_limits import UploadLimits
from desktop_ocr.engines.base import Surroundings
from desktop_ocr.engines.http import Client

KEYS = {"api_key": "the-api-key", "secret_key": "the-secret-key"}
TOKEN = {"access_token": "24.token", "expires_in": 2592000}
PAGE = PreparedImage(40, 20, bytes(40 * 20 * 3))
ORIGIN = Origin("ab" * 32, "1", 7)
Handler = Callable[[httpx.Request], httpx.Response]


@dataclass
class MovedClock:
    """Moves when somebody sleeps by it, and at no other time."""

    time: datetime = datetime(2026, 3, 1, 8, tzinfo=UTC)
    ticks: float = 0.0
    slept: list[float] = field(default_factory=list)

    def now(self) -> datetime:
        return self.time

    def monotonic(self) -> float:
        return self.ticks

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.move(seconds)
        await asyncio.sleep(0)

    def move(self, seconds: float) -> None:
        self.ticks += seconds
        self.time += timedelta(seconds=seconds)


@dataclass
class MemoryCalls:
    """A ledger for one test; ``states`` are by the call's number."""

    states: dict[int, str] = field(default_factory=dict)
    codes: dict[int, str] = field(default_factory=dict)
    answers: dict[int, bytes] = field(default_factory=dict)
    sizes: dict[int, tuple[int, int]] = field(default_factory=dict)
    same: dict[str, list[int]] = field(default_factory=dict)
    """Numbers of calls that would be answered the same, by their identity."""
    sent: list[PaidCall] = field(default_factory=list)

    async def kept(self, call: PaidCall) -> KeptAnswer | None:
        for number in reversed(self.same.get(call.identity, [])):
            if self.states[number] in ("done", "answered"):
                unread = number if self.states[number] == "answered" else None
                return KeptAnswer(self.answers[number], unread, self.sizes.get(number, (0, 0)))
        return None

    async def begin(self, call: PaidCall, *, again: bool) -> int:
        same = [self.states[number] for number in self.same.get(call.identity, [])]
        if not again and {"unknown", "sent", "queued"} & set(same):
            raise CallUnknown
        number = len(self.states) + 1
        self.states[number] = "queued"
        self.same.setdefault(call.identity, []).append(number)
        return number

    async def mark_sent(self, number: int, call: PaidCall) -> None:
        self._step(number, "queued", "sent")
        self.sent.append(call)

    async def keep_answer(self, number: int, content: bytes, size: tuple[int, int]) -> None:
        self._step(number, "sent", "answered")
        self.sizes[number] = size
        self.answers[number] = content

    async def finish(self, number: int) -> None:
        self._step(number, "answered", "done")

    async def fail(self, number: int, code: str) -> None:
        assert self.states[number] in ("queued", "sent", "answered")
        self.states[number], self.codes[number] = "failed", code

    async def lose(self, number: int, code: str) -> None:
        self._step(number, "sent", "unknown")
        self.codes[number] = code

    async def note_sent(self, call: PaidCall) -> None:
        self.sent.append(call)

    async def keep_free(self, call: PaidCall, content: bytes) -> None:
        number = len(self.states) + 1
        self.states[number], self.answers[number] = "done", content
        self.same.setdefault(call.identity, []).append(number)

    def _step(self, number: int, before: str, after: str) -> None:
        assert self.states[number] == before
        self.states[number] = after


@dataclass
class MemoryTokens:
    kept: dict[str, bytes] = field(default_factory=dict)

    async def get(self, name: str) -> bytes | None:
        return self.kept.get(name)

    async def set(self, name: str, content: bytes | None) -> None:
        if content is None:
            self.kept.pop(name, None)
        else:
            self.kept[name] = content


async def keys() -> Mapping[str, str]:
    return KEYS


async def as_it_is(page: PreparedImage, limits: UploadLimits) -> Fitted:
    """A picture of which nobody looks at the content; as long as the limit says, where that is little."""
    content = b"\xff\xd8+/" * 30
    size = (page.width, page.height)
    return Fitted(content, *size, 95, min(limits.characters, 200), size, size, 1)


@dataclass
class World:
    """A service that is one function of requests; tokens are given by ``token``."""

    handler: Handler
    types: Mapping[str, DocumentType] = field(default_factory=dict)
    settings: EngineSettings = field(default_factory=lambda: EngineSettings(is_on=True))
    token: Handler = lambda _: httpx.Response(200, json=TOKEN)
    clock: MovedClock = field(default_factory=MovedClock)
    calls: MemoryCalls = field(default_factory=MemoryCalls)
    tokens: MemoryTokens = field(default_factory=MemoryTokens)
    asked: list[httpx.Request] = field(default_factory=list)
    """Without those for tokens."""
    tokens_asked: list[httpx.Request] = field(default_factory=list)
    client: Client = field(init=False)

    def __post_init__(self) -> None:
        self.client = Client(transport=httpx.MockTransport(self._answer), proxy=lambda: "none")

    def _answer(self, request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/token"):
            self.tokens_asked.append(request)
            return self.token(request)
        self.asked.append(request)
        return self.handler(request)

    @property
    def surroundings(self) -> Surroundings:
        return Surroundings(
            keys=keys,
            calls=self.calls,
            tokens=self.tokens,
            fit=as_it_is,
            types=lambda: self.types,
            settings=lambda: self.settings,
            client=self.client,
            clock=self.clock,
        )


def answers(*contents: Any) -> Handler:
    """Gives these one after the other, the last again and again: answers, exceptions, or objects for JSON."""
    waiting = list(contents)

    def answer(_: httpx.Request) -> httpx.Response:
        content = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        if isinstance(content, Exception):
            raise content
        if isinstance(content, httpx.Response):
            return content
        return httpx.Response(200, content=json.dumps(content, ensure_ascii=False).encode())

    return answer
