"""What a test makes a double do once, instead of answering as it would."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from .call_log import TOKEN
from .listening import Response


@dataclass(frozen=True)
class Deed:
    """Refuse with `code`, or with the words of a token error; or send `response`; or cut the connection.

    `interface` restricts it to calls of one interface; `late` does the work first, so that it counts and is charged.
    """

    code: int = 0
    token_error: str = ""
    response: Response | None = None
    cut: bool = False
    late: bool = False
    interface: str = ""

    @property
    def refuses(self) -> bool:
        return bool(self.code or self.token_error)

    def fits(self, interface: str) -> bool:
        return self.interface == interface if self.interface else interface != TOKEN


@dataclass
class Deeds:
    """Deeds waiting for their call, the first that fits goes first; and whether answers are held back."""

    _waiting: list[Deed] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _open: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self._open.set()

    def add(self, deed: Deed, times: int) -> None:
        with self._lock:
            self._waiting += [deed] * times

    def next(self, interface: str) -> Deed:
        """The one for this call; one that does nothing if there is none."""
        with self._lock:
            for i, deed in enumerate(self._waiting):
                if deed.fits(interface):
                    return self._waiting.pop(i)
        return Deed()

    def hold(self) -> None:
        self._open.clear()

    def let_go(self) -> None:
        self._open.set()

    def wait(self) -> None:
        self._open.wait(60)
