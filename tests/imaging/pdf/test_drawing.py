"""PDF pages as pixels, and the files that are none, locked, endless or huge."""

from __future__ import annotations

import pytest

from desktop_ocr.domain.errors import SourceDamaged, SourceLocked, SourceShape, SourceTooSmall
from desktop_ocr.imaging.pdf import draw, page_count, text
from tests.imaging.measuring import colour_at, ink
from tests.imaging.pdf.pdf_files import Sheet, letters, many_pages, pdf

BAR = b"1 0 0 rg 100 700 200 50 re f\n"
"""Red, near the top left of the page."""
WHITE, RED = (255, 255, 255), (255, 0, 0)


def test_a_page_is_drawn_at_200_dpi() -> None:
    page = draw(pdf([Sheet(BAR)]), 1)
    assert (page.mode, page.size) == ("RGB", (1653, 2339))
    assert ink(page) == pytest.approx((100 / 595, 92 / 842, 300 / 595, 142 / 842), abs=0.001)
    assert colour_at(page, 200 / 595, 120 / 842) == RED


@pytest.mark.parametrize(
    ("turn", "place"),
    [
        (0, (100 / 595, 92 / 842, 300 / 595, 142 / 842)),
        (90, (700 / 842, 100 / 595, 750 / 842, 300 / 595)),
        (180, (295 / 595, 700 / 842, 495 / 595, 750 / 842)),
        (270, (92 / 842, 295 / 595, 142 / 842, 495 / 595)),
    ],
)
def test_turned_as_the_file_says(turn: int, place: tuple[float, ...]) -> None:
    page = draw(pdf([Sheet(BAR, entries=f"/Rotate {turn}")]), 1)
    assert page.size == ((1653, 2339) if turn % 180 == 0 else (2339, 1653))
    assert ink(page) == pytest.approx(place, abs=0.001)


def test_a_thumbnail() -> None:
    content = pdf([Sheet(BAR)])
    small = draw(content, 1, small=256)
    assert max(small.size) == 256
    assert ink(small) == pytest.approx(ink(draw(content, 1)), abs=0.01)


def test_a_crop_box_is_the_page() -> None:
    page = draw(pdf([Sheet(BAR, entries="/CropBox[100 700 300 750]")]), 1)
    assert page.size == (556, 139)
    assert colour_at(page, 0.5, 0.5) == RED


@pytest.mark.parametrize("side", [14_400, 1_000_000])
def test_huge_pages_are_cheap(side: int) -> None:
    content = pdf([Sheet(f"{side // 2} 0 {side // 2} {side} re f".encode(), size=(side, side))])
    page = draw(content, 1)
    assert page.size == (4096, 4096)
    assert (colour_at(page, 0.25, 0.5), colour_at(page, 0.75, 0.5)) == (WHITE, (0, 0, 0))
    assert draw(content, 1, small=100).size == (100, 100)


def test_a_page_in_larger_units() -> None:
    assert max(draw(pdf([Sheet(BAR, entries="/UserUnit 75")]), 1).size) <= 4096


def test_too_small_and_too_long() -> None:
    with pytest.raises(SourceTooSmall):
        draw(pdf([Sheet(BAR, size=(8, 8))]), 1)
    with pytest.raises(SourceShape):
        draw(pdf([Sheet(BAR, size=(2000, 50))]), 1)


class TestCount:
    def test_five_thousand_pages(self) -> None:
        content = many_pages(5_000)
        assert page_count(content) == 5_000
        assert draw(content, 5_000, small=64).height == 64

    @pytest.mark.parametrize("page", [0, -1, 3])
    def test_pages_that_are_not_there(self, page: int) -> None:
        content = pdf([Sheet(BAR), Sheet(BAR)])
        for use in (draw, text):
            with pytest.raises(SourceDamaged):
                use(content, page)

    @pytest.mark.parametrize(
        "content",
        [b"", b"%PDF-", b"%PDF-1.7\n", pdf([Sheet(BAR)])[:200], pdf([]), b"\x89PNG\r\n\x1a\n", b"x" * 5000],
        ids=["nothing", "a start", "a head", "cut off", "no pages", "a picture", "text"],
    )
    def test_what_is_no_pdf(self, content: bytes) -> None:
        for use in (page_count, lambda broken: draw(broken, 1), lambda broken: text(broken, 1)):
            with pytest.raises(SourceDamaged):
                use(content)

    def test_a_page_that_is_no_page(self) -> None:
        content = pdf([Sheet(BAR)]).replace(b"/Type/Page/", b"/Type/Nope/").replace(b"/MediaBox", b"/XediaBox")
        assert page_count(content) == 1
        with pytest.raises(SourceDamaged):
            draw(content, 1)

    def test_a_cross_reference_table_that_lies_is_made_anew(self) -> None:
        content = pdf([Sheet(BAR)])
        start = content.rindex(b"startxref")
        assert page_count(content[:start] + b"startxref\n7\n%%EOF") == 1


class TestLocked:
    LOCKED = pdf([Sheet(letters("Secret", 100, 700))], user="open sesame")
    OWNED = pdf([Sheet(letters("Secret", 100, 700))], user="", owner="boss")

    @pytest.mark.parametrize("password", ["", "wrong", "open sesame ", "密码", "x" * 500])
    def test_without_the_password(self, password: str) -> None:
        for use in (
            lambda: page_count(self.LOCKED, password),
            lambda: draw(self.LOCKED, 1, password=password),
            lambda: text(self.LOCKED, 1, password=password),
        ):
            with pytest.raises(SourceLocked):
                use()

    def test_with_it(self) -> None:
        assert page_count(self.LOCKED, "open sesame") == 1
        assert ink(draw(self.LOCKED, 1, password="open sesame")) is not None
        assert [line.text for line in text(self.LOCKED, 1, password="open sesame").lines] == ["Secret"]

    @pytest.mark.parametrize("password", ["", "boss"])
    def test_one_that_only_its_owner_may_change_opens(self, password: str) -> None:
        assert page_count(self.OWNED, password) == 1
        assert text(self.OWNED, 1, password=password).lines[0].text == "Secret"

    def test_a_password_for_an_open_file_does_no_harm(self) -> None:
        assert page_count(pdf([Sheet(BAR)]), "anything") == 1


def test_what_a_file_would_do_is_not_done() -> None:
    """JavaScript that would change the page, and a form field that is filled when the form starts."""
    script = "/OpenAction<</S/JavaScript/JS(this.getField\\('a'\\).value='X';while\\(true\\);)>>"
    field = (
        "/Annots[<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V()/Rect[100 100 300 200]/F 4"
        "/AA<</F<</S/JavaScript/JS(event.value='X';)>>>>>>]"
    )
    content = pdf([Sheet(b"", entries=field)], catalogue=script + "/AcroForm<</Fields[]/NeedAppearances true>>")
    assert ink(draw(content, 1)) is None
    assert text(content, 1).lines == ()


def test_a_stamp_that_is_an_annotation_is_seen() -> None:
    content = pdf(
        [Sheet(b"", entries="/Annots[<</Type/Annot/Subtype/Square/Rect[100 642 300 742]/C[1 0 0]/IC[1 0 0]/F 4>>]")]
    )
    page = draw(content, 1)
    assert colour_at(page, 200 / 595, 150 / 842) == RED
