"""The double itself: a call comes in, is written down, checked, and answered."""

from __future__ import annotations

import itertools
import json
import time
from pathlib import Path
from typing import Any, Self

from ..call_log import TOKEN, Call, CallLog, digest, hashed
from ..clock import Clock
from ..deeds import Deed, Deeds
from ..listening import Listening, Request, Response
from ..truths import Truths
from . import tasks
from .account import Account, Gate, TokenRefused
from .answers import answer, iocr
from .errors import Refused
from .interfaces import Interface, asked_interface
from .request import Asked, decoded_form, understood

_TOKEN_PATH = "/oauth/2.0/token"
_QUERY = {"access_token", "aipSdk", "aipVersion"}


class BaiduDouble:
    """`with BaiduDouble() as baidu:` serves at `baidu.address`.

    `truths` are told what is on the pictures, `account` is what may be done, `log` is what was. `seconds` is how long
    a submitted task takes.
    """

    def __init__(
        self, *, port: int = 0, account: Account | None = None, clock: Clock = time.time, seconds: float = 30.0,
        log: Path | None = None,
    ) -> None:  # fmt: skip
        self.account = account or Account()
        self.truths = Truths()
        self.log = CallLog(log)
        self.clock = clock
        self.gate = Gate(self.account, clock)
        self.tables = tasks.Tasks(clock, seconds)
        self.universal = tasks.Tasks(clock, seconds)
        self._deeds = Deeds()
        self._ids = itertools.count(2_057_057_242_228_098_769)
        self._listening = Listening(self.respond, port)

    @property
    def address(self) -> str:
        """Instead of https://aip.baidubce.com; no slash at the end."""
        return self._listening.address

    def __enter__(self) -> Self:
        self._listening.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self._deeds.let_go()
        self._listening.__exit__(*error)

    def refuse(self, code: int, *, times: int = 1, interface: str = "") -> None:
        """Answer the next calls (to one interface) with an error code: one of ``errors.MESSAGES`` or any."""
        self._deeds.add(Deed(code, interface=interface), times)

    def refuse_token(self, description: str, *, times: int = 1) -> None:
        """Answer the next requests for a token with that error_description."""
        self._deeds.add(Deed(token_error=description, interface=TOKEN), times)

    def send(
        self,
        body: bytes,
        *,
        status: int = 200,
        worked: bool = True,
        interface: str = "",
        times: int = 1,
        **headers: str,
    ) -> None:
        """Answer the next calls with these bytes; `worked`: the work is done and charged for.

        ``Retry_After="3"`` is a header. `interface` may be ``call_log.TOKEN``.
        """
        given = {"Content-Type": "application/json"} | {key.replace("_", "-"): value for key, value in headers.items()}
        self._deeds.add(Deed(response=Response(status, body, given), late=worked, interface=interface), times)

    def cut(self, *, late: bool = True, times: int = 1, interface: str = "") -> None:
        """Close the connection instead of answering; `late`: when the work is done and charged."""
        self._deeds.add(Deed(cut=True, late=late, interface=interface), times)

    def hold(self) -> None:
        """Keep every call waiting, written down but unanswered, until `let_go`."""
        self._deeds.hold()

    def let_go(self) -> None:
        self._deeds.let_go()

    def respond(self, request: Request) -> Response | None:
        """One call from beginning to end."""
        form = decoded_form(request.headers.get("content-type", ""), request.body)
        if request.path == _TOKEN_PATH:
            return self._token(request, {**request.query, **form})
        interface = asked_interface(request.path, form) if request.method == "POST" else None
        call = self.log.came(self._written_down(request, interface, form))
        self._deeds.wait()
        deed = self._deeds.next(call.interface)
        code: int | None = None
        try:
            if deed.cut and not deed.late:
                return None
            if deed.response and not deed.late:
                code = deed.response.status
                return deed.response
            said = self._refusal(deed.code) if deed.code else self._said(request, interface, form)
            code = said.get("error_code", 0)
            if deed.cut:
                code = None
                return None
            return deed.response or _json(said)
        finally:
            self.log.ended(call, code)

    def _written_down(self, request: Request, interface: Interface | None, form: dict[str, str]) -> Call:
        inputs = set(interface.inputs) - {"url"} if interface else set()
        known = interface.names | {"fileName"} if interface else set()
        return Call(
            at=self.clock(),
            interface=interface.id if interface else request.path,
            size=len(request.body),
            token=hashed(request.query.get("access_token", "")),
            form={name: value for name, value in form.items() if name not in inputs},
            files={name: digest(_bytes(value)) for name, value in form.items() if name in inputs},
            strangers=tuple(sorted({*form} - known | {*request.query} - _QUERY)),
        )

    def _token(self, request: Request, form: dict[str, str]) -> Response:
        call = self.log.came(Call(self.clock(), TOKEN, len(request.body), hashed(form.get("client_id", ""))))
        self._deeds.wait()
        deed = self._deeds.next(TOKEN)
        try:
            if deed.token_error:
                raise TokenRefused("invalid_client", deed.token_error)
            response = deed.response or _json(self.gate.token(form))
        except TokenRefused as refused:
            error, description = refused.args
            self.log.ended(call, -1)
            return _json({"error": error, "error_description": description}, self.account.token_error_status)
        self.log.ended(call, 0)
        return response

    def _said(self, request: Request, interface: Interface | None, form: dict[str, str]) -> dict[str, Any]:
        try:
            if interface is None:
                raise Refused(3)
            self.gate.check_token(request.query.get("access_token"), signed="authorization" in request.headers)
            self.gate.let_in(interface.id)
            said = self._worked(understood(interface, form))
            self.gate.used(interface.id)
        except Refused as refused:
            return self._refusal(refused)
        text_id = interface.path.startswith("/rest/2.0/solution/")
        return {**said, "log_id": str(next(self._ids)) if text_id else next(self._ids)}

    def _refusal(self, error: Refused | int) -> dict[str, Any]:
        refused = Refused(error) if isinstance(error, int) else error
        explained = {"error_explain": refused.explained, "data": None} if refused.explained else {}
        return {"error_code": refused.code, "error_msg": refused.message, **explained, "log_id": next(self._ids)}

    def _worked(self, asked: Asked) -> dict[str, Any]:
        """Raises Refused."""
        truth = self.truths.of(asked.content)
        match asked.interface.shape:
            case "task_request_list":
                return tasks.begin_table(self.tables, asked, truth)
            case "task_result":
                return tasks.fetch_table(self.tables, asked)
            case "iocr_universal_submit":
                return tasks.begin_universal(self.universal, self.account, asked, truth)
            case "iocr_universal_result":
                return tasks.fetch_universal(self.universal, asked)
            case "iocr_template":
                return iocr.template(asked, truth, self._template(asked))
            case "iocr_finance":
                return iocr.finance(asked, truth, self._template(asked))
        return answer(asked, truth)

    def _template(self, asked: Asked) -> str:
        """The name of the template asked for; raises Refused when the account does not own it."""
        sign = asked.values.get("templateSign")
        if asked.interface.id == "iocr_finance" and (sign or "mixed_receipt") == "mixed_receipt":
            return "mixed_receipt"
        if sign:
            if sign not in self.account.templates:
                raise Refused(282004)
            return self.account.templates[sign]
        if asked.values["classifierId"] not in self.account.classifiers:
            raise Refused(272004)
        return next(iter(self.account.templates.values()))


def _bytes(value: str) -> bytes:
    """What is hidden in base64, or the text itself when it is none."""
    import base64
    import binascii

    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        return value.encode()


def _json(said: dict[str, Any], status: int = 200) -> Response:
    return Response(status, json.dumps(said, ensure_ascii=False).encode())
