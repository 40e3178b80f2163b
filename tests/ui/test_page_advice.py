"""What would make a better picture is said above the page, where it helps, and can be put away."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.quality import Advice, Quality
from desktop_ocr.domain.review import Correction
from desktop_ocr.ui.workbench import Workbench
from tests.ui.conftest import Play
from tests.ui.driving import done, read
from tests.ui.fakes import RIGHT, WRONG, FakeDecoder, FakeEngine

BLURRED = Quality(0.4, 0.8, text_height=20, advice=(Advice.BLURRED, Advice.CLOSER))


@pytest.fixture(autouse=True)
def a_blurred_picture(engine: FakeEngine, decoder: FakeDecoder) -> None:
    engine.papers, engine.regions = [WRONG], {"id_number": Quad.rectangle(0.1, 0.1, 0.4, 0.3)}
    decoder.quality, decoder.advice = BLURRED, (Advice.BLURRED,)


def test_advice_stands_above_the_page_and_beside_the_field(bench: Workbench, play: Play, pictures: list[Path]) -> None:
    play(read(bench, pictures[:1]))
    shown = bench.page.advice
    assert shown.isVisible()
    assert shown.label.text().startswith("The picture is blurred; take it again if fields are doubtful. The text is")
    assert shown.label.textFormat() is Qt.TextFormat.PlainText
    bench.fields.activate("id_number")
    assert "Blurred here" in bench.fields.details.reasons.text()


def test_it_goes_when_nothing_is_left_to_look_at(bench: Workbench, play: Play, pictures: list[Path]) -> None:
    async def scenario() -> None:
        await read(bench, pictures[:1])
        for field in ("birth_date", "id_number", "sex"):
            bench.review.field_steps.take(field, Correction(RIGHT[field]))
        await done(bench)

    play(scenario())
    assert not bench.page.advice.isVisible()


def test_what_is_put_away_stays_away_on_that_page_alone(bench: Workbench, play: Play, pictures: list[Path]) -> None:
    async def scenario() -> None:
        await read(bench, pictures[:2])
        first, second = bench.batch.keys()
        bench.queue.select(first)
        bench.page.advice.hide_button.click()
        assert not bench.page.advice.isVisible()
        bench.queue.select(second)
        assert bench.page.advice.isVisible()
        bench.queue.select(first)
        assert not bench.page.advice.isVisible()

    play(scenario())


def test_a_picture_that_was_read_well_needs_no_words(
    bench: Workbench, play: Play, engine: FakeEngine, pictures: list[Path]
) -> None:
    engine.papers = [RIGHT]
    play(read(bench, pictures[:1]))
    assert not bench.page.advice.isVisible()
