"""Whether a request was signed with the keys it should be: worked out anew from what came."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

from ..listening import Request
from .account import Account
from .interfaces import GatewayRefused

_AUTHORIZATION = re.compile(r"(\S+) Headers=([a-z0-9-]+(?:;[a-z0-9-]+)*) Signature=(\S+)")
_MUST_BE_SIGNED = {"ctyun-eop-request-id", "eop-date"}
_ZONES = {"beijing": (timezone(timedelta(hours=8)),), "utc": (UTC,), "either": (UTC, timezone(timedelta(hours=8)))}


def check_signature(request: Request, account: Account, now: float) -> None:
    """Raises GatewayRefused: 10002 for an unknown access key, 10020 for all else, the clock included."""
    parts = _AUTHORIZATION.fullmatch(request.headers.get("eop-authorization", ""))
    if parts is None:
        raise GatewayRefused(10020)
    access_key, listed, given = parts.groups()
    if access_key != account.access_key:
        raise GatewayRefused(10002)
    names = listed.split(";")
    if names != sorted(names) or not {*names} >= _MUST_BE_SIGNED or not {*names} <= {*request.headers}:
        raise GatewayRefused(10020)
    signed = {name: request.headers[name] for name in names}
    text = string_to_sign(signed, request.raw_query, request.body)
    right = signature(access_key, account.security_key, request.headers["eop-date"], text)
    if not hmac.compare_digest(right, given) or not _fresh(request.headers, account, now):
        raise GatewayRefused(10020)


def string_to_sign(headers: Mapping[str, str], query: str, body: bytes) -> str:
    """Header lines by name, an empty line, the pairs of the query in order, the hash of the body."""
    lines = "".join(f"{name}:{headers[name]}\n" for name in sorted(headers))
    pairs = "&".join(sorted(query.split("&"))) if query else ""
    return f"{lines}\n{pairs}\n{hashlib.sha256(body).hexdigest()}"


def signature(access_key: str, security_key: str, date: str, text: str) -> str:
    """Each key signs the next one: time, access key, day."""
    key = security_key.encode()
    for part in (date, access_key, date[:8], text):
        key = hmac.digest(key, part.encode(), "sha256")
    return base64.b64encode(key).decode()


def _fresh(headers: Mapping[str, str], account: Account, now: float) -> bool:
    try:
        UUID(headers["ctyun-eop-request-id"])
        said = datetime.strptime(headers["eop-date"], "%Y%m%dT%H%M%SZ")
    except ValueError:
        return False
    zones = _ZONES[account.zone]
    return any(abs(said.replace(tzinfo=zone).timestamp() - now) <= account.skew for zone in zones)
