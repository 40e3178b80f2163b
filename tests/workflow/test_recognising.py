"""One document is read, or says why not."""

from __future__ import annotations

import asyncio
import errno
import os
from collections.abc import Callable, Coroutine
from dataclasses import replace
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
from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.recipe import PreparedImage, Recipe
from desktop_ocr.domain.review import Correction, DocumentState
from desktop_ocr.workflow.recognising import count_left_out, find_sources
from tests.fakes import (
    ID_CARD,
    PLAIN_TEXT,
    FakeEngine,
    RefusingEngine,
    recogniser,
    recognition,
)
from tests.imaging.pictures import saved

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

    def test_papers_of_which_nobody_says_where_they_are_stay_in_what_a_person_cropped(
        self, page: Callable[..., Document]
    ) -> None:
        async def test() -> None:
            cropped = Recipe(crop=Quad.rectangle(0.1, 0.1, 0.5, 0.5))
            found = recognition(papers=2)
            nowhere = replace(
                found.papers[0], lines=(), readings=tuple(replace(one, region=None) for one in found.papers[0].readings)
            )
            engine = FakeEngine(replace(found, papers=(nowhere, nowhere)))
            papers = await recogniser(engine).read(replace(page(200), recipe=cropped))
            assert [document.recipe for document in papers] == [cropped, cropped]

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
