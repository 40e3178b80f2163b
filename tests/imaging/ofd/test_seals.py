"""Electronic seals: the picture inside a signed value is drawn where the stamp stands."""

from __future__ import annotations

import pytest
from PIL import Image

from desktop_ocr.imaging import ofd
from desktop_ocr.imaging.ofd.asn1 import seal_picture
from tests.imaging.measuring import in_millimetres, ink
from tests.imaging.ofd.ofd_files import SPACE, Book, Sheet, shape, text
from tests.imaging.pictures import saved

PIXEL = 25.4 / 200
RED = saved(Image.new("RGB", (40, 20), (200, 0, 0)), "PNG")


def der(tag: int, *parts: bytes) -> bytes:
    content = b"".join(parts)
    size = len(content)
    length = bytes([size]) if size < 128 else b"\x84" + size.to_bytes(4)
    return bytes([tag]) + length + content


def signed(picture: bytes, kind: bytes = b"png") -> bytes:
    """As much of an SES signature as leads to the picture."""
    number = der(0x02, b"\x04")
    shown = der(0x30, der(0x16, kind), der(0x04, picture), number, number)
    about = der(0x30, der(0x30, der(0x16, b"ES"), number), der(0x16, b"50011200000399"), shown)
    return der(0x30, der(0x30, number, der(0x30, about)), der(0x03, b"\0" + bytes(64)))


def stamped(value: bytes, place: str = "50 40 30 20") -> bytes:
    files = {
        "Doc_0/Signs/all.xml": f'<ofd:Signatures {SPACE}><ofd:Signature ID="1" BaseLoc="/Doc_0/Signs/1/Signature.xml"/>'
        "</ofd:Signatures>",
        "Doc_0/Signs/1/Signature.xml": f"<ofd:Signature {SPACE}><ofd:SignedInfo>"
        f'<ofd:StampAnnot ID="1" PageRef="1" Boundary="{place}"/></ofd:SignedInfo>'
        "<ofd:SignedValue>SignedValue.dat</ofd:SignedValue></ofd:Signature>",
    }
    packed = {name: xml.encode() for name, xml in files.items()} | {"Doc_0/Signs/1/SignedValue.dat": value}
    entry = "<ofd:Signatures>Doc_0/Signs/all.xml</ofd:Signatures>"
    return Book([Sheet(), Sheet()], entry=entry, files=packed).content


def test_a_picture() -> None:
    content = stamped(signed(RED))
    assert in_millimetres(ink(ofd.draw(content, 1)), 210, 140) == pytest.approx((50, 40, 80, 60), abs=2 * PIXEL)
    assert ink(ofd.draw(content, 2)) is None


def test_a_page_of_an_ofd_fitted_into_the_stamp() -> None:
    frame = shape("M 0 0 L 60 0 L 60 40 L 0 40 C", "0 0 60 40", more='Fill="true" Stroke="false"')
    seal = Book([Sheet(frame + text("章"), box="0 0 60 40")]).content
    content = stamped(signed(seal, b"ofd"))
    assert in_millimetres(ink(ofd.draw(content, 1)), 210, 140) == pytest.approx((50, 40, 80, 60), abs=2 * PIXEL)
    assert ofd.text(content, 1).lines == ()


@pytest.mark.parametrize(
    "value",
    [
        b"",
        b"no DER",
        signed(RED)[:100],
        signed(b"PK nothing", b"ofd"),
        der(0x30, der(0x02, b"\1")),
        b"\x30\x84\xff\xff\xff\xff" + bytes(20),
        b"\x30\x80" * 500,
    ],
)
def test_a_seal_that_cannot_be_read_is_left_out(value: bytes) -> None:
    assert ink(ofd.draw(stamped(value), 1)) is None


def test_seals_in_seals_are_not_looked_for() -> None:
    inner = stamped(signed(RED))
    assert ink(ofd.draw(stamped(signed(inner, b"ofd")), 1)) is None


@pytest.mark.parametrize("kind", [b"png", b"PNG", b"jpg", b"ofd"])
def test_the_kind_stands_before_the_picture(kind: bytes) -> None:
    assert seal_picture(signed(b"picture", kind)) == b"picture"


def test_other_octets_are_no_picture() -> None:
    assert seal_picture(signed(b"picture", b"exe")) == b""
