"""The double itself: a call comes in, is written down, checked at the gateway and by its interface, and answered."""

from __future__ import annotations

import base64
import binascii
import json
import math
import threading
import time
from collections import Counter, deque
from pathlib import Path
from typing import Any

from ..call_log import Call, digest
from ..clock import Clock
from ..double import Double, Said, as_json
from ..listening import Request, Response
from .account import Account
from .answers import answer
from .interfaces import GATEWAY, INTERFACES, GatewayRefused, Interface, Refused
from .request import bytes_of, looked_at, strings
from .signature import check_signature


class CtyunDouble(Double):
    """`with CtyunDouble() as ctyun:` serves at `ctyun.address`, instead of the endpoint.

    `account` is what may be done. In the log, a call's `files` are the digests of its pictures by their place, "0",
    "1" …, and its `token` is the id of the request.
    """

    def __init__(
        self, *, port: int = 0, account: Account | None = None, clock: Clock = time.time, log: Path | None = None
    ) -> None:
        super().__init__(port, clock, log)
        self.account = account or Account()
        self._used: Counter[str] = Counter()
        self._recent: deque[float] = deque()
        self._lock = threading.Lock()

    def respond(self, request: Request) -> Response | None:
        interface = next((one for one in INTERFACES.values() if one.path == request.path), None)
        call = self._written_down(request, interface)
        return self._answered(
            call, lambda: self._said(request, interface), lambda deed: self._forced(deed.code, interface)
        )

    def _written_down(self, request: Request, interface: Interface | None) -> Call:
        pictures, form = _opened(request.body)
        return Call(
            at=self.clock(),
            interface=interface.id if interface else request.path,
            size=len(request.body),
            token=request.headers.get("ctyun-eop-request-id", ""),
            form=form,
            files={str(i): digest(picture) for i, picture in enumerate(pictures)},
            strangers=tuple(sorted(request.query)),
        )

    def _said(self, request: Request, interface: Interface | None) -> Said:
        try:
            if self._throttled():
                return as_json({}, 429), 429
            if self.account.most_body is not None and len(request.body) > self.account.most_body:
                return as_json({}, 413), 413
            known = self._admitted(request, interface)
            said = self._worked(known, request.body)
        except GatewayRefused as refused:
            return self._gateway(refused.args[0]), refused.args[0]
        except Refused as refused:
            return as_json(_failed(refused.interface, refused.code, refused.message)), refused.code
        with self._lock:
            self._used[known.id] += len(said["returnObj"]) if isinstance(said["returnObj"], list) else 1
        return as_json(said), 0

    def _admitted(self, request: Request, interface: Interface | None) -> Interface:
        """Raises GatewayRefused."""
        account = self.account
        if request.method != "POST":
            raise GatewayRefused(40008)
        if "appkey" not in request.headers:
            raise GatewayRefused(40002)
        if request.headers["appkey"] != account.app_key:
            raise GatewayRefused(40006)
        check_signature(request, account, self.clock())
        if interface is None:
            raise GatewayRefused(50003)
        if not request.headers.get("content-type", "").lower().startswith("application/json"):
            raise GatewayRefused(40008)
        if interface.id not in account.enabled:
            raise GatewayRefused(50002)
        if interface.id in account.expired:
            raise GatewayRefused(51001)
        with self._lock:
            if self._used[interface.id] >= account.left.get(interface.id, math.inf):
                raise GatewayRefused(51003 if self._used[interface.id] else 51002)
        return interface

    def _worked(self, interface: Interface, body: bytes) -> dict[str, Any]:
        """Raises Refused for a whole call."""
        values = strings(interface, body)
        if interface.id == "business_license":
            found = self._picture(interface, values[0])
            return {"statusCode": 0, "message": "success", "returnObj": found}
        elements = []
        for value in values:
            try:
                elements.append(self._picture(interface, value))
            except Refused as refused:
                elements.append(self._failed_picture(interface, refused))
        failed = sum(self._failure_keys(interface)[0] in element for element in elements)
        return {
            "statusCode": 0,
            "message": {"success": len(elements) - failed, "fail": failed},
            "returnObj": elements,
        }

    def _picture(self, interface: Interface, value: Any) -> dict[str, Any]:
        content = bytes_of(interface, value, self.account.alphabet.get(interface.id, "urlsafe"))
        seen = looked_at(interface, content)
        return answer(interface.id, self.truths.of(content), (seen.width, seen.height))

    def _failure_keys(self, interface: Interface) -> tuple[str, str]:
        return self.account.plate_error_keys if interface.id == "license_plate" else ("err_code", "err_msg")

    def _failed_picture(self, interface: Interface, refused: Refused) -> dict[str, Any]:
        code, text = self._failure_keys(interface)
        return {code: refused.code, text: refused.message}

    def _forced(self, code: int, interface: Interface | None) -> Said:
        if interface and code in interface.codes:
            return as_json(_failed(interface, code, interface.codes[code])), code
        return self._gateway(code), code

    def _gateway(self, code: int) -> Response:
        account = self.account
        said = {account.gateway_key: code, "message": GATEWAY.get(code, "unknown")}
        return as_json(said, account.gateway_status)

    def _throttled(self) -> bool:
        with self._lock:
            now = self.clock()
            while self._recent and self._recent[0] <= now - 1 + 1e-6:
                self._recent.popleft()
            if self.account.qps is not None and len(self._recent) >= self.account.qps:
                return True
            self._recent.append(now)
            return False


def _failed(interface: Interface, code: int, text: str) -> dict[str, Any]:
    """The licence repeats its words where the others say "error"."""
    message = text if interface.id == "business_license" else "error"
    return {"statusCode": code, "message": message, "details": text, "error": f"AI_OP_{code}"}


def _opened(body: bytes) -> tuple[list[bytes], dict[str, str]]:
    """The pictures in a body as far as they can be seen, and its plain values."""
    try:
        said = json.loads(body)
    except ValueError:
        return [], {}
    if not isinstance(said, dict):
        return [], {}
    listed = said["data"] if isinstance(said.get("data"), list) else [said.get("ImageData")]
    pictures = []
    for value in listed:
        try:
            pictures.append(base64.urlsafe_b64decode(str(value).replace("+", "-").replace("/", "_")))
        except binascii.Error:
            pictures.append(str(value).encode())
    plain = {key: str(value) for key, value in said.items() if key not in ("data", "ImageData")}
    return [picture for value, picture in zip(listed, pictures, strict=True) if value is not None], plain
