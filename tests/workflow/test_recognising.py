"""A batch: whatever happens to one document, the others are read and nothing is lost."""

from __future__ import annotations

import asyncio
import errno
import os
import signal
import sys
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from desktop_ocr.domain.document import Document, Source
from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.errors import (
    ClerkError,
    ReadingTimeout,
    SourceDamaged,
    SourceGone,
    SourceTooSmall,
    WorkerDied,
)
from desktop_ocr.domain.recipe import PreparedImage, Recipe
from desktop_ocr.domain.recognition import Recognition
from desktop_ocr.domain.review import Correction, DocumentState
from desktop_ocr.engines.base import Options, Run
from desktop_ocr.workflow import jobs
from desktop_ocr.workflow.recognising import Recogniser, count_left_out, find_sources
from desktop_ocr.workflow.workers import WorkerPool
from tests.fakes import (
    ID_CARD,
    PLAIN_TEXT,
    TYPES,
    FakeEngine,
    RefusingEngine,
    SlowEngine,
    inline,
    recogniser,
    recognition,
)
from tests.imaging.pictures import saved
from tests.workflow import worker_jobs

PATIENCE = 30


def run(test: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(test, PATIENCE))


@pytest.fixture
def page(tmp_path: Path) -> Callable[[int], Document]:
    """A document whose page is so many pixels wide, so that an engine can tell pages apart."""

    def make(width: int, *, kind: DocumentType | None = None) -> Document:
        path = tmp_path / f"{width}.png"
        path.write_bytes(saved(Image.new("L", (width, 100), 255), "PNG"))
        return Document(Source(path), asked_type=kind)

    return make


async def all_of(reader: Recogniser, documents: list[Document]) -> dict[int, list[Document]]:
    return {place: papers async for place, papers in reader.read_all(documents)}


def error_of(papers: list[Document]) -> ClerkError:
    (document,) = papers
    assert document.state is DocumentState.FAILED
    assert document.error is not None
    return document.error


class TestOneDocument:
    def test_is_read(self, page: Callable[..., Document]) -> None:
        async def test() -> None:
            engine = FakeEngine()
            (document,) = await recogniser(engine).read(page(200))
            assert document.state is DocumentState.READY
            assert document.document_type is ID_CARD
            assert document.field("name").value == "张三"
            assert len(document.source.digest) == 64
            assert [(asked.width, asked.height, kind) for asked, kind in engine.asked] == [(200, 100, None)]

        run(test())

    def test_a_kind_that_was_chosen_is_kept(self, page: Callable[..., Document]) -> None:
        async def test() -> None:
            engine = FakeEngine()
            await recogniser(engine).read(page(200, kind=PLAIN_TEXT))
            assert engine.asked[0][1] is PLAIN_TEXT

        run(test())

    def test_the_engine_sees_the_page_as_the_recipe_prepares_it(self, page: Callable[..., Document]) -> None:
        async def test() -> None:
            engine = FakeEngine()
            await recogniser(engine).read(Document(page(200).source, Recipe(turn=90)))
            (asked, _) = engine.asked[0]
            assert (asked.width, asked.height, asked.recipe) == (100, 200, Recipe(turn=90))

        run(test())

    def test_every_paper_on_the_page_is_a_document(self, page: Callable[..., Document]) -> None:
        async def test() -> None:
            papers = await recogniser(FakeEngine(recognition(papers=3))).read(page(200))
            assert [document.paper_index for document in papers] == [0, 1, 2]
            assert {document.source for document in papers} == {papers[0].source}

        run(test())

    def test_reading_again_keeps_a_persons_word_and_clears_the_error(self, page: Callable[..., Document]) -> None:
        async def test() -> None:
            before = page(200).read_as(ID_CARD, recognition()).corrected("name", Correction("李四"))
            (again,) = await recogniser(FakeEngine()).read(before.failed(WorkerDied()))
            assert again.error is None
            assert again.field("name").value == "李四"

        run(test())


