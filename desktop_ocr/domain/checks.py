"""Check digits, dates, and rules across fields, looked up by the names that the type files use.

A *field check* looks at one value and says what follows for it (a ``Verdict``), or None when it has nothing to say.  A
*cross check* looks at the values of several fields of one document and says so for some of them.  To add one: write the
function into a module of ``checking``, put it into its table here, and write its sentences into
``resources/evidence.toml``.

A check speaks about a value as a person would read it.  It does not prove what the engine itself was unsure of
(``PROOF_SCORE``), and never a value that was repaired so that the check fits.  Nor does it prove letters of a file that
the pixels do not bear out: whoever puts false ones there puts such as fit; and what does not hold proves nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from desktop_ocr.domain.checking.amounts import net_and_tax, parts_add_up, words_and_figures
from desktop_ocr.domain.checking.base import SURE_SCORE, CrossCheck, FieldCheck, is_one_print
from desktop_ocr.domain.checking.calendar import (
    calendar_date,
    dates_agree,
    dates_in_order,
    dates_not_reversed,
    id_card_term,
    past_date,
    period_in_order,
    permanent_residence_term,
    residence_permit_term,
    temporary_id_term,
    term_starts_when_established,
)
from desktop_ocr.domain.checking.invoices import kind_of_number, printed_twice, tax_number, year_of_issue
from desktop_ocr.domain.checking.numbers import (
    bank_card_number,
    card_may_go_on,
    credit_code,
    id_number,
    known_region,
    load_tables,
    permanent_resident_number,
    person_number,
    registration_number,
)
from desktop_ocr.domain.checking.persons import (
    birth_in_id_number,
    birth_in_resident_number,
    mans_number,
    region_in_address,
    sex_in_id_number,
    womans_number,
)
from desktop_ocr.domain.checking.plates import plate_colour, plate_number
from desktop_ocr.domain.checking.property import inner_area_is_smaller, year_in_number
from desktop_ocr.domain.checking.residents import resident_number
from desktop_ocr.domain.checking.rows import rows_multiply, rows_sum
from desktop_ocr.domain.checking.travel import air_ticket_number, ends_in, passenger_number
from desktop_ocr.domain.checking.vehicles import driving_term, vin
from desktop_ocr.domain.checking.wording import brackets_in_pairs
from desktop_ocr.domain.checking.zones import (
    mrz_birth,
    mrz_digits,
    mrz_expiry,
    mrz_lines,
    mrz_names,
    mrz_number,
    mrz_sex,
    mrz_state,
    mrz_term,
    travel_term,
)
from desktop_ocr.domain.document_type import DocumentType, FieldSpec, ValueKind
from desktop_ocr.domain.recognition import Mismatch
from desktop_ocr.domain.review import Evidence, Field, Verdict

__all__ = [
    "CROSS_CHECKS",
    "FIELDS_OF_RULE",
    "FIELD_CHECKS",
    "OF_ANY_PARTS",
    "PROOF_SCORE",
    "SURE_SCORE",
    "check_form",
    "load_tables",
    "weigh",
]

PROOF_SCORE = 0.5
"""A character scored below this is not proven by a check digit: two such errors pass one time in ten."""
PROOF_SCORES = {"vin": 0.99}
"""The same where a check digit does not see every error: in a VIN the letter J counts as much as the digit 1."""

OF_ZONES = frozenset({"mrz_number", "mrz_birth", "mrz_expiry", "mrz_term", "mrz_sex", "mrz_names", "mrz_state"})
"""Checks that tell by themselves whether a value was taken from the zone, and what a zone proves then."""
MAY_GO_ON = {"bank_card_number": card_may_go_on}
"""Whether a value that a check proves may have lost its end: then only one that was read a second time is proven."""


def weigh(kind: DocumentType, fields: Sequence[Field]) -> tuple[Field, ...]:
    """The fields with all evidence about their present values: form, checks of each, then rules across them."""
    weighed = [replace(field, evidence=tuple(_own_evidence(field))) for field in fields]
    places = {field.spec.key: place for place, field in enumerate(weighed)}
    for rule in kind.rules:
        chosen = [weighed[places[key]] for key in rule.fields]
        needed = chosen[-1:] if rule.check in OF_ANY_PARTS else chosen
        if not all(field.value for field in needed):
            continue
        may_prove = not any(map(_mismatch, chosen)) and not _are_one_print(rule.check, chosen)
        for index, verdict in CROSS_CHECKS[rule.check](chosen):
            place = places[rule.fields[index]]
            if verdict is not Verdict.PROVES or (may_prove and _may_be_proven(weighed[place])):
                evidence = (*weighed[place].evidence, Evidence(rule.check, verdict))
                weighed[place] = replace(weighed[place], evidence=evidence)
    return tuple(weighed)


def _are_one_print(check: str, fields: Sequence[Field]) -> bool:
    """Whether values were read in one place, as a date that was taken from the number it is held against."""
    return check not in OF_ZONES and any(is_one_print(one, other) for one, other in combinations(fields, 2))


def _own_evidence(field: Field) -> Iterator[Evidence]:
    if not field.value:
        return
    if form := check_form(field.spec, field.value):
        yield Evidence("form", form)
    for name in field.spec.checks:
        verdict = FIELD_CHECKS[name](field.value)
        is_proof = _may_be_proven(field, PROOF_SCORES.get(name, PROOF_SCORE)) and _is_whole(field, name)
        if verdict is Verdict.PROVES and not is_proof:
            verdict = Verdict.SUPPORTS
        if verdict:
            yield Evidence(name, verdict)
    if field.correction is None and field.reading and field.reading.agreed and _may_be_proven(field):
        yield Evidence("second_reading", Verdict.PROVES)
    if field.awaits_person:
        yield Evidence("incomplete", Verdict.DOUBTS)
    if field.correction is None and field.reading and field.reading.repaired:
        yield Evidence("repaired", Verdict.DOUBTS)
    match _mismatch(field):
        case Mismatch.DISPUTED if field.reading and field.reading.is_of_code:
            yield Evidence("code_disputed", Verdict.DOUBTS, field.printed)
        case Mismatch.DISPUTED if field.printed:
            yield Evidence("otherwise_printed", Verdict.DOUBTS, field.printed)
        case Mismatch.DISPUTED:
            yield Evidence("disputed", Verdict.DOUBTS)
        case Mismatch.UNREAD:
            yield Evidence("unread", Verdict.DOUBTS)


def _mismatch(field: Field) -> Mismatch | None:
    """What speaks against the letters of the file that a value is of; nothing once a person has said what it is."""
    return field.reading.mismatch if field.reading and field.correction is None else None


def _may_be_proven(field: Field, score: float = PROOF_SCORE) -> bool:
    if field.correction is not None:
        return field.correction.is_checked
    if field.reading is None:
        return True
    return not (field.reading.repaired or field.reading.mismatch) and field.reading.weakest >= score


def _is_whole(field: Field, check: str) -> bool:
    """Whether a value cannot go on where it was read to end, or a person or a second reading saw that it does not."""
    may_go_on = MAY_GO_ON.get(check)
    if field.correction is not None or field.reading is None or may_go_on is None:
        return True
    return field.reading.agreed or not may_go_on(field.value)


def check_form(spec: FieldSpec, value: str) -> Verdict | None:
    """Whether the value has the normal form of its kind, and its own.

    Of a number only its own counts where it has one: those of plates and certificates have Chinese characters too.
    """
    pattern = None if spec.form and spec.kind is ValueKind.NUMBER else _FORMS.get(spec.kind)
    if pattern and not pattern.fullmatch(value):
        return Verdict.BREAKS
    if spec.form and "*" not in value and not re.fullmatch(spec.form, value):
        return Verdict.BREAKS
    if spec.choices and value not in spec.choices:
        return Verdict.DOUBTS
    return None


_DATE = r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"
_FORMS = {
    ValueKind.DATE: re.compile(rf"{_DATE}|长期"),
    ValueKind.PERIOD: re.compile(rf"{_DATE}(至|到|-|—|~)({_DATE}|长期)|长期"),
    ValueKind.EXPIRY: re.compile(r"(0[1-9]|1[0-2])/[0-9]{2}"),
    ValueKind.TIME: re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]"),
    ValueKind.AMOUNT: re.compile(r"-?[0-9]+(\.[0-9]+)?|\*\*\*"),  # stars where nothing is taxed
    ValueKind.NUMBER: re.compile(r"[0-9A-Z\u4e00-\u9fff*-]+"),  # plates begin with their province
}

FIELD_CHECKS: dict[str, FieldCheck] = {
    "id_number": id_number,
    "known_region": known_region,
    "person_number": person_number,
    "womans_number": womans_number,
    "mans_number": mans_number,
    "credit_code": credit_code,
    "registration_number": registration_number,
    "bank_card_number": bank_card_number,
    "calendar_date": calendar_date,
    "past_date": past_date,
    "period_in_order": period_in_order,
    "brackets_in_pairs": brackets_in_pairs,
    "mrz_digits": mrz_digits,
    "resident_number": resident_number,
    "vin": vin,
    "plate_number": plate_number,
    "permanent_resident_number": permanent_resident_number,
    "rows_multiply": rows_multiply,
    "tax_number": tax_number,
    "passenger_number": passenger_number,
    "air_ticket_number": air_ticket_number,
}

CROSS_CHECKS: dict[str, CrossCheck] = {
    "birth_in_id_number": birth_in_id_number,
    "sex_in_id_number": sex_in_id_number,
    "region_in_address": region_in_address,
    "dates_in_order": dates_in_order,
    "dates_not_reversed": dates_not_reversed,
    "id_card_term": id_card_term,
    "term_starts_when_established": term_starts_when_established,
    "mrz_number": mrz_number,
    "mrz_birth": mrz_birth,
    "mrz_expiry": mrz_expiry,
    "mrz_term": mrz_term,
    "mrz_sex": mrz_sex,
    "mrz_names": mrz_names,
    "mrz_state": mrz_state,
    "mrz_lines": mrz_lines,
    "travel_term": travel_term,
    "dates_agree": dates_agree,
    "driving_term": driving_term,
    "plate_colour": plate_colour,
    "year_in_number": year_in_number,
    "inner_area_is_smaller": inner_area_is_smaller,
    "birth_in_resident_number": birth_in_resident_number,
    "temporary_id_term": temporary_id_term,
    "residence_permit_term": residence_permit_term,
    "permanent_residence_term": permanent_residence_term,
    "rows_sum": rows_sum,
    "words_and_figures": words_and_figures,
    "net_and_tax": net_and_tax,
    "printed_twice": printed_twice,
    "kind_of_number": kind_of_number,
    "year_of_issue": year_of_issue,
    "parts_add_up": parts_add_up,
    "ends_in": ends_in,
}
FIELDS_OF_RULE = {"net_and_tax": 3}
"""How many fields a cross check is given, where these are not two."""
OF_ANY_PARTS = frozenset({"parts_add_up"})
"""Cross checks of any number of fields, of which all but the last may be empty."""
