"""Dates as papers print them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_ocr.domain import dates


@given(st.dates())
def test_every_day_of_the_calendar_is_read(day: date) -> None:
    assert dates.whole(day.isoformat()) == day


@pytest.mark.parametrize(
    ("value", "parts"),
    [("2020-02-29", (2020, 2, 29)), ("2020-02", (2020, 2, 0)), ("2020", (2020, 0, 0))],
)
def test_parts_that_are_not_printed_are_missing_not_made_up(value: str, parts: tuple[int, int, int]) -> None:
    assert dates.parse(value) == parts
    assert (dates.whole(value) is not None) == all(parts)


@pytest.mark.parametrize(
    "value",
    [
        "2021-02-29",
        "2020-13-01",
        "2020-00-10",
        "2020-10-00",
        "2020-00",
        "2020-04-31",
        "0000-01-01",
        "2020-1-1",
        "20200101",
        "长期",
        "",
        "２０２０-01-01",
    ],
)
def test_no_such_date(value: str) -> None:
    assert dates.parse(value) is None
    assert dates.whole(value) is None


@pytest.mark.parametrize("word", ["至", "到", "-", "—", "~"])
def test_periods_of_every_spelling(word: str) -> None:
    assert dates.split_period(f"2015-02-12{word}2035-02-11") == ("2015-02-12", "2035-02-11")
    assert dates.split_period(f"2015-02-12{word}长期") == ("2015-02-12", "长期")


@pytest.mark.parametrize("value", ["2015-02-12", "长期", "2015-02-12至", "至2035-02-11", "长期至2035-02-11", ""])
def test_no_period(value: str) -> None:
    assert dates.split_period(value) is None


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        ("2010-05-06", "2030-05-06", 20),
        ("2010-05-06", "2030-05-07", None),
        ("2010-05-06", "2030-06-06", None),
        ("2004-02-29", "2024-02-29", 20),
        ("2004-02-29", "2014-02-28", 10),
        ("2004-02-29", "2014-03-01", 10),
        ("2004-02-28", "2014-03-01", None),
        ("2020-01-01", "2010-01-01", -10),
    ],
)
def test_whole_years(start: str, end: str, years: int | None) -> None:
    assert dates.whole_years(date.fromisoformat(start), date.fromisoformat(end)) == years
