"""Machine readable zones: the specimens of ICAO 9303, what their digits prove and what they cannot."""

from __future__ import annotations

from datetime import date

import pytest

from desktop_ocr.domain.mrz import CARD, TD1, TD2, TD3, Zone, check_digit, zone_of

TODAY = date(2026, 6, 1)
PASSPORT = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10")
CARD_OF_THREE = ("I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<")
CARD_OF_TWO = ("I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6")


def permit(number: str, expiry: str, birth: str, last: str = "0") -> str:
    """The line of a permit card."""
    parts = (part + check_digit(part) for part in (number, expiry, birth))
    return f"CS{'<'.join(parts)}<{last}"


@pytest.mark.parametrize(
    ("form", "lines", "number"),
    [(TD3, PASSPORT, "L898902C3"), (TD1, CARD_OF_THREE, "D23145890"), (TD2, CARD_OF_TWO, "D23145890")],
)
def test_the_specimens_of_the_standard(form, lines, number) -> None:  # type: ignore[no-untyped-def]
    zone = Zone(form, lines)
    assert all(zone.verdicts.values())
    assert set(zone.verdicts) == set(form.checks)
    assert (zone.number, zone.state, zone.nationality, zone.sex) == (number, "UTO", "UTO", "F")
    assert (zone.birth(TODAY), zone.expiry(TODAY)) == ("1974-08-12", "2012-04-15")
    assert zone.names == "ERIKSSON, ANNA MARIA"


def test_a_number_longer_than_nine_goes_on_in_the_next_part() -> None:
    zone = Zone(TD1, ("I<UTOD23145890<AB112234566<<<<", "7408122F1204159UTO<<<<<<<<<<<4", "A<<B" + "<" * 26))
    assert zone.number == "D23145890AB11223456"
    assert zone.holds("number")


def test_the_line_of_a_permit_card() -> None:
    zone = zone_of(permit("C88608477", "280610", "820304"))
    assert zone is not None
    assert zone.format is CARD
    assert (zone.number, zone.expiry(TODAY), zone.birth(TODAY)) == ("C88608477", "2028-06-10", "1982-03-04")
    assert zone.holds("number", "expiry", "birth")
    assert zone.text(CARD.checks["number"].digit) == "2"


@pytest.mark.parametrize("lines", [PASSPORT, CARD_OF_THREE, CARD_OF_TWO])
def test_a_line_by_itself_tells_which_it_is(lines: tuple[str, ...]) -> None:
    found = [zone_of(line) for line in lines]
    assert all(found)
    assert [zone.lines[place] for place, zone in enumerate(found) if zone] == list(lines)


@pytest.mark.parametrize("text", ["", "P<UTO", "往来港澳通行证" * 4, "1" * 44, PASSPORT[1][:-1]])
def test_other_texts_are_no_line(text: str) -> None:
    assert zone_of(text) is None


def test_every_wrong_digit_of_a_date_is_noticed() -> None:
    for place in range(13, 19):
        for digit in "0123456789":
            wrong = PASSPORT[1][:place] + digit + PASSPORT[1][place + 1 :]
            assert Zone(TD3, (PASSPORT[0], wrong)).holds("birth", "all") == (wrong == PASSPORT[1])


@pytest.mark.parametrize("pair", ["6G", "1L", "8S", "FP"])
def test_what_check_digits_cannot_tell(pair: str) -> None:
    """The reason why a number is not proven by its check digit alone."""
    one, other = (check_digit(f"E{char}1234567") for char in pair)
    assert one == other


@pytest.mark.parametrize(
    ("birth", "expiry", "born", "expires"),
    [
        ("260531", "300101", "2026-05-31", "2030-01-01"),
        ("260602", "560101", "1926-06-02", "2056-01-01"),
        ("991231", "991231", "1999-12-31", "1999-12-31"),
        ("99<<<<", "310230", "", ""),
    ],
)
def test_years_of_two_digits(birth: str, expiry: str, born: str, expires: str) -> None:
    line = f"E12345678{'0'}CHN{birth}0M{expiry}0" + "<" * 15 + "0"
    zone = zone_of(line)
    assert zone is not None
    assert (zone.birth(TODAY), zone.expiry(TODAY)) == (born, expires)


def test_one_name_has_no_comma() -> None:
    zone = Zone(TD3, ("PMMMRAUNG<SAN" + "<" * 31, PASSPORT[1]))
    assert zone.names == "AUNG SAN"
