"""What comes in or goes out is bad: each time a sentence, and the rest of the work goes on."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from desktop_ocr.domain.document import Source
from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.errors import ClerkError, DiskFull, SourceGone, WorkerDied
from desktop_ocr.domain.recipe import PreparedImage
from desktop_ocr.domain.recognition import Recognition
from desktop_ocr.domain.review import DocumentState
from desktop_ocr.engines.base import Options
from desktop_ocr.ui import intake, tints
from desktop_ocr.ui.dialogs.export import ExportDialog
from desktop_ocr.ui.queue_model import STATE_TEXT, TINT
from desktop_ocr.ui.words import Words
from desktop_ocr.ui.workbench import Workbench
from desktop_ocr.workflow.recognising import find_sources
from tests.ui.conftest import Play
from tests.ui.driving import dialog, done, drop, states, until
from tests.ui.exporting import FullDisk, on_disk
from tests.ui.fakes import RIGHT, FakeEngine

READY, FAILED = DocumentState.READY, DocumentState.FAILED
SLOW = 1.0
"""Seconds that a slow drive takes to list a folder."""


class MortalEngine(FakeEngine):
    """Its worker dies of the pages counted in ``deadly``, the first being 1."""

    def __init__(self) -> None:
        super().__init__()
        self.deadly: set[int] = set()
        self.pages = 0

    async def recognise(self, page: PreparedImage, kind: DocumentType | None, options: Options) -> Recognition:
        self.pages += 1
        if self.pages in self.deadly:
            raise WorkerDied
        return await super().recognise(page, kind, options)


@pytest.fixture
def engine() -> MortalEngine:
    return MortalEngine()


@pytest.fixture
def motley_folder(tmp_path: Path) -> Path:
    """100 pictures among 900 files that are none, in folders."""
    folder = tmp_path / "motley"
    for number in range(1000):
        suffix = ".jpg" if number % 10 == 0 else (".docx", ".pptx", ".txt")[number % 3]
        file = folder / str(number % 7) / f"{number}{suffix}"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(f"pixels {number}".encode())
    return folder


def row(bench: Workbench, number: int, role: int) -> object:
    return bench.queue.model.index(number).data(role)


def assert_says(bench: Workbench, words: Words, number: int, error: ClerkError) -> None:
    """The row is red, and its sentence is in the list; also below the kind, once the paper is chosen."""
    assert row(bench, number, TINT) is tints.BAD
    assert words.sentence(error) in str(row(bench, number, STATE_TEXT))
    bench.queue.select(bench.batch.key_at(number))
    assert bench.fields.note.text() == words.sentence(error)


async def longest_wait(stop: asyncio.Event) -> float:
    """How long the loop let somebody wait who wanted 10 milliseconds."""
    longest, before = 0.0, time.monotonic()
    while not stop.is_set():
        await asyncio.sleep(0.01)
        now = time.monotonic()
        longest, before = max(longest, now - before), now
    return longest


class TestMotleyFolder:
    def test_only_pictures_come_in_and_the_rest_is_counted(
        self, bench: Workbench, play: Play, motley_folder: Path
    ) -> None:
        async def scenario() -> None:
            assert drop(bench.window, [motley_folder])
            await done(bench)

        play(scenario())
        assert states(bench) == [READY] * 100
        assert bench.queue.model.rowCount() == 100
        assert bench.notice.text() == "Files left out, as they are no pictures: 900"
        assert bench.notice.isVisible()

    def test_the_window_answers_while_a_slow_folder_is_listed(
        self, bench: Workbench, play: Play, motley_folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        threads: list[threading.Thread] = []

        def find_slowly(paths: Iterable[Path]) -> list[Source]:
            threads.append(threading.current_thread())
            time.sleep(SLOW)
            return find_sources(paths)

        monkeypatch.setattr(intake, "find_sources", find_slowly)

        async def scenario() -> None:
            stop = asyncio.Event()
            waiting = asyncio.ensure_future(longest_wait(stop))
            drop(bench.window, [motley_folder])
            await done(bench)
            stop.set()
            assert await waiting < SLOW * 0.8

        play(scenario())
        assert len(bench.batch) == 100
        assert threading.main_thread() not in threads


def test_a_file_deleted_after_the_drop_is_a_red_row_and_the_others_are_read(
    bench: Workbench, play: Play, engine: MortalEngine, pictures: list[Path], words: Words
) -> None:
    async def scenario() -> None:
        engine.gate = asyncio.Event()
        drop(bench.window, pictures)
        await until(lambda: engine.pages == 2)  # at once; the third waits
        pictures[2].unlink()
        engine.gate.set()
        await done(bench)
        assert states(bench) == [READY, READY, FAILED]
        assert_says(bench, words, 2, SourceGone())
        await done(bench)

    play(scenario())


class TestDeadWorker:
    def test_its_page_says_so_and_the_others_are_read(
        self, bench: Workbench, play: Play, engine: MortalEngine, pictures: list[Path], words: Words
    ) -> None:
        async def scenario() -> None:
            engine.deadly = {1}
            drop(bench.window, pictures)
            await done(bench)
            assert sorted(states(bench)) == sorted([FAILED, READY, READY])
            number = states(bench).index(FAILED)
            assert_says(bench, words, number, WorkerDied())
            bench.actions.by_id["again"].trigger()
            await done(bench)

        play(scenario())
        assert states(bench) == [READY] * 3
        assert bench.fields.note.text() == ""

    def test_when_it_dies_again_a_person_s_values_stay(
        self, bench: Workbench, play: Play, engine: MortalEngine, pictures: list[Path], words: Words
    ) -> None:
        async def scenario() -> None:
            drop(bench.window, pictures[:1])
            await done(bench)
            bench.review.field_steps.correct("name", "刘样")
            engine.deadly = {2, 3}
            for _ in range(2):
                bench.actions.by_id["again"].trigger()
                await done(bench)
                assert states(bench) == [FAILED]
            bench.actions.by_id["again"].trigger()
            await done(bench)

        play(scenario())
        assert bench.batch.documents()[0].field("name").value == "刘样"


class TestFullDisk:
    def test_the_old_file_stays_and_the_work_counts_as_in_no_file(
        self,
        bench: Workbench,
        play: Play,
        pictures: list[Path],
        words: Words,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        folder = tmp_path / "out"
        folder.mkdir()
        target = folder / "table.xlsx"
        target.write_bytes(b"old")

        async def press_export(asked: ExportDialog) -> None:
            asked.export_button.click()
            await until(lambda: asked.notice.isVisible() and not asked.bar.isVisible())

        async def scenario() -> None:
            drop(bench.window, pictures)
            await done(bench)
            bench.actions.by_id["export"].trigger()
            asked = await dialog(bench, ExportDialog)
            await until(asked.export_button.isEnabled)
            asked.target.line.setText(str(target))
            with monkeypatch.context() as patch:
                on_disk(patch, FullDisk())
                await press_export(asked)
                assert asked.export_button.text() == "Replace"
                await press_export(asked)
            assert asked.notice.text().replace("\u200b", "") == words.sentence(DiskFull(name=target.name))
            assert (target.read_bytes(), list(folder.iterdir())) == (b"old", [target])
            assert (asked.isVisible(), asked.export_button.isEnabled(), asked.exported) == (True, True, ())
            assert len(bench.exports.missing()) == 3
            await press_export(asked)  # room was made
            asked.accept()
            await done(bench)

        play(scenario())
        assert bench.exports.missing() == []
        assert RIGHT["name"] in {cell.value for line in load_workbook(target).worksheets[0] for cell in line}

    def test_whoever_leaves_the_dialog_is_asked_at_the_end(
        self, bench: Workbench, play: Play, pictures: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        on_disk(monkeypatch, FullDisk())

        async def scenario() -> None:
            drop(bench.window, pictures)
            await done(bench)
            bench.actions.by_id["export"].trigger()
            asked = await dialog(bench, ExportDialog)
            await until(asked.export_button.isEnabled)
            asked.target.line.setText(str(tmp_path / "table.xlsx"))
            asked.export_button.click()
            await until(asked.notice.isVisible)
            asked.reject()
            await done(bench)

        play(scenario())
        assert not (tmp_path / "table.xlsx").exists()
        assert len(bench.exports.missing()) == 3
        assert bench.progress.saved.text() == "● Not exported: 3"
