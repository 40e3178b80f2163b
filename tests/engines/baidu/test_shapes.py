"""Odd answers, and what they are all the same: nothing that comes may bring the program down or be lost."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_ocr.domain.errors import AnswerOdd, RefusedTask
from desktop_ocr.domain.geometry import Quad
from desktop_ocr.engines.baidu import facts
from desktop_ocr.engines.baidu.parts import place, text
from desktop_ocr.engines.baidu.remarking import remarks
from desktop_ocr.engines.baidu.shapes import SHAPES, understand
from desktop_ocr.engines.statuses import read_object
from tests.engines.baidu.documented import ANSWERS, BOX, CORNERS, PORTRAIT

BOXED = Quad.rectangle(4, 2, 24, 7)
VALUES = {"姓名": "张三", "number": "苏HS7766", "color": "blue"}


def test_there_is_one_for_every_shape() -> None:
    assert {one.shape for one in facts.interfaces().values()} <= set(SHAPES)


def mangled(answer: Any) -> st.SearchStrategy[Any]:
    """The answer with some value in it replaced by something else."""
    odd = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=3), st.just([]), st.just({}))
    places = list(_places(answer))
    return st.tuples(st.sampled_from(places), odd).map(lambda pair: _replaced(answer, *pair))


def _places(value: Any, path: tuple[Any, ...] = ()) -> Any:
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in items:
        yield from _places(one, (*path, key))


def _replaced(value: Any, path: tuple[Any, ...], odd: Any) -> Any:
    if not path:
        return odd
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = _replaced(value[path[0]], path[1:], odd)
    return copy


@pytest.mark.parametrize("shape", sorted(ANSWERS))
def test_mistyped_and_missing_values_do_no_harm(shape: str) -> None:
    answer = ANSWERS[shape](VALUES)

    @given(mangled(answer))
    @settings(max_examples=60, deadline=None)
    def holds(odd: Any) -> None:
        content = json.dumps(odd, ensure_ascii=False).encode("utf-8", "surrogatepass")
        try:
            understood = understand(shape, read_object(content))
        except (AnswerOdd, RefusedTask):
            return
        for card in understood.cards:
            for entry in card.entries:
                assert isinstance(entry.text, str)
                assert entry.mean is None or 0 <= entry.mean <= 1
                assert entry.place is None or all(map(math.isfinite, entry.place.bounds))

    holds()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (BOX, BOXED),
        (CORNERS, BOXED),
        ([[4, 2], [24, 2], [24, 7], [4, 7]], BOXED),
        ({"box": None, "cbox": [4, 2, 20, 5]}, BOXED),
        ({"box": CORNERS, "cbox": None}, BOXED),
        ({"box": None, "cbox": None}, None),
        ({**BOX, "width": "20"}, BOXED),
        ({"left": 0, "top": 0, "width": 0, "height": 0}, None),
        ({"left": 0, "top": 0, "width": 1e9, "height": 5}, None),
        (CORNERS[:1], None),
        ("示例市", None),
        (None, None),
    ],
)
def test_places(value: Any, expected: Quad | None) -> None:
    assert place(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        *(("  张三 ", "张三"), (7, "7"), (2.5, "2.5"), (None, ""), (True, ""), (["a", "", "b"], "a\nb")),
        *(({"words": ["a"]}, "a"), ({"word": "a"}, "a"), (float("nan"), "")),
    ],
)
def test_texts(value: Any, expected: str) -> None:
    assert text(value) == expected


def entries(shape: str, answer: dict[str, Any]) -> dict[str, str]:
    return {entry.key: entry.text for card in understand(shape, answer).cards for entry in card.entries}


def test_an_absent_field_is_empty_and_one_that_is_printed_so_is_not() -> None:
    nowhere = {"left": 0, "top": 0, "width": 0, "height": 0}
    result = {"甲": {"words": "无", "location": nowhere}, "乙": {"words": "无", "location": BOX}, "丙": {"words": ""}}
    assert entries("dict_words", {"words_result": result}) == {"甲": "", "乙": "无", "丙": ""}


def test_the_place_of_issue_is_no_place_in_the_picture() -> None:
    found = entries("dict_str", {"words_result": {"location": "示例省", "invoice_code": "1"}})
    assert found == {"location": "示例省", "invoice_code": "1"}


def test_one_plate_and_several() -> None:
    one = {"number": "苏HS7766", "color": "blue", "probability": [1.0] * 7, "vertexes_location": CORNERS}
    assert len(understand("plate", {"words_result": one}).cards) == 1
    assert len(understand("plate", {"words_result": [one, one]}).cards) == 2


def test_cards_come_in_the_order_of_their_numbers() -> None:
    results = {str(place): {"姓名": [{"words": [str(place)]}]} for place in (0, 10, 2, 1)}
    cards = understand("general_ocr", {"results": results}).cards
    assert [card.entries[0].text for card in cards] == ["0", "1", "2", "10"]


def test_what_is_said_of_a_card() -> None:
    found = {
        **{"image_status": "reversed_side", "idcard_type": "copy", "edit_tool": "Photoshop", "idcard_number_type": 3},
        **{"card_quality": {"IsClear": "0", "IsComplete": 1, "IsNoCover": 0}, "warn_infos": ["shield", "odd"]},
    }
    assert remarks(found) == (
        *("reversed_side", "copy", "edited:Photoshop", "number_disagrees", "covered", "doubted:odd", "blurred"),
    )
    assert remarks({"image_status": "normal", "risk_type": "normal", "idcard_number_type": 1}) == ()


def test_the_portrait_is_kept_as_it_came() -> None:
    understood = understand("dict_words", {"words_result": {}, "photo": PORTRAIT})
    assert understood.portrait == b"\xff\xd8portrait"
    assert understand("dict_words", {"words_result": {}, "photo": "%%%"}).portrait == b""


@pytest.mark.parametrize(("direction", "turned"), [(-1, 0), (0, 0), (1, 90), ("2", 180), (3, 270), (None, 0), (9, 0)])
def test_the_turn(direction: Any, turned: int) -> None:
    assert understand("lines", {"words_result": [], "direction": direction}).turned == turned


@pytest.mark.parametrize(
    ("number", "written"), [(1234567.89, "1234567.89"), (123456.78, "123456.78"), (100.0, "100"), (math.nan, "")]
)
def test_a_number_is_written_with_all_its_digits(number: float, written: str) -> None:
    assert text(number) == written
