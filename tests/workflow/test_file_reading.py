"""Files are read while others are still looked into, in their order, by all readers, and not too far ahead."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Coroutine
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from desktop_ocr.domain.document import Document, Source
from desktop_ocr.domain.file_contents import FileContents
from desktop_ocr.domain.recipe import PreparedImage, Recipe
from desktop_ocr.domain.recognition import Recognition
from desktop_ocr.domain.review import DocumentState
from desktop_ocr.engines.base import Options, Run
from desktop_ocr.workflow import jobs
from desktop_ocr.workflow.file_reading import AHEAD, MOST_READERS, FileReading
from desktop_ocr.workflow.paper_job import find_papers
from desktop_ocr.workflow.recognising import Recogniser
from desktop_ocr.workflow.unfolding import Unfolder
from desktop_ocr.workflow.workers import WorkerPool
from tests.fakes import TYPES, FakeEngine, RefusingEngine, SlowEngine, as_it_is, inline, recogniser
from tests.imaging.pictures import saved
from tests.workflow import worker_jobs

PATIENCE = 30


def run(test: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(test, PATIENCE))


@pytest.fixture
def file(tmp_path: Path) -> Callable[[int], Document]:
    """A new file whose page is so many pixels wide, so that an engine can tell pages apart."""

    def make(width: int) -> Document:
        path = tmp_path / f"{width}.png"
        path.write_bytes(saved(Image.new("L", (width, 100), 255), "PNG"))
        return Document(Source(path), is_new=True)

    return make


@pytest.fixture
def long_file(file: Callable[[int], Document]) -> Document:
    return file(90)


@dataclass
class Pages:
    """Looks into files: the one that is 90 pixels wide has so many pages."""

    count: int
    looked_at: int = 0
    go: asyncio.Event | None = None
    """Awaited before any other file is described."""

    async def __call__(self, function: Callable[..., Any], content: bytes, *others: Any) -> Any:
        if function is find_papers:
            self.looked_at += 1
            return ()
        is_long = jobs.decode_page(content, 1, Recipe()).width == 90
        if not is_long and self.go is not None:
            await self.go.wait()
        return FileContents("PDF", self.count) if is_long else FileContents("PNG")


def reading(reader: Recogniser, files: list[Document], look: Run = as_it_is, **given: Any) -> FileReading:
    unfolder = Unfolder(look, reader.contents, reader.passwords)
    return FileReading(files, unfolder, **{"recogniser_for": lambda _: reader, **given})


async def all_of(reader: Recogniser, files: list[Document], look: Run = as_it_is) -> list[Document]:
    return [paper async for papers in reading(reader, files, look).papers() for paper in papers]


def reader_of_long(engine: FakeEngine, at_once: int = 1) -> Recogniser:
    async def decode(function: Callable[..., Any], /, *arguments: Any) -> Any:
        if function is jobs.decode_page:
            content, _page, *others = arguments
            return function(content, 1, *others)
        return function(*arguments)

    return recogniser(engine, decode=decode, at_once=at_once)


class TestOrder:
    def test_the_papers_come_in_the_order_of_their_files(self, file: Callable[[int], Document]) -> None:
        async def test() -> None:
            files = [file(width) for width in (103, 100, 102, 101)]
            found = await all_of(recogniser(FakeEngine(), at_once=3), files)
            assert [one.source.path for one in found] == [one.source.path for one in files]
            assert {one.state for one in found} == {DocumentState.READY}

        run(test())

    def test_and_of_their_pages(self, file: Callable[[int], Document], long_file: Document) -> None:
        async def test() -> None:
            reader = reader_of_long(FakeEngine(), at_once=3)
            found = await all_of(reader, [file(100), long_file, file(101)], Pages(7))
            assert [one.source.page for one in found] == [1, *range(1, 8), 1]

        run(test())

    def test_one_failure_is_one_marked_document(self, file: Callable[[int], Document], tmp_path: Path) -> None:
        async def test() -> None:
            files = [file(100), Document(Source(tmp_path / "gone"), is_new=True), file(101), file(102)]
            engine = RefusingEngine(error=RuntimeError("x"), width=101)
            found = await all_of(recogniser(engine, at_once=2), files)
            assert [one.error.code if one.error else "" for one in found] == ["", "E_GONE", "E_UNEXPECTED", ""]

        run(test())

    def test_no_files(self) -> None:
        async def test() -> None:
            assert await all_of(recogniser(FakeEngine()), []) == []

        run(test())

    def test_a_mistake_of_the_program_is_not_swallowed(self, file: Callable[[int], Document]) -> None:
        def fail(_: int) -> Recogniser:
            raise ZeroDivisionError

        async def test() -> None:
            with pytest.raises(ZeroDivisionError):
                async for _ in reading(recogniser(FakeEngine()), [file(100)], recogniser_for=fail).papers():
                    pass
            assert asyncio.all_tasks() == {asyncio.current_task()}

        asyncio.run(test())


class TestReaders:
    @pytest.mark.parametrize("at_once", [1, 3])
    def test_no_more_at_once_than_allowed(self, file: Callable[[int], Document], at_once: int) -> None:
        async def test() -> None:
            engine = SlowEngine()

            async def let_go_when_full() -> None:
                while engine.in_hand < at_once:
                    await asyncio.sleep(0)
                engine.go.set()

            letting_go = asyncio.create_task(let_go_when_full())
            found = await all_of(recogniser(engine, at_once=at_once), [file(width) for width in range(100, 108)])
            await letting_go
            assert len(found) == 8
            assert engine.most_in_hand == at_once

        run(test())

    def test_the_pages_of_one_file_are_read_by_all(self, long_file: Document) -> None:
        async def test() -> None:
            engine, asked = SlowEngine(), []

            def recogniser_for(pages: int) -> Recogniser:
                asked.append(pages)
                return reader_of_long(engine, at_once=3)

            begun = reading(reader_of_long(engine), [long_file], Pages(20), recogniser_for=recogniser_for)
            listening = asyncio.create_task(anext(begun.papers()))
            while engine.in_hand < 3:
                await asyncio.sleep(0)
            assert asked == [20]
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)

        asyncio.run(test())

    def test_readers_are_chosen_once_there_are_enough_pages_or_no_more_files(
        self, file: Callable[[int], Document], long_file: Document
    ) -> None:
        async def asked_for(*files: Document) -> list[int]:
            asked: list[int] = []
            reader = reader_of_long(FakeEngine())

            def recogniser_for(pages: int) -> Recogniser:
                asked.append(pages)
                return reader

            async for _ in reading(reader, list(files), Pages(9), recogniser_for=recogniser_for).papers():
                pass
            return asked

        async def test() -> None:
            assert await asked_for(file(100)) == [1]
            assert await asked_for(file(100), file(101)) == [2]
            assert await asked_for(file(100), long_file) == [10]
            assert await asked_for(*(file(width) for width in range(100, 109))) == [MOST_READERS]

        run(test())

    def test_it_reads_while_files_are_still_looked_into(
        self, file: Callable[[int], Document], long_file: Document
    ) -> None:
        async def test() -> None:
            look = Pages(MOST_READERS, go=asyncio.Event())
            begun = reading(reader_of_long(FakeEngine()), [long_file, file(100)], look)
            assert look.go is not None
            async with aclosing(begun.papers()) as pages:
                read = [await anext(pages) for _ in range(MOST_READERS)]
                assert (len(read), begun.is_all_found) == (MOST_READERS, False)
                look.go.set()
                assert [len(papers) async for papers in pages] == [1]

        run(test())


class TestHowFar:
    def test_progress_begins_with_the_files_and_ends_with_the_papers(
        self, file: Callable[[int], Document], long_file: Document
    ) -> None:
        async def test() -> None:
            told: list[tuple[int, int, bool]] = []
            begun = reading(
                reader_of_long(FakeEngine()),
                [file(100), long_file],
                Pages(5),
                told=lambda: told.append((begun.done, begun.of, begun.is_all_found)),
            )
            async for _ in begun.papers():
                pass
            assert told[0] == (0, 2, False)
            assert told[-1] == (6, 6, True)
            assert told == sorted(told)

        run(test())

    def test_neither_pages_nor_results_pile_up_behind_a_slow_page(self, long_file: Document) -> None:
        """Of five thousand pages."""

        async def test() -> None:
            slow = SlowEngine()

            @dataclass
            class FirstIsSlow(FakeEngine):
                read_before: int = 0

                async def read(self, page: PreparedImage) -> Recognition:
                    self.read_before += 1
                    return await slow.read(page) if self.read_before == 1 else self.answer

            engine, look = FirstIsSlow(), Pages(5000)
            begun = reading(reader_of_long(engine, at_once=2), [long_file], look)
            async with aclosing(begun.papers()) as pages:
                first = asyncio.create_task(anext(pages))
                while begun.done < AHEAD - 2:
                    await asyncio.sleep(0)
                for _ in range(1000):
                    await asyncio.sleep(0)
                assert begun.done <= AHEAD + 2
                assert look.looked_at <= AHEAD + 2 + MOST_READERS
                assert begun.of == 5000
                slow.go.set()
                assert (await first)[0].source.page == 1
                assert (await anext(pages))[0].source.page == 2

        run(test())


class TestCalledOff:
    def test_in_the_middle_it_leaves_no_task(self, file: Callable[[int], Document]) -> None:
        async def test() -> None:
            engine = SlowEngine()
            files = [file(width) for width in range(100, 106)]
            batch = asyncio.create_task(all_of(recogniser(engine, at_once=2), files))
            while engine.in_hand < 2:
                await asyncio.sleep(0)
            batch.cancel()
            with pytest.raises(asyncio.CancelledError):
                await batch
            await asyncio.sleep(0)
            assert engine.in_hand == 0
            assert engine.cancelled == 2
            assert len(engine.asked) == 2, "none was begun after that"

        asyncio.run(test())

    def test_whoever_stops_listening_stops_the_reading(self, file: Callable[[int], Document]) -> None:
        async def test() -> None:
            @dataclass
            class FirstOnly(SlowEngine):
                async def read(self, page: PreparedImage) -> Recognition:
                    return self.answer if page.width == 100 else await super().read(page)

            engine = FirstOnly()
            results = reading(recogniser(engine, at_once=2), [file(100), file(101), file(102)]).papers()
            assert (await anext(results))[0].state is DocumentState.READY
            await engine.begun.wait()
            await results.aclose()
            assert engine.in_hand == 0
            assert asyncio.all_tasks() == {asyncio.current_task()}

        asyncio.run(test())


@dataclass
class EngineInWorkers(FakeEngine):
    """Reads in the workers of a pool, and hangs there on the page of that width."""

    pool: Run = inline
    width: int = 0
    pipe: Path = Path()

    async def recognise(self, page: PreparedImage, kind: object, options: Options) -> Recognition:
        found: Recognition = await self.pool(worker_jobs.read_or_hang, page, self.width, self.pipe)
        return found


@pytest.mark.skipif(sys.platform == "win32", reason="uses a FIFO and kill -9, which Windows has not")
def test_a_reader_killed_in_the_middle_of_a_batch(file: Callable[[int], Document], tmp_path: Path) -> None:
    """With real worker processes: that page is marked, the others are read."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)

    async def test() -> None:
        decoder = WorkerPool(1, jobs.start_decoder, seconds=PATIENCE)
        readers = WorkerPool(2, worker_jobs.start, seconds=PATIENCE)
        try:
            engine = EngineInWorkers(pool=readers.run, width=101, pipe=pipe)
            reader = Recogniser(engine, decoder.run, TYPES, at_once=2)
            batch = asyncio.create_task(all_of(reader, [file(100), file(101), file(102)]))
            victim = await asyncio.to_thread(lambda: int(pipe.read_text()))
            os.kill(victim, signal.SIGKILL)
            found = await batch
        finally:
            decoder.close()
            readers.close()
        assert [one.error.code if one.error else "" for one in found] == ["", "E_WORKER", ""]

    run(test())
