"""Faults of an answer on its way, and of what it holds; the request came whole."""

from __future__ import annotations

import gzip
import json
import zlib

from .wire import Play, Wire

_HUGE = 64 * 2**20
_OK = "200 OK"


def no_answer(wire: Wire) -> None:
    wire.wait()


def reset(wire: Wire) -> None:
    wire.reset()


def closed(wire: Wire) -> None:
    """Nothing: the server closes the connection after the play."""


def slow_drip(wire: Wire) -> None:
    """A byte now and then: no wait for the next one is ever long."""
    wire.send(wire.head(_OK, length=_HUGE))
    while not wire.closing.is_set():
        wire.send(b" ")
        wire.pause(0.05)


def slow_head(wire: Wire) -> None:
    wire.send(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while not wire.closing.is_set():
        wire.send(b"x")
        wire.pause(0.05)


def short_body(wire: Wire) -> None:
    wire.send(wire.head(_OK, length=len(wire.answer) + 10) + wire.answer)


def broken_chunk(wire: Wire) -> None:
    wire.send(wire.head(_OK, "Transfer-Encoding: chunked") + b"7\r\n" + wire.answer[:7] + b"\r\nnot a size\r\n")


def missing_chunk(wire: Wire) -> None:
    wire.send(wire.head(_OK, "Transfer-Encoding: chunked") + b"7\r\n" + wire.answer[:7] + b"\r\n")


def truncated_json(wire: Wire) -> None:
    wire.reply(_OK, wire.answer[:-9])


def empty_body(wire: Wire) -> None:
    wire.reply(_OK, b"")


def huge_body(wire: Wire) -> None:
    """Declares no length and does not end soon."""
    wire.send(wire.head(_OK) + b'{"words_result":"')
    for _ in range(_HUGE // 65536):
        wire.send(b"x" * 65536)


def huge_body_declared(wire: Wire) -> None:
    wire.send(wire.head(_OK, length=10 * 2**30) + b'{"words_result":"')
    for _ in range(_HUGE // 65536):
        wire.send(b"x" * 65536)


def gzip_bomb(wire: Wire) -> None:
    """A hundredth of a percent of what it becomes."""
    squeezed = zlib.compressobj(9, zlib.DEFLATED, 31)
    parts = [squeezed.compress(b'{"a":"')] + [squeezed.compress(bytes(2**20)) for _ in range(_HUGE // 2**20)]
    wire.reply(_OK, b"".join([*parts, squeezed.flush()]), "Content-Encoding: gzip")


def bad_gzip(wire: Wire) -> None:
    wire.reply(_OK, gzip.compress(wire.answer)[:10] + b"this is not squeezed", "Content-Encoding: gzip")


def deep_nesting(wire: Wire) -> None:
    wire.reply(_OK, b'{"words_result":' + b"[" * 200_000 + b"]" * 200_000 + b"}")


def giant_header(wire: Wire) -> None:
    wire.send(wire.head(_OK, "X-Giant: " + "x" * 2**20, length=len(wire.answer)) + wire.answer)


def many_headers(wire: Wire) -> None:
    lines = [f"X-Header-{i}: {'x' * 100}" for i in range(20_000)]
    wire.send(wire.head(_OK, *lines, length=len(wire.answer)) + wire.answer)


def wrong_charset(wire: Wire) -> None:
    """GB 18030, though UTF-8 is said."""
    wire.reply(_OK, json.dumps({"words_result": [{"words": "身份证"}]}, ensure_ascii=False).encode("gb18030"))


def no_charset(wire: Wire) -> None:
    """Bytes that are no text in either."""
    wire.reply(_OK, b'{"words_result":"\xff\xff\x80"}')


def holding(content: object) -> Play:
    """Well-formed JSON that says something else than expected."""
    body = json.dumps(content).encode()

    def play(wire: Wire) -> None:
        wire.reply(_OK, body)

    return play


def typed(kind: str) -> Play:
    """A good answer that calls itself something else."""

    def play(wire: Wire) -> None:
        wire.reply(_OK, wire.answer, kind=kind)

    return play
