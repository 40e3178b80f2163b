"""The picture in an electronic seal: a signed value in DER, GB/T 38540 or its forerunner GM/T 0031."""

from __future__ import annotations

from collections.abc import Iterator

MAX_DEPTH = 12
_SEQUENCE, _OCTETS, _NAMES = 0x30, 0x04, (0x16, 0x0C, 0x13)
KINDS = (b"ofd", b"png", b"jpg", b"jpeg", b"gif", b"bmp")

Node = tuple[int, bytes]
"""A tag and its content."""


def seal_picture(signed: bytes) -> bytes:
    """The bytes of the seal's picture: of the first sequence that holds a kind, octets, and a width and a height.

    Empty where there is none, or the bytes are no DER.
    """
    return next(_pictures(signed, 0), b"")


def _pictures(content: bytes, depth: int) -> Iterator[bytes]:
    nodes = list(_nodes(content))
    if len(nodes) >= 4 and nodes[0][0] in _NAMES and nodes[1][0] == _OCTETS and nodes[0][1].lower().strip() in KINDS:
        yield nodes[1][1]
    for tag, inner in nodes:
        # Constructed tags have this bit; context tags of the newer standard wrap what the older one names.
        if tag & 0x20 and depth < MAX_DEPTH:
            yield from _pictures(inner, depth + 1)


def _nodes(content: bytes) -> Iterator[Node]:
    place = 0
    while place + 2 <= len(content):
        tag, length = content[place], content[place + 1]
        place += 2
        if length & 0x80:
            count = length & 0x7F
            if not 1 <= count <= 4:
                return
            length = int.from_bytes(content[place : place + count])
            place += count
        if place + length > len(content):
            return
        yield tag, content[place : place + length]
        place += length
