"""The shipped kinds of paper, each held to the same rules; a new file is tested as soon as it is there.

``data/baidu_keys.json`` lists the keys that Baidu's answers have, by interface.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop_ocr import paths
from desktop_ocr.composition import SECTIONS, load_catalogue
from desktop_ocr.domain import checks
from desktop_ocr.domain.document_type import DocumentType, FieldSpec, ValueKind
from desktop_ocr.engines.offline import rule_section

TYPES = load_catalogue().types
BAIDU_KEYS = json.loads(Path(__file__).with_name("data").joinpath("baidu_keys.json").read_text("utf-8"))
FIRST_KINDS = {"id_card_front", "id_card_back", "bank_card", "business_license", "general_text"}
"""The kinds that the program began with: none may go."""
REQUIRED = {
    "id_card_front": {"name", "sex", "nation", "birth_date", "address", "id_number"},
    "id_card_back": {"authority", "issue_date", "expiry_date"},
    "bank_card": {"card_number"},
    # New forms have a credit code, old ones a registration number.
    "business_license": {"name", "legal_representative"},
    "general_text": {"text"},
    "vehicle_license_front": {
        "plate_number",
        "vehicle_type",
        "owner",
        "address",
        "use",
        "brand_model",
        "vin",
        "registration_date",
        "issue_date",
    },
    "vehicle_license_back": {"plate_number"},
    "driving_license_front": {
        "license_number",
        "name",
        "sex",
        "nationality",
        "address",
        "birth_date",
        "first_issue_date",
        "classes",
        "valid_from",
    },
    "driving_license_back": {"license_number", "name", "file_number"},
    "vehicle_certificate": {
        "certificate_number",
        "issue_date",
        "manufacturer",
        "brand",
        "model",
        "vin",
        "manufacture_date",
    },
    "vin": {"vin"},
    "road_transport_certificate": {"company", "plate_number"},
    "license_plate": {"number"},
    "vat_invoice": {"type", "invoice_number", "invoice_date", "total", "seller_name"},
    "vehicle_sales_invoice": {"invoice_number", "invoice_date", "buyer_name", "vin", "total", "seller_name"},
    "general_invoice": {"invoice_code", "invoice_number", "total"},
    "quota_invoice": {"invoice_code", "invoice_number", "amount_words"},
}
MAY_BE_BLANK = {"hk_macau_permit_back", "taiwan_permit_back"}
"""Permits are given out without endorsements too."""
KINDS_OF_CHECKS = {
    "calendar_date": {ValueKind.DATE, ValueKind.PERIOD},
    "past_date": {ValueKind.DATE},
    "period_in_order": {ValueKind.PERIOD},
    "id_number": {ValueKind.NUMBER},
    "person_number": {ValueKind.NUMBER},
    "womans_number": {ValueKind.NUMBER},
    "mans_number": {ValueKind.NUMBER},
    "known_region": {ValueKind.NUMBER},
    "credit_code": {ValueKind.NUMBER},
    "registration_number": {ValueKind.NUMBER},
    "bank_card_number": {ValueKind.NUMBER},
    "brackets_in_pairs": {ValueKind.TEXT, ValueKind.ADDRESS},
    "mrz_digits": {ValueKind.TEXT},
    "resident_number": {ValueKind.TEXT},
    "vin": {ValueKind.NUMBER},
    "plate_number": {ValueKind.NUMBER},
    "permanent_resident_number": {ValueKind.NUMBER},
    "rows_multiply": {ValueKind.TABLE},
    "tax_number": {ValueKind.NUMBER},
    "passenger_number": {ValueKind.NUMBER},
    "air_ticket_number": {ValueKind.NUMBER},
}

every_kind = pytest.mark.parametrize("kind", TYPES.values(), ids=TYPES)
every_field = pytest.mark.parametrize(
    ("kind", "spec"),
    [pytest.param(kind, spec, id=f"{kind.key}-{spec.key}") for kind in TYPES.values() for spec in kind.fields],
)


def is_chinese(text: str) -> bool:
    return any("\u4e00" <= char <= "\u9fff" for char in text)


def test_all_kinds_are_there() -> None:
    assert set(TYPES) >= FIRST_KINDS


@every_kind
def test_a_file_bears_the_name_of_its_kind(kind: DocumentType) -> None:
    assert (paths.document_types() / f"{kind.key}.toml").is_file()


@every_kind
def test_names_in_both_languages(kind: DocumentType) -> None:
    assert is_chinese(kind.label_zh)
    assert kind.label_en.isascii()


@every_kind
def test_the_other_side_is_a_kind_and_says_the_same(kind: DocumentType) -> None:
    if kind.other_side:
        assert TYPES[kind.other_side].other_side == kind.key
        assert TYPES[kind.other_side].size == kind.size


def test_the_sides_of_an_id_card() -> None:
    assert TYPES["id_card_front"].other_side == "id_card_back"


@every_kind
def test_a_size_is_that_of_a_paper_and_of_the_shape_the_offline_engine_expects(kind: DocumentType) -> None:
    if kind.size is None:
        return
    width, height = kind.size
    assert 20 <= min(width, height) <= max(width, height) <= 600
    if aspect := kind.sections["offline"].get("aspect"):
        assert width / height == pytest.approx(aspect, rel=0.02)


def test_no_two_kinds_have_one_name() -> None:
    for names in ([kind.label_zh for kind in TYPES.values()], [kind.label_en for kind in TYPES.values()]):
        assert len(set(names)) == len(names)


@every_field
def test_labels_in_both_languages(kind: DocumentType, spec: FieldSpec) -> None:
    assert is_chinese(spec.label_zh)
    assert spec.label_en.isascii()
    assert spec.label_en[:1].isupper()
    assert spec.key.isidentifier()
    assert spec.key.islower()


@every_kind
def test_keys_and_labels_are_unique(kind: DocumentType) -> None:
    """Labels become columns of a spreadsheet, Baidu's keys places in an answer."""
    for words in (
        [spec.key for spec in kind.fields],
        [spec.label_zh for spec in kind.fields],
        [spec.label_en for spec in kind.fields],
        [spec.baidu_key for spec in kind.fields if spec.baidu_key],
    ):
        assert len(set(words)) == len(words)


