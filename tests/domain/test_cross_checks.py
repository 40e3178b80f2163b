"""What rules across fields say of each of them."""

from __future__ import annotations

import string
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from desktop_ocr.domain import checks
from desktop_ocr.domain.document_type import CrossRule, DocumentType, FieldSpec, ValueKind
from desktop_ocr.domain.review import Evidence, FieldState, Verdict
from tests.domain.numbers import id_check
from tests.domain.weighing import id_card, pair, verdicts, weighed
from tests.fakes import ID_CARD, MATCHING, reading

PROVES, SUPPORTS, DOUBTS, BREAKS = Verdict.PROVES, Verdict.SUPPORTS, Verdict.DOUBTS, Verdict.BREAKS
TODAY = date.today()


class TestIdCardRules:
    def test_number_birth_and_sex_agree(self) -> None:
        fields = id_card()
        assert verdicts(fields["birth"], "birth_in_id_number") == [PROVES]
        assert verdicts(fields["sex"], "sex_in_id_number") == [PROVES]
        assert verdicts(fields["number"], "birth_in_id_number") == [SUPPORTS]

    def test_another_birthday_than_a_right_number_has_is_wrong(self) -> None:
        fields = id_card(birth="1949-12-30")
        assert fields["birth"].state is FieldState.BROKEN
        assert verdicts(fields["number"], "birth_in_id_number") == [DOUBTS]

    def test_another_sex_is_wrong(self) -> None:
        assert id_card(sex="男")["sex"].state is FieldState.BROKEN
        assert id_card(sex="无")["sex"].state is FieldState.DOUBTFUL

    def test_a_number_that_fails_its_check_decides_nothing(self) -> None:
        misread = id_card(number="110105194912310020")
        assert verdicts(misread["birth"], "birth_in_id_number") == [SUPPORTS]
        assert misread["birth"].state is FieldState.DOUBTFUL
        other_day = id_card(number="110105194912300020")
        assert verdicts(other_day["birth"], "birth_in_id_number") == [DOUBTS]
        assert verdicts(other_day["number"], "birth_in_id_number") == []

    def test_an_old_number_of_15_digits_says_nothing_of_birth_and_sex(self) -> None:
        fields = id_card(number="110105491231002")
        assert verdicts(fields["birth"], "birth_in_id_number") == verdicts(fields["sex"], "sex_in_id_number") == []
        assert fields["number"].state is FieldState.DOUBTFUL, "a number without check digit is not proven"

    def test_who_has_moved_is_not_doubted(self) -> None:
        assert verdicts(id_card(address="北京市朝阳区")["address"], "region_in_address") == [SUPPORTS]
        moved = id_card(address="广东省深圳市南山区")["address"]
        assert moved.evidence == ()
        assert moved.state is FieldState.LIKELY

    def test_an_unknown_region_says_nothing_of_the_address(self) -> None:
        body = "99010519491231002"
        assert verdicts(id_card(number=body + id_check(body))["address"], "region_in_address") == []

    def test_nothing_is_said_where_a_value_is_missing(self) -> None:
        fields = weighed(ID_CARD, *(reading(key, value) for key, value in MATCHING.items() if key != "number"), None)
        assert all("id_number" not in evidence.name for field in fields for evidence in field.evidence)


