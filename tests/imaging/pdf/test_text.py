"""A PDF's own letters: where they are, and that only seen ones count."""

from __future__ import annotations

import pytest

from desktop_ocr.imaging.pdf import draw, text
from desktop_ocr.imaging.pdf.letters import MAX_CHARACTERS
from tests.imaging.measuring import cells, ink
from tests.imaging.pdf.pdf_files import Sheet, letters, mapped_font, pdf

SCAN = b"q 595 0 0 842 0 0 cm /I1 Do Q\n"
PIXELS = bytes(128 + 127 * ((place + place // 8) % 2) for place in range(64))
"""Of a scan: it has edges of its own everywhere."""
MATRIX = "BT /F1 30 Tf {} Tm (Hgjp1) Tj ET\n"


def said(content: bytes, **images: bytes) -> list[str]:
    return [line.text for line in text(pdf([Sheet(content, images=images)]), 1).lines]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize(
    "matrix",
    [
        "1 0 0 1 200 400",
        "0 1 -1 0 200 400",
        "-1 0 0 -1 200 400",
        "0 -1 1 0 200 400",
        "2 0 0 1 200 400",
        "0.866 0.5 -0.5 0.866 200 400",
        "0.966 0.259 -0.259 0.966 200 400",
    ],
)
def test_every_letter_s_ink_is_inside_its_cell(matrix: str, turn: int) -> None:
    content = pdf([Sheet(MATRIX.format(matrix).encode(), entries=f"/Rotate {turn}/CropBox[10 20 500 800]")])
    page, said_of = draw(content, 1), text(content, 1)
    [line] = said_of.lines
    assert line.text == "Hgjp1"
    found = list(cells(said_of.lines))
    whole = ink(page)
    assert whole is not None
    left, top, right, bottom = line.region.bounds
    slack = 2 / page.width, 2 / page.height
    assert left - slack[0] <= whole[0] < whole[2] <= right + slack[0]
    assert top - slack[1] <= whole[1] < whole[3] <= bottom + slack[1]
    # Not more than the letters need: their height is less than twice that of a capital.
    assert right - left < 2 * (whole[2] - whole[0])
    assert bottom - top < 2 * (whole[3] - whole[1])
    for letter, quad in found:
        assert ink(page, quad.clamped().bounds) is not None, letter


def test_reading_direction_is_the_text_s() -> None:
    [line] = text(pdf([Sheet(MATRIX.format("0 1 -1 0 200 400").encode())]), 1).lines
    assert line.region.top_left.y > line.region.top_right.y
    assert line.region.top_left.x < line.region.bottom_left.x


def test_near_45_degrees_a_line_stays_a_line() -> None:
    [line] = text(pdf([Sheet(MATRIX.format("0.707 0.707 -0.707 0.707 200 400").encode())]), 1).lines
    assert line.text == "Hgjp1"


def test_letters_have_spans_that_follow_each_other() -> None:
    [line] = text(pdf([Sheet(letters("Total 12.50", 100, 700))]), 1).lines
    assert line.text == "Total 12.50"
    assert line.confidence == 1.0
    starts = [character.start for character in line.characters]
    assert starts == sorted(starts)
    assert all(character.start < character.end <= 1.0001 for character in line.characters)


def test_columns_are_lines_of_their_own() -> None:
    assert said(letters("4", 100, 700) + letters("25.00", 140, 700)) == ["4", "25.00"]


def test_a_label_and_its_value_in_another_colour_stay_two() -> None:
    content = b"0.5 0 0 rg " + letters("No:", 100, 700) + b"0 g " + letters("99", 120, 700)
    assert said(content) == ["No:", "99"]


def test_a_map_of_characters_says_what_letters_mean() -> None:
    font = mapped_font("发票号码⼀")
    content = b"BT /F1 12 Tf 1 0 0 1 100 700 Tm <0102030405> Tj ET"
    lines = text(pdf([Sheet(content, fonts={"F1": font})]), 1).lines
    assert [line.text for line in lines] == ["发票号码一"]


def test_rare_characters_are_one() -> None:
    content = b"BT /F1 12 Tf 1 0 0 1 100 700 Tm <0102> Tj ET"
    [line] = text(pdf([Sheet(content, fonts={"F1": mapped_font("𬭛名")})]), 1).lines
    assert [character.text for character in line.characters] == ["𬭛", "名"]


@pytest.mark.parametrize("meaning", ["\ue000", "\ufffd", "\x07"])
def test_a_line_with_a_letter_nobody_can_name_is_not_exact(meaning: str) -> None:
    content = b"BT /F1 12 Tf 1 0 0 1 100 700 Tm <0102> Tj ET BT /F2 12 Tf 1 0 0 1 100 600 Tm (seen) Tj ET"
    fonts = {"F1": mapped_font("1" + meaning), "F2": Sheet().fonts["F1"]}
    assert [line.text for line in text(pdf([Sheet(content, fonts=fonts)]), 1).lines] == ["seen"]


class TestSeen:
    @pytest.mark.parametrize(
        "hidden",
        [
            letters("hidden", 100, 600, before="3 Tr"),
            b"q " + letters("hidden", 100, 600, before="7 Tr") + b"Q ",
            b"1 1 1 rg " + letters("hidden", 100, 600) + b"0 g ",
            letters("hidden", 100, 600) + b"1 1 1 rg 50 550 400 100 re f 0 g ",
            letters("hidden", 100, 600, size=0.01),
            letters("hidden", 100, 6000),
            letters("hidden", 100, 600, size=60) + SCAN,
            b"q 0 0 5 5 re W n " + letters("hidden", 100, 600) + b"Q ",
            b"0.95 g " + letters("hidden", 100, 600) + b"0 g ",
            b"50 550 400 100 re f " + letters("hidden", 100, 600),
            b"90 604 100 1 re f 1 g " + letters("hidden", 100, 600) + b"0 g ",
            letters("hidden", 100, 600) + b"q 60 0 0 30 90 590 cm /I1 Do Q\n",
            letters("1380.00", 100, 600) + b"1 g 116 595 60 20 re f 0 g ",
        ],
        ids=[
            "unpainted",
            "clip",
            "white",
            "painted over",
            "tiny",
            "off the page",
            "under a scan",
            "clipped away",
            "faint",
            "black on black",
            "white on a ruled line",
            "under a small picture",
            "some digits of a line",
        ],
    )
    def test_what_is_not_seen_is_not_exact(self, hidden: bytes) -> None:
        seen = letters("seen", 100, 700, before="0 Tr")
        assert said(hidden + seen, I1=PIXELS) == ["seen"]

    @pytest.mark.parametrize("x", [500, -38])
    def test_a_line_that_runs_off_the_page_is_not_exact(self, x: float) -> None:
        """What is seen of it would else be taken for all of its letters, set closely."""
        assert said(letters("8" * 20, x, 700)) == []

    def test_a_line_up_to_the_edge_is(self) -> None:
        assert said(letters("88", 595 - 14, 700) + letters("Total", 1, 5)) == ["88", "Total"]
        for line in text(pdf([Sheet(letters("8 .", 595 - 11, 700))]), 1).lines:
            assert line.region.bounds[2] <= 1

    def test_a_letter_of_which_the_page_cuts_a_half_is_not_exact(self) -> None:
        assert said(letters("88", 595 - 10, 700)) == []

    def test_a_scan_with_a_layer_of_recognised_text_has_none(self) -> None:
        assert said(SCAN + letters("read by a machine", 100, 600, before="3 Tr"), I1=PIXELS) == []

    def test_a_scan_has_none(self) -> None:
        assert said(SCAN, I1=PIXELS) == []

    @pytest.mark.parametrize(("before", "expected"), [("", ["seen"]), ("3 Tr", []), ("1 g", [])])
    def test_in_a_form(self, before: str, expected: list[str]) -> None:
        content = pdf([Sheet(b"/X1 Do", forms={"X1": letters("seen", 100, 700, before=before)})])
        assert [line.text for line in text(content, 1).lines] == expected

    @pytest.mark.parametrize(
        ("stamp", "expected"), [(b"1 0 0 RG 4 w 5 5 m 55 55 l S", ["seen"]), (b"1 g 0 0 60 60 re f", [])]
    )
    def test_under_a_stamp(self, stamp: bytes, expected: list[str]) -> None:
        content = pdf([Sheet(letters("seen", 100, 700), stamps=[("90 680 150 740", stamp)])])
        assert [line.text for line in text(content, 1).lines] == expected

    def test_on_a_picture_of_the_whole_page(self) -> None:
        assert said(SCAN + letters("seen", 100, 700), I1=PIXELS) == ["seen"]

    def test_white_on_dark(self) -> None:
        assert said(b"0 0 0.5 rg 50 650 400 100 re f 1 1 1 rg " + letters("seen", 100, 700)) == ["seen"]


def test_pages_of_endless_text_are_cut() -> None:
    row = letters("0123456789" * 10, 50, 700, size=5)
    content = pdf([Sheet(row.replace(b"1 0 0 1 50 700", b"1 0 0 1 50 %d" % 700) * (MAX_CHARACTERS // 100 + 50))])
    lines = text(content, 1).lines
    assert sum(len(line.text) for line in lines) <= MAX_CHARACTERS
