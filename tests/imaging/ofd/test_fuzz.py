"""Thousands of broken OFD files: an error of the list, or a page; never anything else, never for long.

Bytes of the zip are changed, and bytes of what is in it: a changed zip hardly ever gets as far as the parsers behind.
"""

from __future__ import annotations

import contextlib
import random
import re
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_ocr.domain.errors import SourceError
from desktop_ocr.imaging import ofd
from tests.imaging.ofd.fonts import font
from tests.imaging.ofd.ofd_files import SPACE, Book, Sheet, colour, packed, page_xml, shape, text
from tests.imaging.ofd.test_seals import RED, signed
from tests.imaging.pictures import marked, saved

LONGEST = 5.0
"""Seconds of processor that a file may take; how long that lasts depends on what else the machine does."""

RESOURCES = (
    '<ofd:Fonts><ofd:Font ID="1" FontName="Boxes"><ofd:FontFile>boxes.ttf</ofd:FontFile></ofd:Font></ofd:Fonts>'
    '<ofd:MultiMedias><ofd:MultiMedia ID="7" Type="Image"><ofd:MediaFile>a.png</ofd:MediaFile></ofd:MultiMedia>'
    '</ofd:MultiMedias><ofd:DrawParams><ofd:DrawParam ID="5" LineWidth="2"/></ofd:DrawParams>'
    '<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="8"><ofd:Content>'
    + shape("M 0 0 L 9 9", more='DrawParam="5"')
    + "</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>"
)
NUMBERED = (
    '<ofd:CGTransform CodePosition="0" CodeCount="2" GlyphCount="2"><ofd:Glyphs>1 3</ofd:Glyphs></ofd:CGTransform>'
)
OBJECTS = (
    shape(
        "M 10 10 B 20 0 30 40 50 50 Q 1 2 3 4 A 5 9 30 1 0 60 60 L 1 1 C S 4 4 L 5 5", more='Fill="true" LineWidth="2"'
    )
    + '<ofd:ImageObject Boundary="20 30 40 20" ResourceID="7" CTM="40 3 -3 20 0 0" Alpha="200"/>'
    + text("A发1g", deltas='DeltaX="g 2 5 3" DeltaY="0 0 1"', inside=colour(156, 82, 35))
    + text("A发", 40, 40, inside=NUMBERED, more='CTM="0.9 0.4 -0.4 0.9 1 2" HScale="0.5" CharDirection="90"')
    + '<ofd:CompositeObject Boundary="1 1 9 9" ResourceID="8"/><ofd:PageBlock>'
    + text("块", 70, 70)
    + "</ofd:PageBlock>"
)
SEED = Book(
    [Sheet(OBJECTS, before='<ofd:Template TemplateID="2" ZOrder="Background"/>')],
    RESOURCES,
    common='<ofd:TemplatePage ID="2" BaseLoc="Tpls/1.xml"/>',
    document="<ofd:Annotations>Annots/all.xml</ofd:Annotations><ofd:Attachments>Attachs/all.xml</ofd:Attachments>"
    "<ofd:CustomTags>Tags/all.xml</ofd:CustomTags>",
    entry="<ofd:Signatures>Signs/all.xml</ofd:Signatures>",
    files={
        "Doc_0/Res/boxes.ttf": font(),
        "Doc_0/Res/a.png": saved(marked(), "PNG"),
        "Doc_0/Tpls/1.xml": page_xml(Sheet(shape("M 0 0 L 200 100"))).encode(),
        "Doc_0/Annots/all.xml": f'<ofd:Annotations {SPACE}><ofd:Page PageID="1"><ofd:FileLoc>1.xml</ofd:FileLoc>'
        "</ofd:Page></ofd:Annotations>".encode(),
        "Doc_0/Annots/1.xml": f'<ofd:PageAnnot {SPACE}><ofd:Annot><ofd:Appearance Boundary="50 50 50 50">'
        f"{text('注')}</ofd:Appearance></ofd:Annot></ofd:PageAnnot>".encode(),
        "Doc_0/Attachs/all.xml": f'<ofd:Attachments {SPACE}><ofd:Attachment Format="xml"><ofd:FileLoc>i.xml'
        "</ofd:FileLoc></ofd:Attachment></ofd:Attachments>".encode(),
        "Doc_0/Attachs/i.xml": "<e><No>1</No><Goods><Item>茶</Item></Goods></e>".encode(),
        "Doc_0/Tags/all.xml": f"<ofd:CustomTags {SPACE}><ofd:CustomTag><ofd:FileLoc>t.xml</ofd:FileLoc>"
        "</ofd:CustomTag></ofd:CustomTags>".encode(),
        "Doc_0/Tags/t.xml": f'<e {SPACE}><No><ofd:ObjectRef PageRef="1">9</ofd:ObjectRef></No></e>'.encode(),
        "Signs/all.xml": f'<ofd:Signatures {SPACE}><ofd:Signature BaseLoc="S.xml"/></ofd:Signatures>'.encode(),
        "Signs/S.xml": f'<ofd:Signature {SPACE}><ofd:SignedInfo><ofd:StampAnnot PageRef="1" Boundary="9 9 9 9"/>'
        "</ofd:SignedInfo><ofd:SignedValue>v.dat</ofd:SignedValue></ofd:Signature>".encode(),
        "Signs/v.dat": signed(RED),
    },
)
PIECES = [
    b"",
    b"<",
    b'"',
    b"-1",
    b"0",
    b"nan",
    b"1e308",
    b"999999999",
    b"\xff\xff",
    b"\0",
    "发".encode(),
    b"g 9 9",
    b"C",
]

