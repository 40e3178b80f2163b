"""Tables are scored by cell, whatever happened to their rows."""

from __future__ import annotations

import pytest

from tests.benchmarks.cells import cells

ROWS = ({"name": "笔", "amount": "5.00"}, {"name": "纸", "amount": "9.00"}, {"name": "书"})


def wrong(*got: dict[str, str]) -> list[tuple[str, str, str]]:
    return [cell for cell in cells(ROWS, got) if cell[1] != cell[2]]


def test_a_table_that_was_read_right() -> None:
    assert len(list(cells(ROWS, ROWS))) == 5
    assert wrong(*ROWS) == []


@pytest.mark.parametrize(
    ("got", "misses"),
    [
        ([ROWS[0], ROWS[2]], [("[1].name", "纸", ""), ("[1].amount", "9.00", "")]),
        ([ROWS[0], {"name": "尺"}, *ROWS[1:]], [("[+].name", "", "尺")]),
        ([ROWS[0], {"name": "纸", "amount": "8.00"}, ROWS[2]], [("[1].amount", "9.00", "8.00")]),
        ([*ROWS[:2], {"name": "书", "amount": "1"}], [("[2].amount", "", "1")]),
        ([], [("[0].name", "笔", ""), ("[0].amount", "5.00", ""), ("[1].name", "纸", ""), ("[1].amount", "9.00", ""),
              ("[2].name", "书", "")]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_by_cell(got: list[dict[str, str]], misses: list[tuple[str, str, str]]) -> None:
    assert wrong(*got) == misses