def interface(kind: DocumentType) -> str:
    return str(kind.sections.get("baidu", {}).get("interface", ""))


def baidu_keys(kind: DocumentType) -> set[str]:
    """Of its fields, and of the columns of its tables."""
    every = {one.baidu_key for spec in kind.fields for one in (spec, *spec.columns)}
    return every - {""}


@every_kind
def test_baidus_keys_are_ones_that_it_answers(kind: DocumentType) -> None:
    assert baidu_keys(kind) <= set(BAIDU_KEYS.get(interface(kind), ()))


@pytest.mark.parametrize("name", sorted({interface(kind) for kind in TYPES.values()} & set(BAIDU_KEYS)))
def test_no_key_of_baidu_is_left_out(name: str) -> None:
    """Of an interface that answers for several kinds each key is one of theirs."""
    ours = {key for kind in TYPES.values() if interface(kind) == name for key in baidu_keys(kind)}
    assert ours >= set(BAIDU_KEYS[name])


@every_kind
def test_what_is_required(kind: DocumentType) -> None:
    """Just what every valid paper of the kind has: a clerk is asked to look when it is missing."""
    required = {spec.key for spec in kind.fields if spec.required}
    assert required == REQUIRED.get(kind.key, required)
    assert required or kind.key in MAY_BE_BLANK


@every_field
def test_checks_are_there_and_meant_for_such_a_value(kind: DocumentType, spec: FieldSpec) -> None:
    for name in spec.checks:
        assert name in checks.FIELD_CHECKS
        assert spec.kind in KINDS_OF_CHECKS[name]


@every_field
def test_a_date_is_checked_against_the_calendar(kind: DocumentType, spec: FieldSpec) -> None:
    assert ("calendar_date" in spec.checks) == (spec.kind in (ValueKind.DATE, ValueKind.PERIOD))


@every_field
def test_a_choice_has_a_closed_list(kind: DocumentType, spec: FieldSpec) -> None:
    assert bool(spec.choices) == (spec.kind is ValueKind.CHOICE)
    assert len(set(spec.choices)) == len(spec.choices)


@every_field
def test_a_number_has_a_check_digit_or_a_form(kind: DocumentType, spec: FieldSpec) -> None:
    """Or at least a form, where there is no check digit."""
    if spec.kind is ValueKind.NUMBER:
        assert spec.checks or spec.form


@every_kind
def test_rules_are_there_and_bind_different_fields(kind: DocumentType) -> None:
    for rule in kind.rules:
        assert rule.check in checks.CROSS_CHECKS
        fields = {kind.spec(key).key for key in rule.fields}
        assert len(fields) == len(rule.fields)
        assert len(fields) == checks.FIELDS_OF_RULE.get(rule.check, 2) or rule.check in checks.OF_ANY_PARTS
    assert len(set(kind.rules)) == len(kind.rules)


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        ("id_card_front", {"birth_in_id_number", "sex_in_id_number", "region_in_address"}),
        ("id_card_back", {"dates_in_order", "id_card_term"}),
        ("business_license", {"dates_not_reversed", "term_starts_when_established"}),
    ],
)
def test_the_rules_across_fields(kind: str, wanted: set[str]) -> None:
    assert {rule.check for rule in TYPES[kind].rules} == wanted


def test_the_table_of_checks_is_whole() -> None:
    assert set(KINDS_OF_CHECKS) == set(checks.FIELD_CHECKS)


@every_kind
def test_sections_are_of_engines_that_there_are(kind: DocumentType) -> None:
    assert set(kind.sections) <= set(SECTIONS)


@every_kind
def test_the_offline_engine_can_find_each_field_and_the_kind(kind: DocumentType) -> None:
    section = rule_section.parse(kind.sections["offline"])
    assert set(section.fields) | {section.all_text, section.pairs} - {""} == {spec.key for spec in kind.fields}
    if not section.all_text:
        assert sum(max(0, evidence.weight) for evidence in section.evidence) >= section.needs
    for evidence in section.evidence:
        assert not evidence.check or evidence.check in checks.FIELD_CHECKS
    for key, rule in section.fields.items():
        ways = (rule.labels, rule.anywhere, rule.largest, rule.shares, rule.words, rule.box, rule.hook, rule.columns)
        ways += (rule.foot, rule.block, rule.again, rule.between, rule.every)
        assert any(ways), f"nothing leads to {key}"
        choices = kind.spec(key).choices
        assert not choices or set(rule.words) <= set(choices)
