"""What check digits and rules across fields say, and above all: what they never call proven."""

from __future__ import annotations

import string
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from desktop_ocr.domain import checks
from desktop_ocr.domain.document_type import CrossRule, DocumentType, FieldSpec, ValueKind
from desktop_ocr.domain.recognition import Reading
from desktop_ocr.domain.review import Correction, Evidence, Field, FieldState, Verdict
from tests.fakes import ID_CARD, ID_NUMBER, MATCHING, reading

PROVES, SUPPORTS, DOUBTS, BREAKS = Verdict.PROVES, Verdict.SUPPORTS, Verdict.DOUBTS, Verdict.BREAKS
TODAY = date.today()
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


# Check characters, computed here once more from the standards.


def id_check(body: str) -> str:
    total = sum(int(digit) * 2 ** (17 - place) for place, digit in enumerate(body))
    return "0123456789X"[(12 - total % 11) % 11]


def luhn_check(body: str) -> str:
    doubled = (sum(divmod(int(digit) * 2, 10)) for digit in body[::-1][::2])
    return str(-(sum(doubled) + sum(int(digit) for digit in body[::-1][1::2])) % 10)


def organisation_check(body: str) -> str:
    total = sum(int(char, 36) * weight for char, weight in zip(body, (3, 7, 9, 10, 5, 8, 4, 2), strict=True))
    return "0123456789X"[(11 - total % 11) % 11]


def credit_check(body: str) -> str:
    total = sum(CREDIT_ALPHABET.index(char) * pow(3, place, 31) for place, char in enumerate(body))
    return CREDIT_ALPHABET[-total % 31]


def registration_check(body: str) -> str:
    product = 10
    for digit in body:
        product = ((product + int(digit)) % 10 or 10) * 2 % 11
    return str((11 - product) % 10)


@st.composite
def id_numbers(draw: st.DrawFn) -> str:
    born = draw(st.dates(date(1900, 1, 1), TODAY))
    region = draw(st.sampled_from(["110105", "310101", "440305", "650102", "513436"]))
    body = f"{region}{born:%Y%m%d}{draw(st.integers(0, 999)):03}"
    return body + id_check(body)


@st.composite
def credit_codes(draw: st.DrawFn) -> str:
    code = draw(st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=8, max_size=8))
    body = f"91{draw(st.sampled_from(['110000', '310115', '440300']))}{code}{organisation_check(code)}"
    return body + credit_check(body)


def with_check(lengths: tuple[int, ...], check: Callable[[str], str]) -> st.SearchStrategy[str]:
    bodies = st.sampled_from(lengths).flatmap(lambda n: st.text(string.digits, min_size=n - 1, max_size=n - 1))
    return bodies.map(lambda body: body + check(body))


card_numbers = with_check((16, 19), luhn_check)
registration_numbers = with_check((15,), registration_check)


class TestIdNumber:
    @given(id_numbers())
    def test_right_ones_are_proven(self, number: str) -> None:
        assert checks.id_number(number) is PROVES

    @given(id_numbers(), st.integers(0, 17), st.sampled_from(string.digits + "X"))
    def test_no_single_misread_character_is_proven(self, number: str, place: int, char: str) -> None:
        assume(number[place] != char)
        assert checks.id_number(number[:place] + char + number[place + 1 :]) is BREAKS

    @given(id_numbers(), st.integers(0, 16))
    def test_no_two_swapped_neighbours_are_proven(self, number: str, place: int) -> None:
        swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
        assume(swapped != number)
        assert checks.id_number(swapped) is BREAKS

    @given(id_numbers(), st.integers(0, 17))
    def test_no_lost_character_is_proven(self, number: str, place: int) -> None:
        assert checks.id_number(number[:place] + number[place + 1 :]) is BREAKS

    def test_the_old_form_of_15_digits_proves_and_breaks_nothing(self) -> None:
        assert checks.id_number("110105491231002") is None

    @pytest.mark.parametrize("born", ["18791231", "19490230", "19491331", f"{TODAY + timedelta(days=1):%Y%m%d}"])
    def test_a_right_check_digit_over_a_birthday_nobody_has(self, born: str) -> None:
        body = f"110105{born}002"
        assert checks.id_number(body + id_check(body)) is BREAKS

    def test_born_today(self) -> None:
        body = f"110105{TODAY:%Y%m%d}002"
        assert checks.id_number(body + id_check(body)) is PROVES

    def test_the_region_is_known_even_if_it_was_abolished_since(self) -> None:
        assert checks.known_region("110105") is SUPPORTS
        assert checks.known_region("110103") is SUPPORTS, "崇文区, part of 东城区 since 2010"
        assert checks.known_region("999999") is None
        assert checks.known_region("") is None


