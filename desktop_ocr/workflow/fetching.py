"""A picture from an address on the web, where the clerk has allowed that: off by default, https only, at most 50 MB.

What is fetched is foreign bytes like any file's: only the decoder's process looks into them.  The address may tell
whom it belongs to, so it is in no error and no log.
"""

from __future__ import annotations

import asyncio
import logging
from pathlib import PurePath
from urllib.parse import unquote, urlsplit

import httpx

from desktop_ocr.domain.document import Source
from desktop_ocr.domain.errors import AddressRefused, DownloadFailed, SourceTooLarge
from desktop_ocr.imaging.source import MAX_BYTES

SECONDS = 30.0
"""For all of it: httpx has limits for each step only, and a server that drips would hold the clerk up for ever."""
MOST_REDIRECTS = 3
_NAME_LENGTH = 80


async def fetch_picture(address: str, transport: httpx.AsyncBaseTransport | None = None) -> Source:
    """The bytes at an address, as a source named after the last part of it.

    Raises AddressRefused (not https, or leading to what is not), DownloadFailed, SourceTooLarge.
    """
    for name in ("httpx", "httpcore"):  # at their level of information they write whole addresses
        logging.getLogger(name).setLevel(logging.WARNING)
    _check(address)
    try:
        async with (
            asyncio.timeout(SECONDS),
            httpx.AsyncClient(transport=transport, timeout=10, event_hooks={"request": [_check_request]}) as client,
        ):
            client.follow_redirects, client.max_redirects = True, MOST_REDIRECTS
            content = await _content(client, address)
    except (httpx.HTTPError, httpx.InvalidURL, TimeoutError, OSError):
        failed = DownloadFailed()
    else:
        if content:
            return Source(PurePath(_name(address)), content=content)
        failed = DownloadFailed()
    raise failed  # without its history, which has the address


async def _content(client: httpx.AsyncClient, address: str) -> bytes:
    async with client.stream("GET", address) as answer:
        answer.raise_for_status()
        content = bytearray()
        async for part in answer.aiter_bytes():
            content += part
            if len(content) > MAX_BYTES:
                raise SourceTooLarge(size=f"> {MAX_BYTES / 1e6:.0f} MB", limit=f"{MAX_BYTES / 1e6:.0f} MB")
        return bytes(content)


async def _check_request(request: httpx.Request) -> None:
    """Before every request, those after a redirect too."""
    _check(str(request.url))


def _check(address: str) -> None:
    try:
        parts = urlsplit(address)
        is_safe = parts.scheme == "https" and bool(parts.hostname) and parts.username is None
    except ValueError:
        is_safe = False
    if not is_safe:
        raise AddressRefused


def _name(address: str) -> str:
    """The last part of the address's path, as a name to show."""
    name = unquote(urlsplit(address).path.rpartition("/")[2])
    return "".join(char for char in name if char.isprintable() and char not in '\\/:*?"<>|')[-_NAME_LENGTH:] or "web"
