"""Whether the data of a picture end before the picture does, where Pillow does not say so.

A header that lies about the height, or a file cut off and closed again, would pass for a whole picture whose rest is
grey (JPEG) or black (PNG, TIFF).  What is there of the rest raises the suspicion at no cost; only then it is proved.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator

from PIL import Image, ImageChops, ImageFile

_JPEG_END = b"\xff\xd9"
_JPEG_GREYS = (127, 128)
"""What an empty block becomes, by the way from its colours to ours."""
_MORE = bytes(range(1, 251)) * 8
"""Bytes that decode to something; a picture that is whole does not look at them."""

_PNG_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_WHOLE = ((0, 0, 1, 1),)
_INTERLACED = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
"""First column and row, steps to the next ones, of each pass over a PNG."""
_PIECE = 1 << 16


def is_jpeg_early(content: bytes, image: Image.Image) -> bool:
    """``image`` is the loaded picture of the file, perhaps reduced in loading.

    A grey corner at the bottom right is suspicious.  The proof is more data before the end mark: a whole picture stays
    as it is, one that lacks data changes.  Not noticed in a progressive file that has the beginning of all its scans.
    """
    end = content.rfind(_JPEG_END)
    corner = image.crop((max(0, image.width - 2), max(0, image.height - 2), image.width, image.height))
    if end < 0 or not all(value in _JPEG_GREYS for value in corner.tobytes()):
        return False
    longer = content[:end] + _MORE + content[end:]
    with Image.open(io.BytesIO(longer), formats=["JPEG"]) as other:
        other.draft(image.mode, image.size)
        other.load()
        return other.size != image.size or ImageChops.difference(other, image).getbbox() is not None


def is_png_early(content: bytes, image: Image.Image) -> bool:
    """``image`` is the loaded first picture of the file.

    A row of zeros among the last two (of passes over the picture, the last one may end in either) is suspicious.  The
    proof is to unpack the data and count.
    """
    rows = (image.crop((0, y, image.width, y + 1)) for y in range(max(0, image.height - 2), image.height))
    if all(any(row.tobytes()) for row in rows):
        return False
    width, height, depth, colour, _, _, interlace = struct.unpack_from(">LLBBBBB", content, 16)
    bits, missing = depth * _PNG_CHANNELS[colour], 0
    for x, y, across, down in _INTERLACED if interlace else _WHOLE:
        columns, lines = -(-(width - x) // across), -(-(height - y) // down)
        if columns > 0:
            missing += lines * (1 + -(-columns * bits // 8))
    for length in _unpacked_lengths(content):
        missing -= length
        if missing <= 0:
            return False
    return True


def _unpacked_lengths(content: bytes) -> Iterator[int]:
    """In pieces, as a small file may unpack to any size."""
    unpacker = zlib.decompressobj()
    for packed in _png_data(content):
        piece = unpacker.decompress(packed, _PIECE)
        while piece:
            yield len(piece)
            piece = unpacker.decompress(unpacker.unconsumed_tail, _PIECE)


def _png_data(content: bytes) -> Iterator[bytes]:
    place = 8
    while place + 8 <= len(content):
        length, name = struct.unpack_from(">L4s", content, place)
        if name == b"IDAT":
            yield content[place + 8 : place + 8 + length]
        place += length + 12


def is_tiff_early(image: Image.Image) -> bool:
    """``image`` is a page that is not loaded yet: whether its strips leave a part of it free."""
    assert isinstance(image, ImageFile.ImageFile)
    areas = {tile.extents for tile in image.tile}
    covered = sum((right - left) * (bottom - top) for left, top, right, bottom in filter(None, areas))
    return covered < image.width * image.height
