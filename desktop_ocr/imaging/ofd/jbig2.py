"""JBIG2 pictures, which Pillow does not know: PDFium reads them, inside a PDF of one page made around them."""

from __future__ import annotations

import struct

from PIL import Image
from pypdfium2 import PdfDocument

MAGIC = b"\x97JB2\r\n\x1a\n"
_PAGE = 48
"""The type of the segment that says how large the page is."""


def size_of(content: bytes) -> tuple[int, int]:
    """Width and height in pixels; raises ValueError for a file that does not begin with its page."""
    kind, data = _first_segment(content)
    if kind != _PAGE:
        raise ValueError("no page")
    width, height = struct.unpack_from(">LL", content, data)
    if not (width and height):
        raise ValueError("no area")
    return width, height


def read(content: bytes) -> Image.Image:
    """The picture in grey; raises ValueError, struct.error or PdfiumError for a broken one."""
    width, height = size_of(content)
    with PdfDocument(_pdf(content[_head(content) :], width, height)) as document:
        image: Image.Image = document[0].render(scale=1, grayscale=True, may_draw_forms=False).to_pil()
        return image.convert("L")


def _head(content: bytes) -> int:
    """How long the file's own head is, which has no place in a PDF; the number of pages may be left out of it."""
    flags = content[len(MAGIC)]
    if not flags & 1:
        raise ValueError("segments in another order")
    return len(MAGIC) + (1 if flags & 2 else 5)


def _first_segment(content: bytes) -> tuple[int, int]:
    """Its type, and where its data begin."""
    start = _head(content)
    flags, references = struct.unpack_from(">BB", content, start + 4)
    if references >> 5:
        raise ValueError("a first segment refers to none")
    return flags & 0x3F, start + 6 + (4 if flags & 0x40 else 1) + 4


def _pdf(segments: bytes, width: int, height: int) -> bytes:
    shown = b"%d 0 0 %d 0 0 cm /I Do" % (width, height)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>"
        % (width, height),
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(shown), shown),
        b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 1"
        b"/Filter/JBIG2Decode/Length %d>>\nstream\n%s\nendstream" % (width, height, len(segments), segments),
    ]
    out, places = b"%PDF-1.7\n", []
    for number, entry in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, entry)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(out)
    return out + b"xref\n0 6\n0000000000 65535 f \n" + table + end
