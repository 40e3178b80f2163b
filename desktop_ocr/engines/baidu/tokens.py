"""The access token: one for all calls, kept encrypted until a day before its end, got anew once for all who wait."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from desktop_ocr.domain.errors import AnswerCutOff, AnswerOdd, ServiceDown, ServiceError, ServiceUnreachable
from desktop_ocr.engines.baidu.codes import refusal_in, refused_key
from desktop_ocr.engines.baidu.parts import number, text
from desktop_ocr.engines.baidu.requests import FORM
from desktop_ocr.engines.base import Keys, Tokens
from desktop_ocr.engines.clock import Clock
from desktop_ocr.engines.faults import Fault, Outcome, What
from desktop_ocr.engines.http import Client, Request
from desktop_ocr.engines.statuses import fault_in, read_object

PATH = "/oauth/2.0/token"
NAME = "baidu.token"
"""Under which it is kept."""
API_KEY, SECRET_KEY = "api_key", "secret_key"
EARLY = timedelta(days=1)
"""Before its end it is renewed; a tenth of its time where that is shorter."""
USUAL_SECONDS = 2_592_000
MOST_TRIES = 3


class AccessToken:
    """``base`` is the address of the service; ``leaving`` is told of each request, with the keys in it, before it is
    sent: how many bytes, to whom.
    """

    def __init__(
        self,
        base: str,
        keys: Keys,
        kept: Tokens,
        client: Client,
        clock: Clock,
        leaving: Callable[[int, str], Awaitable[None]],
    ) -> None:
        self._base, self._keys, self._kept, self._leaving = base, keys, kept, leaving
        self._client, self._clock = client, clock
        self._lock = asyncio.Lock()
        self._text, self._until, self._account = "", datetime.min.replace(tzinfo=UTC), ""

    async def get(self) -> str:
        """The token.  Raises ``ServiceError``."""
        async with self._lock:
            keys = await self._keys()
            await self._load(keys)
            if self._clock.now() >= self._until:
                await self._fetch(keys)
            return self._text

    async def renew(self, stale: str) -> str:
        """A token other than one that is no longer accepted; whoever comes second gets what the first one got."""
        async with self._lock:
            keys = await self._keys()
            if self._text in ("", stale):
                await self._fetch(keys)
            return self._text

    async def forget(self) -> None:
        async with self._lock:
            self._text, self._until, self._account = "", datetime.min.replace(tzinfo=UTC), ""
            await self._kept.set(NAME, None)

    async def try_keys(self) -> None:
        """Whether the keys are accepted.  Raises ``ServiceError``."""
        async with self._lock:
            await self._fetch(await self._keys())

    # --- Within -----------------------------------------------------------------------------------------------------

    async def _load(self, keys: Mapping[str, str]) -> None:
        """What was kept for this account; keys that were changed have no token yet."""
        account = _account(keys)
        if self._account == account:
            return
        self._account, self._text, self._until = account, "", datetime.min.replace(tzinfo=UTC)
        try:
            kept = json.loads(await self._kept.get(NAME) or b"{}")
            if kept.get("account") == account:
                self._text, self._until = str(kept["token"]), datetime.fromtimestamp(float(kept["until"]), UTC)
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError, OSError):
            self._text, self._until = "", datetime.min.replace(tzinfo=UTC)

    async def _fetch(self, keys: Mapping[str, str]) -> None:
        answer = await self._asked(keys)
        token, seconds = text(answer.get("access_token")), number(answer.get("expires_in"))
        if not token:
            raise ServiceDown
        lasts = timedelta(seconds=min(max(seconds or USUAL_SECONDS, 0.0), 10.0 * USUAL_SECONDS))
        self._account, self._text = _account(keys), token
        self._until = self._clock.now() + lasts - min(EARLY, lasts / 10)
        content = {"token": token, "until": self._until.timestamp(), "account": self._account}
        await self._kept.set(NAME, json.dumps(content).encode())

    async def _asked(self, keys: Mapping[str, str]) -> dict[str, Any]:
        """The service's answer.  To ask for a token costs nothing, so all but a refusal is tried again."""
        body = {"grant_type": "client_credentials", "client_id": keys[API_KEY], "client_secret": keys[SECRET_KEY]}
        request = Request(f"{self._base}{PATH}", urlencode(body).encode(), FORM)
        for attempt in range(1, MOST_TRIES + 1):
            await self._leaving(len(request.content), request.host)
            try:
                answer = await self._client.ask(request)
                if fault := fault_in(answer, self._clock.now(), ("error", "error_code")):
                    raise fault
                found = read_object(answer.content)
            except Fault as fault:
                may_try = fault.outcome is Outcome.SAFE and fault.retries > 0
                if attempt == MOST_TRIES or not (may_try or fault.outcome is Outcome.AMBIGUOUS):
                    raise _told(fault) from None
                await self._clock.sleep(fault.wait or float(attempt))
                continue
            except (AnswerOdd, AnswerCutOff):
                if attempt == MOST_TRIES:
                    raise ServiceDown from None
                await self._clock.sleep(float(attempt))
                continue
            if "error" in found:
                raise refused_key(found)
            if refusal := refusal_in(found):
                raise refusal.error
            return found
        raise AssertionError("the last attempt raises")


def _told(fault: Fault) -> ServiceError:
    """Nothing was paid for, so nothing is unknown."""
    if fault.outcome not in (Outcome.AMBIGUOUS, Outcome.EXECUTED):
        return fault.error
    return ServiceUnreachable() if fault.what is What.NO_ANSWER else ServiceDown()


def _account(keys: Mapping[str, str]) -> str:
    """Tells one pair of keys from another without being one."""
    pair = f"{keys.get(API_KEY, '')}\n{keys.get(SECRET_KEY, '')}"
    return hashlib.sha256(b"desktop-ocr baidu token\n" + pair.encode()).hexdigest()[:32]
