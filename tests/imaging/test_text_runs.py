"""Characters with places → lines."""

from __future__ import annotations

from math import cos, radians, sin

import pytest

from desktop_ocr.imaging.text_runs import Glyph, text_lines

SIZE = 10.0


def row(
    text: str,
    x: float = 10,
    y: float = 20,
    *,
    step: float = SIZE,
    style: object = None,
    angle: float = 0,
    joined: bool = False,
) -> list[Glyph]:
    """Letters on a base line that begins at x, y and rises clockwise by an angle; cells as wide as high."""
    c, s = cos(radians(angle)), sin(radians(angle))
    return [
        Glyph(
            letter,
            x + place * step * c,
            y + place * step * s,
            (SIZE * c, SIZE * s),
            (SIZE * s, -SIZE * c),
            style,
            joined and place > 0,
        )
        for place, letter in enumerate(text)
    ]


def texts(glyphs: list[Glyph]) -> list[str]:
    return [line.text for line in text_lines(glyphs, 200, 100)]


@pytest.mark.parametrize("angle", [0, 30, 45, 90, 180, 270])
def test_the_region_lies_around_the_letters_in_reading_direction(angle: float) -> None:
    [line] = text_lines(row("甲乙丙", 100, 50, angle=angle), 200, 100)
    assert line.text == "甲乙丙"
    c, s = cos(radians(angle)), sin(radians(angle))
    corners = [(u * c - v * s, u * s + v * c) for u, v in ((0, -SIZE), (3 * SIZE, -SIZE), (3 * SIZE, 0), (0, 0))]
    expected = [((100 + x) / 200, (50 + y) / 100) for x, y in corners]
    for corner, (x, y) in zip(line.region.corners, expected, strict=True):
        assert corner == pytest.approx((x, y))
    assert [(c.start, c.end) for c in line.characters] == [
        pytest.approx((0, 1 / 3)),
        pytest.approx((1 / 3, 2 / 3)),
        pytest.approx((2 / 3, 1)),
    ]


def test_gaps() -> None:
    assert texts(row("甲乙", step=SIZE * 1.5)) == ["甲乙"]
    assert texts(row("甲乙", step=SIZE * 1.7)) == ["甲", "乙"]
    assert texts(row("甲乙", step=SIZE * 5, joined=True)) == ["甲乙"]


def test_a_gap_between_words_is_a_blank_but_not_between_chinese_characters() -> None:
    [line] = text_lines(row("No", step=SIZE) + row("12", 34), 200, 100)
    assert line.text == "No 12"
    blank = line.characters[2]
    assert (blank.start, blank.end) == (line.characters[1].end, line.characters[3].start)
    assert texts(row("甲") + row("乙", 24)) == ["甲乙"]


def test_another_base_line_style_size_or_direction_begins_another_line() -> None:
    first = row("甲")
    assert texts(first + row("乙", 20, 24)) == ["甲", "乙"]
    assert texts(first + row("乙", 20, style="red")) == ["甲", "乙"]
    assert texts(first + row("乙", 20, angle=20)) == ["甲", "乙"]
    larger = [glyph._replace(up=(0, -20)) for glyph in row("乙", 20)]
    assert texts(first + larger) == ["甲", "乙"]


def test_slightly_raised_goes_on() -> None:
    assert texts(row("甲") + row("乙", 20, 18)) == ["甲乙"]


def test_cells_without_width_or_height() -> None:
    narrow = [glyph._replace(along=(0.0, 0.0)) for glyph in row("甲乙", step=SIZE / 2)]
    assert texts(narrow) == ["甲乙"]
    flat = [glyph._replace(up=(0.0, 0.0)) for glyph in row("甲乙")]
    assert texts(flat) == []
    assert texts(narrow[:1]) == []


def test_blanks_only() -> None:
    assert texts(row("   ")) == []
    assert texts([]) == []


def test_a_line_that_runs_off_the_page_keeps_its_letters_where_they_are() -> None:
    [line] = text_lines(row("甲乙丙", -5, 20), 200, 100)
    assert line.text == "甲乙丙"
    assert line.region.bounds[0] == pytest.approx(-5 / 200)
    assert texts(row("甲乙丙", -25, 20)) == []
