"""JBIG2 files made from what Pillow can write: fax lines (MMR), which JBIG2 takes as they are."""

from __future__ import annotations

import io
import struct

from PIL import Image, TiffImagePlugin

MAGIC = b"\x97JB2\r\n\x1a\n"


def jbig2(image: Image.Image, *, pages: bool = True) -> bytes:
    """A file of one page with one generic region, 1 for black; without ``pages`` its head does not count them."""
    width, height = image.size
    page = struct.pack(">LLLLBH", width, height, 0, 0, 0, 0)
    region = struct.pack(">LLLLBB", width, height, 0, 0, 0, 1) + _fax(image)
    segments = _segment(0, 48, page) + _segment(1, 38, region) + _segment(2, 49, b"")
    return MAGIC + (b"\x01\0\0\0\x01" if pages else b"\x03") + segments


def _segment(number: int, kind: int, data: bytes) -> bytes:
    return struct.pack(">LBBBL", number, kind, 0, 1, len(data)) + data


def _fax(image: Image.Image) -> bytes:
    file = io.BytesIO()
    info = TiffImagePlugin.ImageFileDirectory_v2()
    info[278] = image.height  # all rows in one strip
    info[262] = 0  # black is 1, as in JBIG2
    image.convert("1").save(file, "TIFF", compression="group4", tiffinfo=info)
    with Image.open(file) as saved:
        assert isinstance(saved, TiffImagePlugin.TiffImageFile)
        [start], [count] = saved.tag_v2[273], saved.tag_v2[279]
    return file.getvalue()[start : start + count]
