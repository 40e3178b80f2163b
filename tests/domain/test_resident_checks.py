"""Checks of the cards of temporary holders, of residents from outside the mainland, and of foreigners."""

from __future__ import annotations

import string
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from desktop_ocr.domain import checks
from desktop_ocr.domain.document_type import CrossRule, DocumentType, FieldSpec, ValueKind
from desktop_ocr.domain.review import Verdict
from tests.domain.weighing import pair, verdicts, weighed
from tests.fakes import reading

PROVES, SUPPORTS, DOUBTS, BREAKS = Verdict.PROVES, Verdict.SUPPORTS, Verdict.DOUBTS, Verdict.BREAKS
NUMBER = "911124198108030024"  # the specimen that the authorities published
OLD_NUMBER = "CAN110081080310"
RULE = "birth_in_resident_number"


class TestNumber:
    @pytest.mark.parametrize(
        ("value", "verdict"),
        [
            (NUMBER, PROVES),
            (NUMBER[:-1] + "5", BREAKS),
            (OLD_NUMBER, None),
            ("CAN11008108031", BREAKS),
            ("CA1110081080310", BREAKS),
            ("11010519491231002X", BREAKS),  # a citizen's
        ],
    )
    def test_both_forms(self, value: str, verdict: Verdict | None) -> None:
        assert checks.FIELD_CHECKS["permanent_resident_number"](value) is verdict

    @given(st.integers(0, 17), st.sampled_from(string.digits))
    def test_one_misread_digit_is_never_proven(self, place: int, digit: str) -> None:
        assume(NUMBER[place] != digit)
        misread = NUMBER[:place] + digit + NUMBER[place + 1 :]
        assert checks.FIELD_CHECKS["permanent_resident_number"](misread) is BREAKS


class TestBirth:
    @staticmethod
    def verdicts(number: str, birth: str, *, weakest: float = 1.0) -> tuple[list[Verdict], list[Verdict]]:
        specs = (
            FieldSpec("number", "号", "Number", ValueKind.NUMBER, checks=("permanent_resident_number",)),
            FieldSpec("birth", "生", "Birth", ValueKind.DATE),
        )
        kind = DocumentType("k", "种", "Kind", specs, (CrossRule(RULE, ("number", "birth")),))
        fields = weighed(kind, reading("number", number), reading("birth", birth, weakest=weakest))
        return verdicts(fields[0], RULE), verdicts(fields[1], RULE)

    def test_agrees(self) -> None:
        assert self.verdicts(NUMBER, "1981-08-03") == ([SUPPORTS], [PROVES])
        assert self.verdicts(OLD_NUMBER, "1981-08-03") == ([SUPPORTS], [PROVES])

    def test_disagrees(self) -> None:
        assert self.verdicts(NUMBER, "1981-08-08") == ([DOUBTS], [BREAKS])
        assert self.verdicts(OLD_NUMBER, "1981-08-08") == ([], [DOUBTS])

    def test_a_century_that_was_not_read_surely_is_not_proven_by_two_digits_of_the_year(self) -> None:
        assert self.verdicts(OLD_NUMBER, "1981-08-03", weakest=0.8) == ([SUPPORTS], [SUPPORTS])

    def test_a_number_of_another_form_says_nothing(self) -> None:
        assert self.verdicts("CAN1100", "1981-08-03") == ([], [])

    def test_a_number_that_fails_its_check_decides_nothing(self) -> None:
        assert self.verdicts(NUMBER[:-1] + "5", "1981-08-08")[1] == [DOUBTS]


class TestTerms:
    @pytest.mark.parametrize(
        ("rule", "issue", "expiry", "verdict"),
        [
            ("temporary_id_term", "2019-06-16", "2019-09-16", PROVES),
            ("temporary_id_term", "2019-11-16", "2020-02-16", PROVES),
            ("temporary_id_term", "2019-06-16", "2019-09-15", DOUBTS),
            ("temporary_id_term", "2019-06-16", "2020-09-16", DOUBTS),
            ("residence_permit_term", "2018-09-01", "2023-09-01", PROVES),
            ("residence_permit_term", "2018-09-01", "2028-09-01", DOUBTS),
            ("residence_permit_term", "2018-09-01", "2023-09-02", DOUBTS),
            ("permanent_residence_term", "2015-10-25", "2025-10-24", PROVES),
            ("permanent_residence_term", "2015-10-25", "2020-10-24", PROVES),
            ("permanent_residence_term", "2015-10-25", "2025-10-25", DOUBTS),
        ],
    )
    def test_to_the_day(self, rule: str, issue: str, expiry: str, verdict: Verdict) -> None:
        assert pair(rule, issue, expiry) == ([verdict], [verdict])

    @pytest.mark.parametrize(
        ("rule", "issue", "expiry"),
        [
            ("temporary_id_term", "2019-11-30", "2020-02-29"),  # the third month has no such day
            ("temporary_id_term", "2005-09-30", "2005-12-30"),  # before there were such cards
            ("residence_permit_term", "2018-08-31", "2023-08-31"),
            ("residence_permit_term", "2019-09", "2024-09"),
            ("permanent_residence_term", "2004-08-14", "2014-08-13"),
        ],
    )
    def test_that_say_nothing(self, rule: str, issue: str, expiry: str) -> None:
        assert pair(rule, issue, expiry) == ([], [])

    @given(st.dates(date(2005, 10, 1), date.today()), st.integers(0, 9), st.sampled_from(string.digits))
    def test_one_misread_digit_of_three_months_is_never_proven(self, issue: date, place: int, digit: str) -> None:
        month = issue.month + 3
        assume(issue.day <= 28 and place not in (4, 7))
        expiry = str(issue.replace(year=issue.year + (month > 12), month=(month - 1) % 12 + 1))
        assume(expiry[place] != digit)
        misread = expiry[:place] + digit + expiry[place + 1 :]
        assert PROVES not in pair("temporary_id_term", str(issue), misread)[1]

    @given(
        st.dates(date(2018, 9, 1), date.today() - timedelta(days=1)), st.integers(0, 9), st.sampled_from(string.digits)
    )
    def test_one_misread_digit_of_five_years_is_never_proven(self, issue: date, place: int, digit: str) -> None:
        assume((issue.month, issue.day) != (2, 29) and place not in (4, 7))
        expiry = str(issue.replace(year=issue.year + 5))
        assume(expiry[place] != digit)
        misread = expiry[:place] + digit + expiry[place + 1 :]
        assert PROVES not in pair("residence_permit_term", str(issue), misread)[1]