ODD = [
    *(piece for piece in PIECES if not {*b'<"\xff\0'} & {*piece}),
    b"1e-9",
    b"#FF",
    b"-999999999",
    b"90",
    b"/../x",
    b"1 2",
]
VALUE = re.compile(rb"""(?<=[">])([^<>"=]+)(?=["<])""")
"""The values of attributes and the text of elements."""

SEEDS = st.integers(0, 2**32)


def test_the_seed_is_whole() -> None:
    said = ofd.text(SEED.content, 1)
    assert [line.text for line in said.lines] == ["A发1g", "A发", "块", "注"]
    assert said.values == (("No", "1"), ("Goods/Item", "茶"), ("No", "块"))
    ofd.draw(SEED.content, 1, small=300)


def tried(content: bytes) -> None:
    """Everything that is done with a file; raises what is not on the list."""
    for made in (lambda: content, lambda: ofd.mended(content)):
        started = time.process_time()
        with contextlib.suppress(SourceError):
            whole = made()
            ofd.page_count(whole)
            ofd.text(whole, 1)
            ofd.draw(whole, 1, small=400)
        assert time.process_time() - started < LONGEST


def spoiled(content: bytes, chance: random.Random) -> bytes:
    """With one to four places changed, cut out or doubled."""
    out = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        if not out:
            break
        start = chance.randrange(len(out))
        end = min(len(out), start + chance.choice([1, 1, 2, 5, 40]))
        match chance.randrange(4):
            case 0:
                out[start] ^= 1 << chance.randrange(8)
            case 1:
                out[start:end] = chance.choice(PIECES)
            case 2:
                out[start:start] = out[start:end] * chance.choice([1, 3])
            case 3:
                other = chance.randrange(len(out))
                out[start:end] = out[other : other + end - start]
    return bytes(out)


def retyped(content: bytes, chance: random.Random) -> bytes:
    """XML that stays XML, with one to six of its values made others, or those of another place."""
    values = [match.span(1) for match in VALUE.finditer(content)]
    known = [content[start:end] for start, end in values]
    for start, end in sorted(chance.sample(values, min(len(values), chance.randint(1, 6))), reverse=True):
        words = content[start:end].split(b" ")
        words[chance.randrange(len(words))] = chance.choice([*ODD, chance.choice(known)])
        content = content[:start] + b" ".join(words) + content[end:]
    return content


def spoiled_book(chance: random.Random) -> bytes:
    """One to three entries spoiled, the zip around them whole; or the zip."""
    if chance.random() < 0.2:
        return spoiled(SEED.content, chance)
    parts = SEED.parts
    for name in chance.sample(sorted(parts), chance.randint(1, 3)):
        is_kept_well_formed = name.endswith(".xml") and chance.random() < 0.8
        parts[name] = (retyped if is_kept_well_formed else spoiled)(parts[name], chance)
    return packed(parts)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SEEDS)
def test_spoiled_files(seed: int) -> None:
    tried(spoiled_book(random.Random(seed)))


@pytest.mark.heavy
@settings(max_examples=3_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SEEDS)
def test_many_spoiled_files(seed: int) -> None:
    tried(spoiled_book(random.Random(seed)))


NUMBERS = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False).map(repr),
    st.integers().map(str),
    st.sampled_from(["g", "C", "M", ""]),
)
LISTS = st.lists(NUMBERS, max_size=12).map(" ".join)


@st.composite
def odd_books(draw: st.DrawFn) -> list[bytes]:
    """Any numbers in the objects of a page, and as its box."""
    matrix, boundary, steps = (draw(LISTS) for _ in range(3))
    words = "".join(letter for letter in draw(st.text(max_size=6)) if letter.isprintable())
    objects = (
        text(words or "A", deltas=f'DeltaX="{steps}" DeltaY="{boundary}"', more=f'CTM="{matrix}" HScale="{steps}"')
        + shape(f"M {boundary} L {steps} B {matrix} {steps} A {boundary}", boundary, more=f'CTM="{matrix}" Fill="true"')
        + f'<ofd:ImageObject Boundary="{boundary}" ResourceID="7" CTM="{matrix}"/>'
    )
    sheets = Sheet(objects), Sheet(OBJECTS, box=boundary)
    return [Book([sheet], RESOURCES, files=SEED.files).content for sheet in sheets]


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(odd_books())
def test_any_numbers(books: list[bytes]) -> None:
    for content in books:
        tried(content)


@pytest.mark.heavy
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(odd_books())
def test_many_numbers(books: list[bytes]) -> None:
    for content in books:
        tried(content)
