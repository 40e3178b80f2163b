"""What a machine readable zone says of the fields printed above it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from desktop_ocr.domain import checks
from desktop_ocr.domain.checking import zones as zone_checks
from desktop_ocr.domain.checking.residents import resident_number
from desktop_ocr.domain.document_type import CrossRule, DocumentType, FieldSpec, ValueKind
from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.review import Correction, Field, FieldState, Verdict
from tests.domain.weighing import verdicts
from tests.fakes import reading
from tests.specimens import zones

PROVES, SUPPORTS, DOUBTS, BREAKS = Verdict.PROVES, Verdict.SUPPORTS, Verdict.DOUBTS, Verdict.BREAKS
BORN, EXPIRES = date(1974, 8, 12), date(2034, 4, 15)
FIRST, SECOND = zones.passport("PO", "CHN", "LI", "MING", "E12345678", "CHN", BORN, "M", EXPIRES)
MISREAD = SECOND[:14] + "9" + SECOND[15:]
"""A digit of the date of birth is wrong: its check digit fails, and that over all."""
LINE = Quad.rectangle(0.05, 0.9, 0.95, 0.94)
ABOVE = Quad.rectangle(0.5, 0.3, 0.7, 0.33)
WITHIN = Quad.rectangle(0.3, 0.905, 0.4, 0.935)


def weighed(
    rule: str,
    line: str,
    value: str,
    *,
    kind: ValueKind = ValueKind.TEXT,
    where: Quad | None = ABOVE,
    weakest: float = 0.99,
) -> tuple[Field, Field]:
    spec = (FieldSpec("a", "甲", "A", ValueKind.TEXT, checks=("mrz_digits",)), FieldSpec("b", "乙", "B", kind))
    read = (
        replace(reading("a", line), region=LINE),
        replace(reading("b", value, weakest=weakest), region=where),
    )
    document = DocumentType("k", "种", "Kind", spec, (CrossRule(rule, ("a", "b")),))
    first, second = checks.weigh(document, [Field(one, (what,)) for one, what in zip(spec, read, strict=True)])
    return first, second


def said(rule: str, line: str, value: str, **more: object) -> tuple[list[Verdict], list[Verdict]]:
    first, second = weighed(rule, line, value, **more)  # type: ignore[arg-type]
    return verdicts(first, rule), verdicts(second, rule)


class TestNumber:
    def test_two_printings_that_agree_prove_it(self) -> None:
        assert said("mrz_number", SECOND, "E12345678") == ([SUPPORTS], [PROVES])
        assert weighed("mrz_number", SECOND, "E12345678", kind=ValueKind.NUMBER)[1].state is FieldState.PROVEN

    def test_another_number_than_the_zone_has_is_wrong(self) -> None:
        assert said("mrz_number", SECOND, "E12345670") == ([DOUBTS], [BREAKS])

    def test_a_zone_whose_digits_fail_proves_nothing(self) -> None:
        assert said("mrz_number", MISREAD, "E12345678") == ([SUPPORTS], [SUPPORTS])
        assert said("mrz_number", MISREAD, "E12345670") == ([], [DOUBTS])

    def test_a_number_taken_from_the_zone_was_read_once(self) -> None:
        assert said("mrz_number", SECOND, "E12345678", where=WITHIN) == ([], [SUPPORTS])
        assert said("mrz_number", SECOND, "E12345678", where=None) == ([], [SUPPORTS])

    def test_a_person_read_it_too(self) -> None:
        first, second = weighed("mrz_number", SECOND, "", where=WITHIN)
        document = DocumentType("k", "种", "Kind", (first.spec, second.spec), (CrossRule("mrz_number", ("a", "b")),))
        typed = second.with_correction(Correction("E12345679"))
        assert checks.weigh(document, [first, typed])[1].state is FieldState.BROKEN

    def test_a_line_that_a_person_only_pointed_at_is_no_second_printing(self) -> None:
        first, second = weighed("mrz_number", SECOND, "E12345678", where=WITHIN)
        document = DocumentType("k", "种", "Kind", (first.spec, second.spec), (CrossRule("mrz_number", ("a", "b")),))
        for is_checked, wanted in ((False, SUPPORTS), (True, PROVES)):
            line = first.with_correction(Correction(SECOND, region=LINE, is_checked=is_checked))
            assert verdicts(checks.weigh(document, [line, second])[1], "mrz_number") == [wanted]


class TestDates:
    def test_two_printings_that_agree(self) -> None:
        assert said("mrz_birth", SECOND, "1974-08-12") == ([SUPPORTS], [PROVES])
        assert said("mrz_expiry", SECOND, "2034-04-15") == ([SUPPORTS], [PROVES])
        assert said("mrz_expiry", SECOND, "2034-04-16") == ([DOUBTS], [BREAKS])

    def test_another_century_is_not_proven(self) -> None:
        assert said("mrz_birth", SECOND, "1874-08-12") == ([], [SUPPORTS])
        assert said("mrz_birth", SECOND, "2074-08-12") == ([], [DOUBTS])
        assert said("mrz_expiry", SECOND, "2134-04-15") == ([], [DOUBTS])
        assert said("mrz_expiry", SECOND, "1934-04-15") == ([], [DOUBTS])

    def test_a_date_taken_from_the_zone_is_proven_by_its_digits(self) -> None:
        assert said("mrz_birth", SECOND, "1974-08-12", where=WITHIN) == ([], [PROVES])
        assert said("mrz_expiry", SECOND, "2034-04-15", where=WITHIN) == ([], [PROVES])
        assert said("mrz_birth", MISREAD, "1974-09-12", where=WITHIN) == ([], [DOUBTS])

    def test_a_child_or_somebody_of_more_than_a_hundred(self) -> None:
        born = date.today() - timedelta(days=3000)
        line = zones.passport("PO", "CHN", "LI", "MING", "E12345678", "CHN", born, "M", EXPIRES)[1]
        assert said("mrz_birth", line, born.isoformat(), where=WITHIN) == ([], [SUPPORTS])
        assert said("mrz_birth", line, born.isoformat()) == ([SUPPORTS], [PROVES])

    def test_a_date_that_is_not_whole_says_nothing(self) -> None:
        assert said("mrz_birth", SECOND, "1974-08") == ([], [])


class TestTerm:
    LINE = zones.permit("CS", "C12345678", date(2028, 6, 10), BORN)

    def test_the_end_is_the_expiry_and_the_term_a_usual_one(self) -> None:
        assert said("mrz_term", self.LINE, "2018-06-11-2028-06-10", kind=ValueKind.PERIOD) == ([SUPPORTS], [PROVES])

    @pytest.mark.parametrize("period", ["2018-06-12-2028-06-10", "2016-06-11-2028-06-10"])
    def test_another_term_is_not_proven(self, period: str) -> None:
        assert said("mrz_term", self.LINE, period, kind=ValueKind.PERIOD) == ([SUPPORTS], [SUPPORTS])

    @pytest.mark.parametrize(("weakest", "verdict"), [(0.95, SUPPORTS), (0.995, PROVES)])
    def test_a_year_that_looks_like_that_of_the_other_term(self, weakest: float, verdict: Verdict) -> None:
        """2018 to 2023 are five years, and 2013 would make it ten."""
        line, period = zones.permit("CS", "C12345678", date(2023, 6, 12), BORN), "2018-06-13-2023-06-12"
        assert said("mrz_term", line, period, kind=ValueKind.PERIOD, weakest=weakest)[1] == [verdict]

    def test_a_year_that_was_not_read_surely_is_not_proven(self) -> None:
        period = "2023-06-11-2028-06-10"
        assert said("mrz_term", self.LINE, period, kind=ValueKind.PERIOD, weakest=0.8)[1] == [SUPPORTS]

    def test_another_end_is_wrong(self) -> None:
        assert said("mrz_term", self.LINE, "2018-06-11-2028-06-11", kind=ValueKind.PERIOD)[1] == [BREAKS]


@pytest.mark.parametrize(
    ("rule", "line", "agrees", "differs"),
    [
        ("mrz_sex", SECOND, "男/M", "女/F"),
        ("mrz_sex", SECOND, "M", "F"),
        ("mrz_sex", SECOND, "男", "女"),
        ("mrz_names", FIRST, "LI,MING", "LI,MIN"),
        ("mrz_names", FIRST, "LI, MING", "MING, LI"),
        ("mrz_state", FIRST, "CHN", "CHM"),
    ],
)
def test_what_agrees_supports_each_other(rule: str, line: str, agrees: str, differs: str) -> None:
    assert said(rule, line, agrees) == ([SUPPORTS], [SUPPORTS])
    assert said(rule, line, differs) == ([DOUBTS], [DOUBTS])
    assert said(rule, line, agrees, where=WITHIN) == ([], [])


def test_a_long_name_is_cut_in_the_zone() -> None:
    given = "MARIA MAGDALENA ALEXANDRA JOSEPHINE THERESIA"
    line = zones.passport("P", "UTO", "LINDQVIST", given, "X12345678", "UTO", BORN, "F", EXPIRES)[0]
    assert said("mrz_names", line, f"LINDQVIST, {given}") == ([SUPPORTS], [SUPPORTS])


def test_letters_that_zones_do_not_have_say_nothing() -> None:
    assert said("mrz_names", FIRST, "MÜLLER, ÅSA") == ([], [])


def second_line(first: str, second: str, sex: str, number: str = "E12345678") -> Field:
    """The second of two lines, weighed with the sex and the number printed above them."""
    values = {
        "a": (first, Quad.rectangle(0.05, 0.85, 0.95, 0.89)),
        "b": (second, LINE),
        "c": (sex, ABOVE),
        "d": (number, ABOVE),
    }
    fields = [
        Field(FieldSpec(key, "甲", "A", ValueKind.TEXT), (replace(reading(key, value), region=where),))
        for key, (value, where) in values.items()
    ]
    rules = (CrossRule("mrz_number", ("b", "d")), CrossRule("mrz_sex", ("b", "c")), CrossRule("mrz_lines", ("a", "b")))
    return checks.weigh(DocumentType("k", "种", "K", tuple(field.spec for field in fields), rules), fields)[1]


def test_the_second_line_is_proven_with_what_its_digits_leave_open() -> None:
    assert verdicts(second_line(FIRST, SECOND, "男/M"), "mrz_lines") == [PROVES]
    assert verdicts(second_line(FIRST, SECOND, "女/F"), "mrz_lines") == [SUPPORTS]
    assert verdicts(second_line(FIRST.replace("CHN", "CHM"), SECOND, "男/M"), "mrz_lines") == []
    assert verdicts(second_line(FIRST, MISREAD, "男/M"), "mrz_lines") == []


def test_what_digits_do_not_notice_keeps_a_line_from_being_proven() -> None:
    """A 6 read for a G fits all check digits."""
    misread = zones.passport("PO", "CHN", "LI", "MING", "G12345678", "CHN", BORN, "M", EXPIRES)[1].replace("G", "6")
    assert verdicts(second_line(FIRST, misread, "男/M", "G12345678"), "mrz_lines") == [SUPPORTS]
    for optional, wanted in (("MOMPLOKO", SUPPORTS), ("ABCDE", PROVES), ("A123456789", SUPPORTS), ("ABKDE", SUPPORTS)):
        line = zones.passport("PO", "CHN", "LI", "MING", "E12345678", "CHN", BORN, "M", EXPIRES, optional)[1]
        assert verdicts(second_line(FIRST, line, "男/M"), "mrz_lines") == [wanted]


def test_the_digits_of_a_line() -> None:
    assert zone_checks.mrz_digits(SECOND) is SUPPORTS
    assert zone_checks.mrz_digits(MISREAD) is DOUBTS
    assert zone_checks.mrz_digits(FIRST) is None
    assert zone_checks.mrz_digits("样本") is None


@pytest.mark.parametrize(
    ("issue", "expiry", "wanted"),
    [
        ("2024-04-16", "2034-04-15", [SUPPORTS]),
        ("2024-04-15", "2034-04-15", [SUPPORTS]),
        ("2029-04-16", "2034-04-15", [SUPPORTS]),
        ("2024-04-17", "2034-04-15", []),
        ("2025-04-16", "2034-04-15", []),
        ("2024-04", "2034-04-15", []),
    ],
)
def test_the_usual_term_of_a_passport(issue: str, expiry: str, wanted: list[Verdict]) -> None:
    spec = (FieldSpec("a", "甲", "A", ValueKind.DATE), FieldSpec("b", "乙", "B", ValueKind.DATE))
    fields = [Field(one, (reading(one.key, value),)) for one, value in zip(spec, (issue, expiry), strict=True)]
    first, _ = checks.weigh(DocumentType("k", "种", "K", spec, (CrossRule("travel_term", ("a", "b")),)), fields)
    assert verdicts(first, "travel_term") == wanted


@pytest.mark.parametrize(
    ("number", "verdict"),
    [
        ("A123456(3)", PROVES),
        ("A123456（3）", PROVES),
        ("AB987654(3)", PROVES),
        ("G123456(A)", PROVES),
        ("A123456(4)", BREAKS),
        ("A234567893", SUPPORTS),
        ("A234567894", BREAKS),
        ("1234567(8)", None),
        ("D394293(8)", SUPPORTS),
        *((f"{letter}123456({check})", SUPPORTS) for letter, check in ("I5", "T5", "J8", "U8")),
    ],
)
def test_numbers_of_residents(number: str, verdict: Verdict | None) -> None:
    assert resident_number(number) is verdict


def test_an_eight_for_a_three_passes_in_a_number_of_taiwan_which_therefore_proves_nothing() -> None:
    assert resident_number("A123456789") is resident_number("A128456789") is SUPPORTS


@pytest.mark.parametrize(("one", "other"), [("D394293(8)", "O394293(8)"), ("M131104099", "W131104099")])
def test_letters_that_the_check_digit_does_not_tell_apart(one: str, other: str) -> None:
    assert resident_number(one) == resident_number(other) != PROVES


@pytest.mark.parametrize(("weakest", "verdict"), [(0.95, PROVES), (0.8, SUPPORTS)])
def test_a_date_that_was_read_once_must_have_been_read_surely(weakest: float, verdict: Verdict) -> None:
    """The same digit misread twice, 33 for 88, passes every check digit."""
    value = BORN.isoformat()
    read = said("mrz_birth", SECOND, value, kind=ValueKind.DATE, where=WITHIN, weakest=weakest)
    assert read == ([], [verdict])