class TestTerms:
    @pytest.mark.parametrize(
        ("issue", "expiry", "verdict"),
        [
            ("2010-05-06", "2015-05-06", PROVES),
            ("2010-05-06", "2020-05-06", PROVES),
            ("2010-05-06", "2030-05-06", PROVES),
            ("2010-05-06", "2025-05-06", DOUBTS),
            ("2010-05-06", "2030-05-05", DOUBTS),
            ("2010-05-06", "2030-05-07", DOUBTS),
            ("2010-05-06", "2030-06-06", DOUBTS),
            ("2016-02-29", "2036-02-29", PROVES),
            ("2016-02-29", "2026-02-28", PROVES),
            ("2016-02-29", "2026-03-01", PROVES),
            ("2016-02-28", "2026-03-01", DOUBTS),
        ],
    )
    def test_of_an_identity_card(self, issue: str, expiry: str, verdict: Verdict) -> None:
        assert pair("id_card_term", issue, expiry) == ([verdict], [verdict])

    @pytest.mark.parametrize(
        ("issue", "expiry"),
        [
            ("2010-05-06", "长期"),
            ("2003-12-31", "2023-12-31"),  # before there were such cards
            (str(TODAY.replace(day=1) + timedelta(days=40)), "2050-01-01"),
            ("2010-05-06", "2030-05"),
            ("2010-02-30", "2030-02-30"),
        ],
    )
    def test_that_prove_and_doubt_nothing(self, issue: str, expiry: str) -> None:
        assert pair("id_card_term", issue, expiry) == ([], [])

    def test_without_end_the_day_of_issue_is_not_proven(self) -> None:
        kind = DocumentType(
            "k",
            "种",
            "Kind",
            tuple(FieldSpec(key, key, key, ValueKind.DATE) for key in "ab"),
            (CrossRule("id_card_term", ("a", "b")),),
        )
        states = [field.state for field in weighed(kind, reading("a", "2010-05-06"), reading("b", "长期"))]
        assert states == [FieldState.DOUBTFUL, FieldState.DOUBTFUL]

    @given(
        st.dates(date(2004, 1, 1), TODAY),
        st.sampled_from((5, 10, 20)),
        st.integers(0, 9),
        st.sampled_from(string.digits),
    )
    def test_one_misread_digit_but_for_a_decade_is_never_proven(
        self, issue: date, years: int, place: int, digit: str
    ) -> None:
        assume((issue.month, issue.day) != (2, 29))
        expiry = str(issue.replace(year=issue.year + years))
        assume(place not in (2, 3, 4, 7) and expiry[place] != digit)
        misread = expiry[:place] + digit + expiry[place + 1 :]
        assert PROVES not in pair("id_card_term", str(issue), misread)[1]

    @pytest.mark.parametrize(("weakest", "verdict"), [(checks.SURE_SCORE, PROVES), (0.89, SUPPORTS)])
    def test_a_decade_must_have_been_read_surely(self, weakest: float, verdict: Verdict) -> None:
        specs = tuple(FieldSpec(key, key, key, ValueKind.DATE) for key in "ab")
        kind = DocumentType("k", "种", "Kind", specs, (CrossRule("id_card_term", ("a", "b")),))
        fields = weighed(kind, reading("a", "2010-05-06"), reading("b", "2030-05-06", weakest=weakest))
        assert [verdicts(field, "id_card_term") for field in fields] == [[verdict], [verdict]]

    @pytest.mark.parametrize(
        ("value", "verdict"),
        [
            ("2020-03-03至2015-03-03", BREAKS),
            ("2020-03-03至2020-03-03", BREAKS),
            ("2020-03-03至2020-03-04", None),
            ("2020-03-03至长期", None),
            ("长期", None),
            ("2020-03", None),
        ],
    )
    def test_a_period_ends_after_it_began(self, value: str, verdict: Verdict | None) -> None:
        assert checks.period_in_order(value) is verdict

    @pytest.mark.parametrize(
        ("established", "period", "verdicts"),
        [
            ("2015-02-12", "2015-02-12至2035-02-11", ([PROVES], [SUPPORTS])),
            ("2015-02-12", "2015-02-12至2035-02-12", ([PROVES], [SUPPORTS])),
            ("2015-02-12", "2015-02-12至长期", ([PROVES], [PROVES])),
            ("2016-02-29", "2016-02-29至2046-02-28", ([PROVES], [SUPPORTS])),
            ("2015-02-12", "2015-02-12至2038-02-11", ([PROVES], [])),
            ("2015-02-12", "2015-02-12至2035-03-11", ([PROVES], [])),
            ("2015-02-12", "2015-02-12至2015-02-11", ([PROVES], [])),
            ("2015-02-12", "2015-03-12至2035-03-11", ([], [])),
            ("2015-02-12", "2015-02-12至9999-12-31", ([PROVES], [])),
            ("2015-02-12", "长期", ([], [])),
            ("2015-02", "2015-02至长期", ([], [])),
        ],
    )
    def test_of_a_business(self, established: str, period: str, verdicts: tuple[list[Verdict], list[Verdict]]) -> None:
        assert pair("term_starts_when_established", established, period, period=True) == verdicts

    def test_the_same_misread_digit_twice_is_no_second_printing(self) -> None:
        """3 for 8 in both: small print, read alike."""
        read = (reading("a", "2013-05-08", weakest=0.55), reading("b", "2013-05-08至长期", weakest=0.95))
        assert pair("term_starts_when_established", *read, period=True) == ([SUPPORTS], [SUPPORTS])

    @pytest.mark.parametrize(("start", "weakest", "verdict"), [
        ("2018-06-13", 0.95, SUPPORTS), ("2013-06-13", 0.95, SUPPORTS), ("2013-06-13", 0.995, PROVES),
        ("2003-06-13", 0.95, None),
    ])  # fmt: skip
    def test_a_term_that_another_digit_would_make_another_term(
        self, start: str, weakest: float, verdict: Verdict | None
    ) -> None:
        read = (reading("a", start, weakest=weakest), reading("b", "2023-06-13", weakest=0.995))
        assert pair("id_card_term", *read) == (([verdict], [verdict]) if verdict else ([], []))

    @pytest.mark.parametrize(
        ("start", "end", "wrong"),
        [("2020-01-01", "2020-01-02", False), ("2020-01-01", "2020-01-01", True), ("2020-01-02", "2020-01-01", True)],
    )
    def test_an_end_comes_after_its_start(self, start: str, end: str, wrong: bool) -> None:
        assert pair("dates_in_order", start, end) == (([BREAKS], [BREAKS]) if wrong else ([], []))
        assert pair("dates_in_order", start, "长期") == ([], [])

    @pytest.mark.parametrize(
        ("start", "end", "odd"),
        [("2020-01-01", "2020-01-02", False), ("2020-01-01", "2020-01-01", False), ("2020-01-02", "2020-01-01", True)],
    )
    def test_a_licence_issued_before_the_business_was_established_is_odd(self, start: str, end: str, odd: bool) -> None:
        assert pair("dates_not_reversed", start, end) == (([DOUBTS], [DOUBTS]) if odd else ([], []))


def test_evidence_names_are_those_of_the_tables() -> None:
    names = {evidence.name for field in id_card(birth="1949-12-30").values() for evidence in field.evidence}
    assert names <= set(checks.FIELD_CHECKS) | set(checks.CROSS_CHECKS) | {"form", "repaired"}
    assert Evidence("id_number", PROVES) in id_card()["number"].evidence
