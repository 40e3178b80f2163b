"""The letters of a file are believed as far as the pixels bear them out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from desktop_ocr.domain.geometry import Quad, overlap
from desktop_ocr.domain.recognition import Character, Mismatch, TextLine
from desktop_ocr.domain.review import LIKELY_SCORE
from desktop_ocr.engines.offline import digital
from desktop_ocr.engines.offline.disputes import MOST_LOOKS
from tests.fakes import reading

COMMON = [
    "电子发票（普通发票）",
    "购买方名称：北京某某有限公司",
    "销售方名称：上海某某商贸有限公司",
    "项目名称 规格型号 单位",
]


def line(
    text: str, y: float, score: float = 0.99, left: float = 0.1, offered: dict[str, str] | None = None
) -> TextLine:
    region = Quad.rectangle(left, y, left + 0.02 * len(text), y + 0.03)
    characters = [
        Character(
            one, score, at / len(text), (at + 1) / len(text), tuple((c, 0.1) for c in (offered or {}).get(one, ""))
        )
        for at, one in enumerate(text)
    ]
    return TextLine(tuple(characters), score, region)


def merged(read: list[TextLine], file: list[TextLine], found: Sequence[TextLine] = ()) -> tuple[TextLine, ...]:
    """``found`` is what a closer look reads, where it is the same place."""

    def look_again(places: Sequence[Quad]) -> list[TextLine | None]:
        return [next((one for one in found if overlap(one.region, place) > 0.5), None) for place in places]

    return digital.merged(read, file, look_again)


def page(*last: TextLine, score: float = 0.99) -> list[TextLine]:
    return [*(line(text, 0.1 + 0.1 * at, score) for at, text in enumerate(COMMON)), *last]


def doubted(lines: tuple[TextLine, ...]) -> str:
    return "".join(one.text for each in lines for one in each.characters if one.confidence < LIKELY_SCORE)


def mismatched(lines: tuple[TextLine, ...], why: Mismatch) -> str:
    return "".join(one.text for each in lines for one in each.characters if one.mismatch is why)


def both(file: str, pixels: str, score: float = 0.99, offered: dict[str, str] | None = None) -> tuple[TextLine, ...]:
    return merged(page(line(pixels, 0.8, score, offered=offered)), page(line(file, 0.8, 1.0), score=1.0))


@pytest.mark.parametrize(
    ("file", "pixels", "expected"),
    [
        ("价税合计 ¥9999.00", "价税合计 ¥1380.00", "9999"),
        ("价税合计 ¥1380.00", "价税合计 ¥1880.00", "3"),
        ("价税合计 ¥1380.00", "价税合计 ¥13800.00", "0."),
        ("价税合计 ¥-1380.00", "价税合计 ¥1380.00", "-"),
        ("价税合计 ¥138000", "价税合计 ¥1380.00", "00"),
        ("名称：北京某某公司", "名称：北京张三公司", "某某"),
    ],
)
def test_what_the_pixels_say_otherwise_is_doubted(file: str, pixels: str, expected: str) -> None:
    lines = both(file, pixels)
    assert (lines[-1].text, doubted(lines)) == (file, expected)
    assert mismatched(lines, Mismatch.DISPUTED) == expected


def test_what_was_read_is_offered_instead() -> None:
    *_, last = both("价税合计 ¥9380.00", "价税合计 ¥1380.00", 0.97)
    assert [one.alternatives for one in last.characters if one.alternatives] == [(("1", 0.97),)]


def test_digits_are_doubted_however_badly_the_pixels_were_read() -> None:
    assert doubted(both("价税合计 ¥1380.00", "价税合计 ¥1880.00", 0.6)) == "3"


@pytest.mark.parametrize(
    ("file", "pixels", "score"),
    [
        ("价税合计（小写）￥1,380.00", "价税合计(小写) ¥1380.00", 0.99),  # width, blanks, a comma
        ("编号：O1l0〇", "编号:01100", 0.99),  # what looks alike
        ("名称：北京某某公司", "名称：北京张三公司", 0.6),  # read badly
        ("日期：2026-01-02", "日期：2026—01—02", 0.99),
    ],
)
def test_a_reading_that_is_merely_worse_raises_no_doubt(file: str, pixels: str, score: float) -> None:
    lines = both(file, pixels, score)
    assert (lines[-1].text, doubted(lines)) == (file, "")


def test_nor_where_the_engine_would_have_read_the_same_next() -> None:
    assert doubted(both("名称：已某某公司", "名称：己某某公司", offered={"己": "已"})) == ""


def test_a_label_drawn_as_a_picture_beside_letters_raises_no_doubt() -> None:
    lines = merged(page(line("价税合计 ¥1380.00", 0.8)), page(line("1380.00", 0.8, 1.0, left=0.22), score=1.0))
    assert doubted(lines) == ""


def test_one_print_that_both_cut_differently_is_compared_as_one() -> None:
    read = page(line("价税合计", 0.8), line("¥1380.00", 0.8, left=0.2))
    file = page(line("价税", 0.8, 1.0), line("合计 ¥", 0.8, 1.0, left=0.14), line("1390.00", 0.8, 1.0, left=0.22))
    assert doubted(merged(read, file)) == "9"


def test_a_line_that_says_something_quite_different_is_taken_from_the_pixels_and_doubted() -> None:
    lines = both("#$%&*@!", "开户行：中国银行", 0.97)
    assert (lines[-1].text, len(lines), doubted(lines)) == ("开户行：中国银行", len(COMMON) + 1, "开户行：中国银行")


def test_letters_that_stand_below_each_other_are_compared_from_the_top() -> None:
    column = Quad.of([(0.12, 0.8), (0.12, 0.89), (0.1, 0.89), (0.1, 0.8)])
    read = replace(line("购买方", 0.8), region=column)
    letters = [line(one, 0.8 + 0.03 * at, 1.0, left=0.1) for at, one in enumerate("购买方")]
    assert doubted(merged(page(read), page(*reversed(letters), score=1.0))) == ""


class TestWhereNothingWasRead:
    def test_letters_are_unread(self) -> None:
        lines = merged(page(), page(line("价税合计 ¥1380.00", 0.8, 1.0), score=1.0))
        assert lines[-1].text == "价税合计 ¥1380.00"
        assert doubted(lines) == mismatched(lines, Mismatch.UNREAD) == "价税合计¥1380.00"

    def test_so_are_those_of_a_part_of_a_line(self) -> None:
        lines = merged(page(line("价税合计", 0.8)), page(line("价税合计 ¥1380.00", 0.8, 1.0), score=1.0))
        assert mismatched(lines, Mismatch.UNREAD) == "¥1380.00"

    def test_a_closer_look_bears_them_out(self) -> None:
        file = page(line("1380.00", 0.8, 1.0), line("价税合计 ¥9", 0.6, 1.0), score=1.0)
        read = page(line("价税合计 ¥", 0.6))
        assert doubted(merged(read, file, [line("1380.00", 0.8), line("9", 0.6, left=0.22)])) == ""

    def test_or_disputes_them(self) -> None:
        lines = merged(page(), page(line("1380.00", 0.8, 1.0), score=1.0), [line("1880.00", 0.8)])
        assert mismatched(lines, Mismatch.DISPUTED) == "3"

    def test_what_it_makes_up_counts_for_nothing(self) -> None:
        lines = merged(page(), page(line("1380.00", 0.8, 1.0), score=1.0), [line("一二三四五六七八", 0.8)])
        assert lines[-1].text == "1380.00"
        assert mismatched(lines, Mismatch.UNREAD) == "1380.00"

    def test_a_mark_that_was_overlooked_is_no_matter(self) -> None:
        lines = merged(page(line("名称", 0.8)), page(line("名称：、", 0.8, 1.0), score=1.0))
        assert doubted(lines) == ""

    def test_only_so_many_places_are_looked_at(self) -> None:
        """A page may have thousands of letters that nobody can read."""
        file = [line("7", 0.7 + 0.002 * row, 1.0, left=0.05 * column) for row in range(20) for column in range(1, 20)]
        asked: list[int] = []

        def look_again(places: Sequence[Quad]) -> list[TextLine | None]:
            asked.append(len(places))
            return [None] * len(places)

        lines = digital.merged(page(), [*page(score=1.0), *file], look_again)
        assert asked == [MOST_LOOKS]
        assert mismatched(lines, Mismatch.UNREAD) == "7" * len(file)


def test_what_is_printed_instead_is_a_second_reading() -> None:
    said = [reading("total", "1380", mismatch=Mismatch.DISPUTED), reading("name", "甲"), reading("code", "91")]
    printed = [reading("total", "1880"), reading("name", "乙"), reading("date", "2026")]
    assert list(digital.otherwise_printed(said, printed)) == printed[:1]
    assert list(digital.otherwise_printed(said, [reading("total", "1380")])) == []


def test_of_a_dense_page_only_neighbours_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    compared, shared = 0, digital.shared_area

    def counted(one: Quad, other: Quad) -> float:
        nonlocal compared
        compared += 1
        return shared(one, other)

    cells = [line("12", 0.035 * row, left=0.045 * column) for row in range(28) for column in range(21)]
    monkeypatch.setattr(digital, "shared_area", counted)
    assert len(merged(cells, cells)) == len(cells)
    assert compared < 60 * len(cells)
