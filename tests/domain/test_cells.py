"""The single cells of a table that was read as one value: characters, doubts, places."""

from __future__ import annotations

from dataclasses import replace

from desktop_ocr.domain import cells
from desktop_ocr.domain.cells import CellDoubt
from desktop_ocr.domain.review import Correction, Evidence, FieldState, Verdict
from desktop_ocr.domain.tables import rows_of, text_of
from tests.goods import ROWS, UNCLEAR, bill

GOODS = bill().field("goods")
WRONG_ROW = {(2, "quantity"), (2, "price"), (2, "amount")}


def test_each_cell_has_its_own_characters() -> None:
    assert GOODS.reading is not None
    found = cells.characters_of(GOODS.reading)
    texts = {place: "".join(one.text for one in characters) for place, characters in found.items()}
    assert texts == {(number, column): text for number, row in enumerate(ROWS) for column, text in row.items()}


def test_where_characters_and_cells_do_not_come_out_even_nothing_is_said_of_any_cell() -> None:
    assert GOODS.reading is not None
    one_less = replace(GOODS.reading, characters=GOODS.reading.characters[:-1])
    other = replace(GOODS.reading, characters=GOODS.reading.characters[::-1])
    assert cells.characters_of(one_less) == cells.characters_of(other) == {}
    assert (1, "price") not in cells.doubts_of(replace(GOODS, readings=(one_less,)), ROWS)


def test_a_cell_is_doubtful_for_a_character_or_for_its_row() -> None:
    found = cells.doubts_of(GOODS, ROWS)
    assert found == {UNCLEAR: CellDoubt.UNCLEAR, **dict.fromkeys(WRONG_ROW, CellDoubt.DOES_NOT_FIT)}


def test_what_was_typed_into_a_cell_is_not_unclear_and_the_others_stay_so() -> None:
    other = [dict(row) for row in ROWS]
    other[0]["name"] = "电脑"
    one_typed = GOODS.with_correction(Correction(text_of(other), is_checked=False))
    assert one_typed.state is FieldState.DOUBTFUL
    assert cells.doubts_of(one_typed, other)[UNCLEAR] is CellDoubt.UNCLEAR
    other[1]["price"] = "105.51"
    assert cells.doubts_of(one_typed, other).get(UNCLEAR) is CellDoubt.DOES_NOT_FIT


def test_nothing_is_unclear_once_a_person_has_confirmed_or_a_proof_covers_it() -> None:
    confirmed = GOODS.with_correction(Correction(GOODS.value))
    proven = replace(GOODS, evidence=(Evidence("any", Verdict.PROVES),))
    assert proven.state is FieldState.PROVEN
    assert set(cells.doubts_of(confirmed, ROWS)) == set(cells.doubts_of(proven, ROWS)) == WRONG_ROW


def test_a_cell_is_found_on_the_page_also_where_its_text_stands_twice() -> None:
    paper = bill().paper
    assert paper is not None
    first, second = (cells.place_of(paper.lines, ROWS, (row, "tax_rate")) for row in (0, 1))
    assert first is not None
    assert second is not None
    assert (round(first.centre.y, 3), round(second.centre.y, 3)) == (0.315, 0.365)
    assert cells.place_of(paper.lines[:-2], ROWS, (0, "tax_rate")) is None, "one of the three is not there"
    assert cells.place_of(paper.lines, ROWS, (7, "name")) is None


def test_a_number_is_not_found_within_another() -> None:
    paper = bill().paper
    assert paper is not None
    assert cells.place_of(paper.lines, [{"amount": "55"}], (0, "amount")) is None
    assert cells.place_of(paper.lines, [{"amount": "1055.00"}], (0, "amount")) is not None


def test_a_table_comes_back_from_its_text() -> None:
    assert rows_of(GOODS.value) == tuple(ROWS)
