"""Every value that can stand in the store, for Hypothesis; and papers as large as real ones."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from hypothesis import strategies as st

from desktop_ocr.domain.geometry import Point, Quad
from desktop_ocr.domain.quality import Advice, Quality
from desktop_ocr.domain.recipe import Filter, Recipe
from desktop_ocr.domain.recognition import Character, Paper, Reading, Recognition, TextLine
from desktop_ocr.domain.review import Correction, Reason
from desktop_ocr.store.records import StoredDocument

KEY = bytes(range(32))

numbers = st.floats(allow_nan=False)  # infinite ones too; one that is not a number equals nothing, not even itself
words = st.text(max_size=8)
integers = st.integers(-(2**63), 2**63 - 1)
points = st.builds(Point, numbers, numbers)
quads = st.builds(Quad, points, points, points, points)


def few(values: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(values, max_size=3).map(tuple)


characters = st.builds(Character, words, numbers, numbers, numbers, few(st.tuples(words, numbers)))
lines = st.builds(TextLine, few(characters), numbers, quads)
advice = few(st.sampled_from(Advice))
readings = st.builds(
    Reading,
    words,
    words,
    words,
    numbers,
    words,
    st.none() | quads,
    few(characters),
    st.booleans(),
    advice,
    st.booleans(),
    words,
)
pairs = few(st.tuples(words, words))
papers = st.builds(
    Paper, words, numbers, few(lines), few(readings), st.none() | quads, few(words), pairs, st.binary(max_size=8)
)
qualities = st.builds(Quality, numbers, numbers, few(quads), numbers, advice)
recognitions = st.builds(
    Recognition,
    words,
    few(papers),
    integers,
    integers,
    integers,
    numbers,
    few(st.tuples(words, words)),
    st.none() | qualities,
)
recipes = st.builds(
    Recipe,
    st.sampled_from((0, 90, 180, 270)),
    st.none() | quads,
    st.booleans(),
    st.floats(-15, 15),
    st.integers(-100, 100),
    st.integers(-100, 100),
    st.sampled_from(Filter),
)
corrections = st.dictionaries(words, st.builds(Correction, words, st.sampled_from(Reason)), max_size=3).map(
    lambda found: tuple(found.items())
)
any_text = st.text(st.characters(exclude_categories=()), max_size=8)
"""Also half surrogate pairs: a name of an old system, a paste gone wrong."""


def documents(identity: st.SearchStrategy[int]) -> st.SearchStrategy[StoredDocument]:
    return st.builds(
        StoredDocument,
        id=identity,
        picture=st.none(),
        place=numbers,
        source_path=any_text,
        page=integers,
        paper_index=st.integers(0, 3),
        asked_type=words,
        document_type=words,
        recipe=recipes,
        corrections=corrections,
        recognition=st.none() | recognitions,
        error_code=words,
        error_facts=st.dictionaries(words, words | integers, max_size=3),
        finished=st.booleans(),
        is_new=st.booleans(),
        is_incomplete=st.booleans(),
        deleted_at=st.just(""),
        exported_at=words,
    )


def real_sized(seed: int = 0, *, lines: int = 60, length: int = 20) -> Recognition:
    """A full page: most characters are read surely, some have one alternative, few have five."""
    chance = Random(seed)

    def character(place: int) -> Character:
        others = chance.choices((0, 1, 2, 5), (70, 20, 8, 2))[0]
        alternatives = tuple((_letter(chance), round(chance.random(), 5)) for _ in range(others))
        return Character(_letter(chance), chance.random(), place / length, (place + 1) / length, alternatives)

    def line(_: int) -> TextLine:
        return TextLine(tuple(character(place) for place in range(length)), chance.random(), _quad(chance.random))

    found = tuple(line(number) for number in range(lines))
    readings = tuple(
        Reading(f"field{number}", one.text, one.text, one.confidence, "offline", one.region, one.characters)
        for number, one in enumerate(found[:8])
    )
    return Recognition("offline", (Paper("id_card", 0.9, found, readings),), 0, 2480, 3508, 1.5)


def paper(number: int, **values: Any) -> StoredDocument:
    return StoredDocument(number, **{"place": float(number), "source_path": f"scan {number}.png", **values})


def _letter(chance: Random) -> str:
    return chr(chance.randrange(0x4E00, 0x9FA5))


def _quad(number: Callable[[], float]) -> Quad:
    return Quad.of((number(), number()) for _ in range(4))
