"""Zips that lie, climb or swell: named, and refused before they take memory."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile
from collections.abc import Callable

import pytest

from desktop_ocr.domain.errors import SourceArchive, SourceDamaged, SourceError, SourceFormat
from desktop_ocr.imaging import ofd
from desktop_ocr.imaging.ofd.archive import MAX_ENTRIES, MAX_TOTAL, Archive
from tests.imaging.ofd.ofd_files import Book, packed

MILLION = 1_000_000
GOOD = Book()


def with_entry(name: str, content: bytes = b"x") -> bytes:
    return packed(GOOD.parts | {name: content})


def with_size(content: bytes, name: str, size: int) -> bytes:
    """The zip with another size of the inflated entry, in its directory and before the entry."""
    out = bytearray(content)
    for mark, at_size, at_name in ((b"PK\x01\x02", 24, 46), (b"PK\x03\x04", 22, 30)):
        start = 0
        while (start := out.find(mark, start)) >= 0:
            if out[start + at_name : start + at_name + len(name)] == name.encode():
                struct.pack_into("<L", out, start + at_size, size)
            start += 4
    return bytes(out)


def marked_as(content: bytes, *, method: int | None = None, flags: int | None = None) -> bytes:
    """The zip with another method or other flags for all entries."""
    out = bytearray(content)
    for mark, at_flags in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        start = 0
        while (start := out.find(mark, start)) >= 0:
            if flags is not None:
                struct.pack_into("<H", out, start + at_flags, flags)
            if method is not None:
                struct.pack_into("<H", out, start + at_flags + 2, method)
            start += 4
    return bytes(out)


@pytest.mark.parametrize(
    "name",
    [
        "../OFD.xml",
        "Doc_0/../../x",
        "Doc_0/..",
        "/etc/passwd",
        "\\\\server\\share",
        "..\\x",
        "C:/x",
        "c:x",
        "a\0b",
        "./OFD.xml",
        "Doc_0//Document.xml",
    ],
)
def test_names_that_lead_elsewhere(name: str) -> None:
    with pytest.raises(SourceArchive):
        ofd.page_count(with_entry(name))


def test_a_harmless_file_beside() -> None:
    assert ofd.page_count(with_entry("Doc_0/Attachs/附件.dat")) == 1


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_entries_of_one_name() -> None:
    file = io.BytesIO(GOOD.content)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("OFD.xml", "<other/>")
    with pytest.raises(SourceArchive):
        ofd.page_count(file.getvalue())


@pytest.mark.parametrize("count", [MAX_ENTRIES + 1, 11 * MAX_ENTRIES])
def test_too_many_entries(count: int) -> None:
    content = packed({f"{number}": b"" for number in range(count)} | GOOD.parts, method=zipfile.ZIP_STORED)
    with pytest.raises(SourceArchive):
        ofd.page_count(content)


def test_a_list_of_a_hundred_thousand_names_is_not_made() -> None:
    row = b"PK\x01\x02" + bytes(24) + struct.pack("<H", 4) + bytes(16) + b"name"
    directory = row * 100_000
    content = directory + b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, 9, 9, len(directory), 0, 0)
    tracemalloc.start()
    try:
        with pytest.raises(SourceArchive):
            ofd.page_count(content)
        assert tracemalloc.get_traced_memory()[1] < MILLION
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("Doc_0/Document.xml", 21 * MILLION),
        ("OFD.xml", 21 * MILLION),
        ("Doc_0/Pages/1.xml", 21 * MILLION),
    ],
)
def test_bombs_are_not_inflated(name: str, size: int) -> None:
    """However they call themselves: with their true size or a small one."""
    bomb = packed(GOOD.parts | {name: b"<a>" + bytes(size) + b"</a>"})
    for content in (bomb, with_size(bomb, name, 1000)):
        assert len(content) < MILLION
        tracemalloc.start()
        try:
            with pytest.raises(SourceArchive):
                ofd.text(content, 1)
            assert tracemalloc.get_traced_memory()[1] < 10 * MILLION
        finally:
            tracemalloc.stop()


@pytest.mark.parametrize("size", [0, 10, 100_000, 0xFFFFFFFF])
def test_sizes_that_lie(size: int) -> None:
    with pytest.raises(SourceArchive):
        ofd.text(with_size(GOOD.content, "Doc_0/Pages/1.xml", size), 1)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_what_is_not_what_was_packed_is_damaged_and_no_trap(method: int) -> None:
    content = packed({"a": bytes(range(256)) * 40}, method=method)
    place = len(content) // 2
    for broken in (content[:place] + b"\0\xff" + content[place + 2 :], content.replace(b"PK\x03\x04", b"PK\x03\x05")):
        with pytest.raises(SourceDamaged):
            Archive(broken).read("a")


def test_media_have_a_limit_and_the_whole_has_one() -> None:
    picture = bytes(45 * MILLION)
    archive = Archive(packed({f"{number}": picture for number in range(5)} | {"large": bytes(51 * MILLION)}))
    with pytest.raises(SourceArchive):
        archive.read("large")
    for number in range(MAX_TOTAL // len(picture)):
        assert len(archive.read(f"{number}")) == len(picture)
    assert len(archive.read("0")) == len(picture)
    with pytest.raises(SourceArchive):
        archive.read("4")


@pytest.mark.parametrize("method", [12, 14, 93, 99])
def test_methods_that_inflate_without_end(method: int) -> None:
    with pytest.raises(SourceArchive):
        ofd.page_count(marked_as(GOOD.content, method=method))


def test_entries_with_a_password() -> None:
    with pytest.raises(SourceArchive):
        ofd.page_count(marked_as(GOOD.content, flags=1))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: content[: len(content) // 2],
        lambda content: content[:-30],
        lambda content: b"",
        lambda content: b"PK\x03\x04",
        lambda content: b"PK\x05\x06" + bytes(18),
    ],
    ids=["half", "end cut off", "nothing", "a start", "an empty zip"],
)
def test_cut_off(spoil: Callable[[bytes], bytes]) -> None:
    with pytest.raises((SourceDamaged, SourceFormat)):
        ofd.page_count(spoil(GOOD.content))


def test_a_changed_byte_inside_an_entry() -> None:
    content = bytearray(packed(GOOD.parts, method=zipfile.ZIP_STORED))
    content[content.find(b"PhysicalBox")] ^= 1
    with pytest.raises(SourceDamaged):
        ofd.text(bytes(content), 1)


def test_another_zip_is_named() -> None:
    with pytest.raises(SourceFormat) as caught:
        ofd.page_count(packed({"[Content_Types].xml": b"<Types/>"}))
    assert caught.value.facts == {"format": "ZIP"}


@pytest.mark.parametrize("name", GOOD.parts)
def test_a_part_that_is_not_there(name: str) -> None:
    """Only the resources can be done without."""
    content = packed({key: value for key, value in GOOD.parts.items() if key != name})
    if name == "Doc_0/PublicRes.xml":
        assert ofd.text(content, 1).lines == ()
        return
    with pytest.raises(SourceError):
        ofd.text(content, 1)


def test_locations_are_found_from_their_folder_and_from_the_root() -> None:
    archive = Archive(packed({"Doc_0/Res/a.png": b"", "top.xml": b""}))
    assert archive.find("Res/a.png", "Doc_0") == "Doc_0/Res/a.png"
    assert archive.find("/Doc_0/Res/a.png", "elsewhere") == "Doc_0/Res/a.png"
    assert archive.find("../Res/a.png", "Doc_0/Pages") == "Doc_0/Res/a.png"
    assert archive.find("Res\\a.png", "Doc_0") == "Doc_0/Res/a.png"
    assert archive.find("top.xml", "Doc_0") == "top.xml"
    assert archive.find("../../../etc/passwd", "Doc_0") == ""
    assert archive.find("", "Doc_0") == ""
