"""Text is made fit for cells, sheet names and file names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_ocr.export.cleaning import Cleaned, clean, cut, file_name_part, sheet_name, utf16_length

ANYTHING = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("张三", Cleaned("张三")),
        ("a\r\nb\rc\nd\te", Cleaned("a\nb\nc\nd\te")),
        ("a\x00\x1b\x85b", Cleaned("ab", removed=True)),
        ("\u202egpj.exe\u2066", Cleaned("gpj.exe", removed=True)),
        ("a\ud800\ufffe\uffffb", Cleaned("ab", removed=True)),
        ("\U0001f600", Cleaned("\U0001f600")),
        ("x" * 32_767, Cleaned("x" * 32_767)),
        ("x" * 32_768, Cleaned("x" * 32_767, cut=True)),
        ("\U0001f600" * 16_384, Cleaned("\U0001f600" * 16_383, cut=True)),
    ],
)
def test_clean(text, expected):
    assert clean(text) == expected


@given(ANYTHING)
def test_clean_text_stays_as_it_is(text):
    cleaned = clean(text).text
    assert clean(cleaned) == Cleaned(cleaned)
    cleaned.encode()


@given(st.text(), st.integers(0, 12))
def test_cut_is_the_longest_start_that_fits(text, units):
    start = cut(text, units)
    assert text.startswith(start)
    assert utf16_length(start) <= units
    assert start == text or utf16_length(text[: len(start) + 1]) > units


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("身份证（人像面）", "身份证（人像面）"),
        ("a[b]:c*?/\\d", "a b  c    d"),
        ("'quoted'", "quoted"),
        ("", "Sheet"),
        ("History", "History "),
        ("长" * 40, "长" * 31),
    ],
)
def test_sheet_name(title, name):
    assert sheet_name(title, []) == name


def test_sheet_names_differ_beyond_case():
    assert sheet_name("ab", ["AB"]) == "ab (2)"
    assert sheet_name("长" * 40, ["长" * 31]) == "长" * 27 + " (2)"


@given(st.lists(ANYTHING, max_size=8))
def test_sheet_names_suit_excel(titles):
    names: list[str] = []
    for title in titles:
        names.append(sheet_name(title, names))
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert 0 < utf16_length(name) <= 31
        assert not set(name) & set("[]:*?/\\")
        assert name[0] != "'" and name[-1] != "'"


def test_file_name_part():
    assert file_name_part("a/b:c.", []) == "a b c"
    assert file_name_part("..", []) == "1"
    assert file_name_part("票", ["票"]) == "票 (2)"
