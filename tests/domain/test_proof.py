"""Nothing is called proven that the engine was unsure of."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_ocr.domain import checks
from desktop_ocr.domain.document_type import DocumentType, FieldSpec, ValueKind
from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.recognition import Mismatch
from desktop_ocr.domain.review import Correction, Evidence, Field, FieldState, Verdict
from tests.domain.numbers import card_numbers, credit_codes, id_numbers, registration_numbers
from tests.domain.weighing import id_card, pair, verdicts, weighed
from tests.fakes import ID_NUMBER, reading

PROVES, SUPPORTS, DOUBTS = Verdict.PROVES, Verdict.SUPPORTS, Verdict.DOUBTS
NUMBERED = DocumentType("n", "号", "N", (FieldSpec("number", "号", "N", ValueKind.NUMBER, checks=("id_number",)),))


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


class TestNothingIsProvenThatThePageDoesNotShow:
    """A file may have letters with right check digits that nobody sees."""

    @pytest.mark.parametrize(
        ("mismatch", "reason"), [(Mismatch.DISPUTED, "disputed"), (Mismatch.UNREAD, "unread")], ids=str
    )
    def test_letters_of_a_file_without_their_print(self, mismatch: Mismatch, reason: str) -> None:
        fields = id_card(number=reading("number", ID_NUMBER, mismatch=mismatch))
        assert verdicts(fields["number"], "id_number") == [SUPPORTS]
        assert verdicts(fields["number"], reason) == [DOUBTS]
        assert fields["number"].state is fields["birth"].state is FieldState.DOUBTFUL

    @pytest.mark.parametrize("mismatch", Mismatch)
    @pytest.mark.parametrize("place", [0, 1])
    @pytest.mark.parametrize(
        ("rule", "first", "second", "period"),
        [
            ("id_card_term", "2015-03-04", "2025-03-04", False),
            ("term_starts_when_established", "2015-03-04", "2015-03-04至长期", True),
        ],
    )
    def test_nor_by_a_rule_or_anything_else_with_them(
        self, rule: str, first: str, second: str, period: bool, place: int, mismatch: Mismatch
    ) -> None:
        proven = pair(rule, reading("a", first), reading("b", second), period=period)
        assert proven == ([PROVES], [PROVES])
        read = [reading("a", first), reading("b", second)]
        read[place] = reading("ab"[place], (first, second)[place], mismatch=mismatch)
        assert PROVES not in {verdict for found in pair(rule, *read, period=period) for verdict in found}

    def test_not_even_likely(self) -> None:
        assert id_card(name=reading("name", "张三", mismatch=Mismatch.UNREAD))["name"].state is FieldState.DOUBTFUL

    def test_a_person_who_looked_makes_it_prove_again(self) -> None:
        (number,) = weighed(NUMBERED, reading("number", ID_NUMBER, mismatch=Mismatch.DISPUTED))
        (number,) = checks.weigh(NUMBERED, [replace(number, correction=Correction(ID_NUMBER))])
        assert (verdicts(number, "id_number"), verdicts(number, "disputed")) == ([PROVES], [])
        assert number.state is FieldState.CONFIRMED

    def test_both_readings_are_told(self) -> None:
        said = reading("number", ID_NUMBER, mismatch=Mismatch.DISPUTED)
        field = Field(NUMBERED.spec("number"), (said, reading("number", "11010519491231002X")))
        (number,) = checks.weigh(NUMBERED, [field])
        assert number.value == ID_NUMBER
        assert Evidence("otherwise_printed", DOUBTS, "11010519491231002X") in number.evidence
        assert number.state is FieldState.DOUBTFUL

    def test_a_code_that_says_otherwise_is_told_from_letters_of_a_file(self) -> None:
        said = replace(reading("number", ID_NUMBER, mismatch=Mismatch.DISPUTED), source="offline:qr_code")
        field = Field(NUMBERED.spec("number"), (said, reading("number", "11010519491231002X")))
        (number,) = checks.weigh(NUMBERED, [field])
        assert Evidence("code_disputed", DOUBTS, "11010519491231002X") in number.evidence
        assert number.state is FieldState.DOUBTFUL


class TestASecondReading:
    KIND = DocumentType("k", "种", "Kind", (FieldSpec("x", "某", "Some", ValueKind.NUMBER, form="[A-Z0-9]+"),))

    def test_that_agrees_proves(self) -> None:
        (field,) = weighed(self.KIND, replace(reading("x", "A12345"), agreed=True))
        assert verdicts(field, "second_reading") == [PROVES]
        assert field.state is FieldState.PROVEN
        (field,) = weighed(self.KIND, reading("x", "A12345"))
        assert field.state is FieldState.DOUBTFUL

    def test_proves_nothing_that_was_unsure_repaired_or_broken(self) -> None:
        for read in (
            reading("x", "A12345", weakest=0.4),
            reading("x", "A12345", repaired=True),
            reading("x", "A-12345"),
        ):
            (field,) = weighed(self.KIND, replace(read, agreed=True))
            assert field.state is not FieldState.PROVEN

    def test_says_nothing_of_a_persons_value(self) -> None:
        kind = self.KIND
        machine = replace(reading("x", "A12345"), agreed=True)
        (field,) = checks.weigh(kind, [Field(kind.fields[0], (machine,), Correction("B12345"))])
        assert verdicts(field, "second_reading") == []


class TestACardNumberThatMayGoOn:
    """6217 0029 1417 7763 178 without its last group passes Luhn, as one in ten does."""

    KIND = DocumentType(
        "k", "种", "Kind", (FieldSpec("x", "某", "Some", ValueKind.NUMBER, checks=("bank_card_number",)),)
    )
    CUT, WHOLE = "6217002914177763", "6217002914177763178"

    def state(self, number: str, *, agreed: bool = False) -> FieldState:
        (field,) = weighed(self.KIND, replace(reading("x", number), agreed=agreed))
        return field.state

    def test_is_proven_only_where_a_second_reading_saw_its_end(self) -> None:
        assert self.state(self.CUT) is FieldState.DOUBTFUL
        assert self.state(self.CUT, agreed=True) is FieldState.PROVEN
        assert self.state(self.WHOLE) is FieldState.PROVEN

    @pytest.mark.parametrize("number", ["5105105105105100", "2223003122003222", "3530111333300000"])
    def test_the_numbers_of_some_networks_have_16_digits(self, number: str) -> None:
        assert self.state(number) is FieldState.PROVEN

    def test_those_of_old_cards_that_begin_with_4_may_have_19(self) -> None:
        assert self.state("4111111111111111") is FieldState.DOUBTFUL

    def test_a_person_who_looked_settles_it(self) -> None:
        (field,) = weighed(self.KIND, Correction(self.CUT))
        assert verdicts(field, "bank_card_number") == [PROVES]


class TestOnePrint:
    """A date that was taken from the number itself agrees with it whatever was read."""

    HERE = Quad.rectangle(0.1, 0.8, 0.6, 0.84)
    WITHIN = Quad.rectangle(0.3, 0.8, 0.4, 0.84)

    def birth(self, where: Quad | None, *, number: Correction | None = None) -> list[Verdict]:
        first = number or replace(reading("number", ID_NUMBER), region=self.HERE)
        fields = id_card(number=first, birth=replace(reading("birth", "1949-12-31"), region=where))
        return verdicts(fields["birth"], "birth_in_id_number")

    def test_proves_nothing_of_itself(self) -> None:
        assert self.birth(self.WITHIN) == []
        assert self.birth(Quad.rectangle(0.0, 0.7, 0.7, 0.95)) == []

    @pytest.mark.parametrize("where", [Quad.rectangle(0.1, 0.4, 0.6, 0.44), None], ids=["elsewhere", "not known"])
    def test_two_do(self, where: Quad | None) -> None:
        assert self.birth(where) == [PROVES]

    def test_a_person_who_compared_one_of_them_makes_two_of_it(self) -> None:
        assert self.birth(self.WITHIN, number=Correction(ID_NUMBER, region=self.HERE)) == [PROVES]

    def test_a_term_needs_two_dates(self) -> None:
        issue, expiry = (replace(reading(key, day), region=self.HERE) for key, day in
                         (("a", "2012-06-13"), ("b", "2022-06-13")))  # fmt: skip
        assert pair("id_card_term", issue, expiry) == ([], [])
