"""Zones in rows of glyphs: fillers lost and misread, look-alikes, repairs, and what is left alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.mrz import TD3
from desktop_ocr.domain.recognition import TextLine
from desktop_ocr.engines.offline.mrz_line import fit, symbols
from desktop_ocr.engines.offline.mrz_zone import read_zone
from desktop_ocr.engines.offline.second_look import NOWHERE, LookAgain
from desktop_ocr.engines.offline.values import Value
from tests.engines.offline.printed import laid_out, printed
from tests.engines.offline.test_interpreter import readings
from tests.specimens import zones

PASSPORT = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10")
CARD = ("I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<")
_BORN = (date(1974, 8, 12), "M", date(2030, 1, 1))
Unsure = dict[int, tuple[tuple[str, float], ...]]


def zone(*lines: str, unsure: Sequence[Unsure] = (), look: LookAgain = NOWHERE) -> Mapping[str, Value]:
    rows = [
        printed(line, 60, 400 + 50 * place, unsure=unsure[place] if unsure else None)
        for place, line in enumerate(lines)
    ]
    return read_zone(laid_out(printed("PASSPORT", 60, 40), *rows), look)


def said(*lines: str, **more: Sequence[Unsure]) -> dict[str, str]:
    return {name: value.value for name, value in zone(*lines, **more).items()}  # type: ignore[arg-type]


def test_what_a_passport_says() -> None:
    assert said(*PASSPORT) == {
        "line_1": PASSPORT[0],
        "line_2": PASSPORT[1],
        "type": "P",
        "issuing_state": "UTO",
        "nationality": "UTO",
        "sex": "F",
        "surname_given": "ERIKSSON, ANNA MARIA",
        "number": "L898902C3",
        "birth_date": "1974-08-12",
        "expiry_date": "2012-04-15",
    }


def test_a_card_of_three_lines() -> None:
    found = said(*CARD)
    assert (found["line_3"], found["number"], found["birth_date"]) == (CARD[2], "D23145890", "1974-08-12")


def test_the_line_of_a_permit() -> None:
    line = zones.permit("CS", "C88408477", date(2028, 6, 10), date(1982, 3, 4))
    found = said(line)
    assert (found["line_1"], found["number"]) == (line, "C88408477")
    assert (found["expiry_date"], found["birth_date"]) == ("2028-06-10", "1982-03-04")
    assert "sex" not in found


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (PASSPORT[0][:-6], PASSPORT[1]),
        (PASSPORT[0] + "<<", PASSPORT[1]),
        (PASSPORT[0].replace("<<<<<<<<", "<<<K<«<<", 1), PASSPORT[1]),
        (PASSPORT[0], PASSPORT[1].replace("<<<<<", "<<<")),
        (PASSPORT[0], PASSPORT[1].replace("UTO", "UT0")),
        (PASSPORT[0].replace("ERIKSSON", "ER1K5SON"), PASSPORT[1]),
        (PASSPORT[0], PASSPORT[1].replace("7408122", "74O8I22")),
        (PASSPORT[0].replace("P<", "P("), PASSPORT[1]),
    ],
)
def test_fillers_and_look_alikes_are_set_right_by_their_places(first: str, second: str) -> None:
    found = zone(first, second)
    assert (found["line_1"].value, found["line_2"].value) == PASSPORT
    assert not any(value.repaired for value in found.values())


def test_one_wrong_character_is_repaired_and_shown() -> None:
    wrong = PASSPORT[1].replace("7408122", "7408172")
    found = zone(PASSPORT[0], wrong, unsure=[{}, {17 + 1: (("2", 0.2),)}])
    assert found["line_2"].value == PASSPORT[1]
    assert found["birth_date"].value == "1974-08-12"
    assert found["birth_date"].repaired
    assert found["line_2"].repaired
    assert not found["expiry_date"].repaired


def test_nothing_is_repaired_when_two_repairs_would_fit() -> None:
    wrong = PASSPORT[1].replace("7408122", "7408172")
    # The check digit and the digit itself can each be changed so that all fits, if the last digit is offered too.
    found = zone(PASSPORT[0], wrong, unsure=[{}, {18: (("2", 0.2),), 14: (("9", 0.1),)}])
    assert found["line_2"].value in (wrong, PASSPORT[1])


def test_a_field_whose_check_digit_fails_is_not_given() -> None:
    found = said(PASSPORT[0], PASSPORT[1].replace("7408122", "7409122"))
    assert "birth_date" not in found
    assert (found["number"], found["expiry_date"]) == ("L898902C3", "2012-04-15")


def test_a_zone_of_no_known_form_gives_its_lines_only() -> None:
    unknown = ("C<CHN12345<<<67890<<ABCDEFGHIJ", "1234567890123456789012345<<<<1")
    assert said(*unknown) == {"line_1": unknown[0], "line_2": unknown[1]}


def test_other_text_is_no_zone() -> None:
    assert said("MINISTRY OF THE INTERIOR OF UTOPIA", "6225 7688 8888 8888") == {}


def test_a_line_that_is_too_short_is_looked_at_again() -> None:
    class Again:
        def line(self, place: Quad) -> TextLine | None:
            left, top, _, bottom = place.scaled(1000, 640).bounds
            return printed(PASSPORT[1], left, top, size=bottom - top) if top > 425 else None

        def around_seals(self) -> Sequence[Sequence[TextLine]]:
            return ()

    found = zone(PASSPORT[0], PASSPORT[1][:5] + PASSPORT[1][9:], look=Again())
    assert found["line_2"].value == PASSPORT[1]
    assert found["number"].value == "L898902C3"


def test_names_keep_the_marks_with_which_they_are_printed() -> None:
    lines = zones.passport("P", "UTO", "O'BRIEN", "SEAN", "X12345678", "UTO", *_BORN)
    rows = [printed(text, 60, 300 + 60 * place) for place, text in enumerate(("O'BRIEN", *lines))]
    assert read_zone(laid_out(*rows), NOWHERE)["surname_given"].value == "O'BRIEN, SEAN"


def test_a_grammar_that_cannot_be_met_costs_much() -> None:
    row = laid_out(printed("1" * 44, 60, 60)).rows[0]
    assert fit(symbols(row.glyphs), TD3.grammar[0]).cost > 10


def test_a_passport_is_read_by_its_zone_where_its_labels_are_not_known() -> None:
    found = readings(
        "passport",
        printed("PASAPORTE", 60, 40),
        *(printed(line, 60, 400 + 50 * place) for place, line in enumerate(PASSPORT)),
    )
    values = {field: reading.value for field, reading in found.items()}
    assert values["number"] == "L898902C3"
    assert values["name_latin"] == "ERIKSSON, ANNA MARIA"
    assert (values["sex"], values["nationality"], values["country_code"]) == ("F", "UTO", "UTO")
    assert (values["mrz_1"], values["mrz_2"]) == PASSPORT
