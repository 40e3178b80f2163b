"""The one way to a service: one request, one answer or one fault, within a time that holds for all of it.

No redirects, no cookies, no kept connections (one that the other side has closed meanwhile looks like a page that was
lost), certificates always checked against the system's store.  What httpx would write into a log or an exception has
the token in it, so neither leaves this module.
"""

from __future__ import annotations

import asyncio
import logging
import socket
import ssl
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpx

from desktop_ocr.engines import proxies
from desktop_ocr.engines.faults import Fault, What

MOST_BYTES = 2 << 20
"""Of an answer, decoded."""
PIECE = 1 << 16
"""Bytes that are written at once."""
_QUIET = ("httpx", "httpcore")


@dataclass(frozen=True, slots=True)
class Limits:
    """In seconds; ``total`` is for everything together, which httpx has no limit for."""

    connect: float = 5.0
    write: float = 30.0
    read: float = 20.0
    pool: float = 5.0
    total: float = 45.0


@dataclass(frozen=True, slots=True)
class Request:
    """``address`` is whole, with what stands in its query; it is secret, as are headers and content.

    ``size``: width and height in pixels of the page in the picture that it carries, zeros where it carries none.
    """

    address: str = field(repr=False)
    content: bytes = field(default=b"", repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    method: str = "POST"
    size: tuple[int, int] = (0, 0)

    @property
    def host(self) -> str:
        return urlsplit(self.address).netloc.rpartition("@")[2]


@dataclass(frozen=True, slots=True)
class Answer:
    """``headers`` by their names in lower case."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    content: bytes = field(repr=False)


class Stage:
    """How far a request has come, told by httpcore; what a proxy is asked before does not count."""

    def __init__(self) -> None:
        self.is_securing = self.is_sending = self.is_sent = self.is_broken = self.is_answering = False

    async def note(self, event: str, info: Mapping[str, Any]) -> None:
        _, _, step = event.partition(".")
        if step == "send_request_headers.started":
            self.is_sending = info["request"].method != b"CONNECT"
        elif step in ("start_tls.started", "start_tls.complete"):
            self.is_securing = step.endswith("started")
        elif self.is_sending and step in ("send_request_headers.failed", "send_request_body.failed"):
            self.is_broken = True
        elif self.is_sending and step == "send_request_body.complete":
            self.is_sent = True
        elif self.is_sending and step == "receive_response_headers.complete":
            self.is_answering = True


class Client:
    """Used on one loop.

    ``proxy`` gives the clerk's choice (see ``proxies``); ``transport`` stands in for a network.
    """

    def __init__(
        self,
        *,
        proxy: Callable[[], str] = lambda: proxies.SYSTEM,
        limits: Limits | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
        trust: Callable[[], ssl.SSLContext] | None = None,
    ) -> None:
        self._choice, self._limits, self._transport = proxy, limits or Limits(), transport
        self._trust = trust or _system_trust
        self._clients: dict[str, httpx.AsyncClient] = {}
        for name in _QUIET:  # at their level of information they write whole addresses
            logger = logging.getLogger(name)
            logger.setLevel(max(logger.level, logging.WARNING))

    async def ask(self, request: Request) -> Answer:
        """Send a request once.  Raises ``Fault``; ``ValueError`` for an address that may not be sent to."""
        if not proxies.is_safe(request.address):
            raise ValueError("not https")
        proxy = proxies.proxy_for(request.address, self._choice())
        if proxy and not proxies.is_usable(proxy):
            raise Fault(What.PROXY_GONE, facts=(("proxy", proxies.name_of(proxy)),))
        stage = Stage()
        try:
            async with asyncio.timeout(self._limits.total):
                return await self._answer(await self._client(proxy), request, stage)
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, TimeoutError, OSError) as error:
            fault = _fault(error, stage, proxies.name_of(proxy))
        except zlib.error:
            fault = Fault(What.UNREADABLE)
        raise fault  # without its history, which has the address

    async def close(self) -> None:
        clients, self._clients = self._clients, {}
        for client in clients.values():
            await client.aclose()

    async def _client(self, proxy: str) -> httpx.AsyncClient:
        if proxy not in self._clients:
            # Reading the system's certificates takes a while; not on the loop.
            trust = True if self._transport else await asyncio.to_thread(self._trust)
            limits = self._limits
            self._clients[proxy] = httpx.AsyncClient(
                verify=trust,
                proxy=proxy or None,
                trust_env=False,
                follow_redirects=False,
                timeout=httpx.Timeout(connect=limits.connect, read=limits.read, write=limits.write, pool=limits.pool),
                limits=httpx.Limits(max_keepalive_connections=0),
                transport=self._transport,
                headers={"User-Agent": "desktop-ocr", "Accept-Encoding": "identity"},
            )
        return self._clients[proxy]

    async def _answer(self, client: httpx.AsyncClient, request: Request, stage: Stage) -> Answer:
        trace: Callable[[str, Mapping[str, Any]], Awaitable[None]] = stage.note
        async with _streamed(client, request, trace) as response:
            headers = {name.lower(): value for name, value in response.headers.items()}
            return Answer(response.status_code, headers, await _content(response))


@asynccontextmanager
async def _streamed(client: httpx.AsyncClient, request: Request, trace: Any) -> AsyncIterator[httpx.Response]:
    length = {"Content-Length": str(len(request.content))} if request.content else {}
    sent = client.build_request(
        request.method,
        request.address,
        content=_pieces(request.content) if request.content else None,
        headers={**request.headers, **length},
        extensions={"trace": trace},
    )
    response = await client.send(sent, stream=True)
    try:
        yield response
    finally:
        client.cookies.clear()
        await response.aclose()


async def _pieces(content: bytes) -> AsyncIterator[bytes]:
    """The limit for writing is for one piece each: a slow network is not a stalled one."""
    for start in range(0, len(content), PIECE):
        yield content[start : start + PIECE]


async def _content(response: httpx.Response) -> bytes:
    """The decoded body.  Raises ``Fault`` where it is too long, ``zlib.error`` where it is not what it says it is.

    Decoded here, piece by piece: one packet of a bomb may hold a thousand times its length.
    """
    if response.is_stream_consumed:  # of a transport that stands in for the network
        return response.content
    decoder = _decoder(response.headers.get("content-encoding", "").strip().lower())
    content = bytearray()
    async for part in response.aiter_raw():
        if decoder is not None:
            part = decoder.decompress(part, MOST_BYTES + 1 - len(content))  # noqa: PLW2901
        content += part
        if len(content) > MOST_BYTES:
            raise Fault(What.HUGE_ANSWER)
    return bytes(content)


def _decoder(encoding: str) -> Any:
    if encoding in ("", "identity"):
        return None
    if encoding in ("gzip", "x-gzip", "deflate"):
        return zlib.decompressobj(zlib.MAX_WBITS | 32)
    raise Fault(What.UNREADABLE)


def _fault(error: BaseException, stage: Stage, proxy: str) -> Fault:
    """Which fault an exception of the library is; only its class and its causes are looked at, and told on."""
    of_proxy = (("proxy", proxy),)
    if isinstance(error, httpx.ProxyError):
        return Fault(What.PROXY_LOCKED if "407" in str(error) else What.PROXY_GONE, facts=of_proxy)
    if stage.is_sending:
        if not stage.is_sent:
            return Fault(What.UPLOAD_BROKEN)
        return Fault(What.NOT_HTTP if _is_not_http(error) and not stage.is_answering else What.NO_ANSWER)
    causes = list(_causes(error))
    # Where a handshake only stalls, its wait for more bytes stands among the causes as an error of its own.
    if not isinstance(error, httpx.ConnectTimeout | TimeoutError) and any(map(_is_distrust, causes)):
        return Fault(What.UNTRUSTED)
    if stage.is_securing:
        return Fault(What.TLS_STALLED)
    if proxy:
        return Fault(What.PROXY_GONE, facts=of_proxy)
    if any(isinstance(one, socket.gaierror) for one in causes):
        return Fault(What.NAME_UNKNOWN)
    return _without_a_trace(error)


def _without_a_trace(error: BaseException) -> Fault:
    """By its class alone, where nothing was told of the way: a transport that stands in for the network."""
    if isinstance(error, httpx.WriteTimeout | httpx.WriteError):
        return Fault(What.UPLOAD_BROKEN)
    if _is_not_http(error):
        return Fault(What.NOT_HTTP)
    if isinstance(error, httpx.ReadTimeout | httpx.ReadError | httpx.RemoteProtocolError):
        return Fault(What.NO_ANSWER)
    return Fault(What.UNREACHABLE)


def _is_not_http(error: BaseException) -> bool:
    """Whether something else than a service answered.  In words only: one that closed instead is of the same class."""
    if not isinstance(error, httpx.RemoteProtocolError):
        return False
    return not any(word in str(error).lower() for word in ("disconnected", "closed", "incomplete"))


def _is_distrust(error: BaseException) -> bool:
    """Whether the other side cannot prove who it is, or does not speak TLS at all; not that it hung up."""
    passing = (
        ssl.SSLEOFError,
        ssl.SSLZeroReturnError,
        ssl.SSLWantReadError,
        ssl.SSLWantWriteError,
        ssl.SSLSyscallError,
    )
    return isinstance(error, ssl.SSLError) and not isinstance(error, passing)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _system_trust() -> ssl.SSLContext:
    import truststore

    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
