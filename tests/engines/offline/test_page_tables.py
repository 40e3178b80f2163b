"""Tables of any page: rows, columns and cells that reach over others, with ruled lines and without."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import hypot

import cv2
import numpy as np
import pytest

from desktop_ocr.domain.geometry import Point, Quad
from desktop_ocr.domain.recognition import TextLine
from desktop_ocr.domain.tables import Row, rows_of
from desktop_ocr.engines.offline.hooks import HOOKS
from desktop_ocr.engines.offline.levelling import Levelling
from desktop_ocr.engines.offline.rulings import find_rulings
from desktop_ocr.engines.offline.second_look import NOWHERE, LookAgain, Nowhere
from desktop_ocr.engines.offline.table_grid import Ruling
from tests.engines.offline.printed import HEIGHT, WIDTH, laid_out, printed


class Ruled(Nowhere):
    """A page with straight lines, told in pixels; what is read at a place once more is told by its middle."""

    def __init__(
        self, *lines: tuple[float, float, float, float], hidden: dict[tuple[int, int], str] | None = None
    ) -> None:
        self._lines = lines
        self._hidden = hidden or {}
        self.asked: list[Quad] = []

    def rulings(self) -> Sequence[Ruling]:
        return [
            Ruling(Point(x0 / WIDTH, y0 / HEIGHT), Point(x1 / WIDTH, y1 / HEIGHT)) for x0, y0, x1, y1 in self._lines
        ]

    def lines(self, places: Sequence[Quad]) -> Sequence[TextLine | None]:
        self.asked += places
        return [self._at(place) for place in places]

    def _at(self, place: Quad) -> TextLine | None:
        for (x, y), text in self._hidden.items():
            left, top, right, bottom = place.bounds
            if left < x / WIDTH < right and top < y / HEIGHT < bottom:
                line = printed(text, x, y)
                return TextLine(line.characters, line.confidence, place)
        return None


def borders(
    xs: Sequence[float], ys: Sequence[float], *without: tuple[float, float]
) -> list[tuple[float, float, float, float]]:
    """The sides of all cells between ``xs`` and ``ys``, but for those whose middles are named."""
    sides = [(x0, y, x1, y) for y in ys for x0, x1 in pairwise(xs)]
    sides += [(x, y0, x, y1) for x in xs for y0, y1 in pairwise(ys)]
    return [side for side in sides if ((side[0] + side[2]) / 2, (side[1] + side[3]) / 2) not in without]


def rows(*lines: TextLine, look: LookAgain = NOWHERE) -> tuple[Row, ...]:
    found = HOOKS["table"](laid_out(*lines), look)
    return rows_of(found["rows"].value) or () if found else ()


XS, YS = (100, 300, 500, 700), (100, 150, 200, 250)
RULED = (
    printed("部门", 160, 110),
    printed("姓名", 360, 110),
    printed("金额", 560, 110),
    printed("财务部", 110, 160),
    printed("张三", 360, 160),
    printed("12.50", 580, 160),
    printed("李四", 360, 210),
    printed("7.00", 580, 210),
)


def test_ruled_cells_and_one_that_reaches_over_two_rows() -> None:
    look = Ruled(*borders(XS, YS, (200, 200)))
    assert rows(*RULED, look=look) == (
        {"1": "部门", "2": "姓名", "3": "金额"},
        {"1": "财务部", "2": "张三", "3": "12.50"},
        {"2": "李四", "3": "7.00"},
    )
    assert not look.asked


def test_a_cell_over_columns_holds_its_text_once() -> None:
    look = Ruled(*borders(XS, YS, (300, 225), (500, 225)))
    assert rows(*RULED[:6], printed("以上合计19.50", 300, 210), look=look)[-1] == {"1": "以上合计19.50"}


def test_an_empty_cell_is_read_by_itself_and_print_over_a_border_too() -> None:
    lines = (*RULED[:3], printed("财务部张三", 210, 160, size=36), *RULED[5:])
    look = Ruled(*borders(XS, YS), hidden={(200, 178): "财务部", (400, 178): "张三", (200, 225): "7"})
    assert rows(*lines, look=look)[1:] == (
        {"1": "财务部", "2": "张三", "3": "12.50"},
        {"1": "7", "2": "李四", "3": "7.00"},
    )


def test_a_table_without_outer_borders_has_its_outer_columns() -> None:
    inner = [side for side in borders(XS, YS) if side[0] != side[2] or side[0] in (300, 500)]
    assert rows(*RULED, look=Ruled(*inner))[0] == {"1": "部门", "2": "姓名", "3": "金额"}


def test_lines_beside_the_table_are_none_of_it() -> None:
    paper = [(20, 20, 960, 20), (20, 20, 20, 600), (960, 20, 960, 600), (20, 600, 960, 600)]
    found = HOOKS["table"](laid_out(printed("报销明细", 400, 40), *RULED), Ruled(*borders(XS, YS), *paper))
    assert rows_of(found["rows"].value) == rows(*RULED, look=Ruled(*borders(XS, YS)))
    assert found["beside"].value == "报销明细"


OPEN = [("单位名称", "年龄", "身高"), ("甲乙公司", "34", "1.74"), ("丙丁公司", "8", "1.60"), ("戊己公司", "26", "1.58")]


def open_table(table: Sequence[Sequence[str]], *, tilt: float = 0) -> list[TextLine]:
    """Columns without lines, the first flush left and the others flush right under headings flush left."""
    lines = []
    for row, cells in enumerate(table):
        for column, text in enumerate(cells):
            width = 24 * sum(0.5 if char.isascii() else 1 for char in text)
            x = 150 + 220 * column + (0 if column == 0 or row == 0 else 130 - width)
            if text:
                lines.append(printed(text, x, 100 + 50 * row, size=24, tilt=tilt))
    return lines


@pytest.mark.parametrize("tilt", [0, 4, -6])
def test_columns_are_told_by_what_stays_empty(tilt: float) -> None:
    expected = tuple({str(place): text for place, text in enumerate(cells, 1)} for cells in OPEN)
    assert rows(*open_table(OPEN, tilt=tilt)) == expected


def test_cells_may_be_empty_and_a_stroke_among_figures_is_a_dash() -> None:
    table = [*OPEN, ("庚辛", "", "1.66"), ("壬癸", "一", "1.70")]
    assert rows(*open_table(table))[-2:] == ({"1": "庚辛", "3": "1.66"}, {"1": "壬癸", "2": "—", "3": "1.70"})


def test_a_wrapped_line_goes_on_with_its_row() -> None:
    lines = open_table([(*cells[:2], "1.6") for cells in OPEN])
    wrapped = printed("又名子丑", 150, 119 + 50, size=24)
    assert rows(*lines, wrapped)[1]["1"] == "甲乙公司又名子丑"


def test_running_text_is_no_table() -> None:
    lines = [printed("各单位要高度重视，明确专人负责，确保数据真实", 60, 60 + 40 * row, size=30) for row in range(8)]
    assert not HOOKS["table"](laid_out(*lines), NOWHERE)
    assert not HOOKS["table_page"](laid_out(*lines), NOWHERE)


def test_a_page_of_tables_is_told_from_one_that_has_one_among_text() -> None:
    assert HOOKS["table_page"](laid_out(*RULED), Ruled(*borders(XS, YS)))
    text = [printed("各单位要高度重视，明确专人负责，确保数据真实", 60, 280 + 40 * row, size=30) for row in range(6)]
    assert not HOOKS["table_page"](laid_out(*RULED, *text), Ruled(*borders(XS, YS)))


def test_levelling_goes_there_and_back() -> None:
    levelling = Levelling(Point(400, 300), 0.05, 1e-4, -0.1, -2e-4)
    for point in (Point(0, 0), Point(900, 40), Point(120, 600)):
        there = levelling.back(levelling.level(point))
        assert hypot(there.x - point.x, there.y - point.y) < 1e-6


def test_ruled_lines_are_found_on_a_picture() -> None:
    picture = np.full((400, 600, 3), 240, np.uint8)
    cv2.line(picture, (50, 100), (550, 120), (60, 60, 60), 2, cv2.LINE_AA)
    found = find_rulings(picture, (0, 0, 600, 400), 30.0)
    assert sum(abs(ruling.end.x - ruling.start.x) for ruling in found) > 0.7
    for ruling in found:
        for end in (ruling.start, ruling.end):
            assert end.y * 400 == pytest.approx(100 + (end.x * 600 - 50) * 20 / 500, abs=4)
