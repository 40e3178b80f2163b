"""Every fault of the network on real sockets: what becomes of the call, how often it is made, how long that takes."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest

from desktop_ocr.domain.calls import PaidCall
from desktop_ocr.domain.errors import ServiceError
from desktop_ocr.engines.baidu.engine import _read
from desktop_ocr.engines.calling import Caller, Change, Way
from desktop_ocr.engines.http import Client, Limits, Request
from tests.engines.surroundings import ORIGIN, MemoryCalls, MovedClock
from tests.services import faults
from tests.services.faults import table

LIMITS = Limits(connect=0.5, write=0.5, read=1.5, pool=0.5, total=2.0)
PATIENT = Limits(read=15.0, total=20.0)
"""For what takes the other side a while to make."""
SLOW = {"gzip_bomb", "huge_body", "huge_body_declared", "deep_nesting"}
STATES = {
    "safe": {"failed"},
    "ambiguous": {"unknown"},
    "executed": {"failed", "done"},
    "rejected": {"failed"},
    "fatal": {"failed"},
    "fine": {"done"},
}
"""By what became of the request, how the last call of it may end."""


@dataclass
class Ended:
    calls: MemoryCalls
    error: ServiceError | None
    seconds: float


def played(server: Any, name: str) -> Ended:
    """A page sent into a fault, with all the repetitions that are allowed; waits between them take no time."""
    fault = table.FAULTS[name]
    is_proxy = fault.place == "proxy" or name == "proxy_refused"
    address = "https://service.test/rest/x" if is_proxy else f"{server.address}/rest/2.0/ocr/v1/idcard?access_token=t"
    calls, clock = MemoryCalls(), MovedClock(datetime.now(UTC))
    trust = server.authority.client_context if server.authority else None
    limits = PATIENT if name in SLOW else LIMITS
    proxy = server.address if is_proxy else "none"
    client = Client(limits=limits, proxy=lambda: proxy, **({"trust": trust} if trust else {}))
    body = b"image=" + b"x" * (3_000_000 if fault.large else 1000)

    async def request() -> Request:
        return Request(address, body, {"Content-Type": "application/x-www-form-urlencoded"})

    async def change(_: Change) -> bool:
        return True

    async def ask() -> None:
        way = Way(request, partial(_read, "dict_words"), "/x", 1000.0, change, ("error_code",))
        try:
            await Caller(client, calls, clock, chance=lambda: 0.0).answer(PaidCall("baidu", "idcard", ORIGIN), way)
        finally:
            await client.close()

    began, error = time.monotonic(), None
    try:
        asyncio.run(ask())
    except ServiceError as told:
        error = told
    return Ended(calls, error, time.monotonic() - began)


@pytest.mark.parametrize("name", table.FAULTS)
def test_a_fault_ends_as_stated(name: str) -> None:
    fault = table.FAULTS[name]
    with faults.FaultServer(name) as server:
        ended = played(server, name)
    states = list(ended.calls.states.values())
    assert states[-1] in STATES[fault.outcome]
    assert states[:-1] == ["failed"] * fault.retries
    assert (ended.error is None) == (states[-1] == "done")
    if ended.error is not None:
        assert ended.error.may_be_billed or fault.outcome not in ("ambiguous", "executed")
        assert fault.outcome != "safe" or not ended.error.may_be_billed
    if name not in SLOW:
        assert ended.seconds <= (fault.retries + 1) * LIMITS.total + 0.5
