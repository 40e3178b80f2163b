"""Dates as papers print them."""

from __future__ import annotations

from datetime import date

import pytest

from desktop_ocr.engines.offline.printed_dates import AHEAD, find_dates
from desktop_ocr.engines.offline.written_dates import written_dates


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("1995年5月13日", "1995-05-13"),
        ("2018年11月20日", "2018-11-20"),
        ("2018年11 月20 日", "2018-11-20"),
        ("19950513", "1995-05-13"),
        ("二〇一八年五月六日", "2018-05-06"),
        ("2013年5月", "2013-05"),
        ("01 JAN 2004", "2004-01-01"),
        ("14JUL1789", "1789-07-14"),
        ("12 八月/AUG 2004", "2004-08-12"),
        ("12 十二月/DEC 2004", "2004-12-12"),
        ("07 3月/MAR 2015", "2015-03-07"),
        ("038月/AUG1981", "1981-08-03"),
        ("0512月/DEC1990", "1990-12-05"),
        ("12 5月 2014", "2014-05-12"),
        ("12 AUGUST/AOUT 74", "1974-08-12"),
        ("16 APR/AVR 07", "2007-04-16"),
        ("28 FÉV/FEB 1999", "1999-02-28"),
        ("AUG 12, 1974", "1974-08-12"),
    ],
)
def test_a_date_is_found(text: str, normal: str) -> None:
    assert [found for found, _, _ in find_dates(text)] == [normal]


def test_dates_in_their_order_with_their_places() -> None:
    assert find_dates("2012.03.04-2022.03.03") == [("2012-03-04", 0, 10), ("2022-03-03", 11, 21)]
    assert find_dates("03 8月/AUG 1981 05 4月/APR 2012") == [("1981-08-03", 0, 14), ("2012-04-05", 15, 29)]


def test_a_month_printed_twice_must_say_the_same() -> None:
    assert find_dates("03 8月/SEP 1981") == []


@pytest.mark.parametrize("text", ["", "京房权证 12 ABC", "男/M"])
def test_other_texts_have_none(text: str) -> None:
    assert find_dates(text) == []


def test_the_century_of_a_year_of_two_digits() -> None:
    this = date.today().year
    ahead = this + AHEAD
    assert find_dates(f"01 JAN {ahead % 100:02}")[0][0] == f"{ahead}-01-01"
    assert find_dates(f"01 JAN {(ahead + 1) % 100:02}")[0][0] == f"{ahead - 99}-01-01"
    assert find_dates(f"01 JAN {(this + 1) % 100:02}", past=True)[0][0] == f"{this - 99}-01-01"


@pytest.mark.parametrize(
    ("printed_date", "wanted"),
    [
        ("二〇二〇年七月一日", "2020-07-01"),
        ("一九九八年十月十日", "1998-10-10"),
        ("二○一六年十二月三十一日", "2016-12-31"),
        ("二零零五年元月二十日", "2005-01-20"),
        ("二〇二〇牛十二月三十一日", "2020-12-31"),
        ("二〇二〇年十二月", "2020-12"),
        ("二〇二〇年十月", "2020-10"),
        ("二〇二〇年", "2020"),
    ],
)
def test_dates_in_chinese_numerals(printed_date: str, wanted: str) -> None:
    assert find_dates(f"生于{printed_date}。") == [(wanted, 2, 2 + len(printed_date))]


def test_what_is_no_number_is_no_date_in_numerals() -> None:
    assert list(written_dates("二〇二〇年二十十月一日")) == []


def test_of_a_date_in_numerals_that_is_cut_off_there_is_the_month() -> None:
    assert list(written_dates("二〇二〇年十二月三十一")) == [("2020-12", 0, 8)]
