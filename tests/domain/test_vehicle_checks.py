"""What a VIN's check digit and the terms of driving licences say, and what they never call proven."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from desktop_ocr.domain import checks
from desktop_ocr.domain.document_type import CrossRule, DocumentType, FieldSpec, ValueKind
from desktop_ocr.domain.review import Verdict
from tests.domain.weighing import pair, verdicts, weighed
from tests.fakes import reading

PROVES, SUPPORTS, DOUBTS, BREAKS = Verdict.PROVES, Verdict.SUPPORTS, Verdict.DOUBTS, Verdict.BREAKS
vin = checks.FIELD_CHECKS["vin"]

LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
VALUES = {
    **{str(digit): digit for digit in range(10)},
    **dict(zip(LETTERS, map(int, "12345678123457923456789"), strict=True)),
}
WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)


def checked(head: str, tail: str) -> str:
    """17 characters with the check digit between eight and eight, by ISO 3779."""
    total = sum(VALUES[char] * weight for char, weight in zip(f"{head}0{tail}", WEIGHTS, strict=True))
    return head + "0123456789X"[total % 11] + tail


@st.composite
def chinese(draw: st.DrawFn) -> str:
    head = "L" + draw(st.text("0123456789" + LETTERS, min_size=7, max_size=7))
    year = draw(st.sampled_from("ABCDEFGHJKLMNPRSTVWXY123456789"))
    plant = draw(st.sampled_from("0123456789" + LETTERS))
    return checked(head, year + plant + draw(st.text("0123456789", min_size=6, max_size=6)))


class TestVin:
    def test_the_example_of_the_regulation(self) -> None:
        assert vin("1M8GDM9AXKP042788") is PROVES

    @given(chinese())
    def test_right_ones_are_proven(self, number: str) -> None:
        assert vin(number) is PROVES

    @given(chinese(), st.integers(0, 16), st.sampled_from("0123456789" + LETTERS))
    def test_no_character_misread_as_one_of_another_value_is_proven(self, number: str, place: int, char: str) -> None:
        assume(VALUES[char] != VALUES[number[place]] if place != 8 else char != number[place])
        assert vin(number[:place] + char + number[place + 1 :]) is not PROVES

    @given(chinese(), st.integers(0, 16), st.sampled_from("IOQ"))
    def test_letters_that_no_number_has(self, number: str, place: int, char: str) -> None:
        assert vin(number[:place] + char + number[place + 1 :]) is BREAKS

    @given(chinese(), st.integers(0, 16))
    def test_a_lost_character_is_not_the_form(self, number: str, place: int) -> None:
        assert vin(number[:place] + number[place + 1 :]) is BREAKS

    def test_a_maker_abroad_need_not_use_it(self) -> None:
        with_digit = checked("WBA3A510", "FK123456")
        assert vin(with_digit) is SUPPORTS
        other = "1" if with_digit[8] != "1" else "2"
        assert vin(with_digit[:8] + other + with_digit[9:]) is DOUBTS

    @pytest.mark.parametrize("tail", ["0A123456", "UA123456", "ZA123456", "HA12A456", "HA12345B"])
    def test_what_gb_16735_does_not_allow_is_not_proven(self, tail: str) -> None:
        assert vin(checked("LSVAA49J", tail)) is DOUBTS

    def test_a_masked_one_says_nothing(self) -> None:
        assert vin("LSV*******1234567") is None


class TestDrivingTerm:
    @pytest.mark.parametrize(
        ("start", "end", "verdict"),
        [
            ("2014-05-20", "2020-05-20", PROVES),
            ("2014-05-20", "2024-05-20", PROVES),
            ("2016-02-29", "2022-02-28", PROVES),
            ("2014-05-20", "2021-05-20", DOUBTS),
            ("2014-05-20", "2020-05-21", DOUBTS),
            ("2014-05-20", "2044-05-20", DOUBTS),
        ],
    )
    def test_six_or_ten_years_to_the_day(self, start: str, end: str, verdict: Verdict) -> None:
        assert pair("driving_term", start, end) == ([verdict], [verdict])

    @pytest.mark.parametrize(
        ("start", "end"), [("2014-05-20", "长期"), ("2014", "2020-05-20"), ("1971-05-20", "1977-05-20")]
    )
    def test_nothing_to_say(self, start: str, end: str) -> None:
        assert pair("driving_term", start, end) == ([], [])


@pytest.mark.parametrize(
    ("rule", "first", "second"),
    [("driving_term", "2014-05-20", "2020-05-20")],
)
def test_what_was_not_read_surely_is_not_proven_by_another_date(rule: str, first: str, second: str) -> None:
    specs = (FieldSpec("a", "甲", "A", ValueKind.DATE), FieldSpec("b", "乙", "B", ValueKind.DATE))
    kind = DocumentType("k", "种", "Kind", specs, (CrossRule(rule, ("a", "b")),))
    fields = weighed(kind, reading("a", first, weakest=0.8), reading("b", second))
    assert [verdicts(field, rule) for field in fields] == [[SUPPORTS], [SUPPORTS]]


def test_two_events_of_one_day_support_each_other_and_prove_nothing() -> None:
    """A renewed licence: first issued 2011-05-13, valid from 2017-05-13; one digit misread, and they agree."""
    assert pair("dates_agree", "2018-06-14", "2018-06-14") == ([SUPPORTS], [SUPPORTS])
    assert pair("dates_agree", "2018-06-14", "2019-06-14") == ([], [])
    assert pair("dates_agree", "2018-06", "2018-06") == ([], [])


@pytest.mark.parametrize(("weakest", "verdict"), [(0.99, PROVES), (0.98, SUPPORTS)])
def test_a_vin_that_was_not_read_surely_is_not_proven(weakest: float, verdict: Verdict) -> None:
    """J and 1 count as much, so the digit of a VIN does not tell them apart."""
    kind = DocumentType("k", "种", "Kind", (FieldSpec("a", "甲", "A", ValueKind.NUMBER, checks=("vin",)),))
    number = checked("LSVAA49J", "JA123456")
    assert vin(number.replace("J", "1")) is PROVES
    assert verdicts(weighed(kind, reading("a", number, weakest=weakest))[0], "vin") == [verdict]
