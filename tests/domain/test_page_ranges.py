from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_ocr.domain.page_ranges import parse


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("3", (3,)),
        ("1-3", (1, 2, 3)),
        ("1-3, 2, 9", (1, 2, 3, 9)),
        ("8-", (8, 9, 10)),
        ("-2", (1, 2)),
        (" 5 ， 7～8、1 至 2 ", (1, 2, 5, 7, 8)),
    ],
)
def test_what_is_meant(text: str, pages: tuple[int, ...]) -> None:
    assert parse(text, 10) == pages


@pytest.mark.parametrize("text", ["", ",", "0", "11", "5-11", "7-3", "a", "1-2-3", "1,,2", "-", "1.5", "-0"])
def test_what_means_nothing(text: str) -> None:
    assert parse(text, 10) is None


@given(st.sets(st.integers(1, 5000), min_size=1))
def test_any_choice_can_be_written(wanted: set[int]) -> None:
    assert parse(",".join(map(str, wanted)), 5000) == tuple(sorted(wanted))


@given(st.text(max_size=20))
def test_any_text_is_answered(text: str) -> None:
    assert parse(text, 10) is None or set(parse(text, 10) or ()) <= set(range(1, 11))
