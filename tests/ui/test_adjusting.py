"""Straightening, light and filter: steps that can be undone, made by keys or on the strip above the page."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from desktop_ocr.domain.errors import SourceDamaged
from desktop_ocr.domain.recipe import Filter, Recipe
from desktop_ocr.ui.adjust_strip import STEP, AdjustStrip
from desktop_ocr.ui.adjusting import Adjusting
from desktop_ocr.ui.workbench import Workbench
from desktop_ocr.workflow import jobs
from tests.ui.conftest import Play
from tests.ui.driving import done, read, until
from tests.ui.fakes import FakeDecoder
from tests.ui.looks import cut_off, nameless


def recipe(bench: Workbench, row: int = 0) -> Recipe:
    return bench.batch.documents()[row].recipe


def adjusting(bench: Workbench) -> Adjusting:
    return bench.review.adjusting


def strip(bench: Workbench) -> AdjustStrip:
    return bench.page.adjust_strip


def trigger(bench: Workbench, action: str) -> None:
    bench.actions.by_id[action].trigger()


class TestKeys:
    @pytest.mark.parametrize(
        ("action", "edited"),
        [
            ("brighter", Recipe(brightness=STEP)),
            ("darker", Recipe(brightness=-STEP)),
            ("contrast", Recipe(contrast=STEP)),
            ("filter", Recipe(filter=Filter.DOCUMENT)),
            ("straighten", Recipe(straighten=-2.5)),
        ],
    )
    def test_an_edit_is_a_step_and_the_page_is_read_anew(
        self, bench: Workbench, decoder: FakeDecoder, play: Play, pictures: list[Path], action: str, edited: Recipe
    ) -> None:
        decoder.tilt = -2.5

        async def scenario() -> None:
            await read(bench, pictures[:1])
            shown = len(decoder.shown)
            trigger(bench, action)
            await done(bench)
            assert recipe(bench) == edited
            assert bench.batch.documents()[0].recognition is not None
            assert len(decoder.shown) == shown + 1, "the page as it is now is shown"
            bench.review.undo()
            await done(bench)
            assert recipe(bench) == Recipe()

        play(scenario())

    def test_three_times_brighter_is_one_step(self, bench: Workbench, play: Play, pictures: list[Path]) -> None:
        async def scenario() -> None:
            await read(bench, pictures[:1])
            for _ in range(3):
                trigger(bench, "brighter")
            assert recipe(bench).brightness == 3 * STEP
            assert bench.review.undo_stack.count() == 1
            bench.review.undo()
            assert recipe(bench) == Recipe()
            await done(bench)

        play(scenario())

    def test_brighter_and_darker_is_nothing(self, bench: Workbench, play: Play, pictures: list[Path]) -> None:
        async def scenario() -> None:
            await read(bench, pictures[:1])
            trigger(bench, "brighter")
            trigger(bench, "darker")
            assert recipe(bench) == Recipe()
            assert bench.review.undo_stack.count() == 0
            await done(bench)

        play(scenario())

    def test_there_is_a_brightest(self, bench: Workbench, play: Play, pictures: list[Path]) -> None:
        async def scenario() -> None:
            await read(bench, pictures[:1])
            for _ in range(9):
                trigger(bench, "brighter")
            assert recipe(bench).brightness == 100
            await done(bench)

        play(scenario())

    def test_nothing_to_edit(self, bench: Workbench) -> None:
        for action in ("straighten", "filter", "brighter", "darker", "contrast"):
            assert not bench.actions.by_id[action].isEnabled()
        adjusting(bench).brighter()
        adjusting(bench).straighten()
        adjusting(bench).toggle_filter()
        assert bench.review.undo_stack.count() == 0

    def test_no_two_actions_have_one_key(self, bench: Workbench) -> None:
        keys = [key for entry in bench.actions.entries for key in entry.keys]
        assert len(keys) == len(set(keys))


class TestStraightening:
    def test_a_straight_page_is_told_so(self, bench: Workbench, play: Play, pictures: list[Path]) -> None:
        async def scenario() -> None:
            await read(bench, pictures[:1])
            told = []
            bench.review.told.connect(lambda sentence, is_error: told.append((sentence, is_error)))
            trigger(bench, "straighten")
            await done(bench)
            assert told == [("The lines of the page lie straight, or there are too few to go by.", False)]
            assert bench.review.undo_stack.count() == 0
            assert not strip(bench).straighten.isChecked()

        play(scenario())

    def test_once_more_lays_the_page_as_it_came(
        self, bench: Workbench, decoder: FakeDecoder, play: Play, pictures: list[Path]
    ) -> None:
        decoder.tilt = 3

        async def scenario() -> None:
            await read(bench, pictures[:1])
            trigger(bench, "straighten")
            await done(bench)
            assert strip(bench).straighten.isChecked()
            trigger(bench, "straighten")
            await done(bench)
            assert recipe(bench) == Recipe()
            assert not strip(bench).straighten.isChecked()
            assert bench.review.undo_stack.count() == 2

        play(scenario())

    def test_what_was_edited_meanwhile_stays(
        self, bench: Workbench, decoder: FakeDecoder, play: Play, pictures: list[Path]
    ) -> None:
        decoder.tilt = 3

        async def scenario() -> None:
            await read(bench, pictures[:1])
            trigger(bench, "straighten")
            trigger(bench, "brighter")
            await done(bench)
            assert recipe(bench) == Recipe(brightness=STEP)

        play(scenario())

    def test_a_page_that_breaks_the_decoder(
        self, bench: Workbench, decoder: FakeDecoder, play: Play, pictures: list[Path]
    ) -> None:
        async def scenario() -> None:
            await read(bench, pictures[:1])
            told = []
            bench.review.told.connect(lambda sentence, is_error: told.append(is_error))
            decoder.failing[jobs.straightened] = SourceDamaged()
            trigger(bench, "straighten")
            await done(bench)
            assert told == [True]
            assert recipe(bench) == Recipe()

        play(scenario())


class TestStrip:
    def test_it_is_opened_and_closed_and_shows_what_is_done(
        self, bench: Workbench, play: Play, pictures: list[Path]
    ) -> None:
        async def scenario() -> None:
            await read(bench, pictures[:1])
            assert strip(bench).isHidden()
            trigger(bench, "contrast")
            trigger(bench, "filter")
            trigger(bench, "adjust")
            await done(bench)
            assert strip(bench).isVisible()
            assert (strip(bench).brightness.value(), strip(bench).contrast.value()) == (0, STEP)
            assert strip(bench).filter.isChecked()
            bench.review.undo()
            await done(bench)
            assert not strip(bench).filter.isChecked()
            trigger(bench, "adjust")
            assert strip(bench).isHidden()

        play(scenario())

    def test_a_slider_that_moves_makes_one_step_when_it_rests(
        self, bench: Workbench, decoder: FakeDecoder, play: Play, pictures: list[Path]
    ) -> None:
        async def scenario() -> None:
            await read(bench, pictures[:1])
            trigger(bench, "adjust")
            shown = len(decoder.shown)
            for value in range(1, 40):
                strip(bench).brightness.setValue(value)
            assert recipe(bench) == Recipe(), "not for every place on the way"
            await until(lambda: recipe(bench).brightness == 39)
            await done(bench)
            assert len(decoder.shown) == shown + 1
            assert bench.review.undo_stack.count() == 1
            assert strip(bench).brightness.value() == 39

        play(scenario())

    def test_going_on_at_once_keeps_the_light_with_its_page(
        self, bench: Workbench, play: Play, pictures: list[Path]
    ) -> None:
        async def scenario() -> None:
            await read(bench, pictures[:2])
            trigger(bench, "adjust")
            strip(bench).contrast.setValue(30)
            bench.queue.select(bench.batch.key_at(1))
            await done(bench)
            assert (recipe(bench, 0).contrast, recipe(bench, 1).contrast) == (30, 0)
            assert strip(bench).contrast.value() == 0

        play(scenario())

    def test_clicks(self, bench: Workbench, decoder: FakeDecoder, play: Play, pictures: list[Path]) -> None:
        decoder.tilt = 1.5

        async def scenario() -> None:
            await read(bench, pictures[:1])
            trigger(bench, "adjust")
            for box in (strip(bench).filter, strip(bench).straighten):
                box.click()
                await done(bench)
            assert recipe(bench) == Recipe(filter=Filter.DOCUMENT, straighten=1.5)
            strip(bench).filter.click()
            await done(bench)
            assert recipe(bench) == Recipe(straighten=1.5)

        play(scenario())

    def test_it_has_names_and_room(self, bench: Workbench, play: Play, pictures: list[Path], large: None) -> None:
        async def scenario() -> None:
            await read(bench, pictures[:1])
            trigger(bench, "adjust")
            await done(bench)
            assert nameless(strip(bench)) == []
            assert cut_off(strip(bench)) == []

        play(scenario())


def test_the_page_stays_in_view_while_its_light_changes(
    bench: Workbench, decoder: FakeDecoder, play: Play, pictures: list[Path]
) -> None:
    async def scenario() -> None:
        await read(bench, pictures[:1])
        gate = decoder.hold(pictures[0])
        trigger(bench, "brighter")
        await asyncio.sleep(0.01)
        assert not bench.page.canvas.isHidden()
        gate.set()
        await done(bench)

    play(scenario())
