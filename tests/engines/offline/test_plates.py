"""Plates as a hook: the most prominent one's number and colour, and whether the page is a picture of plates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from desktop_ocr.composition import load_catalogue
from desktop_ocr.domain.recognition import TextLine
from desktop_ocr.engines.offline.engine import check_section
from desktop_ocr.engines.offline.interpreter import interpret
from desktop_ocr.engines.offline.kinds import detect_kind
from desktop_ocr.engines.offline.plate_numbers import Plate, number_in
from desktop_ocr.engines.offline.rule_section import parse
from desktop_ocr.engines.offline.second_look import Nowhere
from tests.engines.offline.printed import laid_out, printed

KIND = load_catalogue().types["license_plate"]
RULES = parse(KIND.sections["offline"])
UNMEASURED = {"field": {"number": {"hook": "plates.number"}}}
MEASURED = {"field": {"number": {"hook": "plates.number", "second_reading": True}}}


@dataclass(frozen=True)
class Look(Nowhere):
    found: Sequence[Plate]

    def plates(self) -> Sequence[Plate]:
        return self.found


def plate(text: str, colour: str, y: float = 100, *, stands_out: bool = True) -> Plate:
    line = printed(text, 100, y, size=60)
    number = number_in([line], colour)
    assert number is not None
    return Plate(number, colour, (line,), line.region, stands_out)


def values(plates: Sequence[Plate], *others: TextLine) -> Mapping[str, str]:
    layout = laid_out(*lines(plates), *others)
    return {reading.field: reading.value for reading in interpret(KIND, RULES, layout, Look(plates))}


def lines(plates: Iterable[Plate]) -> list[TextLine]:
    return [line for one in plates for line in one.lines]


def kind(plates: Sequence[Plate], *others: TextLine) -> str:
    layout = laid_out(*lines(plates), *others)
    return detect_kind(layout, {KIND.key: RULES}, "general_text", Look(plates))[0]


def test_number_and_colour_of_the_first() -> None:
    found = [plate("皖A·195K9", "蓝色"), plate("京AD12345", "绿色", 300)]
    assert values(found) == {"number": "皖A195K9", "color": "蓝色"}
    assert values([]) == {}


def test_the_region_of_a_number_is_its_print_without_bolts() -> None:
    one = plate("I苏E·B68W9", "蓝色")
    (number, _) = interpret(KIND, RULES, laid_out(*lines([one])), Look([one]))
    assert number.region is not None
    assert number.region.bounds[0] > one.quad.bounds[0] + 0.02
    assert [char.text for char in number.characters] == list("苏EB68W9")


def test_a_second_reading_counts_only_on_a_ground_of_the_forms_colour() -> None:
    for colour, wanted in (("蓝色", True), ("绿色", False), ("", False)):
        found = [replace(plate("皖A·195K9", colour), agreed=True)]
        number = interpret(KIND, parse(MEASURED), laid_out(*lines(found)), Look(found))[0]
        assert number.agreed is wanted
        number = interpret(KIND, parse(UNMEASURED), laid_out(*lines(found)), Look(found))[0]
        assert not number.agreed


def test_a_picture_of_plates() -> None:
    assert kind([plate("皖A·195K9", "蓝色")]) == KIND.key
    assert kind([plate("皖A·195K9", "蓝色")], printed("TOYOTA", 100, 300)) == KIND.key
    assert kind([]) == "general_text"


def test_a_paper_that_speaks_of_plates_is_none() -> None:
    text = [printed("车主应当在收到本通知之日起十五日内持本人身份证到窗口办理", 20, 200 + 40 * row) for row in range(4)]
    assert kind([plate("皖A·195K9", "蓝色")], *text) == "general_text"


def test_print_on_paper_is_no_plate() -> None:
    assert kind([plate("皖A·195K9", "白色")]) == "general_text"
    label = printed("车牌号码由交警支队车辆管理所统一核发存档备查", 100, 300)
    assert kind([plate("皖A·195K警", "白色", stands_out=False)], label) == "general_text"
    assert kind([plate("皖A·195K警", "白色")], label) == KIND.key


def test_evidence_of_a_hook_that_is_not_there_is_told() -> None:
    wrong = check_section({"evidence": [{"hook": "moon.phase"}], "field": {}}, KIND)
    assert wrong is not None
    assert wrong[0] == "moon.phase"
