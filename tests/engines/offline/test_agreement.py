"""Second readings: which agreement with the first is one, and where a value may go on."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, replace

import pytest

from desktop_ocr import composition
from desktop_ocr.domain.document_type import DocumentType, FieldSpec, ValueKind
from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.recognition import Reading, TextLine
from desktop_ocr.engines.offline.interpreter import SOURCE, interpret
from desktop_ocr.engines.offline.rule_section import parse
from desktop_ocr.engines.offline.second_look import Nowhere
from tests.engines.offline.printed import WIDTH, laid_out, printed

MEASURED = "[field.value]\nlabels = ['编号']\nsecond_reading = true\nalphabet = 'digits'"
CARD = "[field.value]\nanywhere = true\nsecond_reading = true\nalphabet = 'digits'\npattern = '\\d(?: ?\\d){12,18}'"


@dataclass
class Otherwise(Nowhere):
    """A page whose values a second reading finds to be something else, or the same."""

    text: str
    score: float = 0.99
    looks: list[Quad] = field(default_factory=list)

    def otherwise(self, place: Quad) -> TextLine | None:
        self.looks.append(place)
        return replace(printed(self.text, 0, 0, score=self.score), region=place)


def read(page: Nowhere, *lines: TextLine, rules: str = MEASURED, kind: ValueKind = ValueKind.NUMBER) -> Reading:
    spec = FieldSpec("value", "值", "Value", kind)
    (found,) = interpret(DocumentType("k", "种", "Kind", (spec,)), parse(tomllib.loads(rules)), laid_out(*lines), page)
    return found


@pytest.mark.parametrize(
    ("again", "score", "agrees"),
    [("20110358", 0.99, True), ("20110353", 0.99, False), ("20110358", 0.8, False), ("201103587", 0.99, False)],
    ids=["the same", "another", "unsure", "more"],
)
def test_only_the_same_read_surely_agrees(again: str, score: float, agrees: bool) -> None:
    assert read(Otherwise(again, score), printed("编号20110358", 60, 100)).agreed is agrees


def test_what_stands_beyond_a_number_may_be_the_rest_of_it() -> None:
    assert not read(Otherwise("20110358幺"), printed("编号20110358", 60, 100)).agreed


@pytest.mark.parametrize(
    ("rules", "score"), [(MEASURED.replace("true", "false"), 0.99), (MEASURED, 0.8)], ids=["not measured", "unsure"]
)
def test_where_it_cannot_count_nothing_is_read_again(rules: str, score: float) -> None:
    page = Otherwise("20110358")
    assert not read(page, printed("编号20110358", 60, 100, score=score), rules=rules).agreed
    assert not page.looks


def test_a_date_without_its_day_lost_it_to_both() -> None:
    rules = "[field.value]\nlabels = ['日期']\nsecond_reading = true"
    for day, agrees in (("2012-11", False), ("2012-11-16", True)):
        page = Otherwise(day)
        assert read(page, printed(f"日期{day}", 60, 100), rules=rules, kind=ValueKind.DATE).agreed is agrees


class TestGroups:
    """6217 0029 1417 7763 is right by Luhn, and so is 6217 0029 1417 7763 178."""

    LINE = "6217 0029 1417 7763"

    @pytest.mark.parametrize(
        ("again", "agrees"), [(LINE, True), (f"{LINE} 178", False), (f"{LINE} l7B", False), (f"幺B {LINE}", False)]
    )
    def test_a_group_more_is_looked_for(self, again: str, agrees: bool) -> None:
        page = Otherwise(again)
        assert read(page, printed(self.LINE, 60, 100), rules=CARD).agreed is agrees
        (place,) = page.looks
        # 19 characters of 15 px from 60 on, and a group of four with its gap.
        assert place.bounds[2] * WIDTH == pytest.approx(60 + 19 * 15 + 5 * 15, abs=3)

    def test_what_lies_off_the_page_nobody_has_seen(self) -> None:
        for x, agrees in ((45, True), (15, False), (WIDTH - 19 * 15 - 45, True), (WIDTH - 19 * 15 - 15, False)):
            assert read(Otherwise(self.LINE), printed(self.LINE, x, 100), rules=CARD).agreed is agrees


def test_only_what_was_measured_is_proven_by_a_second_reading() -> None:
    """Thousands of readings of each with tests.benchmarks.agreement: none agreed wrongly that a check does not see."""
    types = composition.load_catalogue().types.values()
    rules = {kind.key: parse(kind.sections[SOURCE]).fields for kind in types if SOURCE in kind.sections}
    assert {(kind, key) for kind, fields in rules.items() for key, rule in fields.items() if rule.second_reading} == {
        ("bank_card", "card_number"),
        ("driving_license_back", "file_number"),
        ("license_plate", "number"),
        ("vehicle_license_back", "file_number"),
    }
