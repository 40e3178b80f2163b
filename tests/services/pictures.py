"""Format and size of a picture, from its first bytes only."""

from __future__ import annotations

import struct
from typing import NamedTuple

# Start of frame, all ways of coding; C4, C8 and CC are other segments.
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}


class Picture(NamedTuple):
    format: str  # "jpg", "png", "bmp"
    width: int
    height: int


def picture(content: bytes) -> Picture | None:
    """None for what is none of the formats that the clouds read."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        return Picture("png", *struct.unpack(">II", content[16:24]))
    if content.startswith(b"BM") and len(content) >= 26:
        width, height = struct.unpack("<ii", content[18:26])
        return Picture("bmp", width, abs(height))
    if content.startswith(b"\xff\xd8"):
        return _jpeg(content)
    return None


def _jpeg(content: bytes) -> Picture | None:
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return Picture("jpg", width, height)
        at += 2 + length
    return None
