"""PDF files made by hand: pages with text in the built-in fonts, turned, locked, countless, none."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from string import ascii_uppercase

A4 = (595, 842)
HELVETICA = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


@dataclass
class Sheet:
    """One page: its content stream, entries of its own (``/Rotate 90``), further resources."""

    content: bytes = b""
    size: tuple[float, float] = A4
    entries: str = ""
    fonts: dict[str, str] = field(default_factory=lambda: {"F1": HELVETICA})
    images: dict[str, bytes] = field(default_factory=dict)
    """Grey pictures of 8 × 8 pixels."""
    forms: dict[str, bytes] = field(default_factory=dict)
    """Content streams that are drawn like pictures (``/X1 Do``), with the page's fonts."""
    stamps: Sequence[tuple[str, bytes]] = ()
    """Annotations: the box on the page (``90 680 150 740``), and what is drawn in it, with its own corner as origin."""


class Writer:
    """Objects in the order they are added; number 1 is the catalogue, number 2 the page tree."""

    def __init__(self) -> None:
        self.objects: dict[int, tuple[str, bytes | None]] = {}

    def add(self, entry: str, stream: bytes | None = None, *, number: int = 0) -> int:
        number = number or max(self.objects, default=2) + 1
        self.objects[number] = (entry, stream)
        return number

    def content(self, *, key: bytes = b"", trailer: str = "") -> bytes:
        """The file; with ``key`` the streams are encrypted (strings are not: there must be none)."""
        out, places = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", {}
        for number, (entry, stream) in sorted(self.objects.items()):
            places[number] = len(out)
            body = entry.encode("latin-1")
            if stream is not None:
                salt = struct.pack("<L", number)[:3] + b"\0\0"
                kept = rc4(hashlib.md5(key + salt).digest()[: len(key) + 5], stream) if key else stream
                body = entry.removesuffix(">>").encode("latin-1") + b"/Length %d>>" % len(kept)
                body += b"\nstream\n" + kept + b"\nendstream"
            out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        size, start = max(places) + 1, len(out)
        rows = [b"%010d 00000 n \n" % places[n] if n in places else b"%010d 00000 f \n" % 0 for n in range(1, size)]
        out += b"xref\n0 %d\n0000000000 65535 f \n" % size + b"".join(rows)
        out += b"trailer\n<</Size %d/Root 1 0 R%s>>\n" % (size, trailer.encode("latin-1"))
        return out + b"startxref\n%d\n%%%%EOF\n" % start


def pdf(
    sheets: Sequence[Sheet] = (Sheet(),), *, catalogue: str = "", user: str | None = None, owner: str = ""
) -> bytes:
    """A file of these pages; with ``user`` (the password to open) or ``owner`` it is encrypted with RC4, 40 bits."""
    writer = _written(sheets, catalogue)
    if user is None and not owner:
        return writer.content()
    identity = hashlib.md5(b"a file").digest()
    o = rc4(hashlib.md5(_padded(owner or user or "")).digest()[:5], _padded(user or ""))
    rights = -4
    key = hashlib.md5(_padded(user or "") + o + struct.pack("<l", rights) + identity).digest()[:5]
    entry = f"<</Filter/Standard/V 1/R 2/O <{o.hex()}>/U <{rc4(key, PADDING).hex()}>/P {rights}>>"
    return writer.content(key=key, trailer=f"/Encrypt {entry}/ID[<{identity.hex()}><{identity.hex()}>]")


def many_pages(count: int) -> bytes:
    """A file of empty pages, in a tree of one level."""
    return pdf([Sheet(b"")] * count)


def letters(text: str, x: float, y: float, *, size: float = 12, font: str = "F1", before: str = "") -> bytes:
    """The drawing of a Latin text, its base line starting at x, y (points, y up)."""
    shown = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT {before} /{font} {size} Tf 1 0 0 1 {x} {y} Tm ({shown}) Tj ET\n".encode("latin-1")


def mapped_font(characters: str, looks: Sequence[str] = ascii_uppercase) -> str:
    """A font whose codes 1, 2, … look like A, B, … (or what other glyphs are named) and mean these characters; the map
    follows behind a line break.
    """
    rows = "\n".join(f"<{code:02X}> <{_hex(letter)}>" for code, letter in enumerate(characters, 1))
    names = "".join(f"/{looks[place % len(looks)]}" for place in range(len(characters)))
    entry = f"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Differences[1{names}]>>/ToUnicode %d 0 R>>"
    return (
        f"{entry}\n/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        f"1 begincodespacerange <00> <FF> endcodespacerange\n{len(characters)} beginbfchar\n{rows}\nendbfchar\n"
        "endcmap end end"
    )


def _hex(letter: str) -> str:
    return letter.encode("utf-16-be").hex()


def _written(sheets: Sequence[Sheet], catalogue: str) -> Writer:
    writer = Writer()
    pages = []
    cache: dict[str, int] = {}
    for sheet in sheets:
        stream = writer.add("<<>>", sheet.content) if sheet.content else 0
        fonts = "".join(f"/{name} {_font(writer, entry, cache)} 0 R" for name, entry in sheet.fonts.items())
        images = "".join(f"/{name} {_image(writer, pixels)} 0 R" for name, pixels in sheet.images.items())
        for name, drawn in sheet.forms.items():
            form = f"<</Type/XObject/Subtype/Form/BBox[0 0 2000 2000]/Resources<</Font<<{fonts}>>>>>>"
            images += f"/{name} {writer.add(form, drawn)} 0 R"
        stamps = "".join(f"{_stamp(writer, *stamp)} 0 R " for stamp in sheet.stamps)
        width, height = sheet.size
        pages.append(
            writer.add(
                f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width} {height}]{sheet.entries}"
                + (f"/Annots[{stamps}]" if stamps else "")
                + f"/Resources<</Font<<{fonts}>>/XObject<<{images}>>>>"
                + (f"/Contents {stream} 0 R" if stream else "")
                + ">>"
            )
        )
    writer.add(f"<</Type/Catalog/Pages 2 0 R{catalogue}>>", number=1)
    kids = " ".join(f"{page} 0 R" for page in pages)
    writer.add(f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>", number=2)
    return writer


def _font(writer: Writer, entry: str, cache: dict[str, int]) -> int:
    """A font entry, with its map of characters behind a line break if it has one."""
    if entry not in cache:
        entry_itself, _, cmap = entry.partition("\n")
        if cmap:
            entry_itself %= writer.add("<<>>", cmap.encode("ascii"))
        cache[entry] = writer.add(entry_itself)
    return cache[entry]


def _image(writer: Writer, pixels: bytes) -> int:
    entry = "<</Type/XObject/Subtype/Image/Width 8/Height 8/ColorSpace/DeviceGray/BitsPerComponent 8>>"
    return writer.add(entry, pixels)


def _stamp(writer: Writer, box: str, drawn: bytes) -> int:
    look = writer.add("<</Type/XObject/Subtype/Form/BBox[0 0 60 60]>>", drawn)
    return writer.add(f"<</Type/Annot/Subtype/Stamp/F 4/Rect[{box}]/AP<</N {look} 0 R>>>>")


def _padded(password: str) -> bytes:
    return (password.encode("latin-1") + PADDING)[:32]


def rc4(key: bytes, content: bytes) -> bytes:
    """The stream cipher of old PDFs; it is its own inverse."""
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    return bytes(_mixed(state, content))


def _mixed(state: list[int], content: bytes) -> Iterable[int]:
    i = j = 0
    for byte in content:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        yield byte ^ state[(state[i] + state[j]) % 256]
