"""What is drawn and what is said of its place agree; measured with a font that the file brings along."""

from __future__ import annotations

import pytest

from desktop_ocr.imaging import ofd
from tests.imaging.measuring import cells, in_millimetres, ink
from tests.imaging.ofd.fonts import BOXES, font
from tests.imaging.ofd.ofd_files import Book, Sheet, shape, text

EMBEDDED = '<ofd:Fonts><ofd:Font ID="1" FontName="Boxes"><ofd:FontFile>boxes.ttf</ofd:FontFile></ofd:Font></ofd:Fonts>'
PIXEL = 25.4 / 200
"""Millimetres."""


def book(objects: str, *, has_characters: bool = True, box: str = "0 0 210 140") -> Book:
    files = {"Doc_0/Res/boxes.ttf": font(has_characters=has_characters)}
    return Book([Sheet(objects, box=box)], EMBEDDED, files=files)


def expected(letter: str, x: float, base: float, size: float) -> tuple[float, ...]:
    """Where a letter's black box has to be, in millimetres."""
    left, bottom, right, top = (edge * size / 1000 for edge in BOXES[letter])
    return x + left, base - top, x + right, base - bottom


@pytest.mark.parametrize("letter", BOXES)
@pytest.mark.parametrize("size", [2.5, 5.0, 40.0])
def test_a_letter_stands_where_the_file_says(letter: str, size: float) -> None:
    content = book(text(letter, 30, 50, size=size)).content
    found = in_millimetres(ink(ofd.draw(content, 1)), 210, 140)
    assert found == pytest.approx(expected(letter, 30, 50 + size, size), abs=1.5 * PIXEL)


@pytest.mark.parametrize(
    "objects",
    [
        text("A发1g", deltas='DeltaX="5 5 3"'),
        text("A发1g", deltas='DeltaX="g 2 5 3"'),
        text("A发1g", deltas='DeltaX="5"', more='CTM="2 0 0 2 5 5"'),
        text("A发1g", deltas='DeltaX="5"', more='CTM="0 1 -1 0 30 5"'),
        text("A发1g", deltas='DeltaX="5"', more='CTM="0.866 0.5 -0.5 0.866 20 5"'),
        text("A发1g", deltas='DeltaX="5"', more='CTM="-1 0 0 -1 60 20"'),
        text("发发发", deltas='DeltaY="6 7"'),
        text("发发发", deltas='DeltaX="4" DeltaY="4"'),
        text("A发1g"),
        text("A发", deltas='DeltaX="5"', more='CharDirection="90"', start=(10, 5)),
        text("A发1g发", deltas='DeltaX="5 5 -15 5" DeltaY="0 0 8 0"'),
        text("A发", 50, 40, deltas='DeltaX="3"', more='HScale="0.6"'),
    ],
)
def test_every_letter_s_ink_is_inside_its_cell(objects: str) -> None:
    content = book(objects).content
    page, said = ofd.draw(content, 1), ofd.text(content, 1)
    found = list(cells(said.lines))
    assert found
    whole = ink(page)
    assert whole is not None
    bounds = [quad.bounds for _, quad in found]
    edges = [min(b[0] for b in bounds), min(b[1] for b in bounds), max(b[2] for b in bounds), max(b[3] for b in bounds)]
    slack = 1.5 / page.width, 1.5 / page.height
    assert edges[0] <= whole[0] + slack[0]
    assert edges[1] <= whole[1] + slack[1]
    assert edges[2] >= whole[2] - slack[0]
    assert edges[3] >= whole[3] - slack[1]
    for letter, quad in found:
        inside = ink(page, quad.clamped().bounds)
        assert inside is not None, letter


def test_cells_do_not_run_into_each_other() -> None:
    said = ofd.text(book(text("A发1g", deltas='DeltaX="5 5 3"')).content, 1)
    [line] = said.lines
    assert line.text == "A发1g"
    assert line.confidence == 1.0
    edges = [edge for character in line.characters for edge in (character.start, character.end)]
    assert edges == pytest.approx(sorted(edges))
    assert edges[0] == 0
    assert edges[-1] == pytest.approx(1)
    assert {character.confidence for character in line.characters} == {1.0}


def test_coordinates_begin_at_the_corner_of_the_page_s_box() -> None:
    content = book(text("A", 130, 60, size=20), box="100 50 100 100").content
    found = in_millimetres(ink(ofd.draw(content, 1)), 100, 100)
    assert found == pytest.approx(expected("A", 30, 30, 20), abs=1.5 * PIXEL)
    [line] = ofd.text(content, 1).lines
    assert line.region.bounds[0] == pytest.approx(0.3)


def test_letters_asked_for_by_number() -> None:
    """Fonts that programs cut down know no characters any more, only glyphs."""
    numbered = text("发", 30, 50, size=20).replace(
        "<ofd:TextCode",
        '<ofd:CGTransform CodePosition="0" CodeCount="1" GlyphCount="1"><ofd:Glyphs>3</ofd:Glyphs></ofd:CGTransform>'
        "<ofd:TextCode",
    )
    content = book(numbered, has_characters=False).content
    found = in_millimetres(ink(ofd.draw(content, 1)), 210, 140)
    assert found == pytest.approx(expected("发", 30, 70, 20), abs=1.5 * PIXEL)
    assert ofd.text(content, 1).lines[0].text == "发"


@pytest.mark.parametrize("spoiled", [b"", b"no font", font()[:300], b"\x00\x01\x00\x00\xff\xff" + bytes(40)])
@pytest.mark.parametrize("is_numbered", [False, True])
def test_a_font_that_is_none_leaves_the_text(spoiled: bytes, is_numbered: bool) -> None:
    inside = '<ofd:CGTransform CodePosition="0"><ofd:Glyphs>3</ofd:Glyphs></ofd:CGTransform>' if is_numbered else ""
    content = Book(
        [Sheet(text("A", 30, 50, size=20, inside=inside))], EMBEDDED, files={"Doc_0/Res/boxes.ttf": spoiled}
    ).content
    assert ink(ofd.draw(content, 1), (30 / 210, 50 / 140, 50 / 210, 72 / 140)) is not None
    assert ofd.text(content, 1).lines[0].text == "A"


def test_a_letter_no_font_has_is_a_box_in_its_cell() -> None:
    content = Book([Sheet(text("\U0010fffd", 30, 50, size=20))]).content
    [line] = ofd.text(content, 1).lines
    left, top, right, bottom = line.region.bounds
    found = ink(ofd.draw(content, 1))
    assert found is not None
    assert left < found[0] < found[2] < right
    assert top - 0.001 <= found[1] < found[3] <= bottom + 0.001


@pytest.mark.parametrize(("data", "where"), [("M 10 20 L 60 20 L 60 50 L 10 50 C", (10, 20, 60, 50))])
def test_a_shape_stands_where_the_file_says(data: str, where: tuple[float, ...]) -> None:
    content = Book([Sheet(shape(data, more='Fill="true" Stroke="false"'))]).content
    assert in_millimetres(ink(ofd.draw(content, 1)), 210, 140) == pytest.approx(where, abs=1.5 * PIXEL)


def test_a_thumbnail_is_the_page_made_small() -> None:
    content = book(text("A", 30, 50, size=40)).content
    small, page = ofd.draw(content, 1, small=256), ofd.draw(content, 1)
    assert max(small.size) == 256
    assert page.size == (1654, 1102)
    assert ink(small) == pytest.approx(ink(page), abs=1.5 / 256)
