"""What was lost when whole lines were read, and is read anew: by rules over lines laid out by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import pytest

from desktop_ocr.domain.document_type import ValueKind
from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.recognition import TextLine
from desktop_ocr.engines.offline.second_look import Nowhere
from tests.engines.offline.printed import HEIGHT, WIDTH, printed
from tests.engines.offline.test_forms import values


@dataclass
class Hidden(Nowhere):
    """A page on which a line is found when one looks where it stands."""

    text: str
    score: float = 0.99
    looks: list[Quad] = field(default_factory=list)

    def line(self, place: Quad) -> TextLine | None:
        self.looks.append(place)
        return replace(printed(self.text, 0, 0), confidence=self.score, region=place)

    @property
    def spans(self) -> list[tuple[int, int]]:
        """From where to where it was looked, in pixels along the line."""
        bounds = [place.bounds for place in self.looks]
        return [(round(left * WIDTH), round(right * WIDTH)) for left, _, right, _ in bounds]


SHORT = "[field.kind]\nlabels = ['类别']\nshort = true\n[field.name]\nlabels = ['姓名']"


def test_a_short_value_is_looked_for_up_to_the_next_label() -> None:
    page = Hidden("甲")
    labels = [printed("类别", 60, 100), printed("姓名", 240, 100), printed("刘洋", 320, 100)]
    assert values(SHORT, *labels, look_again=page) == {"kind": "甲", "name": "刘洋"}
    assert page.spans == [(120, 240)]


@pytest.mark.parametrize("page", [Hidden("甲", 0.8), Nowhere()], ids=["unsure", "nothing"])
def test_what_is_read_of_an_empty_place_must_be_sure(page: Nowhere) -> None:
    assert values(SHORT, printed("类别", 60, 100), look_again=page) == {}


def test_between_labels_that_touch_nothing_is_lost() -> None:
    page = Hidden("甲")
    values(SHORT, printed("类别", 60, 100), printed("姓名", 130, 100), look_again=page)
    assert page.looks == []


FIXED = "[field.address]\nlabels = ['住址']\nlabel_box = [0.07, 0.1, 0.16, 0.2]\nlines = 3"
FULL = printed("住址广东省深圳市南山区", 60, 100)


def test_the_end_of_a_full_line_is_looked_for_under_it() -> None:
    page = Hidden("号")
    assert values(FIXED, FULL, look_again=page, address=ValueKind.ADDRESS) == {"address": "广东省深圳市南山区号"}
    (left, top, _, bottom) = page.looks[0].bounds
    assert round(left * WIDTH) == 117
    assert 130 < (top + bottom) / 2 * HEIGHT < 160


@pytest.mark.parametrize(
    ("rules", "more"),
    [
        (FIXED, [printed("腾讯", 120, 140)]),
        (FIXED, [printed("甲", 120, 134, size=12)]),
        (FIXED.replace("label_box", "box"), []),
    ],
    ids=["the last line is not full", "something else stands there", "nothing is fixed"],
)
def test_where_no_end_can_be_lost_none_is_looked_for(rules: str, more: list[TextLine]) -> None:
    page = Hidden("号")
    values(rules, FULL, *more, look_again=page, address=ValueKind.ADDRESS)
    assert page.looks == []


TORN = "pairs = 'others'\n[field.office]\nlabels = ['登记机关']\nunder_seal = true\n[field.others]"


@pytest.mark.parametrize(("hidden", "wanted"), [("深圳市住房和建设局", "深圳市住房和建设局"), ("深", "深圳市")])
def test_a_line_read_anew_counts_where_it_says_more(hidden: str, wanted: str) -> None:
    found = values(TORN, printed("登记机关：", 60, 100), printed("深圳市", 240, 100), look_again=Hidden(hidden))
    assert found["office"] == wanted


class Sealed(Nowhere):
    """A page with two seals; the lower one stands over a date."""

    def around_seals(self) -> Iterable[Sequence[TextLine]]:
        return [printed("甲县公安局", 500, 400), printed("2012年3月4日", 500, 460)], [printed("2011年1月1日", 500, 100)]


def test_a_date_under_a_seal_is_the_lowest_that_can_be_read() -> None:
    rules = "[field.issued]\npattern = '\\d{4}年.*日'\nanywhere = true\nunder_seal = true"
    page = printed("甲县", 60, 60)
    assert values(rules, page, look_again=Sealed(), issued=ValueKind.DATE) == {"issued": "2012-03-04"}
    assert values(rules, page, issued=ValueKind.DATE) == {}
