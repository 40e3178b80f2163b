"""Plays one fault to every connection, on a raw socket, and counts what came."""

from __future__ import annotations

import contextlib
import socket
import ssl
import tempfile
import threading
import time
from pathlib import Path
from typing import Self

from ..listening import Request, Respond
from .certificates import Authority
from .table import FAULTS
from .wire import GOOD, Wire, read_request

_TRIES_TO_FILL = 4


class FaultServer:
    """`address` is the service, or the proxy for faults of one; nothing is listening for some faults.

    With `good`, requests whose path does not begin with `on` are answered by it, and after `times` faults all are:
    `FaultServer("reset", good=double.respond, times=1)` spoils the first reading and leaves tokens alone. `https`
    plays the fault behind a certificate of `authority`.

    `calls` counts requests that came whole and met the fault, `connections` counts all connections, `passed` the
    requests answered by `good`; `times_of_calls` are those of `calls`, in seconds of ``time.monotonic``.
    """

    def __init__(
        self, name: str, *, answer: bytes = GOOD, good: Respond | None = None, on: str = "/rest/",
        times: int | None = None, https: bool = False,
    ) -> None:  # fmt: skip
        self.fault = FAULTS[name]
        self.connections = self.calls = self.passed = 0
        self.times_of_calls: list[float] = []
        self._answer, self._good, self._on, self._times = answer, good, on, times
        self._certificate = self.fault.certificate or ("good" if https else "")
        self._folder = tempfile.TemporaryDirectory()
        self.authority = Authority(Path(self._folder.name)) if self._certificate else None
        self._tls = self.authority.server_context(self._certificate) if self.authority else None
        self._closing = threading.Event()
        self._lock = threading.Lock()
        self._threads: list[threading.Thread] = []
        self._waiting: list[socket.socket] = []
        self._listener = socket.socket()

    @property
    def address(self) -> str:
        """Without a slash at the end."""
        if self.fault.place == "nowhere":
            return "https://ocr.invalid"
        port = self._listener.getsockname()[1]
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{port}"

    def __enter__(self) -> Self:
        if self.fault.large:
            self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self._listener.bind(("127.0.0.1", 0))
        if self.fault.place == "full":
            self._fill()
        elif self.fault.place not in ("nowhere", "refusing"):
            self._listener.listen(64)
            self._start(self._accept)
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.set()
        if self.fault.place in ("wire", "request", "proxy"):
            with contextlib.suppress(OSError), socket.create_connection(self._listener.getsockname(), 1):
                pass  # wakes the one who accepts
        for thread in self._threads:
            thread.join(5)
        for kept in (self._listener, *self._waiting):
            kept.close()
        self._folder.cleanup()

    def _fill(self) -> None:
        """Take all places for those who wait to be accepted; further ones get no answer to their knocking."""
        self._listener.listen(0)
        for _ in range(_TRIES_TO_FILL):
            knocking = socket.socket()
            knocking.setblocking(False)
            with contextlib.suppress(BlockingIOError):
                knocking.connect(self._listener.getsockname())
            self._waiting.append(knocking)

    def _start(self, target: object, *arguments: object) -> None:
        thread = threading.Thread(target=target, args=arguments, daemon=True)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            connection, _ = self._listener.accept()
            if self._closing.is_set():
                connection.close()
                return
            with self._lock:
                self.connections += 1
            self._start(self._serve, connection)

    def _serve(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), contextlib.ExitStack() as kept:
            kept.enter_context(contextlib.closing(connection))
            if self.fault.place == "request":
                connection.settimeout(30)
                talking = self._tls.wrap_socket(connection, server_side=True) if self._tls else connection
                kept.enter_context(contextlib.closing(talking))
                self._answer_request(talking)
            else:
                self._play(connection)

    def _answer_request(self, connection: socket.socket) -> None:
        request = read_request(connection)
        if request is None:
            return
        if self._good and not self._spoils(request):
            self._pass_on(connection, request)
            return
        with self._lock:
            self.calls += 1
            self.times_of_calls.append(time.monotonic())
        self._play(connection)

    def _spoils(self, request: Request) -> bool:
        return request.path.startswith(self._on) and (self._times is None or self.calls < self._times)

    def _pass_on(self, connection: socket.socket, request: Request) -> None:
        assert self._good
        with self._lock:
            self.passed += 1
        response = self._good(request)
        if response is not None:
            lines = [f"{name}: {value}" for name, value in response.headers.items() if name != "Content-Type"]
            kind = response.headers.get("Content-Type", "application/json")
            Wire(connection, self._closing).reply(f"{response.status} Said", response.body, *lines, kind=kind)

    def _play(self, connection: socket.socket | ssl.SSLSocket) -> None:
        assert self.fault.play
        self.fault.play(Wire(connection, self._closing, self._answer))
