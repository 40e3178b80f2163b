"""PDF and OFD files whose letters are not what the page shows: whatever they say, nothing of it is proven.

Each page carries a number with a right check digit in its letters; only one of them shows that number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path, PurePath

import pytest
from PIL import Image

from desktop_ocr import composition, messages
from desktop_ocr.domain.document import Document, Source
from desktop_ocr.domain.recipe import PreparedImage
from desktop_ocr.domain.recognition import DigitalText
from desktop_ocr.domain.review import Field, FieldState, Verdict
from desktop_ocr.engines.offline.reader import Reader
from desktop_ocr.imaging import ofd, pdf
from tests.imaging.ofd import ofd_files
from tests.imaging.pdf import pdf_files
from tests.specimens import fonts

SAID = "11010519491231002X"
NEAR, FAR = "110105194912310038", "654226197608058878"
"""Other numbers with right check digits: of a child of the next hour, and of somebody else."""
HONEST = ("CERTIFIED COPY FOR THE ARCHIVE", "Resident Identity Card", "Received on the third floor", "All pages copied")
KIND = "id_card_front"

Read = Callable[[Image.Image, DigitalText], Field]
Page = Callable[[], tuple[Image.Image, DigitalText]]


@pytest.fixture(scope="module")
def read() -> Iterator[Read]:
    """The number that the offline engine finds on a page with its letters."""
    types = composition.load_catalogue().types
    with ThreadPoolExecutor(1) as thread:  # the reader changes how its thread counts
        reader = thread.submit(Reader.load, types).result()

        def number(page: Image.Image, said: DigitalText) -> Field:
            image = PreparedImage(page.width, page.height, page.tobytes())
            recognition = thread.submit(reader.read, image, KIND, said.lines).result()
            return Document(Source(PurePath("page"))).read_as(types[KIND], recognition).field("id_number")

        yield number


def in_pdf(*, shown: str = SAID, size: float = 14, before: str = "") -> tuple[Image.Image, DigitalText]:
    """A page that says ``SAID`` and shows another number, of a size, or in another way."""
    names = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    looks = [names[int(one)] if one.isdigit() else one for one in shown]
    codes = "".join(f"{place:02X}" for place in range(1, len(SAID) + 1))
    number = f"BT {before} /F2 {size} Tf 1 0 0 1 20 60 Tm <{codes}> Tj ET".encode()
    content = b"".join(pdf_files.letters(text, 20, 170 - 24 * at, size=14) for at, text in enumerate(HONEST)) + number
    used = {"F1": pdf_files.HELVETICA, "F2": pdf_files.mapped_font(SAID, looks)}
    file = pdf_files.pdf([pdf_files.Sheet(content, size=(300, 200), fonts=used)])
    return pdf.draw(file, 1), pdf.text(file, 1)


def in_ofd(*, shown: str = SAID, size: float = 5, more: str = "", inside: str = "") -> tuple[Image.Image, DigitalText]:
    """The same in an OFD, with a font that is asked for its glyphs by number: its first is the blank, the third."""
    glyphs = " ".join(str(ord(letter) - ord(" ") + 3) for letter in shown)
    inside += (
        f'<ofd:CGTransform CodePosition="0" CodeCount="{len(SAID)}" GlyphCount="{len(SAID)}">'
        f"<ofd:Glyphs>{glyphs}</ofd:Glyphs></ofd:CGTransform>"
    )
    step = f'DeltaX="g {len(SAID) - 1} {0.64 * size}"'
    number = ofd_files.text(SAID, 10, 50, size=size, deltas=step, more=more, inside=inside)
    face = fonts.font("latin", 100)
    objects = number
    for at, text in enumerate(HONEST):
        deltas = " ".join(f"{face.getlength(one) / 20:.3f}" for one in text[:-1])
        objects += ofd_files.text(text, 10, 8 + 9 * at, deltas=f'DeltaX="{deltas}"')
    resources = '<ofd:Fonts><ofd:Font ID="1" FontName="Own"><ofd:FontFile>a.ttf</ofd:FontFile></ofd:Font></ofd:Fonts>'
    files = {"Doc_0/Res/a.ttf": Path(str(face.path)).read_bytes()}
    file = ofd_files.Book([ofd_files.Sheet(objects, box="0 0 110 70")], resources, files=files).content
    return ofd.draw(file, 1), ofd.text(file, 1)


@pytest.mark.parametrize("page", [in_pdf, in_ofd], ids=["pdf", "ofd"])
def test_what_the_page_shows_is_proven(read: Read, page: Page) -> None:
    number = read(*page())
    assert (number.value, number.state) == (SAID, FieldState.PROVEN)
    assert {item.verdict for item in number.evidence} == {Verdict.PROVES, Verdict.SUPPORTS}


@pytest.mark.parametrize("page", [partial(in_pdf, shown=NEAR), partial(in_ofd, shown=NEAR)], ids=["pdf", "ofd"])
def test_a_number_that_looks_like_another_is_doubtful_and_both_are_told(read: Read, page: Page) -> None:
    number = read(*page())
    assert (number.value, number.printed, number.state) == (SAID, NEAR, FieldState.DOUBTFUL)
    [reason] = [messages.reason(item) for item in number.evidence if item.verdict is Verdict.DOUBTS]
    assert NEAR in reason.zh
    assert NEAR in reason.en


@pytest.mark.parametrize("page", [partial(in_pdf, shown=FAR), partial(in_ofd, shown=FAR)], ids=["pdf", "ofd"])
def test_where_they_have_nothing_in_common_the_printed_one_is_taken_and_is_doubtful(read: Read, page: Page) -> None:
    number = read(*page())
    assert (number.value, number.state) == (FAR, FieldState.DOUBTFUL)


@pytest.mark.parametrize("page", [partial(in_pdf, size=1.6), partial(in_ofd, size=0.56)], ids=["pdf", "ofd"])
def test_a_number_too_small_to_read_is_not_proven(read: Read, page: Page) -> None:
    image, said = page()
    assert SAID in "".join(line.text for line in said.lines)
    assert read(image, said).state in (FieldState.DOUBTFUL, FieldState.EMPTY)
