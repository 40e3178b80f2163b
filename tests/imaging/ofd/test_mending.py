"""What is made of a damaged OFD: every entry as far as it came, and nothing that an archive may not hold."""

from __future__ import annotations

import random
import zipfile

import pytest

from desktop_ocr.domain.errors import SourceArchive, SourceDamaged
from desktop_ocr.imaging import ofd
from desktop_ocr.imaging.ofd.archive import MAX_ENTRIES, Archive
from desktop_ocr.imaging.ofd.mending import mended
from desktop_ocr.imaging.ofd.xml import parse
from tests.imaging.ofd.ofd_files import Book, Sheet, packed, shape, text
from tests.imaging.pictures import marked, saved

NOISE = random.Random(1).randbytes(20_000)
WORDS = "".join(text(f"No {number}", number % 90, number % 70, number=str(number)) for number in range(400))
BOOK = Book([Sheet(WORDS), Sheet(shape("M 0 0 L 9 9"))])


def cut(content: bytes, share: float) -> bytes:
    return content[: int(len(content) * share)]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_entries_before_the_cut_are_whole(method: int) -> None:
    parts = {"a": b"first", "b": NOISE, "c": NOISE}
    made = Archive(mended(cut(packed(parts, method=method), 0.7)))
    assert (made.read("a"), made.read("b")) == (b"first", NOISE)
    rest = made.read("c")
    assert 0 < len(rest) < len(NOISE)
    assert NOISE.startswith(rest)


def test_an_entry_that_is_broken_does_not_take_the_next_with_it() -> None:
    content = bytearray(packed({"a": NOISE, "b": b"second"}))
    content[200:300] = bytes(100)
    assert Archive(mended(bytes(content))).read("b") == b"second"


def test_a_page_that_breaks_off_shows_what_stands_before() -> None:
    parts = BOOK.parts
    parts["Doc_0/Pages/1.xml"] = cut(parts["Doc_0/Pages/1.xml"], 0.5)
    with pytest.raises(SourceDamaged):
        ofd.text(packed(parts), 1)
    said = [line.text for line in ofd.text(mended(packed(parts)), 1).lines]
    assert 100 < len(said) < 300
    assert ofd.page_count(mended(packed(parts))) == 2


def test_a_damaged_picture_is_not_passed_over_and_can_be() -> None:
    """On a person's word; one that never was there has a frame in its place."""
    inside = saved(marked(), "PNG")
    objects = shape("M 0 0 L 90 90") + '<ofd:ImageObject Boundary="20 30 40 20" ResourceID="7"/>'
    file = '<ofd:MultiMedia ID="7"><ofd:MediaFile>a.png</ofd:MediaFile></ofd:MultiMedia>'
    named = f"<ofd:MultiMedias>{file}</ofd:MultiMedias>"
    content = packed(Book([Sheet(objects)], named, files={"Doc_0/Res/a.png": inside}).parts, method=zipfile.ZIP_STORED)
    ofd.draw(content, 1, small=200)
    place = content.index(inside) + len(inside) // 2
    broken = content[:place] + bytes([content[place] ^ 255]) + content[place + 1 :]
    with pytest.raises(SourceDamaged):
        ofd.draw(broken, 1, small=200)
    assert ofd.draw(mended(broken), 1, small=200).convert("L").getextrema()[0] < 100


@pytest.mark.parametrize("breaks_at", [b"<c", b"</b", b' d="', b"<c d='1>", b"<!-- ", b"text", b"<"])
def test_xml_is_closed_behind_its_last_whole_tag(breaks_at: bytes) -> None:
    (entry,) = Archive(mended(packed({"x.xml": b'<a n="1"><b><e/></b><b>' + breaks_at})))._entries
    root = parse(Archive(mended(packed({"x.xml": b'<a n="1"><b><e/></b><b>' + breaks_at}))).read(entry))
    assert [one.tag for one in root.iter()] == ["a", "b", "e", "b"]


@pytest.mark.parametrize("xml", [b"<a><!-- <b> --><c/></a>", b"<a><![CDATA[<b>]]></a>"])
def test_xml_that_is_whole_stays_as_it_is(xml: bytes) -> None:
    assert Archive(mended(packed({"x.xml": xml}))).read("x.xml") == xml


@pytest.mark.parametrize(
    "start", [b"<a" * 200_000, b"<" + b"a" * 2_000_000, b"<a " + b'b="' * 300_000, b"<a>" * 700_000]
)
def test_no_xml_takes_long(start: bytes) -> None:
    """Were each tag looked at again from each of its letters, this would not end."""
    mended(packed({"x.xml": start}))


def test_there_is_an_end_to_what_is_unpacked() -> None:
    with pytest.raises(SourceArchive):
        mended(packed({"a": bytes(51_000_000)})[:-50])
    with pytest.raises(SourceArchive):
        mended(packed({f"{number}": b"" for number in range(MAX_ENTRIES + 1)})[:-50])


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"PK\x03\x04" + bytes(26), b"no zip at all"])
def test_where_no_entry_is_left(content: bytes) -> None:
    with pytest.raises(SourceDamaged):
        mended(content)
