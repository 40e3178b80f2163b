"""What check digits say, and above all: what they never call proven."""

from __future__ import annotations

import string
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from desktop_ocr.domain import checks
from desktop_ocr.domain.checking.numbers import ISSUERS
from desktop_ocr.domain.review import Verdict
from tests.domain.numbers import card_numbers, credit_check, credit_codes, id_check, id_numbers, registration_numbers

PROVES, SUPPORTS, DOUBTS, BREAKS = Verdict.PROVES, Verdict.SUPPORTS, Verdict.DOUBTS, Verdict.BREAKS
TODAY = date.today()


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


class TestPersonNumber:
    @pytest.mark.parametrize(
        "number",
        ["E12345678", "EA1234567", "C01X00T47", "512345678", "H1234567801", "M12345678", "1234567801", "A123456789",
         "A1234563", "GBR110078041502"],
    )  # fmt: skip
    def test_numbers_of_other_documents_are_not_broken_and_not_proven(self, number: str) -> None:
        assert checks.person_number(number) is None

    @given(id_numbers())
    def test_an_id_number_is_proven(self, number: str) -> None:
        assert checks.person_number(number) is PROVES

    @given(id_numbers(), st.integers(0, 17), st.sampled_from(string.digits + "X"))
    def test_a_misread_id_number_is_broken(self, number: str, place: int, char: str) -> None:
        assume(number[place] != char)
        assert checks.person_number(number[:place] + char + number[place + 1 :]) is BREAKS

    @pytest.mark.parametrize("value", ["", "无", "PASSPORT", "11010519491231002", "4401021990010112", "E1234567" * 2])
    def test_what_is_neither_is_broken(self, value: str) -> None:
        assert checks.person_number(value) is BREAKS


class TestAPersonWhoseSexTheFormTells:
    def test_anothers_number_is_doubted(self) -> None:
        womans, mans = "11010519491231002X", "110105194912310038"
        assert (checks.womans_number(womans), checks.mans_number(mans)) == (None, None)
        assert (checks.womans_number(mans), checks.mans_number(womans)) == (DOUBTS, DOUBTS)

    def test_the_old_form_tells_it_by_its_last_digit(self) -> None:
        assert checks.mans_number("110105491231002") is DOUBTS
        assert checks.womans_number("110105491231002") is None

    @pytest.mark.parametrize("value", ["", "E12345678", "无", "11010519491231"])
    def test_other_numbers_tell_nothing(self, value: str) -> None:
        assert checks.womans_number(value) is None
        assert checks.mans_number(value) is None


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
        expected = PROVES if ISSUERS.match(number) else SUPPORTS
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


@given(st.one_of(id_numbers(), credit_codes(), card_numbers, registration_numbers))
def test_digits_of_a_chinese_keyboard_are_not_in_normal_form(number: str) -> None:
    wide = "".join(chr(ord(char) + 0xFEE0) if char.isdigit() else char for char in number)
    numbers = (checks.id_number, checks.credit_code, checks.bank_card_number, checks.registration_number)
    assert all(check(wide) is BREAKS for check in numbers)
