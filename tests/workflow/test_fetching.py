"""A picture from the web: https only, never too much, and no address in what is told."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable

import httpx
import pytest

from desktop_ocr.domain.document import Source
from desktop_ocr.domain.errors import AddressRefused, DownloadFailed, SourceTooLarge
from desktop_ocr.imaging.source import MAX_BYTES
from desktop_ocr.workflow import fetching
from desktop_ocr.workflow.fetching import fetch_picture

SECRET = "token-of-somebody"
ADDRESS = f"https://pictures.example/a/%E5%8F%91%E7%A5%A8.png?key={SECRET}"


def fetched(answer: Callable[[httpx.Request], httpx.Response], address: str = ADDRESS) -> Source:
    return asyncio.run(asyncio.wait_for(fetch_picture(address, httpx.MockTransport(answer)), 20))


def test_the_bytes_come_with_a_name() -> None:
    source = fetched(lambda request: httpx.Response(200, content=b"picture"))
    assert (source.content, source.name) == (b"picture", "发票.png")


@pytest.mark.parametrize(
    "address",
    [
        "http://pictures.example/a.png",
        "ftp://pictures.example/a.png",
        "file:///etc/passwd",
        "https://user:password@pictures.example/a.png",
        "https:///a.png",
        "//pictures.example/a.png",
        "https://[broken",
        "",
    ],
)
def test_what_is_not_fetched_from(address: str) -> None:
    def never(request: httpx.Request) -> httpx.Response:
        raise AssertionError("it was asked")

    with pytest.raises(AddressRefused):
        fetched(never, address)


@pytest.mark.parametrize(("target", "problem"), [("http://other.example/a", AddressRefused), ("", DownloadFailed)])
def test_a_redirect_must_be_safe_too(target: str, problem: type[Exception]) -> None:
    with pytest.raises(problem):
        fetched(lambda request: httpx.Response(302, headers={"Location": target or str(request.url)}))


def test_a_redirect_to_another_safe_address_is_followed() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.host == "pictures.example":
            return httpx.Response(302, headers={"Location": "https://other.example/b"})
        return httpx.Response(200, content=b"there")

    assert fetched(answer).content == b"there"


@pytest.mark.parametrize("status", [401, 404, 500])
def test_nothing_comes(status: int) -> None:
    with pytest.raises(DownloadFailed):
        fetched(lambda request: httpx.Response(status))


def test_an_empty_answer_is_none() -> None:
    with pytest.raises(DownloadFailed):
        fetched(lambda request: httpx.Response(200))


def test_what_is_too_much_is_not_waited_for() -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while True:
            sent += 1_000_000
            yield bytes(1_000_000)

    with pytest.raises(SourceTooLarge):
        fetched(lambda request: httpx.Response(200, content=endless()))
    assert sent <= MAX_BYTES + 2_000_000


def test_a_server_that_drips_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    async def dripping() -> AsyncIterator[bytes]:
        while True:
            await asyncio.sleep(0.01)
            yield b"."

    monkeypatch.setattr(fetching, "SECONDS", 0.1)
    with pytest.raises(DownloadFailed):
        fetched(lambda request: httpx.Response(200, content=dripping()))


def test_the_address_is_in_no_error_and_no_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(DownloadFailed) as told:
        fetched(lambda request: httpx.Response(404))
    error = told.value
    assert error.__cause__ is None
    assert error.__context__ is None
    assert SECRET not in caplog.text + repr(error.facts)
