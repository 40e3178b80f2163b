"""A PDF and an OFD as small as they can be, written by hand; ``packed`` makes archives of any parts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_OFD = """<?xml version="1.0" encoding="UTF-8"?>
<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016" Version="1.0" DocType="OFD"><ofd:DocBody>
<ofd:DocInfo><ofd:DocID>1</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>
</ofd:DocBody></ofd:OFD>"""
_DOCUMENT = """<?xml version="1.0" encoding="UTF-8"?>
<ofd:Document xmlns:ofd="http://www.ofdspec.org/2016"><ofd:CommonData><ofd:MaxUnitID>9</ofd:MaxUnitID>
<ofd:PageArea><ofd:PhysicalBox>0 0 100 60</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData>
<ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>"""
_PAGE = """<?xml version="1.0" encoding="UTF-8"?>
<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Content><ofd:Layer ID="2">
<ofd:PathObject ID="3" Boundary="10 10 30 20" Fill="true" Stroke="false">
<ofd:FillColor Value="0 0 0"/><ofd:AbbreviatedData>M 0 0 L 30 0 L 30 20 L 0 20 C</ofd:AbbreviatedData></ofd:PathObject>
<ofd:TextObject ID="4" Boundary="10 40 60 8" Font="5" Size="6">
<ofd:TextCode X="0" Y="6" DeltaX="6 6">发票一</ofd:TextCode>
</ofd:TextObject></ofd:Layer></ofd:Content></ofd:Page>"""


def ofd_parts() -> dict[str, bytes]:
    return {
        "OFD.xml": _OFD.encode(),
        "Doc_0/Document.xml": _DOCUMENT.encode(),
        "Doc_0/Pages/Page_0/Content.xml": _PAGE.encode(),
    }


def packed(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def ofd(**changed: bytes) -> bytes:
    """An OFD of one page of 100 × 60 mm; parts may be given by the last part of their name without ``.xml``."""
    parts = ofd_parts()
    return packed({name: changed.get(name.removesuffix(".xml").rsplit("/", 1)[-1], parts[name]) for name in parts})


def pdf(*, pages: int = 1, size: tuple[float, float] = (283, 170), catalogue: str = "") -> bytes:
    """Pages of that size in points, a black box on each."""
    width, height = size
    drawing = b"0 0 0 rg 28 85 85 57 re f BT /F1 18 Tf 28 40 Td (No 12345678) Tj ET"
    first = 5
    kids = " ".join(f"{first + number} 0 R" for number in range(pages))
    page = (
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width} {height}]/Contents 3 0 R/Resources<</Font<</F1 4 0 R>>>>>>"
    ).encode()
    objects = [
        f"<</Type/Catalog/Pages 2 0 R{catalogue}>>".encode(),
        f"<</Type/Pages/Count {pages}/Kids[{kids}]>>".encode(),
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(drawing), drawing),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *[page] * pages,
    ]
    out, places = b"%PDF-1.7\n", []
    body = io.BytesIO()
    body.write(out)
    for number, content in enumerate(objects, 1):
        places.append(body.tell())
        body.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = body.tell()
    body.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    body.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    body.write(b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return body.getvalue()
