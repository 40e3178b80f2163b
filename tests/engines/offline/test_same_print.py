"""The same print twice: the groups are those of comparing every line with every other."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.recognition import Character, TextLine
from desktop_ocr.engines.offline import same_print
from desktop_ocr.engines.offline.grid import Grid

Groups = list[tuple[list[TextLine], list[TextLine]]]


def line(text: str, quad: Quad) -> TextLine:
    return TextLine((Character(text, 1.0, 0.0, 1.0),), 1.0, quad)


def compared_all(digital: Sequence[TextLine], read: Sequence[TextLine]) -> Groups:
    """What ``same_print`` means, said without regard to how long it takes."""
    groups: Groups = [([line], []) for line in digital]
    for line in read:
        with_it = [group for group in groups if any(same_print._is_same(line.region, one.region) for one in group[0])]
        if with_it:
            groups = [group for group in groups if not any(group is one for one in with_it)]
            letters, pixels = (
                [one for group in with_it for one in group[0]],
                [one for group in with_it for one in group[1]],
            )
            groups.append((letters, [*pixels, line]))
    ordered = same_print.in_order
    return [(ordered(letters), ordered(pixels)) if pixels else (letters, pixels) for letters, pixels in groups]


def texts(groups: Groups) -> list[tuple[list[str], list[str]]]:
    return [([one.text for one in letters], [one.text for one in pixels]) for letters, pixels in groups]


def scattered(chance: random.Random, count: int, name: str) -> list[TextLine]:
    """Lines of all sizes, some beyond the page, some without area, some over each other."""
    lines = []
    for number in range(count):
        x, y = chance.uniform(-0.1, 1.1), chance.uniform(-0.1, 1.1)
        width, height = chance.choice([0.0, 0.01, 0.05, 0.3, 1.0]), chance.choice([0.0, 0.01, 0.02, 0.3])
        quad = Quad.rectangle(x, y, x + width, y + height)
        lines.append(line(f"{name}{number}", quad.turned(chance.choice([0, 0, 90]))))
    return lines


def table(chance: random.Random, rows: int, columns: int) -> tuple[list[TextLine], list[TextLine]]:
    """Cells, and what was read of them: in some places a little off, two of them at once, or not at all."""
    wide, high = 1 / columns, 1 / rows
    digital, read = [], []
    for row in range(rows):
        for column in range(columns):
            x, y = column * wide, row * high
            digital.append(line(f"d{row}.{column}", Quad.rectangle(x, y, x + 0.9 * wide, y + 0.8 * high)))
            if chance.random() < 0.9:
                far = chance.choice([0.9, 1.9])
                dx, dy = chance.uniform(-0.3, 0.3) * wide, chance.uniform(-0.3, 0.3) * high
                place = Quad.rectangle(x + dx, y + dy, x + dx + far * wide, y + dy + 0.8 * high)
                read.append(line(f"r{row}.{column}", place))
    chance.shuffle(read)
    return digital, read


@pytest.mark.parametrize("seed", range(60))
def test_the_groups_are_those_of_comparing_all(seed: int) -> None:
    chance = random.Random(seed)
    digital, read = (
        table(chance, chance.randint(1, 12), chance.randint(1, 8))
        if seed % 2
        else (scattered(chance, chance.randint(0, 40), "d"), scattered(chance, chance.randint(0, 40), "r"))
    )
    assert texts(list(same_print.same_print(digital, read))) == texts(compared_all(digital, read))


def test_of_a_dense_page_only_neighbours_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every line with every other would be nine million comparisons here, and the reading would be given up."""
    compared, is_same = 0, same_print._is_same

    def counted(one: Quad, other: Quad) -> bool:
        nonlocal compared
        compared += 1
        return is_same(one, other)

    digital, read = table(random.Random(1), 100, 30)
    monkeypatch.setattr(same_print, "_is_same", counted)
    assert len(list(same_print.same_print(digital, read))) > 500
    assert compared < 30 * len(read)


def test_what_lies_beyond_the_page_is_found_there() -> None:
    beyond = Quad.rectangle(1.2, 0.5, 1.5, 0.6)
    assert Grid([Quad.rectangle(0.1, 0.1, 0.2, 0.2), beyond]).near(beyond.moved(0.1, 0.01)) == [1]
