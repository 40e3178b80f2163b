"""The size that a file's header tells, where its library takes memory for it, or gives up, before it says how much."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from desktop_ocr.imaging.formats import Format

_BOX = re.compile(rb"\0\0\0\x14ispe\0{4}(.{8})", re.DOTALL)
"""HEIF and AVIF: length, name, version and flags of a box, then the size of one of the pictures."""


def sizes(content: bytes, kind: Format) -> Iterator[tuple[int, int]]:
    """Widths and heights in pixels that the header tells; none for a format whose library tells them in time."""
    if kind in (Format.HEIF, Format.AVIF):
        for found in _BOX.finditer(content):
            yield struct.unpack(">LL", found[1])
    elif kind is Format.WEBP and len(content) >= 30:
        yield _webp_size(content)


def _webp_size(content: bytes) -> tuple[int, int]:
    kind = content[12:16]
    if kind == b"VP8X":
        return 1 + int.from_bytes(content[24:27], "little"), 1 + int.from_bytes(content[27:30], "little")
    if kind == b"VP8L":
        bits = int.from_bytes(content[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    width, height = struct.unpack_from("<HH", content, 26)
    return width & 0x3FFF, height & 0x3FFF
