"""The account that calls: its keys and tokens, its permissions, its pace and its quota."""

from __future__ import annotations

import hashlib
import math
import secrets
import threading
from collections import Counter, defaultdict, deque
from dataclasses import dataclass, field

from ..clock import Clock
from .errors import TOKEN_ERRORS, Refused

SCOPE = "public brain_all_scope brain_ocr_general_basic"
"""The vendor's own client uses a token only when brain_all_scope stands in it."""


@dataclass
class Account:
    """`qps` and `qps_of` count accepted calls per interface in any second, None is without limit.

    `daily` and `total` are calls answered with a result, by interface. `without` are interfaces it may not call.
    """

    api_key: str = "test-api-key"
    secret_key: str = "test-secret-key"
    token_seconds: int = 2_592_000
    scope: str = SCOPE
    token_error_status: int = 401
    qps: float | None = None
    qps_of: dict[str, float] = field(default_factory=dict)
    daily: dict[str, int] = field(default_factory=dict)
    total: dict[str, int] = field(default_factory=dict)
    without: set[str] = field(default_factory=set)
    templates: dict[str, str] = field(default_factory=lambda: {hashlib.md5(b"template").hexdigest(): "示范模板"})
    classifiers: set[str] = field(default_factory=lambda: {"1", "project-test0001"})
    universal_templates: set[str] = field(default_factory=set)


class Gate:
    """Who may pass now. Everything in it is guarded by one lock: calls come in threads."""

    def __init__(self, account: Account, clock: Clock) -> None:
        self._account, self._clock = account, clock
        self._ends: dict[str, float] = {}
        self._accepted: defaultdict[str, deque[float]] = defaultdict(deque)
        self._used: Counter[tuple[str, int]] = Counter()
        self._lock = threading.Lock()

    def token(self, form: dict[str, str]) -> dict[str, object]:
        """The answer to a request for a token; raises TokenRefused."""
        if form.get("grant_type") != "client_credentials":
            raise TokenRefused("unsupported_grant_type", "The authorization grant type is not supported")
        if form.get("client_id") != self._account.api_key:
            raise TokenRefused("invalid_client", TOKEN_ERRORS[0])
        if form.get("client_secret") != self._account.secret_key:
            raise TokenRefused("invalid_client", TOKEN_ERRORS[1])
        seconds = self._account.token_seconds
        with self._lock:
            token = f"24.{secrets.token_hex(16)}.{seconds}.{int(self._clock()) + seconds}-1000001"
            self._ends[token] = self._clock() + seconds
        return {
            "access_token": token, "expires_in": seconds, "scope": self._account.scope,
            "refresh_token": f"25.{secrets.token_hex(16)}", "session_key": "", "session_secret": "",
        }  # fmt: skip

    def check_token(self, token: str | None, *, signed: bool) -> None:
        """Raises Refused. A call signed in the older way, without a token, is not understood here."""
        if not token:
            raise Refused(14 if signed else 100)
        with self._lock:
            end = self._ends.get(token)
        if end is None:
            raise Refused(110)
        if self._clock() >= end:
            raise Refused(111)

    def tokens(self) -> list[str]:
        """All that were given out and not revoked, for those who look whether one got somewhere."""
        with self._lock:
            return list(self._ends)

    def revoke_tokens(self) -> None:
        """All tokens become unknown (110)."""
        with self._lock:
            self._ends.clear()

    def expire_tokens(self) -> None:
        """All tokens have run out (111)."""
        with self._lock:
            self._ends = dict.fromkeys(self._ends, 0.0)

    def let_in(self, interface: str) -> None:
        """Raises Refused without permission (6), out of quota (17, 19) or too fast (18)."""
        account = self._account
        if interface in account.without:
            raise Refused(6)
        with self._lock:
            today = self._used[interface, self._day()]
            ever = sum(count for (name, _), count in self._used.items() if name == interface)
            if today >= account.daily.get(interface, math.inf):
                raise Refused(17)
            if ever >= account.total.get(interface, math.inf):
                raise Refused(19)
            self._keep_pace(interface)

    def used(self, interface: str) -> None:
        """One more call was answered with a result."""
        with self._lock:
            self._used[interface, self._day()] += 1

    def _keep_pace(self, interface: str) -> None:
        limit = self._account.qps_of.get(interface, self._account.qps)
        recent, now = self._accepted[interface], self._clock()
        while recent and recent[0] <= now - 1 + 1e-6:
            recent.popleft()
        if limit is not None and len(recent) >= limit:
            raise Refused(18)
        recent.append(now)

    def _day(self) -> int:
        """Quotas begin anew at midnight in China."""
        return int((self._clock() + 8 * 3600) // 86400)


class TokenRefused(Exception):
    """`args` are error and error_description."""