class TestCreditCode:
    @given(credit_codes())
    def test_right_ones_are_proven(self, code: str) -> None:
        assert checks.credit_code(code) is PROVES

    @given(credit_codes(), st.integers(0, 17), st.sampled_from(string.digits + string.ascii_uppercase))
    def test_no_single_misread_character_is_proven(self, code: str, place: int, char: str) -> None:
        assume(code[place] != char)
        assert checks.credit_code(code[:place] + char + code[place + 1 :]) is BREAKS

    def test_a_wrong_organisation_code_inside_is_not_proven(self) -> None:
        body = "91110000600037342"  # …341 would be right
        assert checks.credit_code("91110000600037341L") is PROVES
        assert checks.credit_code(body + credit_check(body)) is SUPPORTS

    @pytest.mark.parametrize(
        "value",
        ["9111 0000 6000 3734 1L", "91110000-600037341L", "91110000600037341l", "９１110000600037341L", "", "无"],
    )
    def test_what_is_not_in_normal_form_breaks_and_does_not_crash(self, value: str) -> None:
        assert checks.credit_code(value) is BREAKS


class TestRegistrationNumber:
    @given(registration_numbers)
    def test_right_ones_are_proven(self, number: str) -> None:
        assert checks.registration_number(number) is PROVES

    @given(registration_numbers, st.integers(0, 14), st.sampled_from(string.digits))
    def test_single_misread_digits_are_doubtful(self, number: str, place: int, char: str) -> None:
        assume(number[place] != char)
        assert checks.registration_number(number[:place] + char + number[place + 1 :]) is DOUBTS

    def test_13_digits_had_no_check_digit(self) -> None:
        assert checks.registration_number("1101011234567") is None

    @pytest.mark.parametrize("value", ["11010112345678", "1101011234567890", "11010112345678A", ""])
    def test_other_lengths_break(self, value: str) -> None:
        assert checks.registration_number(value) is BREAKS


class TestBankCardNumber:
    @given(card_numbers)
    def test_right_ones_of_issuers_are_proven(self, number: str) -> None:
        expected = PROVES if checks.ISSUERS.match(number) else SUPPORTS
        assert checks.bank_card_number(number) is expected

    @pytest.mark.parametrize("value", ["1920004500641920", "2023110598765432", "7732123456789015", "0" * 16])
    def test_order_and_account_numbers_that_pass_luhn_prove_nothing(self, value: str) -> None:
        assert checks.bank_card_number(value) is SUPPORTS

    @given(card_numbers, st.integers(0, 18), st.sampled_from(string.digits))
    def test_no_single_misread_digit_is_proven(self, number: str, place: int, char: str) -> None:
        assume(place < len(number) and number[place] != char)
        assert checks.bank_card_number(number[:place] + char + number[place + 1 :]) is DOUBTS

    @given(card_numbers, st.integers(0, 18))
    def test_no_lost_digit_is_proven(self, number: str, place: int) -> None:
        assume(place < len(number))
        assert checks.bank_card_number(number[:place] + number[place + 1 :]) in (SUPPORTS, DOUBTS)

    @pytest.mark.parametrize(
        "value", ["", "411111111111", "41111111111111111111", "4111 1111 1111 1111", "411111111111111X"]
    )
    def test_no_card_number(self, value: str) -> None:
        assert checks.bank_card_number(value) is BREAKS


@pytest.mark.parametrize(
    ("value", "verdict"),
    [
        ("百货零售", None),
        ("百货（不含危险品）、（零售)", None),
        ("零售（依法须经批准的项目", DOUBTS),
        ("零售）（批发", DOUBTS),
        ("((批发)", DOUBTS),
    ],
)
def test_brackets_are_closed(value: str, verdict: Verdict | None) -> None:
    assert checks.brackets_in_pairs(value) is verdict


