"""Fonts whose glyphs are asked for by number.

Programs that embed a part of a font often leave out its table of characters and name glyphs by their numbers.  Pillow
draws characters only; so the font gets a table that gives each glyph a private character.
"""

from __future__ import annotations

import struct

FIRST = 0xF0000
"""The character of glyph 0, in a private plane."""
_PLANE = 65_534

_KINDS = (b"\x00\x01\x00\x00", b"OTTO", b"true")


def character(glyph: int) -> str:
    return chr(FIRST + min(max(glyph, 0), _PLANE - 1))


def with_glyph_codes(font: bytes) -> bytes | None:
    """The TrueType or OpenType font with that table instead of its own; None for what is none."""
    if font[:4] not in _KINDS or len(font) < 12:
        return None
    count = struct.unpack_from(">H", font, 4)[0]
    if len(font) < 12 + 16 * count:
        return None
    tables: dict[bytes, bytes] = {}
    for place in range(count):
        tag, _, offset, length = struct.unpack_from(">4sLLL", font, 12 + 16 * place)
        tables[tag] = font[offset : offset + length]
    if sum(map(len, tables.values())) > len(font) or len(tables.get(b"maxp", b"")) < 6:
        return None
    tables[b"cmap"] = _table(struct.unpack_from(">H", tables[b"maxp"], 4)[0])
    return _joined(font[:4], tables)


def _table(glyphs: int) -> bytes:
    """A ``cmap`` of format 12 with one group; https://learn.microsoft.com/typography/opentype/spec/cmap."""
    group = struct.pack(">LLL", FIRST, FIRST + max(1, min(glyphs, _PLANE)) - 1, 0)
    return struct.pack(">HHHHL", 0, 1, 3, 10, 12) + struct.pack(">HHLLL", 12, 0, 16 + len(group), 0, 1) + group


def _joined(kind: bytes, tables: dict[bytes, bytes]) -> bytes:
    directory, body = kind + struct.pack(">HHHH", len(tables), 0, 0, 0), b""
    start = 12 + 16 * len(tables)
    for tag in sorted(tables):
        directory += struct.pack(">4sLLL", tag, 0, start + len(body), len(tables[tag]))
        body += tables[tag] + bytes(-len(tables[tag]) % 4)
    return directory + body
