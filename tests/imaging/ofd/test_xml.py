"""XML from strangers."""

from __future__ import annotations

import pytest

from desktop_ocr.domain.errors import SourceArchive, SourceDamaged
from desktop_ocr.imaging import ofd
from desktop_ocr.imaging.ofd.xml import MAX_DEPTH, MAX_ELEMENTS, numbers, parse, text_of
from tests.imaging.ofd.ofd_files import Book, packed

DTD = '<!DOCTYPE a [<!ENTITY e "boom"><!ENTITY f "&e;&e;&e;&e;">]><a>&f;</a>'
OUTSIDE = '<!DOCTYPE a SYSTEM "http://example.org/a.dtd"><a/>'
FILE = '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>'
PARAMETER = '<!DOCTYPE a [<!ENTITY % e SYSTEM "file:///etc/passwd">%e;]><a/>'


@pytest.mark.parametrize("document", [DTD, OUTSIDE, FILE, PARAMETER, "<!DOCTYPE a><a/>"])
def test_what_reaches_outside_or_multiplies(document: str) -> None:
    with pytest.raises(SourceArchive):
        parse(document.encode())
    for part in ("OFD.xml", "Doc_0/Document.xml", "Doc_0/Pages/1.xml", "Doc_0/PublicRes.xml"):
        with pytest.raises(SourceArchive):
            ofd.text(packed(Book().parts | {part: document.encode()}), 1)


def test_depth() -> None:
    parse(b"<a>" * MAX_DEPTH + b"</a>" * MAX_DEPTH)
    with pytest.raises(SourceArchive):
        parse(b"<a>" * (MAX_DEPTH + 1) + b"</a>" * (MAX_DEPTH + 1))
    with pytest.raises(SourceArchive):
        parse(b"<a>" * 1_000_000)


def test_breadth() -> None:
    with pytest.raises(SourceArchive):
        parse(b"<a>" + b"<b/>" * MAX_ELEMENTS + b"</a>")


@pytest.mark.parametrize(
    "document", [b"", b"<a>", b"<a></b>", b"text", b"<a>&undefined;</a>", b"\xff\xfe<a/>", b"<a/><b/>"]
)
def test_what_is_no_xml(document: bytes) -> None:
    with pytest.raises(SourceDamaged):
        parse(document)


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16", "GBK", "gb2312", "GB18030"])
def test_encodings(encoding: str) -> None:
    document = f'<?xml version="1.0" encoding="{encoding}"?><a>发票</a>'.encode(encoding)
    assert text_of(parse(document)) == "发票"


@pytest.mark.parametrize("encoding", ["rot13", "base64", "utf-7", "no-such"])
def test_encodings_that_are_none(encoding: str) -> None:
    with pytest.raises(SourceDamaged):
        parse(f'<?xml version="1.0" encoding="{encoding}"?><a>发票</a>'.encode())


def test_a_byte_order_mark() -> None:
    assert text_of(parse("\ufeff<a>发票</a>".encode())) == "发票"


def test_namespaces_are_left_off() -> None:
    root = parse(b'<o:a xmlns:o="urn:x" xmlns:p="urn:y"><o:b p:c="1"/><p:b/></o:a>')
    assert [child.tag for child in root] == ["b", "b"]
    assert root[0].get("c") == "1"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("1 2.5 -3", [1, 2.5, -3]),
        ("#FF #00", [255, 0]),
        ("1 nan 2", [1]),
        ("inf", []),
        ("1e400", []),
        ("1 x 2", [1]),
        ("", []),
        (None, []),
    ],
)
def test_numbers(words: str | None, expected: list[float]) -> None:
    assert list(numbers(words)) == expected