@given(st.one_of(id_numbers(), credit_codes(), card_numbers, registration_numbers))
def test_digits_of_a_chinese_keyboard_are_not_in_normal_form(number: str) -> None:
    wide = "".join(chr(ord(char) + 0xFEE0) if char.isdigit() else char for char in number)
    numbers = (checks.id_number, checks.credit_code, checks.bank_card_number, checks.registration_number)
    assert all(check(wide) is BREAKS for check in numbers)


@given(st.text())
def test_no_check_is_surprised_by_what_a_person_types(text: str) -> None:
    for check in checks.FIELD_CHECKS.values():
        check(text)
    for rule in checks.CROSS_CHECKS.values():
        for values in ((text, text), (ID_NUMBER, text), (text, "2020-01-01"), ("2020-01-01", text)):
            list(rule([Field(SPEC, (reading("x", value or " "),)) for value in values]))


SPEC = FieldSpec("x", "某", "Some", ValueKind.TEXT)


class TestDates:
    @pytest.mark.parametrize(
        ("value", "verdict"),
        [
            ("2020-02-29", None),
            ("2020-02", None),
            ("长期", None),
            ("2021-02-29", BREAKS),
            ("2020-00-10", BREAKS),
            ("yesterday", BREAKS),
            ("1820-01-01", DOUBTS),
            ("2999-01-01", DOUBTS),
            ("2015-02-12至2035-02-11", None),
            ("2015-02-12至长期", None),
            ("2015-02-30至长期", BREAKS),
            ("2015-02-12至2035-02-30", BREAKS),
            ("2015-02-12至2935-02-11", DOUBTS),
        ],
    )
    def test_of_the_calendar(self, value: str, verdict: Verdict | None) -> None:
        assert checks.calendar_date(value) is verdict

    def test_not_in_the_future_but_a_day_across_time_zones(self) -> None:
        day = timedelta(days=1)
        assert checks.past_date(str(TODAY)) is None
        assert checks.past_date(str(TODAY + day)) is None
        assert checks.past_date(str(TODAY + 2 * day)) is DOUBTS
        assert checks.past_date("长期") is None


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [
        (ValueKind.DATE, ["2020-01-31", "2020-01", "2020", "长期"], ["2020-1-1", "2020-13", "2020-01-32", "20200131"]),
        (ValueKind.PERIOD, ["2015-02-12至2035-02-11", "2015至长期", "长期"], ["2015-02-12", "至2035-02-11"]),
        (ValueKind.EXPIRY, ["01/29", "12/30"], ["13/29", "00/29", "1/29", "0129"]),
        (ValueKind.TIME, ["00:00", "23:59"], ["24:00", "7:30", "12:60"]),
        (ValueKind.AMOUNT, ["0", "12.50"], ["12.", ".5", "1,000", "-1", "￥1"]),
        (ValueKind.NUMBER, ["62", "AB-1", "62****18"], ["a", "6 2", "", "１"]),
        (ValueKind.TEXT, ["", "anything"], []),
    ],
)
def test_normal_forms(kind: ValueKind, right: list[str], wrong: list[str]) -> None:
    spec = FieldSpec("x", "某", "Some", kind)
    assert [checks.check_form(spec, value) for value in right] == [None] * len(right)
    assert [checks.check_form(spec, value) for value in wrong] == [BREAKS] * len(wrong)


def test_a_word_outside_the_closed_list_is_doubtful() -> None:
    spec = FieldSpec("sex", "性别", "Sex", ValueKind.CHOICE, choices=("男", "女"))
    assert checks.check_form(spec, "女") is None
    assert checks.check_form(spec, "安") is DOUBTS


# Rules across fields, through ``weigh`` as a document does it.


def weighed(kind: DocumentType, *readings: Reading | Correction | None) -> list[Field]:
    fields = []
    for spec, value in zip(kind.fields, readings, strict=True):
        machine = (value,) if isinstance(value, Reading) else ()
        fields.append(Field(spec, machine, value if isinstance(value, Correction) else None))
    return list(checks.weigh(kind, fields))


def id_card(**changed: str | Reading | Correction) -> dict[str, Field]:
    read: list[Reading | Correction | None] = []
    for key, value in {**MATCHING, **changed}.items():
        read.append(reading(key, value) if isinstance(value, str) else value)
    return {field.spec.key: field for field in weighed(ID_CARD, *read)}


