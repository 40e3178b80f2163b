"""Steps through the window: finishing, undoing, doing again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from desktop_ocr.domain.review import DocumentState
from desktop_ocr.ui.workbench import Workbench
from tests.ui.conftest import Play
from tests.ui.driving import colour, done, press, read, states, value
from tests.ui.fakes import RIGHT, FakeEngine


class TestFinishing:
    def test_a_paper_with_an_obstacle_is_not_finished_when_it_is_left(
        self, bench: Workbench, play: Play, engine: FakeEngine, pictures: list[Path]
    ) -> None:
        engine.papers = [RIGHT | {"name": ""}]

        async def scenario() -> None:
            await read(bench, pictures[:2])
            bench.review.going_on.go_on("name")
            await done(bench)

        play(scenario())
        assert bench.review.key == bench.batch.key_at(1)
        assert not any(document.finished for document in bench.batch.documents())

    @pytest.mark.parametrize("score", [0.5, 0.99])
    def test_the_key_for_the_next_to_look_at_finishes_nothing(
        self, bench: Workbench, play: Play, engine: FakeEngine, pictures: list[Path], score: float
    ) -> None:
        engine.score = score

        async def scenario() -> None:
            await read(bench, pictures[:2])
            for _ in RIGHT:
                press(Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)

        play(scenario())
        assert not any(document.finished for document in bench.batch.documents())

    def test_it_can_be_undone_and_done_again_on_a_paper_that_waits(
        self, bench: Workbench, play: Play, engine: FakeEngine, pictures: list[Path]
    ) -> None:
        async def scenario() -> None:
            await read(bench, pictures[:1])
            bench.review.turn(90)
            await done(bench)
            bench.review.going_on.finish()
            assert states(bench) == [DocumentState.FINISHED]
            bench.review.undo()
            assert states(bench) == [DocumentState.READY]
            bench.review.undo()
            bench.review.redo()
            bench.review.redo()
            await done(bench)

        play(scenario())
        assert bench.batch.documents()[0].recognition is not None, "finished, but never read"


class TestUndoing:
    def test_values_typed_into_one_field_are_one_step(self, bench: Workbench, play: Play, pictures: list[Path]) -> None:
        play(read(bench, pictures[:1]))
        bench.review.field_steps.correct("name", "刘")
        bench.review.field_steps.correct("name", "刘样")
        bench.review.undo()
        assert value(bench, "name") == RIGHT["name"]

    def test_the_paper_of_the_step_is_shown(self, bench: Workbench, play: Play, pictures: list[Path]) -> None:
        async def scenario() -> None:
            await read(bench, pictures)
            first, _, last = bench.batch.keys()
            bench.review.field_steps.correct("name", "刘样")
            for step in (bench.review.undo, bench.review.redo):
                bench.queue.select(last)
                step()
                assert bench.review.key == first

        play(scenario())

    def test_papers_that_come_back_are_shown(self, bench: Workbench, play: Play, pictures: list[Path]) -> None:
        async def scenario() -> None:
            await read(bench, pictures)
            bench.review.papers.remove(bench.batch.keys())
            await done(bench)
            bench.review.undo()
            await done(bench)

        play(scenario())
        assert bench.review.key == bench.batch.key_at(0)
        assert colour(bench) is not None
