"""What can be the number of a motor vehicle, and on a ground of which colour."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_ocr.composition import load_catalogue
from desktop_ocr.domain import checks
from desktop_ocr.domain.checking.plates import FORMS, forms_of
from desktop_ocr.domain.review import Correction, FieldState, Verdict
from tests.domain.weighing import verdicts, weighed
from tests.fakes import reading
from tests.specimens.plate import LOOKS, invented

SUPPORTS, DOUBTS, BREAKS = Verdict.SUPPORTS, Verdict.DOUBTS, Verdict.BREAKS
KIND = load_catalogue().types["license_plate"]


@pytest.mark.parametrize(
    ("number", "verdict"),
    [
        ("京A12345", SUPPORTS),
        ("粤BD12345", SUPPORTS),
        ("沪AF1C345", BREAKS),  # the last four of a small new energy plate are digits
        ("沪AFC3456", SUPPORTS),
        ("浙A12345D", SUPPORTS),
        ("浙AA2345D", BREAKS),
        ("鲁B1234警", SUPPORTS),
        ("鲁B1234学", SUPPORTS),
        ("冀C12D4挂", SUPPORTS),
        ("粤Z12A4港", SUPPORTS),
        ("粤A12A4港", BREAKS),
        ("沪A0123领", SUPPORTS),
        ("224578使", SUPPORTS),
        ("使014578", SUPPORTS),
        ("WJ京1234A", SUPPORTS),
        ("京A1234O", BREAKS),
        ("京AI2345", BREAKS),
        ("京I12345", BREAKS),
        ("东A12345", BREAKS),
        ("京A1234", BREAKS),
        ("京A123456", BREAKS),
        ("A12345", BREAKS),
        ("", BREAKS),
    ],
)
def test_the_grammar(number: str, verdict: Verdict) -> None:
    assert checks.FIELD_CHECKS["plate_number"](number) is verdict


@given(st.integers(0, 10_000), st.sampled_from(sorted(LOOKS)))
def test_every_plate_of_the_specimens_is_in_the_grammar_and_on_its_ground(seed: int, form: str) -> None:
    number = invented(random.Random(seed), form)
    assert any(LOOKS[form].colour in one.colours for one in forms_of(number))


@given(st.from_regex(r"[京沪粤使WA-Z0-9警学港]{6,8}", fullmatch=True))
def test_no_number_is_proven_by_its_form(number: str) -> None:
    assert checks.FIELD_CHECKS["plate_number"](number) is not Verdict.PROVES


def test_no_two_forms_are_one() -> None:
    assert len({form.places for form in FORMS}) == len(FORMS)


class TestColour:
    @pytest.mark.parametrize(
        ("number", "colour", "wanted"),
        [
            ("京A12345", "蓝色", SUPPORTS),
            ("京A12345", "黄色", SUPPORTS),
            ("京AD12345", "绿色", SUPPORTS),
            ("京A12345", "绿色", DOUBTS),
            ("京A1234警", "蓝色", DOUBTS),
        ],
    )
    def test_agrees_with_the_form_or_is_doubted(self, number: str, colour: str, wanted: Verdict) -> None:
        fields = weighed(KIND, reading("number", number), reading("color", colour))
        assert verdicts(fields[1], "plate_colour") == [wanted]

    def test_a_number_that_was_not_sure_is_doubted_too(self) -> None:
        number, _ = weighed(KIND, reading("number", "京A12345", weakest=0.8), reading("color", "绿色"))
        assert verdicts(number, "plate_colour") == [DOUBTS]

    def test_is_a_persons_word(self) -> None:
        number, colour = weighed(KIND, reading("number", "京AD12345"), Correction("绿色"))
        assert verdicts(number, "plate_colour") == [SUPPORTS]
        assert colour.state is FieldState.CONFIRMED


def test_a_number_that_cannot_be_is_broken_and_one_that_can_is_never_more_than_supported() -> None:
    broken, _ = weighed(KIND, reading("number", "京AI2345"), None)
    assert broken.state is FieldState.BROKEN
    right, _ = weighed(KIND, reading("number", "京A12345"), reading("color", "蓝色"))
    assert {one.verdict for one in right.evidence} == {SUPPORTS}
