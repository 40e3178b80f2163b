"""A file's format by its first bytes, and the name of whatever else it is."""

from __future__ import annotations

import io
import zipfile

import pytest

from desktop_ocr.domain.errors import SourceFormat
from desktop_ocr.imaging.formats import Format, file_format
from tests.imaging.pictures import heic, marked, saved


def zipped(*names: str, comment: bytes = b"") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.comment = comment
        for name in names:
            archive.writestr(name, "<x/>")
    return file.getvalue()


def boxes(major: bytes, *others: bytes) -> bytes:
    """The beginning of a file of ISO's boxes."""
    brands = major + bytes(4) + b"".join(others)
    return (len(brands) + 8).to_bytes(4, "big") + b"ftyp" + brands + b"\0\0\0\x08free"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "BMP", "GIF", "TIFF", "WEBP", "AVIF"])
def test_pictures_that_pillow_writes(kind: str) -> None:
    assert file_format(saved(marked(), kind)) == kind


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"MM\0*\0\0\0\x08", Format.TIFF),
        (saved(marked(), "TIFF", big_tiff=True), Format.TIFF),
        (b"MM\0+\0\x08\0\0", Format.TIFF),
        (heic("marked"), Format.HEIF),
        (boxes(b"heic", b"mif1"), Format.HEIF),
        (boxes(b"mif1", b"heic"), Format.HEIF),
        (boxes(b"mif1"), Format.HEIF),
        (boxes(b"msf1", b"hevc"), Format.HEIF),
        (boxes(b"avif", b"mif1"), Format.AVIF),
        (boxes(b"mif1", b"miaf", b"avif"), Format.AVIF),
        (b"%PDF-1.7\n", Format.PDF),
        (b"\xef\xbb\xbf\r\n%PDF-1.4\n", Format.PDF),
        (zipped("OFD.xml", "Doc_0/Document.xml"), Format.OFD),
        (zipped("Doc_0/Document.xml", "OFD.xml"), Format.OFD),
    ],
)
def test_the_other_formats_that_are_read(content: bytes, kind: Format) -> None:
    assert file_format(content) is kind


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"Dear Sir or Madam,\n", "TXT"),
        ("尊敬的客户：\n".encode(), "TXT"),
        ("尊敬的客户：\n".encode("gb18030"), "TXT"),
        (b"<!DOCTYPE html><html>", "HTML"),
        (b"\xef\xbb\xbf\r\n<html>", "HTML"),
        (b'<?xml version="1.0"?><svg/>', "SVG/XML"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "SVG/XML"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", "PostScript"),
        (b"\xc5\xd0\xd3\xc6\x1e\0\0\0", "PostScript"),
        (zipped("word/document.xml"), "ZIP"),
        (zipped("Doc/OFD.xml", "MYOFD.xml", "OFD.xml.bak"), "ZIP"),
        (zipped("a.txt", comment=b"OFD.xml"), "ZIP"),
        (boxes(b"isom", b"mp42"), "MP4/MOV"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(8), "DOC/XLS"),
        (b"Rar!\x1a\x07\x01\0", "RAR"),
        (b"7z\xbc\xaf\x27\x1c", "7Z"),
        (b"8BPS\0\x01", "PSD"),
        (b"\0\x01\x02\x03", "?"),
        (b"", "?"),
    ],
)
def test_says_what_it_is_instead(content: bytes, name: str) -> None:
    with pytest.raises(SourceFormat) as caught:
        file_format(content)
    assert caught.value.facts == {"format": name}


def test_a_length_that_lies_is_not_followed() -> None:
    """The box of brands says it is four gigabytes long; another file's brand far behind does not count."""
    content = b"\xff\xff\xff\xff" + boxes(b"mif1", b"heic")[4:] + bytes(5000) + b"avif"
    assert file_format(content) is Format.HEIF
