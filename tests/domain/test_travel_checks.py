"""Numbers of passengers and tickets, numbers printed twice, and parts of a price."""

from __future__ import annotations

import pytest

from desktop_ocr.domain.checking.travel import air_ticket_number, passenger_number
from desktop_ocr.domain.document_type import CrossRule, DocumentType, FieldSpec, ValueKind
from desktop_ocr.domain.review import Verdict
from tests.fakes import reading

from .weighing import pair, verdicts, weighed

PARTS = ("fare", "surcharge", "total")
PRICE = DocumentType(
    "ticket",
    "票",
    "Ticket",
    tuple(FieldSpec(key, key, key, ValueKind.AMOUNT) for key in PARTS),
    (CrossRule("parts_add_up", PARTS),),
)


@pytest.mark.parametrize(
    ("value", "verdict"),
    [
        ("3709211990****1828", None),
        ("E123***89", None),
        ("440305199505132561", Verdict.PROVES),
        ("440305199505132562", Verdict.BREAKS),
        ("E12345678", None),
        ("37092119901828", Verdict.BREAKS),
    ],
)
def test_of_a_masked_number_nothing_follows_and_a_whole_one_is_checked(value: str, verdict: Verdict | None) -> None:
    assert passenger_number(value) is verdict


@pytest.mark.parametrize(
    ("value", "verdict"),
    [
        ("7842134567890", None),
        ("78421345678900", Verdict.SUPPORTS),
        ("78421345678905", Verdict.DOUBTS),
        ("784213456789", Verdict.BREAKS),
        ("784-2134567890", Verdict.BREAKS),
    ],
)
def test_the_check_digit_of_an_air_ticket_proves_nothing(value: str, verdict: Verdict | None) -> None:
    assert air_ticket_number(value) is verdict


def test_a_number_printed_again_at_the_end_of_a_longer_one_is_proven() -> None:
    whole, end = pair("ends_in", "51664300030905Q041902", "Q041902")
    assert (whole, end) == ([Verdict.SUPPORTS], [Verdict.PROVES])


def test_what_was_not_surely_read_twice_is_not_proven() -> None:
    unsure = reading("b", "Q041902", score=0.8)
    assert pair("ends_in", "51664300030905Q041902", unsure)[1] == [Verdict.SUPPORTS]


def test_a_number_that_does_not_end_in_the_other_leaves_both_in_doubt() -> None:
    assert pair("ends_in", "51664300030905Q041902", "Q041907") == ([Verdict.DOUBTS], [Verdict.DOUBTS])


def added(fare: str, surcharge: str, total: str, *, score: float = 0.999) -> list[list[Verdict]]:
    read = [
        reading(key, value, score=score) if value else None
        for key, value in zip(PARTS, (fare, surcharge, total), strict=True)
    ]
    return [verdicts(field, "parts_add_up") for field in weighed(PRICE, *read)]


def test_the_parts_prove_the_total_and_not_themselves() -> None:
    assert added("105.40", "1.00", "106.40") == [[Verdict.SUPPORTS], [Verdict.SUPPORTS], [Verdict.PROVES]]


def test_a_part_that_is_not_printed_is_none() -> None:
    assert added("105.40", "", "105.40") == [[Verdict.SUPPORTS], [], [Verdict.PROVES]]


def test_parts_that_do_not_add_up_leave_all_in_doubt() -> None:
    assert added("105.40", "1.00", "105.40") == [[Verdict.DOUBTS]] * 3


def test_without_parts_or_total_nothing_follows() -> None:
    assert added("", "", "105.40") == added("105.40", "1.00", "") == [[], [], []]


@pytest.mark.parametrize(("total", "score"), [("106.40", 0.95), ("106.4", 0.999)])
def test_a_total_of_which_a_digit_is_unsure_or_the_cents_are_lost_is_not_proven(total: str, score: float) -> None:
    assert added("105.40", "1.00", total, score=score)[2] == [Verdict.SUPPORTS]
