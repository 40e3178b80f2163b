"""Two looks at one page as one."""

from __future__ import annotations

import numpy as np

from desktop_ocr.domain.recognition import TextLine
from desktop_ocr.engines.offline.both_looks import both_looks
from desktop_ocr.engines.offline.page_reader import PageText
from tests.engines.offline.printed import HEIGHT, WIDTH, printed


def page(*lines: TextLine, turned: int = 0) -> PageText:
    return PageText(lines, turned, int(WIDTH), int(HEIGHT), np.zeros((int(HEIGHT), int(WIDTH), 3), np.uint8))


def texts(one: PageText, other: PageText) -> list[str]:
    return [line.text for line in both_looks(one, other).lines]


def test_what_only_one_look_saw_is_kept() -> None:
    assert texts(
        page(printed("李梅", 100, 60)), page(printed("姓名", 100, 160), printed("李海", 100, 60, score=0.7))
    ) == [
        "李梅",
        "姓名",
    ]


def test_of_one_line_the_better_reading_counts() -> None:
    assert texts(page(printed("季海", 100, 60, score=0.7)), page(printed("李梅", 102, 61, score=0.9))) == ["李梅"]


def test_a_shorter_reading_is_not_better() -> None:
    assert texts(page(printed("李梅花", 100, 60, score=0.7)), page(printed("李梅", 100, 60))) == ["李梅花"]


def test_a_line_that_lies_over_a_known_one_in_part_is_no_new_one() -> None:
    assert texts(page(printed("姓名李梅花", 100, 60)), page(printed("梅花", 190, 60))) == ["姓名李梅花"]


def test_pages_that_lie_otherwise_are_not_joined() -> None:
    assert texts(page(printed("李梅", 100, 60)), page(printed("姓名", 100, 160), turned=180)) == ["李梅"]


def test_a_little_surer_is_no_better_reading() -> None:
    assert texts(page(printed("季海", 100, 60, score=0.7)), page(printed("李梅", 102, 61, score=0.71))) == ["季海"]


def test_a_surer_line_elsewhere_takes_no_line_s_place() -> None:
    assert texts(page(printed("李海", 100, 60, score=0.7)), page(printed("出生日", 100, 84))) == ["李海", "出生日"]
