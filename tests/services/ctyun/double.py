"""The double itself: a call comes in, is written down, checked at the gateway and by its interface, and answered."""

from __future__ import annotations

import json
import threading
import time
from collections import Counter, deque
from pathlib import Path
from typing import Any, Self

from ..call_log import Call, CallLog, digest
from ..clock import Clock
from ..deeds import Deed, Deeds
from ..listening import Listening, Request, Response
from ..truths import Truths
from .account import Account
from .answers import answer
from .interfaces import GATEWAY, INTERFACES, GatewayRefused, Interface, Refused
from .request import bytes_of, looked_at, strings
from .signature import check_signature


class CtyunDouble:
    """`with CtyunDouble() as ctyun:` serves at `ctyun.address`.

    `truths` are told what is on the pictures, `account` is what may be done, `log` is what was; a call's `files` are
    the digests of its pictures by their place: "0", "1" … The id of each request is its `token` in the log.
    """

    def __init__(
        self, *, port: int = 0, account: Account | None = None, clock: Clock = time.time, log: Path | None = None
    ) -> None:
        self.account = account or Account()
        self.truths = Truths()
        self.log = CallLog(log)
        self.clock = clock
        self._used: Counter[str] = Counter()
        self._recent: deque[float] = deque()
        self._lock = threading.Lock()
        self._deeds = Deeds()
        self._listening = Listening(self.respond, port)

    @property
    def address(self) -> str:
        """Instead of the endpoint; no slash at the end."""
        return self._listening.address

    def __enter__(self) -> Self:
        self._listening.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self._deeds.let_go()
        self._listening.__exit__(*error)

    def refuse(self, code: int, *, times: int = 1, interface: str = "") -> None:
        """Answer the next calls with a code, as the gateway or as the interface that is asked would."""
        self._deeds.add(Deed(code, interface=interface), times)

    def send(self, body: bytes, *, status: int = 200, worked: bool = True, times: int = 1, **headers: str) -> None:
        """Answer the next calls with these bytes; `worked`: the work is done and charged for."""
        given = {"Content-Type": "application/json"} | {key.replace("_", "-"): value for key, value in headers.items()}
        self._deeds.add(Deed(response=Response(status, body, given), late=worked), times)

    def cut(self, *, late: bool = True, times: int = 1) -> None:
        """Close the connection instead of answering; `late`: when the work is done and charged for."""
        self._deeds.add(Deed(cut=True, late=late), times)

    def hold(self) -> None:
        """Keep every call waiting, written down but unanswered, until `let_go`."""
        self._deeds.hold()

    def let_go(self) -> None:
        self._deeds.let_go()

    def respond(self, request: Request) -> Response | None:
        """One call from beginning to end."""
        interface = next((one for one in INTERFACES.values() if one.path == request.path), None)
        call = self.log.came(self._written_down(request, interface))
        self._deeds.wait()
        deed = self._deeds.next(call.interface)
        code: int | None = None
        try:
            if not deed.late and (deed.cut or deed.response):
                code = deed.response.status if deed.response else None
                return deed.response
            response, code = self._forced(deed.code, interface) if deed.code else self._said(request, interface)
            if deed.cut:
                code = None
                return None
            return deed.response or response
        finally:
            self.log.ended(call, code)

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

    def _said(self, request: Request, interface: Interface | None) -> tuple[Response, int]:
        try:
            if self._throttled():
                return _json({}, 429), 429
            if self.account.most_body is not None and len(request.body) > self.account.most_body:
                return _json({}, 413), 413
            known = self._admitted(request, interface)
            said = self._worked(known, request.body)
        except GatewayRefused as refused:
            return self._gateway(refused.args[0]), refused.args[0]
        except Refused as refused:
            return _json(_failed(refused.interface, refused.code, refused.message)), refused.code
        with self._lock:
            self._used[known.id] += len(said["returnObj"]) if isinstance(said["returnObj"], list) else 1
        return _json(said), 0

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
            if self._used[interface.id] >= account.left.get(interface.id, self._used[interface.id] + 1):
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

    def _forced(self, code: int, interface: Interface | None) -> tuple[Response, int]:
        if interface and code in interface.codes:
            return _json(_failed(interface, code, interface.codes[code])), code
        return self._gateway(code), code

    def _gateway(self, code: int) -> Response:
        account = self.account
        said = {account.gateway_key: code, "message": GATEWAY.get(code, "unknown")}
        return _json(said, account.gateway_status)

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
    import base64
    import binascii

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


def _json(said: dict[str, Any], status: int = 200) -> Response:
    return Response(status, json.dumps(said, ensure_ascii=False).encode())
