"""A TrueType font of rectangles, so that what is drawn can be measured on any computer."""

from __future__ import annotations

import struct
from collections.abc import Mapping

UNITS = 1000
BOXES = {"A": (100, 0, 900, 700), "g": (100, -200, 500, 500), "发": (50, -100, 950, 850), "1": (0, 0, 500, 700)}
"""Character → left, bottom, right, top of its black box, in thousandths of the size; the order numbers the glyphs."""


def font(boxes: Mapping[str, tuple[int, int, int, int]] = BOXES, *, has_characters: bool = True) -> bytes:
    """The font file; without ``has_characters`` its glyphs can be asked for by number only, from 1."""
    shapes = [b"", *(_box(*box) for box in boxes.values())]
    glyf, places = b"", []
    for shape in shapes:
        places.append(len(glyf))
        glyf += shape
    places.append(len(glyf))
    count = len(shapes)
    advances = [(UNITS, 0), *((UNITS if ord(letter) > 127 else box[2] + 100, box[0]) for letter, box in boxes.items())]
    tables = {
        b"head": struct.pack(
            ">LLLLHHQQhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, UNITS, 0, 0, 0, -200, 1000, 900, 0, 8, 2, 1, 0
        ),
        b"hhea": struct.pack(
            ">LhhhHhhhhhhhhhhhH", 0x10000, 900, -220, 0, 1000, 0, 0, 1000, 1, 0, 0, 0, 0, 0, 0, 0, count
        ),
        b"maxp": struct.pack(">LHHHHHHHHHHHHHH", 0x10000, count, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
        b"hmtx": b"".join(struct.pack(">Hh", *advance) for advance in advances),
        b"loca": struct.pack(f">{len(places)}L", *places),
        b"glyf": glyf,
    }
    if has_characters:
        tables[b"cmap"] = _characters(boxes)
    return _joined(tables)


def _box(left: int, bottom: int, right: int, top: int) -> bytes:
    head = struct.pack(">hhhhhHH", 1, left, bottom, right, top, 3, 0)
    xs = struct.pack(">hhhh", left, 0, right - left, 0)
    ys = struct.pack(">hhhh", bottom, top - bottom, 0, bottom - top)
    shape = head + bytes([1, 1, 1, 1]) + xs + ys
    return shape + bytes(-len(shape) % 4)


def _characters(boxes: Mapping[str, tuple[int, int, int, int]]) -> bytes:
    groups = sorted((ord(letter), number) for number, letter in enumerate(boxes, 1))
    rows = b"".join(struct.pack(">LLL", code, code, number) for code, number in groups)
    table = struct.pack(">HHLLL", 12, 0, 16 + len(rows), 0, len(groups)) + rows
    return struct.pack(">HHHHL", 0, 1, 3, 10, 12) + table


def _joined(tables: Mapping[bytes, bytes]) -> bytes:
    out, body = struct.pack(">LHHHH", 0x10000, len(tables), 0, 0, 0), b""
    start = 12 + 16 * len(tables)
    for tag in sorted(tables):
        out += struct.pack(">4sLLL", tag, 0, start + len(body), len(tables[tag]))
        body += tables[tag] + bytes(-len(tables[tag]) % 4)
    return out + body
