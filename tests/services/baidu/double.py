"""The double itself: a call comes in, is written down, checked, and answered."""

from __future__ import annotations

import base64
import itertools
import time
from pathlib import Path
from typing import Any

from ..call_log import TOKEN, Call, digest, hashed
from ..clock import Clock
from ..deeds import Deed
from ..double import Double, Said, as_json
from ..listening import Request, Response
from . import tasks
from .account import Account, Gate, TokenRefused
from .answers import answer, iocr
from .errors import Refused
from .interfaces import Interface, asked_interface
from .request import Asked, decoded_form, understood

_TOKEN_PATH = "/oauth/2.0/token"
_QUERY = {"access_token", "aipSdk", "aipVersion"}


class BaiduDouble(Double):
    """`with BaiduDouble() as baidu:` serves at `baidu.address`, instead of https://aip.baidubce.com.

    `account` is what may be done, `gate` knows the tokens. `seconds` is how long a submitted task takes; `tables` and
    `universal` are those tasks.
    """

    def __init__(
        self, *, port: int = 0, account: Account | None = None, clock: Clock = time.time, seconds: float = 30.0,
        log: Path | None = None,
    ) -> None:  # fmt: skip
        super().__init__(port, clock, log)
        self.account = account or Account()
        self.gate = Gate(self.account, clock)
        self.tables = tasks.Tasks(clock, seconds)
        self.universal = tasks.Tasks(clock, seconds)
        self._ids = itertools.count(2_057_057_242_228_098_769)

    def refuse_token(self, description: str, *, times: int = 1) -> None:
        """Answer the next requests for a token with that error_description."""
        self._deeds.add(Deed(token_error=description, interface=TOKEN), times)

    def respond(self, request: Request) -> Response | None:
        form = decoded_form(request.headers.get("content-type", ""), request.body)
        if request.path == _TOKEN_PATH:
            return self._token(request, {**request.query, **form})
        interface = asked_interface(request.path, form) if request.method == "POST" else None
        call = self._written_down(request, interface, form)
        return self._answered(call, lambda: self._said(request, interface, form), lambda deed: self._refusal(deed.code))

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

    def _token(self, request: Request, form: dict[str, str]) -> Response | None:
        def granted() -> Said:
            try:
                return as_json(self.gate.token(form)), 0
            except TokenRefused as refused:
                return self._no_token(*refused.args)

        call = Call(self.clock(), TOKEN, len(request.body), hashed(form.get("client_id", "")))
        return self._answered(call, granted, lambda deed: self._no_token("invalid_client", deed.token_error))

    def _no_token(self, error: str, description: str) -> Said:
        return as_json({"error": error, "error_description": description}, self.account.token_error_status), -1

    def _said(self, request: Request, interface: Interface | None, form: dict[str, str]) -> Said:
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
        return as_json({**said, "log_id": str(next(self._ids)) if text_id else next(self._ids)}), 0

    def _refusal(self, error: Refused | int) -> Said:
        refused = Refused(error) if isinstance(error, int) else error
        explained = {"error_explain": refused.explained, "data": None} if refused.explained else {}
        said = {"error_code": refused.code, "error_msg": refused.message, **explained, "log_id": next(self._ids)}
        return as_json(said), refused.code

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
    try:
        return base64.b64decode(value, validate=True)
    except ValueError:
        return value.encode()
