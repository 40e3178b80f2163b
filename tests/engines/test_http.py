"""The way to a service: where it may lead, what it shows of itself to nobody, and the proxy on it."""

from __future__ import annotations

import asyncio
import logging
import ssl
import traceback

import httpx
import pytest
import truststore

from desktop_ocr.engines import proxies
from desktop_ocr.engines.faults import Fault, What
from desktop_ocr.engines.http import PIECE, Answer, Client, Limits, Request, _system_trust
from desktop_ocr.engines.proxies import NONE, SYSTEM, name_of, proxy_for

ADDRESS = "https://service.test/ocr?access_token=canary"


def ask(client: Client, request: Request) -> Answer:
    async def whole() -> Answer:
        try:
            return await client.ask(request)
        finally:
            await client.close()

    return asyncio.run(whole())


@pytest.mark.parametrize(
    ("address", "is_safe"),
    [
        ("https://aip.baidubce.com/x", True),
        ("http://127.0.0.1:8000/x", True),
        ("http://[::1]:8000/x", True),
        ("http://aip.baidubce.com/x", False),
        ("http://127.0.0.1.evil.test/x", False),
        ("http://localhost@evil.test/x", False),
        ("ftp://127.0.0.1/x", False),
        ("https:///x", False),
        ("http://[", False),
    ],
)
def test_plain_http_does_not_leave_this_computer(address: str, is_safe: bool) -> None:
    client = Client(transport=httpx.MockTransport(lambda _: httpx.Response(200)), proxy=lambda: NONE)
    assert proxies.is_safe(address) is is_safe
    if is_safe:
        assert ask(client, Request(address)).status == 200
    else:
        with pytest.raises(ValueError):
            ask(client, Request(address))


def test_nothing_of_an_address_is_shown_or_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    def fails(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError(f"cannot reach {request.url}", request=request)

    request = Request(ADDRESS, b"image=canary", {"X-Secret": "canary"})
    client = Client(transport=httpx.MockTransport(fails), proxy=lambda: NONE)
    with pytest.raises(Fault) as raised:
        ask(client, request)
    assert "canary" not in "".join(traceback.format_exception(raised.value)) + repr(raised.value) + repr(request)
    assert "canary" not in caplog.text
    for name in ("httpx", "httpcore"):
        assert logging.getLogger(name).level >= logging.WARNING


def test_a_body_goes_out_whole_with_its_length_and_nothing_of_ours_beside_it() -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, headers={"set-cookie": "a=b"})

    body = bytes(range(256)) * (PIECE // 256) + b"end"
    client = Client(transport=httpx.MockTransport(answer), proxy=lambda: NONE)
    asyncio.run(twice(client, Request(ADDRESS, body)))
    for request in seen:
        assert request.content == body
        assert request.headers["content-length"] == str(len(body))
        assert "transfer-encoding" not in request.headers
        assert "cookie" not in request.headers
        assert request.headers["user-agent"] == "desktop-ocr"


async def twice(client: Client, request: Request) -> None:
    await client.ask(request)
    await client.ask(request)
    await client.close()


def test_all_of_it_has_one_limit() -> None:
    async def forever(_: httpx.Request) -> httpx.Response:
        await asyncio.Event().wait()
        raise AssertionError

    client = Client(transport=httpx.MockTransport(forever), proxy=lambda: NONE, limits=Limits(total=0.05))
    with pytest.raises(Fault) as raised:
        ask(client, Request(ADDRESS))
    assert raised.value.what is What.UNREACHABLE  # nothing tells that it was sent


@pytest.mark.parametrize(
    ("choice", "address", "expected"),
    [
        (SYSTEM, "https://service.test/x", "http://proxy.test:3128"),
        (SYSTEM, "https://inside.test/x", ""),
        (SYSTEM, "http://127.0.0.1:9/x", ""),
        (NONE, "https://service.test/x", ""),
        ("proxy.own:8080", "https://inside.test/x", "http://proxy.own:8080"),
        ("http://me:secret@proxy.own:8080", "https://service.test/x", "http://me:secret@proxy.own:8080"),
    ],
)
def test_the_proxy(choice: str, address: str, expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.test:3128")
    monkeypatch.setenv("no_proxy", "inside.test")
    assert proxy_for(address, choice) == expected
    assert name_of("http://me:secret@proxy.own:8080") == "proxy.own:8080"
    assert name_of("http://me:se/cr@et@proxy.own:8080/") == name_of("proxy.own:8080") == "proxy.own:8080"


@pytest.mark.parametrize(
    "proxy", ["socks5://me:se/cret@127.0.0.1:1", "socks://127.0.0.1:1", "http://[bad", "127.0.0.1:99999", "http://"]
)
def test_a_proxy_that_cannot_be_gone_through_is_told_and_nothing_was_sent(proxy: str) -> None:
    with pytest.raises(Fault) as raised:
        ask(Client(proxy=lambda: proxy), Request(ADDRESS))
    assert raised.value.what is What.PROXY_GONE
    assert "cret" not in str(raised.value.facts)


def test_certificates_are_checked_against_the_system_s_store() -> None:
    trust = _system_trust()
    assert isinstance(trust, truststore.SSLContext)
    assert trust.verify_mode is ssl.CERT_REQUIRED
    assert trust.check_hostname
