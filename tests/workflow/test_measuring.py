"""The picture's quality comes with what was read, and never in its way."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from desktop_ocr.domain.document import Document, Source
from desktop_ocr.domain.errors import ReadingTimeout, WorkerDied
from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.quality import Advice
from desktop_ocr.domain.recipe import PreparedImage, Recipe
from desktop_ocr.domain.recognition import Paper, Reading, Recognition, TextLine
from desktop_ocr.workflow import quality_job
from desktop_ocr.workflow.measuring import measured
from desktop_ocr.workflow.recognising import on_page
from tests.fakes import FakeEngine, inline, recogniser, recognition
from tests.imaging.test_quality import blurred, prepared, specimen, with_glare

KIND, NUMBER = "id_card_front", "id_number"


def card(*, glare: bool = False, blur: float = 0) -> PreparedImage:
    pixels, places = specimen(KIND)
    pixels = blurred(pixels, blur)
    return prepared(with_glare(pixels, places[NUMBER], 60) if glare else pixels)


def read(places: dict[str, Quad], turned: int = 0) -> Recognition:
    """As an engine would have read them: each value in a line of its own."""
    lines = tuple(TextLine((), 0.9, place) for place in places.values())
    readings = tuple(Reading(key, "x", "x", 0.9, "fake", place) for key, place in places.items())
    return Recognition("fake", (Paper(KIND, 0.9, lines, readings),), turned, 10, 10, 0.1)


def quality_of(image: PreparedImage, turned: int = 0) -> Recognition:
    return asyncio.run(measured(read(specimen(KIND)[1], turned), image, inline))


def advice(recognition: Recognition) -> dict[str, tuple[Advice, ...]]:
    return {one.field: one.advice for paper in recognition.papers for one in paper.readings}


def test_a_good_picture_needs_none() -> None:
    found = quality_of(card())
    assert found.quality is not None
    assert found.quality.advice == ()
    assert set(advice(found).values()) == {()}


def test_a_blurred_one_is_blurred_all_over() -> None:
    found = quality_of(card(blur=4))
    assert found.quality is not None
    assert Advice.BLURRED in found.quality.advice
    assert all(Advice.BLURRED in one for one in advice(found).values())


def test_glare_is_told_of_the_field_it_lies_on() -> None:
    found = quality_of(card(glare=True))
    assert found.quality is not None
    assert found.quality.advice[0] is Advice.GLARE
    assert {field for field, said in advice(found).items() if Advice.GLARE in said} == {NUMBER}


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_page_that_lies_on_its_side_is_measured_as_it_was_read(turned: int) -> None:
    upright = card(glare=True)
    pixels = np.frombuffer(upright.pixels, np.uint8).reshape(upright.height, upright.width, 3)
    lying = np.ascontiguousarray(np.rot90(pixels, turned // 90))  # anticlockwise
    as_taken = PreparedImage(lying.shape[1], lying.shape[0], lying.tobytes())
    assert quality_of(as_taken, turned).quality == quality_of(upright).quality


def test_places_of_glare_are_mapped_to_the_page_with_everything_else() -> None:
    crop = Quad.rectangle(0.5, 0.5, 1.0, 1.0)
    image = replace(card(glare=True), recipe=Recipe(crop=crop), page_size=(2000, 1400))
    found = asyncio.run(measured(read(specimen(KIND)[1]), image, inline))
    mapped = on_page(found, image)
    assert found.quality is not None
    assert mapped.quality is not None
    (before,), (after,) = found.quality.glare, mapped.quality.glare
    assert after.centre.x == pytest.approx(0.5 + before.centre.x / 2)
    assert after.centre.y == pytest.approx(0.5 + before.centre.y / 2)


def test_a_value_of_several_lines_is_judged_line_by_line() -> None:
    asked: list[Any] = []

    async def run(function: Callable[..., Any], /, *arguments: Any) -> Any:
        asked.append(arguments)
        return await inline(function, *arguments)

    upper, lower = Quad.rectangle(0.1, 0.1, 0.9, 0.2), Quad.rectangle(0.1, 0.2, 0.5, 0.3)
    whole = Quad.rectangle(0.1, 0.1, 0.9, 0.3)
    found = read({"address": whole})
    paper = replace(found.papers[0], lines=(TextLine((), 1, upper), TextLine((), 1, lower)))
    asyncio.run(measured(replace(found, papers=(paper,)), card(), run))
    assert asked[0][3] == [(whole, (upper, lower))]


def test_glare_between_the_pieces_of_a_line_is_seen() -> None:
    """What it covers was not read: there is no line where it lies."""
    number = specimen(KIND)[1][NUMBER]
    left, top, right, bottom = number.bounds
    pieces = (number.part(0, 0.2), number.part(0.8, 1))
    found = read({NUMBER: Quad.rectangle(left, top, right, bottom)})
    paper = replace(found.papers[0], lines=tuple(TextLine((), 1, piece) for piece in pieces))
    split = asyncio.run(measured(replace(found, papers=(paper,)), card(glare=True), inline))
    assert advice(split)[NUMBER][0] is Advice.GLARE


@pytest.mark.parametrize("error", [WorkerDied(), ReadingTimeout(seconds=5), ValueError("odd")])
def test_what_cannot_be_measured_is_read_all_the_same(error: Exception, tmp_path: Path) -> None:
    async def decode(function: Callable[..., Any], /, *arguments: Any) -> Any:
        if function is quality_job.measure:
            raise error
        return await inline(function, *arguments)

    path = tmp_path / "card.png"
    Image.new("L", (200, 100), 255).save(path)
    (document,) = asyncio.run(recogniser(FakeEngine(), decode=decode).read(Document(Source(path))))
    assert document.recognition == recognition()


def test_what_was_read_comes_with_its_quality(tmp_path: Path) -> None:
    path = tmp_path / "card.png"
    Image.new("L", (200, 100), 255).save(path)
    (document,) = asyncio.run(recogniser(FakeEngine()).read(Document(Source(path))))
    assert document.recognition is not None
    assert document.recognition.quality is not None
    assert document.recognition.quality.brightness > 0.9


def test_one_pale_line_of_many_says_nothing_of_the_text() -> None:
    """A stamp, a watermark."""
    places = specimen(KIND)[1]
    pixels = specimen(KIND)[0].copy()
    high, wide = pixels.shape[:2]
    left, top, right, bottom = places[NUMBER].scaled(wide, high).bounds
    part = pixels[int(top) - 5 : int(bottom) + 5, int(left) - 5 : int(right) + 5]
    part[:] = blurred(part, 4)
    whole = Quad.rectangle(0, 0, 1, 1)
    for keys, expected in (([NUMBER, "name", "address", "birth_date"], ()), ([NUMBER, "name"], (Advice.BLURRED,))):
        lines = tuple(TextLine((), 1, places[key]) for key in keys)
        paper = Paper(KIND, 0.9, lines, (Reading("text", "x", "x", 0.9, "fake", whole),))
        found = asyncio.run(measured(replace(read({}), papers=(paper,)), prepared(pixels), inline))
        assert advice(found)["text"] == expected
