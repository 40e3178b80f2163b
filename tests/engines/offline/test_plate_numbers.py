"""The number of a plate in what was read: by the grammar, never by guess."""

from __future__ import annotations

import pytest

from desktop_ocr.domain.checking.plates import BLUE, GREEN, WHITE, YELLOW_GREEN
from desktop_ocr.engines.offline.plate_numbers import looks_like_upper_row, number_in
from tests.engines.offline.printed import printed


def number(
    *rows: str, colour: str | None = None, unsure: dict[int, tuple[tuple[str, float], ...]] | None = None
) -> str:
    lines = [printed(text, 100, 100 + 60 * place, unsure=unsure) for place, text in enumerate(rows)]
    found = number_in(lines, colour)
    return found.value if found else ""


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("皖A·195K9", "皖A195K9"),
        ("京AD12345", "京AD12345"),
        ("浙A12345D", "浙A12345D"),
        ("粤Z·1234港", "粤Z1234港"),
        ("065·437使", "065437使"),
        ("粵B·12345", "粤B12345"),
        ("京a·12345", "京A12345"),
        ("京A·1O3I5", "京A10315"),  # no serial has an O or an I
        ("京AD1234S", "京AD12345"),  # the last four of new energy are digits
        ("京A08888", "京A08888"),
    ],
)
def test_a_line_of_a_plate(text: str, wanted: str) -> None:
    assert number(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "",
        "TOYOTA",
        "京A1234",
        "单号京A12345的车",
        "东A12345",
        "样本SPECIMEN",
        "2023-11-21 10:15:30",
        "A12345",
    ],
)
def test_no_plate(text: str) -> None:
    assert number(text) == ""


def test_letters_that_may_be_meant_stay_as_read() -> None:
    assert number("京A8B0D5") == "京A8B0D5"
    assert number("京ADB1234") == "京ADB1234"


def test_what_the_engine_offers_else_is_taken_where_nothing_else_fits() -> None:
    found = number_in([printed("院A12345", 100, 100, unsure={0: (("皖", 0.2), ("完", 0.1))})])
    assert found is not None
    assert found.value == "皖A12345"
    assert found.characters[0].confidence == 0.2, "so that it is doubted"


def test_an_illegible_province_is_not_guessed() -> None:
    assert number("院A12345") == ""
    assert number("院A12345", unsure={0: (("皖", 0.001),)}) == ""


def test_a_zero_in_the_office_is_any_of_three_letters() -> None:
    assert number("京012345") == ""
    assert number("京012345", unsure={1: (("D", 0.1),)}) == "京D12345"


def test_bolts_and_rim_are_left_out() -> None:
    assert number("I苏E·B68W9") == "苏EB68W9"
    assert number("苏E·B68W91", colour=BLUE) == "苏EB68W9"


def test_the_colour_decides_where_two_forms_are_as_near() -> None:
    assert number("京A012340", colour=GREEN) == "京AD12340"
    assert number("京A012340", colour=YELLOW_GREEN) == "京A01234D"


def test_letters_and_digits_alone_are_the_armys_only_on_white() -> None:
    assert number("VA12345") == "VA12345", "worth a look at its ground"
    assert number("VA12345", colour="") == ""
    assert number("VA12345", colour=BLUE) == ""
    assert number("VA12345", colour=WHITE) == "VA12345"


def test_two_rows() -> None:
    assert number("桂·G", "0Z951") == "桂G0Z951"
    assert number("浙K", "1234挂") == "浙K1234挂"
    assert number("桂·G", "0Z9517") == "桂G0Z951"
    assert number("新闻", "0Z951") == ""


def test_which_line_may_be_an_upper_row() -> None:
    assert [looks_like_upper_row(printed(text, 0, 0)) for text in ("桂·G", "桂G", "广西", "桂林欢迎您", "GO")] == [
        True,
        True,
        False,
        False,
        False,
    ]
