"""The order in which the lines of a page are read."""

from __future__ import annotations

from desktop_ocr.domain.recognition import TextLine
from desktop_ocr.engines.offline.reading_order import lines_as_read
from tests.engines.offline.printed import laid_out, printed

LEFT = ["甲甲甲甲甲甲甲甲甲甲甲", "乙乙乙乙乙乙乙乙乙乙乙", "丙丙丙丙丙丙丙丙丙丙", "丁丁丁丁"]
RIGHT = ["戊戊戊戊戊戊戊戊戊戊戊", "己己己己己己己己己己己", "庚庚庚庚庚庚庚庚庚庚庚", "辛辛辛辛辛辛辛辛辛辛辛"]


def read(*lines: TextLine) -> list[str]:
    return ["".join(glyph.text for glyph in line) for line in lines_as_read(laid_out(*lines))]


def columns(top: float = 100) -> list[TextLine]:
    return [
        printed(text, x, top + 45 * row, size=30)
        for x, texts in ((60, LEFT), (500, RIGHT))
        for row, text in enumerate(texts)
    ]


def test_columns_are_read_one_after_the_other() -> None:
    assert read(*columns()) == [*LEFT, *RIGHT]


def test_title_and_closing_over_both_columns_stay_above_and_below() -> None:
    title, closing = (
        printed("关于做好年终总结工作的通知要求", 280, 40),
        printed("以上各项请各单位认真贯彻落实执行", 240, 340),
    )
    assert read(title, *columns(), closing) == [
        "关于做好年终总结工作的通知要求",
        *LEFT,
        *RIGHT,
        "以上各项请各单位认真贯彻落实执行",
    ]


def test_three_columns() -> None:
    lines = [
        printed(f"{name}{name * 6}{row}{row}", 40 + 320 * place, 80 + 45 * row, size=30)
        for place, name in enumerate("甲乙丙")
        for row in range(4)
    ]
    assert [text[0] for text in read(*lines)] == list("甲甲甲甲乙乙乙乙丙丙丙丙")


def test_labels_with_their_values_stay_on_one_line() -> None:
    lines = [
        printed(text, x, 80 + 45 * row) for row in range(4) for x, text in ((60, "单位名称"), (400, f"第{row}百货公司"))
    ]
    assert read(*lines) == [f"单位名称第{row}百货公司" for row in range(4)]


def test_a_speck_beside_the_text_is_left_out_but_no_character_within_it() -> None:
    lines = [printed("第一章总则与附则说明", 200, 100 + 60 * row) for row in range(3)]
    assert read(*lines, printed("D", 20, 30), printed("七", 260, 130, size=20))[1] == "七"
    assert len(read(*lines, printed("D", 20, 30))) == 3