class TestFailures:
    def test_the_file(self, page: Callable[..., Document], tmp_path: Path) -> None:
        async def test() -> None:
            engine = FakeEngine()
            reader = recogniser(engine)
            assert isinstance(error_of(await reader.read(Document(Source(tmp_path / "gone.jpg")))), SourceGone)
            assert isinstance(error_of(await reader.read(page(20))), SourceTooSmall)
            assert engine.asked == []

        run(test())

    @pytest.mark.parametrize("error", [WorkerDied(), ReadingTimeout(seconds=60)])
    def test_the_engine(self, page: Callable[..., Document], error: ClerkError) -> None:
        async def test() -> None:
            found = error_of(await recogniser(RefusingEngine(error=error)).read(page(200)))
            assert (type(found), found.facts) == (type(error), error.facts)
            assert found.__traceback__ is None, "its frames hold the file and its pixels"

        run(test())

    @pytest.mark.parametrize("error", [WorkerDied(), ReadingTimeout(seconds=5)])
    def test_a_file_that_kills_the_decoder_is_damaged(self, page: Callable[..., Document], error: ClerkError) -> None:
        async def decode(*_: object) -> PreparedImage:
            raise error

        async def test() -> None:
            assert isinstance(error_of(await recogniser(FakeEngine(), decode=decode).read(page(200))), SourceDamaged)

        run(test())

    def test_what_nobody_expected_is_told_without_its_text(self, page: Callable[..., Document]) -> None:
        async def test() -> None:
            bug = RefusingEngine(error=ValueError("cannot parse 张三 11010519491231002X"))
            error = error_of(await recogniser(bug).read(page(200)))
            assert error.code == "E_UNEXPECTED"
            assert error.facts == {"kind": "ValueError"}

        run(test())

    def test_a_kind_that_is_not_there_is_one_failed_document(self, page: Callable[..., Document]) -> None:
        """As when an engine names a kind whose file is broken."""

        async def test() -> None:
            error = error_of(await recogniser(FakeEngine(recognition(kind="passport"))).read(page(200)))
            assert error.facts == {"kind": "KeyError"}

        run(test())

    def test_a_failure_keeps_what_the_clerk_had(self, page: Callable[..., Document]) -> None:
        async def test() -> None:
            before = page(200).read_as(ID_CARD, recognition()).corrected("name", Correction("李四"))
            (failed,) = await recogniser(RefusingEngine()).read(before)
            assert failed.fields == before.fields
            assert failed.state is DocumentState.FAILED

        run(test())


class TestBatch:
    def test_each_place_is_told_once_with_its_own_papers(self, page: Callable[..., Document]) -> None:
        async def test() -> None:
            documents = [page(width) for width in range(100, 112)]
            found = await all_of(recogniser(FakeEngine(), at_once=3), documents)
            assert sorted(found) == list(range(12))
            for place, papers in found.items():
                assert [paper.source.path for paper in papers] == [documents[place].source.path]

        run(test())

    def test_one_failure_is_one_marked_document(self, page: Callable[..., Document], tmp_path: Path) -> None:
        async def test() -> None:
            documents = [page(100), Document(Source(tmp_path / "gone")), page(101), page(102)]
            engine = RefusingEngine(error=RuntimeError("x"), width=101)
            found = await all_of(recogniser(engine, at_once=2), documents)
            codes = [found[place][0].error.code if found[place][0].error else "" for place in range(4)]
            assert codes == ["", "E_GONE", "E_UNEXPECTED", ""]

        run(test())

    @pytest.mark.parametrize("at_once", [1, 3])
    def test_no_more_at_once_than_allowed(self, page: Callable[..., Document], at_once: int) -> None:
        async def test() -> None:
            engine = SlowEngine()

            async def let_go_when_full() -> None:
                while engine.in_hand < at_once:
                    await asyncio.sleep(0)
                engine.go.set()

            letting_go = asyncio.create_task(let_go_when_full())
            found = await all_of(recogniser(engine, at_once=at_once), [page(width) for width in range(100, 108)])
            await letting_go
            assert len(found) == 8
            assert engine.most_in_hand == at_once

        run(test())

    def test_a_fast_page_does_not_wait_for_a_slow_one(self, page: Callable[..., Document]) -> None:
        async def test() -> None:
            slow = SlowEngine()

            @dataclass
            class Mixed(FakeEngine):
                async def read(self, page: PreparedImage) -> Recognition:
                    return await slow.read(page) if page.width == 100 else self.answer

            order = []
            async for place, _ in recogniser(Mixed(), at_once=2).read_all([page(100), page(101), page(102)]):
                order.append(place)
                if len(order) == 2:
                    slow.go.set()
            assert order == [1, 2, 0]

        run(test())

    def test_no_documents(self) -> None:
        async def test() -> None:
            assert await all_of(recogniser(FakeEngine()), []) == {}

        run(test())

    def test_called_off_in_the_middle_leaves_no_task(self, page: Callable[..., Document]) -> None:
        async def test() -> None:
            engine = SlowEngine()
            documents = [page(width) for width in range(100, 106)]
            batch = asyncio.create_task(all_of(recogniser(engine, at_once=2), documents))
            while engine.in_hand < 2:
                await asyncio.sleep(0)
            batch.cancel()
            with pytest.raises(asyncio.CancelledError):
                await batch
            assert engine.in_hand == 0
            assert engine.cancelled == 2
            assert len(engine.asked) == 2, "none was begun after that"
            assert asyncio.all_tasks() == {asyncio.current_task()}

        asyncio.run(test())

    def test_whoever_stops_listening_stops_the_reading(self, page: Callable[..., Document]) -> None:
        async def test() -> None:
            @dataclass
            class FirstOnly(SlowEngine):
                async def read(self, page: PreparedImage) -> Recognition:
                    return self.answer if page.width == 100 else await super().read(page)

            engine = FirstOnly()
            results = recogniser(engine, at_once=2).read_all([page(100), page(101), page(102)])
            assert (await anext(results))[0] == 0
            await engine.begun.wait()
            await results.aclose()  # type: ignore[attr-defined]
            assert engine.in_hand == 0
            assert asyncio.all_tasks() == {asyncio.current_task()}

        asyncio.run(test())