def verdicts(field: Field, name: str) -> list[Verdict]:
    return [evidence.verdict for evidence in field.evidence if evidence.name == name]


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


class TestNothingIsProvenThatTheEngineWasUnsureOf:
    def test_a_weak_character_in_the_number_leaves_everything_unproven(self) -> None:
        unsure = id_card(number=reading("number", ID_NUMBER, weakest=checks.PROOF_SCORE - 0.01))
        assert verdicts(unsure["number"], "id_number") == [SUPPORTS]
        assert unsure["number"].state is FieldState.DOUBTFUL
        assert verdicts(unsure["birth"], "birth_in_id_number") == [SUPPORTS]
        assert unsure["birth"].state is FieldState.DOUBTFUL
        just = id_card(number=reading("number", ID_NUMBER, weakest=checks.PROOF_SCORE))
        assert just["number"].state is FieldState.PROVEN

    def test_a_weak_character_in_the_birthday_leaves_it_unproven(self) -> None:
        fields = id_card(birth=reading("birth", "1949-12-31", weakest=0.4))
        assert fields["birth"].state is FieldState.DOUBTFUL
        assert fields["number"].state is FieldState.PROVEN

    def test_a_repaired_number_proves_nothing_and_says_so(self) -> None:
        fields = id_card(number=reading("number", ID_NUMBER, repaired=True))
        assert verdicts(fields["number"], "id_number") == [SUPPORTS]
        assert verdicts(fields["number"], "repaired") == [DOUBTS]
        assert fields["birth"].state is fields["number"].state is FieldState.DOUBTFUL

    def test_a_person_who_looked_at_a_repaired_number_makes_it_prove_again(self) -> None:
        fields = id_card(number=Correction(ID_NUMBER))
        assert verdicts(fields["number"], "id_number") == [PROVES]
        assert fields["birth"].state is FieldState.PROVEN

    @given(
        st.sampled_from(list(checks.FIELD_CHECKS)),
        st.one_of(id_numbers(), credit_codes(), card_numbers, registration_numbers),
        st.booleans(),
    )
    def test_no_check_proves_a_repaired_or_weak_value(self, name: str, value: str, repaired: bool) -> None:
        kind = DocumentType("k", "种", "Kind", (FieldSpec("x", "某", "Some", ValueKind.NUMBER, checks=(name,)),))
        read = reading("x", value, repaired=repaired, weakest=None if repaired else 0.49)
        (field,) = weighed(kind, read)
        assert PROVES not in {evidence.verdict for evidence in field.evidence}
        assert field.state is not FieldState.PROVEN


def pair(rule: str, first: str, second: str, *, period: bool = False) -> tuple[list[Verdict], list[Verdict]]:
    kind = DocumentType(
        "k",
        "种",
        "Kind",
        (
            FieldSpec("a", "甲", "A", ValueKind.DATE),
            FieldSpec("b", "乙", "B", ValueKind.PERIOD if period else ValueKind.DATE),
        ),
        (CrossRule(rule, ("a", "b")),),
    )
    a, b = weighed(kind, reading("a", first), reading("b", second))
    return verdicts(a, rule), verdicts(b, rule)


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
            ("2015-02-12", "2015-02-12至2035-02-11", ([PROVES], [PROVES])),
            ("2015-02-12", "2015-02-12至2035-02-12", ([PROVES], [PROVES])),
            ("2015-02-12", "2015-02-12至长期", ([PROVES], [PROVES])),
            ("2016-02-29", "2016-02-29至2046-02-28", ([PROVES], [PROVES])),
            ("2015-02-12", "2015-02-12至2038-02-11", ([PROVES], [])),
            ("2015-02-12", "2015-02-12至2035-03-11", ([PROVES], [])),
            ("2015-02-12", "2015-02-12至2015-02-11", ([PROVES], [])),
            ("2015-02-12", "2015-03-12至2035-03-11", ([], [])),
            ("2015-02-12", "长期", ([], [])),
            ("2015-02", "2015-02至长期", ([], [])),
        ],
    )
    def test_of_a_business(self, established: str, period: str, verdicts: tuple[list[Verdict], list[Verdict]]) -> None:
        assert pair("term_starts_when_established", established, period, period=True) == verdicts

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
