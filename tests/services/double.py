"""What all doubles are: a server that writes down every call, and that a test can tell what to do.

A double of another service derives from Double and gives `respond`, which ends in `_answered`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

from .call_log import Call, CallLog
from .clock import Clock
from .deeds import Deed, Deeds
from .listening import Listening, Request, Response
from .truths import Truths

Said = tuple[Response, int]
"""An answer and its error code, 0 for one that is charged for."""


class Double:
    """Serves from the moment it is entered. `truths` are told what is on the pictures, `log` is what was asked."""

    def __init__(self, port: int, clock: Clock, log: Path | None) -> None:
        self.truths = Truths()
        self.log = CallLog(log)
        self.clock = clock
        self._deeds = Deeds()
        self._listening = Listening(self.respond, port)

    @property
    def address(self) -> str:
        """Instead of the service's own; no slash at the end."""
        return self._listening.address

    def __enter__(self) -> Self:
        self._listening.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self._deeds.let_go()
        self._listening.__exit__(*error)

    def refuse(self, code: int, *, times: int = 1, interface: str = "") -> None:
        """Answer the next calls (to one interface) with an error code, a documented one or any."""
        self._deeds.add(Deed(code, interface=interface), times)

    def send(
        self, body: bytes, *, status: int = 200, worked: bool = True, interface: str = "", times: int = 1,
        **headers: str,
    ) -> None:  # fmt: skip
        """Answer the next calls with these bytes; `worked`: the work is done and charged for.

        ``Retry_After="3"`` is a header. `interface` may be ``call_log.TOKEN``.
        """
        given = {"Content-Type": "application/json"} | {key.replace("_", "-"): value for key, value in headers.items()}
        self._deeds.add(Deed(response=Response(status, body, given), late=worked, interface=interface), times)

    def cut(self, *, late: bool = True, times: int = 1, interface: str = "") -> None:
        """Close the connection instead of answering; `late`: when the work is done and charged for."""
        self._deeds.add(Deed(cut=True, late=late, interface=interface), times)

    def hold(self) -> None:
        """Keep every call waiting, written down but unanswered, until `let_go`."""
        self._deeds.hold()

    def let_go(self) -> None:
        self._deeds.let_go()

    def respond(self, request: Request) -> Response | None:
        """One call from beginning to end; None cuts the connection."""
        raise NotImplementedError

    def _answered(self, call: Call, work: Callable[[], Said], refusal: Callable[[Deed], Said]) -> Response | None:
        """Write the call down, then do the deed that waits for it, or the work."""
        self.log.came(call)
        self._deeds.wait()
        deed = self._deeds.next(call.interface)
        response: Response | None
        code: int | None = None
        try:
            if deed.late or not (deed.cut or deed.response):
                response, code = refusal(deed) if deed.refuses else work()
            else:
                response, code = deed.response, deed.response.status if deed.response else None
            if deed.cut:
                code = None
                return None
            return deed.response or response
        finally:
            self.log.ended(call, code)


def as_json(said: dict[str, Any], status: int = 200) -> Response:
    return Response(status, json.dumps(said, ensure_ascii=False).encode())
