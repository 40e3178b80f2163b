"""What a file is by its first bytes, whatever it is called.  Nothing is parsed here: only these formats go further.

To take in another format add it to ``Format`` and to the bytes it begins with; ``raster`` or ``paged`` reads it.
"""

from __future__ import annotations

import codecs
import re
from enum import StrEnum

from desktop_ocr.domain.errors import SourceFormat


class Format(StrEnum):
    """The formats that are read; pictures are named in Pillow's words."""

    JPEG = "JPEG"
    PNG = "PNG"
    BMP = "BMP"
    GIF = "GIF"
    TIFF = "TIFF"
    WEBP = "WEBP"
    HEIF = "HEIF"
    AVIF = "AVIF"
    PDF = "PDF"
    OFD = "OFD"


_MAGIC: tuple[tuple[Format, int, bytes], ...] = (
    (Format.JPEG, 0, b"\xff\xd8\xff"),
    (Format.PNG, 0, b"\x89PNG\r\n\x1a\n"),
    (Format.BMP, 0, b"BM"),
    (Format.GIF, 0, b"GIF87a"),
    (Format.GIF, 0, b"GIF89a"),
    (Format.WEBP, 8, b"WEBP"),
    (Format.TIFF, 0, b"II*\x00"),
    (Format.TIFF, 0, b"MM\x00*"),
    (Format.TIFF, 0, b"II+\x00"),  # BigTIFF
    (Format.TIFF, 0, b"MM\x00+"),
)
_BRANDS = {
    Format.HEIF: frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"}),
    Format.AVIF: frozenset({b"avif", b"avis"}),
}
_CONTAINER_BRANDS = frozenset({b"mif1", b"msf1"})
"""Written by either kind of file; which it is stands among the other brands, and without them it is HEIF."""

_OTHERS: tuple[tuple[str, bytes], ...] = (
    ("PostScript", b"%!PS"),
    ("PostScript", b"\xc5\xd0\xd3\xc6"),  # EPS with a preview for DOS
    ("SVG/XML", b"<?xml"),
    ("SVG/XML", b"<svg"),
    ("HTML", b"<"),
    ("DOC/XLS", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    ("RAR", b"Rar!\x1a\x07"),
    ("7Z", b"7z\xbc\xaf\x27\x1c"),
    ("PSD", b"8BPS"),
)
_OFD_ENTRY = re.compile(rb"PK(?:\x01\x02.{24}\x07\x00.{16}|\x03\x04.{22}\x07\x00.{2})OFD\.xml", re.DOTALL)
"""An archive has a file of this name at its top: found without reading its list, which may be a trap, or lost."""


def file_format(content: bytes) -> Format:
    """The format by the first bytes; raises SourceFormat naming what it is instead."""
    for kind, offset, magic in _MAGIC:
        if content[offset : offset + len(magic)] == magic:
            return kind
    if content[4:8] == b"ftyp":
        return _by_brands(content)
    start = content[:512].removeprefix(codecs.BOM_UTF8).lstrip()
    if start.startswith(b"%PDF-"):
        return Format.PDF
    if start.startswith(b"PK\x03\x04"):
        if _OFD_ENTRY.search(content):
            return Format.OFD
        raise SourceFormat(format="ZIP")
    for name, magic in _OTHERS:
        if start.startswith(magic):
            raise SourceFormat(format=name)
    # In UTF-8 as in GB 18030 there are no control characters below the tabulator.
    raise SourceFormat(format="TXT" if min(start, default=0) >= 9 else "?")


def has_letters(content: bytes) -> bool:
    """Whether a file is of a format that may carry its text as letters, not only as pixels."""
    try:
        return file_format(content) in (Format.PDF, Format.OFD)
    except SourceFormat:
        return False


def _by_brands(content: bytes) -> Format:
    """A file of ISO's boxes, by its main brand or else by the others that it says it fits."""
    length = min(int.from_bytes(content[:4], "big"), 512)
    major, others = content[8:12], {content[place : place + 4] for place in range(16, length - 3, 4)}
    for kind, brands in _BRANDS.items():
        if major in brands:
            return kind
    if major in _CONTAINER_BRANDS:
        return Format.AVIF if others & _BRANDS[Format.AVIF] else Format.HEIF
    raise SourceFormat(format="MP4/MOV")
