"""An OFD that was cut off or damaged → one that opens, with as much of every entry as came.

The list of a zip's entries stands at its end and is the first to be lost; but each entry has a head of its own.  What
is made here goes through ``archive`` and ``xml`` like any other file, with all that they refuse.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice

from desktop_ocr.domain.errors import SourceArchive, SourceDamaged
from desktop_ocr.imaging.ofd.archive import HEAD, MAX_ENTRIES, MAX_MEDIA, MAX_TOTAL, MAX_XML
from desktop_ocr.imaging.ofd.xml import MAX_ELEMENTS, parse

_MARK = b"PK\x03\x04"
_ENDS = re.compile(rb"PK(?:\x03\x04|\x01\x02|\x07\x08)")
"""What may follow the content of an entry."""
_UTF8, _ENCRYPTED = 0x800, 1
_TAG = re.compile(rb"<(/?)([A-Za-z_][\w:.\-]*+)(?:[^<>\"']|\"[^\"<]*+\"|'[^'<]*+')*+>")
"""Gives nothing back once it was taken: however the tag ends, each of its letters is looked at once."""


def mended(content: bytes) -> bytes:
    """Raises SourceDamaged where no entry is left, SourceArchive for more than an archive may hold."""
    file, names, total = io.BytesIO(), set[str](), 0
    with zipfile.ZipFile(file, "w") as archive:
        for name, inside in _entries(content):
            total += len(inside)
            if len(names) == MAX_ENTRIES or total > MAX_TOTAL:
                raise SourceArchive
            if name in names:
                continue
            names.add(name)
            archive.writestr(zipfile.ZipInfo(name), _readable(inside) if name.lower().endswith(".xml") else inside)
    if not names:
        raise SourceDamaged
    return file.getvalue()


def _entries(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Names and what can be unpacked, by the heads of the entries."""
    place = content.find(_MARK)
    while 0 <= place <= len(content) - HEAD.size:
        _, _, flags, method, _, _, _, size, _, name_size, extra_size = HEAD.unpack_from(content, place)
        start = place + HEAD.size + name_size + extra_size
        name = content[place + HEAD.size : start - extra_size].decode("utf-8" if flags & _UTF8 else "cp437", "replace")
        if method == zipfile.ZIP_DEFLATED:
            inside, end = _inflated(content, start)
        else:  # its size may stand behind it only
            end = start + size if size else _next(content, start)
            inside = content[start:end]
        if method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) and not flags & _ENCRYPTED and name:
            yield name, inside
        place = content.find(_MARK, max(end, place + len(_MARK)))


def _inflated(content: bytes, start: int) -> tuple[bytes, int]:
    """As much as comes out, and where that ends; where it breaks off, at the next entry."""
    unpacking, out = zlib.decompressobj(-zlib.MAX_WBITS), bytearray()
    for place in range(start, len(content), 1 << 12):
        piece = content[place : place + (1 << 12)]
        try:
            out += unpacking.decompress(piece, MAX_MEDIA - len(out) + 1)
        except zlib.error:
            return bytes(out), _next(content, start)
        if len(out) > MAX_MEDIA:
            raise SourceArchive
        if unpacking.eof:
            return bytes(out), place + len(piece) - len(unpacking.unused_data)
    return bytes(out), len(content)


def _next(content: bytes, start: int) -> int:
    found = _ENDS.search(content, start)
    return found.start() if found else len(content)


def _readable(xml: bytes) -> bytes:
    """Closed where it breaks off; what is refused anyway stays as it is."""
    if len(xml) > MAX_XML:
        return xml
    try:
        parse(xml)
    except SourceDamaged:
        return _closed(_legible(xml))
    except SourceArchive:
        pass
    return xml


def _legible(xml: bytes) -> bytes:
    """Without what is in no XML: control characters and, where it is the usual encoding, bytes that are no letters."""
    legible = xml.translate(None, bytes({*range(32)} - {*b"\t\n\r"}))
    is_chinese = b"encoding" in legible[:200] and b"utf-8" not in legible[:200].lower()
    return legible if is_chinese else legible.decode("utf-8", "replace").encode()


def _closed(xml: bytes) -> bytes:
    """Up to the last whole tag that fits, with what is open there closed."""
    open_tags: list[bytes] = []
    end = 0
    for tag in islice(_TAG.finditer(xml), 2 * MAX_ELEMENTS):
        is_end, name = tag.groups()
        if not is_end and not tag[0].endswith(b"/>"):
            open_tags.append(name)
        elif is_end and open_tags[-1:] != [name]:
            break
        elif is_end:
            open_tags.pop()
        end = tag.end()
    return xml[:end] + b"".join(b"</%s>" % name for name in reversed(open_tags))
