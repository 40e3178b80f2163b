"""Pictures of black and white as scanners and invoice programs keep them."""

from __future__ import annotations

import pytest

from desktop_ocr.imaging import ofd
from desktop_ocr.imaging.ofd.jbig2 import read
from tests.imaging.measuring import colour_at, in_millimetres, ink
from tests.imaging.ofd.jbig2_files import jbig2
from tests.imaging.ofd.ofd_files import Book, Sheet
from tests.imaging.pictures import marked

MEDIA = (
    '<ofd:MultiMedias><ofd:MultiMedia ID="7" Type="Image" Format="GBIG2"><ofd:MediaFile>a.jb2</ofd:MediaFile>'
    "</ofd:MultiMedia></ofd:MultiMedias>"
)


def shown(content: bytes) -> bytes:
    objects = '<ofd:ImageObject Boundary="20 30 40 20" ResourceID="7" CTM="40 0 0 20 0 0"/>'
    return Book([Sheet(objects)], MEDIA, files={"Doc_0/Res/a.jb2": content}).content


@pytest.mark.parametrize("pages", [True, False])
def test_are_read_by_the_pixel(pages: bool) -> None:
    picture = marked((120, 60), "L")
    assert read(jbig2(picture, pages=pages)).tobytes() == picture.tobytes()


def test_stand_on_the_page() -> None:
    page = ofd.draw(shown(jbig2(marked((400, 200)))), 1)
    assert in_millimetres(ink(page), 210, 140) == pytest.approx((20, 30, 40, 40), abs=0.4)


@pytest.mark.parametrize(
    "spoiled",
    [
        jbig2(marked())[:9],
        jbig2(marked())[:20],
        jbig2(marked())[:40],
        jbig2(marked()).replace(b"\0\0\0\x50\0\0\0\x28", b"\0\xff\xff\xff\0\xff\xff\xff", 1),
        jbig2(marked()).replace(b"\0\0\0\x50\0\0\0\x28", b"\0\0\0\0\0\0\0\0", 1),
        b"\x97JB2\r\n\x1a\n\x00\0\0\0\1" + bytes(40),
    ],
    ids=["head", "segment", "page", "a bomb", "no area", "another order"],
)
def test_a_broken_one_leaves_the_page(spoiled: bytes) -> None:
    page = ofd.draw(shown(spoiled), 1)
    assert colour_at(page, 40 / 210, 40 / 140) == (255, 255, 255)
