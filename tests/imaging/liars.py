"""Whole files whose headers say something else than their pixels: what bombs and broken writers look like."""

from __future__ import annotations

import re
import struct


def jpeg_of(content: bytes, width: int, height: int) -> bytes:
    """The JPEG with another size in its frame header."""
    frame = re.search(rb"\xff[\xc0-\xc2]..\x08", content, re.DOTALL)
    assert frame
    return _written(content, frame.end(), struct.pack(">HH", height, width))


def bmp_of(content: bytes, width: int, height: int) -> bytes:
    return _written(content, 18, struct.pack("<ii", width, height))


def gif_of(content: bytes, width: int, height: int) -> bytes:
    """The GIF with another size of its screen; its pictures stay as they are."""
    return _written(content, 6, struct.pack("<HH", width, height))


def webp_of(content: bytes, width: int, height: int) -> bytes:
    """A lossless WEBP with another size."""
    assert content[12:16] == b"VP8L"
    (bits,) = struct.unpack_from("<L", content, 21)
    return _written(content, 21, struct.pack("<L", bits >> 28 << 28 | (height - 1) << 14 | (width - 1)))


def boxes_of(content: bytes, width: int, height: int) -> bytes:
    """An HEIC or AVIF with another size in all its properties."""
    return re.sub(
        rb"(ispe\0\0\0\0).{8}", lambda found: found[1] + struct.pack(">LL", width, height), content, flags=re.DOTALL
    )


def tiff_with(content: bytes, **values: int) -> bytes:
    """A little TIFF (Intel order) with other values of some entries of its first page."""
    codes = {"width": 256, "height": 257, "offset": 273, "rows": 278, "length": 279}
    (start,) = struct.unpack_from("<L", content, 4)
    (count,) = struct.unpack_from("<H", content, start)
    for place in range(start + 2, start + 2 + count * 12, 12):
        (code,) = struct.unpack_from("<H", content, place)
        for name, value in values.items():
            if codes[name] == code:
                content = _written(content, place + 2, struct.pack("<HLL", 4, 1, value))
    return content


def with_bad_sum(png: bytes, chunk: bytes) -> bytes:
    """The PNG with a wrong sum behind its first chunk of that name."""
    place = png.index(chunk)
    (length,) = struct.unpack_from(">L", png, place - 4)
    end = place + 4 + length
    return _written(png, end, bytes(255 - byte for byte in png[end : end + 4]))


def _written(content: bytes, place: int, new: bytes) -> bytes:
    return content[:place] + new + content[place + len(new) :]
