"""One connection to the fault server, and what can be done with it."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import formatdate

from ..listening import Request

GOOD = b'{"log_id":1,"words_result_num":1,"words_result":[{"words":"hello"}]}'
JSON = "application/json;charset=utf-8"


@dataclass
class Wire:
    """`closing` is set when the server ends: whoever waits wakes up. `answer` is what a good answer would hold."""

    socket: socket.socket
    closing: threading.Event
    answer: bytes = GOOD

    def wait(self) -> None:
        """Say nothing until the client gives up or the server ends."""
        self.socket.settimeout(0.05)
        while not self.closing.is_set():
            try:
                if not self.socket.recv(65536):
                    return
            except TimeoutError:
                continue

    def pause(self, seconds: float) -> None:
        self.closing.wait(seconds)

    def send(self, content: bytes) -> None:
        self.socket.sendall(content)

    def reply(self, status: str, body: bytes, *lines: str, kind: str = JSON) -> None:
        """A whole answer with further header lines; "200 OK" is a status."""
        self.send(self.head(status, *lines, kind=kind, length=len(body)) + body)

    def head(self, status: str, *lines: str, kind: str = JSON, length: int | None = None) -> bytes:
        """A line "Date: …" among the further ones replaces the right time."""
        given = [f"Content-Type: {kind}", *([] if length is None else [f"Content-Length: {length}"]), *lines]
        if not any(line.startswith("Date:") for line in lines):
            given.append(f"Date: {formatdate(usegmt=True)}")
        return "\r\n".join([f"HTTP/1.1 {status}", *given, "Connection: close", "", ""]).encode("latin-1")

    def reset(self) -> None:
        """Close at once, so that the other side is told of a reset."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()


Play = Callable[[Wire], None]
"""Does what a broken server does, once; the connection is closed after it."""


def read_request(source: socket.socket, *, body: bool = True) -> Request | None:
    """None when the client left before it had said all; without its body, only the head is read."""
    head = b""
    while b"\r\n\r\n" not in head:
        more = source.recv(1 if not body else 65536)
        if not more:
            return None
        head += more
    head, _, content = head.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    method, target, _ = first.split(" ", 2)
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    wanted = int(headers.get("content-length", 0)) if body else 0
    while len(content) < wanted:
        more = source.recv(65536)
        if not more:
            return None
        content += more
    path, _, query = target.partition("?")
    return Request(method, path, query, headers, content)