@dataclass
class EngineInWorkers(FakeEngine):
    """Reads in the workers of a pool, and hangs there on the page of that width."""

    pool: Run = inline
    width: int = 0
    pipe: Path = Path()

    async def recognise(self, page: PreparedImage, kind: DocumentType | None, options: Options) -> Recognition:
        found: Recognition = await self.pool(worker_jobs.read_or_hang, page, self.width, self.pipe)
        return found


@pytest.mark.skipif(sys.platform == "win32", reason="uses a FIFO and kill -9, which Windows has not")
def test_a_reader_killed_in_the_middle_of_a_batch(page: Callable[..., Document], tmp_path: Path) -> None:
    """With real worker processes: that page is marked, the others are read."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)

    async def test() -> None:
        decoder = WorkerPool(1, jobs.start_decoder, seconds=PATIENCE)
        readers = WorkerPool(2, worker_jobs.start, seconds=PATIENCE)
        try:
            engine = EngineInWorkers(pool=readers.run, width=101, pipe=pipe)
            reader = Recogniser(engine, decoder.run, TYPES, at_once=2)
            batch = asyncio.create_task(all_of(reader, [page(100), page(101), page(102)]))
            victim = await asyncio.to_thread(lambda: int(pipe.read_text()))
            os.kill(victim, signal.SIGKILL)
            found = await batch
        finally:
            decoder.close()
            readers.close()
        assert error_of(found[1]).code == "E_WORKER"
        assert [found[place][0].state for place in (0, 2)] == [DocumentState.READY] * 2

    run(test())


class TestFindingFiles:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        for name in (
            "b.jpg",
            "a.PNG",
            "c.txt",
            "d",
            ".hidden.jpg",
            "._b.jpg",
            "sub/e.TIFF",
            "sub/deeper/f.webp",
            ".thumbnails/b.jpg",
            "sub/.cache/x.png",
            "album.jpg/g.bmp",
            "scan.docx",
        ):
            file = tmp_path / "papers" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.touch()
        return tmp_path / "papers"

    def names(self, folder: Path, *paths: Path) -> list[str]:
        return [Path(source.path).relative_to(folder).as_posix() for source in find_sources(paths)]

    def test_pictures_of_a_folder_and_below_in_order(self, folder: Path) -> None:
        assert self.names(folder, folder) == ["a.PNG", "album.jpg/g.bmp", "b.jpg", "sub/deeper/f.webp", "sub/e.TIFF"]

    def test_a_hidden_folder_that_is_named_itself_is_looked_into(self, folder: Path) -> None:
        assert self.names(folder, folder / ".thumbnails") == [".thumbnails/b.jpg"]

    def test_a_file_that_is_named_is_taken_whatever_its_name(self, folder: Path) -> None:
        chosen = [folder / "c.txt", folder / ".hidden.jpg", folder / "gone.jpg", folder / "d"]
        assert self.names(folder, *chosen) == ["c.txt", ".hidden.jpg", "gone.jpg", "d"]

    def test_the_order_named_is_kept(self, folder: Path) -> None:
        assert self.names(folder, folder / "sub", folder / "a.PNG") == ["sub/deeper/f.webp", "sub/e.TIFF", "a.PNG"]

    def test_a_name_too_long_for_the_system_is_left_to_the_reading(self, folder: Path) -> None:
        assert len(find_sources([folder / ("x" * 300)])) == 1

    def test_an_empty_folder(self, tmp_path: Path) -> None:
        assert find_sources([tmp_path]) == []

    def test_a_folder_that_goes_while_it_is_listed_is_passed_over(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        listed = os.scandir

        def scandir(path: str | Path) -> object:
            if Path(path).name == "sub":
                raise FileNotFoundError(errno.ENOENT, "gone")
            return listed(path)

        monkeypatch.setattr(os, "scandir", scandir)
        assert self.names(folder, folder) == ["a.PNG", "album.jpg/g.bmp", "b.jpg"]
        assert count_left_out([folder]) == 3
