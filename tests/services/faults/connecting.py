"""Faults of the way to the service: before a request has come whole."""

from __future__ import annotations

from .wire import Wire, read_request


def silence(wire: Wire) -> None:
    """Connected, and then nothing: a handshake stalls."""
    wire.wait()


def stalled_upload(wire: Wire) -> None:
    """The head is read, the body never: a large one fills all buffers."""
    read_request(wire.socket, body=False)
    wire.closing.wait()


def broken_upload(wire: Wire) -> None:
    """The connection is reset in the middle of the body."""
    read_request(wire.socket, body=False)
    wire.socket.recv(1024)
    wire.reset()


def proxy_wants_password(wire: Wire) -> None:
    read_request(wire.socket, body=False)
    wire.reply("407 Proxy Authentication Required", b"", 'Proxy-Authenticate: Basic realm="office"', kind="text/html")


def proxy_cannot_connect(wire: Wire) -> None:
    read_request(wire.socket, body=False)
    wire.reply("502 Bad Gateway", b"", kind="text/html")


def not_http(wire: Wire) -> None:
    """Another kind of server."""
    wire.send(b"220 printer.invalid ready\r\n\r\n")
    wire.wait()
